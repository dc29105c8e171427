import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  canonicalJson,
  hasNumericAffinity,
  isZonedTime,
  readSpelling
} from "../chunks/chunk-GWUVQCSV.js";
import {
  BinaryRowReader
} from "../chunks/chunk-GPAO654I.js";
import "../chunks/chunk-M3VP6R7Y.js";
import {
  openPrivateCopy,
  readRecordLayout,
  readRoots
} from "../chunks/chunk-JEJQDPT6.js";
import {
  ScriptError,
  runScript
} from "../chunks/chunk-FQ3Z6WZN.js";
import {
  errorCode
} from "../chunks/chunk-YJLUG6D3.js";
import {
  serveRequests
} from "../chunks/chunk-L2EFLYKZ.js";
import {
  releaseMemory
} from "../chunks/chunk-DEE53WNT.js";
import {
  quoteIdentifier,
  quoteLiteral,
  quoteOwnRows
} from "../chunks/chunk-76LBD5FE.js";
import {
  openSqlite
} from "../chunks/chunk-D2TH455S.js";
import "../chunks/chunk-XMX4Y7CS.js";
import "../chunks/chunk-HPZ5FJ6H.js";
import {
  orUnexpected
} from "../chunks/chunk-7VKMMJYT.js";
import {
  HEADER_BYTES,
  PAGE_TYPES,
  PageFile,
  SERIAL_TYPES,
  UnexpectedPage,
  localSize,
  pageSizes
} from "../chunks/chunk-SOGSMY6K.js";
import "../chunks/chunk-GZWC464I.js";

// src/stages/readiness/rollback/compare-table.ts
function absentTable(database, { source }) {
  const missing = count(database, `select count(*) as n from main.${quoteIdentifier(source)}`);
  return { ...NOTHING_DIFFERS, table: source, rows: 0, cells: 0, missing };
}
function sameTable(database, plan, rows) {
  const cells = rows * columnsOf(database, plan).length;
  return { ...NOTHING_DIFFERS, table: plan.source, rows, cells };
}
var NOTHING_DIFFERS = { changed: [], respelled: [], missing: 0, extra: 0, hasNewRowids: false };
function compareTable(database, { plan, known, rowid }) {
  const documents = new Set(
    plan.columns.flatMap(({ source: source2, type }) => type.kind === "jsonb" ? [source2] : [])
  );
  const tests = columnsOf(database, plan).map((column) => ({
    column,
    differs: differs(quoteIdentifier(column), known.get(column)),
    isRespelled: documents.has(column) ? isSameJson(quoteIdentifier(column)) : null
  }));
  const { order, source } = plan;
  const compared = order.kind === "all" ? compareRows(database, source, tests) : compareByKey(
    database,
    source,
    tests,
    (order.kind === "rowid" ? [order.column] : order.columns).map(quoteIdentifier)
  );
  const { changed, missing, extra } = compared;
  const isSame = changed.length === 0 && missing === 0 && extra === 0;
  const hasNewRowids = isSame && rowid !== null && !haveSameRowids(database, plan, rowid, tests);
  return { ...compared, hasNewRowids };
}
function isSameJson(column) {
  const [a, b] = [`a.${column}`, `b.${column}`];
  const areTexts = `typeof(${a}) = 'text' and typeof(${b}) = 'text'`;
  return `iif(${areTexts}, canonical_json(${a}) = canonical_json(${b}), 0)`;
}
function haveSameRowids(database, { source }, rowid, tests) {
  const [name, id] = [quoteIdentifier(source), quoteIdentifier(rowid)];
  const from = `from main.${name} as a left join copy.${name} as b on b.${id} = a.${id}`;
  const others = tests.map(
    ({ differs: differs2, isRespelled }) => isRespelled === null ? differs2 : `iif(${differs2}, not ${isRespelled}, 0)`
  );
  const moved = `select 1 as n ${from} where b.${id} is null or ${others.join(" or ")} limit 1`;
  return count(database, moved) === 0;
}
function columnsOf(database, { source, columns }) {
  const planned = columns.map((column) => column.source);
  const stored = database.prepare(
    `select name from pragma_table_xinfo(?, 'main') where hidden = 0`
  ).all(source);
  return [.../* @__PURE__ */ new Set([...planned, ...stored.map(({ name }) => name)])];
}
function compareByKey(database, table, tests, key) {
  const name = quoteIdentifier(table);
  const [before, after] = [
    count(database, `select count(*) as n from main.${name}`),
    count(database, `select count(*) as n from copy.${name}`)
  ];
  const joined = key.map((part) => `b.${part} = a.${part} collate binary`).join(" and ");
  const from = `from main.${name} as a left join copy.${name} as b on ${joined}`;
  const there = `b.${key[0]} is not null`;
  const differing = tests.map((test) => test.differs);
  const differ = `select count(*) as n ${from} where not (${there}) or ${differing.join(" or ")}`;
  if (count(database, differ) === 0) {
    const cells = before * tests.length;
    return { ...NOTHING_DIFFERS, table, rows: before, cells, extra: after - before };
  }
  const sums = tests.flatMap(({ differs: differs2, isRespelled }, index) => [
    `sum(${there} and ${differs2}) as c${index}`,
    ...isRespelled === null ? [] : [`sum(iif(${there} and ${differs2}, ${isRespelled}, 0)) as s${index}`]
  ]);
  const row = database.prepare(
    `select sum(${there}) as matched, ${sums.join(", ")} ${from}`
  ).get();
  const figure = (column) => Number(row?.[column] ?? 0n);
  const matched = figure("matched");
  return {
    table,
    rows: matched,
    cells: matched * tests.length,
    changed: tests.flatMap(({ column }, index) => {
      const cells = figure(`c${index}`) - figure(`s${index}`);
      return cells > 0 ? [{ column: `${table}.${column}`, cells }] : [];
    }),
    respelled: tests.flatMap(
      ({ column }, index) => asRespelled(`${table}.${column}`, figure(`s${index}`), "cell")
    ),
    missing: before - matched,
    extra: after - matched
  };
}
function asRespelled(place, found, unit) {
  return found > 0 ? [{ place, count: found, unit }] : [];
}
function differs(column, known) {
  const [a, b] = [`a.${column}`, `b.${column}`];
  const tests = [`${a} is not ${b} collate binary`];
  if (mayChangeClass(known)) tests.push(`typeof(${a}) <> typeof(${b})`);
  if (mayLoseSign(known)) {
    tests.push(`(${a} = 0 collate binary and typeof(${a}) = 'real' and atan2(${a}, -1) <> atan2(${b}, -1))`);
  }
  return `(${tests.join(" or ")})`;
}
function mayChangeClass(known) {
  if (known === void 0) return true;
  const { integers, reals } = known.profile;
  switch (known.affinity) {
    case "BLOB":
    case "TEXT":
      return integers + reals > 0;
    case "REAL":
      return integers > 0;
    case "INTEGER":
    case "NUMERIC":
      return reals > 0;
    default:
      return known.affinity;
  }
}
function mayLoseSign(known) {
  if (known === void 0) return true;
  return known.profile.reals > 0 && known.affinity === "BLOB";
}
function compareRows(database, table, tests) {
  const written = differingRows(database, table, tests, false);
  const hasDocuments = tests.some(({ isRespelled }) => isRespelled !== null);
  const differs2 = written.missing + written.extra > 0;
  const meant = differs2 && hasDocuments ? differingRows(database, table, tests, true) : written;
  const rows = count(database, `select count(*) as n from main.${quoteIdentifier(table)}`) - meant.missing;
  const respelled = asRespelled(table, written.missing - meant.missing, "row");
  return { table, rows, cells: rows * tests.length, changed: [], respelled, ...meant };
}
function differingRows(database, table, tests, asJson) {
  const name = quoteIdentifier(table);
  const parts = tests.flatMap(({ column, isRespelled }) => {
    const value = quoteIdentifier(column);
    const sign = `iif(typeof(${value}) = 'real' and ${value} = 0, atan2(${value}, -1), 0)`;
    const meant = asJson && isRespelled !== null ? `canonical_json(${value})` : value;
    return [`typeof(${value})`, `${meant} collate binary`, sign];
  });
  const groups = (schema, factor) => `select ${parts.map((part, index) => `${part} as p${index}`).join(", ")}, ${factor} * count(*) as n from ${schema}.${name} group by ${parts.join(", ")}`;
  const key = parts.map((_, index) => index % 3 === 1 ? `p${index} collate binary` : `p${index}`).join(", ");
  const sums = database.prepare(
    `select ifnull(sum(max(n, 0)), 0) as missing, ifnull(sum(max(-n, 0)), 0) as extra from (select sum(n) as n from (${groups("main", 1)} union all ${groups("copy", -1)}) group by ${key})`
  ).get();
  return { missing: Number(sums?.missing ?? 0n), extra: Number(sums?.extra ?? 0n) };
}
function count(database, sql) {
  return Number(database.prepare(sql).get()?.n ?? 0n);
}

