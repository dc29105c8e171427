import type { IssueRecord } from '../record/run-record.ts'

/**
 * The id by which waivers and remedies name an issue: the one it has in its own run, without the name of the leg that a
 * record of many puts into it. Holds text of a stranger.
 */
export function idInSettings({ id, leg }: Pick<IssueRecord, 'id' | 'leg'>): string {
  return leg === null ? id : id.replace(`:${leg}/`, () => ':')
}
