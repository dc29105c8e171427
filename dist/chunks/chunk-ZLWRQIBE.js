import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  quoteIdentifier,
  quoteLiteral,
  releaseMemory,
  require_lib,
  sqliteResultCode
} from "./chunk-7U4HUV2S.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-OYR5LLQ3.js";
import {
  __toESM
} from "./chunk-GZWC464I.js";

// src/engines/sqlite/read-lines.ts
import { setImmediate } from "node:timers/promises";
var CURSOR_BATCH_BYTES = 1 << 20;
function readLines(database, query, signal) {
  return "rowid" in query.order ? readByRowid(database, query, query.order.rowid, signal) : readByCursor(database, query, signal);
}
function inOrder({ table, where, order }) {
  const by = "rowid" in order ? [quoteIdentifier(order.rowid)] : order.expressions;
  const from = `${quoteIdentifier(table)} ${"rowid" in order || by.length === 0 ? "not indexed" : ""}`;
  return `${from} where ${where ?? "true"} ${by.length === 0 ? "" : `order by ${by.join(", ")}`}`;
}
async function* readByRowid(database, query, rowid, signal) {
  const pages = new Pages(database, query, rowid);
  let firstRow = 0;
  for (let last = null; ; ) {
    const page = pages.after(last);
    if (page.rows === 0n) return;
    yield { lines: toBuffer(page.lines), rows: Number(page.rows), firstRow };
    firstRow += Number(page.rows);
    last = page.last;
    await setImmediate();
    signal.throwIfAborted();
  }
}
var PAGES_BETWEEN_TRIALS = 20;
var Pages = class {
  #database;
  #query;
  #rowid;
  #prepared = /* @__PURE__ */ new Map();
  #untilTrial = 0;
  constructor(database, query, rowid) {
    this.#database = database;
    this.#query = query;
    this.#rowid = quoteIdentifier(rowid);
  }
  after(last) {
    const { plain = null, line } = this.#query;
    if (plain === null || this.#untilTrial > 0) {
      this.#untilTrial -= 1;
      return this.#read(line, null, last);
    }
    const page = this.#read(plain.line, plain.texts, last);
    const { texts } = page;
    const isPlain = texts === null || !plain.unless.some((byte) => texts.includes(byte));
    if (texts !== null) releaseMemory(texts);
    if (isPlain) return page;
    this.#untilTrial = PAGES_BETWEEN_TRIALS;
    return this.#read(line, null, last);
  }
  /** The inner LIMIT keeps SQLite from flattening the subquery. */
  #read(line, texts, last) {
    const { table, where, batchRows } = this.#query;
    const sql = `
      select ${asBytes(`group_concat(line, '')`, this.#query)} as lines, count(*) as rows, max(r) as last,
             ${texts === null ? "null" : `cast(group_concat(texts, '') as blob)`} as texts
        from (
          select ${this.#rowid} as r, (${line}) || char(10) as line, ${texts ?? "null"} as texts
            from ${quoteIdentifier(table)} not indexed
           where ${this.#rowid} ${last === null ? ">=" : ">"} ? and (${where ?? "true"})
           order by ${this.#rowid}
           limit ?
        )`;
    const statement = this.#prepared.get(sql) ?? this.#database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement.get(last ?? MIN_ROWID, BigInt(batchRows)) ?? NO_PAGE;
  }
};
var NO_PAGE = { lines: null, texts: null, rows: 0n, last: null };
var MIN_ROWID = -(2n ** 63n);
async function* readByCursor(database, query, signal) {
  const rows = database.prepare(`
      select ${asBytes(`(${query.line}) || char(10)`, query)}
        from ${inOrder(query)}`).raw().iterate();
  let firstRow = 0;
  let pending = [];
  let bytes = 0;
  for (const [line] of rows) {
    const buffer = toBuffer(line);
    pending.push(buffer);
    bytes += buffer.length;
    if (bytes < CURSOR_BATCH_BYTES && pending.length < query.batchRows) continue;
    yield { lines: Buffer.concat(pending), rows: pending.length, firstRow };
    firstRow += pending.length;
    pending = [];
    bytes = 0;
    await setImmediate();
    signal.throwIfAborted();
  }
  if (pending.length > 0) yield { lines: Buffer.concat(pending), rows: pending.length, firstRow };
}
function asBytes(expression, query) {
  return query.utf16 ? expression : `cast(${expression} as blob)`;
}
function toBuffer(lines) {
  if (lines === null) return Buffer.alloc(0);
  return typeof lines === "string" ? Buffer.from(lines, "utf8") : lines;
}

// src/engines/sqlite/row-identities.ts
var import_better_sqlite3 = __toESM(require_lib(), 1);
init_rehearsal_error();
var SCHEMA = `
  pragma journal_mode = off;
  pragma synchronous  = off;
  create table identities (identity primary key, note) without rowid;
  begin`;
var RowIdentities = class {
  #database;
  #insert;
  /** @param path where no file is yet */
  constructor(path) {
    this.#database = new import_better_sqlite3.default(path);
    this.#database.exec(SCHEMA);
    this.#insert = this.#database.prepare("insert or ignore into identities values (?, ?)");
  }
  /**
   * @param note an integer that is to be remembered of the row
   * @throws RehearsalError `disk-full`
   */
  add(identity, note) {
    explained(() => this.#insert.run(identity, note === null ? null : BigInt(note)));
  }
  /**
   * Makes the set readable by others.
   *
   * @throws RehearsalError `disk-full`
   */
  close() {
    try {
      explained(() => this.#database.exec("commit"));
    } finally {
      this.#database.close();
    }
  }
};
function attachSet(database, { path, name }) {
  database.exec(`attach ${quoteLiteral(path)} as ${quoteIdentifier(name)}`);
}
function isAmong({ identity }, name) {
  return `+(${identity}) in (select identity from ${quoteIdentifier(name)}.identities)`;
}
function attachIdentities(database, set, name) {
  attachSet(database, { path: set.path, name });
  return isAmong(set, name);
}
function noteOf(identity, name) {
  return `(select note from ${quoteIdentifier(name)}.identities where identity = +(${identity}))`;
}
function detachIdentities(database, name) {
  database.exec(`detach ${quoteIdentifier(name)}`);
}
function explained(work) {
  try {
    work();
  } catch (cause) {
    if (sqliteResultCode(cause) !== "SQLITE_FULL") throw cause;
    throw new RehearsalError("disk-full", "The temporary folder has no room for the keys of refused rows.", {
      hint: "Make room there, or set TMPDIR to a folder with more.",
      cause
    });
  }
}

export {
  readLines,
  inOrder,
  RowIdentities,
  attachSet,
  isAmong,
  attachIdentities,
  noteOf,
  detachIdentities
};
