import { comparable, compareTerms, folded } from './compare-terms.ts'
import { textTerm } from './literal-terms.ts'
import { whyUntranslated } from './sqlite-functions.ts'
import {
  asCondition,
  asNumber,
  asText,
  isNumber,
  type Term,
  type TermType,
  term,
  Untranslatable,
  unify,
} from './term.ts'
import { dateOf, datetimeOf, strftimeOf } from './translate-moment.ts'

/**
 * The functions whose result is the same in both systems, for every value. All are immutable in PostgreSQL, as
 * indexes and generated columns need them. https://www.sqlite.org/lang_corefunc.html
 *
 * @throws Untranslatable for any other function, and for arguments on which the systems differ
 */
export function translateFunction(name: string, args: readonly Term[]): Term {
  const translate = FUNCTIONS[name.toLowerCase()]
  if (translate === undefined || !Object.hasOwn(FUNCTIONS, name.toLowerCase()))
    throw new Untranslatable(whyUntranslated(name))
  return translate(args)
}

const FUNCTIONS: Readonly<Record<string, (args: readonly Term[]) => Term>> = {
  abs: (args) => {
    const value = asNumber(only(args))
    return term(`abs(${value.sql})`, value.type, { isReal: value.isReal })
  },
  coalesce: choose,
  date: dateOf,
  datetime: datetimeOf,
  hex: (args) => term(`coalesce(${digitsOf(only(args))}, '')`, 'text'),
  ifnull: choose,
  iif: (args) => conditional(args),
  if: (args) => conditional(args),
  instr: (args) => {
    const [text, part] = texts(args, 2)
    return term(`strpos(${text}, ${part})`, 'integer')
  },
  length: (args) => {
    const value = only(args)
    return term(`length(${value.type === 'bytes' ? value.sql : asText(value).sql})`, 'integer')
  },
  lower: (args) => lowered(asText(only(args))),
  upper: (args) => raised(asText(only(args))),
  trim: (args) => trim('btrim', args),
  ltrim: (args) => trim('ltrim', args),
  rtrim: (args) => trim('rtrim', args),
  max: (args) => extreme('greatest', args),
  min: (args) => extreme('least', args),
  nullif: nullIf,
  quote: (args) => term(`coalesce(${quoted(only(args))}, 'NULL')`, 'text'),
  replace: (args) => term(`replace(${texts(args, 3).join(', ')})`, 'text'),
  sign: (args) => term(`sign(${asNumber(only(args)).sql})::integer`, 'integer'),
  strftime: strftimeOf,
  substr: substring,
  substring,
  // of an empty text ascii() gives 0
  unicode: (args) => term(`NULLIF(ascii(${asText(only(args)).sql}), 0)`, 'integer'),
}

function lowered(text: Term): Term {
  const { sql, literal } = folded(text)
  return term(sql, 'text', { literal })
}

/** As `folded`, the other way. */
function raised({ sql, literal }: Term): Term {
  return literal?.kind === 'text'
    ? textTerm(literal.value.replace(/[a-z]/g, (letter) => letter.toUpperCase()))
    : term(`upper(${sql} COLLATE "C")`, 'text')
}

/** Of a text it would take convert_to(), which is not immutable. */
function digitsOf({ sql, type }: Term): string {
  if (type !== 'bytes') throw new Untranslatable('hex() is translated for bytes')
  return `upper(encode(${sql}, 'hex'))`
}

/** As a literal of SQLite; its reals have digits of their own. */
function quoted(value: Term): string {
  if (value.type === 'bytes') return `('X''' || ${digitsOf(value)} || '''')`
  const { sql } = asText(value)
  return value.type === 'text' ? `('''' || replace(${sql}, '''', '''''') || '''')` : sql
}

function only(args: readonly Term[]): Term {
  const [value] = args
  if (value === undefined || args.length !== 1) throw new Untranslatable('a function has too many arguments')
  return value
}

