const LINE_FEED = 10

/**
 * The rows of a `COPY … TO STDOUT` in text format, in bundles: a field is its text, or null.
 * https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
 *
 * @param pieces may end anywhere
 */
export async function* readCopyRows(
  pieces: AsyncIterable<Buffer>,
): AsyncGenerator<readonly (readonly (string | null)[])[]> {
  let rest: readonly Buffer[] = []
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(LINE_FEED) + 1
    if (end === 0) {
      rest = [...rest, piece]
      continue
    }
    const whole = Buffer.concat([...rest, piece.subarray(0, end - 1)])
    rest = end === piece.length ? [] : [piece.subarray(end)]
    yield whole.toString('utf8').split('\n').map(fieldsOf)
  }
}

function fieldsOf(line: string): readonly (string | null)[] {
  const fields = line.split('\t')
  return line.includes('\\') ? fields.map(readField) : fields
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function readField(field: string): string | null {
  if (field === '\\N') return null
  return field.replaceAll(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter)
}
