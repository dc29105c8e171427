import { openShop } from './open-shop.ts'

// Creates the shop's schema in the database of DATABASE_URL, or brings it up to date.

const db = openShop(process.env.DATABASE_URL ?? '')
try {
  await db.migrate.latest()
} finally {
  await db.destroy()
}
