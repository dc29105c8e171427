import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  StageClock,
  concerns,
  connect,
  databaseOn,
  matchesGlob,
  mergeIssues,
  openServerAtUrl,
  renderType,
  requireVersion,
  untilAborted,
  untilCancelled,
  withScratchPostgres,
  withoutToldMismatches
} from "./chunk-JM44ITKQ.js";
import {
  leaveOut
} from "./chunk-YOOFPADQ.js";
import {
  VERSION,
  assessResult,
  categoryTally,
  nextActions,
  successMetrics,
  summarise
} from "./chunk-QCJDGHQS.js";
import {
  RECORD_VERSION,
  knownBy,
  readHistory,
  recordPerformance,
  runTrend
} from "./chunk-FWGKSORP.js";
import {
  amount,
  formatCount
} from "./chunk-D4TW372C.js";
import {
  ISSUE_CODES,
  issue,
  issueId
} from "./chunk-YG3OAOOE.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-HPZ5FJ6H.js";

// src/engines/postgres/provision/given-database.ts
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
var READ_ALL_OR_NOTHING = "-c default_transaction_read_only=on -c row_security=off";
async function withGivenDatabase(url, version, signal, use) {
  const server = await untilCancelled(signal, () => openServerAtUrl(url));
  requireVersion(server, version, "The server of the URL");
  const options = [server.address.options, READ_ALL_OR_NOTHING].filter((option) => option !== null).join(" ");
  const address = { ...server.address, options };
  const sessions = await OwnSessions.open(address, signal);
  const database = {
    ...databaseOn({ ...server, address }, address.database),
    connect: () => sessions.connect()
  };
  return await untilAborted(
    signal,
    () => sessions.end(),
    () => use(database)
  ).finally(() => sessions.close());
}
var GRACE_MS = 2e3;
var TERMINATE_SESSIONS = `
select pg_catalog.pg_terminate_backend(pid)
  from pg_catalog.pg_stat_activity
 where application_name = $1 and usename = current_user and pid <> pg_catalog.pg_backend_pid()`;
var OwnSessions = class _OwnSessions {
  #address;
  #name;
  #signal;
  #guard;
  #open = /* @__PURE__ */ new Set();
  #ended = Promise.resolve();
  constructor(address, name, signal, guard) {
    this.#address = address;
    this.#name = name;
    this.#signal = signal;
    this.#guard = guard;
  }
  static async open(address, signal) {
    const name = `pg-rehearsal ${randomBytes(8).toString("hex")}`;
    return new _OwnSessions(address, name, signal, await connectUntil(signal, address, name));
  }
  async connect() {
    const session = await connectUntil(this.#signal, this.#address, this.#name);
    this.#open.add(session);
    return {
      ...session,
      close: async () => {
        await session.close();
        this.#open.delete(session);
      }
    };
  }
  /** Ends them on the server, and here also where the server does not answer. */
  end() {
    const terminated = this.#guard.query(TERMINATE_SESSIONS, [this.#name]).catch(() => {
    });
    this.#ended = Promise.race([terminated, delay(GRACE_MS)]).then(async () => {
      await Promise.all([...this.#open].map((session) => session.close()));
    });
  }
  /** Never rejects. */
  async close() {
    await this.#ended;
    await this.#guard.close();
  }
};
async function connectUntil(signal, address, name) {
  return await untilCancelled(signal, async () => {
    const session = await connect(address, name);
    if (signal.aborted) await session.close();
    signal.throwIfAborted();
    return session;
  });
}