// src/stages/readiness/rollback/compare-schemas.ts
function compareSchemas(database, tables, excluded) {
  const isMeant = ({ name, tbl_name }) => !excluded.includes(name) && !excluded.includes(tbl_name);
  const copied = objectsIn(database, "copy");
  const [wanted, found] = [objectsIn(database, "main").filter(isMeant), copied.filter(isMeant)];
  const [wantedNames, foundNames] = [new Set(wanted.map(nameOf)), new Set(found.map(nameOf))];
  const there = new Set(found.map(identity));
  const lost = wanted.filter((object) => !there.has(identity(object)));
  return {
    objects: wanted.length,
    missingObjects: [
      ...lost.map(nameOf).filter((name) => !foundNames.has(name)),
      ...missingCounters(database, new Set(tables))
    ],
    redefinedObjects: lost.map(nameOf).filter((name) => foundNames.has(name)),
    extraObjects: found.map(nameOf).filter((name) => !wantedNames.has(name)),
    present: new Set(copied.map(({ name }) => name)),
    lost: new Set(lost.map(({ name }) => name))
  };
}
function objectsIn(database, schema) {
  return database.prepare(
    `select type, name, tbl_name, sql from ${schema}.sqlite_schema where name not like 'sqlite\\_%' escape '\\'`
  ).all();
}
var nameOf = ({ type, name }) => `${type} ${name}`;
var identity = ({ type, name, tbl_name, sql }) => JSON.stringify([type, name, tbl_name, sql]);
function missingCounters(database, tables) {
  const hasCounters = (schema) => count(database, `select count(*) as n from ${schema}.sqlite_schema where name = 'sqlite_sequence'`) > 0;
  if (!hasCounters("main")) return [];
  const lower = hasCounters("copy") ? "a.seq > ifnull((select max(seq) from copy.sqlite_sequence as b where b.name = a.name), 0)" : "a.seq > 0";
  return database.prepare(`select name from main.sqlite_sequence as a where ${lower}`).all().filter(({ name }) => tables.has(name)).map(({ name }) => `the counter of ${name}`);
}

// src/stages/readiness/rollback/file-marks.ts
var MARKS = ["user_version", "application_id", "encoding"];
function differingMarks(original, copy) {
  const [wanted, found] = [marksOf(original), marksOf(copy)];
  return MARKS.filter((mark) => wanted.get(mark) !== found.get(mark));
}
function marksOf(path) {
  const database = openSqlite(path);
  try {
    return new Map(MARKS.map((mark) => [mark, readPragma(database, mark)]));
  } finally {
    database.close();
  }
}
function copyMarks(source) {
  return ["auto_vacuum", ...MARKS].map((pragma) => `pragma ${pragma} = '${readPragma(source, pragma)}'`);
}
function readPragma(database, pragma) {
  return String(database.pragma(pragma, { simple: true }));
}

// src/stages/readiness/rollback/compare-copies.ts
function compareCopies(original, copy, tables, excluded, same, checksFile) {
  const marks = differingMarks(original, copy);
  if (marks.includes("encoding")) return { ...NOTHING_COMPARED, marks };
  const database = openSqlite(original);
  try {
    database.function(
      "canonical_json",
      { deterministic: true, directOnly: true },
      (value) => typeof value === "string" ? canonicalJson(value) : value
    );
    database.prepare("attach database ? as copy").run(copy);
    const { present, lost, ...schemas } = compareSchemas(
      database,
      tables.map(({ plan }) => plan.source),
      excluded
    );
    const compared = tables.map((table) => {
      const { source } = table.plan;
      if (!present.has(source)) return absentTable(database, table.plan);
      if (lost.has(source)) return compareTable(database, { ...table, known: /* @__PURE__ */ new Map(), rowid: null });
      const rows = same.get(source);
      return rows === void 0 ? compareTable(database, table) : sameTable(database, table.plan, rows);
    });
    return {
      rows: compared.reduce((total, { rows }) => total + rows, 0),
      cells: compared.reduce((total, { cells }) => total + cells, 0),
      changed: compared.flatMap(({ changed }) => changed),
      respelled: compared.flatMap(({ respelled }) => respelled),
      missing: compared.flatMap(({ table, missing }) => missing > 0 ? [{ table, rows: missing }] : []),
      extra: compared.flatMap(({ table, extra }) => extra > 0 ? [{ table, rows: extra }] : []),
      ...schemas,
      marks,
      newRowids: compared.flatMap(({ table, hasNewRowids }) => hasNewRowids ? [table] : []),
      isDamaged: checksFile && !isIntact(database, "copy") && isIntact(database, "main")
    };
  } finally {
    database.close();
  }
}
var NOTHING_COMPARED = {
  rows: 0,
  cells: 0,
  changed: [],
  respelled: [],
  missing: [],
  extra: [],
  objects: 0,
  missingObjects: [],
  redefinedObjects: [],
  extraObjects: [],
  newRowids: [],
  isDamaged: false
};
function isIntact(database, schema) {
  const rows = database.prepare(
    `pragma ${schema}.integrity_check(1)`
  );
  return rows.get()?.integrity_check === "ok";
}

