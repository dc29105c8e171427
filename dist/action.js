import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  OPTIONS,
  escapeTerminal,
  exitCodeOf,
  optionsOf,
  parseSettings,
  progressLines,
  readSettingsFile,
  renderTerminal
} from "./chunks/chunk-UARDCYDB.js";
import {
  getInput,
  jobSurroundings,
  notice,
  setFailed,
  setOutput,
  setSecret,
  summary,
  warning
} from "./chunks/chunk-YJ7I6626.js";
import {
  rehearse
} from "./chunks/chunk-RKY55KZQ.js";
import "./chunks/chunk-LRMP53ZA.js";
import {
  escapeMarkdown,
  renderMarkdown,
  verdictOf
} from "./chunks/chunk-P7OSRHWZ.js";
import "./chunks/chunk-TJJMWBB3.js";
import "./chunks/chunk-RXVNK3TX.js";
import "./chunks/chunk-J23UDW4R.js";
import {
  external_exports
} from "./chunks/chunk-44B6GRXB.js";
import "./chunks/chunk-NMRNABDN.js";
import "./chunks/chunk-23O5JPUT.js";
import "./chunks/chunk-WVMSSRLS.js";
import "./chunks/chunk-LUKSVRLR.js";
import {
  EXIT_CODES,
  RehearsalError,
  init_exit_codes,
  init_rehearsal_error
} from "./chunks/chunk-HOQJ5LUM.js";
import "./chunks/chunk-GZWC464I.js";

// src/action/main.ts
import { availableParallelism } from "node:os";
init_exit_codes();
init_rehearsal_error();

// src/action/run-action.ts
init_exit_codes();
init_rehearsal_error();

// src/action/inputs.ts
var NOT_INPUTS = ["format", "keep"];
var INPUT_NAMES = optionsOf("rehearse").filter(
  (name) => !NOT_INPUTS.includes(name)
);
function readInputs(read) {
  const given = INPUT_NAMES.map((name) => [name, toGiven(name, read(name))]);
  return Object.fromEntries(given.filter(([, value]) => value !== void 0));
}
function toGiven(name, text) {
  if (text === "") return void 0;
  const { type } = OPTIONS[name];
  switch (type) {
    case "globs":
      return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    case "switch":
      return toSwitch(text);
    case "text":
    case "number":
    case "choice":
    case "structure":
      return text;
    default:
      return type;
  }
}
function toSwitch(text) {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  return /^(false|False|FALSE)$/.test(text) ? false : text;
}

