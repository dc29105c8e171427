import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  CATEGORIES
} from "./chunk-AZK3MJLL.js";
import {
  amount,
  formatCount
} from "./chunk-D4TW372C.js";
import {
  ERROR_CODES,
  EXIT_CODES,
  init_exit_codes,
  init_rehearsal_error
} from "./chunk-HPZ5FJ6H.js";

// src/rehearsal/gate.ts
init_exit_codes();
init_rehearsal_error();
function gateHolds(record, failOn) {
  return objections(record, failOn).length === 0;
}
function withGate(record, failOn) {
  if (record.run.error !== null) return { ...record, gate: null };
  const reason = reasonAgainst(record, failOn);
  return { ...record, gate: { failOn, holds: reason === null, reason } };
}
function reasonAgainst(record, failOn) {
  const against = objections(record, failOn);
  return against.length === 0 ? null : against.join(", ");
}
function objections(record, failOn) {
  const { result, readiness } = record;
  if (failOn === "never") return [];
  if (result === "error") return ["the run did not come to its end"];
  switch (failOn) {
    case "failure":
      return result === "failure" ? [resultIs(result)] : [];
    case "partial":
      return result === "complete" ? [] : [resultIs(result)];
    case "new-issues":
      return newSince(record);
    case "not-ready":
      if (result === "failure") return [resultIs(result)];
      return readiness.verdict === "ready" ? [] : openLines(readiness);
    default:
      return failOn;
  }
}
function resultIs(result) {
  return `the result is ${result}`;
}
function newSince({ summary, issues }) {
  const count = (wanted) => issues.filter(({ state, waived }) => state === wanted && waived === null).length;
  const [found, back] = [count("new"), count("regressed")];
  return [
    summary.validation === "PASS" ? null : `the validation is ${summary.validation}`,
    found === 0 ? null : amount(found, "new issue"),
    back === 0 ? null : amount(back, "regressed issue")
  ].filter((part) => part !== null);
}
function openLines({ items }) {
  const lines = (wanted) => {
    const many = items.filter(({ status }) => status === wanted).length;
    return many === 0 ? [] : [`${many} of ${amount(items.length, "line")} of the checklist`];
  };
  const open = [
    ...lines("fail").map((text) => `${text}: fail`),
    ...lines("unverified").map((text) => `${text}: unverified`)
  ];
  return open.length === 0 ? ["the checklist is not ready"] : open;
}
function exitCodeOf(record, failOn) {
  const { error } = record.run;
  if (error !== null) return isErrorCode(error.code) ? ERROR_CODES[error.code] : EXIT_CODES.internal;
  return gateHolds(record, failOn) ? EXIT_CODES.ok : EXIT_CODES.gateFailed;
}
function isErrorCode(code) {
  return Object.hasOwn(ERROR_CODES, code);
}

// package.json
var package_default = { version: "0.1.0" };

// src/rehearsal/version.ts
var VERSION = package_default.version;

// src/stages/record/success-metrics.ts
var HOUR_MS = 36e5;
function successMetrics({
  readiness,
  timings,
  status,
  projection
}, { rowsSource, rowsLoaded, cellsCompared, mismatches, validation }) {
  const finished = status === "finished" && validation !== "NOT RUN";
  const item = (id) => readiness.items.find((candidate) => candidate.id === id);
  return [
    {
      ...metric("data-accuracy", "Data Accuracy", "100% record count match"),
      measured: `${formatCount(rowsLoaded)} of ${formatCount(rowsSource)} rows`,
      met: finished ? rowsLoaded === rowsSource : null
    },
    {
      ...metric("data-quality", "Data Quality", "0 corruption events"),
      measured: `${formatCount(mismatches)} differences in ${formatCount(cellsCompared)} compared cells`,
      met: finished ? mismatches === 0 && validation === "PASS" : null
    },
    {
      ...metric("performance", "Performance", "\u2264 2x query time vs SQLite"),
      ...said(item("query-performance"))
    },
    {
      ...metric("availability", "Availability", "< 1 hour downtime"),
      ...projection == null ? downtime(timings, finished) : projectedDowntime(projection, finished)
    },
    {
      ...metric("confidence", "Confidence Level", "High team confidence"),
      ...said(readiness.people["team-confidence"])
    },
    { ...metric("documentation", "Documentation", "Complete and accurate"), ...said(item("documentation")) },
    { ...metric("rollback-plan", "Rollback Plan", "Tested and verified"), ...said(item("rollback-plan")) },
    {
      ...metric("team-training", "Team Training", "Staff ready for operations"),
      ...said(readiness.people["team-training"])
    }
  ];
}
function metric(id, title, target) {
  return { id, title, target };
}
function downtime(timings, finished) {
  const { snapshot = 0, catalog = 0, load = 0 } = timings;
  const total = snapshot + catalog + load;
  return {
    measured: `${(total / 6e4).toFixed(1)} minutes from the snapshot to the last constraint, with this snapshot on this machine`,
    met: finished ? total < HOUR_MS : null
  };
}
var LARGEST_STEP = 100;
function projectedDowntime(projection, finished) {
  const { seconds, leastSeconds, mostSeconds, productionBytes, rehearsedBytes, durable } = projection;
  const isLarger = productionBytes !== rehearsedBytes;
  const size = isLarger ? `the production size of ${bytes(productionBytes)}, projected from ${bytes(rehearsedBytes)}` : `${bytes(rehearsedBytes)}, the size of this snapshot (the settings name no other production-size)`;
  const doubt = durable ? "" : ", on a server that may lose its data and is faster for it";
  const isProof = durable && productionBytes <= LARGEST_STEP * rehearsedBytes;
  const misses = leastSeconds * 1e3 >= HOUR_MS;
  const meets = mostSeconds * 1e3 < HOUR_MS && isProof;
  return {
    measured: `${minutes(seconds)} minutes (${minutes(leastSeconds)} to ${minutes(mostSeconds)}) to load and compare ${size}${doubt}`,
    met: finished && (misses || meets) ? meets : null
  };
}
var minutes = (seconds) => (seconds / 60).toFixed(1);
function bytes(amount2) {
  return amount2 < 1e9 ? `${(amount2 / 1e6).toFixed(1)} MB` : `${(amount2 / 1e9).toFixed(1)} GB`;
}
function said(found) {
  const { status = "unverified", evidence = "" } = found ?? {};
  const measured = `${status}: ${evidence}`;
  switch (status) {
    case "pass":
    case "attested":
      return { measured, met: true };
    case "fail":
      return { measured, met: false };
    case "unverified":
    case "not-applicable":
      return { measured, met: null };
    default:
      return status;
  }
}