function texts(args: readonly Term[], number: number): readonly string[] {
  if (args.length !== number) throw new Untranslatable('a function has too many or too few arguments')
  return args.map((value) => asText(value).sql)
}

function choose(args: readonly Term[]): Term {
  const { terms, ...unified } = unify(args)
  return term(`COALESCE(${terms.map((value) => value.sql).join(', ')})`, unified.type, unified)
}

function conditional(args: readonly Term[]): Term {
  const [condition, yes, no] = args
  if (condition === undefined || yes === undefined || no === undefined || args.length !== 3) {
    throw new Untranslatable('iif() has too many or too few arguments')
  }
  const { terms, ...unified } = unify([yes, no])
  const [a, b] = terms.map((value) => value.sql)
  return term(`CASE WHEN ${asCondition(condition)} THEN ${a} ELSE ${b} END`, unified.type, unified)
}

function trim(name: string, args: readonly Term[]): Term {
  return term(`${name}(${texts(args, args.length === 2 ? 2 : 1).join(', ')})`, 'text')
}

/**
 * It compares without the affinity of a column, and by the collation of the first argument that has one.
 * https://www.sqlite.org/lang_corefunc.html#nullif
 */
function nullIf(args: readonly Term[]): Term {
  const [value, other] = args
  if (value === undefined || other === undefined || args.length !== 2)
    throw new Untranslatable('nullif() has too many or too few arguments')
  const [a, b] = [
    { ...value, affinity: null },
    { ...other, affinity: null, collated: false },
  ]
  const [left, right] = comparable(a, b, false)
  // NULLIF gives the type in which it compares: of an integer and a double, a double
  const keepsType = left.type === right.type || value.type === 'float'
  const sql =
    left.sql === value.sql && keepsType
      ? `NULLIF(${left.sql}, ${right.sql})`
      : `CASE WHEN ${compareTerms('=', a, b).sql} THEN NULL ELSE ${value.sql} END`
  return term(sql, value.type, { isReal: value.isReal, spelling: value.spelling })
}

/** SQLite gives NULL where one argument is NULL, PostgreSQL ignores it. */
function extreme(name: string, args: readonly Term[]): Term {
  const types = new Set<TermType>(args.map((value) => value.type))
  if (args.length < 2 || types.size !== 1 || !args.every(isNumber)) {
    throw new Untranslatable('min() and max() are translated for numbers of one type')
  }
  const list = args.map((value) => value.sql)
  const isNull = list.map((value) => `${value} IS NULL`).join(' OR ')
  const isReal = args.every((value) => value.isReal)
  const sql = `CASE WHEN ${isNull} THEN NULL ELSE ${name}(${list.join(', ')}) END`
  return term(sql, args[0]?.type ?? 'null', { isReal })
}

/**
 * A negative position counts from the end, as right() does; a negative length would count backwards.
 * https://www.sqlite.org/lang_corefunc.html#substr
 */
function substring(args: readonly Term[]): Term {
  const [value, ...numbers] = args
  const [start, length = null] = numbers.map(({ literal }) =>
    literal?.kind === 'integer' && literal.value < 2n ** 30n ? literal.value : null,
  )
  if (value === undefined || numbers.length < 1 || numbers.length > 2)
    throw new Untranslatable('substr() has too many or too few arguments')
  if (start == null || start <= -(2n ** 30n) || (numbers.length === 2 && length === null))
    throw new Untranslatable('substr() is translated for positions that are written as numbers')
  if (length !== null && length < 0n)
    throw new Untranslatable('substr() has a negative length, which counts backwards')
  if (start >= 0n)
    return term(`substr(${[asText(value), ...numbers].map(({ sql }) => sql).join(', ')})`, 'text')
  if (length !== null && length < -start)
    throw new Untranslatable('substr() counts from the end and stops before it')
  return term(`right(${asText(value).sql}, ${-start})`, 'text')
}
