import type { SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { count } from './compare-table.ts'

interface SchemaComparison {
  readonly objects: number
  readonly missingObjects: readonly string[]
  readonly redefinedObjects: readonly string[]
  readonly extraObjects: readonly string[]
  /** Names of all that the copy has. */
  readonly present: ReadonlySet<string>
  /** Names of what the copy has not in the same definition. */
  readonly lost: ReadonlySet<string>
}

/**
 * Compares the definitions of two files in both directions, and the counters of AUTOINCREMENT: a trigger or an index that
 * is only in the copy changes what the next write does.
 *
 * @param database has the copy attached as `copy`
 * @param tables whose counters have to be there
 */
export function compareSchemas(
  database: SqliteDatabase,
  tables: readonly string[],
  excluded: readonly string[],
): SchemaComparison {
  const isMeant = ({ name, tbl_name }: SchemaObject) =>
    !excluded.includes(name) && !excluded.includes(tbl_name)
  const copied = objectsIn(database, 'copy')
  const [wanted, found] = [objectsIn(database, 'main').filter(isMeant), copied.filter(isMeant)]
  const [wantedNames, foundNames] = [new Set(wanted.map(nameOf)), new Set(found.map(nameOf))]
  const there = new Set(found.map(identity))
  const lost = wanted.filter((object) => !there.has(identity(object)))
  return {
    objects: wanted.length,
    missingObjects: [
      ...lost.map(nameOf).filter((name) => !foundNames.has(name)),
      ...missingCounters(database, new Set(tables)),
    ],
    redefinedObjects: lost.map(nameOf).filter((name) => foundNames.has(name)),
    extraObjects: found.map(nameOf).filter((name) => !wantedNames.has(name)),
    present: new Set(copied.map(({ name }) => name)),
    lost: new Set(lost.map(({ name }) => name)),
  }
}

interface SchemaObject {
  readonly type: string
  readonly name: string
  readonly tbl_name: string
  readonly sql: string | null
}

function objectsIn(database: SqliteDatabase, schema: 'main' | 'copy'): readonly SchemaObject[] {
  return database
    .prepare<[], SchemaObject>(
      `select type, name, tbl_name, sql from ${schema}.sqlite_schema where name not like 'sqlite\\_%' escape '\\'`,
    )
    .all()
}

const nameOf = ({ type, name }: SchemaObject) => `${type} ${name}`
const identity = ({ type, name, tbl_name, sql }: SchemaObject) => JSON.stringify([type, name, tbl_name, sql])

/** Of AUTOINCREMENT: a key that was given must not be given again. */
function missingCounters(database: SqliteDatabase, tables: ReadonlySet<string>): readonly string[] {
  const hasCounters = (schema: string) =>
    count(database, `select count(*) as n from ${schema}.sqlite_schema where name = 'sqlite_sequence'`) > 0
  if (!hasCounters('main')) return []
  const lower = hasCounters('copy')
    ? 'a.seq > ifnull((select max(seq) from copy.sqlite_sequence as b where b.name = a.name), 0)'
    : 'a.seq > 0'
  return database
    .prepare<[], { readonly name: string }>(`select name from main.sqlite_sequence as a where ${lower}`)
    .all()
    .filter(({ name }) => tables.has(name))
    .map(({ name }) => `the counter of ${name}`)
}
