/**
 * The beginning of a Markdown page, at most `maxBytes` long with `notice` at its end. It is cut between two blocks:
 * never inside a fence, a folded part or a list. A page that is short enough stays as it is.
 */
export function cutMarkdown(page: string, maxBytes: number, notice: string): string {
  if (Buffer.byteLength(page) <= maxBytes) return page
  const room = maxBytes - Buffer.byteLength(`${notice}\n`)
  const end = borders(page).findLast((border) => Buffer.byteLength(page.slice(0, border)) <= room) ?? 0
  return `${page.slice(0, end)}${notice}\n`
}

/** The offsets at which a block begins after a blank line, outside of fences and folded parts. */
function borders(page: string): readonly number[] {
  const found: number[] = []
  let offset = 0
  let fence: string | null = null
  let folds = 0
  for (const line of page.split('\n')) {
    if (fence !== null) {
      if (closes(line, fence)) fence = null
    } else if (line === '') {
      if (folds === 0) found.push(offset + 1)
    } else {
      fence = /^(`{3,}|~{3,})/.exec(line)?.[0] ?? null
      if (fence === null) folds += count(line, /<details\b/g) - count(line, /<\/details>/g)
    }
    offset += line.length + 1
  }
  return found
}

/** https://github.github.com/gfm/#fenced-code-blocks */
function closes(line: string, fence: string): boolean {
  const mark = line.trimEnd()
  return mark.startsWith(fence) && mark === fence.charAt(0).repeat(mark.length)
}

function count(line: string, pattern: RegExp): number {
  return line.match(pattern)?.length ?? 0
}
