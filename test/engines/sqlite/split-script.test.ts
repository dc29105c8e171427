import { describe, expect, it } from 'vitest'
import { ScriptSplitter } from '../../../src/engines/sqlite/split-script.ts'

const CASES: readonly { readonly title: string; readonly script: string; readonly statements: string[] }[] = [
  {
    title: 'at semicolons, and drops empty statements',
    script: ';;select 1;\n\n;select 2',
    statements: ['select 1', 'select 2'],
  },
  {
    title: 'not inside of strings with doubled quotes',
    script: "insert into t values ('a;''b;'); select 1;",
    statements: ["insert into t values ('a;''b;')", 'select 1'],
  },
  {
    title: 'not inside of the four kinds of quoted names',
    script: 'select ";", `;`, [;], \';\'; select 2;',
    statements: ['select ";", `;`, [;], \';\'', 'select 2'],
  },
  {
    title: 'not inside of comments, which it leaves out before a statement',
    script: '-- a; b\nselect /* ; */ 1 -- ;\n; /* ; */ select 2;',
    statements: ['select /* ; */ 1 -- ;\n', 'select 2'],
  },
  {
    title: 'after the END of a trigger, not at the END of a CASE',
    script:
      'create temp trigger x after insert on t begin select case when 1 then 2 end; select 3; end; select 4;',
    statements: [
      'create temp trigger x after insert on t begin select case when 1 then 2 end; select 3; end',
      'select 4',
    ],
  },
  {
    title: 'at the END that commits, which is no end of a trigger',
    script: 'begin; select 1; end; select 2;',
    statements: ['begin', 'select 1', 'end', 'select 2'],
  },
  {
    title: 'as usual when a name is spelled like a trigger',
    script: 'create table trigger_log (a); select 1;',
    statements: ['create table trigger_log (a)', 'select 1'],
  },
  {
    title: 'after a byte order mark',
    script: '\uFEFFselect 1; \uFEFF select 2',
    statements: ['select 1', 'select 2'],
  },
  {
    title: 'so that an unclosed string or comment stays whole',
    script: "select 1; select 'a; b",
    statements: ['select 1', "select 'a; b"],
  },
]

describe('ScriptSplitter cuts', () => {
  for (const { title, script, statements } of CASES) {
    it(title, () => {
      expect(split(script, script.length)).toEqual(statements)
    })

    it(`${title}, also when the text comes byte by byte`, () => {
      expect(split(script, 1)).toEqual(statements)
    })
  }
})

describe('ScriptSplitter', () => {
  it('gives the line of the first token of a statement', () => {
    const splitter = new ScriptSplitter()
    const script = "select 1;\n-- comment\n\nselect '\n\n'; select 3;\nselect 4"
    const statements = [...splitter.push(Buffer.from(script)), ...splitter.finish()]
    expect(statements.map(({ line }) => line)).toEqual([1, 4, 6, 7])
  })

  it('gives the first words without comments and stops at anything else', () => {
    const splitter = new ScriptSplitter()
    const script = 'INSERT /* x */ INTO Sqlite_Stat4 (a) values (1); vacuum "main" into;'
    const statements = [...splitter.push(Buffer.from(script)), ...splitter.finish()]
    expect(statements.map(({ head }) => head)).toEqual(['insert into sqlite_stat4', 'vacuum'])
  })

  it('reads a statement of 64 MB in many pieces in linear time', () => {
    const splitter = new ScriptSplitter()
    const piece = Buffer.alloc(1 << 16, 'x')
    splitter.push(Buffer.from("select '"))
    for (let count = 0; count < 1024; count++) expect(splitter.push(piece)).toEqual([])
    const [statement] = [...splitter.push(Buffer.from("';")), ...splitter.finish()]
    expect(statement?.bytes.length).toBe(1024 * piece.length + "select ''".length)
  }, 10_000)
})

it('ScriptSplitter reads 200 000 statements on one line in linear time', () => {
  expect(split('select 1;'.repeat(200_000), 1 << 20)).toHaveLength(200_000)
}, 10_000)

function split(script: string, pieceBytes: number): string[] {
  const splitter = new ScriptSplitter()
  const bytes = Buffer.from(script)
  const statements = []
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    statements.push(...splitter.push(bytes.subarray(at, at + pieceBytes)))
  }
  return [...statements, ...splitter.finish()].map((statement) => statement.bytes.toString())
}
