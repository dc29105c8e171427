/** Whether a text is a document, however deep it is: V8 reads JSON without recursion. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
