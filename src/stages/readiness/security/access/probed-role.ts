import type { RoleRights } from '../../checklist-settings.ts'

/** A role that is looked at, and what it must be able to do. */
export interface ProbedRole {
  readonly name: string
  /**
   * The role that the application logs in as, another one of the settings, one that may log in and that the settings do
   * not name, or one that only others can become.
   */
  readonly purpose: 'application' | 'named' | 'unnamed' | 'group'
  readonly granted: RoleRights
}
