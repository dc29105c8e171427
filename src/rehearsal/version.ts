import packageJson from '../../package.json' with { type: 'json' }

/** The version of pg-rehearsal. */
export const VERSION: string = packageJson.version
