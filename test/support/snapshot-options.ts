import type { SnapshotOptions } from '../../src/stages/snapshot/snapshot-options.ts'

/** Of a source that the test names. */
export const DEFAULT_SNAPSHOT_OPTIONS: SnapshotOptions = {
  snapshot: null,
  snapshotCommand: null,
  maxBytes: 64 * 1024 ** 3,
  jobs: 2,
}
