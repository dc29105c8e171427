import { expect, test } from 'vitest'
import { isHistoryTable } from '../../../src/stages/target/derivation/history-tables.ts'
import { tableOf } from '../catalog/read-from.ts'

test.each([
  ['create table alembic_version (version_num text)', true],
  ['create table d1_migrations (id integer primary key, name text, applied_at timestamp)', true],
  ['create table "__EFMigrationsLock" ("Id" integer primary key, "Timestamp" text)', true],
  [
    'create table south_migrationhistory (id integer primary key, app_name text, migration text, applied datetime)',
    true,
  ],
  ['create table "SequelizeMeta" (name text)', true],
  ['create table migrations (id integer primary key, timestamp bigint, name text)', true],
  ['create table migrations (id integer primary key, migration text, batch integer)', true],
  ['create table _migrations (file text, applied integer)', true],
  ['create table "VersionInfo" ("Version" integer, "AppliedOn" datetime)', true],
  ['create table migrations (id integer primary key, bird text, timestamp datetime)', false],
  ['create table migrations (id integer primary key, name text, species text)', false],
  ['create table versions (id integer primary key, name text, created_at datetime)', false],
])('the table of %s is a history of migrations: %s', async (sql, isHistory) => {
  expect(isHistoryTable(await tableOf(sql))).toBe(isHistory)
})
