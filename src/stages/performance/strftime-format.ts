/** https://www.sqlite.org/lang_datefunc.html, https://www.postgresql.org/docs/current/functions-formatting.html */
const PARTS: Readonly<Record<string, string>> = {
  '%Y': 'YYYY',
  '%m': 'MM',
  '%d': 'DD',
  '%H': 'HH24',
  '%M': 'MI',
  '%S': 'SS',
  '%j': 'DDD',
  '%F': 'YYYY-MM-DD',
  '%R': 'HH24:MI',
  '%T': 'HH24:MI:SS',
}

/** The parts of a format that have no counterpart here, each once. */
export function unknownParts(format: string): readonly string[] {
  return [...new Set(format.match(/%./gs) ?? [])].filter((part) => PARTS[part] === undefined)
}

/** Parts that are a number by themselves; `at` stands for the timestamp. The weeks of %W begin on Mondays. */
const NUMBERS: Readonly<Record<string, string>> = {
  '%w': 'extract(dow from at)',
  '%s': 'floor(extract(epoch from at))::bigint',
  '%W': `to_char((extract(doy from at)::int + 7 - extract(isodow from at)::int) / 7, 'FM00')`,
}

/** What gives the same as strftime() does of a timestamp; null where nothing known does. */
export function strftimeOf(format: string, timestamp: string): string | null {
  const number = NUMBERS[format]
  if (number !== undefined) return number.replaceAll(/\bat\b/g, () => timestamp)
  const spelled = formatOfStrftime(format)
  return spelled === null ? null : `to_char(${timestamp}, '${spelled}')`
}

/**
 * The format for to_char() that gives what one of strftime() does; null where it has parts that to_char() does not have, or
 * has in another way.
 */
function formatOfStrftime(format: string): string | null {
  const parts = format.match(/%.|[^%]/gs) ?? []
  const spelled = parts.map((part) => {
    if (part.startsWith('%')) return PARTS[part] ?? null
    if (/^[-/:., ]$/.test(part)) return part
    return /^[A-Za-z_]$/.test(part) ? `"${part}"` : null
  })
  return spelled.includes(null) || parts.join('') !== format ? null : spelled.join('')
}
