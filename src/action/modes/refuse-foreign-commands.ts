import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { ParsedSettings } from '../../settings/parsed-settings.ts'

/** Events that run with the secrets of the repository, and often on the files of somebody else. */
const PRIVILEGED_EVENTS: readonly string[] = ['pull_request_target', 'workflow_run', 'issue_comment']

/**
 * Refuses to run anything out of the workspace where the event lends the rights of the repository to the files of a
 * pull request: commands, and SQL, which can write files and start programs.
 *
 * https://docs.github.com/actions/reference/security/secure-use#mitigating-the-risks-of-untrusted-code-checkout
 *
 * @throws RehearsalError `settings-invalid`
 */
export function refuseForeignCommands(
  event: string,
  { source, target, resolution }: Pick<ParsedSettings, 'source' | 'target' | 'resolution'>,
): void {
  if (!PRIVILEGED_EVENTS.includes(event)) return
  const refused = [
    source.snapshotCommand === null ? null : 'snapshot-command',
    target.schemaCommand === null ? null : 'schema-command',
    target.schema === null ? null : 'schema',
    resolution.prepare.length === 0 ? null : 'prepare',
    resolution.remedies.some((remedy) => remedy.do === 'sql') ? 'remedies with sql' : null,
    /\.sql(\.gz|\.zst)?$/i.test(source.snapshot ?? '') ? 'a snapshot that is a SQL script' : null,
  ].filter((name) => name !== null)
  if (refused.length === 0) return
  throw new RehearsalError(
    'settings-invalid',
    `${refused.join(', ')}: not run for the event ${event}. It has the rights of the repository, and a pull request could say what is run with them.`,
    {
      hint: 'Rehearse on pull_request, and let a companion workflow on workflow_run post the comment (mode: report): docs/workflows/pull-request.yml and docs/workflows/fork-companion.yml.',
    },
  )
}
