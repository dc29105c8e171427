import { harmless } from '../../../shell/shown-words.ts'

/**
 * What `pg_dump` and `pg_restore` say, run in the locale C, without what they pass on from the server: that quotes rows,
 * and in the language of the server. They name the object themselves:
 *
 *     pg_restore: from TOC entry 3369; 2606 16390 CONSTRAINT t t_pkey postgres
 *     pg_restore: error: could not execute query: ERROR:  could not create unique index "t_pkey"
 *     DETAIL:  Key (id)=(1) is duplicated.
 *     Command was: ALTER TABLE ONLY public.t …
 *
 * @returns null where nothing of it may be shown
 */
export function programWords(lastWords: string): string | null {
  const lines = lastWords.split('\n').flatMap((line) => {
    const said = /^pg_(?:dump|restore): (?:error: |from TOC entry ).*/.exec(line.trim())?.[0]
    return said === undefined ? [] : [withoutServer(said)]
  })
  return lines.length === 0 ? null : harmless(lines.join(' '))
}

/** Up to what the server says; but a refusal that can hold only names stays whole. */
function withoutServer(line: string): string {
  const [, own = line, server = ''] = OWN_PART.exec(line) ?? []
  return ONLY_NAMES.test(server) ? `${own}: ${server}` : own
}

/** `src/bin/pg_dump` prints the message of the server behind these. */
const OWN_PART =
  /^(.*?(?:could not execute query|COPY failed for table "[^"]*"|query failed|query was|PQputCopyData|PQgetResult\(\) failed|message from server)[^:]*): (.*)$/

const ONLY_NAMES =
  /^ERROR: +(?:permission denied |must be |(?:role|type|schema|extension|relation|function|language|collation|tablespace|access method) .*(?:does not exist|already exists|is not available)$)/
