import { migrateAndCheck } from './migrate-and-check.ts'
import { testProperty } from './property-run.ts'

testProperty(
  'UTF-8',
  0.5,
  'every row arrives unchanged or is rejected because PostgreSQL cannot hold it, and every rule holds or is reported',
  migrateAndCheck,
)
