import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  RunLog,
  databaseOn,
  openServerAtUrl,
  planMigration,
  validateTables
} from "./chunk-FJ4OG3GD.js";
import {
  highestKey,
  quoteIdentifier,
  quoteQualified,
  readCatalog,
  selectTables,
  withSnapshot
} from "./chunk-RXQTIZBU.js";
import "./chunk-3J23FXI2.js";
import {
  issue
} from "./chunk-Z6YXVA4E.js";
import "./chunk-GZWC464I.js";

// src/engines/postgres/provision/given-database.ts
var READ_ONLY = "-c default_transaction_read_only=on";
async function openGivenDatabase(url) {
  const server = await openServerAtUrl(url);
  const options = [server.address.options, READ_ONLY].filter((option) => option !== null).join(" ");
  return databaseOn({ ...server, address: { ...server.address, options } }, server.address.database);
}

// src/stages/target/compare-rules.ts
function compareRules(catalog, schema, rules) {
  const judged = schema.tables.flatMap((target) => {
    const table = catalog.tables.find(({ name }) => name === target.source);
    if (table === void 0) return [];
    const own = rules.filter((rule) => rule.schema === target.schema && rule.table === target.name);
    return rulesOf(table).map((wanted) => judge(wanted, table, target, schema, own));
  });
  return {
    issues: judged.flatMap(({ missing }) => missing ?? []),
    ledger: judged.map(({ entry }) => entry)
  };
}
function rulesOf(table) {
  const key = table.primaryKey;
  const uniqueIndexes = table.indexes.filter(({ unique, where }) => unique && where === null);
  return [
    ...key === null ? [] : [keyRule("primary-key", key, `${table.name}_pkey`)],
    ...table.uniques.map(
      (unique) => keyRule("unique", unique, `${table.name}_${columnsOf(unique).join("_")}_key`)
    ),
    ...uniqueIndexes.map((index) => ({ ...keyRule("index", index, index.name), sql: index.sql })),
    ...table.foreignKeys.map((foreign) => ({
      type: "foreign-key",
      name: foreign.name ?? `${table.name}_${foreign.columns.join("_")}_fkey`,
      columns: foreign.columns,
      parent: foreign.parentTable,
      sql: `FOREIGN KEY (${foreign.columns.join(", ")}) REFERENCES ${foreign.parentTable}`
    })),
    ...table.columns.filter(({ notNull }) => notNull).map(({ name }) => ({
      type: "not-null",
      name,
      columns: [name],
      parent: null,
      sql: "NOT NULL"
    }))
  ].filter(({ columns }) => columns.length > 0);
}
function keyRule(type, key, fallback) {
  const columns = columnsOf(key);
  const word = type === "primary-key" ? "PRIMARY KEY" : "UNIQUE";
  return { type, name: key.name ?? fallback, columns, parent: null, sql: `${word} (${columns.join(", ")})` };
}
function columnsOf({ parts }) {
  const plain = parts.every(({ column, collation }) => column !== null && collation === "BINARY");
  return plain ? parts.flatMap(({ column }) => column ?? []) : [];
}
function judge(wanted, table, target, schema, rules) {
  const kept = isThere(wanted, target, schema, rules);
  const { type, name, columns, sql } = wanted;
  const [column] = columns;
  const reason = kept ? null : "the target does not have it";
  const entry = { type, name, table: table.name, status: kept ? "kept" : "dropped", sql, reason };
  if (kept) return { entry, missing: null };
  const message = `The target has no ${type} on ${columns.join(", ")}`;
  const place = {
    table: table.name,
    object: name,
    ...columns.length === 1 && column !== void 0 ? { column } : {}
  };
  return { entry, missing: issue("target-rule-missing", { ...place, message }) };
}
function isThere(wanted, target, schema, rules) {
  const columns = wanted.columns.map((name) => target.columns.find(({ source }) => source === name));
  if (wanted.type === "not-null") return columns.every((column) => column?.notNull === true);
  const names = columns.map((column) => column?.name ?? "").toSorted();
  const parent = schema.tables.find(
    ({ source }) => source.toLowerCase() === wanted.parent?.toLowerCase()
  )?.name;
  return rules.some((rule) => {
    const sameColumns = rule.columns.toSorted().join("\0") === names.join("\0");
    if (wanted.type === "foreign-key")
      return sameColumns && rule.kind === "foreign-key" && rule.parent === parent;
    return sameColumns && (wanted.type === "primary-key" ? rule.kind === "primary-key" : rule.kind !== "foreign-key");
  });
}

