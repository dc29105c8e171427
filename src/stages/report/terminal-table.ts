import { largest } from './largest.ts'
import { cutText, textWidth } from './terminal-text.ts'

const GAP = '  '
const NARROWEST = 8

/**
 * Aligned columns, cut to a width: header first, then one line a row. A column whose title ends in a colon is
 * aligned to the right. Only the columns that are aligned to the left give way, the widest first.
 */
export function terminalTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const header = titles.map((title) => title.replace(/:$/, ''))
  const right = titles.map((title) => title.endsWith(':'))
  const lines = [header, ...rows]
  const widthsOf = (column: number) => lines.map((cells) => textWidth(cells[column] ?? ''))
  const natural = titles.map((_, column) => largest(widthsOf(column), 0))
  const widths = shrink(natural, right, width)
  return lines.map((cells) => {
    const line = widths
      .map((space, column) => align(cells[column] ?? '', space, right[column] ?? false))
      .join(GAP)
    return cutText(line.trimEnd(), width)
  })
}

function shrink(natural: readonly number[], fixed: readonly boolean[], width: number): readonly number[] {
  const widths = [...natural]
  const total = () => widths.reduce((sum, space) => sum + space, 0) + GAP.length * (widths.length - 1)
  while (total() > width) {
    const flexible = widths.map((space, column) => (fixed[column] ? 0 : space))
    const widest = flexible.indexOf(Math.max(...flexible))
    const space = widths[widest]
    if (space === undefined || fixed[widest] || space <= NARROWEST) break
    widths[widest] = space - 1
  }
  return widths
}

function align(text: string, space: number, right: boolean): string {
  const cut = cutText(text, space)
  const padding = ' '.repeat(Math.max(0, space - textWidth(cut)))
  return right ? padding + cut : cut + padding
}
