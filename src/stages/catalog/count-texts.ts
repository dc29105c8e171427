import { isAscii, isUtf8 } from 'node:buffer'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { Chunk } from '../../engines/sqlite/row-chunks.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { LONGEST_GATHERED_TEXT, LONGEST_READ } from './column-measures.ts'
import type { ColumnProfile } from './column-profile.ts'
import { type Measured, numberOf } from './profile-of-measures.ts'

/** https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2 */
export const ESCAPED: readonly number[] = [...Buffer.from('\\\b\t\n\v\f\r')]

/** The counts that depend on the encoding of texts. */
type TextCounts = Pick<ColumnProfile, CountedName | 'textsPlain'>
type CountedName = 'longestText' | 'textCharacters' | 'textsNonAscii' | 'textsWithNul' | 'textsInvalidUtf8'

/** Where the texts of a profile stand. */
export interface TextPlace {
  readonly database: SqliteDatabase
  readonly table: string
  readonly column: string
  readonly chunk: Chunk
}

/**
 * Counts characters, NULs and invalid encodings. The bytes of all texts together, looked at by native code, settle
 * most chunks; only where they hold something unusual are the texts judged one by one.
 *
 * @param measured with the texts of no known form up to {@link LONGEST_GATHERED_TEXT} bytes, joined by commas, or without
 */
export function countTexts(place: TextPlace, profile: ColumnProfile, measured: Measured): TextCounts {
  const gathered = measured.has('gathered') ? (measured.get('gathered') ?? NO_OTHERS) : null
  const isWhole = Buffer.isBuffer(gathered) && profile.longestTextBytes <= LONGEST_GATHERED_TEXT
  if (profile.texts === 0) return NO_TEXTS
  if (profile.longestTextBytes > LONGEST_READ) {
    const longestText = profile.longestTextBytes
    return { ...query(place, ONE_BY_ONE), longestText, textCharacters: null, textsPlain: false }
  }
  if (!isWhole || gathered.includes(0) || !isUtf8(gathered))
    return { ...query(place, ONE_BY_ONE), textsPlain: false }
  const textsPlain = !ESCAPED.some((byte) => gathered.includes(byte))
  if (isAscii(gathered)) {
    const textCharacters = numberOf(measured, 'textBytes')
    return { ...NO_TEXTS, longestText: profile.longestTextBytes, textCharacters, textsPlain }
  }
  const counted = measured.has('longestText') ? plainCounts(measured) : query(place, UNUSUAL_IN_NONE)
  return { ...counted, textsPlain }
}

/** Of texts in valid UTF-8 without NUL and without what COPY escapes; their characters were measured. */
function plainCounts(measured: Measured): TextCounts {
  return {
    ...NO_TEXTS,
    longestText: numberOf(measured, 'longestText'),
    textCharacters: numberOf(measured, 'textCharacters'),
    textsNonAscii: numberOf(measured, 'textsNonAscii'),
  }
}

/** All texts are spelled as dates, times, booleans or UUIDs: in ASCII. */
const NO_OTHERS = Buffer.alloc(0)

const NO_TEXTS: TextCounts = {
  longestText: 0,
  textCharacters: 0,
  textsNonAscii: 0,
  textsWithNul: 0,
  textsInvalidUtf8: 0,
  textsPlain: true,
}

/** What SQLite counts well: texts in valid UTF-8 without NUL. */
const UNUSUAL_IN_NONE = `
  select max(length(v))                    as longestText,
         sum(length(v))                    as textCharacters,
         sum(length(v) <> octet_length(v)) as textsNonAscii,
         0                                 as textsWithNul,
         0                                 as textsInvalidUtf8
    from (select ? as v`

/** GLOB stops at a NUL, which json_quote() spells out. */
const ONE_BY_ONE = `
  select max(length(v))             as longestText,
         sum(length(v))             as textCharacters,
         sum(not valid or json_quote(v) glob '*[^' || char(1) || '-' || char(127) || ']*') as textsNonAscii,
         sum(instr(v, char(0)) > 0) as textsWithNul,
         sum(not valid)             as textsInvalidUtf8
    from (select ? as v, is_valid_text(cast(? as blob)) as valid`

function query(
  { database, table, column, chunk }: TextPlace,
  counts: string,
): Pick<ColumnProfile, CountedName> {
  const name = quoteIdentifier(column)
  const row = database
    .prepare<unknown[], Record<CountedName, bigint | null>>(
      `${counts.replaceAll('?', () => name)}
            from ${quoteIdentifier(table)} not indexed
           where ${chunk.condition}
             and typeof(${name}) = 'text' and octet_length(${name}) <= ${LONGEST_READ}
           limit -1)`,
    )
    .get(...chunk.values)
  return {
    longestText: Number(row?.longestText ?? 0),
    textCharacters: Number(row?.textCharacters ?? 0),
    textsNonAscii: Number(row?.textsNonAscii ?? 0),
    textsWithNul: Number(row?.textsWithNul ?? 0),
    textsInvalidUtf8: Number(row?.textsInvalidUtf8 ?? 0),
  }
}
