import { setTimeout as delay } from 'node:timers/promises'
import type { PostgresConnection } from '../../../engines/postgres/database.ts'
import { failureCode, openPool } from '../../../engines/postgres/pool.ts'
import { addressesOfUrl } from '../../../engines/postgres/provision/url.ts'
import type { ServerAddress } from '../../../engines/postgres/server-address.ts'
import type { ChecklistSettings } from '../checklist-settings.ts'
import { type Finding, fail, list, number, pass, plural, unverified } from '../finding.ts'
import type { Subject } from '../subject.ts'
import { keyLookups, type PooledStatement } from './workload.ts'

/** Milliseconds that a server gets to notice the end of a session. */
const END_TIMEOUT = 5_000

/**
 * Lets many clients run the workload at once over a pool of sessions, and over the pooler of the settings: no statement may
 * fail or answer another thing than it answers alone, and no session may be left behind.
 */
export async function probePooling(
  { plan, database, server }: Subject,
  { clients, connections, poolerUrl }: ChecklistSettings['pooling'],
): Promise<Finding> {
  const connection = await database.connect()
  try {
    const workload = await keyLookups(plan, connection)
    if (workload.length === 0) return unverified('The target has no table, and so there is no workload.')
    const direct = { ...server.address, database: database.name }
    const pooled = poolerUrl === null ? null : { ...addressesOfUrl(poolerUrl)[0], database: database.name }
    const run = { clients, connections, workload, observer: connection, database: database.name }
    const runs = [await usePool('a pool', direct, run)]
    if (pooled !== null) runs.push(await usePool('the pooler', pooled, run))
    const faults = runs.flatMap((outcome) => outcome.faults)
    if (faults.length > 0) return fail(`${plural(clients, 'client')} at once: ${list(faults)}.`)
    return pass(
      `${plural(clients, 'client')} at once over ${runs.map(({ evidence }) => evidence).join('; over ')}. No error, no other answer, no session left.`,
    )
  } finally {
    await connection.close()
  }
}

interface Run {
  readonly clients: number
  readonly connections: number
  readonly workload: readonly PooledStatement[]
  /** Looks at the server from outside of the pool. */
  readonly observer: PostgresConnection
  readonly database: string
}

interface Outcome {
  readonly faults: readonly string[]
  readonly evidence: string
}

async function usePool(name: string, address: ServerAddress, run: Run): Promise<Outcome> {
  const marker = `pg-rehearsal pool ${process.pid} ${Math.random().toString(36).slice(2, 10)}`
  const pool = openPool(address, Math.min(run.connections, run.clients), marker)
  const times: number[] = []
  const failures = new Map<string, number>()
  let wrong = 0
  const client = async (first: number) => {
    for (let step = 0; step < run.workload.length; step++) {
      const statement = run.workload[(first + step) % run.workload.length]
      if (statement === undefined) continue
      const started = performance.now()
      try {
        const [result] = await pool.transaction([statement])
        if (JSON.stringify(result?.rows) !== statement.answer) wrong += 1
        times.push(performance.now() - started)
      } catch (error) {
        const code = failureCode(error)
        if (code === '') throw error
        failures.set(code, (failures.get(code) ?? 0) + 1)
      }
    }
  }
  const spread = Math.ceil(run.workload.length / run.clients)
  let unreturned = 0
  try {
    await Promise.all(Array.from({ length: run.clients }, (_, index) => client(index * spread)))
    unreturned = pool.unreturned()
  } finally {
    await pool.close()
  }
  const left = await sessionsLeft(run.observer, marker)
  const stuck = await stuckTransactions(run)
  const sorted = times.toSorted((a, b) => a - b)
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
  return {
    faults: [
      ...[...failures].map(([code, count]) => `${plural(count, 'error')} ${code} over ${name}`),
      ...(wrong > 0 ? [`${plural(wrong, 'answer')} over ${name} that a session alone does not get`] : []),
      ...(unreturned > 0 ? [`${plural(unreturned, 'session')} not given back over ${name}`] : []),
      ...(left > 0 ? [`${plural(left, 'session')} left over ${name}`] : []),
      ...(stuck > 0 ? [`${plural(stuck, 'transaction')} left open over ${name}`] : []),
    ],
    evidence: `${name} of ${Math.min(run.connections, run.clients)}: ${number(sorted.length)} transactions, p95 ${p95.toFixed(1)} ms`,
  }
}

/** Behind a pooler the sessions are its own, and stay; it passes the name of the client on. */
async function sessionsLeft(observer: PostgresConnection, marker: string): Promise<number> {
  const deadline = performance.now() + END_TIMEOUT
  for (;;) {
    const left = await count(
      observer,
      `select count(*) as n from pg_catalog.pg_stat_activity where application_name = $1 and state <> 'idle'`,
      marker,
    )
    if (left === 0 || performance.now() > deadline) return left
    await delay(50)
  }
}

async function stuckTransactions({ observer, database }: Run): Promise<number> {
  return await count(
    observer,
    `select count(*) as n from pg_catalog.pg_stat_activity where datname = $1 and state like 'idle in transaction%'`,
    database,
  )
}

async function count(observer: PostgresConnection, sql: string, value: string): Promise<number> {
  return Number((await observer.query(sql, [value])).rows[0]?.n ?? 0)
}
