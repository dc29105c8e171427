import { totalmem } from 'node:os'

const MEGABYTE = 1024 * 1024

const THROW_AWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
}

/** As a server in production has them, one that can have a standby; most are the defaults. */
const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'replica',
  checkpoint_timeout: '5min',
  autovacuum: 'on',
}

/**
 * Settings for a server whose data is thrown away: nothing has to survive a crash.
 * https://www.postgresql.org/docs/current/non-durability.html
 *
 * @param majorVersion null where it is not known before the server has started
 * @param durable it has to survive all the same, so that its times are those of production
 */
export function serverSettings(
  majorVersion: number | null,
  durable = false,
  memory = availableMemory(),
): Readonly<Record<string, string>> {
  return {
    ...(durable ? DURABLE : THROW_AWAY),
    ...readingSettings(majorVersion, durable, memory),
    max_wal_size: '4GB',
    jit: 'off',
    maintenance_work_mem: shareOf(memory, 16, 256),
    work_mem: shareOf(memory, 64, 64),
    timezone: 'UTC',
    log_timezone: 'UTC',
    // An error in the log would quote the refused statement, and with it cell values.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
  }
}

/**
 * The system holds the pages in its memory, which is as near. For a server that has just begun, memory of its own is fresh, and
 * its first use takes longer than to ask the system: 256 MB of it are 5 to 10 % of a run, and the processes that read ahead
 * for PostgreSQL 18 another 5 % of its load (docs/decisions/performance.md).
 */
function readingSettings(
  majorVersion: number | null,
  durable: boolean,
  memory: number,
): Readonly<Record<string, string>> {
  const method = majorVersion === null || majorVersion < 18 ? {} : { io_method: durable ? 'worker' : 'sync' }
  return { ...method, shared_buffers: shareOf(memory, 8, durable ? 256 : 64) }
}

/** Bytes. A container may have less than its machine; without a limit Node gives 0 or an enormous number. */
function availableMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
}

function shareOf(memory: number, divisor: number, atMost: number): string {
  const megabytes = Math.floor(memory / divisor / MEGABYTE)
  return `${Math.min(Math.max(megabytes, 16), atMost)}MB`
}
