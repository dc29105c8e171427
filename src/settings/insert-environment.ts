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
