import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  MOST_BYTES,
  MOST_ROWS,
  tooLarge
} from "../chunks/chunk-FWTYUWFH.js";
import {
  serveProcess
} from "../chunks/chunk-L2EFLYKZ.js";
import "../chunks/chunk-D4TW372C.js";
import {
  openSqlite
} from "../chunks/chunk-D2TH455S.js";
import {
  messageWithoutValue,
  sqliteResultCode
} from "../chunks/chunk-XMX4Y7CS.js";
import "../chunks/chunk-HPZ5FJ6H.js";
import "../chunks/chunk-GZWC464I.js";

// src/stages/performance/query-process.ts
var open = null;
var last = null;
serveProcess((request) => {
  const statement = prepare(request);
  if ("kind" in statement) return statement;
  const { values } = request.query;
  const named = Object.fromEntries(values.map((value, at) => [at + 1, toSqlite(value)]));
  try {
    return ask(statement, values.length === 0 ? [] : [named], request.rows);
  } catch (error) {
    return { kind: "refused", reason: refusalOf(error) };
  }
});
function prepare({ path, query }) {
  if (open?.path !== path) {
    open?.database.close();
    last = null;
    open = { path, database: openSqlite(path) };
  }
  if (last?.query === query.sql) return last.statement;
  try {
    const statement = open.database.prepare(query.sql);
    if (!statement.reader || !statement.readonly) return { kind: "writes" };
    last = { query: query.sql, statement: statement.raw() };
    return last.statement;
  } catch (error) {
    const isOurs = error instanceof Error && isRefusal(error);
    const reason = isOurs ? `SQLite refuses it: ${error.message}` : refusalOf(error);
    return { kind: "refused", reason };
  }
}
function ask(statement, values, keep) {
  const rows = [];
  let bytes = 0;
  const started = performance.now();
  for (const row of statement.iterate(...values)) {
    if (rows.push(row) > MOST_ROWS) return { kind: "refused", reason: tooLarge("rows") };
    for (const value of row) {
      if (typeof value === "string" || Buffer.isBuffer(value)) bytes += value.length;
    }
    if (bytes > MOST_BYTES) return { kind: "refused", reason: tooLarge("bytes") };
  }
  const milliseconds = performance.now() - started;
  const columns = statement.columns().map(({ name, column }) => ({ name, isOfTable: column === name }));
  return { kind: "rows", rows: keep ? rows : [], width: columns.length, columns, milliseconds };
}
function refusalOf(error) {
  if (!isRefusal(error)) throw error;
  return `SQLite refuses it: ${messageWithoutValue(error)}`;
}
function isRefusal(error) {
  return sqliteResultCode(error) !== null || error instanceof RangeError || error instanceof TypeError;
}
function toSqlite(value) {
  if (typeof value === "boolean") return value ? 1n : 0n;
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
}
