/** `95.3%`. Only the whole is 100 %: 9,999 of 10,000 are 99.9 %. */
export function formatShare(part: number, whole: number): string {
  if (part >= whole) return '100.0%'
  return `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)}%`
}

/** `1.2 minutes`; a run of less than a minute has its seconds too: `0.1 minutes (6.2 s)`. */
export function formatMinutes(milliseconds: number): string {
  const minutes = `${(milliseconds / 60_000).toFixed(1)} minutes`
  return milliseconds < 60_000 ? `${minutes} (${formatSeconds(milliseconds)})` : minutes
}

/** `6.2 s`, `2 min 3 s` */
export function formatSeconds(milliseconds: number): string {
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** `2026-11-23 14:05 UTC` */
export function formatTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
}
