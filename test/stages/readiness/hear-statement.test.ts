import { describe, expect, it } from 'vitest'
import { fail, pass, unverified } from '../../../src/stages/readiness/finding.ts'
import { hearStatement } from '../../../src/stages/readiness/hear-statement.ts'

const BY_ANNA = { by: 'Anna', on: '2026-11-01', expires: '2026-12-31', note: 'Looked at it.' }
const ATTESTED = { attested: BY_ANNA, notApplicable: null }
const NOT_APPLICABLE = { attested: null, notApplicable: 'one machine' }
const OPEN = unverified('Nobody looked.')

describe('what a person says about a line', () => {
  it.each([
    [
      'is believed where nothing was found out',
      OPEN,
      ATTESTED,
      '2026-11-25',
      'attested',
      'Attested by Anna on 2026-11-01, until 2026-12-31. Looked at it.',
    ],
    [
      'holds on its last day',
      OPEN,
      ATTESTED,
      '2026-12-31',
      'attested',
      'Attested by Anna on 2026-11-01, until 2026-12-31. Looked at it.',
    ],
    [
      'ends after it',
      OPEN,
      ATTESTED,
      '2027-01-01',
      'unverified',
      'The attestation of Anna ended on 2026-12-31. Nobody looked.',
    ],
    [
      'cannot be from the future',
      OPEN,
      ATTESTED,
      '2026-10-31',
      'unverified',
      'The attestation of Anna is dated 2026-11-01, after this run.',
    ],
    [
      'can be that it does not matter',
      OPEN,
      NOT_APPLICABLE,
      '2026-11-25',
      'not-applicable',
      'Not applicable: one machine',
    ],
    ['talks no failure away', fail('It broke.'), ATTESTED, '2026-11-25', 'fail', 'It broke.'],
    ['makes no failure irrelevant', fail('It broke.'), NOT_APPLICABLE, '2026-11-25', 'fail', 'It broke.'],
    ['is not needed for what is proved', pass('Done.'), ATTESTED, '2026-11-25', 'pass', 'Done.'],
  ])('%s', (_, found, statement, today, status, evidence) => {
    expect(hearStatement(found, statement, today)).toEqual({ status, evidence })
  })
})
