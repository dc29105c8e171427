import { describe, expect, it } from 'vitest'
import { escapeMarkdown } from '../../../src/stages/report/escape-markdown.ts'
import { formatMinutes, formatSeconds, formatShare, formatTime } from '../../../src/stages/report/figures.ts'
import { formatKey } from '../../../src/stages/report/row-key.ts'
import { terminalTable } from '../../../src/stages/report/terminal-table.ts'
import { cutText, terminalText, textWidth, wrapText } from '../../../src/stages/report/terminal-text.ts'

describe('figures', () => {
  it.each([
    [41, 43, '95.3%'],
    [9999, 10_000, '99.9%'],
    [3, 3, '100.0%'],
    [0, 3, '0.0%'],
  ])('%i of %i are %s: only all are 100', (part, whole, text) => {
    expect(formatShare(part, whole)).toBe(text)
  })

  it.each([
    [0, '0.0 minutes (0.0 s)'],
    [6_170, '0.1 minutes (6.2 s)'],
    [59_999, '1.0 minutes (1 min 0 s)'],
    [72_000, '1.2 minutes'],
    [7_200_000, '120.0 minutes'],
  ])('%i ms are %s', (milliseconds, text) => {
    expect(formatMinutes(milliseconds)).toBe(text)
  })

  it('give longer times in minutes and seconds', () => {
    expect(formatSeconds(123_400)).toBe('2 min 3 s')
  })

  it('give the time in UTC to the minute', () => {
    expect(formatTime('2026-11-23T14:05:59.999Z')).toBe('2026-11-23 14:05 UTC')
  })
})

describe('texts', () => {
  it.each([
    ['players.first_name', 'players.first_name'],
    ['_id', '\\_id'],
    ['a|b', 'a\\|b'],
    ['a\\|b', 'a\\\\\\|b'],
    ['a\nb', 'a\\\\nb'],
    ['<b>', '&lt;b&gt;'],
    ['R&D', 'R&amp;D'],
    ['@team', '@<!-- -->team'],
    ['#12', '#<!-- -->12'],
    ['Größe 渡辺 ⚾', 'Größe 渡辺 ⚾'],
  ])('%s becomes %s in Markdown', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped)
  })

  it("keep the key '7' and the key 7 apart", () => {
    expect(formatKey({ a: '7', b: 7, c: null })).toBe("a = '7', b = 7, c = null")
  })

  it.each([
    ['plain', 5],
    ['渡辺', 4],
    ['e\u0301', 1],
  ])('%s is %i columns wide', (text, width) => {
    expect(textWidth(text)).toBe(width)
  })

  it.each([
    ['abcdef', 4, 'abc…'],
    ['abcd', 4, 'abcd'],
    ['渡辺健二', 4, '渡…'],
  ])('%s cut to %i columns is %s', (text, width, cut) => {
    expect(cutText(text, width)).toBe(cut)
  })

  it('break at blanks, indented, and cut words that are too long', () => {
    expect(wrapText('1. one two three abcdefghijklmnop', 13, 3)).toEqual([
      '1. one two',
      '   three',
      '   abcdefghij',
      '   klmnop',
    ])
  })

  it('make a table that gives way in its widest column of text', () => {
    const rows = [
      ['a_very_long_name_of_a_table', '1,000'],
      ['short', '7'],
    ]
    expect(terminalTable(['Table', 'Rows:'], rows, 20)).toEqual([
      'Table           Rows',
      'a_very_long_…  1,000',
      'short              7',
    ])
  })
})

describe('a command of a runner', () => {
  it('cannot begin a line, and the cast of PostgreSQL stays', () => {
    expect(terminalText('::error::x a ::debug::y')).toBe(': :error::x a : :debug::y')
    expect(terminalText('order by at::date desc ##[group]')).toBe('order by at::date desc # #[group]')
    const lines = wrapText(terminalText('aaaaaaaaaaaa::error::aaaaaaaaaa::debug::b'), 12, 0)
    expect(lines.filter((line) => line.trimStart().startsWith('::'))).toEqual([])
    expect(lines.join('').replaceAll(': :', '::')).toBe('aaaaaaaaaaaa::error::aaaaaaaaaa::debug::b')
  })
})
