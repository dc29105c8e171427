import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  readSpelling
} from "../chunks/chunk-NLEQJXVT.js";
import {
  serveRequests
} from "../chunks/chunk-J3RP6C3K.js";
import {
  ScriptError,
  openPrivateCopy,
  runScript
} from "../chunks/chunk-OOJIHRO4.js";
import {
  quoteIdentifier
} from "../chunks/chunk-HYXKYRZA.js";
import {
  openSqlite
} from "../chunks/chunk-C32T2LZG.js";
import "../chunks/chunk-KY2C5O75.js";
import "../chunks/chunk-GZWC464I.js";

// src/stages/readiness/rollback/compare-copies.ts
function compareCopies(original, copy, tables, excluded) {
  const database = openSqlite(original);
  try {
    database.prepare("attach database ? as copy").run(copy);
    const present = new Set(namesIn(database, "copy").map(({ name }) => name));
    const compared = tables.map(
      (table) => present.has(table.source) ? compareTable(database, table) : absentTable(database, table)
    );
    const objects = namesIn(database, "main").filter(
      ({ name, tbl_name }) => !excluded.includes(name) && !excluded.includes(tbl_name)
    );
    const there = new Set(namesIn(database, "copy").map(identity));
    return {
      rows: compared.reduce((total, { rows }) => total + rows, 0),
      cells: compared.reduce((total, { cells }) => total + cells, 0),
      changed: compared.flatMap(({ changed }) => changed),
      missing: compared.flatMap(({ table, missing }) => missing > 0 ? [{ table, rows: missing }] : []),
      extra: compared.flatMap(({ table, extra }) => extra > 0 ? [{ table, rows: extra }] : []),
      objects: objects.length,
      missingObjects: [
        ...objects.filter((object) => !there.has(identity(object))).map(({ type, name }) => `${type} ${name}`),
        ...missingCounters(database, tables)
      ]
    };
  } finally {
    database.close();
  }
}
function namesIn(database, schema) {
  return database.prepare(
    `select type, name, tbl_name, sql from ${schema}.sqlite_schema where name not like 'sqlite\\_%' escape '\\'`
  ).all();
}
var identity = ({ type, name, tbl_name, sql }) => JSON.stringify([type, name, tbl_name, sql]);
function absentTable(database, { source }) {
  const missing = count(database, `select count(*) as n from main.${quoteIdentifier(source)}`);
  return { table: source, rows: 0, cells: 0, changed: [], missing, extra: 0 };
}
function compareTable(database, table) {
  const { order } = table;
  if (order.kind === "all") return compareMultisets(database, table);
  const key = order.kind === "rowid" ? [order.column] : order.columns;
  return compareByKey(database, table, key.map(quoteIdentifier));
}
function compareByKey(database, table, key) {
  const name = quoteIdentifier(table.source);
  const [before, after] = [
    count(database, `select count(*) as n from main.${name}`),
    count(database, `select count(*) as n from copy.${name}`)
  ];
  const joined = key.map((part) => `b.${part} = a.${part} collate binary`).join(" and ");
  const from = `from main.${name} as a left join copy.${name} as b on ${joined}`;
  const there = `b.${key[0]} is not null`;
  const differing = table.columns.map(({ source }) => differs(quoteIdentifier(source)));
  const differ = `select count(*) as n ${from} where not (${there}) or ${differing.join(" or ")}`;
  if (count(database, differ) === 0) {
    const cells = before * table.columns.length;
    return { table: table.source, rows: before, cells, changed: [], missing: 0, extra: after - before };
  }
  const sums = differing.map((condition, index) => `sum(${there} and ${condition}) as c${index}`);
  const row = database.prepare(
    `select sum(${there}) as matched, ${sums.join(", ")} ${from}`
  ).get();
  const figure = (column) => Number(row?.[column] ?? 0n);
  const matched = figure("matched");
  return {
    table: table.source,
    rows: matched,
    cells: matched * table.columns.length,
    changed: table.columns.flatMap(({ source }, index) => {
      const cells = figure(`c${index}`);
      return cells > 0 ? [{ column: `${table.source}.${source}`, cells }] : [];
    }),
    missing: before - matched,
    extra: after - matched
  };
}
function differs(column) {
  const [a, b] = [`a.${column}`, `b.${column}`];
  return `(${a} is not ${b} collate binary or typeof(${a}) <> typeof(${b}) or (${a} = 0 collate binary and typeof(${a}) = 'real' and atan2(${a}, -1) <> atan2(${b}, -1)))`;
}
function compareMultisets(database, table) {
  const name = quoteIdentifier(table.source);
  const parts = table.columns.flatMap(({ source }) => {
    const value = quoteIdentifier(source);
    const sign = `iif(typeof(${value}) = 'real' and ${value} = 0, atan2(${value}, -1), 0)`;
    return [`typeof(${value})`, `${value} collate binary`, sign];
  });
  const groups = (schema, factor) => `select ${parts.map((part, index) => `${part} as p${index}`).join(", ")}, ${factor} * count(*) as n from ${schema}.${name} group by ${parts.join(", ")}`;
  const key = parts.map((_, index) => index % 3 === 1 ? `p${index} collate binary` : `p${index}`).join(", ");
  const sums = database.prepare(
    `select ifnull(sum(max(n, 0)), 0) as missing, ifnull(sum(max(-n, 0)), 0) as extra from (select sum(n) as n from (${groups("main", 1)} union all ${groups("copy", -1)}) group by ${key})`
  ).get();
  const [missing, extra] = [Number(sums?.missing ?? 0n), Number(sums?.extra ?? 0n)];
  const matched = count(database, `select count(*) as n from main.${name}`) - missing;
  const cells = matched * table.columns.length;
  return { table: table.source, rows: matched, cells, changed: [], missing, extra };
}
function missingCounters(database, tables) {
  const hasCounters = (schema) => count(database, `select count(*) as n from ${schema}.sqlite_schema where name = 'sqlite_sequence'`) > 0;
  if (!hasCounters("main")) return [];
  const lower = hasCounters("copy") ? "a.seq > ifnull((select max(seq) from copy.sqlite_sequence as b where b.name = a.name), 0)" : "a.seq > 0";
  const names = new Set(tables.map(({ source }) => source));
  return database.prepare(`select name from main.sqlite_sequence as a where ${lower}`).all().filter(({ name }) => names.has(name)).map(({ name }) => `the counter of ${name}`);
}
function count(database, sql) {
  return Number(database.prepare(sql).get()?.n ?? 0n);
}

