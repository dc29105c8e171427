import { drizzleTracker } from './drizzle/application.ts'
import { knexShop } from './knex/application.ts'
import type { SampleApplication } from './sample-application.ts'
import { typeormLibrary } from './typeorm/application.ts'

export const APPLICATIONS: readonly SampleApplication[] = [knexShop, drizzleTracker, typeormLibrary]
