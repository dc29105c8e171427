import { escapeJson, escapeTerminal } from '../progress/escape-terminal.ts'
import type { Format } from '../settings/options.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { renderHtml } from '../stages/report/render-html.ts'
import { renderMarkdown } from '../stages/report/render-markdown.ts'
import { renderTerminal } from '../stages/report/render-terminal.ts'
import type { Terminal } from './terminal.ts'

/** The record in the wanted format, safe to print. */
export function renderRecord(record: RunRecord, format: Format, { stdout, environment }: Terminal): string {
  switch (format) {
    case 'terminal':
      return renderTerminal(record, { color: wantsColor(stdout, environment), width: stdout.columns || 80 })
    case 'markdown':
      return escapeTerminal(renderMarkdown(record))
    case 'html':
      return renderHtml(record)
    case 'json':
      return escapeJson(JSON.stringify(record, null, 2))
    default:
      return format satisfies never
  }
}

/** https://no-color.org and https://force-color.org */
function wantsColor(stdout: Terminal['stdout'], environment: Terminal['environment']): boolean {
  if ((environment.NO_COLOR ?? '') !== '') return false
  return stdout.isTTY === true || (environment.FORCE_COLOR ?? '') !== ''
}
