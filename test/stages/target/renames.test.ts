import { describe, expect, test } from 'vitest'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { readRenames } from '../../../src/stages/target/names/renames.ts'
import { catalogOf } from '../catalog/read-from.ts'

const SOURCE = `
  create table players (id integer primary key, nick text, ctid text);
  create table "a.b" (id integer primary key, c text);
  create table games (id integer primary key, player integer references players (id), check (player > 0));
  create index games_by_player on games (player)`

async function derived(written: Record<string, string>) {
  const catalog = await catalogOf(SOURCE)
  return deriveSchema(catalog, readRenames(written, catalog))
}

test('renamed tables and columns have the wanted names, in every statement', async () => {
  const schema = await derived({
    Players: 'app_players',
    'players.NICK': 'nickname',
    'games.player': 'player_id',
    'a.b': 'ab',
    'a.b.c': 'Sea',
  })
  expect(schema.tables.map(({ name, columns }) => [name, columns.map((column) => column.name)])).toEqual([
    ['app_players', ['id', 'nickname', 'ctid_']],
    ['ab', ['id', 'Sea']],
    ['games', ['id', 'player_id']],
  ])
  const statements = schema.postData.map(({ sql }) => sql).join('\n')
  expect(statements).toContain('FOREIGN KEY (player_id) REFERENCES public.app_players(id)')
  expect(statements).toContain('btree (player_id)')
  expect(statements).toContain('(player_id > 0)')
})

test('a rename of a system column resolves its issue', async () => {
  expect((await derived({})).issues.map(({ issue }) => issue.code)).toContain('reserved-column-name')
  const { issues } = await derived({ 'players.ctid': 'contract' })
  expect(issues.map(({ issue }) => issue.code)).not.toContain('reserved-column-name')
})

test('two names can be exchanged', async () => {
  const { tables } = await derived({ players: 'games', games: 'players' })
  expect(tables.map(({ source, name }) => [source, name])).toEqual([
    ['players', 'games'],
    ['a.b', 'a.b'],
    ['games', 'players'],
  ])
})

describe('a rename that cannot be is a mistake, and all of them are told at once', () => {
  test.each([
    ['a table that is not there', { teams: 'x' }, 'teams to x: the source has no such table or column'],
    ['a column that is not there', { 'players.age': 'x' }, 'players.age to x: the source has no such'],
    ['the name of another table', { players: 'games' }, 'players and games would both be games'],
    ['the name of another column', { 'players.nick': 'id' }, 'players.id and players.nick would both be id'],
    ['one name for two tables', { players: 'x', games: 'x' }, 'players and games would both be x'],
    ['a system column', { 'players.nick': 'xmin' }, 'xmin is a system column of PostgreSQL'],
    ['a name that is too long', { players: 'é'.repeat(32) }, 'PostgreSQL has names of 1 to 63 bytes'],
  ])('%s', async (_, written, message) => {
    const catalog = await catalogOf(SOURCE)
    const rename = () => readRenames({ ...written, nowhere: 'y' }, catalog)
    expect(rename).toThrow(message)
    expect(rename).toThrow('rename nowhere to y')
  })
})

test('a rename that is there twice is a mistake, also in other case', async () => {
  const twice = derived({ players: 'a', PLAYERS: 'b', 'games.player': 'c', 'Games.player': 'd' })
  await expect(twice).rejects.toMatchObject({
    code: 'settings-invalid',
    message: expect.stringMatching(
      /PLAYERS to b: another key names the same(.|\n)*Games.player to d: another/,
    ),
  })
})
