import type { RunRecord } from '../record/run-record.ts'

interface Reproduction {
  /** For a POSIX shell; one for each of the sources and servers of a merged record. */
  readonly commands: readonly string[]
  /** What must be the same for the same result. */
  readonly facts: readonly string[]
}

/** How anyone can do this run again. Holds text of strangers: the path of the source. */
export function reproduction({ run, source, target, tool }: RunRecord): Reproduction {
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
  const commands = sourcesOf(source).flatMap((path) =>
    serversOf(target).map((server) => `pg-rehearsal ${verb} ${snapshotOf(path)}${server}`),
  )
  return { commands, facts: facts.filter((fact) => fact !== null) }
}

/** A merged record names all of its files, and has no hash where they differ. */
function sourcesOf({ path, sha256, sqliteVersion }: RunRecord['source']): readonly string[] {
  return sha256 === null && sqliteVersion !== null ? path.split(', ') : [path]
}

/** As it is shown where a command makes the snapshot. */
function snapshotOf(path: string): string {
  return path === '$SNAPSHOT_PATH' ? '--snapshot-command "$SNAPSHOT_COMMAND"' : shellQuote(path)
}

/** Any server of the same major version will do; the program finds or starts one. A merged record names all versions. */
function serversOf({ provision, version }: RunRecord['target']): readonly string[] {
  if (provision === null) return ['']
  if (provision === 'url') return [' --postgres-url "$DATABASE_URL"']
  const majors = version?.split(', ').flatMap((one) => /^\d+/.exec(one)?.[0] ?? []) ?? []
  return majors.length === 0 ? [''] : [...new Set(majors)].map((major) => ` --postgres-version ${major}`)
}

function shellQuote(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", "'\\''")}'`
}