// src/rehearsal/early-loan.ts
init_rehearsal_error();
var EarlyLoan = class {
  #lend;
  #signal;
  #listenMs;
  #givenBack = Promise.withResolvers();
  #unwanted = new AbortController();
  #ready;
  #ended = Promise.resolve();
  #isTaken = false;
  /**
   * @param lend calls `use` once, and ends soon when its signal is aborted before
   * @param listenMs milliseconds in which a server answers a process that has nothing else to do
   */
  constructor(lend, signal, listenMs = 5e3) {
    this.#lend = lend;
    this.#listenMs = listenMs;
    this.#signal = AbortSignal.any([signal, this.#unwanted.signal]);
    this.#ready = this.#begin();
  }
  /**
   * Waits for it. A server whose time was over as soon as somebody waited for it is tried again: while the source is
   * measured this process may have had no time to listen. Every other failure would only be repeated: a wrong address,
   * a wrong password, a server that does not start or has been listened to long enough.
   *
   * @throws what `lend` throws
   */
  async take() {
    this.#isTaken = true;
    const since = performance.now();
    try {
      return await this.#ready;
    } catch (error) {
      this.#signal.throwIfAborted();
      const wasListened = performance.now() - since >= this.#listenMs;
      if (wasListened || !(error instanceof RehearsalError && error.timedOut)) throw error;
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

// src/rehearsal/lend-postgres.ts
function lendPostgres(settings, invocation, sourceBytes, { emit, signal }) {
  const note = (message) => emit({ type: "note", message });
  const wanted = { ...settings.postgres, ...invocation, sourceBytes, note };
  const { keep } = settings.output;
  return new EarlyLoan(
    (either, use) => withScratchPostgres(wanted, { keep, signal: either }, (database, server) => use({ database, server })),
    signal
  );
}
function lendGiven({ postgres }, { signal }) {
  const { url, version } = postgres;
  return new EarlyLoan((either, use) => withGivenDatabase(url ?? "", version, either, use), signal);
}

// src/stages/readiness/finding.ts
var pass = (evidence) => ({ status: "pass", evidence });
var fail = (evidence) => ({ status: "fail", evidence });
var unverified = (evidence) => ({ status: "unverified", evidence });
function inParts(own, { judged, leftOut }, without) {
  if (own === null) return { ...unverified(without), parts: { judged, leftOut, proof: "" } };
  const proof = own.status === "pass" ? own.evidence : null;
  const parts = { judged, leftOut, proof };
  if (leftOut.length === 0) return { ...own, parts };
  const status = own.status === "pass" ? "unverified" : own.status;
  return { status, evidence: `${own.evidence} ${without}`, parts };
}
function list(names) {
  const shown = [...new Set(names)].slice(0, 5);
  const more = new Set(names).size - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
var sum = (numbers) => numbers.reduce((total, value) => total + value, 0);
var seconds = (milliseconds) => `${(milliseconds / 1e3).toFixed(2)} s`;

// src/stages/readiness/assess-queries.ts
function assessQueries(performance2) {
  if (performance2 === null) return null;
  if (performance2.workload === "derived") return assessAsked(performance2);
  const asked = performance2.queries.filter(({ outOfScope }) => outOfScope.length === 0);
  const others = performance2.queries.filter(({ outOfScope }) => outOfScope.length > 0);
  const names = (queries) => queries.map(({ query }) => query.name);
  return inParts(
    asked.length === 0 && others.length > 0 ? null : assessAsked({ ...performance2, queries: asked }),
    { judged: names(asked), leftOut: names(others) },
    `Not asked, as this run leaves out tables that they read: ${list(names(others))}.`
  );
}
function assessAsked(performance2) {
  const { queries, verdict, medianRatio, workload, floorMs } = performance2;
  const named = (chosen) => {
    const names = chosen.slice(0, 5).map(({ query }) => query.name);
    return names.join(", ") + (chosen.length > 5 ? ` and ${chosen.length - 5} more` : "");
  };
  const different = queries.filter(({ results }) => results === "different");
  const failed = queries.filter(({ grade }) => grade === "failed");
  const refused = queries.filter(({ grade, isLeftOut }) => grade === "not-run" && !isLeftOut);
  const measured = queries.filter(({ grade }) => grade !== "not-run");
  const leftOut = queries.filter(({ isLeftOut }) => isLeftOut);
  if (different.length > 0) return fail2(`Other results in PostgreSQL: ${named(different)}.`);
  if (failed.length > 0) return fail2(`Over 5 times slower than in SQLite: ${named(failed)}.`);
  if (verdict !== null && verdict !== "acceptable") {
    return fail2(`The median query takes ${medianRatio?.toFixed(1)} times as long as in SQLite.`);
  }
  if (refused.length > 0) return { status: "unverified", evidence: `Not measured: ${named(refused)}.` };
  const byChance = measured.filter(({ results }) => results === "not-compared");
  const chance = `as they depend on the moment or on chance: ${named(byChance)}.`;
  if (byChance.length > 0 && byChance.length === measured.length) {
    return { status: "unverified", evidence: `No results were compared in full, ${chance}` };
  }
  if (queries.length > 0 && measured.length === 0) {
    return { status: "unverified", evidence: `No time to measure: ${named(leftOut)}.` };
  }
  if (queries.length === 0) return { status: "unverified", evidence: "There was no query to measure." };
  const origin = workload === "derived" ? "derived from the schema" : "of the settings";
  const fast = queries.filter(({ grade }) => grade === "too-fast").length;
  const speed = medianRatio === null ? `PostgreSQL answers each in less than ${floorMs} ms` : `the median takes ${medianRatio.toFixed(1)} times as long as in SQLite, ${fast} ${fast === 1 ? "is" : "are"} too fast to grade`;
  const unmeasured = leftOut.length === 0 ? "" : ` Not measured for lack of time: ${named(leftOut)}.`;
  const uncompared = byChance.length === 0 ? "" : ` The results of others were not compared in full, ${chance}`;
  const count = measured.length - byChance.length;
  const equal = `${byChance.length === 0 && count > 1 ? "All " : ""}${amount(count, "query", "queries")}`;
  return {
    status: "pass",
    evidence: `${equal} ${origin} gave equal results; ${speed}.${uncompared}${unmeasured}`
  };
}
function fail2(evidence) {
  return { status: "fail", evidence };
}

// src/stages/readiness/assess-window.ts
var LARGEST_STEP = 100;
function assessWindow(projection, isServerGiven) {
  if (projection === null) return { status: "unverified", evidence: "There was nothing to measure." };
  const { leastSeconds, mostSeconds, windowSeconds, durable } = projection;
  const told = describeProjection(projection);
  if (leastSeconds > windowSeconds) return { status: "fail", evidence: told };
  if (mostSeconds > windowSeconds) {
    return { status: "unverified", evidence: `${told} That is too close to tell.` };
  }
  if (projection.productionBytes > LARGEST_STEP * projection.rehearsedBytes) {
    return { status: "unverified", evidence: `${told} The snapshot is too small to tell.` };
  }
  if (!durable) {
    const evidence = `${told} The server was one that may lose its data; ${isServerGiven ? SWITCH_ON : TAKE_DURABLE}`;
    return { status: "unverified", evidence };
  }
  return { status: "pass", evidence: told };
}
var TAKE_DURABLE = "`durable` measures with one that may not.";
var SWITCH_ON = "it would not with fsync and full_page_writes on. `durable` is for a server that the run starts.";
function describeProjection(projection) {
  const { seconds: seconds2, leastSeconds, mostSeconds, windowSeconds, productionBytes, rehearsedBytes } = projection;
  const range = `${formatSeconds(leastSeconds)} to ${formatSeconds(mostSeconds)}`;
  const measured = `measured ${formatBytes(projection.bytesPerSecond)}/s on ${formatBytes(rehearsedBytes)}`;
  return `Projected downtime, to load and compare ${formatBytes(productionBytes)}: ${formatSeconds(seconds2)} (${range}; ${measured}). The window is ${formatSeconds(windowSeconds)}.`;
}
function formatSeconds(seconds2) {
  if (seconds2 < 90) return `${Math.max(1, Math.round(seconds2))} s`;
  if (seconds2 < 90 * 60) return `${Math.round(seconds2 / 60)} min`;
  return `${(seconds2 / 3600).toFixed(1)} h`;
}
function formatBytes(bytes) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const amount2 = bytes / 1e3 ** step;
  return `${step === 0 || amount2 >= 100 ? Math.round(amount2) : amount2.toPrecision(2)} ${units[step]}`;
}

// src/stages/readiness/checklist.ts
var CHECKLIST = [
  { id: "table-counts", group: "data", title: "All table counts match exactly" },
  { id: "data-integrity", group: "data", title: "Sample data integrity verified" },
  { id: "foreign-keys", group: "data", title: "Foreign key relationships intact" },
  { id: "no-truncation", group: "data", title: "No data truncation occurred" },
  { id: "character-encoding", group: "data", title: "Character encoding preserved" },
  { id: "time-window", group: "performance", title: "Migration completes within time window" },
  { id: "query-performance", group: "performance", title: "Query performance acceptable" },
  { id: "index-creation", group: "performance", title: "Index creation successful" },
  { id: "connection-pooling", group: "performance", title: "Connection pooling tested" },
  { id: "backup-restore", group: "operational", title: "Backup/restore procedures tested" },
  { id: "rollback-plan", group: "operational", title: "Rollback plan verified" },
  { id: "monitoring-alerts", group: "operational", title: "Monitoring alerts configured" },
  { id: "documentation", group: "operational", title: "Documentation updated" },
  { id: "access-controls", group: "security", title: "Access controls migrated" },
  { id: "connection-security", group: "security", title: "Connection security verified" },
  { id: "audit-trail", group: "security", title: "Audit trail preserved" },
  { id: "compliance", group: "security", title: "Compliance requirements met" }
];

// src/stages/readiness/decided-changes.ts
var NO_CHANGES = { prepare: [], remedies: [] };
var OF_THE_SOURCE = [
  "table-counts",
  "data-integrity",
  "no-truncation",
  "character-encoding",
  "rollback-plan"
];
function tellChanges(id, found, changes, auditTables) {
  if (id === "audit-trail") return keptTrail(found, changes, auditTables);
  const said = changesOf(changes);
  if (found.status !== "pass" || said === null || !OF_THE_SOURCE.includes(id)) return found;
  return { ...found, evidence: `${found.evidence} The settings changed the source before: ${said}.` };
}
function keptTrail(found, { prepare, remedies }, auditTables) {
  const isAudit = (table) => auditTables.some((glob) => matchesGlob(table, glob));
  const said = changesOf({ prepare, remedies: remedies.filter(({ table }) => isAudit(table)) });
  const wouldPass = found.status === "pass" || (found.parts?.proof ?? "") !== "";
  if (said === null || !wouldPass) return found;
  const changed = unverified(`The settings changed the source, and perhaps the audit trail: ${said}.`);
  return found.parts === void 0 ? changed : { ...changed, parts: { ...found.parts, proof: null } };
}
function changesOf({ prepare, remedies }) {
  const effects = remedies.map(
    ({ table, column, effect }) => `${effect} (${column === null ? table : `${table}.${column}`})`
  );
  const parts = [
    ...prepare.length === 0 ? [] : [`prepare ran ${list(prepare)}`],
    ...effects.length === 0 ? [] : [list(effects)]
  ];
  return parts.length === 0 ? null : parts.join("; ");
}

// src/stages/readiness/hear-statement.ts
function hearStatement(found, { attested, notApplicable }, today) {
  if (found.status !== "unverified") return found;
  if (notApplicable !== null)
    return { status: "not-applicable", evidence: `Not applicable: ${notApplicable}` };
  if (attested === null) return found;
  const { by, on, expires, note } = attested;
  if (expires < today) {
    return {
      ...found,
      evidence: `The attestation of ${by} ended on ${expires}. ${found.evidence}`
    };
  }
  if (on > today) {
    return { ...found, evidence: `The attestation of ${by} is dated ${on}, after this run.` };
  }
  const what = note === null ? "" : ` ${note}`;
  return { status: "attested", evidence: `Attested by ${by} on ${on}, until ${expires}.${what}` };
}

// src/stages/readiness/not-executed.ts
var NEEDS = {
  "monitoring-alerts": "Give a command that ends with 0 when the alerts are configured (monitoring-alerts.command), or have somebody attest it.",
  documentation: "Name the file that documents the migration in documentation.path, or have somebody attest it.",
  "access-controls": "Give the roles and grants as SQL in access-controls.sql, the application-role, and the rights of each role.",
  "audit-trail": "Name the tables that hold the audit trail in audit-trail.tables, or say why there is none in audit-trail.not-applicable.",
  "connection-security": "Name a server with TLS, as that of the application, in connection-security.url, or rehearse it with connection-security.rehearse: true."
};
var NEEDED = NEEDS;
function isForRehearsal(id) {
  return MEASURED.includes(id) || EXECUTED.includes(id);
}
var MEASURED = ["time-window", "query-performance"];
var EXECUTED = [
  "connection-pooling",
  "backup-restore",
  "rollback-plan",
  "monitoring-alerts",
  "documentation",
  "access-controls",
  "connection-security",
  "audit-trail"
];
function notExecuted(id, command, isAsked) {
  if (MEASURED.includes(id)) {
    return command === "validate" ? "`validate` does not measure it: a rehearsal does." : "It was not measured.";
  }
  if (!EXECUTED.includes(id)) return "No program can check it: somebody can attest it in the settings.";
  if (command === "validate") {
    return "`validate` does not execute it: a rehearsal does, with `checklist` in the settings; or somebody attests it there.";
  }
  if (isAsked) return "The run ended before it could be checked.";
  const needed = NEEDED[id];
  return needed === void 0 ? "This rehearsal does not check it; one with `checklist: {}` in the settings does." : `This rehearsal does not check it; one with \`checklist\` in the settings does. ${needed}`;
}

// src/stages/readiness/assess-readiness.ts
function assessReadiness(facts) {
  const items = CHECKLIST.map((line) => ({ ...line, ...assess(line.id, facts) }));
  const ready = items.every(({ status }) => status !== "fail" && status !== "unverified");
  return {
    verdict: ready ? "ready" : "not-ready",
    items,
    people: {
      "team-confidence": hear("team-confidence", facts),
      "team-training": hear("team-training", facts)
    }
  };
}
function hear(id, { settings, today }) {
  const nobody = unverified(`Nobody has attested it: the settings can, under checklist, ${id}, attested.`);
  const statement = settings?.statements[id];
  return statement === void 0 ? nobody : hearStatement(nobody, statement, today);
}
function assess(id, facts) {
  const found = tellChanges(id, find(id, facts), facts.changes, facts.settings?.auditTables ?? []);
  const statement = facts.settings?.statements[id];
  return statement === void 0 ? found : hearStatement(found, statement, facts.today);
}
function find(id, facts) {
  const { command, load, validation, projection = null, proofs, settings } = facts;
  const check = CHECKS[id];
  const proof = proofs.get(id) ?? null;
  const open = unverified(notExecuted(id, command, settings !== null));
  if (command === "validate" && isForRehearsal(id)) return open;
  if (id === "query-performance") return assessQueries(facts.performance) ?? open;
  if (check === void 0) return proof ?? open;
  if (load === null || validation === null) {
    return unverified("The run ended before it could be checked.");
  }
  const found = check({ ...facts, load, validation, projection });
  if (proof === null || found.status !== "pass") return found;
  return proof.status === "pass" ? pass(`${found.evidence} ${proof.evidence}`) : proof;
}
var CHECKS = {
  "table-counts": assessCounts,
  "data-integrity": assessCells,
  "foreign-keys": assessForeignKeys,
  "no-truncation": assessTruncation,
  "character-encoding": assessEncoding,
  "time-window": assessTime,
  "index-creation": assessIndexes
};
function assessCounts({ tables, load, validation }) {
  const read = new Map(load.tables.map((table) => [table.source, table.rowsSource]));
  const counted = new Map(validation.tables.map((table) => [table.source, table.rowsTarget]));
  const unequal = tables.filter((name) => !counted.has(name) || counted.get(name) !== read.get(name));
  if (unequal.length > 0) return fail(`Source and target differ in ${list(unequal)}.`);
  return pass(`Source and target were counted: all ${amount(tables.length, "table")} agree.`);
}
function assessCells(run) {
  const cells = sum(run.validation.tables.map(({ cellsCompared }) => cellsCompared));
  const mismatches = sum(run.validation.tables.map((table) => table.mismatches));
  if (mismatches > 0) {
    return fail(`${amount(mismatches, "difference")} in ${amount(cells, "compared cell")}.`);
  }
  const unmoved = run.issues.filter(({ code, rows }) => code === "target-column-missing" && rows > 0);
  if (unmoved.length > 0) {
    const names = unmoved.map(({ table, column }) => `${table}.${column}`);
    return fail(`The target has no column for what ${list(names)} holds.`);
  }
  if (cells === 0) return unverified("There was no cell to compare.");
  return gapOf(run) ?? pass(`Not a sample: every loaded cell was compared, ${formatCount(cells)} in all, and none differs.`);
}
function assessForeignKeys({ load, issues }) {
  if (load.ledger.length === 0) return NO_LEDGER;
  const keys = load.ledger.filter(({ type }) => type === "foreign-key");
  const broken = keys.filter(({ status }) => status === "changed" || status === "dropped");
  const orphans = issues.filter(({ code }) => code === "foreign-key-orphans");
  if (broken.length > 0) return fail(`Not enforced, or not for all rows: ${list(broken.map(nameOf))}.`);
  if (orphans.length > 0) return fail(`Rows without a parent in ${list(orphans.map(({ table }) => table))}.`);
  if (keys.length === 0) return pass("The source declares no foreign key.");
  return pass(`PostgreSQL created and validated ${amount(keys.length, "foreign key")}.`);
}
function assessTruncation(run) {
  const cells = assessCells(run);
  return cells.status === "pass" ? pass("Every loaded cell was compared in its full length.") : cells;
}
function assessEncoding(run) {
  const damaged = run.issues.filter(({ code }) => code === "invalid-utf8" || code === "nul-in-text");
  if (damaged.length > 0) {
    return fail(
      `Texts that PostgreSQL cannot hold in ${list(damaged.map(({ table, column }) => `${table}.${column}`))}.`
    );
  }
  const cells = assessCells(run);
  return cells.status === "pass" ? pass("Every loaded text was compared and is the same.") : cells;
}
var FEW_REJECTS = 0.01;
function assessTime(run) {
  const found = assessWindow(run.projection, run.isServerGiven);
  if (found.status !== "pass") return found;
  const { tables } = run.load;
  const failed = tables.filter(({ failure }) => failure !== null).map(({ source }) => source);
  const rejected = sum(tables.map(({ rowsRejected }) => rowsRejected));
  const read = sum(tables.map(({ rowsSource }) => rowsSource));
  if (failed.length > 0) {
    return unverified(`${found.evidence} What was not loaded is not in it: ${list(failed)}.`);
  }
  if (rejected > FEW_REJECTS * read) {
    return unverified(`${found.evidence} ${amount(rejected, "row")} that were rejected are not in it.`);
  }
  const gap = gapOf(run);
  return gap === null ? found : unverified(`${found.evidence} ${gap.evidence}`);
}
var INDEX_TYPES = ["primary-key", "unique", "index"];
function assessIndexes({ load }) {
  if (load.ledger.length === 0) return NO_LEDGER;
  const indexes = load.ledger.filter(({ type }) => INDEX_TYPES.includes(type));
  const dropped = indexes.filter(({ status }) => status === "dropped");
  if (dropped.length > 0) {
    return fail(`${dropped.length} of ${indexes.length} were not created: ${list(dropped.map(nameOf))}.`);
  }
  return pass(`PostgreSQL created all keys and indexes, ${indexes.length} in all.`);
}
var NO_LEDGER = unverified("This run created no key, index or constraint.");
function gapOf({ load, validation }) {
  const compared = new Map(validation.tables.map((table) => [table.source, table.rowsCompared]));
  const gaps = load.tables.filter(({ source, rowsLoaded }) => (compared.get(source) ?? 0) !== rowsLoaded);
  return gaps.length === 0 ? null : unverified(`Not compared: rows of ${list(gaps.map(({ source }) => source))}.`);
}
function nameOf({ name, table }) {
  return table === null ? name : `${name} of ${table}`;
}

// src/stages/readiness/project-downtime.ts
var NOISE = 1.25;
var SHORT_SECONDS = 10;
var SHORT = 1.25;
var PER_TENFOLD = 1.3;
function projectDowntime(facts) {
  const { rehearsedBytes, rows, durable, windowSeconds } = facts;
  const measured = facts.elapsedMs / 1e3;
  if (measured <= 0 || rehearsedBytes <= 0 || rows === 0) return null;
  const productionBytes = facts.productionBytes ?? rehearsedBytes;
  const factor = productionBytes / rehearsedBytes;
  const tenfolds = Math.abs(Math.log10(factor));
  const spread = NOISE * (measured < SHORT_SECONDS ? SHORT : 1) * PER_TENFOLD ** tenfolds;
  const seconds2 = measured * factor;
  return {
    rehearsedBytes,
    productionBytes,
    bytesPerSecond: Math.round(rehearsedBytes / measured),
    rowsPerSecond: Math.round(rows / measured),
    seconds: round(seconds2),
    leastSeconds: round(seconds2 / spread),
    mostSeconds: round(seconds2 * spread),
    durable,
    windowSeconds
  };
}
function round(seconds2) {
  return Math.round(seconds2 * 10) / 10;
}

// src/stages/record/apply-waivers.ts
function applyWaivers(found, { waivers, startedAt, status }) {
  const today = startedAt.toISOString().slice(0, 10);
  const ids = found.map(issueId);
  const valid = waivers.filter(({ expires }) => expires >= today);
  const expired = waivers.filter(({ expires }) => expires < today);
  const accepted = new Map(
    ids.flatMap((id) => {
      const waiver = valid.find(({ issue: pattern }) => matchesGlob(id, pattern));
      return waiver === void 0 ? [] : [[id, waiver]];
    })
  );
  const open = ids.filter((id) => !accepted.has(id));
  const unused = valid.filter(({ issue: pattern }) => !ids.some((id) => matchesGlob(id, pattern)));
  return {
    accepted,
    issues: [
      ...expired.map((waiver) => expiredWaiver(waiver, open)),
      ...status === "finished" ? unused.map(unusedWaiver) : []
    ]
  };
}
function expiredWaiver({ issue: pattern, expires }, open) {
  const back = open.filter((id) => matchesGlob(id, pattern)).length;
  const consequence = back === 0 ? "" : `; ${amount(back, "issue")} ${back === 1 ? "counts" : "count"} again`;
  const message = `The waiver ended on ${expires}${consequence}`;
  return issue("waiver-expired", { object: pattern, message });
}
function unusedWaiver({ issue: pattern }) {
  return issue("waiver-unused", { object: pattern, message: "The waiver matches no issue of this run" });
}

// src/stages/record/column-types.ts
function findTypesIn(columnTypes) {
  const tables = Map.groupBy(columnTypes, ({ table }) => table);
  return (table, column) => {
    if (table === null || column === null) return null;
    return tables.get(table)?.find((types) => types.column === column) ?? null;
  };
}

// src/stages/record/explain-resolution.ts
function kindOf(schema) {
  return schema === "given" ? "validation" : "rehearsal";
}
function explainResolution(gone, present) {
  const remedy = remedyOf(gone, present);
  if (remedy !== null) return { fix: remedy, placeGone: false };
  const place = lostPlace(gone, present);
  if (place !== null) return { fix: place, placeGone: true };
  return { fix: typeChange(gone, present) ?? notFound(gone), placeGone: false };
}
function remedyOf({ id }, { remedies }) {
  const applied = remedies.filter(({ issue: issue2 }) => issue2 === id);
  if (applied.length === 0) return null;
  return applied.map(({ remedy, effect }) => `remedy ${remedy}, ${effect}`).join("; ");
}
function lostPlace(gone, { excludedTables, tables, typesOf }) {
  const { table, column, declaredType } = gone;
  if (table === null) return null;
  if (excludedTables.has(table)) return "the table is excluded from the rehearsal";
  if (!tables.has(table)) return "the table is no longer in the source";
  const wasColumn = column !== null && declaredType !== null;
  return wasColumn && typesOf(table, column) === null ? "the column is no longer in the source" : null;
}
function typeChange(gone, { typesOf, schemaGiven }) {
  const now = typesOf(gone.table, gone.column);
  if (now === null) return null;
  return declarationChange(gone, now) ?? (schemaGiven ? targetChange(gone, now) : null);
}
function declarationChange({ declaredType }, { declared }) {
  if (declaredType === null || isSameType(declaredType, declared)) return null;
  return `the column is declared ${spelled(declared)} now (was ${spelled(declaredType)})`;
}
function targetChange({ targetType }, { target }) {
  if (targetType === null || target === null || isSameType(targetType, target)) return null;
  return `the column is ${target} in the target now (was ${targetType})`;
}
function spelled(declaredType) {
  return declaredType === "" ? "without a type" : declaredType;
}
function isSameType(left, right) {
  const plain = (type) => type.replace(/\s+/g, "").toUpperCase();
  return plain(left) === plain(right);
}
function notFound({ rows }) {
  return rows === 0 ? "no longer found" : `no longer found (${amount(rows, "row")} before)`;
}

// src/stages/record/issue-states.ts
function compareWithHistory(issues, history, runNumber, present, accepted) {
  const past = foldHistory(history);
  const found = issues.map((issue2) => ({ id: issueId(issue2), table: issue2.table }));
  const gone = present.finished ? goneFrom(past.open.values(), found, present.kind) : [];
  return {
    issues: issues.map((issue2) => toIssueRecord(issue2, past, runNumber, present, accepted)),
    resolved: gone.map((issue2) => toResolvedIssue(issue2, present))
  };
}
function foldHistory(history) {
  const open = /* @__PURE__ */ new Map();
  const resolved = /* @__PURE__ */ new Map();
  for (const digest of history.runs) {
    const kind = kindOf(digest.target?.schema ?? null);
    const gone = digest.run.status === "finished" ? goneFrom(open.values(), digest.issues, kind) : [];
    for (const issue2 of gone) {
      open.delete(issue2.id);
      resolved.set(issue2.id, issue2);
    }
    for (const issue2 of digest.issues) {
      const before = open.get(issue2.id)?.foundBy ?? [];
      open.set(issue2.id, { ...issue2, foundBy: /* @__PURE__ */ new Set([...before, kind]) });
      resolved.delete(issue2.id);
    }
  }
  return { open, resolved };
}
function goneFrom(open, found, kind) {
  const ids = new Set(found.map(({ id }) => id));
  return [...open].filter(
    ({ id, table, foundBy }) => foundBy.has(kind) && !ids.has(id) && !isUnseen(table, ids)
  );
}
var HIDING = [
  "object-not-parsed",
  "source-read-failed",
  "table-refused",
  "target-table-missing"
];
function isUnseen(table, found) {
  if (table === null) return false;
  return HIDING.some((code) => {
    const { category } = ISSUE_CODES[code];
    return found.has(issueId({ category, code, table, column: null, object: null }));
  });
}
function toIssueRecord(found, past, runNumber, { typesOf }, accepted) {
  const id = issueId(found);
  const open = past.open.get(id);
  const before = open ?? past.resolved.get(id);
  const types = typesOf(found.table, found.column);
  return {
    id,
    leg: null,
    category: found.category,
    code: found.code,
    priority: found.priority,
    state: before === void 0 ? "new" : open === void 0 ? "regressed" : "remaining",
    firstSeenRun: before?.firstSeenRun ?? runNumber,
    table: found.table,
    column: found.column,
    declaredType: types?.declared ?? null,
    targetType: types?.target ?? null,
    object: found.object,
    rows: found.rows,
    examples: found.examples.map((key) => ({ key })),
    message: found.message,
    remedy: found.remedy,
    waived: waivedBy(accepted.get(id))
  };
}
function waivedBy(waiver) {
  if (waiver === void 0) return null;
  const { reason, owner, expires } = waiver;
  return { reason, owner, expires };
}
function toResolvedIssue(gone, present) {
  const { id, category, message } = gone;
  return { id, category, message, ...explainResolution(gone, present) };
}

// src/stages/record/own-runs.ts
function ownRuns(runs, { source, tables }) {
  const names = new Set(knownBy(tables));
  return runs.filter((run) => run.source === null || run.source.path === source.path || isAlike(run, names));
}
function isAlike({ tables }, names) {
  const common = tables.filter(({ name }) => names.has(name));
  return common.length * 2 >= Math.min(tables.length, names.size);
}

// src/stages/record/record-tables.ts
function recordTables(facts) {
  const names = [
    ...(facts.catalog?.tables ?? []).map(({ name }) => name),
    ...facts.excludedTables.map(({ name }) => name)
  ];
  const targets = new Map(
    facts.schema?.tables.map((table) => [table.source, `${table.schema}.${table.name}`])
  );
  const columns = new Map(facts.catalog?.tables.map((table) => [table.name, table.columns.length]));
  return [...new Set(names)].map((name) => {
    const fate = fateOf(name, facts);
    const target = fate.status === "skipped" ? null : targets.get(name) ?? null;
    return { name, target, core: facts.coreTables(name), columns: columns.get(name) ?? 0, ...fate };
  });
}
function fateOf(name, facts) {
  const excluded = facts.excludedTables.find((table) => table.name === name);
  if (excluded !== void 0) return { ...NOTHING, status: "skipped", reason: excluded.reason };
  const load = facts.load?.tables.find(({ source }) => source === name);
  if (load !== void 0 && load.failure === null) return loadedFate(name, load, facts);
  if (load === void 0 && facts.status !== "finished") {
    return { ...NOTHING, status: "failed", reason: "the run ended before this table was loaded" };
  }
  const rows = load?.rowsSource ?? facts.catalog?.tables.find((table) => table.name === name)?.rowCount ?? 0;
  const refused = facts.schema?.failedTables.find(({ source }) => source === name);
  const reason = load?.failure ?? refused?.reason ?? "it was not loaded";
  return { ...NOTHING, status: "failed", reason, rowsSource: rows, rowsRejected: rows };
}
var NOTHING = {
  rowsSource: 0,
  rowsLoaded: 0,
  rowsRejected: 0,
  rowsMissing: 0,
  rowsTarget: 0,
  cellsCompared: 0,
  mismatches: 0
};
function loadedFate(name, load, { validation, status, target }) {
  const { rowsSource, rowsLoaded, rowsRejected } = load;
  const compared = validation?.tables.find(({ source }) => source === name);
  const counts = {
    rowsSource,
    rowsLoaded,
    rowsRejected,
    rowsMissing: compared?.rowsMissing ?? 0,
    rowsTarget: compared?.rowsTarget ?? 0,
    cellsCompared: compared?.cellsCompared ?? 0,
    mismatches: compared?.mismatches ?? 0
  };
  if (rowsSource > 0 && rowsLoaded === 0) return { ...counts, status: "failed", reason: "no row arrived" };
  const found = target?.schema === "given" ? shortfallsOfOthers(counts) : shortfallsOfLoad(counts, compared, whyNotCompared(name, validation, status));
  const shortfalls = found.filter((shortfall) => shortfall !== null);
  if (shortfalls.length === 0) return { ...counts, status: "migrated", reason: null };
  return { ...counts, status: "partial", reason: shortfalls.join("; ") };
}
function shortfallsOfLoad({ rowsSource, rowsLoaded, rowsRejected, mismatches }, compared, whyNot) {
  const loaded = [
    shortfallOf(rowsRejected, "row", "rejected"),
    shortfallOf(Math.abs(rowsSource - rowsLoaded - rowsRejected), "row", "unaccounted for"),
    shortfallOf(mismatches, "difference")
  ];
  if (compared === void 0) return [...loaded, `not compared${whyNot}`];
  return [
    ...loaded,
    shortfallOf(Math.abs(compared.rowsTarget - rowsLoaded), "row", "too many or too few in PostgreSQL"),
    shortfallOf(Math.max(0, rowsLoaded - compared.rowsCompared), "row", "not compared")
  ];
}
function shortfallsOfOthers(counts) {
  const { rowsLoaded, rowsRejected, rowsMissing, rowsTarget, mismatches } = counts;
  const extra = Math.max(0, rowsTarget - rowsLoaded);
  return [
    shortfallOf(rowsMissing, "row", "missing"),
    shortfallOf(extra, "row", "that the source does not have"),
    shortfallOf(Math.max(0, mismatches - rowsMissing - extra), "difference"),
    shortfallOf(Math.max(0, rowsRejected - rowsMissing), "row", "not compared")
  ];
}
function whyNotCompared(name, validation, status) {
  const given = validation?.notCompared.find(({ table }) => table === name)?.reason;
  if (given !== void 0) return `: ${given}`;
  return status === "finished" ? "" : ", because the run ended early";
}
function shortfallOf(count, unit, what = "") {
  return count === 0 ? null : `${amount(count, unit)} ${what}`.trim();
}

// src/stages/record/run-phase.ts
function runPhase({ result, remedies, readiness }, { runs }) {
  const before = runs.findLast(({ run }) => run.status === "finished");
  if (before === void 0 && remedies.length === 0) return "discovery";
  const proven = result === "error" ? before?.result ?? "error" : result;
  if (proven !== "complete" && proven !== "partial") return "resolution";
  return readiness.verdict === "ready" ? "readiness" : "validation";
}

// src/stages/record/run-warnings.ts
var MAX_NAMED = 3;
function runWarnings(issues, resolved) {
  return [...mixedFixes(resolved), ...regressions(issues)];
}
function mixedFixes(resolved) {
  const fixed = resolved.filter(({ id, placeGone }) => !placeGone && !isNoFix(id));
  const tally = categoryTally(fixed);
  if (tally.length < 2) return [];
  return [
    `Fixes of several categories came in one run (${tally.join(", ")}): the methodology fixes one category at a time, so that a regression can be traced`
  ];
}
var NO_FIXES = [
  "waiver-expired",
  "waiver-unused",
  "remedy-unused",
  "pattern-unused",
  "foreign-key-parent-rejected"
];
function isNoFix(id) {
  return NO_FIXES.some((code) => {
    const { category } = ISSUE_CODES[code];
    return id.startsWith(`${category}/${code}:`);
  });
}
function regressions(issues) {
  const back = issues.filter(({ state, waived }) => state === "regressed" && waived === null);
  if (back.length === 0) return [];
  const named = back.slice(0, MAX_NAMED).map(({ id }) => id);
  const more = back.length > named.length ? ` and ${back.length - named.length} more` : "";
  const them = back.length === 1 ? "it" : "them";
  return [
    `${amount(back.length, "issue")} regressed, though an earlier run had resolved ${them}: ${named.join(", ")}${more}`
  ];
}

// src/stages/record/build-run-record.ts
function buildRunRecord(facts, { runs, notes }) {
  const tables = recordTables(facts);
  const source = sourceOf(facts);
  const history = { runs: ownRuns(runs, { source, tables }), notes };
  const number = Math.max(0, ...history.runs.map(({ run }) => run.number)) + 1;
  const found = mergeIssues(facts.issues);
  const waivers = applyWaivers(found, facts);
  const all = mergeIssues([...found, ...waivers.issues]);
  const { issues, resolved } = compareWithHistory(all, history, number, presentOf(facts), waivers.accepted);
  const summary = summarise(facts, tables, issues, resolved.length);
  const performance2 = recordPerformance(facts.performance);
  const result = facts.status === "finished" ? assessResult({ tables, issues, summary, performance: performance2 }) : "error";
  const record = {
    schemaVersion: RECORD_VERSION,
    tool: { name: "pg-rehearsal", version: facts.version },
    run: {
      number,
      phase: facts.phase ?? runPhase({ ...facts, result }, history),
      startedAt: facts.startedAt.toISOString(),
      durationMs: facts.durationMs,
      commit: facts.commit,
      status: facts.status,
      error: facts.error
    },
    source,
    target: facts.target ?? { version: null, provision: null, database: null, schema: null },
    result,
    summary,
    tables,
    issues,
    resolvedIssues: resolved.map(({ id, category, message, fix }) => ({ id, category, message, fix })),
    prepare: facts.prepare,
    remedies: facts.remedies,
    mismatches: facts.validation?.mismatches ?? [],
    objects: facts.load?.ledger ?? [],
    performance: performance2,
    readiness: {
      // what the lines have proven does not count for a run that ended early
      verdict: result === "error" ? "not-ready" : facts.readiness.verdict,
      items: facts.readiness.items
    },
    projection: facts.projection ?? null,
    metrics: successMetrics(facts, summary),
    warnings: runWarnings(issues, resolved),
    timings: { ...NO_TIMINGS, ...facts.timings }
  };
  const complete = { ...record, trend: runTrend(history, record) };
  return { ...complete, nextActions: nextActions(complete) };
}
var NO_TIMINGS = {
  snapshot: 0,
  catalog: 0,
  postgres: 0,
  load: 0,
  validation: 0,
  performance: 0,
  readiness: 0
};
function presentOf(facts) {
  const { status, catalog, excludedTables, columnTypes, target, remedies } = facts;
  const named = [...catalog?.tables ?? [], ...catalog?.views ?? [], ...catalog?.virtualTables ?? []];
  return {
    finished: status === "finished",
    kind: kindOf(target?.schema ?? null),
    tables: new Set(named.map(({ name }) => name)),
    excludedTables: new Set(excludedTables.map(({ name }) => name)),
    typesOf: findTypesIn(columnTypes),
    schemaGiven: target !== null && target.schema !== "derived",
    remedies
  };
}
function sourceOf({ sourcePath, snapshot }) {
  return {
    path: sourcePath,
    sizeBytes: snapshot?.sizeBytes ?? 0,
    sha256: snapshot?.sha256 ?? null,
    schemaSha256: snapshot?.schemaSha256 ?? null,
    sqliteVersion: snapshot?.sqliteVersion ?? null,
    encoding: snapshot?.encoding ?? null
  };
}

// src/stages/remedy/unused-remedies.ts
function unusedRemedies(remedies, treated, found) {
  const idle = remedies.filter((remedy) => !treated.values().some((id) => concerns(remedy, id)));
  const patterns = new Map(idle.map((remedy) => [remedy.issue, remedy]));
  return [...patterns].map(([pattern, remedy]) => {
    const late = found.find((id) => concerns(remedy, id));
    if (late === void 0)
      return issue("remedy-unused", { object: pattern, message: "The remedy matches no issue of this run" });
    const message = `The remedy "${remedy.do}" came too early: ${late} is found when the rows are there. Waive it, or fix it in the source or the target`;
    return issue("remedy-failed", { object: pattern, message, priority: "MED" });
  });
}

// src/rehearsal/column-types-of.ts
function columnTypesOf(catalog, schema) {
  const targets = new Map(schema?.tables.map((table) => [table.source, table.columns]));
  return (catalog?.tables ?? []).flatMap(
    ({ name: table, columns }) => columns.map(({ name: column, declaredType, sourceType }) => {
      const target = targets.get(table)?.find(({ source }) => source === column);
      return {
        table,
        column,
        declared: sourceType ?? declaredType,
        target: target === void 0 ? null : renderType(target.type)
      };
    })
  );
}

// src/rehearsal/explain-failure.ts
init_rehearsal_error();
function explainFailure(error, signal) {
  if (signal.aborted && signal.reason instanceof RehearsalError) {
    const { code, message, hint } = signal.reason;
    return new RehearsalError(code, message, { hint: `${hint} What was found so far is in the record.` });
  }
  if (error instanceof RehearsalError) return error;
  return new RehearsalError("internal", "pg-rehearsal ran into a bug of its own.", {
    hint: "Please report it, with the record and the version of pg-rehearsal.",
    cause: error
  });
}

// src/rehearsal/run-log.ts
var GIVEN = /* @__PURE__ */ new Set(["url", "service"]);
var WITHOUT_ROWS = /* @__PURE__ */ new Set(["postgres", "performance"]);
var RunLog = class _RunLog {
  #command;
  #settings;
  #context;
  #invocation;
  #history;
  #output;
  #startedAt = /* @__PURE__ */ new Date();
  #started = performance.now();
  #clock;
  #issues = [];
  #schema = null;
  #measured = null;
  #remedies = [];
  #proofs = /* @__PURE__ */ new Map();
  #treated = /* @__PURE__ */ new Set();
  #bug = null;
  #facts = {
    sourcePath: "",
    snapshot: null,
    catalog: null,
    excludedTables: [],
    target: null,
    schema: null,
    load: null,
    validation: null,
    performance: null,
    status: "finished",
    error: null
  };
  constructor(command, settings, context, invocation, history, output) {
    this.#command = command;
    this.#settings = settings;
    this.#context = context;
    this.#clock = new StageClock(context);
    this.#invocation = invocation;
    this.#history = history;
    this.#output = output;
    this.#facts = { ...this.#facts, sourcePath: settings.source.snapshot ?? "" };
  }
  /** Begins the log of a run. @throws RehearsalError `record-unreadable` where the history cannot be read */
  static async start(command, settings, context, invocation, output) {
    const history = await readHistory(settings.output.history);
    for (const message of [...settings.notes, ...history.notes]) context.emit({ type: "note", message });
    return new _RunLog(command, settings, context, invocation, history, output);
  }
  get rejectsDirectory() {
    return this.#output.rejectsDirectory;
  }
  /** Milliseconds that a stage has taken; 0 where it has not run. */
  took(stage) {
    return this.#clock.durations[stage] ?? 0;
  }
  /** Runs a stage and keeps its duration, also when it fails. */
  async stage(stage, work) {
    const tables = WITHOUT_ROWS.has(stage) ? void 0 : this.#facts.catalog?.tables;
    return await this.#clock.run(
      stage,
      tables?.reduce((sum2, { rowCount }) => sum2 + rowCount, 0) ?? null,
      work
    );
  }
  /**
   * Begins the first stage of `work`. Turns its failure into facts: that of a run that had read the source, and every
   * cancellation. Another one is thrown.
   */
  async guard(first, work) {
    try {
      this.#clock.begin(first);
      await work();
    } catch (error) {
      const { code, message, hint } = explainFailure(error, this.#context.signal);
      const status = code.startsWith("cancelled-") ? "cancelled" : "error";
      if (this.#facts.snapshot === null && status === "error") throw error;
      this.#facts = { ...this.#facts, status, error: { code, message, hint } };
      if (code === "internal") this.#bug = { error };
    } finally {
      this.#clock.stop();
    }
  }
  tookSnapshot(snapshot) {
    this.#clock.end();
    this.#facts = { ...this.#facts, sourcePath: snapshot.sourcePath, snapshot: { ...snapshot, sha256: null } };
  }
  /** Keeps what comes of it, also where a stage fails meanwhile. Who lends the snapshot tells why nothing came. */
  examining(examination) {
    const keep = ({ sha256, issues }) => {
      const { snapshot } = this.#facts;
      this.#facts = { ...this.#facts, snapshot: snapshot && { ...snapshot, sha256 } };
      this.#issues.push(...issues);
    };
    void examination.then(keep, () => {
    });
  }
  /** What the source holds once the remedies of the settings are applied. */
  resolved(resolved) {
    const { applied, catalog, excluded, issues, treated } = resolved;
    this.#facts = { ...this.#facts, catalog, excludedTables: excluded };
    this.#remedies = applied;
    this.#treated = treated;
    this.#issues.push(...catalog.issues, ...issues);
    return resolved;
  }
  preparedTarget(database, schema, issues) {
    const { keep } = this.#settings.output;
    const target = {
      version: database.serverVersion,
      provision: database.provision,
      database: keep ? database.name : null,
      schema: schema.origin
    };
    this.#schema = schema;
    this.#facts = { ...this.#facts, target, schema };
    this.#issues.push(...issues);
  }
  loaded(load) {
    this.#facts = { ...this.#facts, load };
    this.#schema &&= leaveOut(this.#schema, load.impossible);
    this.#issues.push(...load.issues);
  }
  /** What the downtime is projected from. */
  measured(measured) {
    this.#measured = measured;
  }
  validated(validation, issues) {
    this.#facts = { ...this.#facts, validation };
    this.#issues.push(...issues);
  }
  comparedQueries(performance2) {
    this.#facts = { ...this.#facts, performance: performance2 };
    this.#issues.push(...performance2.issues);
  }
  /** The lines of the checklist that were executed. */
  executed(proofs) {
    this.#proofs = proofs;
  }
  /**
   * Writes the record, the reports and the history.
   *
   * @throws RehearsalError `output-unwritable`; and what a bug of ours threw, once its record is written
   */
  async finish() {
    if (this.#facts.status === "finished") {
      const { remedies } = this.#settings.resolution;
      this.#issues.push(...unusedRemedies(remedies, this.#treated, this.#issues.map(issueId)));
    }
    const record = buildRunRecord(this.#allFacts(), this.#history);
    await this.#output.write(record, this.#schema);
    if (this.#bug !== null) throw this.#bug.error;
    return record;
  }
  /** The rules of a database that was there are seen, not made: they prove no line of the checklist. */
  #created(load) {
    return load !== null && this.#schema?.origin === "given" ? { ...load, ledger: [] } : load;
  }
  #projection() {
    const { load, validation } = this.#facts;
    if (this.#measured === null || load === null || validation === null) return null;
    return projectDowntime({
      ...this.#measured,
      ...this.#settings.downtime,
      rows: load.tables.reduce((sum2, { rowsSource }) => sum2 + rowsSource, 0)
    });
  }
  #allFacts() {
    const projection = this.#projection();
    const { core } = this.#settings.tables;
    const { prepare, waivers, phase } = this.#settings.resolution;
    const { load, validation, performance: queries } = this.#facts;
    const issues = withoutToldMismatches(this.#issues, this.#schema, load?.ledger);
    const tables = this.#facts.catalog?.tables.map(({ name }) => name) ?? [];
    return {
      ...this.#facts,
      version: VERSION,
      startedAt: this.#startedAt,
      durationMs: Math.round(performance.now() - this.#started),
      commit: this.#invocation.commit,
      columnTypes: columnTypesOf(this.#facts.catalog, this.#schema),
      issues,
      prepare,
      remedies: this.#remedies,
      waivers,
      phase,
      readiness: assessReadiness({
        command: this.#command,
        isServerGiven: GIVEN.has(this.#facts.target?.provision ?? null),
        tables,
        load: this.#created(load),
        validation,
        performance: queries,
        issues,
        projection,
        proofs: this.#proofs,
        changes: { prepare, remedies: this.#remedies },
        settings: this.#settings.checklist,
        today: this.#startedAt.toISOString().slice(0, 10)
      }),
      projection,
      coreTables: (name) => core.length === 0 || core.some((glob) => matchesGlob(name, glob)),
      timings: this.#clock.durations
    };
  }
};

export {
  lendPostgres,
  lendGiven,
  pass,
  fail,
  unverified,
  inParts,
  list,
  sum,
  seconds,
  NO_CHANGES,
  NEEDS,
  assessReadiness,
  ownRuns,
  buildRunRecord,
  RunLog
};
