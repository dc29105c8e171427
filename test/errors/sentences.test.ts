import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readSources } from '../support/architecture.ts'

/** Code, comma, then what is said: a literal text or a template. What is a name of a value cannot be read here. */
const MESSAGE = /new RehearsalError\(\s*[^,]+,\s*(?:'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`),/g
const MESSAGES = Object.entries(readSources(fileURLToPath(new URL('../../src', import.meta.url)))).flatMap(
  ([path, source]) =>
    [...source.matchAll(MESSAGE)].map(([, text, template]) => `${path}: ${text ?? template}`),
)

test('the messages of errors were read', () => {
  expect(MESSAGES.length).toBeGreaterThan(70)
  expect(MESSAGES).toContain('stages/catalog/select-tables.ts: The source has no tables.')
})

test.each(MESSAGES)('is a sentence: %s', (message) => {
  // what is inserted begins with a path or a title, or ends with lines or a sentence of its own
  expect(message).toMatch(/^\S+: (?:[A-Z]|\$\{|pg-rehearsal )/)
  expect(message).toMatch(/(?:\.|\\n\$\{[^}]+\}|\$\{(?:log|lines|message|reason)\})$/)
})
