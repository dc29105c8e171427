import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  RunLog,
  checkSequences
} from "./chunk-IT5EZ5V4.js";
import {
  KeptConnections,
  LineReaders,
  PostgresRefusal,
  amount,
  arrivalOf,
  arrivingValue,
  compositeKey,
  concatenate,
  cutKey,
  deriveSchema,
  inParallel,
  joinBalanced,
  keyExpressions,
  openDerived,
  openGiven,
  planMigration,
  readSource,
  resolveIssues,
  rowKey,
  schemaSource,
  validateTables,
  withScratchPostgres,
  withSnapshot,
  workThrough
} from "./chunk-ZMRYCYWT.js";
import {
  isNull
} from "./chunk-NMRNABDN.js";
import {
  ISSUE_CODES,
  MAX_EXAMPLES,
  issue,
  issueId
} from "./chunk-23O5JPUT.js";
import {
  RowIdentities,
  attachIdentities,
  detachIdentities,
  inOrder,
  noteOf,
  readLines
} from "./chunk-WVMSSRLS.js";
import {
  messageWithoutValue,
  quoteIdentifier,
  quoteLiteral,
  quoteQualified,
  sqliteResultCode
} from "./chunk-LUKSVRLR.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-HOQJ5LUM.js";

// src/rehearsal/rehearse.ts
import { stat } from "node:fs/promises";

// src/engines/postgres/durability.ts
async function isDurable(database) {
  const connection = await database.connect();
  try {
    const { rows } = await connection.query(
      `select current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' as durable`
    );
    return rows[0]?.durable === "t";
  } finally {
    await connection.close();
  }
}

// src/stages/load/set-aside.ts
import { setImmediate } from "node:timers/promises";
function loadableRows(table) {
  const misfits = misfitRows(table);
  return misfits === null && table.tooLarge === null ? null : rowsThat(table, misfits ?? "false", false);
}
async function setAsideMisfits(database, table, rejects, options) {
  await setAsideTooLarge(database, table, rejects);
  const misfits = misfitRows(table);
  if (misfits === null) return;
  const keys = keyExpressions(table);
  const statement = database.prepare(`
      select ${[...describeMisfit(table, options.showValues), ...keys].join(", ")}
        from ${quoteIdentifier(table.source)}
       where ${rowsThat(table, misfits, true)}`).raw();
  let count = 0;
  for (const row of statement.iterate()) {
    await rejects.write(toReject(table, row, options.showValues));
    count += 1;
    if (count % 1e3 === 0) {
      await setImmediate();
      options.signal.throwIfAborted();
    }
  }
}
async function setAsideTooLarge(database, table, rejects) {
  if (table.tooLarge === null) return;
  const keys = keyExpressions(table);
  const rows = database.prepare(`
      select ${["null", ...keys].join(", ")}
        from ${quoteIdentifier(table.source)} not indexed
       where ${table.tooLarge}`).raw();
  const column = table.tooLargeColumn;
  const issue2 = issueId({
    category: "quality",
    code: "value-too-large",
    table: table.source,
    column,
    object: null
  });
  for (const row of rows.iterate()) {
    const key = rowKey(table, row.slice(1));
    await rejects.write({ key, column, storageClass: null, length: null, sqlstate: "54000", issue: issue2 });
  }
}
function misfitRows(table) {
  const misfits = table.columns.flatMap(
    ({ misfit }) => misfit === null ? [] : [`coalesce(${misfit}, false)`]
  );
  return misfits.length === 0 ? null : joinBalanced(misfits, "or");
}
function rowsThat(table, misfits, areMisfits) {
  const wanted = areMisfits ? `(${misfits})` : `not (${misfits})`;
  return table.tooLarge === null ? wanted : `case when ${table.tooLarge} then false else ${wanted} end`;
}
function describeMisfit(table, showValues) {
  const suspects = table.columns.filter(({ misfit }) => misfit !== null);
  const ofFirst = (field) => firstCase(
    suspects.map((column) => [column.misfit ?? "false", field(column, quoteIdentifier(column.source))])
  );
  return [
    ofFirst(({ source }) => quoteLiteral(source)),
    ofFirst((column) => misfitIssue(column, table)),
    ofFirst((_, value) => `typeof(${value})`),
    ofFirst((_, value) => `iif(typeof(${value}) in ('text', 'blob'), length(${value}), null)`),
    showValues ? ofFirst((_, value) => shownValue(value)) : "null"
  ];
}
function firstCase(cases) {
  const [last = ["", "null"], ...before] = cases.toReversed();
  const tested = before.toReversed().map(([test, result]) => `when ${test} then ${result}`);
  return tested.length === 0 ? last[1] : `case ${tested.join(" ")} else ${last[1]} end`;
}
function misfitIssue({ source, misfitIssues }, table) {
  const place = { table: table.source, column: source, object: null };
  const fallback = quoteLiteral(issueId({ category: "quality", code: "row-refused", ...place }));
  const cases = misfitIssues.map(({ id, where }) => `when ${where} then ${quoteLiteral(id)}`);
  return cases.length === 0 ? fallback : `case ${cases.join(" ")} else ${fallback} end`;
}
function shownValue(value) {
  return `case typeof(${value}) when 'blob' then 'x''' || hex(${value}) || '''' else ${value} end`;
}
function toReject(table, row, showValues) {
  const [column, issue2, storageClass, length, value, ...keys] = row;
  return {
    key: rowKey(table, keys),
    column,
    storageClass,
    length: length === null ? null : Number(length),
    sqlstate: expectedSqlstate(issue2),
    issue: issue2,
    ...showValues ? { value: plainValue(value) } : {}
  };
}
var SQLSTATES = {
  "null-in-not-null": "23502",
  "nul-in-text": "22021",
  "invalid-utf8": "22021",
  "invalid-date": "22007",
  "date-encodings-mixed": "22007",
  "date-encoding-unknown": "22007",
  "integer-out-of-range": "22003",
  "integer-beyond-64-bits": "22003",
  "decimal-overflow": "22003",
  "varchar-overflow": "22001",
  "trailing-blanks-lost": "01004",
  "json-not-jsonb": "01004",
  "time-part-lost": "01004",
  "time-zone-lost": "01004",
  "sub-microsecond": "01004",
  "float-precision-lost": "01004"
};
function expectedSqlstate(issue2) {
  return SQLSTATES[issue2.slice(issue2.indexOf("/") + 1, issue2.indexOf(":"))] ?? "22P02";
}
function plainValue(value) {
  if (value === null || value === void 0) return null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return typeof value === "number" ? value : String(value);
}

// src/stages/load/find-rejected-parents.ts
var NONE = { rows: 0, distinct: 0, examples: [] };
function findRejectedParents(statement, plan, loads, source) {
  const { parent } = statement;
  const child = plan.tables.find((table) => table.source === statement.sourceTable);
  const parents = plan.tables.find(
    ({ target }) => target.schema === parent?.schema && target.name === parent.name
  );
  if (parent === null || child === void 0 || parents === void 0) return NONE;
  const key = keyOf(child, statement.columns);
  const wanted = keyOf(parents, parent.columns);
  if (key === null || wanted === null) return NONE;
  return withRejectedRows(parents, loads, source, "refused_parents", (rejected) => {
    if (rejected === null) return NONE;
    return withRejectedRows(child, loads, source, "refused_children", (own) => {
      const from = `select ${wanted} from ${quoteIdentifier(parents.source)} where ${wanted} is not null`;
      const where = [
        `${key} in (${from} and (${rejected}))`,
        `${key} not in (${from} and not (${rejected}))`,
        `not (${own ?? "false"})`
      ];
      return readRows(child, key, where.join(" and "), source);
    });
  });
}
function readRows(child, key, where, source) {
  const from = `from ${quoteIdentifier(child.source)} not indexed where ${where}`;
  const counted = source.prepare(`select count(*), count(distinct ${key}) ${from}`);
  const [rows = 0n, distinct = 0n] = counted.raw().get() ?? [];
  const names = keyExpressions(child);
  if (rows === 0n || names.length === 0)
    return { rows: Number(rows), distinct: Number(distinct), examples: [] };
  const first = source.prepare(`select ${names.join(", ")} ${from} limit ${MAX_EXAMPLES}`).raw().all();
  const examples = first.map((values) => rowKey(child, values));
  return { rows: Number(rows), distinct: Number(distinct), examples };
}
function withRejectedRows(table, loads, source, name, use) {
  const load = loads.find((candidate) => candidate.source === table.source);
  if (load === void 0 || load.rowsRejected === 0) return use(null);
  if (load.failure !== null) return use("true");
  const loadable = loadableRows(table);
  const notSent = loadable === null ? [] : [`not (${loadable})`];
  if (load.refusedRows === null) return use(notSent[0] ?? "false");
  const refused2 = attachIdentities(source, load.refusedRows, name);
  try {
    return use([...notSent, refused2].join(" or "));
  } finally {
    detachIdentities(source, name);
  }
}
function keyOf(table, columns) {
  const values = columns.flatMap((quoted) => {
    const column = table.columns.find(({ target }) => quoteIdentifier(target) === quoted);
    if (column === void 0) return [];
    return [arrivingValue(quoteIdentifier(column.source), arrivalOf(column, table.encoding))];
  });
  if (values.length === 0 || values.length !== columns.length) return null;
  const isWhole = values.map((value) => `${value} is not null`).join(" and ");
  return values.length === 1 ? values[0] ?? null : `iif(${isWhole}, ${compositeKey(values)}, null)`;
}

