import { expect, test } from 'vitest'
import { parseArguments, type Request } from '../../src/cli/parse-arguments.ts'
import { COMMANDS, OPTIONS, optionsOf } from '../../src/settings/options.ts'

function requestOf(...args: readonly string[]): Request {
  const parsed = parseArguments(args)
  if (parsed.kind !== 'request') throw new Error(`a text instead of a request: ${parsed.text}`)
  return parsed.request
}

function textOf(...args: readonly string[]): string {
  const parsed = parseArguments(args)
  return parsed.kind === 'text' ? parsed.text : ''
}

test.each([
  [['app.db'], 'rehearse', 'app.db'],
  [['rehearse', 'app.db'], 'rehearse', 'app.db'],
  [['inspect', 'app.db'], 'inspect', 'app.db'],
  [['validate', 'app.db'], 'validate', 'app.db'],
  [['report', 'record.json'], 'report', 'record.json'],
  [['inspect', 'report'], 'inspect', 'report'],
  [['rehearse', '--', '-strange.db'], 'rehearse', '-strange.db'],
  [['--keep', 'app.db'], 'rehearse', 'app.db'],
  [[], 'rehearse', null],
  [['snapshot'], 'rehearse', 'snapshot'],
] as const)('%j is a request without mistakes', (args, command, operand) => {
  expect(requestOf(...args)).toMatchObject({ command, operand, mistakes: [] })
})

test('collects the values of all options', () => {
  const args = ['app.db', '--include', 'a', '--include=b', '--jobs', '4', '--keep', '--fail-on=never']
  expect(requestOf(...args).given).toEqual({
    snapshot: 'app.db',
    include: ['a', 'b'],
    jobs: '4',
    keep: true,
    'fail-on': 'never',
  })
})

test.each([
  [['app.db', '--kep'], '--kep', 'unknown option; did you mean --keep?'],
  [['app.db', '--keep=true'], '--keep', 'takes no value; leave out the = and what follows it'],
  [['--snapshot=app.db'], '--snapshot', 'is named without an option, as the last argument'],
  [['app.db', '--fail_on=never'], '--fail_on', 'unknown option; did you mean --fail-on?'],
  [['app.db', '--migrate-command', 'x.sql'], '--migrate-command', 'unknown option'],
  [['--migrate-command', 'x', 'app.db'], '--migrate-command', 'unknown option'],
  [['report', 'r.json', '--keep'], '--keep', 'unknown option'],
  [['inspct'], 'inspct', 'unknown command; did you mean inspect? (or ./inspct, the file?)'],
  [['valdate', 'a.db'], 'valdate', 'unknown command; did you mean validate? (or ./valdate, the file?)'],
  [['combine', 'a.json'], 'combine', 'unknown command; there are rehearse, inspect, validate, report, merge'],
  [['a.db', 'b.db'], 'b.db', 'one argument too many; quote paths that hold blanks'],
  [['inspect', 'a', 'b'], 'b', 'one argument too many; quote paths that hold blanks'],
] as const)('%j is reported', (args, where, message) => {
  expect(requestOf(...args).mistakes).toEqual([{ where, message }])
})

test('takes the last argument for the snapshot where an unknown option could have a value', () => {
  expect(requestOf('--migrate-command', 'x.sql', 'app.db')).toMatchObject({ operand: 'app.db' })
})

test('lists an option whose value is missing among the other mistakes', () => {
  const request = requestOf('app.db', '--nothing', '--jobs', '3', '--out')
  expect(request.mistakes).toEqual([
    { where: '--nothing', message: 'unknown option' },
    { where: '--out', message: `expected ${OPTIONS.out.expects}, found nothing` },
  ])
  expect(request).toMatchObject({ operand: 'app.db', given: { jobs: '3' } })
  expect(textOf('--help', '--out')).toContain('Examples:')
})

test.each(COMMANDS)('the help of %s names each of its options and shows an example', (command) => {
  const help = textOf(command, '--help')
  const named = optionsOf(command).filter((name) => !OPTIONS[name].positional)
  expect(named.filter((name) => !help.includes(`--${name} `))).toEqual([])
  expect(help).toContain('Examples:\n  # ')
  expect(textOf('help', command)).toBe(help)
})

test('the help of a command promises what it does, where that is not what a rehearsal does', () => {
  const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
  const [validate, merge] = [onOneLine(textOf('validate', '--help')), onOneLine(textOf('merge', '--help'))]
  expect(validate).toContain('the database that was migrated; nothing is written to it')
  expect(validate).not.toMatch(/scratch database|rejects\//)
  expect(merge).toContain('where record.json, report.md and report.html are written; without it nowhere')
  expect(merge).not.toMatch(/rejects\/|ddl\.sql/)
  expect(onOneLine(textOf('rehearse', '--help'))).toMatch(/scratch database.*ddl\.sql and rejects\//)
})

test.each(['--help', '-h', 'help'])('%s shows all commands and exit codes', (argument) => {
  const help = textOf(argument)
  expect(COMMANDS.filter((command) => !help.includes(`  ${command} <`))).toEqual([])
  expect(help).toContain('  129  cancelled by SIGHUP: the terminal was closed')
  expect(help).toContain('  143  cancelled by SIGTERM')
})
