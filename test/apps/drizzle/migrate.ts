import { openTracker } from './open-tracker.ts'

// Creates the tracker's schema in the database of DATABASE_URL, or brings it up to date.

const tracker = await openTracker(process.env.DATABASE_URL ?? '')
try {
  await tracker.migrate()
} finally {
  await tracker.close()
}
