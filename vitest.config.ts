import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // by default one core is left idle; a test mostly waits for PostgreSQL
    maxWorkers: '100%',
    globalSetup: ['test/support/global-postgres.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'main', include: ['test/**/*.test.ts'], exclude: ['test/shared/**', 'test/tools/**'] },
      },
      {
        extends: true,
        // needs the programs of Debian's pgbouncer and postgresql-client
        test: { name: 'tools', include: ['test/tools/**/*.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'shared', include: ['test/shared/**/*.test.ts'], testTimeout: 600_000 },
      },
    ],
  },
})
