import { describe, expect, test } from 'vitest'
import { exitCodeOf } from '../../src/rehearsal/gate.ts'
import type { RunRecord } from '../../src/stages/record/run-record.ts'
import { migratedOnce } from '../support/damaged-copy.ts'
import { testServer } from '../support/postgres.ts'

const SOURCE = `
  create table teams (
    id integer primary key, code text not null unique, name varchar(30) not null, nick text unique collate nocase,
    founded date default '2000-01-01', budget decimal(8,2) default 1.10 check (budget < 1000), extra json default '{}');
  create table members (
    id integer primary key autoincrement,
    team_id integer not null references teams (id) on delete cascade,
    mentor_id integer references members (id) deferrable initially deferred,
    email text not null, role varchar(10) not null default 'member' check (role in ('member', 'owner')),
    active boolean not null default 1, joined timestamp default current_timestamp, points integer default 0,
    twice integer generated always as (points * 2) stored,
    constraint points_positive check (points >= 0 and points < 1000));
  create unique index members_one_owner on members (team_id) where role = 'owner';
  create unique index members_email on members (lower(email), team_id);
  create index members_by_team on members (team_id, email desc);
  create table scores (member_id integer not null references members (id), day date not null, score real,
                       primary key (member_id, day)) without rowid;
  insert into teams (id, code, name, nick) values (1, 'a', 'Ada', 'Ad'), (2, 'b', 'Bo', null);
  insert into members (id, team_id, email, role) values (1, 1, 'a@x', 'owner'), (2, 1, 'b@x', 'member'), (9, 2, 'c@x', 'owner');
  insert into scores values (1, '2020-01-01', 0.5), (1, '2020-01-02', 1.5);`

const validateAfter = migratedOnce(SOURCE)

test('an undamaged copy has no issue, and every object of the source is in the ledger once', async () => {
  const { record, ...seen } = await validateAfter()
  expect(seen).toEqual({ exitCode: 0, validation: 'PASS', mismatches: [], issues: [] })
  const objects = record.objects.map(({ type, table, name, status }) => `${table} ${type} ${name}: ${status}`)
  expect(objects.toSorted()).toEqual(
    [
      'members check members_role_check: translated',
      'members check points_positive: translated',
      'members default active: translated',
      'members default joined: translated',
      'members default points: kept',
      'members default role: kept',
      'members foreign-key members_mentor_id_fkey: kept',
      'members foreign-key members_team_id_fkey: kept',
      'members generated twice: translated',
      'members index members_by_team: kept',
      'members index members_email: translated',
      'members index members_one_owner: translated',
      'members not-null active: kept',
      'members not-null email: kept',
      'members not-null role: kept',
      'members not-null team_id: kept',
      'members primary-key members_pkey: kept',
      'members sequence id: translated',
      'scores foreign-key scores_member_id_fkey: kept',
      'scores not-null day: kept',
      'scores not-null member_id: kept',
      'scores primary-key scores_pkey: kept',
      'teams check teams_budget_check: translated',
      'teams collation teams_nick_key: translated',
      'teams default budget: translated',
      'teams default extra: kept',
      'teams default founded: kept',
      'teams not-null code: kept',
      'teams not-null name: kept',
      'teams primary-key teams_pkey: kept',
      'teams sequence id: translated',
      'teams unique teams_code_key: kept',
      'teams unique teams_nick_key: kept',
    ].toSorted(),
  )
})

interface Damage {
  readonly what: string
  readonly sql: readonly string[]
  /** `PRIORITY category/code:table.column[object]`, and no other. */
  readonly issues: readonly string[]
  /** Of the ledger: `type name`. */
  readonly object?: string
  readonly status?: 'kept' | 'translated' | 'changed' | 'dropped' | 'unverified'
}

const lost = (what: string, object: string, sql: string | readonly string[], id: string): Damage => ({
  what,
  object,
  sql: [sql].flat(),
  status: 'dropped',
  issues: [`HIGH schema/target-rule-missing:${id}`],
})

const bent = (what: string, object: string, sql: string | readonly string[], id: string): Damage => ({
  what,
  object,
  sql: [sql].flat(),
  status: 'changed',
  issues: [`HIGH schema/target-rule-differs:${id}`],
})

