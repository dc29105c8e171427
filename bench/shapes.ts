/** A kind of database. Its tables come to about `rows` rows in all. */
export interface Shape {
  readonly name: string
  readonly describes: string
  readonly tables: (rows: number) => readonly TableShape[]
}

export interface TableShape {
  readonly create: string
  /** Run after the rows, as an application would have them. */
  readonly indexes: readonly string[]
  /** Fills the table from a sequence `n(i)` of the numbers from 1 to `rows`. */
  readonly insert: string
  readonly rows: number
}

/** A number from 0 to `below`, which the row `i` and the column `k` of a seed always have. `:seed` is bound. */
function random(k: number, below: number): string {
  return `(((i * 7919 + :seed + ${k} * 104729) % 2147483647 * 48271 % 2147483647) * 16807 % 2147483647 % ${below})`
}

const WORDS =
  'lorem ipsum dolor sit amet, consetetur sadipscing elitr; Grüße aus Köln, naïve café № 5 — 日本語 '.repeat(
    60,
  )

/** A text of `least` to `least + spread` characters, some of them beyond ASCII. */
function words(k: number, least: number, spread: number): string {
  return `substr('${WORDS}', 1 + ${random(k, 200)}, ${least} + ${random(k + 1, spread)})`
}

const moment = (k: number) => `datetime(1577836800 + ${random(k, 150_000_000)}, 'unixepoch')`
const amount = (k: number) => `${random(k, 10_000_000)} / 100.0`
const hex = (k: number) => `printf('%08x', ${random(k, 2_000_000_000)})`
const uuid = (k: number) =>
  `printf('%08x-%04x-4%03x-a%03x-%012x', ${random(k, 2_000_000_000)}, ${random(k + 1, 65_536)}, ${random(k + 2, 4096)}, ${random(k + 3, 4096)}, i)`

const table = (
  create: string,
  columns: readonly string[],
  rows: number,
  indexes: readonly string[] = [],
): TableShape => {
  const name = /create table (\w+)/.exec(create)?.[1] ?? ''
  return { create, indexes, rows, insert: `insert into ${name} select ${columns.join(', ')} from n` }
}

const share = (rows: number, part: number) => Math.max(1, Math.floor(rows * part))

/** An application: parents, children, grandchildren, with keys, foreign keys and indexes. */
function application(rows: number): readonly TableShape[] {
  const [users, orders] = [share(rows, 0.1), share(rows, 0.3)]
  return [
    table(
      'create table users (id integer primary key, email text not null unique, name text not null, created_at datetime not null, is_admin boolean not null, balance decimal(12,2), notes text)',
      [
        'i',
        `'user' || i || '@example.org'`,
        words(1, 8, 20),
        moment(3),
        random(4, 2),
        amount(5),
        `iif(i % 3, null, ${words(6, 20, 120)})`,
      ],
      users,
    ),
    table(
      'create table orders (id integer primary key, user_id integer not null references users(id), status varchar(12) not null, total decimal(12,2) not null, placed_at datetime not null, note text)',
      [
        'i',
        `1 + ${random(1, users)}`,
        `case ${random(2, 3)} when 0 then 'open' when 1 then 'paid' else 'shipped' end`,
        amount(3),
        moment(4),
        `iif(i % 5, null, ${words(5, 10, 60)})`,
      ],
      orders,
      ['create index orders_user on orders(user_id)', 'create index orders_placed on orders(placed_at)'],
    ),
    table(
      'create table items (id integer primary key, order_id integer not null references orders(id), sku text not null, quantity integer not null, price decimal(10,2) not null)',
      ['i', `1 + ${random(1, orders)}`, hex(2), `1 + ${random(3, 9)}`, amount(4)],
      share(rows, 0.6),
      ['create index items_order on items(order_id)'],
    ),
  ]
}

function wide(rows: number): readonly TableShape[] {
  const kinds = [
    ['integer', (k: number) => random(k, 1_000_000)],
    ['text', (k: number) => words(k, 3, 12)],
    ['real', (k: number) => amount(k)],
    ['datetime', (k: number) => moment(k)],
  ] as const
  const columns = Array.from({ length: 60 }, (_, k) => ({ k, kind: kinds[k % 4] ?? kinds[0] }))
  const declared = columns.map(({ k, kind }) => `c${k} ${kind[0]}`)
  const values = columns.map(({ k, kind }) => kind[1](k))
  return [
    table(
      `create table wide (id integer primary key, ${declared.join(', ')})`,
      ['i', ...values],
      share(rows, 0.1),
    ),
  ]
}

