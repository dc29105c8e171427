import { open } from 'node:fs/promises'
import { openSqlite } from '../../src/engines/sqlite/open-sqlite.ts'

/** A page of a b-tree, by its kind. https://www.sqlite.org/dbstat.html */
export interface Page {
  /** Of the table or index. */
  readonly name: string
  readonly kind: 'leaf' | 'internal' | 'overflow'
  /** 0 is the first of its kind, 1 the last; the middle one by default. */
  readonly place?: number
}

/** Overwrites one page of a database file with 0xff. */
export async function destroyPage(path: string, { name, kind, place = 0.5 }: Page): Promise<void> {
  const database = openSqlite(path)
  const size = Number(database.pragma('page_size', { simple: true }))
  const pages = database
    .prepare<[string, string], bigint>(
      'select pageno from dbstat where name = ? and pagetype = ? order by path',
    )
    .pluck()
    .all(name, kind)
  database.close()
  const page = pages[Math.floor((pages.length - 1) * place)]
  if (page === undefined) throw new TypeError(`${name} has no page of that kind`)
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(size, 0xff), 0, size, (Number(page) - 1) * size)
  await file.close()
}