// src/stages/record/run-result.ts
var CORE_TABLES_MIGRATED = 0.9;
var CRITICAL_CELLS_INTACT = 0.95;
function assessResult({ tables, issues, summary, performance }) {
  const { tablesMigrated, tablesTotal, rowsSource, rowsLoaded, rowsRejected, validation } = summary;
  const allArrived = tablesMigrated === tablesTotal && rowsSource === rowsLoaded && validation === "PASS";
  const isFast = performance.verdict === null || performance.verdict === "acceptable";
  if (allArrived && isFast && !issues.some(({ priority }) => priority === "HIGH")) return "complete";
  if (performance.verdict === "failed") return "failure";
  if (validation !== "PASS" || rowsSource !== rowsLoaded + rowsRejected) return "failure";
  if (!lossesAreWaived(tables, issues)) return "failure";
  const core = decisive(tables);
  const enough = migratedShare(core) >= CORE_TABLES_MIGRATED && intactShare(core) >= CRITICAL_CELLS_INTACT;
  return enough ? "partial" : "failure";
}
function decisive(tables) {
  const rehearsed = tables.filter(({ status }) => status !== "skipped");
  const core = rehearsed.filter((table) => table.core);
  return core.length > 0 ? core : rehearsed;
}
function lossesAreWaived(tables, issues) {
  const harmed = tables.filter(({ status }) => status === "partial" || status === "failed");
  const harmedNames = new Set(harmed.map(({ name }) => name));
  const losses = issues.filter(
    (issue) => issue.priority === "HIGH" || mayExplainLoss(issue) && harmedNames.has(issue.table ?? "")
  );
  const explained = new Set(losses.map(({ table }) => table));
  return losses.every(({ waived }) => waived !== null) && harmed.every(({ name }) => explained.has(name));
}
function mayExplainLoss({ priority, table, rows }) {
  return table !== null && (priority === "HIGH" || priority === "MED" && rows > 0);
}
function migratedShare(core) {
  return share(core.filter(({ status }) => status === "migrated").length, core.length);
}
function intactShare(core) {
  let cells = 0;
  let intact = 0;
  for (const table of core) {
    cells += table.rowsSource * table.columns;
    intact += table.cellsCompared - table.mismatches;
  }
  return share(intact, cells);
}
function share(part, whole) {
  return whole === 0 ? 1 : part / whole;
}

// src/stages/record/summarise.ts
function summarise(facts, tables, issues, resolved) {
  return {
    ...sumTables(tables),
    validation: validationStatus(facts, countedTables(tables)),
    issues: countIssues(issues, resolved)
  };
}
function countedTables(tables) {
  return tables.filter(({ status }) => status !== "skipped");
}
function sumTables(tables) {
  const counted = countedTables(tables);
  const total = (figure) => counted.reduce((sum, table) => sum + table[figure], 0);
  return {
    tablesMigrated: counted.filter(({ status }) => status === "migrated").length,
    tablesTotal: counted.length,
    rowsSource: total("rowsSource"),
    rowsLoaded: total("rowsLoaded"),
    rowsRejected: total("rowsRejected"),
    cellsCompared: total("cellsCompared"),
    mismatches: total("mismatches")
  };
}
function countIssues(issues, resolved) {
  const counting = issues.filter(({ waived }) => waived === null);
  const inState = (state) => counting.filter((issue) => issue.state === state).length;
  return {
    new: inState("new"),
    remaining: inState("remaining"),
    resolved,
    regressed: inState("regressed"),
    waived: issues.length - counting.length
  };
}
function validationStatus({ status, validation }, tables) {
  if (status !== "finished" || validation === null) return "NOT RUN";
  const compared = new Map(validation.tables.map((table) => [table.source, table.rowsCompared]));
  const sound = tables.every(
    ({ name, mismatches, rowsTarget, rowsLoaded }) => mismatches === 0 && rowsTarget === rowsLoaded && (compared.get(name) ?? 0) === rowsLoaded
  );
  return sound && validation.notCompared.length === 0 ? "PASS" : "FAIL";
}

