import type { RunRecord } from '../run-record.ts'

/** Of the first, as far as all are of the same. */
export function mergeSources(records: readonly RunRecord[], { source }: RunRecord): RunRecord['source'] {
  const sources = records.map((record) => record.source)
  const same = <T>(of: (one: RunRecord['source']) => T): T | null => {
    const [value, ...others] = new Set(sources.map(of))
    return others.length === 0 ? (value ?? null) : null
  }
  return {
    ...source,
    path: [...new Set(sources.map(({ path }) => path))].join(', '),
    sha256: same(({ sha256 }) => sha256),
    schemaSha256: same(({ schemaSha256 }) => schemaSha256),
  }
}

/** All versions that were rehearsed with. */
export function mergeTargets(records: readonly RunRecord[], { target }: RunRecord): RunRecord['target'] {
  const versions = new Set(records.map((record) => record.target.version))
  const known = [...versions].filter((version) => version !== null)
  return { ...target, version: known.length === 0 ? null : known.join(', '), database: null }
}
