/** libpq lets a URL name a user without a host, for a socket; the standard for URLs does not. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url) && URL.canParse(url.replace('@/', '@localhost/'))
}
