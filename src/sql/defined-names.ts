import { lexSqlite } from './parsing/lex-sqlite.ts'

/** The names of all columns of a CREATE TABLE, also of those that a catalog leaves out. */
export function definedNames(createTable: string): readonly string[] {
  const names: string[] = []
  let depth = 0
  let isFirst = false
  for (const { kind, value } of lexSqlite(createTable)) {
    const isConstraint = kind === 'word' && CONSTRAINT.test(value)
    if (isFirst && kind !== 'operator' && !isConstraint) names.push(value)
    if (kind === 'operator' && value === '(') depth += 1
    if (kind === 'operator' && value === ')') depth -= 1
    isFirst = depth === 1 && kind === 'operator' && (value === '(' || value === ',')
  }
  return names
}

/** What begins a constraint of the table; all are reserved, so a column of that name is quoted. */
const CONSTRAINT = /^(CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)$/i
