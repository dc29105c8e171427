import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { Catalog } from '../stages/catalog/catalog.ts'
import { readCatalog } from '../stages/catalog/read-catalog.ts'
import { type SelectedTables, selectTables, withoutTables } from '../stages/catalog/select-tables.ts'
import type { Snapshot } from '../stages/snapshot/snapshot.ts'
import type { SnapshotOptions } from '../stages/snapshot/snapshot-options.ts'
import { isHistoryTable } from '../stages/target/derivation/history-tables.ts'
import { commandRules } from './command-rules.ts'
import type { Invocation } from './invocation.ts'

/** What is in the source, and the part of it that the settings want. */
export interface Source extends SelectedTables {
  readonly snapshot: Snapshot
  readonly whole: Catalog
}

/** Keys of the commands that run while the source is open. */
function otherCommands({ target, checklist }: ParsedSettings): readonly string[] {
  const { monitoringCommand, rollbackCommand, backup } = checklist ?? {}
  const commands = {
    'schema-command': target.schemaCommand,
    'checklist.monitoring-alerts.command': monitoringCommand,
    'checklist.rollback-plan.command': rollbackCommand,
    'checklist.backup-restore.backup-command': backup?.backupCommand,
    'checklist.backup-restore.restore-command': backup?.restoreCommand,
  }
  return Object.entries(commands).flatMap(([key, command]) => (command == null ? [] : [key]))
}

/** How the settings want the source to be read, and by which threads, where some have begun. */
export function snapshotOptions(
  settings: ParsedSettings,
  { threads }: Pick<Invocation, 'threads'> = {},
): SnapshotOptions {
  const { source, resolution, jobs } = settings
  const options = {
    ...source,
    prepare: resolution.prepare,
    jobs,
    commands: commandRules(settings),
    otherCommands: otherCommands(settings),
  }
  return threads === undefined ? options : { ...options, threads }
}

/**
 * Reads the catalog of the snapshot and leaves out the tables that are not to be rehearsed.
 *
 * @param isDerived whether the target is made of the source alone, so that no migration of the application has run there
 */
export async function readSource(
  snapshot: Snapshot,
  settings: ParsedSettings,
  context: Context,
  isDerived = false,
): Promise<Source> {
  const whole = await readCatalog(snapshot, context, settings.jobs)
  const selected = selectTables(whole, settings.tables)
  const kept = isDerived ? selected : leaveHistory(selected)
  return { snapshot, whole, ...kept }
}

/** The application keeps a history of its migrations in each of its databases: that of SQLite is not for PostgreSQL. */
function leaveHistory({ catalog, excluded }: SelectedTables): SelectedTables {
  const history = catalog.tables.filter(isHistoryTable).map(({ name }) => name)
  return {
    catalog: withoutTables(catalog, new Set(history)),
    excluded: [
      ...excluded,
      ...history.map((name) => ({ name, reason: 'a history of migrations: each database has its own' })),
    ],
  }
}
