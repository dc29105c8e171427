import {
  type AnyPgColumn,
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { type PersonSettings, TASK_STATES } from './tracker.ts'

export const taskState = pgEnum('task_state', TASK_STATES)

export const people = pgTable('people', {
  id: uuid().primaryKey(),
  displayName: text().notNull(),
  email: text().notNull().unique(),
  isAdmin: boolean().notNull().default(false),
  settings: jsonb().$type<PersonSettings>(),
  joinedAt: timestamp({ withTimezone: true }).notNull(),
})

export const projects = pgTable('projects', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  slug: text().notNull().unique(),
  ownerId: uuid().references(() => people.id, { onDelete: 'set null' }),
  budget: numeric({ precision: 10, scale: 2 }),
  startsOn: date(),
  storageBytes: bigint({ mode: 'number' }).notNull().default(0),
  archivedAt: timestamp({ withTimezone: true }),
})

export const tasks = pgTable(
  'tasks',
  {
    id: integer().primaryKey().generatedByDefaultAsIdentity(),
    projectId: integer()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    parentId: integer().references((): AnyPgColumn => tasks.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    body: text(),
    state: taskState().notNull().default('open'),
    estimatedHours: doublePrecision(),
    labels: jsonb().$type<readonly string[]>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    dueAt: timestamp({ withTimezone: true }),
  },
  (table) => [index('tasks_by_state').on(table.projectId, table.state)],
)

export const watchers = pgTable(
  'watchers',
  {
    taskId: integer()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    isMuted: boolean(),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.personId] })],
)
