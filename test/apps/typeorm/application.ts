import type { SampleApplication } from '../sample-application.ts'
import { LIBRARY } from './library.ts'
import { insertNext, readObjects, writeObjects } from './objects.ts'
import { openLibrary } from './open-library.ts'

/** A library on typeorm, with entities for both engines and the migrations that typeorm generates for each. */
export const typeormLibrary: SampleApplication = {
  orm: 'typeorm',
  tables: ['author', 'book', 'tag', 'loan', 'bookTags'],
  filledIn: 'author.createdAt',
  objects: LIBRARY,
  async open(target) {
    const library = await openLibrary(target)
    const { source } = library
    return {
      async migrate() {
        await source.runMigrations()
      },
      bookkeeping: () => source.query('select * from migrations order by id'),
      writeObjects: () => writeObjects(library),
      readObjects: () => readObjects(library),
      insertNext: () => insertNext(library),
      close: () => source.destroy(),
    }
  },
}
