import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  NO_COLUMN,
  RunLog,
  checkSequences,
  compareSchemas,
  diffTypes,
  exhaustedKeys,
  givenTable,
  insteadOfTable,
  lendGiven,
  matchTables,
  measureMoments,
  readFactsOf,
  readTwin,
  sequenceForTable,
  tooLargeIssues,
  validateTables
} from "./chunk-4OUQNUPO.js";
import "./chunk-IASZ6OVY.js";
import "./chunk-GPAO654I.js";
import "./chunk-M3VP6R7Y.js";
import {
  deriveSchema,
  isNumbered,
  locateRows,
  planMigration,
  predictChanges,
  predictMisfits,
  readSource,
  resolveIssues,
  snapshotOptions,
  sourceFacts,
  typeIntent,
  unlessRefused,
  withSnapshot
} from "./chunk-EAZBQWOY.js";
import "./chunk-ATVV6N3H.js";
import "./chunk-JEJQDPT6.js";
import "./chunk-FQ3Z6WZN.js";
import {
  OutputFolder,
  inputsOf
} from "./chunk-76QMD3WK.js";
import "./chunk-THCW5BCA.js";
import "./chunk-YOOFPADQ.js";
import "./chunk-AZK3MJLL.js";
import "./chunk-OCMR2VWV.js";
import "./chunk-GLDF3TIM.js";
import "./chunk-4FQAPGRK.js";
import "./chunk-YJLUG6D3.js";
import "./chunk-IGQXYNWZ.js";
import "./chunk-3LTCWK5K.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-IE3QE5DE.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-D4TW372C.js";
import {
  issue
} from "./chunk-GGAEXMQ7.js";
import "./chunk-H32F656T.js";
import "./chunk-VQQR6LEC.js";
import "./chunk-AJR6PP63.js";
import "./chunk-7ICMUGGX.js";
import "./chunk-DEE53WNT.js";
import "./chunk-76LBD5FE.js";
import "./chunk-D2TH455S.js";
import "./chunk-XMX4Y7CS.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-7VKMMJYT.js";
import "./chunk-BPQJ7PEJ.js";
import "./chunk-SOGSMY6K.js";
import "./chunk-GZWC464I.js";

// src/stages/validation/arrived-rows.ts
function arrivedRows(catalog, ledger, validation) {
  const rowsOf = (source) => catalog.tables.find(({ name }) => name === source)?.rowCount ?? 0;
  const compared = validation.tables.map(({ source }) => source);
  const unread = validation.notCompared.filter(({ table }) => !compared.includes(table));
  return {
    tables: [
      ...validation.tables.map(({ source, rowsCompared }) => ({
        source,
        rowsSource: rowsOf(source),
        rowsLoaded: rowsCompared,
        rowsRejected: rowsOf(source) - rowsCompared,
        refusedRows: null,
        checksBrokenByRejects: [],
        failure: null
      })),
      ...unread.map(({ table, reason }) => ({
        source: table,
        rowsSource: rowsOf(table),
        rowsLoaded: 0,
        rowsRejected: rowsOf(table),
        refusedRows: null,
        checksBrokenByRejects: [],
        failure: reason
      }))
    ],
    issues: [],
    ledger,
    impossible: []
  };
}

// src/stages/target/given/alike-types.ts
var MAY_BE = {
  text: ["enum", "uuid", "json", "moment", "date", "time", "decimal", "integer", "float", "boolean", "other"],
  integer: ["decimal", "boolean", "moment", "date", "time", "other"],
  float: ["decimal", "integer", "moment"],
  decimal: ["integer", "boolean", "moment"],
  moment: ["date", "time"],
  // of 16 bytes, which are told as such
  bytea: ["uuid"]
};
function isAlike(column, wanted, given) {
  const found = familyOf(given);
  const declared = familyOfIntent(typeIntent(column).intent);
  return [familyOf(wanted), ...declared === null ? [] : [declared]].some(
    (family) => family === found || MAY_BE[family]?.includes(found) === true
  );
}
function familyOf({ kind }) {
  switch (kind) {
    case "smallint":
    case "integer":
    case "bigint":
      return "integer";
    case "real":
    case "double precision":
      return "float";
    case "numeric":
      return "decimal";
    case "text":
    case "varchar":
    case "char":
      return "text";
    case "timestamp":
    case "timestamptz":
      return "moment";
    case "json":
    case "jsonb":
      return "json";
    default:
      return kind;
  }
}
function familyOfIntent({ kind }) {
  switch (kind) {
    case "timestamp":
      return "moment";
    case "bytes":
      return "bytea";
    case "any":
      return null;
    default:
      return kind;
  }
}

