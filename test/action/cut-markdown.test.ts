import { expect, test } from 'vitest'
import { cutMarkdown } from '../../src/action/cut-markdown.ts'

const FENCE = '```text\na\n\n</details>\n\nb\n```'
const LONG_FENCE = '````sh\n```\n\n<details>\n````'
const FOLD = `<details><summary>Tables</summary>\n\n| a |\n| --- |\n\n${FENCE}\n\n</details>`
const LIST = 'Issues:\n1. one\n2. two'
const BLOCKS = ['## Verdict', FENCE, LIST, FOLD, LONG_FENCE, 'Last words, in ünïcödé']
const PAGE = `${BLOCKS.join('\n\n')}\n`

/** Every page that is whole blocks, then the notice. */
const ALLOWED = BLOCKS.map((_, count) =>
  [...BLOCKS.slice(0, count), 'cut'].map((block) => `${block}\n`).join('\n'),
)

test('leaves a page alone that is short enough', () => {
  expect(cutMarkdown(PAGE, Buffer.byteLength(PAGE), 'cut')).toBe(PAGE)
})

test('cuts between two blocks, wherever the limit lies', () => {
  const cuts = Array.from({ length: Buffer.byteLength(PAGE) - 4 }, (_, index) =>
    cutMarkdown(PAGE, index + 4, 'cut'),
  )
  for (const [index, page] of cuts.entries()) {
    expect(ALLOWED).toContain(page)
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(index + 4)
  }
  expect(new Set(cuts)).toEqual(new Set(ALLOWED))
})
