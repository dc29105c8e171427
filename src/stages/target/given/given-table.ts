import type { TargetColumn, TargetTable } from '../target-schema.ts'
import type { MatchedColumn, MatchedTable } from './match-tables.ts'
import { readTargetType } from './read-target-type.ts'

/** A table that somebody created, as the target of its counterpart in the source. */
export function givenTable({ table, facts, columns }: MatchedTable): TargetTable {
  return {
    source: table.name,
    schema: facts.schema,
    name: facts.name,
    columns: columns.map(givenColumn),
    createSql: '',
    partitioned: facts.partitioned,
  }
}

function givenColumn({ column, facts }: MatchedColumn): TargetColumn {
  return {
    source: column.name,
    name: facts.name,
    type: readTargetType(facts.type, facts.enumLabels),
    notNull: facts.notNull,
    generated: facts.generated !== null,
    identity: facts.identity !== null,
    ...(facts.domain === null ? {} : { domain: { name: facts.domain.name, checks: facts.domainChecks } }),
  }
}
