import { openSqlite, type SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { canonicalJson } from '../../../sql/canonical-json.ts'
import { compareSchemas } from './compare-schemas.ts'
import { absentTable, compareTable, type Original, sameTable, type TableComparison } from './compare-table.ts'
import { differingMarks } from './file-marks.ts'
import type { SameTables } from './same-tables.ts'

/** What a SQLite file that was written back lacks, or has in another way than the snapshot. */
export interface CopyComparison {
  readonly rows: number
  readonly cells: number
  readonly changed: TableComparison['changed']
  readonly respelled: TableComparison['respelled']
  readonly missing: readonly { readonly table: string; readonly rows: number }[]
  readonly extra: readonly { readonly table: string; readonly rows: number }[]
  /** Tables, indexes, views and triggers: `index teams_by_owner`. */
  readonly objects: number
  readonly missingObjects: readonly string[]
  readonly redefinedObjects: readonly string[]
  readonly extraObjects: readonly string[]
  /** `user_version`, `application_id`, `encoding`. */
  readonly marks: readonly string[]
  /** Tables whose rows are the same and have new rowids. */
  readonly newRowids: readonly string[]
  /** SQLite finds damage in the file, and none in the original. */
  readonly isDamaged: boolean
}

/**
 * Compares every value and storage class of some tables of two SQLite files, the definitions of all objects, and what an
 * application writes into the header. Files of different encodings cannot be compared further.
 *
 * @param excluded tables whose absence is the will of the owner
 * @param same tables that are known to be the same byte for byte, if they have the same definition
 * @param checksFile where it was not SQLite in this program that wrote the file: an index may lack rows of its table
 * @throws the driver's error when the second file is no database
 */
export function compareCopies(
  original: string,
  copy: string,
  tables: readonly Original[],
  excluded: readonly string[],
  same: SameTables,
  checksFile: boolean,
): CopyComparison {
  const marks = differingMarks(original, copy)
  if (marks.includes('encoding')) return { ...NOTHING_COMPARED, marks }
  const database = openSqlite(original)
  try {
    database.function('canonical_json', { deterministic: true, directOnly: true }, (value) =>
      typeof value === 'string' ? canonicalJson(value) : value,
    )
    database.prepare('attach database ? as copy').run(copy)
    const { present, lost, ...schemas } = compareSchemas(
      database,
      tables.map(({ plan }) => plan.source),
      excluded,
    )
    const compared = tables.map((table) => {
      const { source } = table.plan
      if (!present.has(source)) return absentTable(database, table.plan)
      if (lost.has(source)) return compareTable(database, { ...table, known: new Map(), rowid: null })
      const rows = same.get(source)
      return rows === undefined ? compareTable(database, table) : sameTable(database, table.plan, rows)
    })
    return {
      rows: compared.reduce((total, { rows }) => total + rows, 0),
      cells: compared.reduce((total, { cells }) => total + cells, 0),
      changed: compared.flatMap(({ changed }) => changed),
      respelled: compared.flatMap(({ respelled }) => respelled),
      missing: compared.flatMap(({ table, missing }) => (missing > 0 ? [{ table, rows: missing }] : [])),
      extra: compared.flatMap(({ table, extra }) => (extra > 0 ? [{ table, rows: extra }] : [])),
      ...schemas,
      marks,
      newRowids: compared.flatMap(({ table, hasNewRowids }) => (hasNewRowids ? [table] : [])),
      isDamaged: checksFile && !isIntact(database, 'copy') && isIntact(database, 'main'),
    }
  } finally {
    database.close()
  }
}

const NOTHING_COMPARED = {
  rows: 0,
  cells: 0,
  changed: [],
  respelled: [],
  missing: [],
  extra: [],
  objects: 0,
  missingObjects: [],
  redefinedObjects: [],
  extraObjects: [],
  newRowids: [],
  isDamaged: false,
}

/** https://www.sqlite.org/pragma.html#pragma_integrity_check */
function isIntact(database: SqliteDatabase, schema: 'main' | 'copy'): boolean {
  const rows = database.prepare<[], { readonly integrity_check: string }>(
    `pragma ${schema}.integrity_check(1)`,
  )
  return rows.get()?.integrity_check === 'ok'
}
