import { findParameters } from './find-parameters.ts'
import type { Parameters, ParameterValue } from './performance-options.ts'
import type { EngineQuery } from './query.ts'

/**
 * Numbers the parameters of a query, with the values in that order: `?1, ?2` for SQLite and `$1, $2` for PostgreSQL. A
 * question mark takes the next value, `?3` and `$3` the third, `:name`, `@name` and `$name` the one of that name.
 * https://www.sqlite.org/lang_expr.html#parameters
 *
 * @returns a text where a value is missing or no engine can take it
 */
export function bindParameters(
  sql: string,
  parameters: Parameters,
  engine: 'sqlite' | 'postgres',
): EngineQuery | string {
  const wanted: ParameterValue[] = []
  const written: string[] = []
  const numbers = new Map<string, number>()
  let text = ''
  let from = 0
  for (const { key, start, end } of findParameters(sql, engine, !isList(parameters))) {
    const name = key.slice(1)
    const value = parameterOf(name, parameters)
    if (value === undefined) return `the settings give no value for the parameter ${key}`
    if (typeof value === 'bigint' && BigInt.asIntN(64, value) !== value) {
      return `the value for the parameter ${key} is no integer of 64 bits; as a text, in quotes, it can be longer`
    }
    const number = numbers.get(name) ?? wanted.push(value)
    numbers.set(name, number)
    written[number - 1] ??= sql.slice(start, end)
    text += `${sql.slice(from, start)}${engine === 'sqlite' ? '?' : '$'}${number}`
    from = end
  }
  return { sql: text + sql.slice(from), values: wanted, written }
}

/**
 * The parameters that neither text of a query has a place for, as their owner counts or names them. In a list one may be
 * passed over where a later one is used: `?2` alone needs two values.
 */
export function surplusParameters(
  texts: { readonly sqlite: string; readonly postgres: string },
  parameters: Parameters,
): readonly string[] {
  const places = (['sqlite', 'postgres'] as const).flatMap((engine) =>
    findParameters(texts[engine], engine, !isList(parameters)),
  )
  const used = new Set(places.map(({ key }) => key.slice(1)))
  if (!isList(parameters)) return Object.keys(parameters).filter((name) => !used.has(name))
  const last = Math.max(0, ...[...used].map(Number).filter((number) => !Number.isNaN(number)))
  return parameters.slice(last).map((_, at) => `number ${last + at + 1}`)
}

function parameterOf(key: string, parameters: Parameters): ParameterValue | undefined {
  if (isList(parameters)) return /^\d+$/.test(key) ? parameters[Number(key) - 1] : undefined
  return Object.hasOwn(parameters, key) ? parameters[key] : undefined
}

function isList(parameters: Parameters): parameters is readonly ParameterValue[] {
  return Array.isArray(parameters)
}
