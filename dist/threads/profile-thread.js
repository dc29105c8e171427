import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  TableMeter,
  profileTable
} from "../chunks/chunk-2IBKXJXJ.js";
import "../chunks/chunk-ZDU4AMMF.js";
import "../chunks/chunk-BSTCDY62.js";
import "../chunks/chunk-HYXKYRZA.js";
import "../chunks/chunk-SBIOSOUS.js";
import {
  openSqlite
} from "../chunks/chunk-MAJ6QLHV.js";
import "../chunks/chunk-KY2C5O75.js";
import {
  serveRequests
} from "../chunks/chunk-L2EFLYKZ.js";
import "../chunks/chunk-GZWC464I.js";

// src/stages/catalog/profile-thread.ts
var NEVER = new AbortController().signal;
var open = null;
var last = null;
serveRequests(async ({ path, table, isUtf8, range, learned }, tell) => {
  if (open?.path !== path) {
    open?.database.close();
    open = { path, database: openSqlite(path) };
    last = null;
  }
  const { database } = open;
  if (last?.table !== table.name) {
    last = { table: table.name, meter: new TableMeter(database, table, isUtf8, learned) };
  }
  const context = { emit: tell, signal: NEVER };
  const value = await profileTable(database, table, last.meter, context, range);
  return { value, transfer: [] };
});