// src/stages/load/find-violations.ts
var NONE2 = { rows: 0, distinct: 0, examples: [] };
var SPELLED_ALIKE = /* @__PURE__ */ new Set([
  "integer",
  "text",
  "rendered",
  "bytes",
  "date",
  "uuid"
]);
function isSpelledAlike({ conversion }) {
  return SPELLED_ALIKE.has(conversion.kind);
}
async function findViolations(statement, sqlstate, plan, connection) {
  const table = plan.tables.find(({ source }) => source === statement.sourceTable);
  if (table === void 0) return NONE2;
  if (sqlstate === TOO_LARGE) return await findLargeKeys(statement, keyTargets(table), connection);
  const rows = violatingRows(statement, sqlstate);
  if (rows === null) return NONE2;
  const counted = await connection.query(`
    select count(*) as rows, count(distinct "pg-rehearsal offence") as distinct_offences
      from (${rows}) as violation`);
  const [count] = counted.rows;
  const keys = keyTargets(table);
  return {
    rows: Number(count?.rows ?? 0),
    distinct: Number(count?.distinct_offences ?? 0),
    examples: keys.every(isSpelledAlike) && keys.length > 0 ? await firstKeys(rows, keys, connection) : []
  };
}
var TOO_LARGE = "54000";
var LARGEST_ENTRY_BYTES = 2696;
async function findLargeKeys({ table, columns, where }, keys, connection) {
  const parts = columns.map((column, at) => `(${column}) as part_${at}`);
  const named = keys.map(({ target }, at) => `${quoteIdentifier(target)} as key_${at}`);
  await connection.query(`
    create temp table large_key as
    select ${[...parts, ...named].join(", ")}
      from ${quoteQualified(table)}
     where ${where ?? "true"}`);
  try {
    const size = columns.map((_, at) => `coalesce(pg_column_size(part_${at}), 0)`).join(" + ");
    const rows = `select * from large_key where ${size} > ${LARGEST_ENTRY_BYTES}`;
    const counted = await connection.query(`select count(*) as rows from (${rows}) as violation`);
    const count = Number(counted.rows[0]?.rows ?? 0);
    const renamed = keys.map((key, at) => ({ ...key, target: `key_${at}` }));
    const isNamed = keys.length > 0 && keys.every(isSpelledAlike);
    return { rows: count, distinct: 0, examples: isNamed ? await firstKeys(rows, renamed, connection) : [] };
  } finally {
    await connection.query("drop table large_key");
  }
}
async function firstKeys(rows, keys, connection) {
  const columns = keys.map(({ target }) => quoteIdentifier(target)).join(", ");
  const found = await connection.query(`
    select ${columns}
      from (${rows}) as violation
     order by ${columns}
     limit ${MAX_EXAMPLES}`);
  return found.rows.map((row) => toRowKey(keys, row));
}
function violatingRows(statement, sqlstate) {
  const table = quoteQualified(statement.table);
  const key = `row(${statement.columns.join(", ")})::text`;
  switch (sqlstate) {
    case "23505":
      return duplicates(statement, table, key);
    case "23502":
      return `select t.*, ${key} as "pg-rehearsal offence" from ${table} as t where ${anyNull(statement.columns)}`;
    case "23503":
      return orphans(statement, table);
    case "23514":
      return `select t.*, '' as "pg-rehearsal offence" from ${table} as t where not (${statement.expression})`;
    default:
      return null;
  }
}
function duplicates(statement, table, key) {
  const parts = statement.columns.join(", ");
  const where = statement.where === null ? "" : `and (${statement.where})`;
  return `
    select * from (
      select t.*, ${key} as "pg-rehearsal offence", count(*) over (partition by ${parts}) as "pg-rehearsal sharing"
        from ${table} as t
       where ${NULLS_EQUAL.test(statement.sql) ? "true" : `not (${anyNull(statement.columns)})`} ${where}) as shared
     where "pg-rehearsal sharing" > 1`;
}
var NULLS_EQUAL = / NULLS NOT DISTINCT/;
var MATCH_FULL = / MATCH FULL/;
function anyNull(columns) {
  return columns.map((column) => `(${column}) is null`).join(" or ");
}
function orphans(statement, table) {
  const { parent } = statement;
  if (parent === null) return null;
  const joined = statement.columns.map((column, index) => `p.${parent.columns[index]} = t.${column}`).join(" and ");
  const key = `row(${statement.columns.map((column) => `t.${column}`).join(", ")})::text`;
  const isNull2 = MATCH_FULL.test(statement.sql) ? " and " : " or ";
  return `
    select t.*, ${key} as "pg-rehearsal offence"
      from ${table} as t
     where not (${statement.columns.map((column) => `t.${column} is null`).join(isNull2)})
       and not exists (select from ${quoteQualified(parent)} as p where ${joined})`;
}
function keyTargets(table) {
  return table.keyColumns.flatMap((source) => table.columns.filter((column) => column.source === source));
}
function toRowKey(keys, row) {
  return Object.fromEntries(
    keys.map(({ source, target, conversion }) => [source, keyValue(row[target] ?? null, conversion)])
  );
}
function keyValue(text, conversion) {
  if (text === null) return null;
  if (conversion.kind === "bytes") return cutKey(`x'${text.slice(2)}'`);
  const number = Number(text);
  return conversion.kind === "integer" && Number.isSafeInteger(number) ? number : cutKey(text);
}

