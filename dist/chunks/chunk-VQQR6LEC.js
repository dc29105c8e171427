import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  LOWEST_INTEGER
} from "./chunk-AJR6PP63.js";
import {
  RowChunks
} from "./chunk-7ICMUGGX.js";
import {
  releaseMemory
} from "./chunk-DEE53WNT.js";
import {
  quoteIdentifier,
  quoteLiteral
} from "./chunk-76LBD5FE.js";
import {
  require_lib,
  sqliteResultCode
} from "./chunk-XMX4Y7CS.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-HPZ5FJ6H.js";
import {
  __toESM
} from "./chunk-GZWC464I.js";

// src/engines/sqlite/read-by-cursor.ts
import { setImmediate } from "node:timers/promises";

// src/engines/sqlite/in-order.ts
function inOrder({ table, where, order }) {
  const isStored = !("expressions" in order);
  const by = isStored ? storedBy(order).map(quoteIdentifier) : order.expressions;
  const from = `${quoteIdentifier(table)} ${isStored || by.length === 0 ? "not indexed" : ""}`;
  return `${from} where ${where ?? "1"} ${by.length === 0 ? "" : `order by ${by.join(", ")}`}`;
}
function storedBy(order) {
  return "rowid" in order ? [order.rowid] : order.key;
}

// src/engines/sqlite/line-bytes.ts
function asBytes(expression, query) {
  return query.utf16 ? expression : `cast(${expression} as blob)`;
}
function toBuffer(lines) {
  if (lines === null) return Buffer.alloc(0);
  return typeof lines === "string" ? Buffer.from(lines, "utf8") : lines;
}
function endedLine(line, { isBinary = false }) {
  return isBinary ? `(${line})` : `(${line}) || char(10)`;
}

// src/engines/sqlite/read-by-cursor.ts
var BATCH_BYTES = 1 << 20;
async function* readByCursor(database, query, signal) {
  const rows = database.prepare(`
      select ${asBytes(endedLine(query.line, query), query)}
        from ${inOrder(query)}`).raw().iterate();
  let firstRow = 0;
  let pending = [];
  let bytes = 0;
  for (const [line] of rows) {
    const buffer = toBuffer(line);
    pending.push(buffer);
    bytes += buffer.length;
    if (bytes < BATCH_BYTES && pending.length < query.batchRows) continue;
    yield { lines: Buffer.concat(pending), rows: pending.length, firstRow };
    firstRow += pending.length;
    pending = [];
    bytes = 0;
    await setImmediate();
    signal.throwIfAborted();
  }
  if (pending.length > 0) yield { lines: Buffer.concat(pending), rows: pending.length, firstRow };
}

// src/engines/sqlite/read-by-key.ts
import { setImmediate as setImmediate2 } from "node:timers/promises";