// src/stages/target/given/match-target.ts
function matchTarget(catalog, derived, facts, renames) {
  const matched = matchTables(catalog, facts, likelyNames(derived, renames), []);
  const comparable = matched.tables.filter(({ columns }) => columns.length > 0);
  const strangers = matched.tables.filter(({ columns }) => columns.length === 0);
  return {
    schema: {
      origin: "given",
      tables: comparable.map(givenTable),
      postData: [],
      sequences: matched.tables.flatMap((found) => sequencesOf(found, derived)),
      ledger: [],
      failedTables: [
        ...matched.missing.map(({ name }) => ({ source: name, reason: noTable(name, renames) })),
        ...strangers.map(({ table }) => ({ source: table.name, reason: NO_COLUMN }))
      ],
      issues: matched.tables.flatMap(exhaustedKeys)
    },
    issues: [
      ...matched.missing.map((table) => missingTable(table, derived, facts, renames)),
      ...matched.tables.flatMap(
        ({ table, missing }) => missing.map((column) => missingColumn(table, column, renames))
      ),
      ...matched.tables.flatMap((found) => namesakes(found, derived, matched)),
      ...matched.tables.flatMap(
        (found) => diffTypes(found, derivedTypes(found, derived)).map(({ issue: issue2 }) => issue2)
      )
    ]
  };
}
function derivedTypes({ table }, { tables }) {
  const own = tables.find(({ source }) => source === table.name)?.columns ?? [];
  return { typeOf: ({ name }) => own.find(({ source }) => source === name)?.type ?? null, isAlike };
}
function likelyNames({ tables }, renames) {
  const ours = new Map(tables.map((table) => [table.source, table]));
  const likely = (wanted, own, name) => wanted === void 0 ? [own ?? name, name] : [wanted];
  return {
    ofTable: (name) => likely(renames.tables.get(name), ours.get(name)?.name, name),
    ofColumn: (table, name) => {
      const column = ours.get(table)?.columns.find(({ source }) => source === name);
      return likely(wantedColumn(renames, table, name), column?.name, name);
    }
  };
}
function wantedColumn({ columns }, table, name) {
  return columns.get(table)?.get(name);
}
function sequencesOf({ table, facts, columns }, { sequences }) {
  const planned = sequences.filter(({ sourceTable }) => sourceTable === table.name);
  return planned.flatMap((sequence) => {
    const found = columns.find(({ column }) => column.name === sequence.entry.name);
    if (found === void 0) return [];
    const { name, identity, sequence: own } = found.facts;
    const isWanted = identity !== null || own !== null || isNumbered(table, found.column.name);
    return isWanted ? [{ ...sequence, table: { schema: facts.schema, name: facts.name }, column: name }] : [];
  });
}
function noTable(name, { tables }) {
  const wanted = tables.get(name);
  return wanted === void 0 ? "the target has no such table" : `the target has no table ${wanted}, as the settings rename it`;
}
function missingTable(table, derived, facts, renames) {
  const sequence = sequenceForTable(likelyNames(derived, renames).ofTable(table.name), facts);
  const told = sequence === null ? { message: noTable(table.name, renames) } : insteadOfTable(table, sequence);
  return issue("target-table-missing", { table: table.name, rows: table.rowCount, ...told });
}
function namesakes({ table, facts: found }, { tables }, { extra }) {
  const ours = tables.find(({ source }) => source === table.name);
  if (ours?.name === `${found.schema}.${found.name}`) return [];
  return extra.filter(({ name, hasRows }) => hasRows && name === found.name).map(({ schema, name }) => {
    const object = schema === "public" ? name : `${schema}.${name}`;
    const message = `${object} has rows and was not compared: ${found.schema}.${found.name} was`;
    return issue("target-table-extra", { object, message });
  });
}
function missingColumn(table, column, renames) {
  const wanted = wantedColumn(renames, table.name, column.name);
  const lacking = wanted === void 0 ? "no such column" : `no column ${wanted}, as the settings rename it`;
  return issue("target-column-missing", {
    table: table.name,
    column: column.name,
    message: `the target has ${lacking}: none of its values arrived`,
    rows: table.rowCount - column.profile.nulls
  });
}

