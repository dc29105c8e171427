import { describe, expect, it } from 'vitest'
import { readPsqlScript } from '../../../../src/stages/readiness/security/access/read-psql-script.ts'
import { accessOf, findingOf } from '../../../support/checklist.ts'

const ONE =
  'create table invoices (id integer primary key, total integer); insert into invoices values (1, 5)'

async function tried(sql: string) {
  const { written } = await accessOf(sql, { select: 'invoices' })
  return await findingOf('access-controls', ONE, written)
}

describe('variables of psql in a file of roles', () => {
  it('are filled in as psql does it', async () => {
    const { status, evidence } = await tried(
      String.raw`\set app_password 'it''s \'secret\' \\ 1'
        \set role app
        create role :"role" login password :'app_password';
        grant select on invoices to :role;`,
    )
    expect(status, evidence).toBe('pass')
  })

  it.each([
    ['a syntax error', `create role app login password :'pw' :'pw';`],
    ['a syntax error at a part of it', `create role app login; grant select on :pw to app;`],
    ['an object that is not there', `create role app login; grant select on :"pw" to app;`],
    ['a name that is folded', `create role app login; grant select on :name to app;`],
    ['two databases', `create role app login; grant connect on database :"pw", :"name" to app;`],
    [
      'a value in the text of another one',
      `${String.raw`\set all 'grant ':pw`}\ncreate role app login; :all;`,
    ],
  ])('are secret in %s', async (_, sql) => {
    const { status, evidence } = await tried(`\\set pw 'Hunter2 from\\nRome'\n\\set name XyLoPhone\n${sql}`)
    expect(evidence).toMatch(
      /roles\.sql:\d+: SQLSTATE \w+ \(what PostgreSQL says could show|of 2 databases only one/,
    )
    expect(evidence).not.toMatch(/hunter|rome|xylo/i)
    expect(status).toBe('fail')
  })

  it('leave what PostgreSQL says where it has nothing of them', async () => {
    const { evidence } = await tried(
      `\\set pw 'Hunter2'\ncreate role app login password :'pw';\ngrant select on nothing to app;`,
    )
    expect(evidence).toContain('roles.sql:3: relation "nothing" does not exist.')
  })

  it('are named where they have no value', async () => {
    const { evidence } = await tried(`create role app login password :'app_pw';`)
    expect(evidence).toMatch(
      /roles\.sql:1: syntax error at or near ":" \(no value is known of :app_\w+_pw: give it with \\set in the file\)/,
    )
  })
})

describe('\\connect in a file of roles', () => {
  const GRANTS = 'create role app login; grant select on invoices to app;'
  const ON = 'grant connect on database league to app;'
  it.each([
    ['names the database of production first', `-- roles\n\\set x 1\n\\connect league\n${GRANTS} ${ON}`],
    ['names it in quotes, and once more', `\\c "league"\n${GRANTS}\n\\c league\n${ON}`],
    ['stays where it is', `${GRANTS}\n\\c\n\\connect -\n\\c :"DBNAME"\n${ON}`],
  ])('is taken where it %s', async (_, sql) => {
    const { status, evidence } = await tried(sql)
    expect(status, evidence).toBe('pass')
  })

  it.each([
    [
      'a database that every server has',
      `\\connect postgres\n${GRANTS}`,
      /roles\.sql:1: psql's \\connect .* every server has/,
    ],
    [
      'another one in the middle',
      `${GRANTS}\n\\c otherdb\nselect 1;`,
      /roles\.sql:2: psql's \\c .* another database/,
    ],
    ['a second one', `\\c league\n\\c otherdb\n${GRANTS}`, /roles\.sql:2: psql's \\c .* another database/],
    [
      'another one than the grants',
      `\\c reports\n${GRANTS} ${ON}`,
      /of reports, league only one can be the database/,
    ],
    ['another user', `\\c - admin\n${GRANTS}`, /roles\.sql:1: .* write SET ROLE for another user/],
    ['a server', `\\c postgresql://u:hunter2@db/league\n${GRANTS}`, /roles\.sql:1: .* on its command line/],
    ['options', `\\c -reuse-previous=on league\n${GRANTS}`, /roles\.sql:1: .* options/],
  ])('is refused for %s', async (_, sql, evidence) => {
    const finding = await tried(sql)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.evidence).not.toContain('hunter2')
    expect(finding.status).toBe('fail')
  })
})

describe('commands of psql in a file of roles', () => {
  it.each([
    [
      '\\gexec behind a statement',
      `create role app login;\nselect format('grant select on %I to app', t) from unnest(array['invoices']) t \\gexec\ngrant select on invoices to app;`,
      "roles.sql:2: psql's \\gexec is not carried out here: write it as a DO block that runs each statement with EXECUTE.",
    ],
    [
      '\\getenv',
      '\\getenv pw PW',
      "roles.sql:1: psql's \\getenv is not carried out here: give the variable its value with \\set",
    ],
    [
      'a condition',
      '\n\\if true\n\\endif',
      "roles.sql:2: psql's \\if is not carried out here: leave the condition out",
    ],
    [
      'a program',
      '\\set pw `pass show app`',
      "psql's \\set with a program in backquotes is not carried out here: write the value itself",
    ],
    [
      'an open quote',
      "\\set pw it's\ncreate role app login;",
      "roles.sql:1: psql's \\set with a quote that is not closed is not carried out here: close it",
    ],
    [
      'what psql does not know either',
      '\\constructor',
      "psql's \\constructor is not carried out here: leave it out, or write it in SQL",
    ],
  ])('are refused by name: %s', async (_, sql, refusal) => {
    const { status, evidence } = await tried(sql)
    expect(evidence).toContain(refusal)
    expect(evidence).not.toContain('syntax error')
    expect(status).toBe('fail')
  })
})

describe('a script for psql', () => {
  it.each([
    [`${String.raw`\set a 1`}\nselect :a`, ' \nselect 1'],
    [
      `${String.raw`\set a 1`}\nselect ':a', ":a", $$:a$$, $q$:a$q$, E'\\':a' -- :a\n/* :a */`,
      ` \nselect ':a', ":a", $$:a$$, $q$:a$q$, E'\\':a' -- :a\n/* :a */`,
    ],
    [`${String.raw`\set int 1`}\nselect x::int, y [1:int], z := :int`, ' \nselect x::int, y [11], z := 1'],
    [
      'select :unknown, :\'unknown\', :"unknown", 1::int',
      'select :unknown, :\'unknown\', :"unknown", 1::int',
    ],
    [`${String.raw`\set a 'x' y "Z"  b`}\nselect :'a'`, ` \nselect 'xy"Z"b'`],
    [
      `${String.raw`\set a 'tab\tnew\nquote\'\x41\101'''`}\nselect :'a'`,
      ` \nselect  E'tab\tnew\\nquote''AA'''`,
    ],
    [`${String.raw`\set a 'o"p'`}\nselect :"a"`, ` \nselect "o""p"`],
    [String.raw`\set a 1 \set b :a:a \\ select :b`, '   select 11'],
    [`${String.raw`\set a :b`}\n${String.raw`\set b ':a'`}\nselect :b`, ' \n \nselect :b'],
    [`${String.raw`\set a`}\nselect :'a', :{?a}, :{?b}`, ` \nselect '', TRUE, FALSE`],
    [`${String.raw`\set a 1`}\n${String.raw`\unset a`}\nselect :a`, ' \n \nselect :a'],
    [`${String.raw`\set a 1`}\nselect 1 \\; select \\:a`, ' \nselect 1 ; select :a'],
    [
      `${String.raw`\set s app`}\ngrant usage on schema :s_x, :s.t, t_:s`,
      ' \ngrant usage on schema :s_x, app.t, t_app',
    ],
  ])('is read as psql reads it: %s', (script, sql) => {
    const read = readPsqlScript(script)
    expect(read.sql).toBe(sql)
    expect(read.refusals).toEqual([])
  })
})
