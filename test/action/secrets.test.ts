import { expect, test } from 'vitest'
import { redactor, secretsIn } from '../../src/action/secrets.ts'

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
