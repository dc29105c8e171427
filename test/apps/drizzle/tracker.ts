export const TASK_STATES = ['open', 'doing', 'done'] as const

export interface PersonSettings {
  readonly theme: string
  readonly columns: readonly number[]
  readonly signature: string | null
}

export interface Person {
  readonly id: string
  readonly displayName: string
  readonly email: string
  readonly isAdmin: boolean
  readonly settings: PersonSettings | null
  readonly joinedAt: Date
}

export interface Project {
  readonly id: number
  readonly slug: string
  readonly ownerId: string | null
  /** Money as decimal digits; a double would not keep every cent. */
  readonly budget: string | null
  readonly startsOn: string | null
  readonly storageBytes: number
  readonly archivedAt: Date | null
}

export interface Task {
  readonly id: number
  readonly projectId: number
  readonly parentId: number | null
  readonly title: string
  readonly body: string | null
  readonly state: (typeof TASK_STATES)[number]
  readonly estimatedHours: number | null
  readonly labels: readonly string[]
  readonly dueAt: Date | null
}

export interface Watcher {
  readonly taskId: number
  readonly personId: string
  readonly isMuted: boolean | null
}

export interface Tracker {
  readonly people: readonly Person[]
  readonly projects: readonly Project[]
  readonly tasks: readonly Task[]
  readonly watchers: readonly Watcher[]
}

const GRACE = '018f2c3e-7a10-7cc1-9a41-0d5c1e8b7a01'
const LIN = '3c9d7f10-52a4-4b8e-8f6d-9e0a1b2c3d02'
const NOOR = 'e7a1b2c3-0d4e-4f5a-a6b7-c8d9e0f1a203'

/** The rows of each table in the order of their keys. */
export const TRACKER: Tracker = {
  people: [
    {
      id: GRACE,
      displayName: 'Grace Hopper',
      email: 'grace@example.com',
      isAdmin: true,
      settings: { theme: 'dark', columns: [3, 1, 2], signature: null },
      joinedAt: new Date('2025-12-31T23:59:59Z'),
    },
    {
      id: LIN,
      displayName: '林 さくら 🌸',
      email: 'lin@example.com',
      isAdmin: false,
      settings: null,
      joinedAt: new Date('2026-03-29T01:00:00Z'),
    },
    {
      id: NOOR,
      displayName: 'Noor Ó Briain',
      email: 'noor@example.com',
      isAdmin: false,
      settings: { theme: 'ünïcode "☃"', columns: [], signature: 'Yours,\n\tNoor' },
      joinedAt: new Date('2026-10-25T01:00:00Z'),
    },
  ],
  projects: [
    {
      id: 1,
      slug: 'moon-landing',
      ownerId: GRACE,
      budget: '12345678.90',
      startsOn: '2024-02-29',
      storageBytes: Number.MAX_SAFE_INTEGER,
      archivedAt: null,
    },
    {
      id: 2,
      slug: 'gärten',
      ownerId: null,
      budget: '-0.10',
      startsOn: '1969-07-20',
      storageBytes: 0,
      archivedAt: new Date('2026-01-15T12:00:00.001Z'),
    },
    { id: 3, slug: '', ownerId: LIN, budget: null, startsOn: null, storageBytes: 2 ** 31, archivedAt: null },
  ],
  tasks: [
    {
      id: 1,
      projectId: 1,
      parentId: null,
      title: 'Build the rocket 🚀',
      body: null,
      state: 'doing',
      estimatedHours: 0.1 + 0.2,
      labels: ['hardware', 'naïve', '🔥'],
      dueAt: new Date('2026-07-20T20:17:40.999Z'),
    },
    {
      id: 2,
      projectId: 1,
      parentId: 1,
      title: 'Fuel',
      body: '',
      state: 'open',
      estimatedHours: 40,
      labels: [],
      dueAt: null,
    },
    {
      id: 3,
      projectId: 2,
      parentId: null,
      title: 'Don\'t \\ "panic"',
      body: 'line\r\nline\ttab; drop table tasks; --',
      state: 'done',
      estimatedHours: null,
      labels: [''],
      dueAt: new Date('2026-02-28T00:00:00.000Z'),
    },
  ],
  watchers: [
    { taskId: 1, personId: GRACE, isMuted: false },
    { taskId: 1, personId: NOOR, isMuted: null },
    { taskId: 3, personId: LIN, isMuted: true },
  ],
}
