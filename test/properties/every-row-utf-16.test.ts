import { migrateAndCheck, migrateTwice } from './migrate-and-check.ts'
import { testProperty } from './property-run.ts'

const CLAIM =
  'every row arrives unchanged or is rejected because PostgreSQL cannot hold it, and every rule holds or is reported'

testProperty('UTF-16le', 0.25, CLAIM, migrateAndCheck)
testProperty('UTF-16be', 0.25, CLAIM, migrateAndCheck)
testProperty('UTF-8', 0.05, 'a second rehearsal finds the same issues, and all of them remain', migrateTwice)
