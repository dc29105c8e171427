import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { tryStatement } from '../../../../engines/postgres/try-statement.ts'
import { quoteLiteral } from '../../../../sql/quote.ts'

/**
 * Looks from here on whether rows come into tables, without reading them: an audit trail has millions. Triggers for each
 * row that comes or goes count in a setting of the transaction, which goes back with whatever a function takes back.
 * Where they cannot be made, the rows are counted.
 * https://www.postgresql.org/docs/current/trigger-definition.html
 *
 * @param targets quoted
 * @param connection in a savepoint, with which the triggers go
 * @returns whether there are more rows in each of them
 */
export async function watchGrowth(
  connection: PostgresConnection,
  targets: readonly string[],
): Promise<() => Promise<boolean>> {
  const growths: (() => Promise<bigint>)[] = []
  for (const [at, target] of targets.entries()) growths.push(await watch(connection, target, at))
  return async () => {
    for (const growth of growths) if ((await growth()) <= 0n) return false
    return true
  }
}

async function watch(
  connection: PostgresConnection,
  target: string,
  at: number,
): Promise<() => Promise<bigint>> {
  const counter = `pg_rehearsal.growth_${at}`
  await connection.query('savepoint growth')
  const refusal = await tryStatement(connection, countingInto(counter, target, at))
  if (refusal === null) {
    await connection.query('release savepoint growth')
    return async () => await ask(connection, `select pg_catalog.current_setting('${counter}') as n`)
  }
  await connection.query('rollback to savepoint growth; release savepoint growth')
  const before = await countRows(connection, target)
  return async () => (await countRows(connection, target)) - before
}

/**
 * With the rights of who makes it, because a writer may have been refused set_config. Last of all it begins at zero: what
 * an event trigger writes about these statements is none of it.
 */
function countingInto(counter: string, target: string, at: number): string {
  const step = (event: string, by: string, each: string) => {
    const name = `rehearsal_growth_${at}_${event}`
    return `create trigger ${name} after ${event} on ${target} for each ${each} execute function ${counting}('${by}');
      alter table ${target} enable always trigger ${name};`
  }
  const counting = `pg_temp.rehearsal_growth_${at}`
  return `do $probe$ begin
      -- what comes into a child fires nothing here
      if exists (select from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhparent
                  where c.oid = ${quoteLiteral(target)}::regclass and c.relkind <> 'p') then
        raise feature_not_supported;
      end if;
    end $probe$;
    create or replace function ${counting}() returns trigger language plpgsql security definer as $count$ begin
      perform pg_catalog.set_config('${counter}',
        (pg_catalog.current_setting('${counter}')::bigint + tg_argv[0]::bigint)::text, true);
      return null;
    end $count$;
    ${step('insert', '1', 'row')}
    ${step('delete', '-1', 'row')}
    ${step('truncate', EMPTIED, 'statement')}
    select pg_catalog.set_config('${counter}', '0', true)`
}

/** More than are ever inserted. */
const EMPTIED = '-1000000000000'

async function countRows(connection: PostgresConnection, target: string): Promise<bigint> {
  return await ask(connection, `select count(*) as n from ${target}`)
}

async function ask(connection: PostgresConnection, sql: string): Promise<bigint> {
  return BigInt((await connection.query(sql)).rows[0]?.n ?? 0)
}