// src/stages/readiness/rollback/definitions.ts
function readDefinitions(source, tables) {
  const names = new Set(tables);
  const all = source.prepare(
    `select type, tbl_name, sql from sqlite_schema where sql is not null and name not like 'sqlite\\_%' escape '\\' order by rowid`
  ).all();
  return {
    tables: all.flatMap(({ type, tbl_name, sql }) => type === "table" && names.has(tbl_name) ? [sql] : []),
    others: all.flatMap(
      ({ type, tbl_name, sql }) => type === "view" || type !== "table" && (names.has(tbl_name) || type === "trigger") ? [sql] : []
    )
  };
}

// src/stages/readiness/rollback/page-road.ts
import { closeSync, openSync } from "node:fs";

// src/engines/sqlite/pages/table-builder.ts
import { fstatSync, readSync, writeSync } from "node:fs";

// src/engines/sqlite/pages/varint.ts
function varintSize(value) {
  if (value < 128) return 1;
  let size = 2;
  for (let rest = Math.floor(value / 16384); rest > 0; rest = Math.floor(rest / 128)) size += 1;
  return size;
}
function writeVarint(bytes, at, value) {
  if (value < 128) {
    bytes[at] = value;
    return at + 1;
  }
  const size = varintSize(value);
  let rest = value;
  for (let place = at + size - 1; place >= at; place -= 1) {
    bytes[place] = rest % 128 + (place === at + size - 1 ? 0 : 128);
    rest = Math.floor(rest / 128);
  }
  return at + size;
}

