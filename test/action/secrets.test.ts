import { expect, test } from 'vitest'
import { redactor, secretsIn } from '../../src/action/secrets.ts'
import { quoteIdentifier, quoteLiteral } from '../../src/sql/quote.ts'
import { rejectFileName } from '../../src/stages/load/reject-writer.ts'
import { escapeHtml, escapeMarkdown } from '../../src/stages/report/escape-markdown.ts'
import { html } from '../../src/stages/report/html/html.ts'
import { terminalText } from '../../src/stages/report/terminal-text.ts'
import fc from '../support/fast-check.ts'

test.each([
  ['a long password', 'postgres://ci:9f8e7d6c5b4a@db:5432/app', ['9f8e7d6c5b4a']],
  [
    'a password as it is written and as it is meant',
    'postgres://ci:p%40ss%2Fword1@db/app',
    ['p%40ss%2Fword1', 'p@ss/word1'],
  ],
  ['a password among the parameters', 'postgres://ci@db/app?password=9f8e7d6c5b4a', ['9f8e7d6c5b4a']],
  ['the password for a socket', 'postgres://ci:9f8e7d6c5b4a@/app?host=/tmp', ['9f8e7d6c5b4a']],
  ['a sign that is not well encoded', 'postgres://ci:100%25%25%zz9@db/app', ['100%25%25%zz9']],
  ['no short password', 'postgres://ci:secret7@db/app', []],
  ['no common word', 'postgres://ci:Postgres@db/app', []],
  ['no password that is the name of the user', 'postgres://Rehearser:rehearser@db/app', []],
  ['no password that is the name of the database', 'postgres://ci:app-staging@db/app-staging', []],
  ['no password where there is none', 'postgres://ci@db/app', []],
  ['nothing in what is no URL', 'postgres://', []],
  ['nothing without a URL', null, []],
])('hides %s', (_, url, secrets) => {
  expect(secretsIn(url)).toEqual(secrets)
})

test.each([
  ['at postgres://ci:ci@db/app.', 'at postgres://ci:***@db/app.'],
  ['at postgresql://ci:p%40ss@db, or', 'at postgresql://ci:***@db, or'],
  ['at postgres://db/app?a=b&password=ci&c=d', 'at postgres://db/app?a=b&password=***&c=d'],
  ['at postgres://ci@db:5432/app', 'at postgres://ci@db:5432/app'],
  ['the word ci', 'the word ci'],
  ['fatal: https://ci:hunter2@host/x', 'fatal: https://ci:***@host/x'],
  ['mysql+ssl://ci:a@b', 'mysql+ssl://ci:***@b'],
  ['see https://host:443/x', 'see https://host:443/x'],
])('leaves no password in a connection URL: %s', (text, redacted) => {
  expect(redactor([])(text)).toBe(redacted)
})

test('takes out every secret, the longer one first', () => {
  const redact = redactor(['12345678', '1234567890'])
  expect(redact('12345678 1234567890 $& 12345678')).toBe('*** *** $& ***')
})

const RENDERINGS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in JSON': JSON.stringify,
  'in JSON twice': (text) => JSON.stringify(JSON.stringify(text)),
  'in Markdown': escapeMarkdown,
  'in a title': escapeHtml,
  'in HTML': (text) => html`${text}`.toString(),
  'as an identifier of SQL': quoteIdentifier,
  'as a literal of SQL': quoteLiteral,
  'as SQL in JSON': (text) => JSON.stringify(quoteIdentifier(text)),
  'as SQL in Markdown': (text) => escapeMarkdown(quoteLiteral(text)),
  'as SQL in HTML': (text) => html`${quoteIdentifier(text)}`.toString(),
  'in an address': encodeURIComponent,
  'as the name of a file': rejectFileName,
  'in a log': terminalText,
}

test.each(Object.keys(RENDERINGS))('takes a secret out of what holds it %s', (name) => {
  const render = RENDERINGS[name] ?? String
  const letters = fc.constantFrom('Kq7', 'Zw9', 'Xv4')
  const sign = fc.constantFrom(...[...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ é\u{1f511}\n'], '::', 'www.', '@1')
  const beside = fc.constantFrom('', ' ', '_', '"', '\\', '@', 'a')
  const secret = fc
    .array(fc.oneof(letters, sign), { minLength: 2, maxLength: 8 })
    .filter((parts) => parts.some((part) => part.length === 3))
  fc.assert(
    fc.property(secret, beside, beside, (parts, before, after) => {
      const plain = parts.join('')
      const redacted = redactor([plain])(render(`of ${before}${plain}${after} end`))
      expect(redacted).toContain('***')
      expect(redacted).not.toMatch(/Kq7|Zw9|Xv4/)
      if (name.endsWith('in JSON')) expect(() => JSON.parse(redacted)).not.toThrow()
    }),
    { numRuns: 500 },
  )
})

test('looks through a line of backslashes in no time', () => {
  const line = `ab${'\\'.repeat(200_000)}`
  const before = performance.now()
  expect(redactor(['\\*Kq7Zw9', 'ab\\*Kq7Zw9'])(line)).toBe(line)
  expect(performance.now() - before).toBeLessThan(2000)
})
