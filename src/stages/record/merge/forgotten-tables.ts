import type { RunRecord } from '../run-record.ts'

/** What a run says of a table that `include` does not name. */
const NOT_INCLUDED = 'not included'

/** The tables that no shard has rehearsed although nobody has excluded them: each may have left them to another. */
export function forgottenTables(records: readonly RunRecord[]): readonly string[] {
  const byName = Map.groupBy(
    records.flatMap(({ tables }) => tables),
    ({ name }) => name,
  )
  return [...byName]
    .filter(([, all]) => all.every(({ status, reason }) => status === 'skipped' && reason === NOT_INCLUDED))
    .map(([name]) => name)
    .toSorted()
}
