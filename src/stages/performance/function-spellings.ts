/** Functions of dates, which PostgreSQL does not have under these names. https://www.sqlite.org/lang_datefunc.html */
export const DATE_FUNCTIONS: Readonly<Record<string, string>> = {
  date: `x::date, and with modifiers x::date + interval '1 day'; 'now' is current_date`,
  time: 'x::time',
  datetime: `x::timestamp; 'now' is now() at time zone 'utc'`,
  julianday: `extract(julian from x); a difference of days is extract(epoch from a - b) / 86400`,
  strftime: `to_char(x, 'YYYY-MM-DD') with the patterns of to_char, or extract(… from x)`,
  unixepoch: 'extract(epoch from x)',
  timediff: 'age(a, b)',
}

/** Functions with another name or meaning. https://www.sqlite.org/lang_corefunc.html, lang_aggfunc.html, json1.html */
export const FUNCTIONS: Readonly<Record<string, string>> = {
  ifnull: 'coalesce(a, b)',
  iif: 'case when a then b else c end',
  if: 'case when a then b else c end',
  group_concat: `string_agg(x::text, ',')`,
  total: 'coalesce(sum(x), 0)::double precision',
  instr: 'strpos(a, b)',
  char: 'chr(n)',
  unicode: 'ascii(x)',
  hex: `upper(encode(x, 'hex'))`,
  unhex: `decode(x, 'hex')`,
  printf: 'format(…), which knows only %s, %I and %L; to_char(…) for numbers',
  glob: 'x ~ pattern, with the pattern as a regular expression',
  like: 'b ilike a',
  likely: 'the argument alone',
  unlikely: 'the argument alone',
  likelihood: 'the first argument alone',
  random: 'floor(random() * 2 ^ 31): random() of PostgreSQL is from 0 to 1',
  randomblob: 'gen_random_bytes(n) of pgcrypto',
  zeroblob: `decode(repeat('00', n), 'hex')`,
  typeof: 'pg_typeof(x), which names the types of PostgreSQL',
  quote: 'quote_nullable(x)',
  changes: 'the count that the command returns',
  total_changes: 'the count that the commands return',
  last_insert_rowid: 'insert … returning id',
  sqlite_version: 'version()',
  json_extract: `x::jsonb #>> '{a,b}'`,
  json_each: 'jsonb_each(x) or jsonb_array_elements(x)',
  json_tree: 'a recursive query over jsonb_each(x)',
  json_group_array: 'jsonb_agg(x)',
  json_group_object: 'jsonb_object_agg(k, v)',
  json_array: 'jsonb_build_array(…)',
  json_valid: 'x is json',
  json_insert: 'jsonb_insert(…)',
  json_set: 'jsonb_set(…)',
  json_replace: 'jsonb_set(…, false)',
  json_remove: `x::jsonb #- '{a,b}'`,
  json_patch: 'x::jsonb || y::jsonb',
  json_type: 'jsonb_typeof(x)',
}

/** With two arguments or more these compare them, as greatest and least do; NULL counts otherwise there. */
export const SCALAR_EXTREMES: Readonly<Record<string, string>> = {
  max: 'greatest(a, b), which passes over NULL',
  min: 'least(a, b), which passes over NULL',
}
