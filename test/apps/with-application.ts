import { isPostgres, type OpenApplication, type SampleApplication } from './sample-application.ts'
import { sessionsEnded } from './sessions-ended.ts'

/** Opens an application for the time of `use`. Its database can be dropped afterwards. */
export async function withApplication<T>(
  app: SampleApplication,
  target: string,
  use: (opened: OpenApplication) => Promise<T>,
): Promise<T> {
  const opened = await app.open(target)
  try {
    return await use(opened)
  } finally {
    await opened.close()
    if (isPostgres(target)) await sessionsEnded(target)
  }
}