// src/action/cut-markdown.ts
function cutMarkdown(page, maxBytes, notice2) {
  if (Buffer.byteLength(page) <= maxBytes) return page;
  const room = maxBytes - Buffer.byteLength(`${notice2}
`);
  const end = borders(page).findLast((border) => Buffer.byteLength(page.slice(0, border)) <= room) ?? 0;
  return `${page.slice(0, end)}${notice2}
`;
}
function borders(page) {
  const found = [];
  let offset = 0;
  let fence = null;
  let folds = 0;
  for (const line of page.split("\n")) {
    if (fence !== null) {
      if (closes(line, fence)) fence = null;
    } else if (line === "") {
      if (folds === 0) found.push(offset + 1);
    } else {
      fence = /^(`{3,}|~{3,})/.exec(line)?.[0] ?? null;
      if (fence === null) folds += count(line, /<details\b/g) - count(line, /<\/details>/g);
    }
    offset += line.length + 1;
  }
  return found;
}
function closes(line, fence) {
  const mark = line.trimEnd();
  return mark.startsWith(fence) && mark === fence.charAt(0).repeat(mark.length);
}
function count(line, pattern) {
  return line.match(pattern)?.length ?? 0;
}

// src/action/job-summary.ts
var MAX_BYTES = 9e5;
var NOTICE = "**The rest did not fit into the job summary.** The whole report is the file `report.md`.";
function summaryOfRun(record) {
  return cutMarkdown(renderMarkdown(record), MAX_BYTES, NOTICE);
}
function summaryOfError({ message, hint }) {
  const lines = (text) => text.split("\n").map(escapeMarkdown).join("<br>\n");
  return `## \u26D4 Migration rehearsal: could not start

${lines(message)}

${lines(hint)}
`;
}

// src/action/outputs.ts
import { resolve } from "node:path";
var TABLE = {
  result: {
    description: "`complete`, `partial` or `failure`; `error` when the rehearsal could not go on",
    of: ({ result }) => result,
    otherwise: "error"
  },
  validation: {
    description: "`PASS` when every cell of every loaded row is equal, `FAIL`, or `NOT RUN`",
    of: ({ summary: summary2 }) => summary2.validation,
    otherwise: "NOT RUN"
  },
  ready: {
    description: "`true` when the whole pre-production checklist is fulfilled, else `false`",
    of: ({ readiness }) => readiness.verdict === "ready",
    otherwise: "false"
  },
  "test-run": { description: "the number of this test run", of: ({ run }) => run.number },
  "tables-migrated": {
    description: "how many tables arrived whole",
    of: ({ summary: summary2 }) => summary2.tablesMigrated
  },
  "tables-total": {
    description: "how many tables were to be migrated",
    of: ({ summary: summary2 }) => summary2.tablesTotal
  },
  "records-migrated": { description: "how many rows were loaded", of: ({ summary: summary2 }) => summary2.rowsLoaded },
  "issues-new": {
    description: "how many issues no run had found before, without the waived ones",
    of: ({ summary: summary2 }) => summary2.issues.new
  },
  "issues-remaining": {
    description: "how many issues were known and are still there, without the waived ones",
    of: ({ summary: summary2 }) => summary2.issues.remaining
  },
  "issues-resolved": {
    description: "how many issues are gone since the run before",
    of: ({ summary: summary2 }) => summary2.issues.resolved
  },
  "record-path": {
    description: "the absolute path of `record.json`",
    of: (_, { output }) => resolve(output.directory, "record.json")
  },
  "report-path": {
    description: "the absolute path of `report.md`",
    of: (_, { output }) => resolve(output.directory, "report.md")
  }
};
var OUTPUTS = TABLE;
function outputsOf(record, settings) {
  return new Map(Object.entries(OUTPUTS).map(([name, { of }]) => [name, String(of(record, settings))]));
}
function outputsWithoutRecord() {
  return new Map(Object.entries(OUTPUTS).map(([name, { otherwise = "" }]) => [name, otherwise]));
}

// src/action/rehearsed-commit.ts
import { readFile } from "node:fs/promises";
var pullRequestEvent = external_exports.object({ pull_request: external_exports.object({ head: external_exports.object({ sha: external_exports.string() }) }) });
async function rehearsedCommit(environment) {
  const { GITHUB_EVENT_PATH: path, GITHUB_SHA: sha = null } = environment;
  const event = pullRequestEvent.safeParse(await readEvent(path));
  return event.success ? event.data.pull_request.head.sha : sha;
}
async function readEvent(path) {
  try {
    return path === void 0 ? null : JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
}

// src/action/secrets.ts
var BEFORE_PASSWORD = /(\bpostgres(?:ql)?:\/\/(?:[^\s:/@]*:(?=[^\s/@]*@)|[^\s?]*\?(?:\S*&)?password=))[^\s/@&]*/gi;
var COMMON_WORDS = ["database", "password", "pg-rehearsal", "postgres", "postgresql", "rehearsal"];
var SHORTEST = 8;
function secretsIn(url) {
  const parsed = URL.parse(url?.replace("@/", "@localhost/") ?? "");
  if (parsed === null) return [];
  const { password: encoded, username, hostname, pathname, searchParams } = parsed;
  const passwords = [encoded, decode(encoded), searchParams.get("password") ?? ""];
  const names = [decode(username), hostname, decode(pathname.slice(1))];
  const innocent = [...COMMON_WORDS, ...names.map((name) => name.toLowerCase())];
  return [...new Set(passwords)].filter(
    (password) => password.length >= SHORTEST && !innocent.includes(password.toLowerCase())
  );
}
function redactor(secrets) {
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((redacted, secret) => redacted.replaceAll(secret, "***"), text).replace(BEFORE_PASSWORD, "$1***");
}
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// src/action/run-action.ts
async function runAction(runner) {
  try {
    const settings = await loadSettings(runner);
    const redact = hideSecrets(settings);
    const record = await rehearseInLog(settings, redact, runner);
    await publish(outputsOf(record, settings), redact(summaryOfRun(record)), runner);
    return conclude(record, settings.failOn, redact);
  } catch (error) {
    return giveUp(error, runner);
  }
}
async function loadSettings({ environment, directory, parallelism }) {
  const given = readInputs((name) => getInput(name));
  const file = await readSettingsFile(typeof given.config === "string" ? given.config : null, directory);
  return parseSettings({ command: "rehearse", given, file, environment, parallelism, mistakes: [] });
}
function hideSecrets({ postgres }) {
  const secrets = secretsIn(postgres.url);
  for (const secret of secrets) setSecret(secret);
  return redactor(secrets);
}
async function rehearseInLog(settings, redact, runner) {
  const { environment, log: log2, signal } = runner;
  const commit = await rehearsedCommit(environment);
  return log2.withoutCommands(async (print) => {
    const write = (text) => print(redact(text));
    const { emit } = progressLines(write, () => performance.now());
    const record = await rehearse(
      settings,
      { emit, signal },
      { commit, surroundings: jobSurroundings(environment) }
    );
    write(`
${renderTerminal(record, { color: true, width: 120 })}`);
    return record;
  });
}
async function publish(outputs, summary2, { environment }) {
  try {
    for (const [name, value] of outputs) setOutput(name, value);
    if (environment.GITHUB_STEP_SUMMARY) await summary.addRaw(summary2).write({ overwrite: true });
  } catch (error) {
    warning(`The outputs or the job summary could not be written: ${error}`);
  }
}
function conclude(record, failOn, redact) {
  const exitCode = exitCodeOf(record, failOn);
  const { headline, explanation } = verdictOf(record);
  if (record.run.error !== null) {
    fail(`Could not rehearse: ${record.run.error.message}
${record.run.error.hint}`, redact);
  } else if (exitCode === EXIT_CODES.ok) {
    notice(escapeTerminal(redact(`${headline}. ${explanation}`)));
  } else {
    fail(`${headline}. ${explanation} The gate does not hold (fail-on: ${failOn}).`, redact);
  }
  return exitCode;
}
async function giveUp(error, runner) {
  const known = error instanceof RehearsalError ? error : bugOf(error);
  const redact = redactor([]);
  await publish(outputsWithoutRecord(), redact(summaryOfError(known)), runner);
  fail(`Could not rehearse: ${known.message}
${known.hint}`, redact);
  return known.exitCode;
}
function bugOf(error) {
  const kind = error instanceof Error ? error.name : typeof error;
  return new RehearsalError("internal", `this is a bug in pg-rehearsal (${kind})`, {
    hint: "Please report it, with the log of this step.",
    cause: error
  });
}
function fail(message, redact) {
  setFailed(escapeTerminal(redact(message)));
}

// src/action/step-log.ts
import { randomUUID } from "node:crypto";
var StepLog = class {
  #write;
  /** Resumes the commands; nobody can guess it. Null while they are obeyed. */
  #token = null;
  constructor(write) {
    this.#write = write;
  }
  /** Does `work`, which may print whole lines of any text. */
  async withoutCommands(work) {
    this.#token = randomUUID();
    this.#write(`::stop-commands::${this.#token}
`);
    try {
      return await work((lines) => this.#write(lines));
    } finally {
      this.resumeCommands();
    }
  }
  /** For a program that must end in the middle of the work. */
  resumeCommands() {
    if (this.#token !== null) this.#write(`::${this.#token}::
`);
    this.#token = null;
  }
};

// src/action/main.ts
var log = new StepLog((text) => process.stdout.write(text));
var cancellation = new AbortController();
cancelOnSignals();
process.on("uncaughtException", (error) => {
  log.resumeCommands();
  setFailed(`Could not rehearse: ${bugOf(error).message}`);
  process.exit(EXIT_CODES.internal);
});
process.exitCode = await runAction({
  environment: process.env,
  directory: process.cwd(),
  parallelism: availableParallelism(),
  log,
  signal: cancellation.signal
});
function cancelOnSignals() {
  const signals = [
    ["SIGINT", "cancelled-sigint", EXIT_CODES.sigint],
    ["SIGTERM", "cancelled-sigterm", EXIT_CODES.sigterm]
  ];
  for (const [signal, code, exitCode] of signals) {
    process.on(signal, () => {
      if (cancellation.signal.aborted) process.exit(exitCode);
      const hint = "What was found so far is in the record.";
      cancellation.abort(new RehearsalError(code, `cancelled by ${signal}`, { hint }));
    });
  }
}
