import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { withScratchDatabase } from '../engines/postgres/scratch-database.ts'
import { type Context, quietly } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { Proofs } from '../stages/readiness/finding.ts'
import { rehearseReadiness } from '../stages/readiness/rehearse-readiness.ts'
import type { Subject } from '../stages/readiness/subject.ts'
import { createTwin } from '../stages/target/given/read-twin.ts'
import { readFactsOf } from '../stages/target/read-schema-facts.ts'
import type { SchemaFacts } from '../stages/target/schema-facts.ts'
import { validateTables } from '../stages/validation/validate-tables.ts'
import { commandRules } from './command-rules.ts'
import { type Input, inputsOf } from './protect-inputs.ts'
import { schemaSource } from './schema-source.ts'

type Migrated = Omit<Subject, 'directory' | 'schemaFrom' | 'inputs' | 'commands'>

/** Of the schema it is told apart that it is no documentation. */
const NAMED_ELSEWHERE: ReadonlySet<Input['what']> = new Set(['schema', 'documentation'])

/** Executes the checklist on a migration, where the settings ask for it; what it writes goes with the snapshot. */
export async function executeChecklist(
  migrated: Migrated,
  settings: ParsedSettings,
  context: Context,
): Promise<Proofs> {
  const { checklist, target } = settings
  if (checklist === null) return new Map()
  const { snapshot, plan, load } = migrated
  const directory = await mkdtemp(join(snapshot.privateDirectory, 'checklist-'))
  const schemaFrom = schemaSource(target) ?? ({ kind: 'source', path: settings.source.snapshot } as const)
  const inputs = [
    ...inputsOf(settings).flatMap(({ what, path }) => (NAMED_ELSEWHERE.has(what) ? [] : [path])),
    ...(settings.file === null ? [] : [settings.file]),
  ]
  const subject = { ...migrated, directory, schemaFrom, inputs, commands: commandRules(settings) }
  const tools = {
    validate: (database: Subject['database']) =>
      validateTables(snapshot, plan, load.tables, database, settings, quietly(context)),
    readActual: () => readFactsOf(migrated.database),
    readPlanned: () => readPlanned(migrated, context.signal),
  }
  try {
    return await rehearseReadiness(subject, checklist, tools, context)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** What a derived schema asks for is created once more, without rows, so that PostgreSQL spells it. */
async function readPlanned({ schema, server }: Migrated, signal: AbortSignal): Promise<SchemaFacts | null> {
  if (schema.origin !== 'derived') return null
  const twin = await withScratchDatabase(server, { keep: false, signal }, (empty) =>
    createTwin(schema, empty),
  )
  return twin.facts
}
