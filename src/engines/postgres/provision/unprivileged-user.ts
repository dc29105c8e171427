import { readFile } from 'node:fs/promises'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'

export interface UnprivilegedUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** In the order of preference: made for the purpose; exists everywhere. */
const PREFERRED = ['postgres', 'nobody']

/**
 * The user for a server that was started by root, because PostgreSQL refuses to run as root. `null` when we are not
 * root, so that the server runs as who we are.
 * https://www.postgresql.org/docs/current/postgres-user.html
 */
export async function unprivilegedUser(): Promise<UnprivilegedUser | null> {
  if (process.getuid?.() !== 0) return null
  const users = parsePasswd(await readFile('/etc/passwd', 'utf8'))
  for (const name of PREFERRED) {
    const user = users.find((candidate) => candidate.name === name && candidate.uid > 0)
    if (user !== undefined) return user
  }
  throw new RehearsalError(
    'postgres-start-failed',
    `PostgreSQL does not run as root, and this machine has neither of the users ${PREFERRED.join(', ')}.`,
    { hint: 'Run as another user, or name a running server with --postgres-url.' },
  )
}

/** `name:password:uid:gid:…` https://man7.org/linux/man-pages/man5/passwd.5.html */
function parsePasswd(text: string): readonly UnprivilegedUser[] {
  return text.split('\n').map((line) => {
    const [name = '', , uid, gid] = line.split(':')
    return { name, uid: Number(uid), gid: Number(gid) }
  })
}
