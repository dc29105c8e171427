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

/**
 * The format for to_char() that gives what one of strftime() does; null where it has parts that to_char() does not have, or
 * has in another way.
 */
export function formatOfStrftime(format: string): string | null {
  const parts = format.match(/%.|[^%]/gs) ?? []
  const spelled = parts.map((part) => {
    if (part.startsWith('%')) return PARTS[part] ?? null
    if (/^[-/:., ]$/.test(part)) return part
    return /^[A-Za-z_]$/.test(part) ? `"${part}"` : null
  })
  return spelled.includes(null) || parts.join('') !== format ? null : spelled.join('')
}
