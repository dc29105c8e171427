import { describe, expect, it } from 'vitest'
import { issue } from '../../../src/issues/issue.ts'
import { mergeIssues } from '../../../src/stages/record/merge-issues.ts'

const PREDICTED = { table: 't', rows: 2, message: 'predicted' }
const OBSERVED = { table: 't', rows: 2, message: 'observed' }

describe('of two issues with one id', () => {
  const merged = (one: object, other: object) =>
    mergeIssues([
      issue('source-read-failed', { ...PREDICTED, ...one }),
      issue('source-read-failed', { ...OBSERVED, ...other }),
    ]).map(({ message, rows }) => [message, rows])

  it('the later stands', () => {
    expect(merged({}, {})).toEqual([['observed', 2]])
  })

  it('the larger one stands', () => {
    expect(merged({ rows: 3 }, {})).toEqual([['predicted', 3]])
    expect(merged({ rows: 1, remedy: 'Wait.' }, {})).toEqual([['observed', 2]])
  })

  it('the one stands that has an advice of its own', () => {
    expect(merged({ remedy: 'Wait.' }, {})).toEqual([['predicted', 2]])
    expect(merged({ remedy: 'Wait.' }, { remedy: 'Go.' })).toEqual([['observed', 2]])
  })
})

it('columns and tables with full stops in their names stay apart', () => {
  const found = [
    issue('varchar-overflow', { table: 'a', column: 'b.c', rows: 2, message: 'two' }),
    issue('varchar-overflow', { table: 'a.b', column: 'c', rows: 1, message: 'one' }),
  ]
  expect(mergeIssues(found)).toHaveLength(2)
})
