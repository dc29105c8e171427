import type { RunRecord } from '../record/run-record.ts'

interface Reproduction {
  /** For a POSIX shell. */
  readonly command: string
  /** What must be the same for the same result. */
  readonly facts: readonly string[]
}

/** How anyone can do this run again. Holds text of strangers: the path of the source. */
export function reproduction({ run, source, target, tool }: RunRecord): Reproduction {
  const server =
    target.provision === 'url' ? ' --postgres-url "$DATABASE_URL"' : versionOption(target.version)
  const facts = [
    `${tool.name} ${tool.version}`,
    target.version === null ? null : `PostgreSQL ${target.version} (${target.provision})`,
    source.sqliteVersion === null ? null : `SQLite ${source.sqliteVersion}`,
    source.sha256 === null ? null : `source with SHA-256 ${source.sha256}`,
    run.commit === null ? null : `commit ${run.commit}`,
    'the settings file and the other options of the run, which the record does not keep',
  ]
  // of a database that was there: a rehearsal would make another one on its server
  const verb = target.schema === 'given' ? 'validate' : 'rehearse'
  // as it is shown where a command makes the snapshot
  const isMade = source.path === '$SNAPSHOT_PATH'
  const snapshot = isMade ? '--snapshot-command "$SNAPSHOT_COMMAND"' : shellQuote(source.path)
  return {
    command: `pg-rehearsal ${verb} ${snapshot}${target.provision === null ? '' : server}`,
    facts: facts.filter((fact) => fact !== null),
  }
}

/** Any server of the same major version will do; the program finds or starts one. */
function versionOption(version: string | null): string {
  const major = version?.match(/^\d+/)?.[0]
  return major === undefined ? '' : ` --postgres-version ${major}`
}

function shellQuote(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", "'\\''")}'`
}
