import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testServer } from '../support/postgres.ts'
import { serverUrl } from '../support/rehearse.ts'
import { runCli } from '../support/run-cli.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'

const SECRET = 'hunter2'
const HEX = Buffer.from(SECRET).toString('hex')
const NUMBER = '271828182845904'

/** A value that nobody may see, in every kind of cell that something is wrong with. */
const SOURCE = `
  create table cells (
    id integer primary key, i integer, r real, n numeric, d decimal(6, 2), v varchar(3), t text, b blob, flag boolean,
    day date, at datetime, zoned timestamptz, hour time, doc json, token uuid, any_value, epoch datetime,
    uniq text unique, nocase text collate nocase unique, positive integer check (positive > 0), parent text references parents (name),
    big text, huge integer as (case when i * 4611686018427387904 > 0 then 1 else 0 end));
  create table parents (name text primary key);
  create index by_big on cells (big);
  insert into cells (id, i, r, n, d, v, t, b, flag, day, at, zoned, hour, doc, token, any_value, epoch) values
    (1, 1, 1.5, 1, 1, 'a', 'a', x'00', 1, '2001-02-03', '2001-02-03 04:05:06', '2001-02-03 04:05:06Z', '04:05', '{}',
     '0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f', 1, 1627303906),
    (2, 1, 2.5, 2, 2, 'b', 'b', x'01', 0, '2001-02-04', '2001-02-03 04:05:07', '2001-02-03 04:05:07Z', '04:06', '[]',
     '1e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f', 2, 1627303907);
  ${[
    'i',
    'r',
    'n',
    'd',
    'v',
    't',
    'b',
    'flag',
    'day',
    'at',
    'zoned',
    'hour',
    'doc',
    'token',
    'any_value',
    'epoch',
  ]
    .flatMap((column) => [
      `insert into cells (${column}) values ('${SECRET}');`,
      `insert into cells (${column}) values ('${SECRET}' || char(0));`,
      `insert into cells (${column}) values (cast(x'${HEX}ff' as text));`,
      `insert into cells (${column}) values (x'${HEX}ff');`,
      `insert into cells (${column}) values (${NUMBER}.5), (${NUMBER});`,
    ])
    .join('\n')}
  insert into cells (uniq, t) values ('${SECRET}', 'x'), (x'${HEX}', 'x');
  insert into cells (nocase) values ('${SECRET}');
  insert into cells (parent) values ('${SECRET}');
  insert into cells (big) select group_concat('${SECRET}' || printf('%08x', i * 2654435761 % 4294967296), '')
    from (with recursive n (i) as (select 1 union all select i + 1 from n where i < 900) select i from n);
  pragma ignore_check_constraints = on;
  insert into cells (positive) values (-${NUMBER});
  insert into cells (i) values (2);`

test('without --show-values no cell value appears anywhere, whatever is wrong with it', async () => {
  const { output, files } = await rehearse([])
  expect(files).toEqual(
    expect.arrayContaining([
      'record.json',
      'report.md',
      'report.html',
      'rejects/cells.ndjson',
      'history.jsonl',
    ]),
  )
  for (const trace of [SECRET, HEX, NUMBER, Buffer.from(SECRET).toString('base64')]) {
    expect(
      output
        .toLowerCase()
        .split('\n')
        .filter((line) => line.includes(trace.toLowerCase())),
    ).toEqual([])
  }
})

test('what functions of the owner say about a value appears nowhere', async () => {
  const schema = join(await temporaryDirectory(), 'schema.sql')
  writeFileSync(
    schema,
    `create function refuse(value text) returns boolean language plpgsql immutable as $$
       begin
         if value like 'hunter%' then raise exception 'no % here', value; end if;
         return true;
       end $$;
     create function own_code(value text) returns boolean language plpgsql immutable as $$
       begin
         if value like 'hunter%' then raise exception 'no % here', value using errcode = 'ABC12'; end if;
         return true;
       end $$;
     create table cells (id bigint primary key, a text check (refuse(a)), b text check (own_code(b)));
     create index cells_index on cells ((refuse(a)));`,
  )
  const source = `
    create table cells (id integer primary key, a text, b text);
    insert into cells values (1, 'x', 'x'), (2, '${SECRET}', '${SECRET}');`
  const { output } = await rehearse(['--schema', schema], source)
  expect(output).toContain('P0001')
  expect(output.split('\n').filter((line) => line.includes(SECRET))).toEqual([])
})

test('with --show-values the rejects show them', async () => {
  const { output } = await rehearse(['--show-values'])
  expect(output).toContain(SECRET)
})

async function rehearse(
  options: readonly string[],
  source = SOURCE,
): Promise<{ readonly output: string; readonly files: readonly string[] }> {
  const cwd = await temporaryDirectory()
  const url = serverUrl(testServer())
  const run = await runCli([await sqliteFromSql(source), '--postgres-url', url, ...options], { cwd })
  expect(run.exitCode).toBe(1)
  const folder = join(cwd, '.rehearsal')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  const contents = files.map((file) => readFileSync(join(folder, file), 'utf8'))
  return { output: [run.stdout, run.stderr, ...contents].join('\n'), files }
}
