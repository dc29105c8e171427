import { openLibrary } from './open-library.ts'

// Creates the library's schema in the database of DATABASE_URL, or brings it up to date.

const { source } = await openLibrary(process.env.DATABASE_URL ?? '')
try {
  await source.runMigrations()
} finally {
  await source.destroy()
}