// src/stages/load/explain-refusal.ts
async function explainRefusal(statement, refusal, loaded) {
  const { plan, connection } = loaded;
  const found = await findViolations(statement, refusal.sqlstate, plan, connection);
  const violations = withRejects(found, brokenByRejects(statement, loaded));
  const code = issueCode(statement, refusal.sqlstate);
  return code === "foreign-key-orphans" ? explainOrphans(statement, violations, refusal, loaded) : [refused(statement, code, violations, refusal, plan)];
}
function explainRejects(statement, loaded) {
  const broken = brokenByRejects(statement, loaded);
  if (broken === void 0) return [];
  const { rows, examples } = broken;
  const place = {
    table: statement.sourceTable,
    ...onlyColumn(statement, loaded.plan),
    object: statement.entry.name
  };
  const message = `${against(statement, rows)}, and of ${rows === 1 ? "that row" : "those rows"} another value is refused`;
  return [issue("check-violated", { ...place, rows, examples, message })];
}
function brokenByRejects({ kind, sourceTable, name }, { loads }) {
  if (kind !== "check") return void 0;
  const load = loads.find(({ source }) => source === sourceTable);
  return load?.checksBrokenByRejects.find((broken) => broken.name === name);
}
function withRejects(violations, broken) {
  if (broken === void 0) return violations;
  const examples = [...violations.examples, ...broken.examples].slice(0, MAX_EXAMPLES);
  return { ...violations, rows: violations.rows + broken.rows, examples };
}
function explainOrphans(statement, violations, refusal, { plan, loads, source }) {
  const code = "foreign-key-orphans";
  const { rows, distinct, examples } = findRejectedParents(statement, plan, loads, source);
  if (rows === 0) return [refused(statement, code, violations, refusal, plan)];
  const place = { table: statement.sourceTable, ...onlyColumn(statement, plan), object: statement.entry.name };
  const message = `${amount(rows, "row")} lost the parent: ${amount(distinct, "row")} of ${statement.parent?.name} ${distinct === 1 ? "was" : "were"} rejected (${nameOf(statement)})`;
  const lost = issue("foreign-key-parent-rejected", { ...place, rows, examples, message });
  const left = { rows: violations.rows - rows, distinct: violations.distinct - distinct, examples: [] };
  return left.rows > 0 ? [refused(statement, code, left, refusal, plan), lost] : [lost];
}
function refused(statement, code, violations, refusal, plan) {
  return issue(code, {
    table: statement.sourceTable,
    ...onlyColumn(statement, plan),
    object: statement.entry.name,
    // a unique index is a rule, and without it the next write can break the rule
    ...statement.kind === "unique-index" ? { priority: "HIGH" } : {},
    rows: violations.rows,
    examples: violations.examples,
    message: refusalMessage(statement, code, violations, refusal)
  });
}
function onlyColumn({ sourceTable, columns: [quoted], columns }, plan) {
  const table = plan.tables.find(({ source }) => source === sourceTable);
  const column = table?.columns.find(({ target }) => quoteIdentifier(target) === quoted);
  return column === void 0 || columns.length > 1 ? {} : { column: column.source };
}
function issueCode(statement, sqlstate) {
  switch (sqlstate) {
    case "23505":
      return "duplicate-key";
    case "23502":
      return statement.kind === "not-null" ? "target-column-required" : "null-in-primary-key";
    case "23503":
      return "foreign-key-orphans";
    case "23514":
      return "check-violated";
    case "42804":
      return statement.kind === "foreign-key" ? "foreign-key-type-mismatch" : "constraint-refused";
    case "42830":
      return "foreign-key-parent-not-unique";
    default:
      return statement.kind === "index" || statement.kind === "unique-index" ? "index-refused" : "constraint-refused";
  }
}
function refusalMessage(statement, code, { rows, distinct }, refusal) {
  const name = nameOf(statement);
  switch (code) {
    case "duplicate-key":
      return `${amount(rows, "row")} share their key with another row: the ${name} cannot be created`;
    case "null-in-primary-key":
      return `${amount(rows, "row")} without a key: the ${name} cannot be created`;
    case "foreign-key-orphans":
      return `${amount(rows, "row")} without a parent, ${amount(distinct, "parent")} missing (${name})`;
    case "check-violated":
      return against(statement, rows);
    case "target-column-required":
      return `${amount(rows, "row")} without a value: NOT NULL cannot be put back`;
    default:
      return `${large(rows)}PostgreSQL refused the ${name}: ${publicMessage(refusal)}`;
  }
}
function against(statement, rows) {
  return `${amount(rows, "row")} against the ${nameOf(statement)}`;
}
function nameOf({ entry }) {
  return `${entry.type} ${entry.name}`;
}
function large(rows) {
  return rows === 0 ? "" : `The key of ${amount(rows, "row")} is too large: `;
}
function publicMessage(refusal) {
  return refusal.sqlstate.startsWith("22") ? `SQLSTATE ${refusal.sqlstate}` : refusal.message;
}

// src/stages/load/add-constraints.ts
async function addConstraint(statement, connection, refusals) {
  const fields = await tryStatement(connection, statement.sql);
  if (fields !== null) refusals.set(statement, { status: "dropped", fields });
}
async function validateConstraint(statement, connection, refusals) {
  if (refusals.has(statement)) return;
  const fields = await tryValidation(statement, connection);
  if (fields !== null) refusals.set(statement, { status: "changed", fields });
}
async function explainRefusals({ postData }, refusals, loaded, context) {
  const issues = [];
  const ledger = [];
  for (const statement of postData) {
    context.signal.throwIfAborted();
    const refusal = refusals.get(statement);
    if (refusal === void 0) {
      issues.push(...explainRejects(statement, loaded));
      ledger.push(statement.entry);
    } else {
      issues.push(...await explainRefusal(statement, refusal.fields, loaded));
      ledger.push(statement.staysInvalid === true ? statement.entry : refusedEntry(statement, refusal));
    }
  }
  return { issues, ledger };
}
async function tryValidation({ validateSql, staysInvalid }, connection) {
  if (validateSql === null) return null;
  if (staysInvalid !== true) return await tryStatement(connection, validateSql);
  await connection.query("begin");
  try {
    return await tryStatement(connection, validateSql);
  } finally {
    await connection.query("rollback");
  }
}
async function tryStatement(connection, sql) {
  try {
    await connection.query(sql);
    return null;
  } catch (error) {
    if (error instanceof PostgresRefusal) return error.fields;
    throw error;
  }
}
function refusedEntry(statement, { status, fields }) {
  const said = publicMessage(fields);
  return {
    ...statement.entry,
    status,
    reason: status === "changed" ? `stays NOT VALID, which holds for new rows only: ${said}` : said
  };
}

// src/stages/load/constraint-order.ts
function constraintOrder({ origin, postData }, plan) {
  const planned = new Set(plan.tables.map(({ source }) => source));
  const isOwn = ({ kind, sourceTable }) => origin === "derived" && kind !== "foreign-key" && planned.has(sourceTable);
  const isIndex = ({ kind }) => kind === "index" || kind === "unique-index";
  const own = postData.filter(isOwn);
  return {
    keys: Map.groupBy(
      own.filter((statement) => !isIndex(statement)),
      ({ sourceTable }) => sourceTable
    ),
    indexes: Map.groupBy(own.filter(isIndex), ({ sourceTable }) => sourceTable),
    last: postData.filter((statement) => !isOwn(statement))
  };
}

// src/stages/load/encode-line.ts
function encodeLine(table) {
  return concatenate(
    TAB,
    loadedColumns(table).map((column) => lineField(column, table))
  );
}
function encodeFittingValues(table, before) {
  const fields = loadedColumns(table).map((column) => {
    const field = lineField(column, table);
    return column.misfit === null ? field : `iif(coalesce(${column.misfit}, false), ${COPY_NULL}, ${field})`;
  });
  return concatenate(TAB, [...before, ...fields]);
}
function lineField(column, table) {
  return `coalesce(${encodeField(column, table)}, ${COPY_NULL})`;
}
function loadedColumns(table) {
  return table.columns.filter((column) => !column.generated);
}
var COPY_NULL = `'\\N'`;
var TAB = "char(9)";
var TEXTS = /* @__PURE__ */ new Set(["text", "rendered", "json"]);
function encodeField(column, table) {
  const value = quoteIdentifier(column.source);
  if (column.plainTexts && TEXTS.has(column.conversion.kind)) return value;
  return encodeValue(column.conversion, value, table.encoding !== "UTF-8");
}
function encodeValue(conversion, value, utf16) {
  switch (conversion.kind) {
    case "integer":
    case "numeral":
    case "boolean":
    case "date":
    case "time":
    case "timestamp":
    case "timestamptz":
    case "uuid":
    case "respelled-uuid":
      return value;
    case "float":
      return withSignedZero(value);
    case "decimal":
      return `cast(${value} as text)`;
    case "text":
    case "rendered":
    case "json":
      return escapeText(utf16 ? textOfAny(value) : `cast(${value} as text)`);
    case "bytes":
      return `iif(${isNull(value)}, null, '\\\\x' || hex(${utf16 ? `utf8(${value})` : value}))`;
    case "epoch":
      return encodeEpoch(value, conversion.unit);
    default:
      return conversion;
  }
}
function textOfAny(value) {
  return `iif(typeof(${value}) = 'blob', text_of_utf8(${value}), cast(${value} as text))`;
}
function withSignedZero(value) {
  return `iif(${value} = 0, iif(atan2(${value}, -1.0) < 0, '-0', '0'), ${value})`;
}
function escapeText(text) {
  return `replace(replace(replace(replace(${text}, '\\', '\\\\'), char(9), '\\t'), char(10), '\\n'), char(13), '\\r')`;
}
function encodeEpoch(value, unit) {
  if (unit === "seconds") return `datetime(${value}, 'unixepoch') || '+00'`;
  const milliseconds = `((${value} % 1000) + 1000) % 1000`;
  const seconds = `(${value} - ${milliseconds}) / 1000`;
  return `datetime(${seconds}, 'unixepoch') || printf('.%03d+00', ${milliseconds})`;
}