// src/stages/target/read-target-rules.ts
var RULES = `
  select case when i.indisprimary then 'primary-key' else 'unique' end as kind,
         n.nspname as schema, c.relname as table, null as parent,
         (select json_agg(a.attname order by k.position)
            from unnest(i.indkey::int2[]) with ordinality as k (number, position)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
           where k.position <= i.indnkeyatts)::text as columns
    from pg_index i
    join pg_class c on c.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace
   where i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
     and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
  union all
  select 'foreign-key', n.nspname, c.relname, p.relname,
         (select json_agg(a.attname order by k.position)
            from unnest(f.conkey) with ordinality as k (number, position)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number)::text
    from pg_constraint f
    join pg_class c on c.oid = f.conrelid
    join pg_class p on p.oid = f.confrelid
    join pg_namespace n on n.oid = c.relnamespace
   where f.contype = 'f'`;
async function readTargetRules(connection) {
  const found = await connection.query(RULES);
  return found.rows.map(({ kind, schema, table, parent, columns }) => ({
    kind: kind === "primary-key" || kind === "foreign-key" ? kind : "unique",
    schema: schema ?? "",
    table: table ?? "",
    columns: JSON.parse(columns ?? "[]"),
    parent: parent ?? null
  }));
}

// src/stages/target/read-target-type.ts
function readTargetType(type) {
  const [, name = type, limits = ""] = /^([a-z ]+?)(?:\((\d+(?:,-?\d+)?)\))?( with(?:out)? time zone)?$/.exec(type) ?? [];
  const [first, second] = limits.split(",").filter((limit) => limit !== "").map(Number);
  switch (name) {
    case "smallint":
    case "integer":
    case "bigint":
    case "real":
    case "double precision":
    case "text":
    case "bytea":
    case "boolean":
    case "date":
    case "json":
    case "jsonb":
    case "uuid":
      return { kind: name };
    case "numeric":
      return { kind: "numeric", precision: first ?? null, scale: second ?? null };
    case "character varying":
      return first === void 0 ? { kind: "text" } : { kind: "varchar", length: first };
    case "character":
      return { kind: "char", length: first ?? 1 };
    case "time":
      return type.endsWith("without time zone") ? { kind: "time" } : { kind: "other", name: type };
    case "timestamp":
      return { kind: type.endsWith("with time zone") ? "timestamptz" : "timestamp" };
    default:
      return { kind: "other", name: type };
  }
}

// src/stages/target/introspect-target.ts
var COLUMNS = `
  select n.nspname                               as schema,
         c.relname                               as table,
         a.attname                               as column,
         format_type(a.atttypid, a.atttypmod)    as type,
         a.attnotnull                            as not_null,
         a.attgenerated <> ''                    as generated,
         pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null as numbered
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid
   where c.relkind in ('r', 'p')
     and n.nspname not in ('pg_catalog', 'information_schema')
     and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%'
     and a.attnum > 0 and not a.attisdropped
   order by n.nspname = 'public' desc, n.nspname, c.relname, a.attnum`;
async function introspectTarget(catalog, database) {
  const connection = await database.connect();
  try {
    const { schema, issues } = matchTables(catalog, await connection.query(COLUMNS));
    const rules = compareRules(catalog, schema, await readTargetRules(connection));
    return { schema: { ...schema, ledger: rules.ledger }, issues: [...issues, ...rules.issues] };
  } finally {
    await connection.close();
  }
}
function matchTables(catalog, found) {
  const byTable = Map.groupBy(found.rows, (row) => JSON.stringify([row.schema, row.table]));
  const candidates = [...byTable.values()];
  const matched = catalog.tables.map((table) => ({
    table,
    columns: byName(candidates, table.name, ([first]) => first?.table ?? "")
  }));
  const missing = matched.filter(({ columns }) => columns === void 0).map(({ table }) => table);
  const tables = matched.flatMap(
    ({ table, columns }) => columns === void 0 ? [] : [matchTable(table, columns)]
  );
  return {
    schema: {
      origin: "given",
      tables: tables.map(({ target }) => target),
      postData: [],
      sequences: tables.flatMap(({ sequences }) => sequences),
      ledger: [],
      failedTables: missing.map(({ name }) => ({ source: name, reason: "the target has no such table" })),
      issues: []
    },
    issues: [...missing.map(missingTable), ...tables.flatMap(({ issues }) => issues)]
  };
}
function matchTable(table, found) {
  const place = { schema: found[0]?.schema ?? "", name: found[0]?.table ?? "" };
  const matched = table.columns.map((column) => ({
    column,
    target: byName(found, column.name, (row) => row.column ?? "")
  }));
  const columns = matched.flatMap(
    ({ column, target }) => target === void 0 ? [] : [toColumn(column, target)]
  );
  const missing = matched.filter(({ target }) => target === void 0);
  return {
    target: { source: table.name, ...place, columns, createSql: "" },
    sequences: sequencesOf(table, place, columns),
    issues: missing.map(({ column }) => missingColumn(table, column))
  };
}
function byName(candidates, name, nameOf) {
  return candidates.find((candidate) => nameOf(candidate) === name) ?? candidates.find((candidate) => nameOf(candidate).toLowerCase() === name.toLowerCase());
}
function toColumn(column, found) {
  return {
    source: column.name,
    name: found.column ?? "",
    type: readTargetType(found.type ?? ""),
    notNull: found.not_null === "t",
    generated: found.generated === "t",
    identity: found.numbered === "t"
  };
}
function sequencesOf(table, place, columns) {
  const column = columns.find(({ source }) => source === table.rowidAlias);
  const alias = table.columns.find(({ name }) => name === table.rowidAlias);
  if (column === void 0 || alias === void 0) return [];
  return [
    {
      sourceTable: table.name,
      table: place,
      column: column.name,
      highest: highestKey(table, alias),
      entry: {
        type: "sequence",
        name: `${table.name}.${column.source}`,
        table: table.name,
        status: "kept",
        sql: table.sql,
        reason: null
      }
    }
  ];
}
function missingTable(table) {
  return issue("target-table-missing", {
    table: table.name,
    message: "the target has no such table",
    rows: table.rowCount
  });
}
function missingColumn(table, column) {
  return issue("target-column-missing", {
    table: table.name,
    column: column.name,
    message: "the target has no such column: none of its values arrived",
    rows: table.rowCount - column.profile.nulls
  });
}

