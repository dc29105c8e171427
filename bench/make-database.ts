import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Shape } from './shapes.ts'

/** A generated database. */
export interface BenchDatabase {
  readonly path: string
  readonly bytes: number
  readonly rows: number
  readonly tables: readonly string[]
}

/** Makes the database of a shape from a seed, or takes the one that an earlier run has made. */
export function makeDatabase(shape: Shape, rows: number, seed: number, folder: string): BenchDatabase {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${shape.name}-${rows}-${seed}.sqlite`)
  if (!existsSync(path)) {
    // under another name until it is whole
    const unfinished = `${path}.part`
    rmSync(unfinished, { force: true })
    fill(unfinished, shape, rows, seed)
    renameSync(unfinished, path)
  }
  const database = new Database(path, { readonly: true })
  try {
    const tables = database
      .prepare("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all() as string[]
    const counts = tables.map(
      (name) => database.prepare(`select count(*) from ${name}`).pluck().get() as number,
    )
    return { path, bytes: statSync(path).size, rows: counts.reduce((sum, count) => sum + count, 0), tables }
  } finally {
    database.close()
  }
}

function fill(path: string, shape: Shape, rows: number, seed: number): void {
  const database = new Database(path)
  try {
    database.exec('pragma journal_mode = off; pragma synchronous = off')
    database.function('randomblob_of', { deterministic: true }, (length, key) =>
      bytesOf(Number(length), Number(key)),
    )
    database.exec('begin')
    for (const { create, insert, indexes, rows: count } of shape.tables(rows)) {
      database.exec(create)
      database
        .prepare(
          insert.replace(
            /^(insert into \w+)/,
            '$1 with recursive n(i) as (select 1 union all select i + 1 from n where i < :rows)',
          ),
        )
        .run({ rows: count, ...(insert.includes(':seed') ? { seed } : {}) })
      for (const index of indexes) database.exec(index)
    }
    database.exec('commit')
  } finally {
    database.close()
  }
}

const NOISE = Buffer.alloc(1 << 16)
for (let at = 0, state = 1; at < NOISE.length; at += 4) {
  state = (state * 48271) % 2147483647
  NOISE.writeUInt32LE(state, at)
}

/** Bytes of all values, different for each key. */
function bytesOf(length: number, key: number): Buffer {
  return NOISE.subarray((key * 13) % 40_000, ((key * 13) % 40_000) + length)
}
