/** The first version that tells whether a script left its transaction open: https://nodejs.org/docs/latest-v22.x/api/sqlite.html#databaseistransaction */
const MINIMUM = [22, 16] as const

/** Why this Node cannot run the program, or null. Written without anything that an old Node does not know. */
export function nodeMistake(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return null
  return `pg-rehearsal needs Node ${MINIMUM.join('.')} or newer; this is Node ${version}`
}
