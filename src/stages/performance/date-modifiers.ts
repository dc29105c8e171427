/**
 * The modifiers of a date function of SQLite, one after the other, over a timestamp of PostgreSQL.
 * https://www.sqlite.org/lang_datefunc.html#dtmods
 *
 * @param moment a timestamp in UTC, as PostgreSQL takes it
 * @returns the timestamp that they make of it, and those of them for which there is no expression
 */
export function withModifiers(
  moment: string,
  modifiers: readonly string[],
): { readonly timestamp: string; readonly unknown: readonly string[] } {
  let timestamp = moment
  let isFirstOfMonth = false
  const unknown: string[] = []
  for (const modifier of modifiers) {
    const next = modified(timestamp, modifier, isFirstOfMonth)
    if (next === null) unknown.push(modifier)
    else timestamp = next
    isFirstOfMonth =
      /^start of (month|year)$/i.test(modifier.trim()) || (isFirstOfMonth && isOfMonths(modifier))
  }
  return { timestamp, unknown }
}

const SHIFT = /^\s*([-+]?\d+)\s+(second|minute|hour|day|month|year)s?\s*$/i

function isOfMonths(modifier: string): boolean {
  return /^(month|year)$/i.test(SHIFT.exec(modifier)?.[2] ?? '')
}

function modified(moment: string, modifier: string, isFirstOfMonth: boolean): string | null {
  const [, start] = /^\s*start of (day|month|year)\s*$/i.exec(modifier) ?? []
  if (start !== undefined) return `date_trunc('${start.toLowerCase()}', ${moment})`
  const [, weekday] = /^\s*weekday ([0-6])\s*$/i.exec(modifier) ?? []
  if (weekday !== undefined)
    return `(${moment} + (${Number(weekday) + 7} - extract(dow from ${moment})::int) % 7 * interval '1 day')`
  const [, count = '', unit = ''] = SHIFT.exec(modifier) ?? []
  if (unit === '') return null
  const interval = `interval '${Number(count)} ${unit.toLowerCase()}'`
  if (!isOfMonths(modifier) || isFirstOfMonth) return `(${moment} + ${interval})`
  // a day that the month lacks goes on into the next one: the 31st of February is the 2nd or 3rd of March
  const month = `date_trunc('month', ${moment})`
  return `(${month} + ${interval} + (${moment} - ${month}))`
}
