import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspect } from '../../src/rehearsal/inspect.ts'
import { parseSettings } from '../../src/settings/parse-settings.ts'
import { readSettingsFile } from '../../src/settings/read-settings-file.ts'
import { quietContext, rehearseFile, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

/** A run without remedies, and one with those that are proposed ready to use. */
async function withProposal(sql: string) {
  const source = await sqliteFromSql(sql)
  const { suggestion } = await inspect(await testSettings(source), quietContext())
  const directory = await temporaryDirectory()
  await writeFile(join(directory, 'rehearsal.yml'), suggestion)
  const file = await readSettingsFile(null, directory)
  const none = { environment: {}, parallelism: 1, mistakes: [] }
  const parsed = parseSettings({
    door: 'terminal',
    command: 'inspect',
    given: { snapshot: source },
    file,
    ...none,
  })
  const before = await rehearseFile(source)
  const after = await rehearseFile(source, { resolution: parsed.resolution })
  return { suggestion, before, after, remedies: parsed.resolution.remedies }
}

const UUIDS = `('aabbccdd-0000-4000-8000-000000000001'), ('AABBCCDD-0000-4000-8000-000000000002')`

/** A number in a unique key that counts, or spells, the moment of a text in another row. */
const SAME_MOMENTS = ['T00:00:00Z', ' 00:00:00', 'T00:00', ' 00:00:00.000', ''].flatMap((time) =>
  [
    'create table t (id integer primary key, a datetime unique)',
    'create table t (id integer primary key, a datetime); create unique index j on t (a)',
    'create table t (b integer default 1, a datetime, primary key (a, b)) without rowid',
  ].flatMap((table) =>
    [1704067200, 20240101].map((number): [string, string, null] => [
      `a cast that makes of ${number} the moment of the text 2024-01-01${time}: ${table}`,
      `${table}; insert into t (a) values (${number}), ('2024-01-01${time}'), ('2024-01-02 10:00:00'), ('2024-01-03 10:00:00')`,
      null,
    ]),
  ),
)

describe('no proposal that is ready to use makes a run worse', () => {
  test.each<[string, string, string | null]>([
    [
      'a cast of a key that a foreign key compares, whose children are of another type',
      `create table u (id uuid primary key); create table c (id integer primary key, uid varchar(36) references u (id));
       insert into u values ${UUIDS}; insert into c (uid) select id from u`,
      'gives every spelling of a UUID the canonical form. Rows could become orphans, as a foreign key compares the values (c)',
    ],
    [
      'a cast of a reference',
      `create table u (id varchar(36) primary key); create table c (id integer primary key, uid uuid references U);
       insert into u values ${UUIDS}; insert into c (uid) select id from u`,
      'Rows could become orphans, as a foreign key compares the values (c)',
    ],
    [
      'characters that are removed from a key of two columns',
      `create table u (a text, b text, x integer, primary key (a, b)); insert into u (a, b) values ('k' || char(0), 1), ('l', 2), ('m', 3);
       create table c (id integer primary key, a text, b text, foreign key (B, A) references u (B, A));
       insert into c (a, b) select a, b from u`,
      'Rows could become orphans, as a foreign key compares the values (c)',
    ],
    [
      'a cast that does not read every row',
      `create table v (id integer primary key, a datetime);
       insert into v (a) values (20180406034959), (20191231235959), (20180230000000)`,
      'it cannot read 1 row, which stays an issue',
    ],
    [
      'a cast of numbers among which there is no date either',
      `create table v (id integer primary key, a timestamp); insert into v (a) values (20180406), (20180407), ('soon')`,
      '1 other value of the column could be no date',
    ],
    [
      'a cast of numbers beside days that are none',
      `create table v (id integer primary key, a datetime);
       insert into v (a) values (1706781600123456), (1706781600123457), ('2024-02-30 10:00:00')`,
      '1 other value of the column could be no date',
    ],
    [
      'a cast that makes two values of a UNIQUE one',
      `create table t (id integer primary key, g uuid unique);
       insert into t (g) values ('aabbccdd-0000-4000-8000-000000000001'), ('AABBCCDD-0000-4000-8000-000000000001')`,
      'Values could become equal that must be unique: such rows are left',
    ],
    [
      'a cast that makes a day of what is its midnight in another row',
      `create table t (id integer primary key, a timestamp); create unique index i on t (a, id);
       create unique index j on t (a); insert into t (a) values (20180406), ('2018-04-06 00:00:00'), (20180407)`,
      null,
    ],
    ...SAME_MOMENTS,
    [
      'characters without which two values of a unique index are one',
      `create table t (id integer primary key, a text); create unique index i on t (a);
       insert into t (a) values ('a'), ('a' || char(0)), ('b')`,
      'Values could become equal that must be unique: such rows are left',
    ],
  ])('%s', async (_, sql, told) => {
    const { suggestion, before, after, remedies } = await withProposal(sql)
    const high = ({ issues }: typeof before) =>
      issues.filter(({ priority }) => priority === 'HIGH').map(({ id }) => id)
    expect(remedies).toEqual([])
    if (told !== null) expect(suggestion).toContain(told)
    expect(high(after).filter((id) => !high(before).includes(id))).toEqual([])
    expect(after.result).toBe(before.result)
  })
})

test('a UUID of another spelling in a key that nothing refers to is cast as proposed', async () => {
  const { after, remedies } = await withProposal(
    `create table u (id uuid primary key); insert into u values ${UUIDS}`,
  )
  expect(remedies).toEqual([{ issue: 'quality/invalid-uuid:u.id', do: 'cast', from: 'uuid' }])
  expect(after).toMatchObject({ result: 'complete', issues: [] })
})

test('what decides of orphans themselves stays ready to use, and what loses values tells of their children', async () => {
  const { suggestion } = await withProposal(`
    create table u (id numeric(5,2) primary key); insert into u values (1.255), (2);
    create table c (id integer primary key, uid numeric(5,2) references u (id) on delete set null);
    insert into c (uid) values (1.255), (2), (3)`)
  expect(suggestion).toContain(`  - issue: "integrity/foreign-key-orphans:c.uid[c_uid_fkey]"\n    do: 'null'`)
  expect(suggestion).toContain(
    'takes the nearest number that the column holds. Rows could become orphans, as a foreign key compares the values (c)',
  )
})