// src/rehearsal/unheld-values.ts
function unheldValues(catalog, schema, plan) {
  return predictMisfits(catalog, schema, plan).filter(({ issue: issue2 }) => issue2.code !== "null-in-not-null");
}

// src/rehearsal/find-target.ts
async function findTarget(source, database, twin, run, settings, context) {
  const actual = await readFactsOf(database);
  const match = (catalog, renames2, derived = deriveSchema(catalog, renames2)) => {
    const { schema, issues } = matchTarget(catalog, derived, actual, renames2);
    const plan = planMigration(catalog, schema, source.snapshot.encoding);
    return { catalog, derived, schema, plan, issues };
  };
  const toTarget = (...wanted) => {
    const { catalog, derived, schema, plan } = match(...wanted);
    return { ...derived, issues: [...derived.issues, ...unheldValues(catalog, schema, plan)] };
  };
  const measured = await measureMoments(source, (...wanted) => match(...wanted).schema, settings, context);
  const resolved = await resolveIssues({ ...measured, toTarget }, settings, context);
  run.resolved({ ...resolved, issues: resolved.issues.filter(({ code }) => OF_REMEDIES.has(code)) });
  const { snapshot, renames } = resolved;
  const found = match(resolved.catalog, renames, resolved.schema);
  const server = { ...twin, version: database.majorVersion };
  const expected = await readTwin(found.catalog, found.derived, server, context.signal);
  const rules = compareSchemas({ ...found, given: found.schema, expected, actual });
  const broken = locateRows(snapshot, found.catalog, rules.issues);
  return { database, snapshot, ...found, issues: [...found.issues, ...broken], ledger: rules.ledger };
}
var OF_REMEDIES = /* @__PURE__ */ new Set(["remedy-failed", "generated-column-remedied"]);

// src/rehearsal/judge-values.ts
function judgeValues({ snapshot, catalog, derived, schema, plan }) {
  const unheld = unheldValues(catalog, schema, plan);
  return locateRows(snapshot, catalog, [
    ...schema.issues,
    ...unlessRefused(sourceFacts(derived), unheld),
    ...tooLargeIssues(plan),
    ...unheld,
    ...lostDifferences(catalog, schema, plan)
  ]);
}
function lostDifferences(catalog, schema, plan) {
  return predictChanges(catalog, schema, plan).filter(({ issue: issue2 }) => LOST.has(issue2.code));
}
var LOST = /* @__PURE__ */ new Set([
  "mixed-storage-classes",
  "blob-in-text",
  "text-in-blob",
  "time-zone-normalised",
  "char-padded"
]);
var GAPS = /* @__PURE__ */ new Set([
  "target-table-missing",
  "target-column-missing",
  "value-too-large"
]);
function withGaps(validation, issues) {
  const gaps = issues.flatMap(
    ({ code, table, message }) => table !== null && GAPS.has(code) ? [{ table, reason: message }] : []
  );
  return { ...validation, notCompared: [...validation.notCompared, ...gaps] };
}

// src/rehearsal/validate.ts
async function validate(settings, context, invocation, twin = { url: null }) {
  return await OutputFolder.lend(
    settings.output,
    inputsOf(settings),
    (output) => validateInto(output, settings, context, invocation, twin)
  );
}
async function validateInto(output, settings, context, invocation, twin) {
  const run = await RunLog.start("validate", settings, context, invocation, output);
  const postgres = lendGiven(settings, context);
  await run.guard(
    "snapshot",
    () => withSnapshot(snapshotOptions(settings, invocation), context, async (taken) => {
      run.tookSnapshot(taken);
      const source = await run.stage("catalog", () => readSource(taken, settings, context));
      run.examining(taken.examine());
      const target = await run.stage(
        "postgres",
        async () => findTarget(source, await postgres.take(), twin, run, settings, context)
      );
      const { snapshot, catalog, database, schema, plan } = target;
      run.preparedTarget(database, schema, target.issues);
      const validation = await run.stage(
        "validation",
        () => validateTables(snapshot, plan, null, database, settings, context)
      );
      const values = judgeValues(target);
      const sequences = await checkSequences(schema.sequences, database);
      run.loaded(arrivedRows(catalog, [...target.ledger, ...sequences.ledger], validation));
      const issues = [...validation.issues, ...values, ...sequences.issues];
      run.validated(withGaps(validation, [...target.issues, ...values]), issues);
    }).finally(() => postgres.giveBack())
  );
  return await run.finish();
}
export {
  validate
};
