/**
 * A call of SQLite and what gives the same values in PostgreSQL. In both, a, b are texts, n, m whole numbers, r is a double,
 * at a timestamp, doc a JSON document as a text, raw bytes; a test asks both engines over such columns.
 */
export interface FunctionSpelling {
  readonly sqlite: string
  readonly postgres: string
  /** Where it ends to be the same. */
  readonly but?: string
}

/** No expression of PostgreSQL gives the same values; this says what there is. */
export interface FunctionAdvice {
  readonly advice: string
}

export type FunctionEntry = readonly FunctionSpelling[] | FunctionAdvice

/** The entry of a function, by its name in lower case. */
export function entryOf(
  table: Readonly<Record<string, FunctionEntry>>,
  name: string,
): FunctionEntry | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

const UTC_NOW = `now() at time zone 'utc'`

/** Functions of dates, which PostgreSQL does not have under these names. https://www.sqlite.org/lang_datefunc.html */
export const DATE_FUNCTIONS: Readonly<Record<string, FunctionEntry>> = {
  date: [
    { sqlite: 'date(at)', postgres: 'at::date' },
    {
      sqlite: `date(at, '+1 day')`,
      postgres: `(at::timestamp + interval '1 day')::date`,
      but: 'a month after the 31st is the last day of the next month, and lies in the month after in SQLite',
    },
    { sqlite: `date(at, 'start of month')`, postgres: `date_trunc('month', at::timestamp)::date` },
    { sqlite: `date('now')`, postgres: `(${UTC_NOW})::date` },
  ],
  time: [{ sqlite: 'time(at)', postgres: `date_trunc('second', at::timestamp)::time` }],
  datetime: [
    { sqlite: 'datetime(at)', postgres: `date_trunc('second', at::timestamp)` },
    { sqlite: `datetime(r, 'unixepoch')`, postgres: `to_timestamp(floor(r)) at time zone 'utc'` },
    { sqlite: `datetime('now')`, postgres: `date_trunc('second', ${UTC_NOW})` },
  ],
  julianday: [
    {
      sqlite: 'julianday(at)',
      postgres: '(extract(epoch from at::timestamp) / 86400 + 2440587.5)::double precision',
    },
    {
      sqlite: `julianday(at) - julianday('2000-01-01')`,
      postgres: `extract(epoch from at::timestamp - timestamp '2000-01-01') / 86400`,
    },
  ],
  strftime: [
    {
      sqlite: `strftime('%Y-%m-%d %H:%M:%S', at)`,
      postgres: `to_char(at::timestamp, 'YYYY-MM-DD HH24:MI:SS')`,
    },
    { sqlite: `strftime('%j', at)`, postgres: `to_char(at::timestamp, 'DDD')` },
    { sqlite: `strftime('%w', at)`, postgres: 'extract(dow from at::timestamp)' },
    { sqlite: `strftime('%s', at)`, postgres: 'floor(extract(epoch from at::timestamp))::bigint' },
  ],
  unixepoch: [{ sqlite: 'unixepoch(at)', postgres: 'floor(extract(epoch from at::timestamp))::bigint' }],
  timediff: { advice: 'the difference of two timestamps is an interval, which is spelled in another way' },
}

