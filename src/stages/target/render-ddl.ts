import type { LedgerEntry } from './ledger-entry.ts'
import type { PostDataStatement } from './post-data.ts'
import type { TargetSchema } from './target-schema.ts'

/**
 * The whole schema as one script in the spelling of pg_dump: tables, then what is added after the rows, then
 * comments that name what is not there and why.
 */
export function renderDdl(schema: TargetSchema): string {
  const sections = [
    ...schema.tables.flatMap(({ createSql }) => (createSql === '' ? [] : [`${createSql};`])),
    ...schema.postData.map(renderStatement),
    ...schema.postData.flatMap(({ validateSql }) => (validateSql === undefined ? [] : [`${validateSql};`])),
    ...schema.failedTables.map(({ source, reason }) => comment(`Not here: table ${source}: ${reason}`)),
    ...schema.ledger.filter(({ status }) => status === 'dropped').map(renderDropped),
  ]
  return `${sections.join('\n\n')}\n`
}

/** A schema without some of its rules, which it names instead with the entries that tell why. */
export function leaveOut(
  schema: TargetSchema,
  rules: readonly { readonly statement: PostDataStatement; readonly entry: LedgerEntry }[],
): TargetSchema {
  const gone = new Set(rules.map(({ statement }) => statement))
  return {
    ...schema,
    postData: schema.postData.filter((statement) => !gone.has(statement)),
    ledger: [...schema.ledger, ...rules.map(({ entry }) => entry)],
  }
}

function renderStatement({ sql, entry }: PostDataStatement): string {
  const changed = entry.status === 'changed' && entry.reason !== null
  return `${changed ? `${comment(`Changed: ${entry.reason}`)}\n` : ''}${sql};`
}

function renderDropped({ type, name, table, sql, reason }: LedgerEntry): string {
  const where = table === null ? '' : ` of ${table}`
  return comment(`Not here: ${type} ${name}${where}: ${reason ?? ''}\n${sql}`)
}

/** Every line behind `--`: a name or a definition can hold line breaks, and must not become a statement. */
function comment(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `-- ${line}`)
    .join('\n')
}
