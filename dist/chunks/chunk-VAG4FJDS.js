import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  require_lib
} from "./chunk-LCA6X7PU.js";
import {
  __toESM
} from "./chunk-GZWC464I.js";

// src/engines/sqlite/sqlite-error.ts
var import_better_sqlite3 = __toESM(require_lib(), 1);
function sqliteResultCode(error) {
  return error instanceof import_better_sqlite3.default.SqliteError ? error.code : null;
}
function messageWithoutValue(error) {
  return error instanceof Error ? error.message.replace(/[:'"].*$/s, "").trim() : "";
}
function isDamage(error) {
  return /^SQLITE_(CORRUPT|IOERR|NOTADB)/.test(sqliteResultCode(error) ?? "");
}
function reviveSqliteError({ name, message, code, stack }) {
  if (name === "SqliteError" && code !== null) return new import_better_sqlite3.default.SqliteError(message, code);
  const given = { ...code === null ? {} : { code }, ...stack === null ? {} : { stack } };
  return Object.assign(new Error(message), { name, ...given });
}

export {
  sqliteResultCode,
  messageWithoutValue,
  isDamage,
  reviveSqliteError
};
