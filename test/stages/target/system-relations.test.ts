import { expect, test } from 'vitest'
import { SYSTEM_RELATIONS } from '../../../src/stages/target/names/system-relations.ts'
import { withTestConnection } from '../../support/postgres.ts'

test('every table and view of pg_catalog is known', async () => {
  await withTestConnection(async (connection) => {
    const { rows } = await connection.query(
      `select relname from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind in ('r', 'v')`,
    )
    expect(rows.length).toBeGreaterThan(100)
    expect(rows.flatMap(({ relname }) => (SYSTEM_RELATIONS.has(relname ?? '') ? [] : [relname]))).toEqual([])
  })
})
