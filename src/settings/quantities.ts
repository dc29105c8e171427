/** `45m`, `1.5h`, `2 h`; more than nothing. */
export const DURATION = /^(?=.*[1-9])(\d+(?:\.\d+)?) ?(s|m|h)$/

/** `800MB`, `1.5 TB`; more than nothing. */
export const SIZE = /^(?=.*[1-9])(\d+(?:\.\d+)?) ?(kB|MB|GB|TB)$/

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }
const BYTES: Readonly<Record<string, number>> = { kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 }

/** In seconds. */
export function parseDuration(text: string): number {
  return parse(text, DURATION, SECONDS)
}

/** In bytes; a kB has 1000 of them. */
export function parseSize(text: string): number {
  return parse(text, SIZE, BYTES)
}

function parse(text: string, form: RegExp, units: Readonly<Record<string, number>>): number {
  const [, number, unit = ''] = form.exec(text) ?? []
  return Number(number) * (units[unit] ?? Number.NaN)
}
