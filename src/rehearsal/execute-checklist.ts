import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { Proofs } from '../stages/readiness/finding.ts'
import { rehearseReadiness } from '../stages/readiness/rehearse-readiness.ts'
import type { Subject } from '../stages/readiness/subject.ts'
import { validateTables } from '../stages/validation/validate-tables.ts'

/** Executes the checklist on a migration, where the settings ask for it; what it writes goes with the snapshot. */
export async function executeChecklist(
  migrated: Omit<Subject, 'directory'>,
  settings: ParsedSettings,
  context: Context,
): Promise<Proofs> {
  const { checklist } = settings
  if (checklist === null) return new Map()
  const directory = await mkdtemp(join(migrated.snapshot.privateDirectory, 'checklist-'))
  const silent = { ...context, emit: () => {} }
  const { snapshot, plan, load } = migrated
  const tools = {
    validate: (database: Subject['database']) =>
      validateTables(snapshot, plan, load, database, settings, silent),
  }
  try {
    return await rehearseReadiness({ ...migrated, directory }, checklist, tools, context)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
