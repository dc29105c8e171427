// biome-ignore-all lint/suspicious/noTemplateCurlyInString: settings files refer to the environment like this
import { expect, test } from 'vitest'
import { insertEnvironment } from '../../src/settings/insert-environment.ts'

const environment = { URL: 'postgres://u:p@h/d', PASSWORD: 'a/b@c:d', EMPTY: '' }

test.each([
  ['${URL}', 'postgres://u:p@h/d', []],
  ['postgres://u:${PASSWORD}@h/d', 'postgres://u:a%2Fb%40c%3Ad@h/d', []],
  ['postgres://u@h/d', 'postgres://u@h/d', []],
  ['postgres://${USER}:${EMPTY}@h/d', 'postgres://:@h/d', ['USER', 'EMPTY']],
  ['postgres://${}@h/d', 'postgres://@h/d', ['']],
  ['postgres://${not a name}@h/d', 'postgres://@h/d', ['not a name']],
  ['$URL', '$URL', []],
])('%s becomes %s', (text, expected, missing) => {
  expect(insertEnvironment(text, environment)).toEqual({ text: expected, missing })
})

test('does not look into the prototype of the environment', () => {
  expect(insertEnvironment('${constructor}', environment).missing).toEqual(['constructor'])
})