// src/stages/readiness/rollback/copy-lines.ts
var LINE_FEED = 10;
var CopyLines = class {
  #rest = [];
  /** @param piece may end anywhere @returns the lines that end in it, without their ends */
  push(piece) {
    const end = piece.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) {
      this.#rest = [...this.#rest, piece];
      return [];
    }
    const whole = Buffer.concat([...this.#rest, piece.subarray(0, end - 1)]);
    this.#rest = end === piece.length ? [] : [piece.subarray(end)];
    return whole.toString("utf8").split("\n");
  }
};
function fieldsOf(line) {
  const fields = line.split("	");
  return line.includes("\\") ? fields.map(readField) : fields;
}
var ESCAPES = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "	",
  v: "\v"
};
function readField(field) {
  if (field === "\\N") return null;
  if (!field.includes("\\")) return field;
  return field.replaceAll(/\\(.)/gs, (_, letter) => ESCAPES[letter] ?? letter);
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

// src/stages/readiness/rollback/restored-value.ts
function restorer({ conversion }, spelling) {
  switch (conversion.kind) {
    case "integer":
    case "epoch":
      return spelling.numericAffinity ? wholeNumber : BigInt;
    case "numeral":
      return spelling.storageClass === "text" ? asItIs : BigInt;
    case "float":
      return spelling.storageClass === "integer" && !spelling.numericAffinity ? wholeOrReal : Number;
    case "decimal":
      if (spelling.numericAffinity) return number;
      return spelling.storageClass === "text" ? asItIs : wholeOrReal;
    case "text":
    case "rendered":
    case "json":
    case "uuid":
    case "date":
      return asItIs;
    case "respelled-uuid":
      return asItIs;
    case "bytes":
      return spelling.storageClass === "text" ? (text) => bytesOf(text).toString("utf8") : bytesOf;
    case "boolean":
      return (text) => text === "t" ? spelling.truths.t : spelling.truths.f;
    case "time":
    case "timestamp":
    case "timestamptz":
      return timeSpeller(spelling);
    default:
      return conversion;
  }
}
function wholeNumber(text) {
  return text.length <= 15 ? Number(text) : BigInt(text);
}
function number(text) {
  return text.length <= 15 ? Number(text) : text;
}
var asItIs = (text) => text;
function wholeOrReal(text) {
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text);
}
var bytesOf = (text) => Buffer.from(text.slice(2), "hex");
function timeSpeller({ shapes }) {
  const whole = shapes.whole ?? shapes.decimal;
  const decimal = shapes.decimal ?? shapes.whole;
  if (whole === null || decimal === null) return asItIs;
  const [spellWhole, spellDecimal] = [shapeSpeller(whole), shapeSpeller(decimal)];
  return (text) => {
    const [, start = "", decimals = ""] = /^([^.+]*)(?:\.(\d+))?/.exec(text) ?? [];
    return decimals === "" ? spellWhole(start, "") : spellDecimal(start, decimals);
  };
}
var DATE_LENGTH = "9999-99-99".length;
function shapeSpeller(shape) {
  if (shape.length === DATE_LENGTH) return (start) => start.slice(0, DATE_LENGTH);
  const separator = shape[DATE_LENGTH] ?? " ";
  const dropsSeconds = !shape.includes("99:99:99");
  const width = /\.(9+)/.exec(shape)?.[1]?.length ?? 0;
  const zone = /(Z|[+-]99:?99)$/.exec(shape)?.[0].replaceAll("9", "0") ?? "";
  return (start, decimals) => {
    const clock = dropsSeconds ? start.slice(0, -":00".length) : start;
    const spaced = separator === " " ? clock : clock.replace(" ", separator);
    const fraction = decimals.padEnd(width, "0");
    return `${spaced}${fraction === "" ? "" : `.${fraction}`}${zone}`;
  };
}

