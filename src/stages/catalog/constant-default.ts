import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import type { Expression } from '../../sql/parsing/expression.ts'
import { parseExpression } from '../../sql/parsing/parse-expression.ts'
import type { ConstantValue } from './catalog.ts'

/** In bytes; nobody writes a longer default, and a short text can ask for a gigabyte. */
const LONGEST_CONSTANT = 1000

/**
 * The value of a DEFAULT that is computed of literals alone, as SQLite computes it; null where it is NULL, or a plain
 * literal, or depends on the moment, on chance or on a function that is not known to give always the same.
 */
export function constantDefault(database: SqliteDatabase, text: string | null): ConstantValue | null {
  const parsed = parseExpression(text ?? 'null')
  if (!parsed.ok || !isComputed(parsed.expression) || !isConstant(parsed.expression)) return null
  try {
    const sql = `select v from (select (${text}\n) as v limit 1) where octet_length(v) <= ${LONGEST_CONSTANT}`
    return database.prepare<[], ConstantValue>(sql).pluck().get() ?? null
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return null
  }
}

function isComputed({ kind }: Expression): boolean {
  return !['null', 'number', 'text', 'blob', 'moment', 'name'].includes(kind)
}

/** https://www.sqlite.org/deterministic.html, without those that can read the clock */
const CONSTANT_FUNCTIONS: ReadonlySet<string> = new Set(
  `abs char coalesce concat concat_ws format hex if ifnull iif instr json json_array json_extract json_object json_quote
   length lower ltrim max min nullif octet_length printf quote replace round rtrim sign substr substring trim typeof
   unhex unicode upper zeroblob ceil ceiling floor mod pi pow power sqrt trunc`.split(/\s+/),
)

function isConstant(node: Expression): boolean {
  switch (node.kind) {
    case 'null':
    case 'number':
    case 'text':
    case 'blob':
      return true
    case 'moment':
    case 'unsupported':
    case 'like':
      return false
    case 'name':
      return node.spelling === 'bare' && /^(true|false)$/i.test(node.name)
    case 'unary':
    case 'collate':
    case 'is-null':
    case 'cast':
      return isConstant(node.operand)
    case 'binary':
      return isConstant(node.left) && isConstant(node.right)
    case 'in-list':
      return [node.operand, ...node.items].every(isConstant)
    case 'between':
      return [node.operand, node.low, node.high].every(isConstant)
    case 'case': {
      const branches = node.branches.flatMap(({ condition, result }) => [condition, result])
      return [node.subject, node.otherwise, ...branches].every((part) => part === null || isConstant(part))
    }
    case 'call':
      return CONSTANT_FUNCTIONS.has(node.name.toLowerCase()) && node.args.every(isConstant)
    default:
      return node satisfies never
  }
}
