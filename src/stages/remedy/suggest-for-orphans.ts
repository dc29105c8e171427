import type { Issue } from '../../issues/issue.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { sameName } from '../../sql/same-name.ts'
import type { Catalog, Column, ForeignKey, Table } from '../catalog/catalog.ts'
import { quoted } from './quoted.ts'
import { asked, open, type Suggestion } from './suggestion.ts'

/** What could be done about children without a parent. Pure. */
export function suggestForOrphans(
  found: Issue,
  table: Table | undefined,
  column: Column | undefined,
  catalog: Catalog,
): Suggestion {
  const key = foreignKeyOf(found, table)
  return parentSpelling(key, table, catalog) ?? ofOrphans(key, column)
}

/** The declaration says what becomes of rows without a parent. */
function ofOrphans(key: ForeignKey | undefined, column: Column | undefined): Suggestion {
  switch (key?.onDelete) {
    case 'CASCADE':
      return asked('drop-row', 'drops the rows, as ON DELETE CASCADE would have done with their parents')
    case 'SET NULL':
      return column === undefined || column.notNull
        ? open('drop-row', 'drops the rows')
        : asked("'null'", 'sets the reference to NULL, as ON DELETE SET NULL would have done')
    case 'SET DEFAULT':
      return column?.defaultText == null
        ? open('drop-row', 'drops the rows')
        : asked('default', 'takes the DEFAULT, as ON DELETE SET DEFAULT would have done')
    default:
      return column !== undefined && !column.notNull
        ? open('drop-row', `drops the rows; "do: 'null'" keeps them without a parent`)
        : open('drop-row', 'drops the rows; or restore their parents in the source')
  }
}

/** Children whose parents SQLite finds by another collation than by bytes: they are not to be dropped. */
function parentSpelling(
  key: ForeignKey | undefined,
  table: Table | undefined,
  catalog: Catalog,
): Suggestion | null {
  const parent = catalog.tables.find(({ name }) => sameName(name, key?.parentTable ?? ''))
  const [own = '', ...others] = key?.columns ?? []
  const wanted = parent?.columns.find(({ name }) => sameName(name, key?.parentColumns?.[0] ?? ''))
  const isFolded = wanted?.collation === 'NOCASE' || wanted?.collation === 'RTRIM'
  if (table === undefined || parent === undefined || !isFolded || others.length > 0) return null
  const child = `${quoteIdentifier(table.name)}.${quoteIdentifier(own)}`
  const name = `p.${quoteIdentifier(wanted.name)}`
  const spelled = `select ${name} from ${quoteIdentifier(parent.name)} as p where ${name} = ${child}`
  return {
    lines: ['do: sql', `expression: ${quoted(`coalesce((${spelled}), ${child})`)}`],
    does: 'gives the children the spelling of their parents; those that have none stay an issue',
    open: true,
  }
}

function foreignKeyOf({ column, object }: Issue, table: Table | undefined): ForeignKey | undefined {
  const keys = table?.foreignKeys ?? []
  return (
    keys.find(({ name }) => name !== null && name === object) ??
    keys.find(({ columns }) => columns.length === 1 && columns[0] === column) ??
    keys.find(({ columns }) => object === `${table?.name}_${columns.join('_')}_fkey`)
  )
}