// src/stages/load/copy-context.ts
function readCopyContext(table, refusal) {
  const context = refusal.fields.where ?? "";
  const start = `COPY ${table.target.name}, `;
  const at = context.indexOf(start);
  if (at === -1) return { line: null, column: null };
  const [, number, rest] = /^\D*(\d+)(?:, \S+ (.*))?/s.exec(context.slice(at + start.length)) ?? [];
  return {
    line: number === void 0 ? null : Number(number),
    column: rest === void 0 ? null : longestColumn(table, rest)
  };
}
function longestColumn(table, rest) {
  const candidates = table.columns.filter(({ target }) => rest === target || rest.startsWith(`${target}:`));
  return candidates.toSorted((a, b) => b.target.length - a.target.length)[0]?.source ?? null;
}

// src/stages/load/copy-in-parts.ts
async function copyInParts(connection, table, statement, lines, from, patience) {
  const refused2 = [];
  const settled = (end) => ({
    refused: refused2.filter(({ line }) => line < end).toSorted((a, b) => a.line - b.line),
    end
  });
  const pending = [[from, lines.count]];
  let failures = 0;
  for (let part = pending.pop(); part !== void 0; part = pending.pop()) {
    const [first, end] = part;
    if (first >= end) continue;
    if (failures >= patience) return settled(first);
    const refusal = await tryCopy(connection, statement, lines.slice(first, end));
    if (refusal === null) continue;
    failures += 1;
    const line = end - first === 1 ? first : namedLine(table, refusal, first, end);
    if (line === null) {
      const middle = first + end >> 1;
      pending.push([middle, end], [first, middle]);
      continue;
    }
    refused2.push({ line, sqlstate: refusal.fields.sqlstate, column: refusedColumn(table, refusal) });
    pending.push([line + 1, end], [first, line]);
  }
  return settled(lines.count);
}
async function tryCopy(connection, statement, lines) {
  const sink = connection.copyIn(statement);
  try {
    await sink.write(lines);
    await sink.end();
    return null;
  } catch (error) {
    if (error instanceof PostgresRefusal) return error;
    throw error;
  }
}
function namedLine(table, refusal, first, end) {
  const { line } = readCopyContext(table, refusal);
  return line === null || line < 1 || line > end - first ? null : first + line - 1;
}
function refusedColumn(table, refusal) {
  const { column } = readCopyContext(table, refusal);
  const { table: named, column: field, sqlstate } = refusal.fields;
  return column ?? sourceColumn(table, named, field) ?? computedColumn(table, sqlstate);
}
function computedColumn({ columns }, sqlstate) {
  const [only, ...others] = columns.filter(({ generated }) => generated);
  return only !== void 0 && others.length === 0 && sqlstate.startsWith("22") ? only.source : null;
}
function sourceColumn(table, tableName, columnName) {
  if (tableName !== table.target.name) return null;
  return table.columns.find(({ target }) => target === columnName)?.source ?? null;
}

// src/stages/load/numbered-lines.ts
var NEWLINE = 10;
var NumberedLines = class {
  #lines;
  /** The offset behind each newline. */
  #ends = [];
  constructor(lines) {
    this.#lines = lines;
    for (let at = lines.indexOf(NEWLINE); at !== -1; at = lines.indexOf(NEWLINE, at + 1)) {
      this.#ends.push(at + 1);
    }
  }
  get count() {
    return this.#ends.length;
  }
  /** The lines from `first` up to `end`, which is not among them; both counted from 0. */
  slice(first, end) {
    return this.#lines.subarray(this.#start(first), this.#start(end));
  }
  /** The lines from `first` on, each with its place as a field before the others. */
  numbered(first) {
    const pieces = [];
    for (let line = first; line < this.count; line += 1) {
      pieces.push(Buffer.from(`${line}	`), this.slice(line, line + 1));
    }
    return Buffer.concat(pieces);
  }
  #start(line) {
    return this.#ends[line - 1] ?? 0;
  }
};

// src/stages/load/refusal-log.ts
import { randomUUID } from "node:crypto";
import { join } from "node:path";

// src/stages/load/row-cursor.ts
var RowCursor = class {
  #rows;
  #next = 0;
  #current = [];
  /** @param expressions what is read of a row */
  constructor(database, query, expressions) {
    this.#rows = database.prepare(`select ${expressions.join(", ")} from ${inOrder(query)}`).raw().iterate();
  }
  /** @param place counted from 0, and not before that of the last call */
  at(place) {
    while (this.#next <= place) {
      const { value, done } = this.#rows.next();
      if (done === true) throw new RangeError(`the query has no row ${place}`);
      this.#current = value;
      this.#next += 1;
    }
    return this.#current;
  }
  /** The connection cannot be closed before. */
  close() {
    this.#rows.return?.();
  }
};

