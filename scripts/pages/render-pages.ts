import * as z from 'zod'
import { settingsFileSchema } from '../../src/settings/settings.ts'
import { runRecordJsonSchema } from '../../src/stages/record/describe-run-record.ts'
import { actionManifest } from './action-manifest.ts'
import { actionPage } from './action-page.ts'
import { cliPage } from './cli-page.ts'
import { issuesPage } from './issues-page.ts'
import { runRecordPage } from './run-record-page.ts'
import { typeMappingPage } from './type-mapping-page.ts'

/** Every page that is made from the code, by its path in the repository. */
export function renderPages(): ReadonlyMap<string, string> {
  return new Map([
    ['action.yml', actionManifest()],
    ['docs/action.md', actionPage()],
    ['docs/cli.md', cliPage()],
    ['docs/issues.md', issuesPage()],
    ['docs/type-mapping.md', typeMappingPage()],
    ['docs/run-record.md', runRecordPage()],
    ['schema/settings.schema.json', json(settingsJsonSchema())],
    ['schema/run-record.schema.json', json(runRecordJsonSchema())],
  ])
}

/** What a settings file may hold; editors complete and check it by this. */
function settingsJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(settingsFileSchema, {
    io: 'input',
    unrepresentable: 'any',
    // a parameter that no double holds; in JSON it is a number like any other
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'bigint') jsonSchema.type = 'integer'
    },
  })
  return { title: 'Settings of pg-rehearsal', ...schema }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