// src/stages/validation/arrived-rows.ts
function arrivedRows(catalog, schema, validation) {
  return {
    tables: validation.tables.map(({ source, rowsCompared }) => {
      const rowsSource = catalog.tables.find(({ name }) => name === source)?.rowCount ?? rowsCompared;
      return {
        source,
        rowsSource,
        rowsLoaded: rowsCompared,
        rowsRejected: rowsSource - rowsCompared,
        refusedRows: null,
        failure: null
      };
    }),
    issues: [],
    ledger: schema.ledger
  };
}

// src/stages/validation/check-sequences.ts
var NEXT_KEY = `
  select pg_sequence_last_value(s.oid)::text as last_value, q.seqstart::text as start
    from (select pg_get_serial_sequence($1, $2)::regclass as oid) as s
    join pg_sequence q on q.seqrelid = s.oid`;
async function checkSequences(sequences, database) {
  const connection = await database.connect();
  const issues = [];
  try {
    for (const sequence of sequences) {
      const found = await connection.query(NEXT_KEY, [quoteQualified(sequence.table), sequence.column]);
      const reason = judge2(found.rows[0], sequence.highest);
      if (reason !== null) issues.push(notReady(sequence, reason));
    }
  } finally {
    await connection.close();
  }
  return issues;
}
function judge2(row, highest) {
  if (row === void 0) return "the column has no sequence";
  const { last_value: last, start } = row;
  const next = last == null ? BigInt(start ?? 1) : BigInt(last) + 1n;
  return highest !== null && next <= highest ? `its sequence would give ${next}, and the highest key so far is ${highest}` : null;
}
function notReady(sequence, reason) {
  return issue("insert-probe-failed", {
    table: sequence.sourceTable,
    column: sequence.column,
    message: `an INSERT that takes the next ${quoteIdentifier(sequence.column)} would fail: ${reason}`
  });
}

// src/rehearsal/validate.ts
async function validate(settings, context, invocation) {
  const run = await RunLog.start(settings, context, invocation);
  run.begin("snapshot");
  await run.guard(
    () => withSnapshot(settings.source, context, async (snapshot) => {
      run.tookSnapshot(snapshot);
      const whole = await run.stage("catalog", () => readCatalog(snapshot, context));
      const { catalog, excluded } = selectTables(whole, settings.tables);
      run.readCatalog(catalog, excluded, []);
      run.begin("postgres");
      const database = await openGivenDatabase(settings.postgres.url ?? "");
      const { schema, issues } = await introspectTarget(catalog, database);
      run.preparedTarget(database, schema, issues);
      const plan = planMigration(catalog, schema, snapshot.encoding);
      const validation = await run.stage(
        "validation",
        () => validateTables(snapshot, plan, null, database, settings, context)
      );
      run.loaded(arrivedRows(catalog, schema, validation));
      run.validated(withMissing(validation, issues), await checkSequences(schema.sequences, database));
    })
  );
  return await run.finish();
}
var NOT_THERE = /* @__PURE__ */ new Set(["target-table-missing", "target-column-missing"]);
function withMissing(validation, issues) {
  const missing = issues.flatMap(
    ({ code, table, message }) => table !== null && NOT_THERE.has(code) ? [{ table, reason: message }] : []
  );
  return { ...validation, notCompared: [...validation.notCompared, ...missing] };
}
export {
  validate
};
