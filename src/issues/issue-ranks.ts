export const CATEGORIES = ['schema', 'integrity', 'quality', 'logic', 'performance'] as const
export type Category = (typeof CATEGORIES)[number]

/** HIGH: data or the next write would be lost. MED: behaviour differs. LOW: worth knowing. */
export const PRIORITIES = ['HIGH', 'MED', 'LOW'] as const
export type Priority = (typeof PRIORITIES)[number]
