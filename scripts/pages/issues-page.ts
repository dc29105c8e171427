import { ISSUE_CODES, type IssueCodeEntry } from '../../src/issues/issue-codes.ts'
import { CATEGORIES, type Category } from '../../src/issues/issue-ranks.ts'
import { GENERATED } from './markdown-table.ts'

const CATEGORY_MEANS: Readonly<Record<Category, string>> = {
  schema: 'The structure: types, names, defaults, constraints.',
  integrity: 'Rows that break a promise of the schema, and damage of the file.',
  quality: 'Values that PostgreSQL refuses or reads differently.',
  logic: 'Behaviour that the application may count on and that PostgreSQL does not have.',
  performance: 'What makes the migration or the queries slow.',
}

/** docs/issues.md: every kind of issue. */
export function issuesPage(): string {
  return [
    GENERATED,
    '# Issues',
    'Everything that a rehearsal can find. An issue id is `category/code:table.column[object]`; it holds no count and',
    'no row, so that runs can be compared by it. A table or column whose name holds a full stop is in double quotes there.',
    '',
    'The priority below is the usual one; what is found can be more or less serious, and the report says so:',
    '',
    '- **HIGH**: data or the next write would be lost.',
    '- **MED**: behaviour differs.',
    '- **LOW**: worth knowing.',
    ...CATEGORIES.flatMap(categorySection),
  ]
    .join('\n')
    .concat('\n')
}

function categorySection(category: Category): readonly string[] {
  const codes = Object.entries<IssueCodeEntry>(ISSUE_CODES).filter(([, entry]) => entry.category === category)
  return ['', `## ${category}`, '', CATEGORY_MEANS[category], ...codes.flatMap(codeSection)]
}

function codeSection([code, entry]: readonly [string, IssueCodeEntry]): readonly string[] {
  return [
    '',
    `### ${code}`,
    '',
    `**${entry.priority}** · ${entry.title}.`,
    '',
    `- In PostgreSQL: ${entry.postgres}`,
    `- What to do: ${entry.remedy}`,
    ...(entry.spec === null ? [] : [`- Specification: <${entry.spec}>`]),
  ]
}
