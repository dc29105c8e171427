import { DataSource } from 'typeorm'
import { isPostgres } from '../sample-application.ts'
import { type LibraryEntities, libraryEntities } from './entities.ts'
import { POSTGRES_MIGRATIONS } from './migrations/postgres.ts'
import { SQLITE_MIGRATIONS } from './migrations/sqlite.ts'

export interface OpenLibrary {
  readonly source: DataSource
  readonly entities: LibraryEntities
}

/** PostgreSQL makes UUIDs without an extension, so none is installed: a role of an application may not. */
export async function openLibrary(target: string): Promise<OpenLibrary> {
  const entities = libraryEntities(isPostgres(target) ? 'postgres' : 'better-sqlite3')
  const source = isPostgres(target)
    ? new DataSource({
        type: 'postgres',
        url: target,
        poolSize: 2,
        uuidExtension: 'pgcrypto',
        installExtensions: false,
        entities: Object.values(entities),
        migrations: POSTGRES_MIGRATIONS,
      })
    : new DataSource({
        type: 'better-sqlite3',
        database: target,
        entities: Object.values(entities),
        migrations: SQLITE_MIGRATIONS,
      })
  return { source: await source.initialize(), entities }
}