function bigTable(rows: number): readonly TableShape[] {
  return [
    table(
      'create table events (id integer primary key, session text not null, kind integer not null, at datetime not null, amount real, ok boolean, path text, agent text, bytes integer, country char(2))',
      [
        'i',
        hex(1),
        random(2, 40),
        moment(3),
        amount(4),
        random(5, 2),
        `'/p/' || ${random(6, 5000)}`,
        words(7, 10, 40),
        random(9, 1_000_000),
        `substr('DEFRITUSJPBR', 1 + 2 * ${random(10, 6)}, 2)`,
      ],
      rows,
      ['create index events_session on events(session)', 'create index events_at on events(at)'],
    ),
  ]
}

function textKeys(rows: number): readonly TableShape[] {
  return [
    table(
      'create table documents (id text primary key not null, owner text not null, size integer)',
      [uuid(1), uuid(5), random(9, 1_000_000)],
      share(rows, 0.5),
    ),
    table(
      'create table tags (document text not null, name text not null, weight integer, primary key (document, name)) without rowid',
      [uuid(1), `'tag' || ${random(2, 5000)}`, random(3, 100)],
      share(rows, 0.5),
    ),
  ]
}

const SMALL_TABLES = 500

export const SHAPES: readonly Shape[] = [
  { name: 'application', describes: 'three tables with keys, foreign keys and indexes', tables: application },
  {
    name: 'narrow',
    describes: 'one table of four small columns',
    tables: (rows) => [
      table(
        'create table narrow (id integer primary key, a integer not null, b integer, c real)',
        ['i', random(1, 1000), random(2, 2_000_000_000), amount(3)],
        rows,
      ),
    ],
  },
  { name: 'wide', describes: 'one table of 61 columns, a tenth of the rows', tables: wide },
  {
    name: 'text',
    describes: 'texts of 0.5 to 4 kB, beyond ASCII; a twentieth of the rows',
    tables: (rows) => [
      table(
        'create table articles (id integer primary key, title text not null, body text not null)',
        ['i', words(1, 20, 60), words(3, 500, 3500)],
        share(rows, 0.05),
      ),
    ],
  },
  {
    name: 'blobs',
    describes: 'blobs of 1 to 16 kB; a fiftieth of the rows',
    tables: (rows) => [
      table(
        'create table files (id integer primary key, name text not null, content blob not null)',
        ['i', hex(1), `randomblob_of(${random(2, 15_000)} + 1000, i)`],
        share(rows, 0.02),
      ),
    ],
  },
  {
    name: 'small-tables',
    describes: `${SMALL_TABLES} tables with an index each`,
    tables: (rows) =>
      Array.from({ length: SMALL_TABLES }, (_, t) =>
        table(
          `create table small_${t} (id integer primary key, name text not null, value integer, at datetime)`,
          ['i', words(t, 5, 20), random(t, 1000), moment(t)],
          share(rows, 1 / SMALL_TABLES),
          [`create index small_${t}_value on small_${t}(value)`],
        ),
      ),
  },
  { name: 'one-table', describes: 'one table of ten columns and two indexes', tables: bigTable },
  {
    name: 'gaps',
    describes: 'one table whose keys have gaps',
    tables: (rows) => [
      table(
        'create table gaps (id integer primary key, name text not null, value integer)',
        ['i * 9973 + i % 997 * (i % 3)', words(1, 8, 24), random(3, 1_000_000)],
        rows,
      ),
    ],
  },
  { name: 'text-keys', describes: 'keys of UUIDs and of two texts, one WITHOUT ROWID', tables: textKeys },
  {
    name: 'no-key',
    describes: 'one table without a key, with equal rows in it',
    tables: (rows) => [
      table(
        'create table log (level integer, at datetime, message text)',
        [random(1, 5), moment(2), words(3, 10, 60)],
        rows,
      ),
    ],
  },
]

/** Rows of a database. */
export const SIZES = { S: 100_000, M: 1_000_000, L: 5_000_000, XL: 20_000_000 } as const
export type SizeName = keyof typeof SIZES
