import { expect, test } from 'vitest'
import { splitPostgresScript } from '../../../src/engines/postgres/split-script.ts'

test.each([
  ['nothing', ' \n-- a comment\n/* a /* nested */ one */ ; ;\n', []],
  ['two statements, the last without a semicolon', 'select 1;\n\nselect 2', ['1: select 1', '3: select 2']],
  ['a semicolon in a text', `select ';''';select 2`, [`1: select ';'''`, '1: select 2']],
  ['a semicolon in an escaped text', `select E'\\';';select 2`, [`1: select E'\\';'`, '1: select 2']],
  ['a semicolon in a name', 'select ";""";select 2', ['1: select ";"""', '1: select 2']],
  ['a backslash that ends a text', `select '\\';select 2`, [`1: select '\\'`, '1: select 2']],
  [
    'a dollar-quoted body with other quotes in it',
    `create function f() returns int language plpgsql as $body$ begin return $$;$$; end $body$;\nselect 1`,
    [
      '1: create function f() returns int language plpgsql as $body$ begin return $$;$$; end $body$',
      '2: select 1',
    ],
  ],
  ['a parameter, which is no dollar quote', 'select $1;select $2', ['1: select $1', '1: select $2']],
  ['a dollar in a name', 'select a$b$c;select d$b$e', ['1: select a$b$c', '1: select d$b$e']],
  ['a comment in a statement', 'select -- one;\n 1;', ['1: select -- one;\n 1']],
  [
    'commands of psql',
    '\\restrict x;y\nselect 1;\n\\connect db\nselect 2;\n\\unrestrict x',
    ['2: select 1', '4: select 2'],
  ],
  [
    'a body of statements',
    'create function f() returns int begin atomic select case when true then 1 end; select 2; end;select 3',
    [
      '1: create function f() returns int begin atomic select case when true then 1 end; select 2; end',
      '1: select 3',
    ],
  ],
  ['a transaction', 'begin;select 1;end;', ['1: begin', '1: select 1', '1: end']],
  ['a text that never ends', `select 'a;b`, [`1: select 'a;b`]],
] as const)('cuts %s', (_, script, expected) => {
  expect(splitPostgresScript(script).map(({ sql, line }) => `${line}: ${sql}`)).toEqual(expected)
})
