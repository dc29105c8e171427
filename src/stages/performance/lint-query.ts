import { type Issue, issue } from '../../issues/issue.ts'
import { LINT_RULES } from './lint-rules.ts'
import { asWritten, type QueryScope } from './query-scope.ts'

/**
 * Reads a query of the owner for what the two dialects do not share. It sees words and operators, and the types of
 * columns, but no types of expressions; what it cannot see, the comparison of the results shows.
 */
export function lintQuery(name: string, scope: QueryScope): readonly Issue[] {
  const findings = LINT_RULES.flatMap((rule) => rule(scope)).map((finding) => ({
    ...finding,
    what: asWritten(finding.what, scope),
    spelling: asWritten(finding.spelling, scope),
  }))
  const byCode = Map.groupBy(findings, ({ code }) => code)
  return [...byCode].map(([code, found]) => {
    const what = [...new Set(found.map((finding) => finding.what))].join('; ')
    const spellings = [...new Set(found.map(({ spelling }) => spelling))].join('; ')
    const [priority] = found.every((finding) => finding.priority !== undefined)
      ? found.flatMap((finding) => finding.priority ?? [])
      : []
    return issue(code, {
      object: name,
      message: `The query "${name}" ${what}`,
      remedy: `In PostgreSQL: ${spellings}`,
      ...(priority === undefined ? {} : { priority }),
    })
  })
}
