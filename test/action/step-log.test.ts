import { expect, test } from 'vitest'
import { StepLog } from '../../src/action/step-log.ts'
import { parseCommands } from '../support/run-action.ts'

const HOSTILE = ['::error::x', ' \t::add-mask::x', 'text ##[set-output name=a]x', '::x::']

async function logOf(work: (print: (lines: string) => void) => Promise<void>): Promise<string> {
  let written = ''
  const log = new StepLog((text) => {
    written += text
  })
  await log.withoutCommands(work).catch(() => {})
  return `${written}::notice::after\n`
}

test.each(HOSTILE)('takes no command from the line %j', async (line) => {
  expect(parseCommands(line)).toHaveLength(1)
  const log = await logOf(async (print) => print(`${line}\n`))
  expect(parseCommands(log)).toEqual([{ name: 'notice', message: 'after' }])
})

test('cannot be made to wait for the token of another', async () => {
  const log = await logOf(async (print) => print('::stop-commands::x\n'))
  expect(parseCommands(log)).toEqual([{ name: 'notice', message: 'after' }])
})

test('takes commands again after work that fails', async () => {
  const log = await logOf(async () => {
    throw new Error('in the middle')
  })
  expect(parseCommands(log)).toEqual([{ name: 'notice', message: 'after' }])
})

test('says nothing when commands are resumed that were not stopped', () => {
  const written: string[] = []
  new StepLog((text) => written.push(text)).resumeCommands()
  expect(written).toEqual([])
})
