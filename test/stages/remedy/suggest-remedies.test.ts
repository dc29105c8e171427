import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { issue, issueId } from '../../../src/issues/issue.ts'
import type { IssueCode } from '../../../src/issues/issue-codes.ts'
import { inspect } from '../../../src/rehearsal/inspect.ts'
import { parseSettings } from '../../../src/settings/parse-settings.ts'
import type { ParsedSettings } from '../../../src/settings/parsed-settings.ts'
import { readSettingsFile } from '../../../src/settings/read-settings-file.ts'
import { suggestRemedies } from '../../../src/stages/remedy/suggest-remedies.ts'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { quietContext } from '../../support/rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'
import { catalogOf } from '../catalog/read-from.ts'

/** The settings of a file with this text, as the command line would read them. */
async function settingsOf(text: string, snapshot: string): Promise<ParsedSettings> {
  const directory = await temporaryDirectory()
  await writeFile(join(directory, 'rehearsal.yml'), text)
  const file = await readSettingsFile(null, directory)
  const none = { environment: {}, parallelism: 1, mistakes: [] }
  return parseSettings({ door: 'terminal', command: 'inspect', given: { snapshot }, file, ...none })
}

/** What stands in the proposal for the only issue, without comments about it. */
async function proposalFor(code: IssueCode, table: string, place: object): Promise<readonly string[]> {
  const catalog = await catalogOf(`create table p (id integer primary key); ${table}`)
  const text = suggestRemedies(
    [issue(code, { table: 't', message: '', ...place })],
    catalog,
    deriveSchema(catalog),
  )
  await settingsOf(text, 'app.db')
  const [, , , , head = '', , , ...lines] = text.trimEnd().split('\n')
  return [head, ...lines.slice(1).map((line) => line.replace(/^ {4}| {2}(?=#)/, '').replace(/^# +/, '# '))]
}

const REFERENCE = (actions: string, column = 'integer') =>
  `create table t (id integer primary key, p ${column} references p ${actions})`

test('rows to be dropped are said to leave orphans where other rows may refer to them', async () => {
  const catalog = await catalogOf(`
    create table t (id integer primary key, a text not null);
    create table "a
child" (id integer primary key, t integer references T (id));
    create table lone (id integer primary key, a text not null)`)
  const issues = ['t', 'lone'].map((table) =>
    issue('null-in-not-null', { table, column: 'a', message: `in ${table}` }),
  )
  const text = suggestRemedies(issues, catalog, deriveSchema(catalog))
  expect(text).toContain(
    '  # drops the rows; the column has no DEFAULT that could fill them. Rows that refer to them become orphans (a child)\n',
  )
  expect(text.match(/become orphans/g)).toHaveLength(1)
  await settingsOf(text, 'app.db')
})

describe('the declaration decides, and what loses data is a comment', () => {
  test.each<readonly [string, IssueCode, string, object, readonly string[]]>([
    [
      'ON DELETE CASCADE',
      'foreign-key-orphans',
      REFERENCE('on delete cascade'),
      { column: 'p' },
      ['do: drop-row'],
    ],
    [
      'ON DELETE SET NULL',
      'foreign-key-orphans',
      REFERENCE('on delete set null'),
      { column: 'p' },
      [`do: 'null'`],
    ],
    [
      'ON DELETE SET NULL of a column that is NOT NULL',
      'foreign-key-orphans',
      REFERENCE('on delete set null', 'integer not null'),
      { column: 'p' },
      ['# do: drop-row'],
    ],
    [
      'ON DELETE SET DEFAULT',
      'foreign-key-orphans',
      REFERENCE('on delete set default', 'integer default 1'),
      { column: 'p', object: 't_p_fkey' },
      ['do: default'],
    ],
    ['no action', 'foreign-key-orphans', REFERENCE(''), { column: 'p' }, ['# do: drop-row']],
    ['duplicates', 'duplicate-key', REFERENCE(''), { object: 't_p' }, ['# do: drop-row']],
    [
      'NULL where a DEFAULT is',
      'null-in-not-null',
      'create table t (a text not null default 1)',
      { column: 'a' },
      ['do: default'],
    ],
    [
      'NULL without a DEFAULT',
      'null-in-not-null',
      'create table t (a text not null)',
      { column: 'a' },
      ['# do: drop-row'],
    ],
    ['a date that is none', 'invalid-date', 'create table t (a date)', { column: 'a' }, [`# do: 'null'`]],
    [
      'a date that is none in NOT NULL with a DEFAULT',
      'invalid-date',
      `create table t (a date not null default '2000-01-01')`,
      { column: 'a' },
      ['# do: default'],
    ],
    ['a long text', 'varchar-overflow', 'create table t (a varchar(2))', { column: 'a' }, ['# do: truncate']],
    [
      'a seventh decimal',
      'sub-microsecond',
      'create table t (a datetime)',
      { column: 'a' },
      ['# do: truncate'],
    ],
    ['U+0000', 'nul-in-text', 'create table t (a text)', { column: 'a' }, ['do: strip']],
    ['invalid UTF-8', 'invalid-utf8', 'create table t (a text)', { column: 'a' }, ['# do: strip']],
    [
      'words for booleans',
      'boolean-spelling',
      `create table t (a boolean); insert into t values ('yes')`,
      { column: 'a' },
      ['do: cast', 'from: boolean'],
    ],
    [
      'a column without a possible name',
      'reserved-column-name',
      'create table t (xmin text)',
      { column: 'xmin' },
      ['do: rename', 'to: "xmin_"'],
    ],
  ])('%s', async (_, code, table, place, lines) => {
    const [head, ...proposed] = await proposalFor(code, table, place)
    expect(proposed).toEqual(lines)
    expect(head).toBe(lines[0]?.startsWith('#') ? '# remedies:' : 'remedies:')
  })
})

describe('the values tell what the numbers of a date column are', () => {
  test.each([
    ['1706781600', 'epoch-seconds'],
    ['1706781600.25', 'epoch-seconds'],
    ['1706781600123', 'epoch-milliseconds'],
    ['1706781600123456', 'epoch-microseconds'],
    ['1706781600123456789', 'epoch-nanoseconds'],
    ['20180406', 'compact-date'],
    ['20180406034959', 'compact-date'],
    ['2461100', 'julian-day'],
    ['2461100.5', 'julian-day'],
  ])('%s: %s', async (value, from) => {
    const table = `create table t (a timestamp); insert into t values (${value}), (${value})`
    expect(await proposalFor('date-encoding-unknown', table, { column: 'a' })).toEqual([
      'remedies:',
      'do: cast',
      `from: ${from}`,
    ])
  })

  test('numbers that could be anything are for the owner to decide', async () => {
    const table = 'create table t (a timestamp); insert into t values (5), (1706781600123456)'
    const [head] = await proposalFor('date-encoding-unknown', table, { column: 'a' })
    expect(head).toBe('# remedies:')
  })
})

/** `do` and `from` of the remedies that are proposed for a source, those for the owner to decide with a `#`. */
async function proposalsFor(sql: string): Promise<readonly string[]> {
  const { suggestion } = await inspect(await settingsOf('', await sqliteFromSql(sql)), quietContext())
  const entries = suggestion.matchAll(/^ {2}(# )?- issue: "\w+\/(.*)"\n.* do: (.*)(?:\n.* from: (.*))?/gm)
  return [...entries].map(([, open, id, action, from]) =>
    [open?.trim(), id, action, from].filter((part) => part !== undefined).join(' '),
  )
}

const KEY = 'id integer primary key'
const BYTES = `x'6ba7b8109dad11d180b400c04fd430c8'`

describe('only what can work is proposed, and what is no comment works', () => {
  test.each<readonly [string, string, readonly string[]]>([
    [
      'JSON in a key',
      `create table t (${KEY}, a json unique); insert into t (a) values ('[1]'), ('"x"')`,
      [],
    ],
    [
      'a time in a column of dates',
      `create table t (${KEY}, a date); insert into t (a) values ('2024-01-01'), ('2024-01-01 10:00')`,
      [],
    ],
    [
      'U+0000 in a generated column',
      `create table t (${KEY}, a text, b text generated always as (a || 'x') stored, c text generated always as (a));
       insert into t (a) values ('a' || char(0)), ('b'), ('c')`,
      ['nul-in-text:t.a strip'],
    ],
    [
      'a generated date that is none',
      `create table t (${KEY}, a text, b date generated always as (a));
       insert into t (a) values ('2024-01-01'), ('2024-01-02'), ('hello')`,
      [],
    ],
    [
      'UUIDs as bytes',
      `create table t (${KEY}, a uuid); insert into t (a) values (${BYTES})`,
      ['# uuid-bytes:t.a cast uuid-bytes'],
    ],
    [
      'UUIDs as bytes and as texts',
      `create table t (${KEY}, a uuid); insert into t (a) values (${BYTES}), ('6BA7B810-9DAD-11D1-80B4-00C04FD430C8')`,
      ['# uuid-bytes:t.a cast uuid-bytes', '# text-in-blob:t.a cast uuid-text'],
    ],
    [
      'bytes that are no UUIDs',
      `create table t (${KEY}, a uuid); insert into t (a) values (${BYTES}), (x'${'ab'.repeat(17)}')`,
      [],
    ],
    [
      'another spelling of UUIDs',
      `create table t (${KEY}, a uuid); insert into t (a) values ('6BA7B810-9DAD-11D1-80B4-00C04FD430C8')`,
      ['invalid-uuid:t.a cast uuid'],
    ],
    [
      'bytes among texts',
      `create table t (${KEY}, a text); insert into t (a) values (x'00ff10'), ('x'), ('y')`,
      [`# binary-in-text:t.a 'null'`],
    ],
    [
      'texts in a column of bytes, with U+0000',
      `create table t (${KEY}, a blob); insert into t (a) values ('a' || char(0)), (x'00')`,
      [],
    ],
    [
      'words in a column of bytes',
      `create table t (${KEY}, a blob); insert into t (a) values ('hello world'), ('ok!'), (x'00')`,
      [],
    ],
    [
      'digits in a column of bytes, longer than any number',
      `create table t (${KEY}, a blob); insert into t (a) values (hex(zeroblob(2000))), ('00FF'), (x'00')`,
      ['# text-in-blob:t.a cast hex'],
    ],
    [
      'digits and words in a column of bytes',
      `create table t (${KEY}, a blob); insert into t (a) values ('00ff'), ('hello world'), (x'00')`,
      ['# text-in-blob:t.a cast hex'],
    ],
    [
      'Base64 in a column of bytes',
      `create table t (${KEY}, a blob); insert into t (a) values ('AAECAw=='), ('yv4='), (x'00')`,
      ['# text-in-blob:t.a cast base64'],
    ],
    [
      'a DEFAULT that is no date',
      `create table t (${KEY}, a datetime not null default '0000-00-00 00:00:00');
       insert into t (a) values ('2024-01-01 10:00:00'), ('2024-01-02 10:00:00'), ('2024-02-30 10:00:00')`,
      ['# invalid-date:t.a drop-row'],
    ],
    [
      'a DEFAULT that is an empty text, in the place of a cast',
      `create table t (${KEY}, a integer not null default ''); insert into t (a) values (1), (2), ('n/a')`,
      ['# wrong-storage-class:t.a drop-row'],
    ],
    [
      'a DEFAULT that the column makes a number',
      `create table t (${KEY}, a integer not null default '7'); insert into t (a) values (1), (2), ('n/a')`,
      ['# wrong-storage-class:t.a default'],
    ],
    [
      'a DEFAULT of NULL',
      `create table t (${KEY}, a text default null); insert into t (a) values (null), ('x'); pragma writable_schema = on;
       update sqlite_schema set sql = replace(sql, 'default', 'not null default')`,
      ['# null-in-not-null:t.a drop-row'],
    ],
    [
      'a DEFAULT that is no parent',
      `create table p (${KEY}); insert into p values (1);
       create table t (${KEY}, p integer default 0 references p (id) on delete set default); insert into t (p) values (1), (5)`,
      ['# foreign-key-orphans:t.p[t_p_fkey] drop-row'],
    ],
    [
      'a DEFAULT that is a parent',
      `create table p (${KEY}); insert into p values (1);
       create table t (${KEY}, p integer default 1 references p (id) on delete set default); insert into t (p) values (1), (5)`,
      ['foreign-key-orphans:t.p[t_p_fkey] default'],
    ],
    [
      'U+0000 in most texts, which arrive as bytes',
      `create table t (${KEY}, a text); insert into t (a) values ('a' || char(0)), ('b' || char(0)), ('c')`,
      ['nul-in-text:t.a strip'],
    ],
    [
      'U+0000 beside letters of another encoding',
      `create table t (${KEY}, a text);
       insert into t (a) values ('a' || char(0)), (cast(x'e9' as text)), ('b'), ('c'), ('d')`,
      ['# invalid-utf8:t.a strip', '# nul-in-text:t.a strip'],
    ],
    [
      'numbers that are no booleans',
      `create table t (${KEY}, a boolean); insert into t (a) values (0), (1), (1), (2)`,
      [`# boolean-spelling:t.a 'null'`],
    ],
    [
      'seconds and milliseconds mixed',
      `create table t (${KEY}, a datetime); insert into t (a) values (1600000000), (1600000000000), (1)`,
      ['# date-encodings-mixed:t.a sql'],
    ],
    [
      'milliseconds among seconds',
      `create table t (${KEY}, a datetime); insert into t (a) values (1600000000), (1600000001), (1600000000000)`,
      ['# date-encodings-mixed:t.a sql'],
    ],
    [
      'as many seconds as milliseconds',
      `create table t (${KEY}, a datetime); insert into t (a) values (1600000000), (1600000000000)`,
      ['# date-encodings-mixed:t.a sql'],
    ],
    [
      'milliseconds beside seconds beyond 2100, which nothing tells from milliseconds',
      `create table t (${KEY}, a datetime); insert into t (a) values (5000000000), (1600000000000)`,
      ['# date-encoding-unknown:t.a cast epoch-milliseconds'],
    ],
    [
      'milliseconds up to the last moment that programs know',
      `create table t (${KEY}, a datetime); insert into t (a) values (-86400001), (1704067200123), (253402300799999)`,
      [],
    ],
    [
      'numbers in a column of bytes',
      `create table t (${KEY}, a blob not null); insert into t (a) values (21), (1700000000), (3)`,
      [],
    ],
    [
      'numbers with fractions in a column of bytes, which has a DEFAULT',
      `create table t (${KEY}, a blob not null default 1); insert into t (a) values (21), (1.5)`,
      [],
    ],
    [
      'words in a column of numbers',
      `create table t (${KEY}, a integer not null); insert into t (a) values ('n/a'), ('none'), (3)`,
      [],
    ],
    [
      'words that are no truths in a column of them',
      `create table t (${KEY}, a boolean not null); insert into t (a) values ('maybe'), ('perhaps'), (1)`,
      [],
    ],
    [
      'what is no moment in a column of them',
      `create table t (${KEY}, a datetime not null); insert into t (a) values ('soon'), ('later'), ('2024-01-01')`,
      [],
    ],
    [
      'what is not JSON in a column of it',
      `create table t (${KEY}, a json not null); insert into t (a) values ('soon'), ('later'), ('[1]')`,
      [],
    ],
    [
      'a time, and what is no date, in a column of dates',
      `create table t (${KEY}, a date);
       insert into t (a) values ('2024-01-01'), ('2024-01-02 13:00:00'), ('2024-01-02'), ('2024-01-02x')`,
      [`# invalid-date:t.a 'null'`],
    ],
    [
      'a blob beside numbers in a column of bytes',
      `create table t (${KEY}, a blob not null); insert into t (a) values (21), (x'00'), (3)`,
      ['# wrong-storage-class:t.a drop-row'],
    ],
    [
      'a number among times',
      `create table t (${KEY}, a time); insert into t (a) values ('10:00:00'), ('11:00'), ('12:00'), (1704067200)`,
      [`# date-encodings-mixed:t.a 'null'`],
    ],
    [
      'times among more numbers, which all become texts',
      `create table t (${KEY}, a time not null); insert into t (a) values ('10:00:00'), (1704067200), (1704067201)`,
      [],
    ],
    [
      'numbers alone in a column of times',
      `create table t (${KEY}, a time); insert into t (a) values (1704067200), (1704067201)`,
      ['# date-encoding-unknown:t.a cast epoch-seconds'],
    ],
    [
      'small numbers in a column of times',
      `create table t (${KEY}, a time); insert into t (a) values (36000), (37000)`,
      [],
    ],
    [
      'a word in a key of numbers',
      `create table t (a int primary key); insert into t values (1), (2), (3), ('x')`,
      ['# wrong-storage-class:t.a drop-row'],
    ],
    [
      'an empty text in a key of two columns',
      `create table t (a real, b int, primary key (a, b)); insert into t values (1, 1), (2, 1), (3, 1), ('', 1)`,
      ['# wrong-storage-class:t.a drop-row'],
    ],
    [
      'an orphan in a key',
      `create table p (id integer primary key);
       create table t (a integer primary key references p (id) on delete set null, b int) without rowid;
       insert into t values (1, 2)`,
      ['# foreign-key-orphans:t.a[t_a_fkey] drop-row'],
    ],
    [
      'a type that follows a foreign key',
      `create table p (id uuid primary key); create table t (${KEY}, a integer references p (id));
       insert into p values ('0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f'); insert into t (a) select id from p`,
      [`# wrong-storage-class:t.a 'null'`],
    ],
    [
      'a number beyond 64 bits where the target is double precision',
      `create table t (${KEY}, a long); insert into t (a) values (1), (2), (1e19)`,
      [],
    ],
    [
      'a number beyond every date',
      `create table t (${KEY}, a datetime);
       insert into t (a) values ('2024-01-01 10:00:00'), ('2024-01-02T10:00:00'), (-9223372036854775808)`,
      [`# date-encodings-mixed:t.a 'null'`],
    ],
    [
      'U+0000 that hides a text that is too long',
      `create table t (${KEY}, a char(2)); insert into t (a) values ('ab'), ('cd'), ('d' || char(0) || 'efgh')`,
      ['# nul-in-text:t.a strip'],
    ],
    [
      'U+0000 that hides nothing that is too long',
      `create table t (${KEY}, a char(2)); insert into t (a) values ('ab'), ('cd'), ('d' || char(0) || 'e')`,
      ['nul-in-text:t.a strip'],
    ],
    [
      'numbers with separators',
      `create table t (${KEY}, a integer); insert into t (a) values (1), (2), ('1,234')`,
      ['wrong-storage-class:t.a cast number'],
    ],
  ])('%s', async (_, sql, proposed) => {
    expect((await proposalsFor(sql)).toSorted()).toEqual(proposed.toSorted())
    const snapshot = await sqliteFromSql(sql)
    const { suggestion } = await inspect(await settingsOf('', snapshot), quietContext())
    const { issues } = await inspect(await settingsOf(suggestion, snapshot), quietContext())
    expect(issues.filter(({ code }) => code === 'remedy-failed')).toEqual([])
  })
})

describe('no cast is proposed, ready to use, that reads none of the rows; what is proposed mends them', () => {
  const column = (declared: string, values: string) =>
    `create table t (${KEY}, a ${declared}); insert into t (a) values ${values}`
  test.each<readonly [string, string, readonly string[]]>([
    ['empty integers', column('integer', `(1), (2), ('')`), [`# wrong-storage-class:t.a 'null'`]],
    [
      'empty integers in NOT NULL',
      column('integer not null', `(1), (2), ('')`),
      ['# wrong-storage-class:t.a drop-row'],
    ],
    ['empty decimals', column('decimal(6,2)', `(1.5), (2), (' ')`), [`# wrong-storage-class:t.a 'null'`]],
    ['empty booleans', column('boolean', `(1), (0), ('')`), [`# boolean-spelling:t.a 'null'`]],
    [
      'empty UUIDs',
      column('uuid', `('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'), ('')`),
      [`# invalid-uuid:t.a 'null'`],
    ],
    ['words among numbers', column('real', `(1.5), (2), ('n/a')`), [`# wrong-storage-class:t.a 'null'`]],
    [
      'decimals with commas',
      column('decimal(10,2)', `(1), (2), (3), ('12,50'), ('-3,99')`),
      ['wrong-storage-class:t.a replace'],
    ],
    [
      'decimals with commas that could stand between groups',
      column('real', `(1), (2), (3), ('12,50'), ('1,234')`),
      ['# wrong-storage-class:t.a replace'],
    ],
    [
      'decimals with commas, and empty ones',
      column('real', `(1), (2), (3), ('12,50'), ('')`),
      ['# wrong-storage-class:t.a sql'],
    ],
    [
      'milliseconds among seconds',
      column('datetime', '(1600000000), (1600000001), (1600000000000)'),
      ['# date-encodings-mixed:t.a sql'],
    ],
    [
      'seconds since 2001',
      column('datetime, Z_PK integer, Z_ENT integer, Z_OPT integer', '(631152000), (631152001)'),
      ['# date-encoding-unknown:t.a cast core-data-seconds'],
    ],
    [
      'seconds among milliseconds',
      column('datetime', '(1600000000), (1600000001123), (1600000000000)'),
      ['# date-encodings-mixed:t.a sql'],
    ],
  ])('%s', async (_, sql, proposed) => {
    expect(await proposalsFor(sql)).toEqual(proposed)
    const snapshot = await sqliteFromSql(sql)
    const { suggestion } = await inspect(await settingsOf('', snapshot), quietContext())
    const { issues } = await inspect(await settingsOf(everyProposal(suggestion), snapshot), quietContext())
    expect(issues.filter(({ priority }) => priority === 'HIGH')).toEqual([])
  })

  test('a cast that leaves some rows says how many', async () => {
    const snapshot = await sqliteFromSql(column('integer', `(1), (2), (3), ('1,234'), ('')`))
    const { suggestion } = await inspect(await settingsOf('', snapshot), quietContext())
    expect(suggestion).toContain('it cannot read 1 row, which stays an issue')
  })
})

const EPOCHS = '(1609459200000), (1709459200000)'
const DAYS = '(20180406), (20180407)'
const WORDS = `('yes'), ('no')`

describe('the proposal as it stands makes no run worse: a cast is a comment where something is written for the values', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    ['a DEFAULT in milliseconds', 'a datetime default (unixepoch() * 1000)', EPOCHS, []],
    ['a CHECK of milliseconds', 'a datetime check (a < 1800000000000)', EPOCHS, []],
    ['a day of milliseconds', `a datetime, b text as (date(a / 1000, 'unixepoch')) stored`, EPOCHS, []],
    ['a CHECK', 'a timestamp check (a < 20300101)', DAYS, ['# date-encoding-unknown:t.a cast compact-date']],
    ['a DEFAULT', 'a timestamp default 20180406', DAYS, ['date-encoding-unknown:t.a cast compact-date']],
    ['an expression', `a boolean default (lower('NO'))`, WORDS, ['boolean-spelling:t.a cast boolean']],
    ['a word', `a boolean default 'no'`, WORDS, ['boolean-spelling:t.a cast boolean']],
    ['no word', `a boolean default 'maybe'`, WORDS, ['# boolean-spelling:t.a cast boolean']],
    ['a list', `a boolean check (a in ('yes', 'no'))`, WORDS, ['# boolean-spelling:t.a cast boolean']],
    ['a generated column', `a boolean, b int as (a = 'yes')`, WORDS, ['# boolean-spelling:t.a cast boolean']],
    ['another table rule', 'a boolean, b int, check (b > 0)', WORDS, ['boolean-spelling:t.a cast boolean']],
    ['a number that is one', 'a boolean default 0', WORDS, ['boolean-spelling:t.a cast boolean']],
    ['a truth', 'a boolean default true', WORDS, ['boolean-spelling:t.a cast boolean']],
    [
      'a text that is a number',
      `a integer default '0'`,
      `('1,000'), (2)`,
      ['wrong-storage-class:t.a cast number'],
    ],
  ])('%s: %s', async (_, definition, values, proposed) => {
    const sql = `create table t (${KEY}, ${definition}); insert into t (a) values ${values}`
    expect((await proposalsFor(sql)).filter((line) => !line.includes('mixed-storage'))).toEqual(proposed)
    const snapshot = await sqliteFromSql(sql)
    const before = await inspect(await settingsOf('', snapshot), quietContext())
    const after = await inspect(await settingsOf(before.suggestion, snapshot), quietContext())
    const known = before.issues.map(issueId)
    expect(after.issues.map(issueId).filter((id) => !known.includes(id))).toEqual([])
  })

  test.each(['index i on t (a / 1)', 'index i on t (id) where a > 20170101'])('an %s', async (index) => {
    const sql = `create table t (${KEY}, a timestamp); insert into t (a) values ${DAYS}; create unique ${index}`
    expect(await proposalsFor(sql)).toEqual(['# date-encoding-unknown:t.a cast compact-date'])
    const { suggestion } = await inspect(await settingsOf('', await sqliteFromSql(sql)), quietContext())
    expect(suggestion).toContain('; but the index i is written for the values as they are')
  })
})

/** The proposal with all that the owner could decide. */
function everyProposal(suggestion: string): string {
  return suggestion.replace(/^ {2}# (?=(- issue| {2}\w+:))/gm, '  ').replace(/^# remedies/m, 'remedies')
}

test('names that hold line ends and quotes end no comment and no text', async () => {
  const name = `a"\n- issue: x\u0085\u2028 # y: \\z`
  const source = `create table "${name.replaceAll('"', '""')}" (id integer primary key, b text);
    insert into "${name.replaceAll('"', '""')}" values (1, 'x' || char(0)), (2, 'y'), (3, 'z')`
  const snapshot = await sqliteFromSql(source)
  const { suggestion } = await inspect(await settingsOf('', snapshot), quietContext())
  const { resolution } = await settingsOf(suggestion, snapshot)
  expect(resolution.remedies).toEqual([
    { issue: `quality/nul-in-text:${name}.b`, do: 'strip', characters: null },
  ])
})

test('the proposal for the fixture parses, and a run with it finds fewer HIGH issues', async () => {
  const fixture = join(import.meta.dirname, '../../../fixtures/league.sql')
  const high = async (settings: ParsedSettings) => {
    const { issues, suggestion } = await inspect(settings, quietContext())
    return { count: issues.filter(({ priority }) => priority === 'HIGH').length, suggestion }
  }
  const before = await high(await settingsOf('', fixture))
  const proposed = await settingsOf(before.suggestion, fixture)
  expect(proposed.resolution.remedies.length).toBeGreaterThan(1)
  expect((await high(proposed)).count).toBeLessThan(before.count)

  const decided = await settingsOf(everyProposal(before.suggestion), fixture)
  expect(decided.resolution.remedies.length).toBeGreaterThan(proposed.resolution.remedies.length)
  expect((await high(decided)).count).toBeLessThan((await high(proposed)).count)
  expect(await readFile(fixture, 'utf8')).toContain('PLANTED')
})
