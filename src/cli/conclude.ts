import { EXIT_CODES, type ExitCode } from '../errors/exit-codes.ts'
import { escapeTerminal } from '../progress/escape-terminal.ts'
import { exitCodeOf } from '../rehearsal/gate.ts'
import type { FailOn } from '../stages/record/gate-record.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { gateText } from '../stages/report/verdict.ts'
import { writeError } from './report-error.ts'
import type { Terminal } from './terminal.ts'

/** The gate as exit code; what has ended the run, or why the gate is closed, is told beside the report. */
export function conclude(record: RunRecord, failOn: FailOn, { stderr }: Pick<Terminal, 'stderr'>): ExitCode {
  const exitCode = exitCodeOf(record, failOn)
  if (record.run.error !== null) {
    writeError(stderr, record.run.error)
  } else if (exitCode !== EXIT_CODES.ok) {
    stderr.write(`${escapeTerminal(gateText(record.gate))}\n`)
  }
  return exitCode
}
