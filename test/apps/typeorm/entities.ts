import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm'
import { type Author, type Book, FORMATS, type Loan, type Tag } from './library.ts'

/** Columns whose type depends on the engine, as an application declares them that serves both. */
interface EngineTypes {
  readonly moment: 'datetime' | 'timestamptz'
  readonly choice: 'simple-enum' | 'enum'
  readonly json: 'simple-json' | 'jsonb'
}

const SQLITE: EngineTypes = { moment: 'datetime', choice: 'simple-enum', json: 'simple-json' }
const POSTGRES: EngineTypes = { moment: 'timestamptz', choice: 'enum', json: 'jsonb' }

/** PostgreSQL gives its numeric as text, SQLite a number. */
const asNumber = { to: (value?: number) => value, from: (value: string | number) => Number(value) }

/** Both give a bigint in a form of their own. */
const asBigInt = {
  to: (value?: bigint) => value?.toString(),
  from: (value: string | number) => BigInt(value),
}

export interface LibraryEntities {
  readonly author: EntitySchema<Author>
  readonly book: EntitySchema<Book>
  readonly tag: EntitySchema<Tag>
  readonly loan: EntitySchema<Loan>
}

export function libraryEntities(engine: 'better-sqlite3' | 'postgres'): LibraryEntities {
  const types = engine === 'postgres' ? POSTGRES : SQLITE
  return { author: authorEntity(types), book: bookEntity(types), tag: tagEntity(), loan: loanEntity(types) }
}

const KEY: EntitySchemaColumnOptions = { type: 'integer', primary: true, generated: 'increment' }

function authorEntity({ moment }: EngineTypes): EntitySchema<Author> {
  return new EntitySchema<Author & { createdAt: Date }>({
    name: 'author',
    columns: {
      id: KEY,
      name: { type: 'varchar', length: 120 },
      biography: { type: 'text', nullable: true },
      bornOn: { type: 'date', nullable: true },
      createdAt: { type: moment, createDate: true },
    },
  })
}

function bookEntity({ moment, choice, json }: EngineTypes): EntitySchema<Book> {
  return new EntitySchema<Book>({
    name: 'book',
    columns: {
      id: { type: 'uuid', primary: true, generated: 'uuid' },
      title: { type: 'varchar' },
      isbn: { type: 'varchar', nullable: true, unique: true },
      format: { type: choice, enum: [...FORMATS], default: 'paperback' },
      price: { type: 'decimal', precision: 10, scale: 2, transformer: asNumber },
      isReference: { type: 'boolean', default: false },
      metadata: { type: json, nullable: true },
      viewCount: { type: 'bigint', default: 0, transformer: asBigInt },
      publishedAt: { type: moment, nullable: true },
    },
    relations: {
      author: { type: 'many-to-one', target: 'author', nullable: false, onDelete: 'RESTRICT' },
      tags: { type: 'many-to-many', target: 'tag', joinTable: { name: 'bookTags' } },
    },
  })
}

function tagEntity(): EntitySchema<Tag> {
  return new EntitySchema<Tag>({
    name: 'tag',
    columns: { id: KEY, label: { type: 'varchar', unique: true } },
  })
}

function loanEntity({ moment }: EngineTypes): EntitySchema<Loan> {
  return new EntitySchema<Loan>({
    name: 'loan',
    columns: {
      id: KEY,
      borrower: { type: 'varchar' },
      lentAt: { type: moment },
      returnedAt: { type: moment, nullable: true },
    },
    relations: {
      book: { type: 'many-to-one', target: 'book', nullable: false, onDelete: 'CASCADE' },
    },
    indices: [{ columns: ['lentAt'] }],
  })
}
