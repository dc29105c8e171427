/** Whether a text is an ISO form that PostgreSQL reads as exactly this day or moment. See `TextForm`. */
export function isIsoDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null || match[1] === '0000') return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

export function isIsoTime(text: string): boolean {
  return isClock(text) || /^24:00(:00(\.0{1,6})?)?$/.test(text)
}

/** A time with an offset. */
export function isZonedIsoTime(text: string): boolean {
  const [, time = ''] = /^(.+?) ?(?:Z|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?)$/.exec(text) ?? []
  return isClock(time)
}

/** Before 24:00, which would be another day. */
function isClock(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/.test(text)
}

/** A timestamp; with `zoned`, its offset may be another than UTC. A date alone is midnight. */
export function isIsoTimestamp(text: string, zoned: boolean): boolean {
  if (isIsoDate(text)) return true
  const match = /^(.{10})[ T](.+?)(Z|[+-]\d{2}(:?\d{2})?)?$/.exec(text)
  const [, day = '', time = '', offset = ''] = match ?? []
  const isUtc = ['', 'Z', '+00:00', '+0000', '+00', '-00:00', '-0000', '-00'].includes(offset)
  return isIsoDate(day) && isClock(time) && (zoned || isUtc)
}
