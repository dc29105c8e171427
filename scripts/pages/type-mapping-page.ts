import { SPELLINGS } from '../../src/sql/declared-type.ts'
import { TYPE_RULES } from '../../src/stages/target/types/type-rules.ts'
import { GENERATED, markdownTable } from './markdown-table.ts'

/** docs/type-mapping.md: which PostgreSQL type a declared type becomes. */
export function typeMappingPage(): string {
  return [
    GENERATED,
    '# Type mapping',
    [
      'A declared type says what the owner meant, the profile of every value says what is there. The type follows the',
      'declaration as long as most values do, and it always holds every value that is kept. See',
      '[why the majority decides](decisions/majority-of-values.md).',
    ].join('\n'),
    markdownTable(
      ['declared type', 'becomes', 'unless the values do not follow', 'specification'],
      TYPE_RULES.map(({ names, target, otherwise, spec }) => [
        names.map((name) => `\`${name}\``).join(', '),
        target,
        otherwise,
        `[page](${spec})`,
      ]),
    ),
    [
      'Some libraries spell a type for SQLite by the affinity that they want. It is what they have it for in PostgreSQL:',
      `${[...SPELLINGS].map(([spelled, name]) => `\`${spelled}\` is \`${name}\``).join(', ')}.`,
    ].join('\n'),
    [
      'Any other name goes by its [affinity](https://www.sqlite.org/datatype3.html#determination_of_column_affinity):',
      'INTEGER, TEXT and REAL like the first rows of their kind, the rest by its values. A column without a type goes by',
      'its values too. Where there are no values, these go by the DEFAULT: `x DEFAULT 0` becomes bigint.',
    ].join('\n'),
    [
      'Where a column holds no value, and its DEFAULT is a moment, random bytes or a random text that the type refuses, the',
      'type is what it would be beside that value: `DATE DEFAULT CURRENT_TIMESTAMP` becomes timestamp, and',
      '`TIMESTAMP DEFAULT (unixepoch())` timestamptz.',
    ].join('\n'),
  ]
    .join('\n\n')
    .concat('\n')
}
