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
 * @param durable it has to survive all the same, so that its times are those of production
 */
export function serverSettings(
  durable = false,
  memory = availableMemory(),
): Readonly<Record<string, string>> {
  return {
    ...(durable ? DURABLE : THROW_AWAY),
    max_wal_size: '4GB',
    jit: 'off',
    shared_buffers: shareOf(memory, 8, 256),
    maintenance_work_mem: shareOf(memory, 16, 256),
    work_mem: shareOf(memory, 64, 64),
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
