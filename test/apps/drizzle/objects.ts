import { asc, eq } from 'drizzle-orm'
import { type Task, TRACKER, type Tracker } from './tracker.ts'
import type { TrackerDatabase } from './tracker-database.ts'

/** Fills an empty tracker. A fourth task comes and goes, so that the next key is not the highest plus one. */
export async function writeObjects({ db, tables }: TrackerDatabase): Promise<void> {
  const { people, projects, tasks, watchers } = tables
  await db.insert(people).values([...TRACKER.people])
  await db.insert(projects).values(TRACKER.projects.map(({ id, ...project }) => project))
  await db.insert(tasks).values(TRACKER.tasks.map(({ id, ...task }) => task))
  await db.insert(watchers).values([...TRACKER.watchers])
  const [gone] = await db.insert(tasks).values({ projectId: 1, title: 'Gone', labels: [] }).returning()
  await db.delete(tasks).where(eq(tasks.id, gone?.id ?? 0))
}

export async function readObjects({ db, tables }: TrackerDatabase): Promise<Tracker> {
  const { people, projects, tasks, watchers } = tables
  return {
    people: await db.select().from(people).orderBy(asc(people.id)),
    projects: await db.select().from(projects).orderBy(asc(projects.id)),
    tasks: await db.select().from(tasks).orderBy(asc(tasks.id)),
    watchers: await db.select().from(watchers).orderBy(asc(watchers.taskId), asc(watchers.personId)),
  }
}

/** A new task takes its key, its state and its creation from the database. */
export async function insertNext({ db, tables }: TrackerDatabase): Promise<Task> {
  const next = { projectId: 3, parentId: 3, title: 'Next', labels: ['new'] }
  const [task] = await db.insert(tables.tasks).values(next).returning()
  if (task === undefined) throw new Error('the insert gave no row')
  return task
}
