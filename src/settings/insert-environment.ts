/**
 * Replaces each `${NAME}` by the environment variable, so that a committed settings file holds no password.
 * A variable inside a URL is percent-encoded; one that is the whole text is taken as it is. An empty variable
 * counts as missing: that is what a workflow makes of a secret that does not exist.
 */
export function insertEnvironment(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing: string[] = []
  const inserted = text.replaceAll(/\$\{([^}]*)\}/g, (reference, name: string) => {
    const value = Object.hasOwn(environment, name) ? (environment[name] ?? '') : ''
    if (value === '') missing.push(name)
    return reference === text ? value : encodeURIComponent(value)
  })
  return { text: inserted, missing }
}

type Inserted = { readonly value: unknown; readonly missing: readonly string[] }

/** Does the same for `postgres-url`, and for the URLs inside of `checklist`, in a settings file. */
export function insertIntoUrls(
  key: string,
  written: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): Inserted {
  if (key === 'postgres-url') return insertInto(written, environment)
  return key === 'checklist' ? insertBelow(written, environment) : { value: written, missing: [] }
}

function insertInto(written: unknown, environment: Parameters<typeof insertEnvironment>[1]): Inserted {
  if (typeof written !== 'string') return { value: written, missing: [] }
  const { text, missing } = insertEnvironment(written, environment)
  return { value: text, missing }
}

function insertBelow(written: unknown, environment: Parameters<typeof insertEnvironment>[1]): Inserted {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    return { value: written, missing: [] }
  }
  const parts = Object.entries(written).map(([name, part]) => {
    const isUrl = name === 'url' || name === 'pooler-url'
    return { name, ...(isUrl ? insertInto(part, environment) : insertBelow(part, environment)) }
  })
  return {
    value: Object.fromEntries(parts.map(({ name, value }) => [name, value])),
    missing: parts.flatMap(({ missing }) => missing),
  }
}
