import { formatIdentifier, formatQualified } from '../../../sql/format-identifier.ts'
import { quoteLiteral } from '../../../sql/quote.ts'
import { sameName } from '../../../sql/same-name.ts'
import type { Table } from '../../catalog/catalog.ts'
import type { SchemaFacts, SequenceFacts } from '../schema-facts.ts'

/**
 * The sequence that a schema has by the name of a table of the source: Hibernate keeps the next key of an entity in a table
 * of one row, where the database has no sequences, and in a sequence elsewhere.
 * https://docs.hibernate.org/orm/6.6/userguide/html_single/#identifiers-generators-sequence
 *
 * @param names that the table could have in the target
 */
export function sequenceForTable(names: readonly string[], { sequences }: SchemaFacts): SequenceFacts | null {
  return sequences.find(({ name }) => names.some((wanted) => sameName(wanted, name))) ?? null
}

/** What is told of the table, and what the owner has to do: nothing sets the sequence by itself. */
export function insteadOfTable(
  { columns }: Pick<Table, 'columns'>,
  sequence: SequenceFacts,
): { readonly message: string; readonly remedy: string } {
  const name = sequence.schema === 'public' ? formatIdentifier(sequence.name) : formatQualified(sequence)
  const [only, ...others] = columns
  const next = only === undefined || others.length > 0 ? 'the next value' : `the value of ${only.name}`
  const begins = sequence.isCalled ? '' : `, which begins with ${sequence.start} until it is set`
  return {
    message: `The target has the sequence ${name} in the place of this table${begins}: no value of the table reaches it`,
    remedy: `Set the sequence behind the migration, \`SELECT setval(${quoteLiteral(name)}, …, false)\` with ${next}, so that it gives no key again; and name the table in \`exclude\`.`,
  }
}
