import { lexSqlite } from './parsing/lex-sqlite.ts'

/** What SQL text could name, as it is written there, with its keywords. SQLite takes `'a'` for no column. */
export function mentionedNames(sql: string): readonly string[] {
  const names = lexSqlite(sql).filter(({ kind }) => kind === 'word' || kind === 'identifier')
  return names.map(({ value }) => value)
}
