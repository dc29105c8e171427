import { sql } from 'drizzle-orm'
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
} from 'drizzle-orm/sqlite-core'
import { type PersonSettings, TASK_STATES } from './tracker.ts'

export const people = sqliteTable('people', {
  id: text().primaryKey(),
  displayName: text().notNull(),
  email: text().notNull().unique(),
  isAdmin: integer({ mode: 'boolean' }).notNull().default(false),
  settings: text({ mode: 'json' }).$type<PersonSettings>(),
  joinedAt: integer({ mode: 'timestamp' }).notNull(),
})

export const projects = sqliteTable('projects', {
  id: integer().primaryKey({ autoIncrement: true }),
  slug: text().notNull().unique(),
  ownerId: text().references(() => people.id, { onDelete: 'set null' }),
  budget: text(),
  startsOn: text(),
  storageBytes: integer().notNull().default(0),
  archivedAt: integer({ mode: 'timestamp_ms' }),
})

export const tasks = sqliteTable(
  'tasks',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    projectId: integer()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    parentId: integer().references((): AnySQLiteColumn => tasks.id, { onDelete: 'cascade' }),
    title: text().notNull(),
    body: text(),
    state: text({ enum: TASK_STATES }).notNull().default('open'),
    estimatedHours: real(),
    labels: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    createdAt: integer({ mode: 'timestamp_ms' })
      .notNull()
      .default(sql`(cast(unixepoch('subsec') * 1000 as integer))`),
    dueAt: integer({ mode: 'timestamp_ms' }),
  },
  (table) => [index('tasks_by_state').on(table.projectId, table.state)],
)

export const watchers = sqliteTable(
  'watchers',
  {
    taskId: integer()
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    personId: text()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    isMuted: integer({ mode: 'boolean' }),
  },
  (table) => [primaryKey({ columns: [table.taskId, table.personId] })],
)
