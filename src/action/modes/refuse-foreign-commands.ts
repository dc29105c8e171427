import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { GivenValues } from '../../settings/check-values.ts'
import type { ParsedSettings, SourceSettings } from '../../settings/parsed-settings.ts'
import type { ChecklistSettings } from '../../stages/readiness/checklist-settings.ts'

/** Events that run with the secrets of the repository, and often on the files of somebody else. */
const PRIVILEGED_EVENTS: readonly string[] = ['pull_request_target', 'workflow_run', 'issue_comment']

/**
 * Refuses to run anything out of the workspace where the event lends the rights of the repository to the files of a
 * pull request: commands, and SQL, which can write files and start programs. Nor does the settings file say where values
 * go, for it could be of the pull request: to a server, into a container, or into the report.
 *
 * https://docs.github.com/actions/reference/security/secure-use#mitigating-the-risks-of-untrusted-code-checkout
 *
 * @param inputs what the workflow itself says
 * @throws RehearsalError `settings-invalid`
 */
export function refuseForeignCommands(event: string, settings: ParsedSettings, inputs: GivenValues): void {
  const said = SAID_BY_INPUTS.filter((name) => isSet(settings, name) && inputs[name] === undefined)
  refuse(event, [
    ...Object.values(RUN).flatMap((of) => of(settings)),
    ...said.map((name) => `${name} of a settings file`),
  ])
}

/** The same where only a source is read. */
export function refuseForeignSource(event: string, source: SourceSettings): void {
  refuse(event, RUN.source({ source }))
}

function refuse(event: string, names: readonly string[]): void {
  if (names.length === 0 || !PRIVILEGED_EVENTS.includes(event)) return
  throw new RehearsalError(
    'settings-invalid',
    `${names.join(', ')}: not run for the event ${event}. It has the rights of the repository, and a pull request could say what is run with them.`,
    {
      hint: 'Rehearse on pull_request, and let a companion workflow on workflow_run post the comment (mode: report): docs/workflows/pull-request.yml and docs/workflows/fork-companion.yml.',
    },
  )
}

const runsNothing = () => []

/** What the settings run; each group of them has to be decided on. */
const RUN: {
  readonly [Group in keyof ParsedSettings]: (settings: Pick<ParsedSettings, Group>) => readonly string[]
} = {
  source: ({ source: { snapshot, snapshotCommand } }) => [
    ...nameWhere(snapshotCommand !== null, 'snapshot-command'),
    ...nameWhere(/\.sql(\.gz|\.zst)?$/i.test(snapshot ?? ''), 'a snapshot that is a SQL script'),
  ],
  target: ({ target }) => [
    ...nameWhere(target.schemaCommand !== null, 'schema-command'),
    ...nameWhere(target.schema !== null, 'schema'),
  ],
  resolution: ({ resolution: { prepare, remedies } }) => [
    ...nameWhere(prepare.length > 0, 'prepare'),
    ...nameWhere(
      remedies.some((remedy) => remedy.do === 'sql'),
      'remedies with sql',
    ),
  ],
  // a transaction that only reads still starts programs: COPY … TO PROGRAM
  performance: ({ performance }) => nameWhere(performance.queries.length > 0, 'queries'),
  checklist: ({ checklist }) => (checklist === null ? [] : runByChecklist(checklist)),
  postgres: runsNothing,
  downtime: runsNothing,
  tables: runsNothing,
  failOn: runsNothing,
  output: runsNothing,
  commandSeconds: runsNothing,
  jobs: runsNothing,
  file: runsNothing,
  notes: runsNothing,
}

function runByChecklist(checklist: ChecklistSettings): readonly string[] {
  const { backup, rollbackCommand, monitoringCommand, access, pooling, connection } = checklist
  return [
    ...nameWhere(backup.backupCommand !== null, 'backup-command'),
    ...nameWhere(backup.restoreCommand !== null, 'restore-command'),
    ...nameWhere(rollbackCommand !== null, 'command of rollback-plan'),
    ...nameWhere(monitoringCommand !== null, 'command of monitoring-alerts'),
    ...nameWhere(access !== null, 'sql of access-controls'),
    // a URL of the file takes variables of the environment to where it says
    ...nameWhere(pooling.poolerUrl !== null, 'pooler-url'),
    ...nameWhere(connection.url !== null, 'url of connection-security'),
  ]
}

const SAID_BY_INPUTS = ['postgres-url', 'postgres-image', 'show-values'] as const

function isSet({ postgres, output }: ParsedSettings, name: (typeof SAID_BY_INPUTS)[number]): boolean {
  switch (name) {
    case 'postgres-url':
      return postgres.url !== null
    case 'postgres-image':
      return (postgres.image ?? null) !== null
    case 'show-values':
      return output.showValues
    default:
      return name satisfies never
  }
}

function nameWhere(condition: boolean, name: string): readonly string[] {
  return condition ? [name] : []
}
