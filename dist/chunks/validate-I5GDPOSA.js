import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  RunLog
} from "./chunk-RDF3UAHR.js";
import {
  NO_COLUMN,
  checkSequences,
  compareSchemas,
  databaseOn,
  deriveSchema,
  isNumbered,
  locateRows,
  openServerAtUrl,
  planMigration,
  predictMisfits,
  readFactsOf,
  readSource,
  readTargetType,
  readTwin,
  resolveIssues,
  snapshotOptions,
  tooLargeIssues,
  validateTables,
  withSnapshot
} from "./chunk-E3WS5OFU.js";
import {
  OutputFolder,
  inputsOf
} from "./chunk-7IZWFCN6.js";
import "./chunk-5FQYKRAP.js";
import "./chunk-5TJV7DTC.js";
import "./chunk-AVLEOUIP.js";
import "./chunk-VEDDUM64.js";
import "./chunk-HEHM6342.js";
import "./chunk-GLDF3TIM.js";
import "./chunk-XV2HHHHA.js";
import "./chunk-IGQXYNWZ.js";
import "./chunk-4YPL3JZ2.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-PUUVIMFE.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-D4TW372C.js";
import {
  issue
} from "./chunk-TQDBZOT5.js";
import "./chunk-SRCRWCXW.js";
import "./chunk-E6KN3HUF.js";
import "./chunk-VAG4FJDS.js";
import "./chunk-CABRMAA4.js";
import "./chunk-FQ3Z6WZN.js";
import "./chunk-DEE53WNT.js";
import "./chunk-HYXKYRZA.js";
import "./chunk-6GWAINOO.js";
import "./chunk-LCA6X7PU.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-GZWC464I.js";

// src/engines/postgres/provision/given-database.ts
var READ_ALL_OR_NOTHING = "-c default_transaction_read_only=on -c row_security=off";
async function openGivenDatabase(url) {
  const server = await openServerAtUrl(url);
  const options = [server.address.options, READ_ALL_OR_NOTHING].filter((option) => option !== null).join(" ");
  return databaseOn({ ...server, address: { ...server.address, options } }, server.address.database);
}

