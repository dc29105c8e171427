import type { PostgresConnection, QueryResult } from '../../../engines/postgres/database.ts'
import { openPool } from '../../../engines/postgres/pool.ts'
import type { ServerAddress } from '../../../engines/postgres/server-address.ts'
import { amount } from '../../../progress/amount.ts'
import type { QueryOutcome } from '../../performance/performance-result.ts'
import { list } from '../finding.ts'
import type { Subject } from '../subject.ts'
import { keyLookups } from './key-lookups.ts'

/** A statement, and what it must answer. */
export interface PooledStatement {
  readonly sql: string
  readonly values: readonly (string | null)[]
  readonly ordered: boolean
  /** As `answerOf` spells it. */
  readonly answer: string
}

/** The statements of one client, and a sentence that says what they are. */
export interface PooledWorkload {
  readonly statements: readonly PooledStatement[]
  readonly about: string
}

type Asked = Omit<PooledStatement, 'answer'>

/** Slower or larger than these alone, a query would measure the machine and not the pool. */
const MOST_MS_ALONE = 100
const MOST_ROWS = 1000
/** Milliseconds of work that all clients give the server together. */
const MOST_WORK = 4000
/** What each client asks at least, where there is time for it: by fewer no percentile is told. */
const STATEMENTS_A_CLIENT = 20

/**
 * The queries of the workload as they were compared, those that were finished and are short, with the answers that a
 * session of a pool gets alone. Lookups by key where no query was compared.
 */
export async function pooledWorkload(
  { plan, performance }: Subject,
  clients: number,
  address: ServerAddress,
  observer: PostgresConnection,
): Promise<PooledWorkload> {
  const compared = performance?.queries ?? []
  const finished = compared.filter(isShort)
  if (finished.length === 0) {
    const lookups = (await keyLookups(plan, observer)).map((lookup) => ({ ...lookup, ordered: false }))
    return { statements: await withAnswers(lookups, address), about: 'Their queries are lookups by key.' }
  }
  const chosen = affordable(finished, clients)
  const asked = chosen.queries.map(({ query: { postgres, ordered } }) => ({
    sql: postgres.sql,
    values: postgres.values.map((value) => (value === null ? null : String(value))),
    ordered,
  }))
  const answered = await withAnswers(asked, address)
  const out = compared.filter((outcome) => !chosen.queries.includes(outcome)).map(({ query }) => query.name)
  const left = out.length === 0 ? '' : `; left out, slow, not measured or not compared: ${list(out)}`
  return {
    statements: Array.from({ length: chosen.laps }, () => answered).flat(),
    about: `They run ${amount(chosen.queries.length, 'query', 'queries')} of the workload${left}.`,
  }
}

/** The answer to what depends on the moment may be the same twice, and another one while the clients ask. */
function isShort({ grade, results, rows, postgresMs }: QueryOutcome): boolean {
  const isMeasured = grade !== 'not-run' && results !== 'not-compared' && postgresMs !== null && rows !== null
  return isMeasured && rows <= MOST_ROWS && postgresMs.median <= MOST_MS_ALONE
}

/** The fastest first, as many as all clients can ask in the time, and how often. */
function affordable(
  finished: readonly QueryOutcome[],
  clients: number,
): { readonly queries: readonly QueryOutcome[]; readonly laps: number } {
  const cost = ({ postgresMs, roundTripMs }: QueryOutcome) =>
    clients * ((postgresMs?.median ?? 0) + (roundTripMs ?? 0))
  let work = 0
  const queries = finished
    .toSorted((a, b) => cost(a) - cost(b))
    .filter((query, at) => {
      work += cost(query)
      return at === 0 || work <= MOST_WORK
    })
  const spent = queries.reduce((sum, query) => sum + cost(query), 0)
  const wanted = Math.ceil(STATEMENTS_A_CLIENT / queries.length)
  return { queries, laps: Math.max(1, Math.min(wanted, Math.floor(MOST_WORK / Math.max(1, spent)))) }
}

/** Answers that are other ones each time, as those of `random()`, say nothing about a pool. */
async function withAnswers(
  asked: readonly Asked[],
  address: ServerAddress,
): Promise<readonly PooledStatement[]> {
  const alone = openPool(address, 1, 'pg-rehearsal alone')
  try {
    const statements: PooledStatement[] = []
    for (const one of asked) {
      const answers = new Set<string>()
      for (let time = 0; time < 2; time++) {
        const [result] = await alone.transaction([one])
        answers.add(answerOf(result?.rows ?? [], one.ordered))
      }
      const [answer = '', other] = answers
      if (other === undefined) statements.push({ ...one, answer })
    }
    return statements
  } finally {
    await alone.close()
  }
}

/** The rows as JSON. Without an ORDER BY they may come in any order, and sums of doubles depend on theirs. */
export function answerOf(rows: QueryResult['rows'], ordered: boolean): string {
  const spelled = rows.map((row) => JSON.stringify(row).replaceAll(LONG_DECIMAL, roundedText))
  return (ordered ? spelled : spelled.toSorted()).join('\n')
}

const LONG_DECIMAL = /"-?\d+\.\d{10,}(?:e[+-]?\d+)?"/g

function roundedText(text: string): string {
  return Number(text.slice(1, -1)).toPrecision(9)
}