// src/engines/sqlite/cheapest-line.ts
var PAGES_BETWEEN_TRIALS = 20;
var TRIAL_ROWS = 100;
var CheapestLine = class {
  #line;
  #plain;
  #plainLine = null;
  #untilTrial = 0;
  constructor({ line, plain = null }) {
    this.#line = line;
    this.#plain = plain;
  }
  read(page) {
    if (this.#plain === null || this.#untilTrial > 0) {
      this.#untilTrial -= 1;
      return page(this.#line, null, null);
    }
    this.#plainLine ??= cheapest(this.#plain, page);
    const read = page(this.#plainLine, this.#plain.texts, null);
    const { texts } = read;
    const isPlain = texts === null || !this.#plain.unless.some((byte) => texts.includes(byte));
    if (texts !== null) releaseMemory(texts);
    if (isPlain) return read;
    this.#untilTrial = PAGES_BETWEEN_TRIALS;
    return page(this.#line, null, null);
  }
};
function cheapest({ line, asSpelled }, page) {
  if (asSpelled === null) return line;
  const firstRows = (one) => toBuffer(page(one, null, TRIAL_ROWS).lines);
  return firstRows(asSpelled).equals(firstRows(line)) ? asSpelled : line;
}
function joined(texts) {
  return texts === null ? "null" : `cast(group_concat(texts, '') as blob)`;
}

// src/engines/sqlite/read-by-key.ts
var NO_PAGE = { lines: null, texts: null, rows: 0n };
async function* readByKey(database, query, key, signal) {
  const chunks = new RowChunks(database, { name: query.table, key, isRowid: false });
  const prepared = /* @__PURE__ */ new Map();
  const cheapest2 = new CheapestLine(query);
  let firstRow = 0;
  for (let after = null; ; ) {
    const chunk = chunks.next(after, query.batchRows);
    const page = cheapest2.read((line, texts, most) => {
      const sql = `
        select ${asBytes(`group_concat(line, '')`, query)} as lines, count(*) as rows, ${joined(texts)} as texts
          from (
            select ${endedLine(line, query)} as line, ${texts ?? "null"} as texts
              from ${quoteIdentifier(query.table)} not indexed
             where ${chunk.condition} and (${query.where ?? "1"})
             order by ${key.map(quoteIdentifier).join(", ")}
             limit ${most ?? -1})`;
      const statement = prepared.get(sql) ?? database.prepare(sql);
      prepared.set(sql, statement);
      return statement.get(...chunk.values) ?? NO_PAGE;
    });
    const rows = Number(page.rows);
    if (rows > 0) yield { lines: toBuffer(page.lines), rows, firstRow };
    if (chunk.last === null) return;
    firstRow += rows;
    after = chunk.last;
    await setImmediate2();
    signal.throwIfAborted();
  }
}

// src/engines/sqlite/read-by-rowid.ts
import { setImmediate as setImmediate3 } from "node:timers/promises";
async function* readByRowid(database, query, rowid, signal) {
  const pages = new Pages(database, query, rowid);
  let firstRow = 0;
  for (let last = null; ; ) {
    const page = pages.after(last);
    if (page.rows === 0n) return;
    yield { lines: toBuffer(page.lines), rows: Number(page.rows), firstRow };
    firstRow += Number(page.rows);
    last = page.last;
    await setImmediate3();
    signal.throwIfAborted();
  }
}
var Pages = class {
  #database;
  #query;
  #rowid;
  #cheapest;
  #prepared = /* @__PURE__ */ new Map();
  constructor(database, query, rowid) {
    this.#database = database;
    this.#query = query;
    this.#rowid = quoteIdentifier(rowid);
    this.#cheapest = new CheapestLine(query);
  }
  after(last) {
    return this.#cheapest.read(
      (line, texts, most) => this.#read(line, texts, last, most ?? this.#query.batchRows)
    );
  }
  /**
   * The inner LIMIT keeps SQLite from flattening the subquery. It is no parameter: SQLite plans by the value of a limit, so
   * it would prepare the statement anew for each page, which takes a millisecond for 60 columns.
   */
  #read(line, texts, last, rows) {
    const { table, where } = this.#query;
    const sql = `
      select ${asBytes(`group_concat(line, '')`, this.#query)} as lines, count(*) as rows, max(r) as last,
             ${joined(texts)} as texts
        from (
          select ${this.#rowid} as r, ${endedLine(line, this.#query)} as line, ${texts ?? "null"} as texts
            from ${quoteIdentifier(table)} not indexed
           where ${this.#rowid} ${last === null ? ">=" : ">"} ? and (${where ?? "1"})
           order by ${this.#rowid}
           limit ${rows}
        )`;
    const statement = this.#prepared.get(sql) ?? this.#database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement.get(last ?? LOWEST_INTEGER) ?? NO_PAGE2;
  }
};
var NO_PAGE2 = { lines: null, texts: null, rows: 0n, last: null };

// src/engines/sqlite/read-lines.ts
function storedOrder(table) {
  if (table.rowidName !== null) return { rowid: table.rowidName };
  return table.storageKey.length > 0 ? { key: table.storageKey } : null;
}
function readLines(database, query, signal) {
  if ("rowid" in query.order) return readByRowid(database, query, query.order.rowid, signal);
  return "key" in query.order ? readByKey(database, query, query.order.key, signal) : readByCursor(database, query, signal);
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
  /**
   * @param path where no file is yet
   * @param encoding that of the database that the set is to be attached to: SQLite attaches no other. https://www.sqlite.org/pragma.html#pragma_encoding
   */
  constructor(path, encoding) {
    this.#database = new import_better_sqlite3.default(path);
    this.#database.pragma(`encoding = ${quoteLiteral(encoding)}`);
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
  inOrder,
  storedOrder,
  readLines,
  RowIdentities,
  attachSet,
  isAmong,
  attachIdentities,
  noteOf,
  detachIdentities
};
