import type { RunRecord } from '../run-record.ts'

/** Whether each has rehearsed tables of one source, all on servers of one version, and none the tables of another. */
export function areShards(records: readonly RunRecord[]): boolean {
  const [first] = records
  const isOfOneSource =
    first !== undefined &&
    first.source.sha256 !== null &&
    records.every(
      ({ source, target }) =>
        source.sha256 === first.source.sha256 && target.version === first.target.version,
    )
  const shares = records.map(rehearsed)
  const tables = shares.flat()
  // two legs that differ in something the records do not show have rehearsed the same tables
  const isApart = new Set(tables).size === tables.length
  return isOfOneSource && isApart && shares.every((share) => share.length > 0)
}

function rehearsed({ tables }: RunRecord): readonly string[] {
  return tables.filter(({ status }) => status !== 'skipped').map(({ name }) => name)
}
