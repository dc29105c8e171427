import { expect, test } from 'vitest'
import { ISSUE_CODES } from '../../src/issues/issue-codes.ts'

const ENTRIES = Object.entries(ISSUE_CODES)

test.each(ENTRIES)('%s is told in whole sentences, with a source', (_, { title, postgres, remedy, spec }) => {
  expect(title).toMatch(/^[A-Z].*[^.]$/)
  // the name of a type may begin a sentence
  expect(postgres).toMatch(/^(?:[A-Z`]|[a-z]+ (?:keeps|refuses)).*\.$/s)
  expect(remedy).toMatch(/^[A-Z`].*[.)]$/s)
  // what is about the settings has none
  if (spec !== null) expect(spec).toMatch(/^https?:\/\//)
})

test.each(ENTRIES)(
  '%s puts what is written into the settings between backticks',
  (_, { postgres, remedy }) => {
    expect(`${postgres} ${remedy}`).not.toMatch(/"[a-z-]+"/)
  },
)