// src/engines/sqlite/pages/table-builder.ts
var TableBuilder = class {
  #file;
  #root;
  #pageSize;
  #usableSize;
  /** In the header of the file, and where pages are added. */
  #changes;
  #next;
  /** Pages in a row, which go into the file together; the number of the first of them, and how many bytes they have. */
  #chunk = Buffer.alloc(CHUNK_BYTES);
  #chunkFirst;
  #chunkUsed = 0;
  /** The leaf that is being filled: how many cells it has, and where the last of them begins. */
  #leaf;
  #cells = 0;
  #content;
  /** Of the leaves before it: their pages, and the last rowid of each. */
  #leaves = [];
  #last = Number.NEGATIVE_INFINITY;
  /**
   * @param file descriptor, for reading and writing
   * @param root of the table
   * @throws UnexpectedPage where the table is not empty, or the file one that cannot be written so
   */
  constructor(file, root) {
    this.#file = file;
    this.#root = root;
    const header = Buffer.alloc(HEADER_BYTES);
    readSync(file, header, 0, HEADER_BYTES, 0);
    const { pageSize, usableSize } = pageSizes(header);
    this.#pageSize = pageSize;
    this.#usableSize = usableSize;
    this.#changes = header.readUInt32BE(CHANGES_AT);
    const pages = header.readUInt32BE(PAGES_AT);
    const isWhole = fstatSync(file).size === pages * this.#pageSize;
    const hasPointerMap = header.readUInt32BE(52) !== 0;
    const hasShortIntegers = header.readUInt32BE(44) >= 4;
    if (!isWhole || hasPointerMap || !hasShortIntegers || root < 2 || root > pages) throw new UnexpectedPage();
    this.#leaf = Buffer.alloc(this.#pageSize);
    readSync(file, this.#leaf, 0, this.#pageSize, (root - 1) * this.#pageSize);
    const isEmpty = this.#leaf[0] === PAGE_TYPES.tableLeaf && this.#leaf.readUInt16BE(3) === 0;
    if (!isEmpty) throw new UnexpectedPage();
    this.#content = this.#usableSize;
    this.#next = pages + 1;
    this.#chunkFirst = this.#next;
  }
  /** Of the last row. */
  get lastRowid() {
    return this.#last;
  }
  /**
   * @param rowid beyond that of the row before, from 0 to 2^53
   * @throws UnexpectedPage where it is not
   */
  add(rowid, record, length) {
    if (rowid < 0 || rowid <= this.#last) throw new UnexpectedPage();
    const local = localSize(length, this.#usableSize, true);
    const isWhole = local === length;
    const size = Math.max(
      LEAST_CELL_BYTES,
      varintSize(length) + varintSize(rowid) + local + (isWhole ? 0 : POINTER_BYTES)
    );
    if (LEAF_HEADER_BYTES + 2 * (this.#cells + 1) + size > this.#content) this.#endLeaf();
    this.#content -= size;
    const leaf = this.#leaf;
    let at = writeVarint(leaf, this.#content, length);
    at = writeVarint(leaf, at, rowid);
    leaf.set(record.subarray(0, local), at);
    if (!isWhole) leaf.writeUInt32BE(this.#addOverflow(record.subarray(local, length)), at + local);
    leaf.writeUInt16BE(this.#content, LEAF_HEADER_BYTES + 2 * this.#cells);
    this.#cells += 1;
    this.#last = rowid;
  }
  /** Tells the file of its pages, and then puts the tree under the root. */
  finish() {
    const top = this.#leaves.length === 0 ? this.#onlyLeaf() : this.#growTree();
    this.#flush();
    this.#writeFileHeader();
    this.#write(top, this.#root);
  }
  #onlyLeaf() {
    this.#writeLeafHeader();
    return this.#leaf;
  }
  /** Level by level, up to the one that has a single page. */
  #growTree() {
    this.#endLeaf();
    let level = this.#leaves;
    for (let pages = this.#parents(level); pages.length > 1; pages = this.#parents(level)) {
      level = pages.map((children) => {
        const at = this.#addPage();
        this.#writeInterior(this.#chunk.subarray(at, at + this.#pageSize), children);
        return { page: this.#next - 1, last: children.at(-1)?.last ?? 0 };
      });
    }
    const top = Buffer.alloc(this.#pageSize);
    this.#writeInterior(top, level);
    return top;
  }
  /** @returns the first page of the chain */
  #addOverflow(rest) {
    const size = this.#usableSize - POINTER_BYTES;
    let first = 0;
    for (let from = 0; from < rest.length; from += size) {
      const at = this.#addPage();
      const page = this.#next - 1;
      this.#chunk.set(rest.subarray(from, from + size), at + POINTER_BYTES);
      if (from + size < rest.length) this.#chunk.writeUInt32BE(this.#following(page), at);
      if (from === 0) first = page;
    }
    return first;
  }
  #endLeaf() {
    this.#writeLeafHeader();
    const at = this.#addPage();
    this.#leaf.copy(this.#chunk, at);
    this.#leaves.push({ page: this.#next - 1, last: this.#last });
    this.#leaf.fill(0);
    this.#cells = 0;
    this.#content = this.#usableSize;
  }
  #writeLeafHeader() {
    this.#leaf[0] = PAGE_TYPES.tableLeaf;
    this.#leaf.writeUInt16BE(this.#cells, 3);
    this.#leaf.writeUInt16BE(this.#content % 65536, 5);
  }
  /** The children of each page of the level above. A page has two at least: one cell, and the last child. */
  #parents(children) {
    const most = Math.floor((this.#usableSize - INTERIOR_HEADER_BYTES) / (2 + POINTER_BYTES + LONGEST_VARINT)) + 1;
    const pages = Math.ceil(children.length / most);
    return Array.from(
      { length: pages },
      (_, page) => children.slice(
        Math.floor(page * children.length / pages),
        Math.floor((page + 1) * children.length / pages)
      )
    );
  }
  #writeInterior(page, children) {
    page.fill(0);
    page[0] = PAGE_TYPES.tableInterior;
    let content = this.#usableSize;
    for (const [cell, { page: child, last }] of children.slice(0, -1).entries()) {
      content -= POINTER_BYTES + varintSize(last);
      page.writeUInt32BE(child, content);
      writeVarint(page, content + POINTER_BYTES, last);
      page.writeUInt16BE(content, INTERIOR_HEADER_BYTES + 2 * cell);
    }
    page.writeUInt16BE(children.length - 1, 3);
    page.writeUInt16BE(content % 65536, 5);
    page.writeUInt32BE(children.at(-1)?.page ?? 0, 8);
  }
  /** @returns where in the chunk the page {@link #next} - 1 lies, all zeros */
  #addPage() {
    const page = this.#following(this.#next - 1);
    if (page !== this.#next || this.#chunkUsed + this.#pageSize > CHUNK_BYTES) this.#flush();
    this.#chunkFirst = this.#chunkUsed === 0 ? page : this.#chunkFirst;
    const at = this.#chunkUsed;
    this.#chunk.fill(0, at, at + this.#pageSize);
    this.#chunkUsed += this.#pageSize;
    this.#next = page + 1;
    return at;
  }
  /** One page is never used: the locks are there. https://www.sqlite.org/fileformat2.html#the_lock_byte_page */
  #following(page) {
    return page === LOCK_BYTE / this.#pageSize ? page + 2 : page + 1;
  }
  #flush() {
    if (this.#chunkUsed === 0) return;
    this.#write(this.#chunk.subarray(0, this.#chunkUsed), this.#chunkFirst);
    this.#chunkUsed = 0;
  }
  #write(bytes, page) {
    writeAll(this.#file, bytes, (page - 1) * this.#pageSize);
  }
  /** https://www.sqlite.org/fileformat2.html#the_database_header: the number of pages is valid for this change */
  #writeFileHeader() {
    const number = (value) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    };
    const changes = number((this.#changes + 1) % 2 ** 32);
    writeAll(this.#file, Buffer.concat([changes, number(this.#next - 1)]), CHANGES_AT);
    writeAll(this.#file, changes, VALID_FOR_AT);
  }
};
function writeAll(file, bytes, at) {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
}
var CHANGES_AT = 24;
var PAGES_AT = 28;
var VALID_FOR_AT = 92;
var LEAF_HEADER_BYTES = 8;
var INTERIOR_HEADER_BYTES = 12;
var POINTER_BYTES = 4;
var LONGEST_VARINT = 9;
var LEAST_CELL_BYTES = 4;
var CHUNK_BYTES = 2 ** 18;
var LOCK_BYTE = 2 ** 30;

// src/engines/sqlite/pages/record-builder.ts
var RecordBuilder = class {
  /** The record, once it was ended; its memory is used again for the next one. */
  bytes = Buffer.allocUnsafeSlow(LEAST_BYTES);
  length = 0;
  #types;
  #fields = 0;
  /** What comes behind the types. */
  #body = Buffer.allocUnsafeSlow(LEAST_BYTES);
  #view = new DataView(this.#body.buffer);
  #used = 0;
  /** @param fields of a record, at most */
  constructor(fields) {
    this.#types = new Float64Array(fields);
  }
  begin() {
    this.#fields = 0;
    this.#used = 0;
  }
  addNull() {
    this.#addType(SERIAL_TYPES.null);
  }
  /** @param value a whole number of at most 2^53 */
  addInteger(value) {
    if (value === 0 || value === 1) this.#addType(SERIAL_TYPES.zero + value);
    else if (value > MOST_OF_48_BITS || value < -MOST_OF_48_BITS - 1) this.#addSixtyFourBits(BigInt(value));
    else {
      const size = shortSize(value);
      this.#roomFor(size);
      this.#used = this.#body.writeIntBE(value, this.#used, size);
      this.#addType(size === 6 ? SIX_BYTES : size);
    }
  }
  /** @param value of 64 bits */
  addLong(value) {
    const short = Number(value);
    if (Number.isSafeInteger(short)) this.addInteger(short);
    else this.#addSixtyFourBits(value);
  }
  #addSixtyFourBits(value) {
    this.#roomFor(8).setBigInt64(this.#used, value);
    this.#used += 8;
    this.#addType(SERIAL_TYPES.longInteger);
  }
  addDouble(value) {
    this.#roomFor(8).setFloat64(this.#used, value);
    this.#used += 8;
    this.#addType(SERIAL_TYPES.double);
  }
  /** @param isText whether the bytes are those of a text */
  addBytes(source, at, size, isText) {
    this.#roomFor(size);
    this.#body.set(source.subarray(at, at + size), this.#used);
    this.#used += size;
    this.#addType(SERIAL_TYPES.blob + 2 * size + (isText ? 1 : 0));
  }
  /** Puts the types before the fields. */
  end() {
    let typesSize = 0;
    for (let field = 0; field < this.#fields; field += 1) typesSize += varintSize(this.#types[field] ?? 0);
    let headerSize = typesSize + 1;
    if (varintSize(headerSize) > 1) headerSize = typesSize + varintSize(typesSize + 2);
    this.length = headerSize + this.#used;
    if (this.length > this.bytes.length) this.bytes = Buffer.allocUnsafeSlow(2 * this.length);
    let at = writeVarint(this.bytes, 0, headerSize);
    for (let field = 0; field < this.#fields; field += 1)
      at = writeVarint(this.bytes, at, this.#types[field] ?? 0);
    this.#body.copy(this.bytes, at, 0, this.#used);
  }
  #addType(type) {
    this.#types[this.#fields] = type;
    this.#fields += 1;
  }
  #roomFor(size) {
    if (this.#used + size > this.#body.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (this.#used + size));
      this.#body.copy(larger, 0, 0, this.#used);
      this.#body = larger;
      this.#view = new DataView(larger.buffer);
    }
    return this.#view;
  }
};
var LEAST_BYTES = 2 ** 14;
var MOST_OF_48_BITS = 2 ** 47 - 1;
var SIX_BYTES = 5;
function shortSize(value) {
  const magnitude = value < 0 ? -value - 1 : value;
  if (magnitude < 2 ** 7) return 1;
  if (magnitude < 2 ** 15) return 2;
  if (magnitude < 2 ** 23) return 3;
  return magnitude < 2 ** 31 ? 4 : 6;
}

// src/stages/readiness/rollback/stored-value.ts
function addNumber(affinity) {
  if (affinity === "TEXT") return null;
  return (record, bytes, _view, at, size) => {
    const digits = bytes.toString("latin1", at, at + size);
    const value = Number(digits);
    const staysReal = affinity === "BLOB" && !WHOLE.test(digits);
    if (!staysReal && Number.isSafeInteger(value)) addInteger(record, value + 0, affinity);
    else if (staysReal || !Number.isInteger(value)) record.addDouble(value);
    else return false;
    return true;
  };
}
function addLong(affinity) {
  if (affinity === "TEXT") return null;
  return (record, _bytes, view, at) => {
    const value = view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4);
    if (Number.isSafeInteger(value)) addInteger(record, value, affinity);
    else if (affinity === "REAL") return false;
    else record.addLong(view.getBigInt64(at));
    return true;
  };
}
function addText(affinity) {
  const staysText = affinity === "TEXT" || affinity === "BLOB";
  return (record, bytes, _view, at, size) => {
    if (!staysText && mayBeNumber(bytes, at, size)) return false;
    record.addBytes(bytes, at, size, true);
    return true;
  };
}
var addBlob = (record, bytes, _view, at, size) => {
  record.addBytes(bytes, at, size, false);
  return true;
};
function addTruth(truths, affinity) {
  const [whenTrue, whenFalse] = [constant(truths.t, affinity), constant(truths.f, affinity)];
  if (whenTrue === null || whenFalse === null) return null;
  return (record, bytes, view, at, size) => (bytes[at] === 0 ? whenFalse : whenTrue)(record, bytes, view, at, size);
}
function constant(value, affinity) {
  const bytes = Buffer.from(String(value));
  const add = typeof value === "string" ? addText(affinity) : addNumber(affinity);
  return add === null ? null : (record, _bytes, view) => add(record, bytes, view, 0, bytes.length);
}
function addInteger(record, value, affinity) {
  if (affinity === "REAL" && (value >= 2 ** 47 || value < -(2 ** 47))) record.addDouble(value);
  else record.addInteger(value);
}
function mayBeNumber(bytes, at, size) {
  for (let place = at; place < at + size; place += 1) if (IN_NUMBERS[bytes[place] ?? 0] === 0) return false;
  return NUMBER.test(bytes.toString("latin1", at, at + size));
}
var WHOLE = /^-?\d+$/;
var NUMBER = /^[\t-\r ]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[\t-\r ]*$/;
var IN_NUMBERS = Uint8Array.from(
  { length: 256 },
  (_, byte) => /[\d.eE+\-\t-\r ]/.test(String.fromCharCode(byte)) ? 1 : 0
);

// src/stages/readiness/rollback/page-inserter.ts
function storedField(place, { isRowid, isGenerated }, isNotNull, { kind, truths }, { affinity }) {
  if (isGenerated || isRowid && kind !== "integer") return null;
  const add = addOf(kind, truths, affinity);
  return add === null ? null : { place, isRowid, isNotNull, add };
}
function addOf(kind, truths, affinity) {
  switch (kind) {
    case "integer":
      return addLong(affinity);
    case "number":
      return addNumber(affinity);
    case "text":
      return addText(affinity);
    case "blob":
      return addBlob;
    case "truth":
      return truths === void 0 ? null : addTruth(truths, affinity);
    default:
      return kind;
  }
}
var PageInserter = class {
  #builder;
  #fields;
  #rows;
  #record;
  #isUsual = true;
  constructor(builder, fields) {
    this.#builder = builder;
    this.#fields = fields;
    this.#rows = new BinaryRowReader(fields.length);
    this.#record = new RecordBuilder(fields.length);
  }
  /** @param piece of the COPY; it may end anywhere */
  push(piece) {
    if (!this.#isUsual) return;
    this.#rows.feed(piece);
    this.#unlessUnusual(() => {
      while (this.#isUsual && this.#rows.nextRow()) this.#isUsual = this.#addRow();
    });
  }
  /** @returns the last rowid, 0 where there is no row; null where the table is still empty, for SQLite to fill */
  finish() {
    if (this.#isUsual) this.#unlessUnusual(() => this.#builder.finish());
    return this.#isUsual ? Math.max(this.#builder.lastRowid, 0) : null;
  }
  /** Of a disk that is full SQLite will tell in its own words. */
  #unlessUnusual(step) {
    try {
      step();
    } catch (error) {
      const isOfSystem = /^E[A-Z]+$/.test(errorCode(error) ?? "");
      if (!(error instanceof UnexpectedPage) && !isOfSystem) throw error;
      this.#isUsual = false;
    }
  }
  #addRow() {
    const { bytes, view, starts, lengths } = this.#rows;
    const record = this.#record;
    let rowid = Math.max(this.#builder.lastRowid, 0) + 1;
    record.begin();
    for (const { place, isRowid, isNotNull, add } of this.#fields) {
      const [at, size] = [starts[place] ?? 0, lengths[place] ?? NULL];
      if (isRowid) {
        if (size === NULL) return false;
        rowid = view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4);
        if (!Number.isSafeInteger(rowid)) return false;
        record.addNull();
      } else if (size === NULL) {
        if (isNotNull) return false;
        record.addNull();
      } else if (!add(record, bytes, view, at, size)) return false;
    }
    record.end();
    this.#builder.add(rowid, record.bytes, record.length);
    return true;
  }
};
var NULL = -1;

// src/stages/readiness/rollback/page-road.ts
function openPageRoad(source, path, root, {
  table,
  stored,
  known
}) {
  const { isUsual, isCounted } = readTraits(source, table);
  if (!isUsual || root === void 0) return null;
  const file = openSync(path, "r+");
  const inserter = orUnexpected(() => {
    const layout = readRecordLayout(new PageFile(file), source, table, root);
    if (layout === null || layout.isIndex) return null;
    const required = readRequired(source, table);
    const fields = layout.fields.map((field) => {
      const place = stored.columns.findIndex(({ name }) => name === field?.name);
      const column = stored.columns[place];
      const facts = known.get(field?.name ?? "");
      if (field === null || column === void 0 || facts === void 0) return null;
      return storedField(place, field, required.has(field.name), column.stored, facts);
    });
    const usual = fields.filter((field) => field !== null);
    if (usual.length < fields.length || usual.length < stored.columns.length) return null;
    return new PageInserter(new TableBuilder(file, root), usual);
  });
  if (inserter === null) {
    closeSync(file);
    return null;
  }
  return {
    inserter,
    keyIndexes: readKeyIndexes(source, table),
    isCounted,
    close: () => closeSync(file)
  };
}
var TRAITS = `
  select l.strict, e.encoding, s.sql like '%autoincrement%' as counted
    from pragma_table_list as l, pragma_encoding as e, sqlite_schema as s
   where l.schema = 'main' and l.name = :table and s.type = 'table' and s.name = :table`;
function readTraits(source, table) {
  const traits = source.prepare(TRAITS).get({ table });
  return {
    isUsual: traits !== void 0 && traits.strict === 0n && traits.encoding === "UTF-8",
    isCounted: traits?.counted === 1n
  };
}
function readRequired(source, table) {
  const sql = `select name from pragma_table_xinfo(?, 'main') where "notnull" = 1`;
  return new Set(source.prepare(sql).pluck().all(table));
}
function readKeyIndexes(source, table) {
  const sql = `select name from pragma_index_list(?, 'main') where origin <> 'c'`;
  return source.prepare(sql).pluck().all(table);
}

// src/stages/readiness/rollback/restored-time.ts
function restoredTime(value, kind, shapes) {
  const whole = shapes.whole ?? shapes.decimal;
  const decimal = shapes.decimal ?? shapes.whole;
  if (whole === null || decimal === null) return value;
  if (kind !== "timestamptz" && whole === OWN_SHAPE[kind] && whole === decimal) return value;
  const printed = `${value}::text`;
  const start = beforeZone(`split_part(${printed}, '.', 1)`);
  const decimals = beforeZone(`split_part(${printed}, '.', 2)`);
  return `case
    when ${value} is null then null
    when strpos(${printed}, '.') = 0 then ${spelled(whole, start, null)}
    else ${spelled(decimal, start, decimals)}
  end`;
}
function restoredZonedTime(value, shapes) {
  const whole = shapes.whole ?? shapes.decimal;
  const decimal = shapes.decimal ?? shapes.whole;
  if (whole === null || decimal === null) return value;
  const printed = `${value}::text`;
  return `case
    when ${value} is null then null
    when strpos(${printed}, '.') = 0 then ${clockOf(whole, printed)} || ${offsetOf(whole, printed)}
    else ${clockOf(decimal, printed)} || ${offsetOf(decimal, printed)}
  end`;
}
function clockOf(shape, printed) {
  const clock = `substring(${printed} from '^[0-9:]+')`;
  const decimals = `coalesce(substring(${printed} from '[.]([0-9]+)'), '')`;
  const start = /^99:99:99/.test(shape) ? clock : `regexp_replace(${clock}, ':00$', '')`;
  const width = /\.(9+)/.exec(shape)?.[1]?.length ?? 0;
  const padded = `rpad(${decimals}, greatest(length(${decimals}), ${width}), '0')`;
  return `${start} || case when ${padded} = '' then '' else '.' || ${padded} end`;
}
function offsetOf(shape, printed) {
  const offset = `substring(${printed} from '[+-].*$')`;
  const minutes = `case length(${offset}) when 3 then ${offset} || ':00' else ${offset} end`;
  const [, blank = "", zone = ""] = /( ?)(Z|[+-]99(?::?99)?)$/.exec(shape) ?? [];
  if (zone === "Z") return `case ${offset} when '+00' then '${blank}Z' else ${offset} end`;
  const spelled2 = zone.length === 3 || zone === "" ? offset : zone.includes(":") ? minutes : `replace(${minutes}, ':', '')`;
  return `'${blank}' || ${spelled2}`;
}
var OWN_SHAPE = { time: "99:99:99", timestamp: "9999-99-99 99:99:99" };
var beforeZone = (text) => `split_part(${text}, '+', 1)`;
var DATE_LENGTH = "9999-99-99".length;
function spelled(shape, start, decimals) {
  if (!shape.includes(":")) return `left(${start}, ${DATE_LENGTH})`;
  const separator = shape[DATE_LENGTH] ?? " ";
  const clock = shape.includes("99:99:99") ? start : `left(${start}, -${":00".length})`;
  const spaced = separator === " " ? clock : `replace(${clock}, ' ', ${quoteLiteral(separator)})`;
  const width = /\.(9+)/.exec(shape)?.[1]?.length ?? 0;
  const zone = quoteLiteral(/(Z|[+-]99:?99)$/.exec(shape)?.[0].replaceAll("9", "0") ?? "");
  if (decimals === null) return `${spaced} || '${width === 0 ? "" : `.${"0".repeat(width)}`}' || ${zone}`;
  return `${spaced} || '.' || rpad(${decimals}, greatest(length(${decimals}), ${width}), '0') || ${zone}`;
}

// src/stages/readiness/rollback/restored-column.ts
function restoredColumn({ target, type, conversion }, known, { storageClass, truths, shapes, uuid, decimals, isCompact }) {
  const isMoney = type.kind === "other" && conversion.kind === "decimal";
  const value = `${quoteIdentifier(target)}${isMoney ? "::numeric" : ""}`;
  const text = (printed, read = asItIs) => ({
    printed,
    isText: true,
    read,
    stored: read === asItIs ? { sent: `(${printed})::text`, kind: "text" } : null
  });
  const figure = (printed, read = asItIs) => ({
    printed,
    isText: false,
    read,
    stored: read === asItIs ? { sent: `(${printed})::text`, kind: "number" } : null
  });
  const isNumeric = hasNumericAffinity(known);
  const asUsual = storageClass === "integer" ? asItIs : (literal) => `cast(${literal} as real)`;
  switch (conversion.kind) {
    case "integer":
      return {
        ...figure(value),
        stored: INTEGERS.has(type.kind) ? { sent: `${value}::int8`, kind: "integer" } : null
      };
    case "numeral":
      return storageClass === "text" ? text(value) : figure(value, isNumeric ? asItIs : asUsual);
    case "epoch":
      return figure(counted(value, conversion.unit));
    case "duration":
      return figure(counted(value, "microseconds"));
    case "float":
      return figure(doubleLiteral(`${value}::double precision`), isNumeric ? asItIs : asUsual);
    case "spelled-float":
      return storageClass === "text" ? text(withDecimals(`${value}::double precision::text::numeric`, decimals)) : figure(doubleLiteral(`${value}::double precision`), isNumeric ? asItIs : asUsual);
    case "decimal":
      if (isNumeric || storageClass !== "text" && keepsScale(type))
        return figure(decimalLiteral(value, type));
      if (storageClass === "text")
        return text(keepsScale(type) ? `${value}::text` : withDecimals(value, decimals));
      return figure(decimalLiteral(`trim_scale(${value})`, type), asUsual);
    case "text":
    case "rendered":
    case "uuid":
    case "date":
      if (isZonedTime(type)) return text(restoredZonedTime(value, shapes));
      return text(type.kind === "char" ? `${value}::text` : value);
    case "json":
      return text(value, isCompact ? compactJson : asItIs);
    case "respelled-uuid":
      return text(restoredUuid(value, uuid));
    case "bytes":
      return {
        ...text(
          `encode(${value}, 'hex')`,
          (hex) => storageClass === "text" ? `text_of_utf8(unhex(${hex}))` : `unhex(${hex})`
        ),
        stored: storageClass === "text" ? null : { sent: value, kind: "blob" }
      };
    case "boolean":
      return {
        ...text(
          value,
          (truth) => `case ${truth} when 't' then ${literalOf(truths.t)} when 'f' then ${literalOf(truths.f)} end`
        ),
        stored: { sent: `${value}::boolean`, kind: "truth", truths }
      };
    case "midnight":
      return text(restoredTime(`${value}::timestamp`, "timestamp", shapes));
    case "time":
    case "timestamp":
    case "timestamptz":
      return text(restoredTime(value, conversion.kind, shapes));
    default:
      return conversion;
  }
}
var INTEGERS = /* @__PURE__ */ new Set(["smallint", "integer", "bigint"]);
var asItIs = (literal) => literal;
var compactJson = (literal) => `iif(json_valid(${literal}), json(${literal}), ${literal})`;
function keepsScale(type) {
  return type.kind === "numeric" && type.scale === null;
}
function withDecimals(value, decimals) {
  if (decimals === 0) return `trim_scale(${value})`;
  return `round(${value}, greatest(min_scale(${value}), ${decimals}))`;
}
function restoredUuid(value, { hasHyphens, hasCapitals }) {
  const digits = hasHyphens ? `${value}::text` : `replace(${value}::text, '-', '')`;
  return hasCapitals ? `upper(${digits} collate "C")` : digits;
}
var PER_SECOND = { seconds: 1, milliseconds: 1e3, microseconds: 1e6 };
function counted(value, unit) {
  return `trim_scale(extract(epoch from ${value}) * ${PER_SECOND[unit]})`;
}
function doubleLiteral(value) {
  return `case
    when ${value} = 'Infinity' then '9e999'
    when ${value} = '-Infinity' then '-9e999'
    when ${value} = 'NaN' then null
    when ${value} = 0 and left((${value})::text, 1) = '-' then '-0.0'
    else (${value})::text
  end`;
}
function decimalLiteral(value, type) {
  if (type.kind === "numeric" && type.precision !== null) return `nullif(${value}, 'NaN')`;
  return `case
    when scale(${value}) is not null then (${value})::text
    when ${value} = 'Infinity' then '9e999'
    when ${value} = '-Infinity' then '-9e999'
  end`;
}
function literalOf(value) {
  return typeof value === "string" ? quoteLiteral(value) : String(value);
}

// src/stages/readiness/rollback/restored-table.ts
function restoredTable(source, table, known) {
  const computed = computedColumns(source, table);
  const columns = table.columns.filter((column) => !computed.has(column.source)).map((column, index) => {
    const facts = known.get(column.source);
    if (facts === void 0) throw new TypeError(`the catalog has no ${table.source}.${column.source}`);
    const spelling = readSpelling(source, table, column, facts);
    const restored = restoredColumn(column, facts, spelling);
    return { ...restored, name: column.source, alias: `c${index}`, literal: `column${index + 1}` };
  });
  const names = columns.map(({ name }) => quoteIdentifier(name));
  const values = columns.map(({ read, literal }) => read(literal));
  return {
    copySql: copySql(table, columns),
    insert: {
      head: `insert into main.${quoteIdentifier(table.source)} (${names.join(", ")}) select ${values.join(", ")} from (values (`,
      between: "), (",
      tail: "))"
    },
    stored: storedTable(table, columns)
  };
}
function storedTable({ partitioned, target }, columns) {
  const known = columns.flatMap(({ name, stored }) => stored === null ? [] : [{ name, stored }]);
  if (known.length < columns.length) return null;
  const values = known.map(({ stored }) => stored.sent).join(", ");
  return {
    copySql: `copy (select ${values} from ${quoteOwnRows(target, partitioned)}) to stdout (format binary)`,
    columns: known
  };
}
function copySql({ partitioned, target }, columns) {
  const rows = quoteOwnRows(target, partitioned);
  const values = columns.map(({ printed, alias }) => `${printed} as ${alias}`);
  const texts = columns.filter(({ isText }) => isText).map(({ alias }) => alias);
  const quoted = texts.length === 0 ? "" : `, force_quote (${texts.join(", ")})`;
  return `copy (select ${values.join(", ")} from ${rows}) to stdout (format csv, quote '''', null 'null'${quoted})`;
}
function computedColumns(source, table) {
  const rows = source.prepare(
    "select name from pragma_table_xinfo(?) where hidden in (2, 3)"
  ).all(table.source);
  return new Set(rows.map(({ name }) => name));
}

// src/stages/readiness/rollback/row-inserter.ts
var MOST_ROWS = 500;
var MOST_BYTES = 256 << 10;
var LARGE = 4 << 20;
var QUOTE = 39;
var LINE_FEED = 10;
var RowInserter = class {
  #copy;
  #head;
  #between;
  #tail;
  /** The rows of the next statement, and the beginning of a line whose end has not come. */
  #rows = Buffer.allocUnsafe(MOST_BYTES);
  #used = 0;
  #count = 0;
  #isInText = false;
  constructor(copy, { head, between, tail }) {
    this.#copy = copy;
    this.#head = head;
    this.#between = Buffer.from(between);
    this.#tail = tail;
  }
  /** @param piece of the lines; it may end anywhere @throws the driver's error where SQLite refuses a row */
  push(piece) {
    let at = 0;
    while (at < piece.length) at = this.#take(piece, at);
  }
  /** @throws the driver's error where SQLite refuses a row */
  finish() {
    if (this.#count === 0) return;
    const rows = this.#rows.toString("utf8", 0, this.#used - this.#between.length);
    [this.#used, this.#count] = [0, 0];
    if (this.#rows.length > LARGE) this.#rows = Buffer.allocUnsafe(MOST_BYTES);
    this.#copy.exec(this.#head + rows + this.#tail);
  }
  /** Takes bytes up to the end of the statement, or of the piece. @returns where it has come to */
  #take(piece, from) {
    const rows = this.#roomFor(piece.length - from);
    let [at, used, isInText, isFull] = [from, this.#used, this.#isInText, false];
    while (at < piece.length && !isFull) {
      const byte = piece[at] ?? 0;
      at += 1;
      if (byte !== LINE_FEED || isInText) {
        rows[used] = byte;
        used += 1;
        if (byte === QUOTE) isInText = !isInText;
        continue;
      }
      rows.set(this.#between, used);
      used += this.#between.length;
      this.#count += 1;
      isFull = this.#count === MOST_ROWS || used >= MOST_BYTES;
    }
    ;
    [this.#used, this.#isInText] = [used, isInText];
    if (isFull) this.finish();
    return at;
  }
  #roomFor(bytes) {
    const most = this.#used + bytes + MOST_ROWS * this.#between.length;
    if (most > this.#rows.length) {
      const larger = Buffer.allocUnsafe(Math.max(most, 2 * this.#rows.length));
      this.#rows.copy(larger, 0, 0, this.#used);
      this.#rows = larger;
    }
    return this.#rows;
  }
};

// src/stages/readiness/rollback/copy-writer.ts
var MAX_BYTES = 64 * 1024 ** 3;
var NEVER = new AbortController().signal;
var CopyWriter = class {
  #source;
  #path;
  #definitions;
  #copy = null;
  #roots = /* @__PURE__ */ new Map();
  /** Of the table whose rows come. */
  #road = null;
  #inserter = null;
  /** @param path where nothing is yet */
  constructor(sourcePath, path, tables) {
    this.#source = openSqlite(sourcePath);
    this.#path = path;
    this.#definitions = readDefinitions(this.#source, tables);
  }
  /** @throws ScriptError where SQLite refuses the definition of a table */
  async createTables() {
    await runDefinitions([...copyMarks(this.#source), ...this.#definitions.tables], this.#path);
    this.#roots = readRoots(this.#opened);
    this.#closeCopy();
  }
  /**
   * @param byPages whether its pages may be written without SQLite, which takes a third of the time
   * @returns the COPY that prints its rows
   */
  beginTable(table, known, byPages) {
    const { copySql: copySql2, insert, stored } = restoredTable(this.#source, table, known);
    if (byPages && stored !== null) {
      this.#closeCopy();
      const asked = { table: table.source, stored, known };
      this.#road = openPageRoad(this.#source, this.#path, this.#roots.get(table.source), asked);
      if (this.#road !== null) return stored.copySql;
    }
    this.#inserter = new RowInserter(this.#opened, insert);
    this.#opened.exec("begin");
    return copySql2;
  }
  /** @param piece of the COPY; it may end anywhere @throws the driver's error where SQLite refuses a row */
  write(piece) {
    this.#road?.inserter.push(piece);
    this.#inserter?.push(piece);
  }
  /** @returns whether the table has its rows; else SQLite has to be given them. @throws as {@link write} */
  endTable(table) {
    if (this.#road !== null) return this.#endPages(this.#road, table);
    this.#inserter?.finish();
    this.#inserter = null;
    this.#opened.exec("commit");
    return true;
  }
  #endPages(road, table) {
    this.#road = null;
    const last = road.inserter.finish();
    road.close();
    if (last === null) return false;
    if (road.isCounted && last > 0) writeCounters(this.#opened, [{ table, last: String(last) }]);
    try {
      for (const index of road.keyIndexes) this.#opened.exec(`reindex main.${quoteIdentifier(index)}`);
    } catch {
      this.#opened.exec(`delete from main.${quoteIdentifier(table)}`);
      return false;
    }
    return true;
  }
  /** Where the tables lie that have their rows. */
  trees() {
    const [originals, copies] = [readRoots(this.#source), readRoots(this.#opened)];
    return [...originals].flatMap(([table, original]) => {
      const copy = copies.get(table);
      return copy === void 0 ? [] : [{ table, original, copy }];
    });
  }
  /** Ends the file. An index that the rows break stays out: the comparison of the files names it. */
  async finish(counters) {
    writeCounters(this.#opened, counters);
    this.close();
    for (const sql of this.#definitions.others) {
      await runDefinitions([sql], this.#path).catch((error) => {
        if (!(error instanceof ScriptError)) throw error;
      });
    }
  }
  close() {
    this.#source.close();
    this.#closeCopy();
  }
  /** Whoever writes pages must be alone with the file. */
  #closeCopy() {
    this.#copy?.close();
    this.#copy = null;
  }
  get #opened() {
    this.#copy ??= openAlone(this.#path);
    return this.#copy;
  }
};
function openAlone(path) {
  const copy = openPrivateCopy(path);
  copy.exec("pragma journal_mode = off; pragma locking_mode = exclusive; pragma cache_size = -24576");
  return copy;
}
async function runDefinitions(statements, path) {
  const script = statements.map((sql) => Buffer.from(`${sql}${endOf(sql)}`));
  await runScript(script, path, { maxBytes: MAX_BYTES, signal: NEVER });
}
function endOf(sql) {
  return /--[^\n]*$/.test(sql) ? "\n;\n" : ";\n";
}
function writeCounters(copy, counters) {
  const counted2 = copy.prepare(`select 1 from sqlite_schema where name = 'sqlite_sequence'`).get();
  if (counted2 === void 0) return;
  for (const { table, last } of counters) {
    const autoincrement = copy.prepare(`select 1 from sqlite_schema where type = 'table' and name = ? and sql like '%autoincrement%'`).get(table);
    if (autoincrement === void 0) continue;
    copy.prepare("delete from sqlite_sequence where name = ?").run(table);
    copy.prepare("insert into sqlite_sequence (name, seq) values (?, ?)").run(table, BigInt(last));
  }
}

// src/stages/readiness/rollback/copy-thread.ts
var writer = null;
serveRequests(
  async (request) => ({ value: await answer(request), transfer: [] })
);
async function answer(request) {
  switch (request.kind) {
    case "create":
      writer = new CopyWriter(request.sourcePath, request.path, request.tables);
      return await writer.createTables();
    case "begin-table":
      return writer?.beginTable(request.table, request.known, request.byPages);
    case "rows":
      writer?.write(Buffer.from(request.piece.buffer));
      return releaseMemory(request.piece);
    case "end-table":
      return writer?.endTable(request.table);
    case "trees":
      return writer?.trees();
    case "finish":
      return await writer?.finish(request.counters);
    case "compare":
      return compareCopies(
        request.original,
        request.copy,
        request.tables,
        request.excluded,
        request.same,
        request.checksFile
      );
    default:
      return request;
  }
}
