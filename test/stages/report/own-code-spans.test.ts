import { expect, test } from 'vitest'
import { ISSUE_CODES } from '../../../src/issues/issue-codes.ts'
import { prose } from '../../../src/stages/report/html/stranger-text.ts'
import { proseToMarkdown } from '../../../src/stages/report/own-code-spans.ts'
import { HOSTILE } from './hostile-record.ts'

test.each([
  'This rehearsal does not check it. `checklist: {}` in the settings executes the checklist.',
  'The server was one that may lose its data; `durable` measures with one that may not.',
])('words of the settings in a sentence of ours are code: %s', (sentence) => {
  expect(proseToMarkdown(sentence)).toBe(sentence)
  expect(String(prose(sentence))).toBe(`<bdi>${sentence.replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</bdi>`)
})

test('so are those in the advice on each issue', () => {
  const advice = Object.values(ISSUE_CODES).map(({ remedy }) => remedy)
  const spansOf = (text: string) => text.match(/(?<!\\)`[^`]+`/g) ?? []
  expect(advice.flatMap(spansOf).length).toBeGreaterThan(10)
  expect(advice.map(proseToMarkdown).map(spansOf)).toEqual(advice.map(spansOf))
})

test.each([
  ['a`b', 'a\\`b'],
  ['`c`', '\\`c\\`'],
  ['``durable``', '\\`\\`durable\\`\\`'],
  ['`durable', '\\`durable'],
  ['`@octocat`', '\\`@<!-- -->octocat\\`'],
  ['`<b>`', '\\`&lt;b&gt;\\`'],
  ['`checklist: {}` ` <img>', '`checklist: {}` \\` &lt;img&gt;'],
])('the name %s of a stranger opens no code span, and nothing else', (name, shown) => {
  expect(proseToMarkdown(name)).toBe(shown)
})

test('a hostile name beside words of ours stays a text', () => {
  const evidence = proseToMarkdown(`${HOSTILE}: \`durable\` ${HOSTILE}`)
  expect(evidence.match(/(?<!\\)`/g)).toHaveLength(2)
  expect(evidence).not.toMatch(/<(?!!-- -->)|@octocat|(?<!\\)\|/)
  expect(String(prose(`${HOSTILE}: \`durable\` ${HOSTILE}`))).not.toMatch(/<img/)
})
