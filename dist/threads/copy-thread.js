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
import "../chunks/chunk-M3VP6R7Y.js";
import {
  openPrivateCopy,
  readRoots
} from "../chunks/chunk-IONNGPA4.js";
import {
  ScriptError,
  runScript
} from "../chunks/chunk-FQ3Z6WZN.js";
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
} from "../chunks/chunk-AU3AWPWJ.js";
import "../chunks/chunk-EPRJUWT6.js";
import "../chunks/chunk-HPZ5FJ6H.js";
import "../chunks/chunk-SJS45HG2.js";
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
  return [...MARKS, "auto_vacuum"].map((pragma) => `pragma ${pragma} = '${readPragma(source, pragma)}'`);
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
  const text = (printed, read = asItIs) => ({ printed, isText: true, read });
  const figure = (printed, read = asItIs) => ({ printed, isText: false, read });
  const isNumeric = hasNumericAffinity(known);
  const asUsual = storageClass === "integer" ? asItIs : (literal) => `cast(${literal} as real)`;
  switch (conversion.kind) {
    case "integer":
      return figure(value);
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
      return text(
        `encode(${value}, 'hex')`,
        (hex) => storageClass === "text" ? `text_of_utf8(unhex(${hex}))` : `unhex(${hex})`
      );
    case "boolean":
      return text(
        value,
        (truth) => `case ${truth} when 't' then ${literalOf(truths.t)} when 'f' then ${literalOf(truths.f)} end`
      );
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
    }
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
    this.#copy = openPrivateCopy(this.#path);
    this.#copy.exec("pragma journal_mode = off; pragma locking_mode = exclusive; pragma cache_size = -24576");
  }
  /** @returns the COPY that prints its rows */
  beginTable(table, known) {
    const { copySql: copySql2, insert } = restoredTable(this.#source, table, known);
    this.#inserter = new RowInserter(this.#opened, insert);
    this.#opened.exec("begin");
    return copySql2;
  }
  /** @param piece of the COPY; it may end anywhere @throws the driver's error where SQLite refuses a row */
  write(piece) {
    this.#inserter?.push(piece);
  }
  endTable() {
    this.#inserter?.finish();
    this.#opened.exec("commit");
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
      return writer?.beginTable(request.table, request.known);
    case "rows":
      writer?.write(request.piece);
      return releaseMemory(request.piece);
    case "end-table":
      return writer?.endTable();
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