// src/stages/readiness/rollback/row-inserter.ts
var ROWS_AT_ONCE = 50;
var MOST_VALUES = 32e3;
function rowInserter(source, copy, table, known) {
  const computed = computedColumns(copy, table);
  const columns = table.columns.filter((column) => !computed.has(column.source));
  const restore = columns.map((column) => {
    const facts = known.get(column.source);
    if (facts === void 0) throw new TypeError(`the catalog has no ${table.source}.${column.source}`);
    return restorer(column, readSpelling(source, table, column, facts));
  });
  const names = columns.map((column) => quoteIdentifier(column.source));
  const most = Math.max(1, Math.min(ROWS_AT_ONCE, Math.floor(MOST_VALUES / columns.length)));
  const prepare = (rows) => prepareInsert(copy, table.source, names, rows);
  const [single, many] = [prepare(1), prepare(most)];
  let pending = [];
  return {
    columns: columns.map((column) => column.source),
    insert: (line) => {
      const fields = fieldsOf(line);
      for (let index = 0; index < restore.length; index += 1) {
        const text = fields[index] ?? null;
        pending.push(text === null ? null : restore[index]?.(text) ?? null);
      }
      if (pending.length < most * columns.length) return;
      many.run(pending);
      pending = [];
    },
    finish: () => {
      for (let at = 0; at < pending.length; at += columns.length) {
        single.run(pending.slice(at, at + columns.length));
      }
      pending = [];
    }
  };
}
function prepareInsert(copy, table, names, rows) {
  const places = `(${names.map(() => "?").join(", ")})`;
  return copy.prepare(
    `insert into main.${quoteIdentifier(table)} (${names.join(", ")}) values ${Array(rows).fill(places).join(", ")}`
  );
}
function computedColumns(copy, { source }) {
  const rows = copy.prepare(
    "select name from pragma_table_xinfo(?) where hidden in (2, 3)"
  ).all(source);
  return new Set(rows.map(({ name }) => name));
}

// src/stages/readiness/rollback/copy-writer.ts
var MAX_BYTES = 64 * 1024 ** 3;
var NEVER = new AbortController().signal;
var CopyWriter = class {
  #source;
  #path;
  #definitions;
  #copy = null;
  #inserter = null;
  #lines = new CopyLines();
  /** @param path where nothing is yet */
  constructor(sourcePath, path, tables) {
    this.#source = openSqlite(sourcePath);
    this.#path = path;
    this.#definitions = readDefinitions(this.#source, tables);
  }
  /** @throws ScriptError where SQLite refuses the definition of a table */
  async createTables(encoding) {
    await runDefinitions([`pragma encoding = '${encoding}'`, ...this.#definitions.tables], this.#path);
    this.#copy = openPrivateCopy(this.#path);
    this.#copy.exec("pragma journal_mode = off; pragma locking_mode = exclusive; pragma cache_size = -65536");
  }
  /** @returns the columns of the source whose values have to be sent, in this order */
  beginTable(table, known) {
    this.#inserter = rowInserter(this.#source, this.#opened, table, known);
    this.#lines = new CopyLines();
    this.#opened.exec("begin");
    return this.#inserter.columns;
  }
  /** @param piece of a COPY; it may end anywhere @throws the driver's error where SQLite refuses a row */
  write(piece) {
    for (const line of this.#lines.push(piece)) this.#inserter?.insert(line);
  }
  endTable() {
    this.#inserter?.finish();
    this.#opened.exec("commit");
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
    this.#copy?.close();
  }
  get #opened() {
    if (this.#copy === null) throw new TypeError("the file has no tables yet");
    return this.#copy;
  }
};
async function runDefinitions(statements, path) {
  const script = statements.map((sql) => Buffer.from(`${sql}${endOf(sql)}`));
  await runScript(script, path, { maxBytes: MAX_BYTES, signal: NEVER });
}
function endOf(sql) {
  return /--[^\n]*$/.test(sql) ? "\n;\n" : ";\n";
}
function writeCounters(copy, counters) {
  const counted = copy.prepare(`select 1 from sqlite_schema where name = 'sqlite_sequence'`).get();
  if (counted === void 0) return;
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
      return await writer.createTables(request.encoding);
    case "begin-table":
      return writer?.beginTable(request.table, request.known);
    case "rows": {
      const { buffer, byteOffset, length } = request.piece;
      return writer?.write(Buffer.from(buffer, byteOffset, length));
    }
    case "end-table":
      return writer?.endTable();
    case "finish":
      return await writer?.finish(request.counters);
    case "compare":
      return compareCopies(request.original, request.copy, request.tables, request.excluded);
    default:
      return request;
  }
}
