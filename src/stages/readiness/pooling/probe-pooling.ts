import { setTimeout as delay } from 'node:timers/promises'
import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import { isServerItself } from '../../../engines/postgres/is-server-itself.ts'
import { failureCode, openPool } from '../../../engines/postgres/pool.ts'
import { addressesOfUrl } from '../../../engines/postgres/provision/url.ts'
import type { ServerAddress } from '../../../engines/postgres/server-address.ts'
import { amount, formatCount } from '../../../progress/amount.ts'
import type { ChecklistSettings } from '../checklist-settings.ts'
import { type Finding, fail, list, pass, unverified } from '../finding.ts'
import type { Subject } from '../subject.ts'
import { answerOf, type PooledStatement, pooledWorkload } from './pooled-workload.ts'

/** Milliseconds that a server gets to notice the end of a session. */
const END_TIMEOUT_MS = 5_000

/** A client gives up after these. */
const MOST_FAILURES = 3

/**
 * Lets many clients run the workload at once over a pool of sessions, and over the pooler of the settings too: no
 * statement may fail or answer another thing than it answers alone, and no session may be left behind.
 */
export async function probePooling(
  subject: Subject,
  { clients, connections, poolerUrl }: ChecklistSettings['pooling'],
): Promise<Finding> {
  const { database, server } = subject
  const observer = await database.connect()
  try {
    const direct = { ...server.address, database: database.name }
    const { statements: workload, about } = await pooledWorkload(subject, clients, direct, observer)
    if (workload.length === 0) return unverified('The target has no table, and so there is no workload.')
    const size = Math.min(connections, clients)
    const run = { clients, size, workload, observer, database: database.name }
    const runs = [await usePool({ ...run, name: 'a pool', address: direct, ends: true })]
    let isPooled = true
    if (poolerUrl !== null) {
      const address = { ...addressesOfUrl(poolerUrl)[0], database: database.name }
      isPooled = !(await isServerItself(address))
      runs.push(await usePool({ ...run, name: 'the pooler', address, ends: false }))
    }
    const faults = runs.flatMap((outcome) => outcome.faults)
    if (faults.length > 0) return fail(`${amount(clients, 'client')} at once: ${list(faults)}.`)
    const how = runs.map(({ evidence }) => evidence).join('; over ')
    const evidence = `${amount(clients, 'client')} at once over ${how}. ${about} No error, no other answer, no session left.`
    if (!isPooled) return unverified(`${NO_POOLER} ${evidence}`)
    return clients > connections ? pass(evidence) : unverified(`${nothingShared(clients)} ${evidence}`)
  } finally {
    await observer.close()
  }
}

const NO_POOLER =
  'At pooler-url is no pooler: it is the server itself. Name the port of the pooler, or leave pooler-url out.'

/** Each client has a session of its own then, so no session goes from one to another. */
function nothingShared(clients: number): string {
  const who = clients === 1 ? 'One client waits for nobody' : 'No client waits for a session'
  return `${who}, so nothing was shared: let clients be more than connections.`
}

interface Run {
  readonly name: string
  readonly address: ServerAddress
  /** The sessions end with the pool; those behind a pooler are its own, and stay. */
  readonly ends: boolean
  readonly clients: number
  readonly size: number
  readonly workload: readonly PooledStatement[]
  /** Looks at the server from outside of the pool. */
  readonly observer: PostgresConnection
  readonly database: string
}

interface Tally {
  readonly times: number[]
  readonly failures: Map<string, number>
  wrong: number
}

async function usePool(run: Run): Promise<{ readonly faults: readonly string[]; readonly evidence: string }> {
  const { name, observer } = run
  const marker = `pg-rehearsal pool ${process.pid} ${Math.random().toString(36).slice(2, 10)}`
  const tally: Tally = { times: [], failures: new Map(), wrong: 0 }
  const unreturned = await work(run, marker, tally)
  const idle = run.ends ? '' : ` and state <> 'idle'`
  const left = await untilNone(observer, `application_name = $1${idle}`, marker)
  const stuck = await untilNone(observer, `datname = $1 and state like 'idle in transaction%'`, run.database)
  const sorted = tally.times.toSorted((a, b) => a - b)
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
  return {
    faults: [
      ...[...tally.failures].map(([code, count]) => `${amount(count, 'error')} ${code} over ${name}`),
      ...(tally.wrong > 0 ? [`${amount(tally.wrong, 'answer')} over ${name} that nobody gets alone`] : []),
      ...(unreturned > 0 ? [`${amount(unreturned, 'session')} not given back over ${name}`] : []),
      ...(left > 0 ? [`${amount(left, 'session')} left over ${name}`] : []),
      ...(stuck > 0 ? [`${amount(stuck, 'transaction')} left open over ${name}`] : []),
    ],
    evidence: `${name} of ${run.size}: ${formatCount(sorted.length)} transactions, p95 ${p95.toFixed(1)} ms`,
  }
}

/** Gives the sessions that were not given back. */
async function work(
  { address, size, clients, workload }: Run,
  marker: string,
  tally: Tally,
): Promise<number> {
  const pool = openPool(address, size, marker)
  const client = async (first: number) => {
    const own = [...workload.slice(first), ...workload.slice(0, first)]
    let left = MOST_FAILURES
    for (const statement of own) {
      if (left === 0) return
      const started = performance.now()
      try {
        const [result] = await pool.transaction([statement])
        if (result === undefined || answerOf(result.rows, statement.ordered) !== statement.answer)
          tally.wrong += 1
        tally.times.push(performance.now() - started)
      } catch (error) {
        const code = failureCode(error)
        if (code === null) throw error
        left -= 1
        tally.failures.set(code, (tally.failures.get(code) ?? 0) + 1)
      }
    }
  }
  try {
    const places = Array.from({ length: clients }, (_, index) =>
      Math.floor((index * workload.length) / clients),
    )
    await Promise.all(places.map(client))
    return pool.unreturned()
  } finally {
    await pool.close()
  }
}

/** A server needs a moment to end a session. */
async function untilNone(observer: PostgresConnection, where: string, value: string): Promise<number> {
  const deadline = performance.now() + END_TIMEOUT_MS
  for (;;) {
    const sql = `select count(*) as n from pg_catalog.pg_stat_activity where ${where}`
    const left = Number((await observer.query(sql, [value])).rows[0]?.n ?? 0)
    if (left === 0 || performance.now() > deadline) return left
    await delay(20)
  }
}
