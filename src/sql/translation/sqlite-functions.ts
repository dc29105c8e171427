/**
 * The functions of SQLite 3.54 with its own extensions, as its pragma function_list has them.
 * https://www.sqlite.org/pragma.html#pragma_function_list
 */
const FUNCTIONS_OF_SQLITE: ReadonlySet<string> = new Set(
  `
  abs acos acosh asin asinh atan atan2 atanh avg bm25 ceil ceiling changes char coalesce concat concat_ws cos cosh
  count cume_dist current_date current_time current_timestamp date datetime degrees dense_rank exp first_value
  floor format fts3_tokenizer fts5 fts5_get_locale fts5_insttoken fts5_locale fts5_source_id geopoly_area
  geopoly_bbox geopoly_blob geopoly_ccw geopoly_contains_point geopoly_debug geopoly_group_bbox geopoly_json
  geopoly_overlap geopoly_regular geopoly_svg geopoly_within geopoly_xform glob group_concat hex highlight if
  ifnull iif instr json json_array json_array_insert json_array_length json_error_position json_extract
  json_group_array json_group_object json_insert json_object json_patch json_pretty json_quote json_remove
  json_replace json_set json_type json_valid jsonb jsonb_array jsonb_array_insert jsonb_extract jsonb_group_array
  jsonb_group_object jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set julianday lag
  last_insert_rowid last_value lead length like likelihood likely ln load_extension log log10 log2 lower ltrim
  match matchinfo max median min mod nth_value ntile nullif octet_length offsets optimize percent_rank percentile
  percentile_cont percentile_disc pi pow power printf quote radians random randomblob rank replace round
  row_number rtreecheck rtreedepth rtreenode rtrim sign sin sinh snippet soundex sqlite_compileoption_get
  sqlite_compileoption_used sqlite_log sqlite_source_id sqlite_version sqrt strftime string_agg substr substring
  subtype sum tan tanh time timediff total total_changes trim trunc typeof unhex unicode unistr unistr_quote
  unixepoch unlikely upper zeroblob
`
    .trim()
    .split(/\s+/),
)

/** What PostgreSQL has by the same name, and why it is another function, or may be one. */
const OTHERS: Readonly<Record<string, string>> = {
  format: 'format() of PostgreSQL knows %s, %I and %L, and gives other texts for all else',
  json_extract: 'json_extract() is #>> in PostgreSQL, which reads json, and gives texts for numbers too',
  json_valid: 'json_valid() is IS JSON in PostgreSQL, which has it only from version 16 on',
  random:
    'random() gives other values in PostgreSQL: fractions from 0 to 1, where SQLite has integers of 64 bits',
  round: 'round() gives other values in PostgreSQL: it takes the half of a double to the even number',
  typeof: 'typeof() is translated where it is compared with the name of a storage class',
}

/** PostgreSQL has them too, for other arguments, or computed by a library of its own. */
const NAMESAKES: ReadonlySet<string> = new Set(
  `
  acos acosh asin asinh atan atan2 atanh ceil ceiling concat concat_ws cos cosh degrees exp floor json_array_length
  json_object jsonb_insert jsonb_object jsonb_set ln log log10 mod octet_length pi pow power radians sign sin sinh sqrt
  tan tanh trunc unistr
`
    .trim()
    .split(/\s+/),
)

/**
 * Why a call of a function is not translated.
 *
 * @param called in any case; one that {@link translateFunction} does not know
 */
export function whyUntranslated(called: string): string {
  const name = called.toLowerCase()
  const other = Object.hasOwn(OTHERS, name) ? OTHERS[name] : undefined
  if (other !== undefined) return other
  if (NAMESAKES.has(name)) return `${name}() of PostgreSQL is not known to give the same value`
  return FUNCTIONS_OF_SQLITE.has(name)
    ? `the function ${name}() has no equivalent`
    : `SQLite has no function ${name}() of its own, so what it gives is not known`
}
