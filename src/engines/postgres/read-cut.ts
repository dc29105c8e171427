import { type Client, Query, type QueryArrayConfig } from 'pg'
import type { CutRows, PostgresValue, ReadLimits } from './database.ts'

/**
 * Runs one query and keeps of its rows what the limits allow. A text with several statements is refused (42601).
 *
 * @throws the driver's error
 */
export function readCut(
  client: Client,
  sql: string,
  values: readonly PostgresValue[],
  limits: ReadLimits,
): Promise<CutRows> {
  // one statement and no other: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
  const config: QueryArrayConfig & { readonly queryMode: 'extended' } = {
    text: sql,
    values: [...values],
    rowMode: 'array',
    queryMode: 'extended',
  }
  const query = new Query<PostgresValue[]>(config)
  const rows: PostgresValue[][] = []
  let bytes = 0
  let rowCount = 0
  // the driver keeps no row where somebody listens to them: https://node-postgres.com/apis/client
  query.on('row', (row) => {
    rowCount += 1
    if (rows.length >= limits.rows || bytes > limits.bytes) return
    rows.push(row)
    for (const value of row) bytes += value?.length ?? 0
  })
  return new Promise((resolve, reject) => {
    query.on('error', reject)
    query.on('end', ({ fields }) => {
      const [types, names] = [fields.map(({ dataTypeID }) => dataTypeID), fields.map(({ name }) => name)]
      resolve({ types, names, rows, rowCount })
    })
    client.query(query)
  })
}
