import type { SampleApplication } from '../sample-application.ts'
import { insertNext, readObjects, writeObjects } from './objects.ts'
import { openShop } from './open-shop.ts'
import { SHOP } from './shop.ts'

/** A shop on knex, whose schema is written once for both engines. */
export const knexShop: SampleApplication = {
  orm: 'knex',
  tables: ['customers', 'products', 'orders', 'orderLines'],
  filledIn: 'customers.createdAt',
  objects: SHOP,
  async open(target) {
    const db = openShop(target)
    return {
      migrate: () => db.migrate.latest(),
      bookkeeping: () => db('knex_migrations').orderBy('id'),
      writeObjects: () => writeObjects(db),
      readObjects: () => readObjects(db),
      insertNext: () => insertNext(db),
      close: () => db.destroy(),
    }
  },
}
