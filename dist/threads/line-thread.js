import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  ownMemory
} from "../chunks/chunk-M4WBZ5ID.js";
import {
  attachSet,
  readLines
} from "../chunks/chunk-VQQR6LEC.js";
import "../chunks/chunk-AJR6PP63.js";
import "../chunks/chunk-7ICMUGGX.js";
import "../chunks/chunk-DEE53WNT.js";
import "../chunks/chunk-76LBD5FE.js";
import {
  openSqlite
} from "../chunks/chunk-D2TH455S.js";
import "../chunks/chunk-XMX4Y7CS.js";
import "../chunks/chunk-HPZ5FJ6H.js";
import "../chunks/chunk-GZWC464I.js";

// src/engines/sqlite/line-thread.ts
var NEVER = new AbortController().signal;
var DONE = { value: null, transfer: [] };
var open = null;
async function handle(request) {
  switch (request.kind) {
    case "open": {
      const database = openSqlite(request.path);
      for (const set of request.sets) attachSet(database, set);
      open = { database, batches: readLines(database, request.query, NEVER) };
      return DONE;
    }
    case "next": {
      const { value, done } = await open?.batches.next() ?? { done: true };
      return done === true ? DONE : answer(value);
    }
    case "close": {
      const closing = open;
      open = null;
      await closing?.batches.return(void 0);
      closing?.database.close();
      return DONE;
    }
    default:
      return request;
  }
}
function answer({ lines, rows, firstRow }) {
  const own = ownMemory(lines);
  const value = { lines: own, rows, firstRow };
  return { value, transfer: [own.buffer] };
}
export {
  handle
};
