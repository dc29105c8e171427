import { OF_EVERY_SERVER } from './database-names.ts'

/** What `\connect` of a script means for a rehearsal, which has one database. */
export type Connecting =
  /** Where it is already. */
  | { readonly kind: 'same' }
  /** The database of the application, by the name that it has in production. */
  | { readonly kind: 'production'; readonly name: string }
  | { readonly kind: 'refused'; readonly advice: string }

/**
 * With psql all that follows goes to the database that `\connect` names, so it cannot be passed over: only before the first
 * statement it can say the name that the database of this run has in production.
 * https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMAND-CONNECT
 *
 * @param words behind the command: the database, the user, the host and the port, `-` for what stays
 * @param isFirst no statement came before it
 * @param known the name that was said before; null where none was
 */
export function readConnecting(
  [word = '-', ...others]: readonly string[],
  isFirst: boolean,
  known: string | null,
): Connecting {
  const name = /^"(?:[^"]|"")+"$/.test(word) ? word.slice(1, -1).replaceAll('""', '"') : word
  if (name.startsWith('-') && name !== '-') return refused('leave its options out')
  if (others.some((other) => other !== '-')) {
    return refused('write SET ROLE for another user, and give psql the server on its command line')
  }
  if (/=|:\/\//.test(name)) return refused('give psql the server on its command line')
  if (name === '-' || name === known || OWN.has(name)) return { kind: 'same' }
  if (OF_EVERY_SERVER.has(name)) {
    return refused(
      'the grants behind it would go to a database that every server has; leave it out, and give psql the database of the application on its command line',
    )
  }
  if (!isFirst || known !== null) {
    return refused(
      'what follows would go to another database than what came before; name one, before the first statement',
    )
  }
  return { kind: 'production', name }
}

/** The variable in which psql keeps the database that it is connected to. */
const OWN: ReadonlySet<string> = new Set([':DBNAME', `:"DBNAME"`, `:'DBNAME'`])

const refused = (advice: string): Connecting => ({ kind: 'refused', advice })