/** Functions with another name or meaning. https://www.sqlite.org/lang_corefunc.html, lang_aggfunc.html, json1.html */
export const FUNCTIONS: Readonly<Record<string, FunctionEntry>> = {
  ifnull: [{ sqlite: 'ifnull(a, b)', postgres: 'coalesce(a, b)' }],
  iif: [{ sqlite: 'iif(n > m, a, b)', postgres: 'case when n > m then a else b end' }],
  if: [{ sqlite: 'if(n > m, a, b)', postgres: 'case when n > m then a else b end' }],
  group_concat: [
    {
      sqlite: `group_concat(n order by n)`,
      postgres: `string_agg(n::text, ',' order by n)`,
      but: 'without an ORDER BY the texts come in any order',
    },
    { sqlite: `group_concat(a, '; ' order by a)`, postgres: `string_agg(a, '; ' order by a)` },
  ],
  total: [{ sqlite: 'total(n)', postgres: 'coalesce(sum(n), 0)::double precision' }],
  instr: [{ sqlite: 'instr(a, b)', postgres: 'strpos(a, b)' }],
  char: [{ sqlite: 'char(n)', postgres: 'chr(n::int)', but: 'each argument by itself, joined by ||' }],
  unicode: [{ sqlite: 'unicode(a)', postgres: 'nullif(ascii(a), 0)' }],
  hex: [
    { sqlite: 'hex(raw)', postgres: `coalesce(upper(encode(raw, 'hex')), '')` },
    { sqlite: 'hex(a)', postgres: `coalesce(upper(encode(convert_to(a, 'UTF8'), 'hex')), '')` },
  ],
  unhex: [
    {
      sqlite: `unhex(hex(raw))`,
      postgres: `decode(coalesce(upper(encode(raw, 'hex')), ''), 'hex')`,
      but: 'what is not hexadecimal is an error, and NULL in SQLite',
    },
  ],
  printf: formatted('printf'),
  format: formatted('format'),
  glob: [
    {
      sqlite: `glob('a*', a)`,
      postgres: `a ~ '^(?:a.*)$'`,
      but: '* is .*, ? is a full stop, and what means something to a regular expression needs a backslash',
    },
  ],
  like: [
    {
      sqlite: 'like(b, a)',
      postgres: `a ilike b escape ''`,
      but: 'letters beyond ASCII are folded too, in most locales',
    },
  ],
  random: { advice: 'random() is a double from 0 to 1' },
  randomblob: { advice: 'gen_random_bytes(n) of the extension pgcrypto' },
  zeroblob: [{ sqlite: 'zeroblob(n)', postgres: `decode(repeat('00', n::int), 'hex')` }],
  typeof: { advice: 'values have the type of their column; pg_typeof(x) names it as PostgreSQL does' },
  quote: [
    { sqlite: 'quote(a)', postgres: `coalesce('''' || replace(a, '''', '''''') || '''', 'NULL')` },
    { sqlite: 'quote(n)', postgres: `coalesce(n::text, 'NULL')` },
  ],
  changes: { advice: 'the count that the command returns' },
  total_changes: { advice: 'the count that the commands return' },
  last_insert_rowid: { advice: 'insert … returning id' },
  sqlite_version: { advice: 'version(), which is of PostgreSQL' },
  json_extract: [
    {
      sqlite: `json_extract(doc, '$.a.b')`,
      postgres: `doc::jsonb #>> '{a,b}'`,
      but: 'it is a text there, with true for 1 and false for 0',
    },
    { sqlite: `json_extract(doc, '$.list')`, postgres: `doc::jsonb #> '{list}'` },
  ],
  json_each: [
    {
      sqlite: `(select sum(value) from json_each(doc, '$.list'))`,
      postgres: `(select sum(value::numeric) from jsonb_array_elements_text(doc::jsonb #> '{list}'))`,
    },
    {
      sqlite: `(select group_concat(key order by key) from json_each(doc))`,
      postgres: `(select string_agg(key, ',' order by key) from jsonb_each(doc::jsonb))`,
    },
  ],
  json_tree: { advice: 'a recursive query over jsonb_each(x) and jsonb_array_elements(x)' },
  json_group_array: [
    {
      sqlite: 'json_group_array(n order by n nulls first)',
      postgres: `coalesce(jsonb_agg(n order by n nulls first), '[]')`,
    },
  ],
  json_group_object: [
    { sqlite: `json_group_object('k' || n, n)`, postgres: `coalesce(jsonb_object_agg('k' || n, n), '{}')` },
  ],
  json_array: [{ sqlite: 'json_array(n, a)', postgres: 'jsonb_build_array(n, a)' }],
  json_object: [{ sqlite: `json_object('k', n, 'l', a)`, postgres: `jsonb_build_object('k', n, 'l', a)` }],
  json_array_length: [
    {
      sqlite: `json_array_length(doc, '$.list')`,
      postgres: `jsonb_array_length(doc::jsonb #> '{list}')`,
      but: 'what is no array is an error, and 0 in SQLite',
    },
  ],
  json_valid: [{ sqlite: 'json_valid(b)', postgres: 'b is json', but: 'from PostgreSQL 16 on' }],
  json_insert: [
    { sqlite: `json_insert(doc, '$.k', n)`, postgres: `jsonb_build_object('k', n) || doc::jsonb` },
  ],
  json_set: [
    {
      sqlite: `json_set(doc, '$.k', n)`,
      postgres: `jsonb_set(doc::jsonb, '{k}', coalesce(to_jsonb(n), 'null'))`,
    },
  ],
  json_replace: [
    {
      sqlite: `json_replace(doc, '$.k', n)`,
      postgres: `jsonb_set(doc::jsonb, '{k}', coalesce(to_jsonb(n), 'null'), false)`,
    },
  ],
  json_remove: [{ sqlite: `json_remove(doc, '$.a')`, postgres: `doc::jsonb #- '{a}'` }],
  json_patch: {
    advice:
      'a function of your own: x::jsonb || y::jsonb merges the first level alone, and keeps what is null in y',
  },
  json_type: { advice: 'jsonb_typeof(x::jsonb), which says number for integer and real, string for text' },
}

function formatted(name: string): readonly FunctionSpelling[] {
  return [
    {
      sqlite: `${name}('%s-%s', a, b)`,
      postgres: `concat(a, '-', b)`,
      but: 'format() of PostgreSQL knows only %s, %I and %L, and refuses %d',
    },
  ]
}

/** With two arguments or more these compare them, as greatest and least do; NULL counts otherwise there. */
export const SCALAR_EXTREMES: Readonly<Record<string, FunctionEntry>> = {
  max: [
    { sqlite: 'max(n, m)', postgres: 'case when n is not null and m is not null then greatest(n, m) end' },
  ],
  min: [{ sqlite: 'min(n, m)', postgres: 'case when n is not null and m is not null then least(n, m) end' }],
}

/**
 * The entry of a date function for a column in the place of `at`.
 *
 * @param column as it is written, with the modifier that tells what it counts
 * @param moment what PostgreSQL takes for its timestamp in UTC
 */
export function ofMoment(entry: FunctionEntry, column: string, moment: string): FunctionEntry {
  if ('advice' in entry) return entry
  const day = moment === `${column}::timestamp` ? `${column}::date` : `${moment}::date`
  return entry.map((spelling) => ({
    ...spelling,
    sqlite: spelling.sqlite.replace(/\bat\b/, () => column),
    postgres: spelling.postgres.replaceAll('at::timestamp', () => moment).replaceAll('at::date', () => day),
  }))
}

/** For a report: one spelling alone stands for itself, several are told apart by the call. */
export function spellingOf(entry: FunctionEntry): string {
  if ('advice' in entry) return entry.advice
  return entry
    .map(({ sqlite, postgres, but }) => {
      const spelled = entry.length === 1 ? postgres : `${postgres} for ${sqlite}`
      return but === undefined ? spelled : `${spelled} (${but})`
    })
    .join('; ')
}
