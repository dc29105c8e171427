import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { alter, findingOf } from '../../support/checklist.ts'
import { testServer } from '../../support/postgres.ts'

const CLEAN = readFileSync(new URL('../../../fixtures/clean.sql', import.meta.url), 'utf8')

describe('a clean migration', () => {
  it.each([
    ['foreign-keys', /catalog has 6 foreign keys, all validated and enforced/],
    ['index-creation', /catalog has all 13, valid and defined as planned/],
    ['no-truncation', /Both sides count [\d,]+ characters in [\d,]+ texts/],
    ['character-encoding', /Both sides count \d+ cells beyond ASCII and [\d,]+ bytes of UTF-8 in 5 columns/],
  ] as const)('passes %s', async (id, evidence) => {
    const finding = await findingOf(id, CLEAN)
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('pass')
  })

  it('counts cells beyond ASCII in a database of UTF-16 as in one of UTF-8', async () => {
    const script = (encoding: string) =>
      `pragma encoding = '${encoding}'; create table t (id integer primary key, name text, doc json);
       insert into t values (1, 'Ødegård', '"é"'), (2, 'plain', '[]'), (3, '渡辺 😀', null), (4, null, null), (5, '', null)`
    for (const encoding of ['UTF-8', 'UTF-16le', 'UTF-16be']) {
      const finding = await findingOf('character-encoding', script(encoding))
      expect(finding.evidence).toBe(
        'Both sides count 3 cells beyond ASCII and 31 bytes of UTF-8 in 2 columns of texts.',
      )
    }
  })
})

describe('a target that was tampered with', () => {
  it.each([
    [
      'foreign-keys',
      'a foreign key is dropped',
      'alter table games drop constraint games_home_id_fkey',
      /games_home_id_fkey of games is gone/,
    ],
    [
      'foreign-keys',
      'a foreign key is not validated',
      'alter table games drop constraint games_home_id_fkey; alter table games add constraint games_home_id_fkey foreign key (home_id) references teams (id) not valid',
      /games_home_id_fkey of games is not validated/,
    ],
    [
      'foreign-keys',
      'its triggers are disabled',
      'alter table teams disable trigger all; alter table games disable trigger all',
      /is not enforced/,
    ],
    ['index-creation', 'an index is dropped', 'drop index games_by_home', /games_by_home of games is gone/],
    [
      'index-creation',
      'an index is invalid',
      `update pg_index set indisvalid = false where indexrelid = 'games_by_home'::regclass`,
      /games_by_home of games is not valid/,
    ],
    [
      'index-creation',
      'an index has another definition',
      'drop index players_best_paid; create index players_best_paid on players (salary, id) where salary >= 20',
      /players_best_paid of players is not what the plan asks for/,
    ],
    [
      'index-creation',
      'a key has another column',
      'alter table teams drop constraint teams_name_key; alter table teams add constraint teams_name_key unique (name, id)',
      /teams_name_key of teams is not what the plan asks for/,
    ],
    [
      'no-truncation',
      'a text is cut',
      `update players set full_name = left(full_name, 3) where id = 7`,
      /other characters in players.full_name/,
    ],
    [
      'no-truncation',
      'a text becomes NULL',
      `update players set report = null where id = 4`,
      /other characters in players.report/,
    ],
    [
      'character-encoding',
      'letters lose their accents',
      `update owners set display_name = 'Marit Overgard' where id = 1`,
      /other cells beyond ASCII, in owners.display_name/,
    ],
    [
      'character-encoding',
      'letters are encoded twice',
      `update owners set display_name = 'Marit Ã˜vergÃ¥rd' where id = 1`,
      /other bytes/,
    ],
  ] as const)('fails %s when %s', async (id, _, sql, evidence) => {
    const finding = await findingOf(id, CLEAN, {}, (migrated) => alter(migrated, sql))
    expect(finding.evidence).toMatch(evidence)
    expect(finding.status).toBe('fail')
  })
})

describe('the indexes that queries use', () => {
  it('are counted, and the others are named: first those that were made for queries alone', async () => {
    const sql = `create table t (id integer primary key, a integer, b integer unique);
      create index t_by_a on t (a);
      with recursive n (n) as (select 1 union all select n + 1 from n where n < 5000)
      insert into t select n, n * 31 % 5000, n from n`
    const asked = async (...queries: string[]) => {
      const written = queries.map((query) => ({ sql: query }))
      return await findingOf('index-creation', sql, {}, undefined, testServer(), written)
    }
    expect(await asked('select b from t where id = 7')).toEqual({
      status: 'pass',
      evidence: expect.stringMatching(
        /^Its catalog has all 3, valid and defined as planned\. 2 of them no query of the workload uses: t_by_a of t, t_b_\w+ of t\.$/,
      ),
    })
    const all = [
      'select b from t where id = 7',
      'select b from t where a = 7',
      'select id from t where b = 7',
    ]
    expect((await asked(...all)).evidence).toContain('Each is used by a query of the workload.')
  })

  it('are told apart from those that the size of a table keeps from being used', async () => {
    const sql = `create table t (id integer primary key, a integer, b integer, c integer);
      create index t_by_a on t (a); create index t_by_b on t (b); create index t_by_c on t (c);
      insert into t values (1, 2, 3, 4), (2, 3, 4, 5)`
    const queries = [
      { name: 'by a', sql: 'select c from t where a = 3' },
      { name: 'most', sql: 'select a from t where b > 0' },
      { name: 'all', sql: 'select c from t' },
    ]
    const { evidence } = await findingOf('index-creation', sql, {}, undefined, testServer(), queries)
    expect(evidence).toMatch(
      /2 of them no query of the workload uses: t_by_c of t, t_pkey of t\. 2 of them would be used by a query for which PostgreSQL reads the whole table, .*: t_by_a of t \(by a\), t_by_b of t \(most\)\.$/,
    )
  })
})
