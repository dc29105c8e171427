import { BinaryRowReader } from '../../../engines/postgres/binary-row-reader.ts'
import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import type { PageFile } from '../../../engines/sqlite/pages/page-file.ts'
import type { RecordLayout } from '../../../engines/sqlite/pages/record-layout.ts'
import { RowCursor } from '../../../engines/sqlite/pages/row-cursor.ts'
import { SERIAL_TYPES } from '../../../engines/sqlite/pages/serial-types.ts'
import { UnexpectedPage } from '../../../engines/sqlite/pages/unexpected-page.ts'
import { quoteIdentifier, quoteOwnRows } from '../../../sql/quote.ts'
import type { TablePlan } from '../../plan/migration-plan.ts'
import { type CellTest, cellTest, isInteger } from './cell-test.ts'

/** The pages of the source, and how the rows of a table lie in them. */
export interface SourcePages {
  readonly file: PageFile
  readonly layout: RecordLayout
}

/** What a field of a record is compared with. */
export interface FieldTest {
  /** The place of its column in the plan. */
  readonly place: number
  readonly test: CellTest
  readonly isRowid: boolean
  readonly isNullWhereMissing: boolean
}

/**
 * Compares the rows of a table as they lie in the pages of the source with the rows of the target as they lie there, in the
 * binary form: nothing is spelled, on neither side. Each row is paired with the one in its place.
 *
 * @param tests as {@link fieldTests} gives them
 * @param onRows told how many rows have been read so far
 * @returns how many rows there are, if each cell is equal to its partner; null as soon as one is not, or cannot be told by its
 *   bytes
 */
export async function comparePages(
  connection: PostgresConnection,
  table: TablePlan,
  { file, layout }: SourcePages,
  tests: readonly (FieldTest | null)[],
  onRows: (rows: number) => void,
): Promise<number | null> {
  const target = new BinaryRowReader(table.columns.length)
  try {
    const source = new RowCursor(file, [layout.root])
    let rows = 0
    for await (const piece of connection.copyOut(binaryRows(table))) {
      target.feed(piece)
      for (; target.nextRow(); rows += 1)
        if (!source.nextRow() || !areEqual(source, target, tests)) return null
      onRows(rows)
    }
    return source.nextRow() ? null : rows
  } catch (error) {
    if (!(error instanceof UnexpectedPage)) throw error
    return null
  }
}

/** A row of more bytes can end many pieces later, and all before it would be copied for each. */
const LARGEST_ROW_BYTES = 2 ** 20

/** By the fields of a record; null where a column has no field, or one that has to be spelled. */
export function fieldTests(table: TablePlan, layout: RecordLayout): readonly (FieldTest | null)[] | null {
  if (table.largestRowBytes > LARGEST_ROW_BYTES) return null
  const tests = layout.fields.map((field): FieldTest | null => {
    const place = table.columns.findIndex(({ source }) => source === field?.name)
    const column = table.columns[place]
    const test = column === undefined ? null : cellTest(column)
    if (field === null || field.isGenerated || test === null) return null
    return { place, test, isRowid: field.isRowid, isNullWhereMissing: field.isNullWhereMissing }
  })
  const isWhole = tests.filter((test) => test !== null).length === table.columns.length
  return isWhole ? tests : null
}

/** As they lie: the server may read them in another order, which would only be noticed. */
function binaryRows({ columns, partitioned, target }: TablePlan): string {
  const fields = columns.map((column) => quoteIdentifier(column.target)).join(', ')
  return `copy (select ${fields} from ${quoteOwnRows(target, partitioned)}) to stdout (format binary)`
}

function areEqual(source: RowCursor, target: BinaryRowReader, tests: readonly (FieldTest | null)[]): boolean {
  let field = 0
  for (; source.nextField(); field += 1) {
    const wanted = tests[field]
    if (wanted != null && !isEqual(source, target, wanted)) return false
  }
  for (; field < tests.length; field += 1) {
    const wanted = tests[field]
    if (wanted != null && !(wanted.isNullWhereMissing && target.lengths[wanted.place] === NULL)) return false
  }
  return true
}

function isEqual(source: RowCursor, target: BinaryRowReader, { place, test, isRowid }: FieldTest): boolean {
  const at = target.starts[place] ?? 0
  const length = target.lengths[place] ?? NULL
  if (isRowid) return source.rowid !== null && isInteger(target.view, at, length, source.rowid)
  if (source.serialType === SERIAL_TYPES.null || length === NULL)
    return source.serialType === SERIAL_TYPES.null && length === NULL
  source.readField()
  return test(source, target, at, length)
}

const NULL = -1
