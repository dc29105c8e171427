import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  TableMeter,
  measurePages,
  profileTable
} from "../chunks/chunk-IE3QE5DE.js";
import "../chunks/chunk-5VA3CDFC.js";
import "../chunks/chunk-D4TW372C.js";
import "../chunks/chunk-GGAEXMQ7.js";
import "../chunks/chunk-H32F656T.js";
import "../chunks/chunk-7ICMUGGX.js";
import "../chunks/chunk-DEE53WNT.js";
import "../chunks/chunk-76LBD5FE.js";
import {
  openSqlite
} from "../chunks/chunk-D2TH455S.js";
import "../chunks/chunk-XMX4Y7CS.js";
import "../chunks/chunk-HPZ5FJ6H.js";
import "../chunks/chunk-BPQJ7PEJ.js";
import {
  PageFile
} from "../chunks/chunk-SOGSMY6K.js";
import "../chunks/chunk-GZWC464I.js";

// src/stages/catalog/profile-thread.ts
var NEVER = new AbortController().signal;
var open = null;
var file = null;
var last = null;
async function handle(request, tell) {
  switch (request.kind) {
    case "pages":
      return { value: await measureOwnPages(request, tell), transfer: [] };
    case "rows":
      return { value: await measureRows(request, tell), transfer: [] };
    case "close":
      open?.close();
      open = null;
      file = null;
      last = null;
      return { value: null, transfer: [] };
    default:
      return request;
  }
}
function measureOwnPages({ descriptor, branches, table, layout }, tell) {
  file ??= new PageFile(descriptor);
  return measurePages(file, branches, table, layout, tell);
}
async function measureRows({ path, table, isUtf8, range }, tell) {
  open ??= openSqlite(path);
  if (last?.table !== table.name) last = { table: table.name, meter: new TableMeter(open, table, isUtf8) };
  const context = { emit: tell, signal: NEVER };
  return await profileTable(open, table, last.meter, context, range);
}
export {
  handle
};
