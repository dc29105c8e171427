/** The number that a text begins with, or else 0, as SQLite has it. https://www.sqlite.org/lang_expr.html#castexpr */
const BEGINNINGS = {
  bigint: '^\\s*([-+]?\\d+)',
  numeric: '^\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)',
  'double precision': '^\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)',
} as const

/** An expression of PostgreSQL for the number that SQLite makes of a text. */
export function numberOfText(text: string, type: keyof typeof BEGINNINGS): string {
  const digits = `coalesce(substring(${text} from '${BEGINNINGS[type]}'), '0')::${type}`
  return `case when ${text} is not null then ${digits} end`
}
