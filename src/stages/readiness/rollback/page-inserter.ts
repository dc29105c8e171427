import { BinaryRowReader } from '../../../engines/postgres/binary-row-reader.ts'
import { RecordBuilder } from '../../../engines/sqlite/pages/record-builder.ts'
import type { RecordField } from '../../../engines/sqlite/pages/record-layout.ts'
import type { TableBuilder } from '../../../engines/sqlite/pages/table-builder.ts'
import { UnexpectedPage } from '../../../engines/sqlite/pages/unexpected-page.ts'
import { errorCode } from '../../../errors/error-code.ts'
import type { StoredColumn } from './restored-column.ts'
import type { Known } from './spelling.ts'
import { type AddValue, addBlob, addLong, addNumber, addText, addTruth } from './stored-value.ts'

/** A field of the records, and the column that PostgreSQL sends for it. */
export interface StoredField {
  /** The place of its column in the rows that come. */
  readonly place: number
  readonly isRowid: boolean
  readonly isNotNull: boolean
  readonly add: AddValue
}

/** How the values of a column go into records; null where SQLite has to read them. */
export function storedField(
  place: number,
  { isRowid, isGenerated }: RecordField,
  isNotNull: boolean,
  { kind, truths }: StoredColumn,
  { affinity }: Known,
): StoredField | null {
  if (isGenerated || (isRowid && kind !== 'integer')) return null
  const add = addOf(kind, truths, affinity)
  return add === null ? null : { place, isRowid, isNotNull, add }
}

function addOf(
  kind: StoredColumn['kind'],
  truths: StoredColumn['truths'],
  affinity: Known['affinity'],
): AddValue | null {
  switch (kind) {
    case 'integer':
      return addLong(affinity)
    case 'number':
      return addNumber(affinity)
    case 'text':
      return addText(affinity)
    case 'blob':
      return addBlob
    case 'truth':
      return truths === undefined ? null : addTruth(truths, affinity)
    default:
      return kind satisfies never
  }
}

/**
 * Makes the rows of a table out of the binary form of COPY, as SQLite would store them: a third of the time in which it
 * reads literals. What is unusual is left to SQLite: values whose form depends on the column, NULL where none may be, and
 * rows that do not come in the order of their rowids.
 */
export class PageInserter {
  readonly #builder: TableBuilder
  readonly #fields: readonly StoredField[]
  readonly #rows: BinaryRowReader
  readonly #record: RecordBuilder
  #isUsual = true

  constructor(builder: TableBuilder, fields: readonly StoredField[]) {
    this.#builder = builder
    this.#fields = fields
    this.#rows = new BinaryRowReader(fields.length)
    this.#record = new RecordBuilder(fields.length)
  }

  /** @param piece of the COPY; it may end anywhere */
  push(piece: Buffer): void {
    if (!this.#isUsual) return
    this.#rows.feed(piece)
    this.#unlessUnusual(() => {
      while (this.#isUsual && this.#rows.nextRow()) this.#isUsual = this.#addRow()
    })
  }

  /** @returns the last rowid, 0 where there is no row; null where the table is still empty, for SQLite to fill */
  finish(): number | null {
    if (this.#isUsual) this.#unlessUnusual(() => this.#builder.finish())
    return this.#isUsual ? Math.max(this.#builder.lastRowid, 0) : null
  }

  /** Of a disk that is full SQLite will tell in its own words. */
  #unlessUnusual(step: () => void): void {
    try {
      step()
    } catch (error) {
      const isOfSystem = /^E[A-Z]+$/.test(errorCode(error) ?? '')
      if (!(error instanceof UnexpectedPage) && !isOfSystem) throw error
      this.#isUsual = false
    }
  }

  #addRow(): boolean {
    const { bytes, view, starts, lengths } = this.#rows
    const record = this.#record
    // without a column for it, rows are numbered
    let rowid = Math.max(this.#builder.lastRowid, 0) + 1
    record.begin()
    for (const { place, isRowid, isNotNull, add } of this.#fields) {
      const [at, size] = [starts[place] ?? 0, lengths[place] ?? NULL]
      if (isRowid) {
        if (size === NULL) return false
        rowid = view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4)
        if (!Number.isSafeInteger(rowid)) return false
        record.addNull()
      } else if (size === NULL) {
        if (isNotNull) return false
        record.addNull()
      } else if (!add(record, bytes, view, at, size)) return false
    }
    record.end()
    this.#builder.add(rowid, record.bytes, record.length)
    return true
  }
}

const NULL = -1
