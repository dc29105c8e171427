/** A Markdown table; a bar in a cell would end it, so it is escaped. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows]
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
}

/** Stands at the head of every generated page. */
export const GENERATED = '<!-- Made from the code by `npm run docs`; changes here are lost. -->'
