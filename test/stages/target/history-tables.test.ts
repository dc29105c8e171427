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
  [
    'create table directus_migrations (version varchar(255) primary key, name varchar, timestamp datetime)',
    true,
  ],
  ['create table strapi_migrations (id integer primary key, name varchar(255), time datetime)', true],
  [
    'create table strapi_migrations_internal (id integer primary key, name varchar(255), time datetime)',
    true,
  ],
  [
    'create table xc_knex_migrationsv2 (id integer primary key, name varchar, batch integer, migration_time datetime)',
    true,
  ],
  ['create table xc_knex_migrations_lock ("index" integer primary key, is_locked integer)', true],
  ['create table migrations_lock ("index" integer primary key, is_locked integer)', true],
  ['create table drizzle__migrations (id serial primary key, hash text not null, created_at numeric)', true],
  ['create table migration (version varchar(180) not null primary key, apply_time integer)', true],
  ['create table migrations (id text, primary key (id))', true],
  ['create table migrations (name varchar(255), unique (name))', true],
  ['create table schema_info (version integer default 0 not null)', true],
  ['create table schema_migration (version text primary key)', true],
  ['create table applied_schema_deltas (version integer not null, file text not null)', true],
  ['create table schema_version ("Lock" char(1) unique, version integer not null, upgraded bool)', true],
  ['create table directus_migrations (id integer primary key, name text)', false],
  ['create table strapi_migrations (id integer primary key, name text, time datetime, who text)', false],
  ['create table migration (id integer primary key, species text, version integer)', false],
  ['create table migrations (id integer primary key)', false],
  ['create table migrations (name text)', false],
  ['create table migrations_lock (id integer primary key, door text)', false],
  ['create table schema_info (version integer, title text)', false],
  ['create table schema_info (version text)', false],
  ['create table schema_migration (version text)', false],
  ['create table schema_version (version integer)', false],
  ['create table migrations (id integer primary key, bird text, timestamp datetime)', false],
  ['create table migrations (id integer primary key, name text, species text)', false],
  ['create table versions (id integer primary key, name text, created_at datetime)', false],
])('the table of %s is a history of migrations: %s', async (sql, isHistory) => {
  expect(isHistoryTable(await tableOf(sql))).toBe(isHistory)
})
