import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // by default one core is left idle; a test mostly waits for PostgreSQL
    maxWorkers: '100%',
    globalSetup: ['test/support/global-postgres.ts'],
    // it imports a JSON file in a way that only bundlers take
    server: { deps: { inline: ['@actions/workflow-parser'] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'main',
          include: ['test/**/*.test.ts'],
          exclude: ['test/shared/**', 'test/browser/**', 'test/docker/**', 'test/tools/**'],
        },
      },
      {
        extends: true,
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'] },
      },
      {
        // Needs root and docker, so it is not among those that a newcomer runs.
        test: {
          name: 'docker',
          include: ['test/docker/**/*.test.ts'],
          globalSetup: ['test/docker/global-docker.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          maxWorkers: 1,
        },
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
