import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  quoteIdentifier
} from "./chunk-76LBD5FE.js";
import {
  foundDamage,
  isDamage
} from "./chunk-XMX4Y7CS.js";

// src/engines/sqlite/row-chunks.ts
var ALL_ROWS = { after: null, last: null };
var RowChunks = class {
  #database;
  #table;
  #key;
  #range;
  /** Rowids follow one another, as far as is known: then the end of a chunk can be computed. */
  #isDense;
  /** The greatest rowid of the range; asked for once. */
  #greatest = null;
  /** @param range the rows to cut; all of a table that has no order */
  constructor(database, { name, key, isRowid }, range = ALL_ROWS) {
    this.#database = database;
    this.#table = quoteIdentifier(name);
    this.#key = key.map(quoteIdentifier);
    this.#isDense = isRowid;
    this.#range = range;
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
    const from = after ?? this.#range.after;
    const last = this.#isDense ? this.#computeLast(from, size) : this.#findLast(from, size);
    return { ...this.#between({ after: from, last: last ?? this.#range.last }), last };
  }
  /** Takes note of how many rows a chunk had of those that it could have. */
  learn(rows, size) {
    if (rows * LEAST_DENSITY < size) this.#isDense = false;
  }
  #computeLast(after, size) {
    const [key = ""] = this.#key;
    this.#greatest ??= this.#greatestOf(key);
    if (this.#greatest === null) return this.#findLast(after, size);
    const rest = this.#between({ after, last: this.#range.last });
    const first = this.#integer(
      `select ${key} from ${this.#table} not indexed where ${rest.condition} order by ${key} limit 1`,
      rest.values
    );
    if (first === null) return null;
    if (typeof after?.[0]?.value === "bigint" && first <= after[0].value) throw disorder();
    const last = first + BigInt(size) - 1n;
    return last >= this.#greatest ? null : [{ value: last, isText: false }];
  }
  /** Null where there are no rows, or where the end of the table is damaged: its beginning may be whole. */
  #greatestOf(key) {
    const { condition, values } = this.#between(this.#range);
    try {
      return this.#integer(`select max(${key}) from ${this.#table} not indexed where ${condition}`, values);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#isDense = false;
      return null;
    }
  }
  #integer(sql, values) {
    return this.#database.prepare(sql).pluck().get(...values) ?? null;
  }
  /** Rows out of their order are damage: following them could go on for ever. */
  #findLast(after, size) {
    if (!this.isBounded) return null;
    const rest = this.#between({ after, last: this.#range.last });
    const row = this.#database.prepare(
      `select ${this.#key.map(placePart).join(", ")}, ${this.#later(after)}
           from ${this.#table} not indexed
          where ${rest.condition}
          order by ${this.#key.join(", ")}
          limit 1 offset ${size - 1}`
    ).raw().get(...valuesOf(after), ...rest.values);
    if (row === void 0) return null;
    if (row.at(-1) !== 1n) throw disorder();
    return this.#key.map((_, index) => ({ value: row[2 * index], isText: row[2 * index + 1] === "text" }));
  }
  /** One bound at each end: of two, SQLite may seek the one that lies further away, and step through all rows between. */
  #between({ after, last }) {
    const end = last === null ? "1" : this.#compare("<=", last);
    return { condition: `${this.#later(after)} and ${end}`, values: [...valuesOf(after), ...valuesOf(last)] };
  }
  #later(after) {
    return after === null ? "1" : this.#compare(">", after);
  }
  /** https://www.sqlite.org/rowvalue.html. The sign takes the affinity of the cast away. */
  #compare(operator, place) {
    const values = place.map(({ isText }) => isText ? "+cast(? as text)" : "?");
    return `(${this.#key.join(", ")}) ${operator} (${values.join(", ")})`;
  }
};
var LEAST_DENSITY = 4;
function disorder() {
  return foundDamage("rows lie out of their order");
}
function placePart(key) {
  return `case typeof(${key}) when 'text' then cast(${key} as blob) else ${key} end, typeof(${key})`;
}
function valuesOf(place) {
  return place?.map(({ value }) => value) ?? [];
}

export {
  ALL_ROWS,
  RowChunks
};
