import { expect, test } from 'vitest'
import { html, verbatim } from '../../../../src/stages/report/html/html.ts'
import { cutText } from '../../../../src/stages/report/html/stranger-text.ts'
import { visibleText } from '../../../../src/stages/report/visible-text.ts'
import fc from '../../../support/fast-check.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('<', '>', '&', '"', "'", '`', '=', '/', 'a', ' ', '\n', '\u202e', '\ud800'),
  }),
)

/** What a browser reads out of text or of an attribute in double quotes, for the five references that are written. */
function read(markup: string): string {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return markup.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '')
}

test('any text is read as it is, with every character visible, and is neither a tag nor the end of an attribute', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const markup = html`${text}`.toString()
      expect(markup).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      expect(read(markup)).toBe(visibleText(text))
    }),
    { numRuns: 2000 },
  )
})

test('markup is escaped once, however deep it is put into other markup', () => {
  const inner = html`<b>${'<&'}</b>`
  expect(html`<i>${[inner, [inner, null]]}${7}</i>`.toString()).toBe(
    '<i><b>&lt;&amp;</b><b>&lt;&amp;</b>7</i>',
  )
  expect(html`${verbatim('a > b')}`.toString()).toBe('a > b')
})

test('a text that is cut says so, and stays short whatever is in it', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, longest) => {
      const cut = cutText(text, longest)
      if ([...visibleText(text)].length <= longest) expect(cut).toBe(visibleText(text))
      else expect(cut).toMatch(/… \(cut, [\d,]+ characters in all\)$/)
      expect([...cut].length).toBeLessThanOrEqual(longest + 40)
    }),
    { numRuns: 1000 },
  )
})
