import type { SampleApplication } from '../sample-application.ts'
import { insertNext, readObjects, writeObjects } from './objects.ts'
import { openTracker } from './open-tracker.ts'
import { TRACKER } from './tracker.ts'

/** A tracker of projects on drizzle, which keeps tables and migrations for each dialect. */
export const drizzleTracker: SampleApplication = {
  orm: 'drizzle',
  tables: ['people', 'projects', 'tasks', 'watchers'],
  filledIn: 'tasks.createdAt',
  objects: TRACKER,
  async open(target) {
    const tracker = await openTracker(target)
    return {
      migrate: tracker.migrate,
      bookkeeping: tracker.bookkeeping,
      writeObjects: () => writeObjects(tracker),
      readObjects: () => readObjects(tracker),
      insertNext: () => insertNext(tracker),
      close: tracker.close,
    }
  },
}
