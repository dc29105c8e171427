import { totalmem } from 'node:os'

const MEGABYTE = 1024 * 1024

/**
 * Settings for a server whose data is thrown away: nothing has to survive a crash.
 * https://www.postgresql.org/docs/current/non-durability.html
 */
export function serverSettings(memory = availableMemory()): Readonly<Record<string, string>> {
  return {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '4GB',
    checkpoint_timeout: '1h',
    autovacuum: 'off',
    jit: 'off',
    shared_buffers: shareOf(memory, 8, 256),
    maintenance_work_mem: shareOf(memory, 16, 256),
    timezone: 'UTC',
    log_timezone: 'UTC',
    // An error in the log would quote the refused statement, and with it cell values.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
  }
}

/** Bytes. A container may have less than its machine; without a limit Node gives 0 or an enormous number. */
function availableMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
}

function shareOf(memory: number, divisor: number, atMost: number): string {
  const megabytes = Math.floor(memory / divisor / MEGABYTE)
  return `${Math.min(Math.max(megabytes, 16), atMost)}MB`
}
