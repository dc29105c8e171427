import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { whyUntranslated } from '../../src/sql/translation/sqlite-functions.ts'
import { translateValue } from '../../src/sql/translation/translate-expression.ts'
import { withTestConnection } from '../support/postgres.ts'

/** The functions that SQLite has here, operators aside. */
function functionsOfSqlite(): readonly string[] {
  const database = new Database(':memory:')
  try {
    const names = database.prepare<[], string>('select distinct name from pragma_function_list').pluck().all()
    return names.filter((name) => /^\w+$/.test(name))
  } finally {
    database.close()
  }
}

const UNKNOWN = 'of its own, so what it gives is not known'

describe('why a function is not translated', () => {
  it('is not that SQLite has none, where it has', () => {
    expect(functionsOfSqlite().filter((name) => whyUntranslated(name).includes(UNKNOWN))).toEqual([])
  })

  it.each(['md5', 'uuid_generate_v4', 'GetDate', 'now', 'gen_random_uuid', 'constructor'])(
    'is that SQLite has none: %s()',
    (name) => {
      const reason = `SQLite has no function ${name.toLowerCase()}() ${UNKNOWN}`
      expect(translateValue(`${name}()`, [])).toEqual({ ok: false, reason })
    },
  )

  it('is never that there is no equivalent, where PostgreSQL has an ordinary function of the name', async () => {
    const said = functionsOfSqlite().filter((name) => whyUntranslated(name).includes('has no equivalent'))
    await withTestConnection(async (postgres) => {
      const { rows } = await postgres.query(
        `select distinct proname as name from pg_proc where prokind = 'f' and pronamespace = 'pg_catalog'::regnamespace
            and proname in (${said.map((name) => `'${name}'`).join(', ')})`,
      )
      const untranslated = rows.map(({ name }) => `${name}`).filter((name) => !TRANSLATED.includes(name))
      expect(untranslated).toEqual([])
    })
  })

  it('says of random() and round() what they give', async () => {
    await withTestConnection(async (postgres) => {
      const { rows } = await postgres.query(
        'select random() >= 0 and random() < 1 as fraction, round(2.5::double precision)::text as even',
      )
      expect(rows).toEqual([{ fraction: 't', even: '2' }])
    })
    const database = new Database(':memory:')
    expect(database.prepare(`select typeof(random()) || ' ' || round(2.5)`).pluck().get()).toBe('integer 3.0')
    database.close()
    expect(whyUntranslated('RANDOM')).toContain('random() gives other values in PostgreSQL')
    expect(whyUntranslated('round')).toContain('round() gives other values in PostgreSQL')
  })
})

/** They never come so far, or PostgreSQL has them for the casts to types of these names and for an operator. */
const TRANSLATED = [
  ...['abs', 'date', 'length', 'lower', 'ltrim', 'replace', 'rtrim', 'substr', 'substring', 'upper'],
  ...['char', 'like', 'time'],
]