// src/stages/target/match-target.ts
function matchTarget(catalog, derived, facts) {
  const matched = catalog.tables.map((table) => {
    const ours = derived.tables.find(({ source }) => source === table.name);
    const sequences = derived.sequences.filter(({ sourceTable }) => sourceTable === table.name);
    const qualified = facts.tables.find(({ schema, name }) => `${schema}.${name}` === ours?.name);
    const found = qualified ?? byName(facts.tables, table.name, ours?.name);
    return { table, ours, sequences, found, isChosen: qualified !== void 0 };
  });
  const taken = new Set(matched.map(({ found }) => found));
  const others = facts.tables.filter((other) => other.hasRows && !taken.has(other));
  const missing = matched.filter(({ found }) => found === void 0).map(({ table }) => table);
  const tables = matched.flatMap(
    ({ table, ours, sequences, found }) => found === void 0 ? [] : [matchTable(table, ours, sequences, found)]
  );
  const comparable = tables.filter(({ target }) => target.columns.length > 0);
  const strangers = tables.filter(({ target }) => target.columns.length === 0);
  return {
    schema: {
      origin: "given",
      tables: comparable.map(({ target }) => target),
      postData: [],
      sequences: tables.flatMap(({ sequences }) => sequences),
      ledger: [],
      failedTables: [
        ...missing.map(({ name }) => ({ source: name, reason: "the target has no such table" })),
        ...strangers.map(({ target }) => ({ source: target.source, reason: NO_COLUMN }))
      ],
      issues: []
    },
    issues: [
      ...missing.map(missingTable),
      ...tables.flatMap(({ issues }) => issues),
      ...matched.flatMap(
        ({ found, isChosen }) => found === void 0 || isChosen ? [] : namesakes(found, others)
      )
    ]
  };
}
function matchTable(table, ours, sequences, found) {
  const place = { schema: found.schema, name: found.name };
  const matched = table.columns.map((column) => {
    const ourName = ours?.columns.find(({ source }) => source === column.name)?.name;
    return { column, target: byName(found.columns, column.name, ourName) };
  });
  const columns = matched.flatMap(
    ({ column, target }) => target === void 0 ? [] : [toColumn(column, target)]
  );
  const missing = matched.filter(({ target }) => target === void 0);
  return {
    target: { source: table.name, ...place, columns, createSql: "", partitioned: found.partitioned },
    sequences: sequencesOf(table, sequences, place, columns),
    issues: missing.map(({ column }) => missingColumn(table, column))
  };
}
function byName(candidates, wanted, ours) {
  return candidates.find(({ name }) => name === ours) ?? candidates.find(({ name }) => name === wanted) ?? candidates.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
}
function toColumn(column, found) {
  return {
    source: column.name,
    name: found.name,
    type: readTargetType(found.type, found.enumLabels),
    notNull: found.notNull,
    generated: found.generated !== null,
    identity: found.identity !== null || found.sequence !== null
  };
}
function sequencesOf(table, planned, place, columns) {
  return planned.flatMap((sequence) => {
    const column = columns.find(({ source }) => source === sequence.entry.name);
    const isWanted = column !== void 0 && (column.identity || isNumbered(table, column.source));
    return isWanted ? [{ ...sequence, table: place, column: column.name }] : [];
  });
}
function missingTable(table) {
  return issue("target-table-missing", {
    table: table.name,
    message: "the target has no such table",
    rows: table.rowCount
  });
}
function namesakes(found, others) {
  return others.filter(({ name }) => name === found.name).map(({ schema, name }) => {
    const object = schema === "public" ? name : `${schema}.${name}`;
    const message = `${object} has rows and was not compared: ${found.schema}.${name} was`;
    return issue("target-table-extra", { object, message });
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

// src/rehearsal/validate.ts
async function validate(settings, context, invocation, twin = { url: null }) {
  return await OutputFolder.lend(
    settings.output,
    inputsOf(settings),
    (output) => validateInto(output, settings, context, invocation, twin)
  );
}
async function validateInto(output, settings, context, invocation, twin) {
  const run = await RunLog.start(settings, context, invocation, output);
  await run.guard(
    "snapshot",
    () => withSnapshot(snapshotOptions(settings), context, async (taken) => {
      run.tookSnapshot(taken);
      const source = await run.stage("catalog", () => readSource(taken, settings, context));
      run.examining(taken.examine());
      run.begin("postgres");
      const database = await openGivenDatabase(settings.postgres.url ?? "");
      const actual = await readFactsOf(database);
      const toTarget = targetOf(actual, taken.encoding);
      const resolved = await resolveIssues({ ...source, toTarget }, settings, context);
      run.resolved({ ...resolved, issues: resolved.issues.filter(({ code }) => code === "remedy-failed") });
      const { snapshot, catalog, schema: derived } = resolved;
      const { schema: given, issues } = matchTarget(catalog, derived, actual);
      const expected = await readTwin(
        catalog,
        derived,
        { ...twin, version: database.majorVersion },
        context.signal
      );
      const rules = compareSchemas({ catalog, derived, expected, given, actual });
      const broken = locateRows(snapshot, catalog, rules.issues);
      run.preparedTarget(database, given, [...issues, ...broken]);
      const plan = planMigration(catalog, given, snapshot.encoding);
      const validation = await run.stage(
        "validation",
        () => validateTables(snapshot, plan, null, database, settings, context)
      );
      const misfits = [...tooLargeIssues(plan), ...unheldValues(catalog, given, plan)];
      const unheld = locateRows(snapshot, catalog, misfits);
      const sequences = await checkSequences(given.sequences, database);
      run.loaded(arrivedRows(catalog, [...rules.ledger, ...sequences.ledger], validation));
      run.validated(withGaps(validation, [...issues, ...unheld]), [
        ...validation.issues,
        ...unheld,
        ...sequences.issues
      ]);
    })
  );
  return await run.finish();
}
function targetOf(actual, encoding) {
  return (catalog, renames) => {
    const derived = deriveSchema(catalog, renames);
    const { schema: given } = matchTarget(catalog, derived, actual);
    const plan = planMigration(catalog, given, encoding);
    return { ...derived, issues: [...derived.issues, ...unheldValues(catalog, given, plan)] };
  };
}
function unheldValues(catalog, given, plan) {
  return predictMisfits(catalog, given, plan).filter(({ issue: issue2 }) => issue2.code !== "null-in-not-null");
}
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
export {
  validate
};
