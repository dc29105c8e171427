/** Around the password in a URL of any kind, whoever it belongs to. */
const BEFORE_PASSWORD =
  /(\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s:/@]*:(?=[^\s/@]*@)|[^\s?]*\?(?:\S*&)?password=))[^\s/@&]*/gi

/** A text in which no URL has its password. */
export function withoutPasswords(text: string): string {
  return text.replace(BEFORE_PASSWORD, '$1***')
}
