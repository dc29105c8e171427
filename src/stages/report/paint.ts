import type { RunResult, TableRecord } from '../record/run-record.ts'

/** Colours a line, by what it says. */
export interface Paint {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly warning: (text: string) => string
  readonly verdict: (result: RunResult, text: string) => string
  readonly table: (status: TableRecord['status'], text: string) => string
  /** By what became of an issue, or how urgent it is. */
  readonly outcome: (outcome: string, text: string) => string
}

const VERDICT_COLOURS = {
  complete: '1;32',
  partial: '1;33',
  failure: '1;31',
  error: '1;31',
} as const satisfies Record<RunResult, string>

const TABLE_COLOURS = {
  migrated: '0',
  partial: '33',
  failed: '31',
  skipped: '2',
} as const satisfies Record<TableRecord['status'], string>

/** https://en.wikipedia.org/wiki/ANSI_escape_code#SGR */
export function painter(color: boolean): Paint {
  const paint = (sgr: string, text: string) =>
    color && sgr !== '0' ? `\u001b[${sgr}m${text}\u001b[0m` : text
  return {
    bold: (text) => paint('1', text),
    dim: (text) => paint('2', text),
    warning: (text) => paint('1;33', text),
    verdict: (result, text) => paint(VERDICT_COLOURS[result], text),
    table: (status, text) => paint(TABLE_COLOURS[status], text),
    outcome: (outcome, text) => paint(outcomeColour(outcome), text),
  }
}

function outcomeColour(outcome: string): string {
  if (outcome.startsWith('Priority: HIGH')) return '1;31'
  if (outcome.startsWith('Priority: MED')) return '1;33'
  return outcome.startsWith('Fix applied') ? '1;32' : '1'
}
