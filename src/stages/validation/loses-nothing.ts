import { canonicalDecimal } from './canonical-value.ts'

/** Numbers with sign and exponent, words, and signs that are neither blanks nor brackets, quotes and commas. */
const TOKENS =
  /(?<![\p{L}\p{N}_])[+-]?(?:\p{Nd}+\.?\p{Nd}*|\.\p{Nd}+)(?:e[+-]?\p{Nd}+)?(?![\p{L}_])|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_(){}[\],"'<>=$]/giu

/** Types whose input takes one spelling for another without a loss, though not by the same words. */
const RESPELLING =
  /^(?:inet|cidr|macaddr8?|interval.*|(?:int4|int8|date)(?:multi)?range|boolean\[\]|uuid\[\])$/

/**
 * Whether PostgreSQL's spelling of a value says all that the text of the source does, so that nothing was rounded, cut or
 * left out when it was read: the offset of a timestamp in an array, the second of two equal keys of an hstore.
 *
 * @param type as `format_type` spells it
 */
export function losesNothing(type: string, source: string, target: string): boolean {
  if (RESPELLING.test(type)) return true
  const [before, after] = [tokensOf(type, zoned(type, source)), tokensOf(type, target)]
  return before.length === after.length && before.every((token, index) => token === after[index])
}

/** A time of day without an offset is taken as UTC. */
function zoned(type: string, text: string): string {
  return /^time.* with time zone$/.test(type) && !/[+-]|[a-z]\s*$/i.test(text) ? `${text}+00` : text
}

/** Times, and arrays and ranges of times. */
const OF_TIME = /^time|^tst?z?(?:multi)?range$/

function tokensOf(type: string, text: string): readonly string[] {
  const isOfTime = OF_TIME.test(type)
  const written = type === 'money' ? amountOf(text) : isOfTime ? withPlainOffsets(text) : text
  const tokens = (written.match(TOKENS) ?? []).map((token) =>
    /\p{Nd}/u.test(token) ? canonicalDecimal(token.replace(/^\+/, '')) : token,
  )
  if (isOfTime) return withoutZeros(tokens)
  // any two opposite corners make one box: https://www.postgresql.org/docs/current/datatype-geometric.html
  return type === 'box' ? tokens.toSorted() : tokens
}

/** `-$1,000.50` and `($1,000.50)` are -1000.5. https://www.postgresql.org/docs/current/datatype-money.html */
function amountOf(text: string): string {
  const amount = text.replace(/[$,\s]/g, '')
  return /^\(.*\)$/.test(amount) ? `-${amount.slice(1, -1)}` : amount
}

const CLOCK = String.raw`(?<=\d:\d{2}(?::\d{2}(?:\.\d+)?)?)`

/** What an offset from UTC is written with: https://www.postgresql.org/docs/current/datatype-datetime.html */
const OFFSET = new RegExp(String.raw`${CLOCK}\s*([+-])(\d{1,2})(?::?(\d{2})(?::?(\d{2}))?)?(?![\d:])`, 'g')
const UTC = new RegExp(String.raw`${CLOCK}\s*(?:Z|UTC|GMT)(?!\p{L})`, 'giu')

/** `2024-01-01T10:00Z` is `2024-01-01 10:00+00:00`, which is `2024-01-01 10:00-00`; `+0200` is `+02:00`. */
function withPlainOffsets(text: string): string {
  return text
    .replace(/(?<=\d)T(?=\d)/gi, ' ')
    .replace(OFFSET, (_, sign, ...parts) => {
      const [hours, minutes, seconds] = parts.slice(0, 3).map((part) => Number(part ?? 0))
      return hours || minutes || seconds ? `${sign}${hours}:${minutes}:${seconds}` : ' UTC'
    })
    .replace(UTC, ' UTC')
}

/** Minutes and seconds that are 0 may be left out, and so may midnight. */
function withoutZeros(tokens: readonly string[]): readonly string[] {
  return tokens.filter((token, at) => {
    const isZero = token === '0' && (tokens[at - 1] === ':' || beginsMidnight(tokens, at))
    return !isZero && !(token === ':' && tokens[at + 1] === '0')
  })
}

function beginsMidnight(tokens: readonly string[], at: number): boolean {
  const [minutes, seconds] = [at + 1, at + 3].map((next) => tokens[next] !== ':' || tokens[next + 1] === '0')
  return tokens[at + 1] === ':' && minutes === true && seconds === true
}
