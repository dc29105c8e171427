import { issueId } from '../issues/issue.ts'
import { escapeJson, escapeTerminal } from '../progress/escape-terminal.ts'
import type { InspectResult } from '../rehearsal/inspect.ts'
import type { Format } from '../settings/options.ts'
import { visibleText } from '../stages/report/visible-text.ts'

/** The planned schema and the predicted issues in the wanted format, safe to print. */
export function renderInspection(inspection: InspectResult, format: Exclude<Format, 'html'>): string {
  switch (format) {
    case 'terminal':
      return escapeTerminal(`${renderIssues(inspection)}\n\n${inspection.ddl}`)
    case 'markdown':
      return escapeTerminal(`${fenced('text', renderIssues(inspection))}\n\n${fenced('sql', inspection.ddl)}`)
    case 'json':
      return escapeJson(JSON.stringify(withIds(inspection), null, 2))
    default:
      return format satisfies never
  }
}

function withIds({ ddl, issues }: InspectResult) {
  return { ddl, issues: issues.map((found) => ({ id: issueId(found), ...found })) }
}

/** As comments, so that the whole output is SQL. A line end in a name must not end a comment. */
function renderIssues({ issues }: InspectResult): string {
  const title = `-- Issues to expect: ${issues.length}`
  const lines = issues.flatMap((found) => [
    `-- ${found.priority.padEnd(5)}${visibleText(issueId(found))}`,
    `--      ${visibleText(found.message)}`,
  ])
  return [title, ...lines].join('\n')
}

/** A block that its content cannot end: the fence is longer than any run of backticks in it. */
function fenced(language: string, content: string): string {
  const longest = Math.max(2, ...(content.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${content}\n${fence}`
}
