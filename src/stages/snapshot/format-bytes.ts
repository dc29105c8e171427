const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** `4096 bytes`, `1.2 GB`: at most three digits that matter. */
export function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 10_000 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1000 ** power
  return `${power > 0 && amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[power]}`
}
