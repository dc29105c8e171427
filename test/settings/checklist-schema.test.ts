// biome-ignore-all lint/suspicious/noTemplateCurlyInString: settings files refer to the environment like this
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { parseSettings } from '../../src/settings/parse-settings.ts'

function parse(checklist: unknown, more: Readonly<Record<string, unknown>> = {}) {
  const entries = Object.entries({ snapshot: 'app.db', checklist, ...more }).map(([key, value], index) => ({
    key,
    value,
    placeOf: () => `rehearsal.yml:${index + 1}:1`,
  }))
  const environment = { POOLER: 'p@ss' }
  const file = {
    path: 'rehearsal.yml',
    entries: entries.filter(({ value }) => value !== undefined),
    mistakes: [],
  }
  return parseSettings({
    door: 'terminal',
    command: 'rehearse',
    given: {},
    file,
    environment,
    parallelism: 1,
    mistakes: [],
  }).checklist
}

describe('checklist:', () => {
  it('is executed where somebody asks for it, for readiness or by its settings', () => {
    expect(parse(undefined)).toBeNull()
    expect(parse({})?.pooling).toEqual({ clients: 20, connections: 10, poolerUrl: null })
    expect(parse(undefined, { 'fail-on': 'not-ready' })).not.toBeNull()
    expect(parse(undefined, { phase: 'readiness' })).not.toBeNull()
  })

  it('puts the environment into its URLs', () => {
    const written = { 'connection-pooling': { 'pooler-url': 'postgres://u:${POOLER}@h/d' } }
    expect(parse(written)?.pooling.poolerUrl).toBe('postgres://u:p%40ss@h/d')
  })

  it('of the example that is shipped is what the JSON Schema allows', () => {
    const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
    const validate = new Ajv2020({ formats: { date: /^\d{4}-\d\d-\d\d$/ }, strictTypes: false }).compile(
      JSON.parse(read('schema/settings.schema.json')),
    )
    const written = parseYaml(read('fixtures/clean.rehearsal.yml'))
    expect(validate(written), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...written, checklist: { backups: {} } })).toBe(false)
  })

  it.each([
    ['a line that does not exist', { backups: {} }, /checklist: backups: unknown key/],
    [
      'a line with a typing error',
      { 'connection-poling': {} },
      /connection-poling: unknown key; did you mean connection-pooling\?/,
    ],
    [
      'a key with a typing error',
      { documentation: { pth: 'a' } },
      /documentation\.pth: unknown key; did you mean path\?/,
    ],
    ...[
      'table-counts',
      'data-integrity',
      'foreign-keys',
      'no-truncation',
      'character-encoding',
      'index-creation',
    ].map((id): [string, object, RegExp] => [
      `a statement about ${id}, which a run proves by itself`,
      { [id]: { 'not-applicable': 'we know' } },
      new RegExp(`checklist: ${id}: is proved by every rehearsal; no statement replaces it`),
    ]),
    [
      'a line that is not applicable and executed',
      { 'connection-pooling': { 'not-applicable': 'no pool', clients: 2 } },
      /connection-pooling: not-applicable: then the line is not executed, and its other keys do nothing/,
    ],
    [
      'roles for a line that is not applicable',
      {
        'access-controls': {
          'not-applicable': 'x',
          sql: 'r.sql',
          'application-role': 'a',
          rights: { a: { select: '*' } },
        },
      },
      /access-controls: not-applicable: then/,
    ],
    [
      'two servers for the connection',
      { 'connection-security': { rehearse: true, url: 'postgres://h/d' } },
      /connection-security: url or rehearse: true, not both/,
    ],
    [
      'an attestation without an end',
      { compliance: { attested: { by: 'A', on: '2026-01-01' } } },
      /compliance\.attested\.expires/,
    ],
    [
      'one that ends before it begins',
      { compliance: { attested: { by: 'A', on: '2026-01-02', expires: '2026-01-01' } } },
      /expires before the day/,
    ],
    [
      'both kinds of statement',
      {
        compliance: {
          attested: { by: 'A', on: '2026-01-01', expires: '2026-01-02' },
          'not-applicable': 'no',
        },
      },
      /attested or not-applicable, not both/,
    ],
    [
      'not-applicable without a reason',
      { compliance: { 'not-applicable': '' } },
      /compliance\.not-applicable/,
    ],
    ['half of a backup', { 'backup-restore': { 'backup-command': 'x' } }, /together/],
    [
      'roles without rights',
      { 'access-controls': { sql: 'roles.sql' } },
      /give sql, application-role and rights together/,
    ],
    [
      'a right with a typing error',
      { 'access-controls': { sql: 'r.sql', 'application-role': 'a', rights: { a: { selec: '*' } } } },
      /rights\.a\.selec: unknown key; did you mean select\?/,
    ],
    [
      'a right that does not exist',
      { 'access-controls': { sql: 'r.sql', 'application-role': 'a', rights: { a: { drop: '*' } } } },
      /rights\.a\.drop: unknown key/,
    ],
    [
      'an application that owns the schema',
      {
        'access-controls': {
          sql: 'r.sql',
          'application-role': 'a',
          rights: { a: { select: '*', owner: true } },
        },
      },
      /the application-role cannot have owner: true; let another role own the tables/,
    ],
    ['a URL of something else', { 'connection-security': { url: 'https://h' } }, /postgres:\/\//],
    [
      'a reason without a letter or a digit',
      { compliance: { 'not-applicable': '-' } },
      /compliance\.not-applicable: expected words, with a letter or a digit/,
    ],
    [
      'a reason of blanks without a width',
      { 'audit-trail': { 'not-applicable': '\u200b' } },
      /audit-trail\.not-applicable: expected words/,
    ],
    [
      'a person without a name',
      { compliance: { attested: { by: '…', on: '2026-01-01', expires: '2026-02-01' } } },
      /compliance\.attested\.by: expected words/,
    ],
    ['no client', { 'connection-pooling': { clients: 0 } }, /connection-pooling\.clients/],
    [
      'a variable that is missing',
      { 'connection-security': { url: 'postgres://u:${GONE}@h/d' } },
      /\$\{GONE\} is not in the environment/,
    ],
  ])('refuses %s', (_, written, message) => {
    expect(() => parse(written)).toThrow(message)
  })

  it('reports every mistake at once', () => {
    const written = { compliance: { 'not-applicable': 1 }, documentation: { path: 2 } }
    expect(() => parse(written)).toThrow(
      /compliance\.not-applicable: expected a text\n.*documentation\.path: expected a text$|documentation\.path: expected a text\n.*compliance\.not-applicable: expected a text$/,
    )
  })
})