// src/stages/record/category-tally.ts
function categoryTally(issues) {
  return CATEGORIES.flatMap((name) => {
    const count = issues.filter(({ category }) => category === name).length;
    return count === 0 ? [] : [`${name} ${count}`];
  });
}

// src/stages/record/next-actions.ts
var MAX_TABLES = 3;
var MAX_ISSUES = 6;
function nextActions(record) {
  const { status, error } = record.run;
  const isGiven = record.target.schema === "given";
  const again = isGiven ? "Validate again" : "Rehearse again";
  if (status === "cancelled") return [`${again}: this run was cancelled`];
  if (error !== null) return [`${error.hint.replace(/\s*\n\s*/g, " ")} Then ${again.toLowerCase()}`];
  const validate = unexplainedTables(record).map((table) => attend(table, isGiven));
  const open = record.issues.filter(({ waived }) => waived === null);
  const pressing = open.filter(({ priority }) => priority !== "LOW");
  const category = categoryInTurn(pressing);
  if (category !== null) return [...validate, ...fixCategory(category, pressing, again)];
  if (validate.length > 0) return isGiven ? [...validate, `${again} to test the corrections`] : validate;
  return towardsReadiness(record, open.length, again);
}
function unexplainedTables({ tables, issues }) {
  const explained = new Set(issues.filter(mayExplainLoss).map(({ table }) => table));
  const harmed = tables.filter(({ status }) => status === "partial" || status === "failed");
  return harmed.filter(({ name, mismatches }) => mismatches > 0 || !explained.has(name)).slice(0, MAX_TABLES);
}
function attend({ name, reason, mismatches }, isGiven) {
  if (!isGiven) return `Validate table ${name}: ${reason}`;
  return mismatches > 0 ? `Correct the rows of ${name}: ${reason}` : `Look into table ${name}: ${reason}`;
}
function fixCategory(category, open, again) {
  const now = open.filter((issue) => issue.category === category);
  const fixes = now.slice(0, MAX_ISSUES).map((issue) => `Fix [${issue.category.toUpperCase()}] ${placeOf(issue)}: ${issue.remedy}`);
  const rest = now.length - fixes.length;
  const more = rest > 0 ? [
    `Fix ${rest === 1 ? "the other issue" : `the other ${amount(rest, "issue")}`} of this category, as the report lists ${rest === 1 ? "it" : "them"}`
  ] : [];
  const left = open.filter((issue) => issue.category !== category);
  return [...fixes, ...more, testAgain(category, left, again)];
}
function categoryInTurn(open) {
  const urgent = open.filter(({ priority }) => priority === "HIGH");
  const candidates = urgent.length > 0 ? urgent : open;
  return CATEGORIES.find((name) => candidates.some(({ category }) => category === name)) ?? null;
}
function testAgain(category, left, again) {
  const test = `${again} to test the ${category} fixes`;
  const next = categoryInTurn(left);
  if (next === null) return test;
  return `${test}, before the next category, ${next}, is begun (still to do: ${categoryTally(left).join(", ")})`;
}
function towardsReadiness({ readiness, result }, minor, again) {
  const failed = readiness.items.filter(({ status }) => status === "fail");
  const unverified = readiness.items.filter(({ status }) => status === "unverified").length;
  return [
    ...minor > 0 ? [`Fix or waive the issues of priority LOW (${minor})`] : [],
    ...failed.map(({ title, evidence }) => `Look into the checklist, "${title}": ${evidence}`),
    ...unverified > 0 ? [`Verify the ${unverified} lines of the checklist that this run did not check`] : [],
    ...result === "complete" ? [`${again} with the next snapshot, so that it stays complete`] : []
  ];
}
function placeOf({ table, column, object }) {
  const place = [table, column].filter((part) => part !== null).join(".");
  if (object === null) return place === "" ? "the database" : place;
  return place === "" ? object : `${place} (${object})`;
}

// src/stages/record/run-trend.ts
var MAX_TREND_RUNS = 60;
function runTrend({ runs }, current) {
  return [...runs.slice(1 - MAX_TREND_RUNS), current].map(({ run, result, summary }) => ({
    number: run.number,
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    result,
    new: summary.issues.new,
    remaining: summary.issues.remaining,
    resolved: summary.issues.resolved,
    regressed: summary.issues.regressed,
    rowsRejected: summary.rowsRejected
  }));
}

export {
  gateHolds,
  withGate,
  reasonAgainst,
  exitCodeOf,
  successMetrics,
  assessResult,
  summarise,
  sumTables,
  countIssues,
  categoryTally,
  nextActions,
  runTrend,
  VERSION
};