/** The next write is in danger: the gate does not hold. */
const HARMFUL: readonly Damage[] = [
  {
    what: 'a collation of a domain by which texts that differ are equal',
    sql: [
      `create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
      'create domain folded as text collate ci',
      'alter table members alter email type folded',
    ],
    issues: ['HIGH schema/target-rule-differs:members.email[COLLATE]'],
  },
  {
    what: 'a column that the application does not fill',
    sql: [
      'alter table scores add secret int not null default 1',
      'alter table scores alter secret drop default',
    ],
    issues: ['HIGH schema/target-rule-extra:scores[secret]'],
  },
  {
    what: 'a rule that swallows what is written',
    sql: ['create rule gone as on insert to scores do instead nothing'],
    issues: ['HIGH schema/target-rule-extra:scores[gone]'],
  },
  {
    what: 'row security without a policy, for the owner too',
    sql: ['alter table scores enable row level security', 'alter table scores force row level security'],
    issues: ['HIGH schema/target-rule-extra:scores[ROW LEVEL SECURITY]'],
  },
  lost(
    'a primary key',
    'primary-key members_pkey',
    'alter table members drop constraint members_pkey cascade; alter table members add unique (id); alter table members add constraint members_mentor_id_fkey foreign key (mentor_id) references members (id) deferrable initially deferred; alter table scores add constraint scores_member_id_fkey foreign key (member_id) references members (id)',
    'members.id[members_pkey]',
  ),
  lost(
    'a primary key of two columns',
    'primary-key scores_pkey',
    'alter table scores drop constraint scores_pkey',
    'scores[scores_pkey]',
  ),
  bent(
    'a primary key over other columns',
    'primary-key scores_pkey',
    'alter table scores drop constraint scores_pkey; alter table scores add primary key (day)',
    'scores[scores_pkey]',
  ),
  lost(
    'a unique',
    'unique teams_code_key',
    'alter table teams drop constraint teams_code_key',
    'teams.code[teams_code_key]',
  ),
  lost(
    'the stricter half of a unique that ignores case',
    'collation teams_nick_key',
    'drop index teams_nick_key_nocase',
    'teams.nick[teams_nick_key]',
  ),
  lost(
    'a unique index that is INVALID',
    'unique teams_code_key',
    [
      'alter table teams drop constraint teams_code_key',
      'create unique index teams_code_key on teams (code)',
      `update pg_index set indisvalid = false where indexrelid = 'teams_code_key'::regclass`,
    ],
    'teams.code[teams_code_key]',
  ),
  lost(
    'a foreign key',
    'foreign-key members_team_id_fkey',
    'alter table members drop constraint members_team_id_fkey',
    'members.team_id[members_team_id_fkey]',
  ),
  bent(
    'the ON DELETE action of a foreign key',
    'foreign-key members_team_id_fkey',
    'alter table members drop constraint members_team_id_fkey; alter table members add constraint members_team_id_fkey foreign key (team_id) references teams (id)',
    'members.team_id[members_team_id_fkey]',
  ),
  bent(
    'the ON UPDATE action of a foreign key',
    'foreign-key scores_member_id_fkey',
    'alter table scores drop constraint scores_member_id_fkey; alter table scores add foreign key (member_id) references members (id) on update cascade',
    'scores.member_id[scores_member_id_fkey]',
  ),
  bent(
    'a foreign key to another table',
    'foreign-key scores_member_id_fkey',
    'alter table scores drop constraint scores_member_id_fkey; alter table scores add foreign key (member_id) references teams (id)',
    'scores.member_id[scores_member_id_fkey]',
  ),
  bent(
    'a foreign key made NOT VALID',
    'foreign-key scores_member_id_fkey',
    'alter table scores drop constraint scores_member_id_fkey; alter table scores add foreign key (member_id) references members (id) not valid',
    'scores.member_id[scores_member_id_fkey]',
  ),
  bent(
    'a foreign key whose triggers are disabled',
    'foreign-key scores_member_id_fkey',
    'alter table scores disable trigger all',
    'scores.member_id[scores_member_id_fkey]',
  ),
  lost(
    'a check',
    'check points_positive',
    'alter table members drop constraint points_positive',
    'members.points[points_positive]',
  ),
  bent(
    'a check loosened',
    'check points_positive',
    'alter table members drop constraint points_positive; alter table members add constraint points_positive check (points >= -1 and points < 1000)',
    'members.points[points_positive]',
  ),
  bent(
    'a check that is an OR now, under another name',
    'check points_positive',
    'alter table members drop constraint points_positive; alter table members add check (points >= 0 or points < 1000)',
    'members.points[points_positive]',
  ),
  bent(
    'a check without one of its values',
    'check members_role_check',
    `alter table members drop constraint members_role_check; alter table members add check (role in ('member', 'owner', 'guest'))`,
    'members.role[members_role_check]',
  ),
  bent(
    'a check made NOT VALID',
    'check points_positive',
    'alter table members drop constraint points_positive; alter table members add constraint points_positive check (points >= 0 and points < 1000) not valid',
    'members.points[points_positive]',
  ),
  lost(
    'a NOT NULL',
    'not-null email',
    'alter table members alter email drop not null',
    'members.email[NOT NULL]',
  ),
  bent(
    'the predicate of a unique index',
    'index members_one_owner',
    `drop index members_one_owner; create unique index members_one_owner on members (team_id) where role = 'member' and id < 2`,
    'members[members_one_owner]',
  ),
  bent(
    'a unique index with another column instead of its predicate',
    'index members_one_owner',
    'drop index members_one_owner; create unique index members_one_owner on members (team_id, id)',
    'members[members_one_owner]',
  ),
  bent(
    'the expression of a unique index',
    'index members_email',
    'drop index members_email; create unique index members_email on members (upper(email collate "C"), team_id)',
    'members[members_email]',
  ),
  bent(
    'a unique index without one of its columns',
    'index members_email',
    'drop index members_email; create unique index members_email on members (lower(email collate "C"))',
    'members[members_email]',
  ),
  lost(
    'a unique index that is not unique any more',
    'index members_one_owner',
    `drop index members_one_owner; create index members_one_owner on members (team_id) where role = 'owner'`,
    'members[members_one_owner]',
  ),
  {
    what: 'a collation by which other texts are equal',
    sql: [
      `create collation folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`,
      'alter table teams alter name type varchar(30) collate folded',
    ],
    issues: ['HIGH schema/target-rule-differs:teams.name[COLLATE]'],
  },
  {
    what: 'a check of a column that is an integer of another length',
    sql: [
      'alter table members drop constraint points_positive',
      'alter table members drop twice',
      'alter table members alter points type integer',
      'alter table members add twice bigint generated always as (points * 2) stored',
      'alter table members add constraint points_positive check (points > -100)',
    ],
    object: 'check points_positive',
    status: 'changed',
    issues: ['HIGH schema/target-rule-differs:members.points[points_positive]'],
  },
  {
    what: 'a foreign key that is not valid, and another one besides',
    sql: [
      'alter table scores drop constraint scores_member_id_fkey',
      'alter table scores add constraint scores_member_id_fkey foreign key (member_id) references members (id) on delete cascade not valid',
    ],
    object: 'foreign-key scores_member_id_fkey',
    status: 'changed',
    issues: ['HIGH schema/target-rule-differs:scores.member_id[scores_member_id_fkey]'],
  },
  {
    what: 'a sequence set back',
    sql: [`select setval('members_id_seq', 5)`],
    object: 'sequence id',
    status: 'changed',
    issues: ['HIGH integrity/insert-probe-failed:members.id'],
  },
  {
    what: 'a sequence that will give the highest key again',
    sql: [`select setval('members_id_seq', 9, false)`],
    object: 'sequence id',
    status: 'changed',
    issues: ['HIGH integrity/insert-probe-failed:members.id'],
  },
  {
    what: 'a sequence at its end',
    sql: ['alter table members alter id set maxvalue 9'],
    object: 'sequence id',
    status: 'changed',
    issues: ['HIGH integrity/insert-probe-failed:members.id'],
  },
  {
    what: 'an identity',
    sql: ['alter table members alter id drop identity'],
    object: 'sequence id',
    status: 'dropped',
    issues: ['HIGH integrity/insert-probe-failed:members.id'],
  },
  lost('a default', 'default role', 'alter table members alter role drop default', 'members.role[DEFAULT]'),
  lost(
    'a default of the present moment',
    'default joined',
    'alter table members alter joined drop default',
    'members.joined[DEFAULT]',
  ),
  bent(
    'the text of a default',
    'default role',
    `alter table members alter role set default 'owner'`,
    'members.role[DEFAULT]',
  ),
  bent(
    'the number of a default',
    'default budget',
    'alter table teams alter budget set default 1.01',
    'teams.budget[DEFAULT]',
  ),
  bent(
    'the flag of a default',
    'default active',
    'alter table members alter active set default false',
    'members.active[DEFAULT]',
  ),
  bent(
    'the moment of a default by a day that stays',
    'default joined',
    `alter table members alter joined set default '2020-01-01'`,
    'members.joined[DEFAULT]',
  ),
  bent(
    'the date of a default',
    'default founded',
    `alter table teams alter founded set default '2000-01-02'`,
    'teams.founded[DEFAULT]',
  ),
  lost(
    'a generated column made ordinary',
    'generated twice',
    'alter table members alter twice drop expression',
    'members.twice[GENERATED]',
  ),
  bent(
    'the expression of a generated column',
    'generated twice',
    'alter table members drop twice; alter table members add twice bigint generated always as (points + points) stored',
    'members.twice[GENERATED]',
  ),
]

/** What PostgreSQL has only since version 15 or 18. */
const NEWER: readonly Damage[] = [
  bent(
    'a unique that takes two NULLs for one',
    'collation teams_nick_key',
    `alter table teams drop constraint teams_nick_key; drop index teams_nick_key_nocase;
     create unique index teams_nick_key_nocase on teams (lower(nick collate "C")) nulls not distinct;
     alter table teams add unique (nick)`,
    'teams.nick[teams_nick_key]',
  ),
  bent(
    'a NOT NULL made NOT VALID',
    'not-null email',
    'alter table members alter email drop not null; alter table members add constraint filled not null email not valid',
    'members.email[NOT NULL]',
  ),
  bent(
    'a check that is not enforced',
    'check points_positive',
    'alter table members drop constraint points_positive; alter table members add check (points >= 0 and points < 1000) not enforced',
    'members.points[points_positive]',
  ),
]

/** Something is not as it was, and nothing is in danger: the gate holds, and the owner reads of it. */
const HARMLESS: readonly Damage[] = [
  {
    what: 'a default of a domain',
    sql: [`create domain word as text default 'zzz'`, 'alter table members alter email type word'],
    issues: ['LOW schema/target-rule-extra:members.email[DEFAULT]'],
  },
  {
    what: 'a check of a domain below a domain',
    sql: [
      'create domain finite as double precision check (value < 100)',
      'create domain score as finite',
      'alter table scores alter score type score',
    ],
    issues: ['MED schema/target-rule-extra:scores.score[score]'],
  },
  {
    what: 'an index',
    sql: ['drop index members_by_team'],
    object: 'index members_by_team',
    status: 'dropped',
    issues: ['MED schema/target-rule-missing:members[members_by_team]'],
  },
  {
    what: 'the order of an index',
    sql: ['drop index members_by_team', 'create index members_by_team on members (team_id, email)'],
    object: 'index members_by_team',
    status: 'changed',
    issues: ['MED schema/target-rule-differs:members[members_by_team]'],
  },
  {
    what: 'the method of an index',
    sql: ['drop index members_by_team', 'create index members_by_team on members using hash (team_id)'],
    object: 'index members_by_team',
    status: 'changed',
    issues: ['MED schema/target-rule-differs:members[members_by_team]'],
  },
  {
    what: 'a unique index that folds by the locale',
    sql: ['drop index members_email', 'create unique index members_email on members (lower(email), team_id)'],
    object: 'index members_email',
    status: 'changed',
    issues: ['MED schema/target-rule-differs:members[members_email]'],
  },
  {
    what: 'a foreign key that does not wait for the COMMIT',
    sql: [
      'alter table members drop constraint members_mentor_id_fkey',
      'alter table members add foreign key (mentor_id) references members (id)',
    ],
    object: 'foreign-key members_mentor_id_fkey',
    status: 'changed',
    issues: ['MED schema/target-rule-differs:members.mentor_id[members_mentor_id_fkey]'],
  },
  {
    what: 'an identity that refuses keys',
    sql: ['alter table members alter id set generated always'],
    issues: ['MED schema/target-rule-extra:members.id[IDENTITY]'],
  },
  {
    what: 'the moment of a default in the time zone of the session',
    sql: ['alter table members alter joined set default localtimestamp'],
    object: 'default joined',
    status: 'changed',
    issues: ['MED schema/target-rule-differs:members.joined[DEFAULT]'],
  },
  {
    what: 'a unique that the source does not have',
    sql: ['alter table members add unique (email)'],
    issues: ['MED schema/target-rule-extra:members[members_email_key]'],
  },
  {
    what: 'a check that the source does not have',
    sql: ['alter table members add constraint short check (length(email) < 100)'],
    issues: ['MED schema/target-rule-extra:members[short]'],
  },
  {
    what: 'a NOT NULL that the source does not have',
    sql: ['alter table members alter points set not null'],
    issues: ['MED schema/target-rule-extra:members.points[NOT NULL]'],
  },
  {
    what: 'a foreign key that the source does not have',
    sql: ['alter table teams add constraint odd foreign key (id) references teams (id)'],
    issues: ['MED schema/target-rule-extra:teams[odd]'],
  },
  {
    what: 'an exclusion that the source does not have',
    sql: ['alter table teams add constraint apart exclude using btree (name with =)'],
    issues: ['MED schema/target-rule-extra:teams[apart]'],
  },
  {
    what: 'a domain with a check that the source does not have',
    sql: [
      'create domain short as text check (length(value) < 50)',
      'alter table members alter email type short',
    ],
    issues: ['MED schema/target-rule-extra:members.email[short]'],
  },
  {
    what: 'a unique that waits for the COMMIT',
    sql: [
      'alter table teams drop constraint teams_code_key',
      'alter table teams add constraint teams_code_key unique (code) deferrable',
    ],
    object: 'unique teams_code_key',
    status: 'changed',
    issues: ['MED schema/target-rule-differs:teams.code[teams_code_key]'],
  },
  {
    what: 'a default that the source does not have',
    sql: ['alter table members alter email set default 1'],
    issues: ['LOW schema/target-rule-extra:members.email[DEFAULT]'],
  },
  {
    what: 'a trigger',
    sql: [
      'create function refuse() returns trigger language plpgsql as $$ begin raise; end $$',
      'create trigger watch before insert on members for each row execute function refuse()',
    ],
    issues: ['MED schema/target-rule-extra:members[watch]'],
  },
  {
    what: 'a disabled trigger',
    sql: [
      'create function refuse() returns trigger language plpgsql as $$ begin raise; end $$',
      'create trigger watch before insert on members for each row execute function refuse()',
      'alter table members disable trigger watch',
    ],
    issues: ['LOW schema/target-rule-extra:members[watch]'],
  },
  {
    what: 'a rule that does something else too',
    sql: ['create rule tell as on update to members do also notify members'],
    issues: ['MED schema/target-rule-extra:members[tell]'],
  },
  {
    what: 'a disabled rule',
    sql: [
      'create rule gone as on insert to members do instead nothing',
      'alter table members disable rule gone',
    ],
    issues: ['LOW schema/target-rule-extra:members[gone]'],
  },
  {
    what: 'row security without a policy',
    sql: ['alter table members enable row level security'],
    issues: ['MED schema/target-rule-extra:members[ROW LEVEL SECURITY]'],
  },
  {
    what: 'columns that are narrower than they are declared',
    sql: [
      'alter table teams alter budget type numeric(7,2)',
      'alter table members alter role type varchar(9), alter email type varchar(9)',
      'alter table scores alter score type real',
    ],
    issues: [
      'MED schema/target-type-narrower:members.role',
      'MED schema/target-type-narrower:scores.score',
      'MED schema/target-type-narrower:teams.budget',
    ],
  },
  {
    what: 'a collation that sorts in another order',
    sql: ['alter table teams alter name type varchar(30) collate "de-x-icu"'],
    issues: ['MED schema/target-rule-differs:teams.name[COLLATE]'],
  },
  {
    what: 'a table that a crash empties',
    sql: ['alter table scores set unlogged'],
    issues: ['MED schema/target-rule-extra:scores[UNLOGGED]'],
  },
  {
    what: 'row security with a policy',
    sql: [
      'alter table members enable row level security',
      'alter table members force row level security',
      'create policy own on members using (points > 0)',
    ],
    issues: ['MED schema/target-rule-extra:members[ROW LEVEL SECURITY]'],
  },
  {
    what: 'names in other case',
    sql: ['alter table scores rename to "Scores"', 'alter table teams rename code to "CODE"'],
    issues: ['LOW schema/target-name-differs:scores', 'LOW schema/target-name-differs:teams'],
  },
]

/** Another way to say the same. */
const CONTROLS: readonly Pick<Damage, 'what' | 'sql'>[] = [
  {
    what: 'other names of rules',
    sql: [
      'alter table members rename constraint points_positive to positive',
      'alter table members rename constraint members_team_id_fkey to team',
      'alter index members_one_owner rename to owner',
      'alter table teams rename constraint teams_code_key to code',
    ],
  },
  {
    what: 'a unique index instead of a unique',
    sql: ['alter table teams drop constraint teams_code_key', 'create unique index by_code on teams (code)'],
  },
  {
    what: 'the values of a check in another order',
    sql: [
      'alter table members drop constraint members_role_check',
      `alter table members add check (role in ('owner', 'member'))`,
    ],
  },
  {
    what: 'a number of a default with zeros behind it',
    sql: ['alter table teams alter budget set default 1.100'],
  },
  {
    what: 'a sequence of its own instead of an identity',
    sql: [
      'alter table members alter id drop identity',
      'create sequence somewhere start 10',
      `alter table members alter id set default nextval('somewhere')`,
    ],
  },
  {
    what: 'a unique rule without the rows that it says nothing of',
    sql: [
      'alter table teams drop constraint teams_code_key',
      'create unique index on teams (code) where code is not null',
    ],
  },
  { what: 'an index that nobody asked for', sql: ['create index more on members (email)'] },
  {
    what: 'an index instead of a shorter one',
    sql: ['drop index members_by_team', 'create index on members (team_id, email desc, role)'],
  },
  {
    what: 'a column that the domain fills',
    sql: [`create domain filled as text not null default 'x'`, 'alter table members add note filled'],
  },
  { what: 'a column that may stay empty', sql: ['alter table members add note text'] },
  { what: 'the collation of bytes', sql: ['alter table teams alter code type text collate "C"'] },
]

describe('a rule that does not hold any more is named, and the gate does not hold', () => {
  test.each([...HARMFUL, ...(testServer().majorVersion >= 18 ? NEWER : [])])(
    '$what',
    async ({ sql, issues, object, status }) => {
      const { record, ...seen } = await validateAfter(...sql)
      expect(seen).toEqual({ exitCode: 1, validation: 'PASS', mismatches: [], issues })
      expectStatus(record, object, status)
    },
  )
})

describe('a rule in other words, or too many, is told, and the gate holds', () => {
  test.each(HARMLESS)('$what', async ({ sql, issues, object, status }) => {
    const { record, ...seen } = await validateAfter(...sql)
    expect(seen).toEqual({ exitCode: 0, validation: 'PASS', mismatches: [], issues })
    expectStatus(record, object, status)
    expect(exitCodeOf(record, 'new-issues')).toBe(1)
  })
})

describe('the same rule, said in another way, is no issue', () => {
  test.each(CONTROLS)('$what', async ({ sql }) => {
    const { record, ...seen } = await validateAfter(...sql)
    expect(seen, JSON.stringify(record.issues)).toEqual({
      exitCode: 0,
      validation: 'PASS',
      mismatches: [],
      issues: [],
    })
  })
})

/** One object has the status; all others are as they were. */
function expectStatus({ objects }: RunRecord, object: string | undefined, status: Damage['status']): void {
  const harmed = objects.filter(({ status: own }) => own !== 'kept' && own !== 'translated')
  const wanted = object === undefined ? [] : [`${object}: ${status}`]
  expect(harmed.map(({ type, name, status: own }) => `${type} ${name}: ${own}`)).toEqual(wanted)
}
