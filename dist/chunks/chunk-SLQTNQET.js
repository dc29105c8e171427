import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  quoteIdentifier
} from "./chunk-HYXKYRZA.js";
import {
  isDamage
} from "./chunk-SBIOSOUS.js";
import {
  require_lib
} from "./chunk-MAJ6QLHV.js";
import {
  __toESM
} from "./chunk-GZWC464I.js";

// src/engines/sqlite/row-chunks.ts
var import_better_sqlite3 = __toESM(require_lib(), 1);
var RowChunks = class {
  #database;
  #table;
  #key;
  #begin;
  #end;
  /** Rowids follow one another, as far as is known: then the end of a chunk can be computed. */
  #isDense;
  /** The greatest rowid of the range; asked for once. */
  #greatest = null;
  /** @param range the rows to cut, of a table that has rowids; null for all */
  constructor(database, { name, key, isRowid }, range = null) {
    this.#database = database;
    this.#table = quoteIdentifier(name);
    this.#key = key.map(quoteIdentifier);
    this.#isDense = isRowid;
    this.#begin = range === null ? "true" : `${this.#key[0]} >= ${range.from}`;
    this.#end = range === null ? "true" : `${this.#key[0]} <= ${range.to}`;
  }
  /** Whether chunks have the size that is asked for. */
  get isBounded() {
    return this.#key.length > 0;
  }
  /**
   * The next rows after a place, at most `size` of them. Where the rowids have gaps they are counted without being read,
   * which takes a tenth of what it takes to measure them.
   */
  next(after, size) {
    const last = this.#isDense ? this.#computeLast(after, size) : this.#findLast(after, size);
    const end = last === null ? this.#end : this.#compare("<=", last);
    return {
      condition: `${this.#later(after)} and ${end}`,
      values: [...valuesOf(after), ...valuesOf(last)],
      last
    };
  }
  /** Takes note of how many rows a chunk had of those that it could have. */
  learn(rows, size) {
    if (rows * LEAST_DENSITY < size) this.#isDense = false;
  }
  #computeLast(after, size) {
    const [key = ""] = this.#key;
    const from = `from ${this.#table} not indexed`;
    this.#greatest ??= this.#greatestIn(`select max(${key}) ${from} where ${this.#begin} and ${this.#end}`);
    if (this.#greatest === null) return this.#findLast(after, size);
    const first = this.#integer(
      `select ${key} ${from} where ${this.#later(after)} and ${this.#end} order by ${key} limit 1`,
      valuesOf(after)
    );
    if (first === null) return null;
    if (typeof after?.[0]?.value === "bigint" && first <= after[0].value) throw disorder();
    const last = first + BigInt(size) - 1n;
    return last >= this.#greatest ? null : [{ value: last, isText: false }];
  }
  /** Null where there are no rows, or where the end of the table is damaged: its beginning may be whole. */
  #greatestIn(sql) {
    try {
      return this.#integer(sql);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#isDense = false;
      return null;
    }
  }
  #integer(sql, values = []) {
    return this.#database.prepare(sql).pluck().get(...values) ?? null;
  }
  /** Rows out of their order are damage: following them could go on for ever. */
  #findLast(after, size) {
    if (!this.isBounded) return null;
    const isLater = after === null ? "true" : this.#compare(">", after);
    const row = this.#database.prepare(
      `select ${this.#key.map(placePart).join(", ")}, ${isLater}
           from ${this.#table} not indexed
          where ${this.#later(after)} and ${this.#end}
          order by ${this.#key.join(", ")}
          limit 1 offset ${size - 1}`
    ).raw().get(...valuesOf(after), ...valuesOf(after));
    if (row === void 0) return null;
    if (row.at(-1) !== 1n) throw disorder();
    return this.#key.map((_, index) => ({ value: row[2 * index], isText: row[2 * index + 1] === "text" }));
  }
  /** One bound at each end: of two, SQLite may seek the one that lies further away, and step through all rows between. */
  #later(after) {
    return after === null ? this.#begin : this.#compare(">", after);
  }
  /** https://www.sqlite.org/rowvalue.html. The sign takes the affinity of the cast away. */
  #compare(operator, place) {
    const values = place.map(({ isText }) => isText ? "+cast(? as text)" : "?");
    return `(${this.#key.join(", ")}) ${operator} (${values.join(", ")})`;
  }
};
var LEAST_DENSITY = 4;
function disorder() {
  return new import_better_sqlite3.default.SqliteError("rows lie out of their order", "SQLITE_CORRUPT");
}
function placePart(key) {
  return `case typeof(${key}) when 'text' then cast(${key} as blob) else ${key} end, typeof(${key})`;
}
function valuesOf(place) {
  return place?.map(({ value }) => value) ?? [];
}

// src/threads/release-memory.ts
function releaseMemory(buffer) {
  const { buffer: memory } = buffer;
  const isItsOwn = buffer.byteLength === memory.byteLength && memory instanceof ArrayBuffer;
  if (isItsOwn && buffer.byteLength >= LARGE) memory.transfer(0);
}
var LARGE = 16 << 10;

export {
  RowChunks,
  releaseMemory
};
