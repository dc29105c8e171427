import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { unzip } from '../../src/action/artifacts/unzip.ts'
import { quoteIdentifier, quoteLiteral } from '../../src/sql/quote.ts'
import type { FakeArtifact } from '../github/fake-state.ts'
import { testServer, withTestConnection } from '../support/postgres.ts'
import { serverUrl } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { testRepository } from '../support/with-github.ts'

/** The address of the server for a user of our own with this password. */
async function urlWith(password: string): Promise<string> {
  const role = `hidden_${randomUUID().slice(0, 8)}`
  const sql = `create role ${role} superuser login password ${quoteLiteral(password)}`
  await withTestConnection((session) => session.query(sql))
  onTestFinished(async () => {
    await withTestConnection((session) => session.query(`drop role ${role}`))
  })
  const { address } = testServer()
  return serverUrl({ ...testServer(), address: { ...address, user: role, password } })
}

async function textsOf({ name, zip, mimeType }: FakeArtifact): Promise<readonly string[]> {
  if (mimeType !== 'application/zip') return [name, String(zip)]
  const files = await unzip(zip, { wants: () => true, maxEntries: 99, maxBytes: 1e8 })
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['ddl.sql', 'record.json', 'report.md', 'report.html']),
  )
  const record = String(files.get('record.json'))
  expect(() => JSON.parse(record), record).not.toThrow()
  return [...files].flatMap(([path, file]) => [path, String(file)])
}

/** Each begins and ends with letters that are in no word of ours. */
test.each([
  `Kq7&_*pw*"x'Zw9`,
  '"Kq7<b>Zw9"',
  '_Kq7_`a`|Zw9_',
  'Kq7\\n[1](x)\\Zw9\\',
  'Kq7@octo#1::wwwZw9%41',
])('a password like %s is in nothing that leaves the machine', async (password) => {
  const repository = await testRepository()
  const table = quoteIdentifier(`of ${password}`)
  const snapshot = await sqliteFromSql(`
    create table ${table} (id integer primary key, ${table} text not null default ${quoteLiteral(password)});
    insert into ${table} values (1, 'a'), (2, 'b' || char(0))`)
  const run = await repository.step({ inputs: { snapshot, 'postgres-url': await urlWith(password) } })
  const log = run.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  const artifacts = await Promise.all(repository.state.artifacts.map(textsOf))
  const comments = repository.state.comments.map(({ body }) => body)
  expect(artifacts, run.stdout).toHaveLength(2)
  expect(comments).toHaveLength(1)
  const all = [...artifacts.flat(), ...comments, run.summary, JSON.stringify(run.outputs)].join('\n')
  expect(all).toContain('of ***')
  expect(`${all}\n${log.join('\n')}`.match(/.*(Kq7|Zw9).*/g) ?? []).toEqual([])
})