// src/stages/load/refusal-log.ts
var RefusalLog = class {
  #database;
  #table;
  #query;
  #options;
  #values = /* @__PURE__ */ new Map();
  #opened = null;
  constructor(database, table, query, options) {
    this.#database = database;
    this.#table = table;
    this.#query = query;
    this.#options = options;
  }
  /** Makes a reject of a refused row, which lies behind that of the call before. */
  add({ row, sqlstate, column }) {
    this.#opened ??= this.#open();
    const [identity, ...key] = this.#opened.keys.at(row);
    const place = loadedColumns(this.#table).findIndex(({ source }) => source === column);
    this.#opened.identities.add(identity, place === -1 ? null : place);
    const [storageClass, length, text] = column === null ? [null, null, null] : this.#valueAt(row, column);
    return {
      key: rowKey(this.#table, key),
      column,
      storageClass,
      length: storageClass === "text" || storageClass === "blob" ? Number(length) : null,
      sqlstate,
      issue: refusalIssueId(this.#table, column, sqlstate),
      ...this.#options.showValues ? { value: text === null ? null : String(text) } : {}
    };
  }
  /** The rows that were added; null when there were none. */
  close() {
    for (const cursor of this.#values.values()) cursor.close();
    if (this.#opened === null) return null;
    this.#opened.keys.close();
    this.#opened.identities.close();
    return { path: this.#opened.path, identity: identityOf(this.#table) };
  }
  #open() {
    const path = join(this.#options.privateDirectory, `refused-${randomUUID()}.sqlite`);
    const expressions = [identityOf(this.#table), ...keyExpressions(this.#table)];
    return {
      path,
      identities: new RowIdentities(path),
      keys: new RowCursor(this.#database, this.#query, expressions)
    };
  }
  /** Each column has a cursor of its own, so that only those with refused values are read. */
  #valueAt(row, column) {
    const value = quoteIdentifier(column);
    const shown = this.#options.showValues ? `cast(${value} as text)` : "null";
    const cursor = this.#values.get(column) ?? new RowCursor(this.#database, this.#query, [`typeof(${value})`, `length(${value})`, shown]);
    this.#values.set(column, cursor);
    return cursor.at(row);
  }
};
function identityOf({ rowidName, keyColumns, columns }) {
  if (rowidName !== null) return quoteIdentifier(rowidName);
  const names = keyColumns.length > 0 ? keyColumns : columns.map(({ source }) => source);
  const values = names.map((name) => {
    const value = quoteIdentifier(name);
    return `iif(typeof(${value}) = 'text', 't' || hex(${value}), quote(${value}))`;
  });
  return concatenate(`','`, values);
}
function refusalIssueId(table, column, sqlstate) {
  return issueId({
    category: "quality",
    code: sqlstate === "22021" ? "invalid-utf8" : "row-refused",
    table: table.source,
    column,
    object: null
  });
}

// src/stages/load/row-sieve.ts
var LINES = "pg_temp.pg_rehearsal_lines";
var ROW = "pg_temp.pg_rehearsal_row";
var SIEVE = "pg_temp.pg_rehearsal_sieve";
var RowSieve = class _RowSieve {
  #connection;
  #table;
  #columns;
  constructor(connection, table) {
    this.#connection = connection;
    this.#table = table;
    this.#columns = loadedColumns(table);
  }
  /** Null where PostgreSQL does not allow it: a table of 1600 columns leaves no room for the number of the line. */
  static async open(connection, table) {
    const sieve = new _RowSieve(connection, table);
    try {
      for (const statement of sieve.#definitions()) await connection.query(statement);
      return sieve;
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error;
      await sieve.close();
      return null;
    }
  }
  /**
   * Inserts the lines from `first` on, all but those that PostgreSQL refuses.
   *
   * @returns the refused ones in their order; null when the lines could not even be held as texts, and none is inserted
   */
  async insert(lines, first) {
    await this.#connection.query("begin");
    try {
      const sink = this.#connection.copyIn(`copy ${LINES} from stdin`);
      await sink.write(lines.numbered(first));
      await sink.end();
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error;
      await this.#connection.query("rollback");
      return null;
    }
    const { rows } = await this.#connection.query(`select * from ${SIEVE}()`);
    await this.#connection.query("commit");
    return rows.map((row) => ({
      line: Number(row.refused_line),
      sqlstate: row.refused_sqlstate ?? "",
      column: row.refused_place == null ? sourceColumn(this.#table, row.refused_table ?? null, row.refused_column ?? null) ?? computedColumn(this.#table, row.refused_sqlstate ?? "") : this.#columns[Number(row.refused_place)]?.source ?? null
    }));
  }
  async close() {
    await this.#connection.query("discard temp");
  }
  #definitions() {
    const columns = this.#columns.map(({ target }) => quoteIdentifier(target));
    const texts = columns.map((_, place) => `c${place} text`);
    const typed = columns.map((column, place) => `${column} as c${place}`);
    return [
      `create temporary table pg_rehearsal_lines (${["line integer", ...texts].join(", ")}) on commit delete rows`,
      `create temporary table pg_rehearsal_row as
       select ${typed.join(", ")} from ${quoteQualified(this.#table.target)} with no data`,
      `create function ${SIEVE}(out refused_line integer, out refused_sqlstate text, out refused_place integer,
                                out refused_table text, out refused_column text)
       returns setof record language plpgsql as ${quoteLiteral(this.#body(columns))}`
    ];
  }
  /** Constraints that are checked at the end of the transaction would refuse the whole batch. A full disk is no row's fault. */
  #body(columns) {
    const assignments = columns.map(
      (_, place) => `refused_place := ${place}; fields.c${place} := sent.c${place};`
    );
    return `
declare
  sent   record;
  fields ${ROW};
begin
  set constraints all immediate;
  for sent in select * from ${LINES} order by line loop
    begin
      ${assignments.join("\n      ")}
      refused_place := null;
      insert into ${quoteQualified(this.#table.target)} (${columns.join(", ")}) overriding system value
      values (${columns.map((_, place) => `fields.c${place}`).join(", ")});
    exception
      when disk_full then
        raise;
      when others then
        get stacked diagnostics refused_sqlstate = returned_sqlstate,
                                refused_table    = table_name,
                                refused_column   = column_name;
        refused_line := sent.line;
        return next;
    end;
  end loop;
end`;
  }
};

// src/stages/load/isolate-rejects.ts
var CAREFUL_BATCH_ROWS = 2e3;
var PATIENCE = 6;
async function copyWithRejects(database, connection, table, query, statement, rejects, options) {
  const careful = { ...query, batchRows: Math.min(query.batchRows, CAREFUL_BATCH_ROWS) };
  const loader = new CarefulLoader(connection, table, statement);
  const log = new RefusalLog(database, table, careful, options);
  let rowsLoaded = 0;
  let refusedRows = null;
  try {
    for await (const batch of readLines(database, careful, options.signal)) {
      const refused2 = await loader.load(new NumberedLines(batch.lines));
      for (const { line, ...why } of refused2) {
        await rejects.write(log.add({ row: batch.firstRow + line, ...why }));
      }
      rowsLoaded += batch.rows - refused2.length;
      options.onRows(batch.rows);
    }
    await loader.close();
  } finally {
    refusedRows = log.close();
  }
  return { rowsLoaded, refusedRows };
}
var CarefulLoader = class {
  #connection;
  #table;
  #statement;
  #sieve = "not opened";
  #patience = PATIENCE;
  constructor(connection, table, statement) {
    this.#connection = connection;
    this.#table = table;
    this.#statement = statement;
  }
  /** Gives the refused lines, in their order. */
  async load(lines) {
    const copied = await this.#copy(lines, 0, this.#patience);
    if (copied.end === lines.count) return copied.refused;
    this.#sieve = this.#sieve === "not opened" ? await RowSieve.open(this.#connection, this.#table) : this.#sieve;
    const sifted = await this.#sieve?.insert(lines, copied.end) ?? null;
    if (sifted !== null) {
      this.#patience = sifted.length > PATIENCE ? 0 : PATIENCE;
      return [...copied.refused, ...sifted];
    }
    const rest = await this.#copy(lines, copied.end, Number.POSITIVE_INFINITY);
    return [...copied.refused, ...rest.refused];
  }
  async close() {
    if (this.#sieve !== "not opened") await this.#sieve?.close();
  }
  #copy(lines, first, patience) {
    return copyInParts(this.#connection, this.#table, this.#statement, lines, first, patience);
  }
};

// src/stages/load/copy-table.ts
var BATCH_BYTES = 512 << 10;
var MOST_BATCH_ROWS = 2e4;
var WORST_BATCH_BYTES = 100 << 20;
async function copyTable(database, connection, table, rejects, options) {
  const query = lineQuery(table);
  try {
    return await copyAtOnce(connection, table, query, options);
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error;
    await connection.query("rollback");
  }
  return await copyWithRejects(database, connection, table, query, copyStatement(table, ""), rejects, options);
}
function lineQuery(table) {
  const wanted = Math.floor(BATCH_BYTES / table.meanRowBytes);
  const safe = Math.floor(WORST_BATCH_BYTES / table.largestRowBytes);
  return {
    table: table.source,
    line: encodeLine(table),
    where: loadableRows(table),
    order: table.rowidName === null ? { expressions: table.keyColumns.map(quoteIdentifier) } : { rowid: table.rowidName },
    batchRows: Math.max(1, Math.min(wanted, safe, MOST_BATCH_ROWS)),
    utf16: table.encoding !== "UTF-8"
  };
}
function copyStatement(table, options) {
  const columns = loadedColumns(table).map((column) => quoteIdentifier(column.target));
  return `copy ${quoteQualified(table.target)} (${columns.join(", ")}) from stdin${options}`;
}
async function copyAtOnce(connection, table, query, options) {
  await connection.query("begin");
  await connection.query(truncate(table));
  const sink = connection.copyIn(copyStatement(table, " with (freeze)"));
  await sendAll(sink, query, options);
  const rowsLoaded = await sink.end();
  await connection.query("commit");
  return { rowsLoaded, refusedRows: null };
}
async function sendAll(sink, query, options) {
  try {
    for await (const batch of options.read(query)) {
      await sink.write(batch.lines);
      options.onRows(batch.rows);
    }
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
function truncate({ target, partitioned }) {
  return `truncate ${partitioned ? "" : "only "}${quoteQualified(target)}`;
}

// src/stages/load/value-sieve.ts
var LINES2 = "pg_temp.pg_rehearsal_values";
var ROW2 = "pg_temp.pg_rehearsal_types";
var SIEVE2 = "pg_temp.pg_rehearsal_value_sieve";
var ValueSieve = class _ValueSieve {
  #connection;
  #table;
  constructor(connection, table) {
    this.#connection = connection;
    this.#table = table;
  }
  /** Null where PostgreSQL does not allow it: a table of 1600 columns leaves no room for what is known of a line. */
  static async open(connection, table) {
    const sieve = new _ValueSieve(connection, table);
    try {
      for (const statement of sieve.#definitions()) await connection.query(statement);
      return sieve;
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error;
      await sieve.close();
      return null;
    }
  }
  /**
   * Judges lines whose first two fields are the places of the values that are known to be bad, as an array, and the
   * place that the server has named already, or NULL.
   *
   * @returns values that are named for the first time; null when the lines could not even be held as texts
   */
  async judge(lines) {
    await this.#connection.query(`truncate ${LINES2}`);
    try {
      const sink = this.#connection.copyIn(`copy ${LINES2} from stdin`);
      await sink.write(lines.numbered(0));
      await sink.end();
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error;
      return null;
    }
    const { rows } = await this.#connection.query(`select * from ${SIEVE2}()`);
    return rows.map((row) => ({
      line: Number(row.refused_line),
      place: Number(row.refused_place),
      sqlstate: row.refused_sqlstate ?? ""
    }));
  }
  /**
   * The lines of the batch that was judged last which break a CHECK. Those with a bad value in one of its columns are
   * left out; so are all of them where it cannot be computed, or reads what the source does not have.
   */
  async breakers({ columns, expression }) {
    const loaded = loadedColumns(this.#table).map(({ target }) => quoteIdentifier(target));
    const places = columns.map((column) => loaded.indexOf(column));
    if (expression === null || places.length === 0 || places.includes(-1)) return [];
    const types = await this.#typesOf(places);
    const typed = places.map((place, at) => `(c${place})::${types[at]} as ${columns[at]}`);
    try {
      const { rows } = await this.#connection.query(`
        with sound as materialized (select * from ${LINES2} where not bad && '{${places.join(",")}}')
        select line
          from (select line, ${typed.join(", ")} from sound) as typed
         where not (${expression})
         order by line`);
      return rows.map(({ line }) => Number(line));
    } catch (error) {
      if (error instanceof PostgresRefusal) return [];
      throw error;
    }
  }
  async close() {
    await this.#connection.query("discard temp");
  }
  async #typesOf(places) {
    const { rows } = await this.#connection.query(`
      select format_type(atttypid, atttypmod) as type
        from unnest('{${places.join(",")}}'::integer[]) with ordinality as wanted (place, nth)
        join pg_attribute on attrelid = '${ROW2}'::regclass and attname = 'c' || place
       order by nth`);
    return rows.map(({ type }) => type ?? "text");
  }
  #definitions() {
    const columns = loadedColumns(this.#table).map(({ target }) => quoteIdentifier(target));
    const texts = columns.map((_, place) => `c${place} text`);
    const typed = columns.map((column, place) => `${column} as c${place}`);
    return [
      `create temporary table pg_rehearsal_values (
         ${["line integer", "bad integer[]", "named integer", ...texts].join(", ")})`,
      `create temporary table pg_rehearsal_types as
       select ${typed.join(", ")} from ${quoteQualified(this.#table.target)} with no data`,
      `create function ${SIEVE2}(out refused_line integer, out refused_place integer, out refused_sqlstate text)
       returns setof record language plpgsql as ${quoteLiteral(this.#body(columns.length))}`
    ];
  }
  /** All values at once, for a block that catches errors costs more than what it holds; one by one where that fails. */
  #body(columns) {
    const places = Array.from({ length: columns }, (_, place) => place);
    const judgements = places.map(
      (place) => `
      if sent.c${place} is not null then
        begin
          fields.c${place} := sent.c${place};
        exception when others then
          sent.bad := sent.bad || ${place};
          if sent.named is distinct from ${place} then
            refused_line := sent.line;
            refused_place := ${place};
            refused_sqlstate := sqlstate;
            return next;
          end if;
        end;
      end if;`
    );
    return `
declare
  sent   record;
  fields ${ROW2};
begin
  for sent in select ctid as place, * from ${LINES2} order by line loop
    begin
      ${places.map((place) => `fields.c${place} := sent.c${place};`).join("\n      ")}
    exception when others then
      ${judgements.join("")}
      update ${LINES2} set bad = sent.bad where ctid = sent.place;
    end;
  end loop;
end`;
  }
};

// src/stages/load/judge-rejects.ts
var REFUSED = "judged_rows";
var NOTHING = `'\\N'`;
async function judgeRejects(source, connection, { table, refusedRows, checks }, rejects, signal) {
  const sieve = await ValueSieve.open(connection, table);
  if (sieve === null) return [];
  const refused2 = refusedRows && attachIdentities(source, refusedRows, REFUSED);
  const named = refusedRows && noteOf(refusedRows.identity, REFUSED);
  const unloaded = [misfitRows(table), refused2].filter((predicate) => predicate !== null);
  const judged = {
    ...lineQuery(table),
    where: rowsThat(table, unloaded.join(" or "), true),
    line: encodeFittingValues(table, [knownMisfits(table), `coalesce(${named ?? NOTHING}, ${NOTHING})`])
  };
  const keys = new RowCursor(source, judged, [...keyExpressions(table), "null"]);
  const broken = new Map(checks.map(({ name }) => [name, { name, rows: 0, examples: [] }]));
  try {
    for await (const { lines, firstRow } of readLines(source, judged, signal)) {
      const findings = await judgeLines(sieve, new NumberedLines(lines), checks);
      for (const { line, ...why } of findings.toSorted((a, b) => a.line - b.line)) {
        const key = rowKey(table, keys.at(firstRow + line));
        if ("check" in why) {
          const tally = broken.get(why.check);
          if (tally === void 0) continue;
          tally.rows += 1;
          if (tally.examples.length < MAX_EXAMPLES) tally.examples.push(key);
        } else {
          const column = loadedColumns(table)[why.place]?.source ?? null;
          rejects.tell({ issue: refusalIssueId(table, column, why.sqlstate), sqlstate: why.sqlstate, key });
        }
      }
    }
  } finally {
    keys.close();
    await sieve.close();
    if (refused2 !== null) detachIdentities(source, REFUSED);
  }
  return [...broken.values()].filter(({ rows }) => rows > 0);
}
async function judgeLines(sieve, lines, checks) {
  const findings = [];
  const pending = [[0, lines.count]];
  for (let part = pending.pop(); part !== void 0; part = pending.pop()) {
    const [first, end] = part;
    const refused2 = await sieve.judge(new NumberedLines(lines.slice(first, end)));
    if (refused2 === null) {
      const middle = first + end >> 1;
      if (end - first > 1) pending.push([middle, end], [first, middle]);
      continue;
    }
    findings.push(...refused2.map((value) => ({ ...value, line: first + value.line })));
    for (const check of checks) {
      const breakers = await sieve.breakers(check);
      findings.push(...breakers.map((line) => ({ line: first + line, check: check.name })));
    }
  }
  return findings;
}
function knownMisfits(table) {
  const places = loadedColumns(table).flatMap(
    ({ misfit }, place) => misfit === null ? [] : [`iif(${misfit}, ${place}, null)`]
  );
  return places.length === 0 ? `'{}'` : `'{' || ${concatenate(`','`, places)} || '}'`;
}

// src/stages/load/reject-issues.ts
function rejectIssues(table, planned, tallies) {
  const announced = new Set(planned.map((known) => issueId(known.issue)));
  return [...tallies].flatMap(([id, tally]) => announced.has(id) ? [] : [unannounced(table, id, tally)]);
}
function unannounced(table, id, tally) {
  const code = codeOf(id);
  const column = table.columns.find(({ source }) => id.endsWith(`:${table.source}.${source}`))?.source;
  return issue(code, {
    table: table.source,
    ...column === void 0 ? {} : { column },
    rows: tally.rows,
    examples: tally.examples,
    message: `${ISSUE_CODES[code].title}: ${amount(tally.rows, "row")} rejected (SQLSTATE ${[...tally.sqlstates].join(", ")})`
  });
}
function codeOf(id) {
  const code = id.slice(id.indexOf("/") + 1, id.indexOf(":"));
  if (code in ISSUE_CODES) return code;
  throw new TypeError(`${id} is not the id of an issue`);
}

// src/stages/load/reject-writer.ts
init_rehearsal_error();
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join as join2 } from "node:path";
import { finished } from "node:stream/promises";
var LONGEST_NAME = 200;
var RejectWriter = class {
  #path;
  #tallies = /* @__PURE__ */ new Map();
  #stream = null;
  #rows = 0;
  /** `directory` null writes no file. */
  constructor(directory, table) {
    this.#path = directory === null ? null : join2(directory, rejectFileName(table));
  }
  get rows() {
    return this.#rows;
  }
  /** By issue id. */
  get tallies() {
    return this.#tallies;
  }
  /** @throws RehearsalError `output-unwritable` */
  async write(reject) {
    this.#rows += 1;
    this.tell(reject);
    if (this.#path === null) return;
    this.#stream ??= await openStream(this.#path);
    const isFull = !this.#stream.write(`${JSON.stringify(reject)}
`);
    if (this.#stream.errored !== null) throw unwritable(this.#path, this.#stream.errored);
    if (isFull) await drained(this.#stream);
  }
  /** Counts a row under one more issue: its own, or one that it has beside the reason for which it was rejected. */
  tell({ issue: issue2, sqlstate, key }) {
    const tally = this.#tallies.get(issue2) ?? { rows: 0, examples: [], sqlstates: /* @__PURE__ */ new Set() };
    tally.rows += 1;
    tally.sqlstates.add(sqlstate);
    if (tally.examples.length < MAX_EXAMPLES) tally.examples.push(key);
    this.#tallies.set(issue2, tally);
  }
  /** @throws RehearsalError `output-unwritable` */
  async close() {
    if (this.#stream === null) return;
    this.#stream.end();
    await finished(this.#stream).catch((cause) => {
      throw unwritable(this.#path, cause);
    });
  }
};
function rejectFileName(table) {
  const safe = encodeURIComponent(table).replace(/^\./, "%2E").replaceAll("*", "%2A");
  if (safe.length <= LONGEST_NAME) return `${safe === "" ? "%" : safe}.ndjson`;
  const digest = createHash("sha256").update(table).digest("hex").slice(0, 16);
  return `${safe.slice(0, LONGEST_NAME - digest.length - 1)}-${digest}.ndjson`;
}
async function openStream(path) {
  await mkdir(dirname(path), { recursive: true });
  return createWriteStream(path).on("error", () => {
  });
}
function unwritable(path, cause) {
  return new RehearsalError("output-unwritable", `Cannot write the rejects to ${path}.`, {
    hint: "Make room, or name another folder with --out.",
    cause
  });
}
function drained(stream) {
  return new Promise((resolve) => {
    stream.once("drain", resolve);
    stream.once("close", resolve);
  });
}

// src/stages/load/restore-triggers.ts
async function restoreTriggers({ triggers = [] }, connection) {
  for (const trigger of triggers) {
    if (trigger.enabled !== "D") await connection.query(enableTrigger(trigger));
  }
}
var ENABLE = { O: "enable", R: "enable replica", A: "enable always", D: "disable" };
function enableTrigger({ table, name, enabled }) {
  return `alter table ${quoteQualified(table)} ${ENABLE[enabled]} trigger ${quoteIdentifier(name)}`;
}

// src/stages/load/set-sequences.ts
async function setSequences(sequences, connection) {
  const used = sequences.flatMap(
    ({ highest, ...plan }) => highest === null || highest < 1n ? [] : { ...plan, highest }
  );
  const ascending = used.toSorted((a, b) => a.highest < b.highest ? -1 : 1);
  for (const { table, column, highest, sequence } of ascending) {
    const name = sequence === void 0 ? `pg_get_serial_sequence(${quoteLiteral(quoteQualified(table))}, ${quoteLiteral(column)})` : quoteLiteral(quoteQualified(sequence));
    await connection.query(`
      select setval(seqrelid::regclass, least(${highest}, seqmax), true)
        from pg_sequence
       where seqrelid = ${name}::regclass and seqmin <= ${highest}`);
  }
}

// src/stages/load/load-tables.ts
async function loadTables(snapshot, schema, plan, database, options, context) {
  const largestFirst = plan.tables.toSorted(
    (a, b) => b.rowCount * b.meanRowBytes - a.rowCount * a.meanRowBytes
  );
  const order = constraintOrder(schema, plan);
  const refusals = /* @__PURE__ */ new Map();
  const loads = [];
  const readers = new LineReaders();
  const sources = new KeptConnections(snapshot.open);
  try {
    await workThrough(
      largestFirst.map((table) => ({ kind: "rows", table })),
      options.jobs,
      database.connect,
      async (connection2, step, add) => {
        context.signal.throwIfAborted();
        if (step.kind === "rows") {
          loads.push(
            await loadTable(
              snapshot,
              step.table,
              schema,
              connection2,
              { ...options, readers, sources },
              context
            )
          );
        } else {
          for (const statement of step.statements) await addAndValidate(statement, connection2, refusals);
        }
        add(stepsBehind(step, order));
      }
    );
  } finally {
    await readers.close();
    sources.close();
  }
  const tables = plan.tables.map((table) => loadOf(loads, table));
  const connection = await database.connect();
  const source = snapshot.open();
  try {
    await addLast(order.last, schema, database, options.jobs, refusals);
    const constraints = await explainRefusals(
      schema,
      refusals,
      { plan, loads: tables, connection, source },
      context
    );
    await setSequences(schema.sequences, connection);
    await restoreTriggers(schema, connection);
    await analyzeTables(plan, database, options.jobs);
    return {
      tables,
      issues: [...loads.flatMap(({ issues }) => issues), ...constraints.issues],
      ledger: [...schema.ledger, ...constraints.ledger, ...schema.sequences.map(({ entry }) => entry)]
    };
  } finally {
    source.close();
    await connection.close();
  }
}
function stepsBehind({ kind, table }, { keys, indexes }) {
  const own = keys.get(table.source) ?? [];
  if (kind === "rows" && own.length > 0) return [{ kind: "keys", table, statements: own }];
  if (kind === "index") return [];
  return (indexes.get(table.source) ?? []).map((statement) => ({
    kind: "index",
    table,
    statements: [statement]
  }));
}
async function addAndValidate(statement, connection, refusals) {
  await addConstraint(statement, connection, refusals);
  await validateConstraint(statement, connection, refusals);
}
async function addLast(statements, { origin }, database, jobs, refusals) {
  const isApart = origin === "derived";
  const add = isApart ? addConstraint : addAndValidate;
  await inParallel(
    statements,
    1,
    database.connect,
    (connection, statement) => add(statement, connection, refusals)
  );
  if (!isApart) return;
  await inParallel(
    statements,
    jobs,
    database.connect,
    (connection, statement) => validateConstraint(statement, connection, refusals)
  );
}
async function analyzeTables({ tables }, database, jobs) {
  const names = tables.map(({ target }) => quoteQualified(target));
  const size = Math.max(1, Math.ceil(names.length / jobs));
  const parts = Array.from(
    { length: Math.ceil(names.length / size) },
    (_, part) => names.slice(part * size, (part + 1) * size)
  );
  await inParallel(
    parts,
    jobs,
    database.connect,
    (connection, part) => connection.query(`analyze ${part.join(", ")}`)
  );
}
var LARGE_TABLE = 16 << 20;
function isWorthThread({ rowCount, meanRowBytes }) {
  return rowCount * meanRowBytes >= LARGE_TABLE;
}
async function loadTable(snapshot, table, schema, connection, options, context) {
  const source = options.sources.take();
  const rejects = new RejectWriter(options.rejectsDirectory, table.source);
  try {
    const copied = await loadRows(snapshot, source, table, connection, rejects, options, context);
    const unloaded = { table, refusedRows: copied.refusedRows, checks: unknownChecks(table, schema) };
    const isJudged = rejects.rows > 0 && (schema.origin !== "derived" || copied.refusedRows !== null);
    const load = {
      source: table.source,
      rowsSource: table.rowCount,
      rowsLoaded: copied.rowsLoaded,
      rowsRejected: rejects.rows,
      refusedRows: copied.refusedRows,
      checksBrokenByRejects: isJudged ? await judgeRejects(source, connection, unloaded, rejects, context.signal) : [],
      failure: null
    };
    return { load, issues: rejectIssues(table, issuesOf(table, schema), rejects.tallies) };
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    await connection.query("rollback");
    await connection.query(truncate(table));
    return unreadable(table, error);
  } finally {
    await rejects.close();
    options.sources.giveBack(source);
  }
}
function unknownChecks(table, { origin, postData }) {
  const isOfTable = ({ kind, sourceTable }) => kind === "check" && sourceTable === table.source;
  return origin === "derived" ? [] : postData.filter(isOfTable);
}
function issuesOf({ source }, { issues }) {
  return issues.filter(({ issue: { table } }) => table === source);
}
async function loadRows({ path, privateDirectory }, source, table, connection, rejects, options, context) {
  const { signal } = context;
  const { showValues, readers } = options;
  const onRows = (rows) => context.emit({ type: "rows-done", stage: "load", table: table.source, rows });
  await setAsideMisfits(source, table, rejects, { showValues, signal });
  onRows(rejects.rows);
  return await copyTable(source, connection, table, rejects, {
    showValues,
    privateDirectory,
    signal,
    onRows,
    read: (query) => isWorthThread(table) ? readers.read(path, query, [], signal) : readLines(source, query, signal)
  });
}
function unreadable(table, cause) {
  const failure = `SQLite could not read all of its rows: ${messageWithoutValue(cause)}`;
  const load = {
    source: table.source,
    rowsSource: table.rowCount,
    rowsLoaded: 0,
    rowsRejected: table.rowCount,
    refusedRows: null,
    checksBrokenByRejects: [],
    failure
  };
  const damage = issue("source-read-failed", { table: table.source, rows: table.rowCount, message: failure });
  return { load, issues: [damage] };
}
function loadOf(loads, table) {
  const found = loads.find(({ load }) => load.source === table.source);
  if (found === void 0) throw new TypeError(`the table ${table.source} was not loaded`);
  return found.load;
}

// src/stages/validation/probe-sequences.ts
var HIGHEST_BIGINT = 2n ** 63n - 1n;
var otherRules = (table) => `
  select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) as statement
    from pg_constraint
   where conrelid = ${table}::regclass and contype in ('c', 'f', 'u', 'x')
  union all
  select format('drop index %s cascade', i.indexrelid::regclass)
    from pg_index i
   where i.indrelid = ${table}::regclass and i.indisunique
     and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  union all
  select format('alter table %s alter column %I drop not null', a.attrelid::regclass, a.attname)
    from pg_attribute a
   where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull
     and a.attidentity = ''
     and not exists (select from pg_constraint c
                      where c.conrelid = a.attrelid and c.contype = 'p' and a.attnum = any (c.conkey))`;
async function probeSequences(sequences, database) {
  const connection = await database.connect();
  const issues = [];
  try {
    for (const sequence of sequences) {
      if (sequence.highest === HIGHEST_BIGINT) continue;
      const reason = await probe(sequence, connection);
      if (reason !== null) issues.push(probeFailed(sequence, reason));
    }
  } finally {
    await connection.close();
  }
  return issues;
}
async function probe(sequence, connection) {
  const table = quoteQualified(sequence.table);
  const before = await sequenceState(sequence, connection);
  if (before === null) return "the column has no sequence";
  const rules = await connection.query(`begin; ${otherRules(quoteLiteral(table))}`);
  try {
    const insert = `insert into ${table} default values returning ${quoteIdentifier(sequence.column)} as key`;
    const lifts = rules.rows.flatMap(({ statement }) => statement ?? []);
    const inserted = await connection.query([...lifts, insert].join("; "));
    return judgeKey(inserted.rows[0]?.key ?? null, sequence.highest);
  } catch (error) {
    if (error instanceof PostgresRefusal)
      return `PostgreSQL refused it with SQLSTATE ${error.fields.sqlstate}`;
    throw error;
  } finally {
    await connection.query(
      `rollback; select setval(${quoteLiteral(before.name)}::regclass, ${before.lastValue}, ${before.isCalled})`
    );
  }
}
function judgeKey(key, highest) {
  if (key === null) return "the row got no key";
  const expected = highest === null || highest < 1n ? 1n : highest + 1n;
  return BigInt(key) === expected ? null : `the row got the key ${key} instead of ${expected}`;
}
async function sequenceState(sequence, connection) {
  const named = await connection.query("select pg_get_serial_sequence($1, $2) as name", [
    quoteQualified(sequence.table),
    sequence.column
  ]);
  const name = named.rows[0]?.name ?? null;
  if (name === null) return null;
  const state = await connection.query(`select last_value, is_called from ${name}`);
  const [row] = state.rows;
  return { name, lastValue: BigInt(row?.last_value ?? 1), isCalled: row?.is_called === "t" };
}
function probeFailed(sequence, reason) {
  return issue("insert-probe-failed", {
    table: sequence.sourceTable,
    column: sequence.column,
    message: `an INSERT that takes the next ${sequence.column} failed: ${reason}`
  });
}

// src/rehearsal/early-loan.ts
var EarlyLoan = class {
  #lend;
  #signal;
  #givenBack = Promise.withResolvers();
  #unwanted = new AbortController();
  #ready;
  #ended = Promise.resolve();
  #isTaken = false;
  /** @param lend calls `use` once, and ends soon when its signal is aborted before */
  constructor(lend, signal) {
    this.#lend = lend;
    this.#signal = AbortSignal.any([signal, this.#unwanted.signal]);
    this.#ready = this.#begin();
  }
  /**
   * Waits for it. What failed early is tried again: while the source is measured nobody may have had the time to answer
   * a server before its connection was given up.
   *
   * @throws what `lend` throws
   */
  async take() {
    this.#isTaken = true;
    try {
      return await this.#ready;
    } catch {
      this.#signal.throwIfAborted();
      this.#ready = this.#begin();
      return await this.#ready;
    }
  }
  /** Ends the loan, also one that nobody has taken. @throws what `lend` throws behind `use` */
  async giveBack() {
    this.#givenBack.resolve();
    if (!this.#isTaken) this.#unwanted.abort();
    await this.#ended.catch((error) => {
      if (this.#isTaken) throw error;
    });
  }
  #begin() {
    const ready = Promise.withResolvers();
    ready.promise.catch(() => {
    });
    this.#ended = this.#lend(this.#signal, async (lent) => {
      ready.resolve(lent);
      await this.#givenBack.promise;
    });
    this.#ended.catch((error) => ready.reject(error));
    return ready.promise;
  }
};

// src/rehearsal/rehearse.ts
async function rehearse(settings, context, invocation) {
  const run = await RunLog.start(settings, context, invocation);
  const given = schemaSource(settings.target);
  const note = (message) => context.emit({ type: "note", message });
  const size = Promise.withResolvers();
  const wanted = { ...settings.postgres, ...invocation, sourceBytes: size.promise, note };
  const postgres = new EarlyLoan(
    (signal, use) => withScratchPostgres(
      wanted,
      { keep: settings.output.keep, signal },
      (database, server) => use({ database, server })
    ),
    context.signal
  );
  run.begin("snapshot");
  await run.guard(
    () => withSnapshot({ ...settings.source, prepare: settings.resolution.prepare }, context, async (taken) => {
      run.tookSnapshot(taken);
      size.resolve((await stat(taken.path)).size);
      const source = await run.stage("catalog", () => readSource(taken, settings, context));
      const resolve = (toTarget) => resolveIssues({ ...source, toTarget }, settings, context);
      const origin = given ?? run.resolved(await resolve(deriveSchema));
      run.begin("postgres");
      const { database, server } = await postgres.take();
      const { resolved, schema, issues } = "kind" in origin ? await openGiven(origin, source, resolve, { database, server }, context) : await openDerived(origin, database);
      if (given !== null) run.resolved(resolved);
      run.preparedTarget(database, schema, issues);
      const { snapshot, catalog } = resolved;
      const plan = planMigration(catalog, schema, snapshot.encoding);
      const load = await run.stage(
        "load",
        () => loadTables(snapshot, schema, plan, database, run.loadOptions, context)
      );
      run.loaded(load);
      const validation = await run.stage(
        "validation",
        () => validateTables(snapshot, plan, load, database, settings, context)
      );
      run.measured(await isDurable(database), (await stat(snapshot.path)).size);
      const sequences = given === null ? await probeSequences(schema.sequences, database) : (await checkSequences(schema.sequences, database)).issues;
      run.validated(validation, [...validation.issues, ...sequences]);
    }).finally(() => postgres.giveBack())
  );
  return await run.finish();
}

export {
  rehearse
};
