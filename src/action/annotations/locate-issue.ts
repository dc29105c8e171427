import type { IssueRecord } from '../../stages/record/run-record.ts'

/** A file of the repository that declares what is rehearsed: a SQL script, or the settings. */
export interface DeclaringFile {
  /** As an annotation names it: relative to the workspace. */
  readonly path: string
  readonly text: string
}

export interface Place {
  readonly file: string
  /** From 1. */
  readonly line: number
}

/** The line that declares the column or table of an issue, or names its waiver or remedy; null where none is known. */
export function locateIssue(issue: IssueRecord, files: readonly DeclaringFile[]): Place | null {
  for (const { path, text } of files) {
    const line = /\.ya?ml$/.test(path) ? lineOfId(issue, text) : lineOfTable(issue, text)
    if (line !== null) return { file: path, line }
  }
  return null
}

/** Issues about the settings themselves carry the text of the waiver or remedy as their object. */
function lineOfId({ object, code }: IssueRecord, text: string): number | null {
  if (object === null || !/^(waiver|remedy)-/.test(code)) return null
  const index = text.split('\n').findIndex((line) => line.includes(object))
  return index === -1 ? null : index + 1
}

function lineOfTable({ table, column }: IssueRecord, text: string): number | null {
  if (table === null) return null
  const lines = text.split('\n')
  const declares = new RegExp(
    `\\bcreate\\s+(?:temp(?:orary)?\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?(?:[\\w"\`[\\]]+\\.)?${spelled(table)}`,
    'i',
  )
  const start = lines.findIndex((line) => declares.test(line))
  if (start === -1) return null
  if (column === null) return start + 1
  const end = lines.findIndex((line, index) => index >= start && /;\s*(--.*)?$/.test(line))
  const body = lines.slice(start, end === -1 ? undefined : end + 1)
  const ofColumn = body.findIndex((line) =>
    new RegExp(`(?:^\\s*|[(,]\\s*)${spelled(column)}`, 'i').test(line),
  )
  return start + 1 + Math.max(0, ofColumn)
}

/** A name as SQL may spell it: bare, in quotes, in brackets. */
function spelled(name: string): string {
  const plain = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return `(?:"${plain}"|\`${plain}\`|\\[${plain}\\]|${plain}(?![\\w$]))`
}
