import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  renderDdl
} from "./chunk-45ONKQ5T.js";
import {
  RECORD_VERSION,
  compare,
  parseRunRecord,
  renderHtml,
  renderMarkdown,
  runRecordSchema
} from "./chunk-6DB52IGL.js";
import {
  ZodError,
  array,
  literal,
  object
} from "./chunk-XV2HHHHA.js";
import {
  sqliteResultCode
} from "./chunk-VAG4FJDS.js";
import {
  require_lib
} from "./chunk-LCA6X7PU.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-HPZ5FJ6H.js";
import {
  __toESM
} from "./chunk-GZWC464I.js";

// src/rehearsal/output-folder.ts
init_rehearsal_error();
import { lstat as lstat2, readdir as readdir2, rm as rm2, rmdir } from "node:fs/promises";
import { join as join4 } from "node:path";

// src/stages/record/history.ts
import { readFile } from "node:fs/promises";
init_rehearsal_error();

// src/stages/record/replace-file.ts
init_rehearsal_error();
import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname as dirname2 } from "node:path";

// src/stages/record/make-folder.ts
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
async function makeFolder(path) {
  try {
    await mkdirOnce(path);
  } catch (error) {
    const parent = dirname(path);
    if (codeOf(error) !== "ENOENT" || parent === path) throw error;
    await makeFolder(parent);
    await mkdirOnce(path);
  }
}
async function mkdirOnce(path) {
  try {
    await mkdir(path);
  } catch (error) {
    const isThere = await stat(path).then(
      (found) => found.isDirectory(),
      () => false
    );
    if (!isThere) throw error;
  }
}
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : null;
}

// src/stages/record/replace-file.ts
async function replaceFile(path, content) {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await makeFolder(dirname2(path));
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => void 0);
    throw new RehearsalError("output-unwritable", `Cannot write ${path}: ${reasonOf(cause)}`, {
      hint: "Choose another place with --out and --history, or make room and give permission to write.",
      cause
    });
  }
}
function reasonOf(cause) {
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return String(cause);
}

// src/stages/record/run-digest.ts
var { run, source, target, result, summary, tables, issues } = runRecordSchema.shape;
var MAX_NAMED_TABLES = 100;
function knownBy(tables2) {
  const names = tables2.map(({ name }) => name);
  return names.toSorted().slice(0, MAX_NAMED_TABLES);
}
var runDigestSchema = object({
  schemaVersion: literal(RECORD_VERSION),
  run: run.pick({ number: true, startedAt: true, durationMs: true, commit: true, status: true }),
  // Histories that were written before the next two were there do not say which database it was.
  source: source.pick({ path: true }).nullable().default(null),
  tables: array(tables.element.pick({ name: true })).default([]),
  // Nor do they say whether it was a database that was there.
  target: target.pick({ schema: true }).nullable().default(null),
  result,
  summary,
  issues: array(
    issues.element.pick({
      id: true,
      category: true,
      priority: true,
      state: true,
      firstSeenRun: true,
      table: true,
      declaredType: true,
      targetType: true,
      rows: true,
      message: true
    }).extend({ column: issues.element.shape.column.default(null) })
  )
});
function toRunDigest(record) {
  const digest = runDigestSchema.parse(record);
  return { ...digest, tables: knownBy(digest.tables).map((name) => ({ name })) };
}

// src/stages/record/history.ts
var MAX_RUNS = 500;
async function readHistory(file) {
  const lines = await readLines(file);
  const runs = [];
  const notes = [];
  for (const [index, line] of lines.entries()) {
    const digest = parseDigest(line);
    if (digest !== null) runs.push(digest);
    else notes.push(noteFor(file, index, index === lines.length - 1));
  }
  if (runs.length === 0 && lines.length > 1) throw noHistory(file);
  return { runs, notes };
}
function noHistory(file) {
  return new RehearsalError("record-unreadable", `${file} is not the history of earlier runs.`, {
    hint: "Name another file with --history; this one would be written over."
  });
}
function parseHistory(text) {
  const runs = text.split(/\r?\n/).map(parseDigest);
  return runs.filter((run2) => run2 !== null).slice(-MAX_RUNS);
}
function joinHistories(histories) {
  const keyOf = ({ run: run2, source: source2 }) => JSON.stringify([run2.startedAt, run2.commit, source2?.path ?? null]);
  const unique = new Map(histories.flat().map((digest) => [keyOf(digest), digest]));
  return [...unique.values()].toSorted((a, b) => compare(a.run.startedAt, b.run.startedAt)).slice(-MAX_RUNS);
}
function renderHistory(runs) {
  return joinHistories([runs]).map((digest) => `${JSON.stringify(digest)}
`).join("");
}
async function appendHistory(file, record) {
  const lines = [...await readLines(file), JSON.stringify(toRunDigest(record))];
  const runs = lines.filter((line) => parseDigest(line) !== null);
  const leaving = new Set(runs.slice(0, Math.max(0, runs.length - MAX_RUNS)));
  const staying = lines.filter((line) => !leaving.has(line));
  await replaceFile(file, `${staying.join("\n")}
`);
}
async function readLines(file) {
  try {
    const text = await readFile(file, "utf8");
    return text.split(/\r?\n/).filter((line) => line.trim() !== "");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw new RehearsalError("record-unreadable", `Cannot read the history ${file}.`, {
      hint: "Give a file that can be read with --history, or remove it to begin a new history.",
      cause
    });
  }
}
function parseDigest(line) {
  try {
    return runDigestSchema.parse(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ZodError) return null;
    throw error;
  }
}
function noteFor(file, index, last) {
  const why = last ? "is not a run; the write may have been cut off" : "is not a run that this version knows";
  return `${file}, line ${index + 1} ${why}. It was passed over and kept.`;
}

// src/stages/record/write-run-record.ts
import { join } from "node:path";
async function writeRunRecord(directory, record) {
  const path = join(directory, "record.json");
  await replaceFile(path, `${JSON.stringify(record, null, 2)}
`);
  return path;
}

// src/rehearsal/claim-folder.ts
import { lstat, readdir, readFile as readFile2, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";

// src/engines/sqlite/hold-lock.ts
var import_better_sqlite3 = __toESM(require_lib(), 1);
function holdLock(path) {
  const database = new import_better_sqlite3.default(path, { fileMustExist: true, timeout: 0 });
  try {
    database.exec(HOLD);
    return () => database.close();
  } catch (error) {
    database.close();
    if (sqliteResultCode(error)?.startsWith("SQLITE_BUSY") === true) return null;
    throw error;
  }
}
var HOLD = `
  pragma journal_mode = memory;
  begin exclusive`;

// src/rehearsal/claim-folder.ts
init_rehearsal_error();
var MARK = ".pg-rehearsal";
var MARK_TEXT = "pg-rehearsal writes its record and its reports here, and removes those of the run before.\n";
var LOCK = ".pg-rehearsal.lock";
var OWN_NAMES = [MARK, LOCK, `${LOCK}-journal`, `${LOCK}-wal`, `${LOCK}-shm`];
async function claimFolder(directory, names) {
  await refuseForeign(directory, names);
  const release = await lock(directory);
  try {
    await refuseForeign(directory, names);
    await makeOnce(join2(directory, MARK), MARK_TEXT);
    return release;
  } catch (error) {
    release();
    throw error;
  }
}
async function lock(directory) {
  const path = join2(directory, LOCK);
  await makeOnce(path, "");
  if (!await isFile(path, 0)) throw foreign(directory, LOCK, "which is not the lock of a run");
  const release = tryLock(path, directory);
  if (release !== null) return release;
  throw new RehearsalError("output-unwritable", `Another run is at work in the folder ${directory}.`, {
    hint: "Wait for its end, or name another folder with --out: also where the disk is of a network that knows no locks."
  });
}
function tryLock(path, directory) {
  try {
    return holdLock(path);
  } catch (cause) {
    if (cause instanceof RehearsalError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RehearsalError("output-unwritable", `The folder ${directory} cannot be locked: ${reason}`, {
      hint: `Name a folder on a disk of this machine with --out, or give this user the right to write to ${LOCK} in it.`,
      cause
    });
  }
}
async function makeOnce(path, text) {
  await writeFile(path, text, { flag: "wx" }).catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
}
async function refuseForeign(directory, names) {
  const present = await readdir(directory);
  if (present.includes(MARK)) {
    if (await isMark(join2(directory, MARK))) return;
    throw foreign(directory, MARK, "which no run has made");
  }
  const taken = present.filter((name) => names.includes(name));
  if (taken.length === 0) return;
  try {
    parseRunRecord(await readFile2(join2(directory, "record.json"), "utf8"));
  } catch (cause) {
    throw foreign(directory, taken.join(", "), "and no record of an earlier run", cause);
  }
}
async function isMark(path) {
  return await isFile(path, MARK_TEXT.length) && MARK_TEXT.startsWith(await readFile2(path, "utf8"));
}
async function isFile(path, mostBytes) {
  const found = await lstat(path);
  return found.isFile() && found.size <= mostBytes;
}
function foreign(directory, names, why, cause) {
  return new RehearsalError("output-unwritable", `The folder ${directory} holds ${names}, ${why}.`, {
    hint: "Name another folder with --out; this one holds files that a rehearsal would write over.",
    cause
  });
}

// src/rehearsal/protect-inputs.ts
init_rehearsal_error();
import { realpath, stat as stat2 } from "node:fs/promises";
import { basename, dirname as dirname3, join as join3, resolve, sep } from "node:path";
function inputsOf({
  source: source2,
  target: target2,
  resolution,
  performance,
  checklist
}) {
  const queries = performance.queries.flatMap(({ sqlite, postgres }) => [sqlite, postgres]);
  const { access = null, documentationPath = null } = checklist ?? {};
  return [
    ...source2.snapshot === null ? [] : [{ what: "source", path: source2.snapshot }],
    ...target2.schema === null ? [] : [{ what: "schema", path: target2.schema }],
    ...resolution.prepare.map((path) => ({ what: "prepare script", path })),
    ...queries.flatMap(
      (query) => query !== null && "path" in query ? [{ what: "file of queries", path: query.path }] : []
    ),
    ...access === null ? [] : [{ what: "SQL of the access check", path: access.sql }],
    ...documentationPath === null ? [] : [{ what: "documentation", path: documentationPath }]
  ];
}
var SIDECARS = ["", "-wal", "-shm", "-journal"];
var HINT = "Name another folder with --out, or another file with --history.";
async function protectInputs(inputs, outputs) {
  for (const { what, path } of inputs) {
    const real = await realPath(path);
    for (const output of outputs) {
      const written = await realPath(output);
      const isAround = SIDECARS.some(
        (suffix) => `${real}${suffix}` === written || `${real}${suffix}`.startsWith(written + sep)
      );
      if (!isAround && dirname3(written) !== real) continue;
      throw new RehearsalError("output-unwritable", `The run would write ${output}, where the ${what} is.`, {
        hint: HINT
      });
    }
  }
}
async function protectHistory(history, outputs) {
  const real = await realPath(history);
  const isWritten = (await Promise.all(outputs.map(realPath))).includes(real);
  const isFolder = (await stat2(real).catch(() => null))?.isDirectory() ?? false;
  if (!isWritten && !isFolder) return;
  const fault = isWritten ? "a file that each run writes anew" : "a folder";
  throw new RehearsalError("output-unwritable", `The history ${history} is ${fault}.`, { hint: HINT });
}
async function realPath(path) {
  const absolute = resolve(path);
  if (dirname3(absolute) === absolute) return absolute;
  return await realpath(absolute).catch(
    async () => join3(await realPath(dirname3(absolute)), basename(absolute))
  );
}

// src/rehearsal/output-folder.ts
var FILES = {
  record: "record.json",
  report: "report.md",
  page: "report.html",
  ddl: "ddl.sql"
};
var REJECTS = "rejects";
var HALF_WRITTEN = /^(record\.json|report\.md|report\.html|ddl\.sql)\.[\da-f-]{36}\.tmp$/;
var OutputFolder = class _OutputFolder {
  #places;
  rejectsDirectory;
  constructor(places) {
    this.#places = places;
    this.rejectsDirectory = join4(places.directory, REJECTS);
  }
  /**
   * Lends the folder to one run: makes it, holds it, and removes what the run before has left, so that no verdict is there
   * but that of this run. Nothing is removed or written over that is not ours: neither what the run reads nor a file that
   * only has the name of one of ours. No link is followed.
   *
   * @throws RehearsalError `output-unwritable`, also when another run is at work in it; what `use` throws
   */
  static async lend(places, inputs, use) {
    const folder = new _OutputFolder(places);
    const release = await folder.#begin(inputs);
    try {
      return await use(folder);
    } finally {
      release();
    }
  }
  async #begin(inputs) {
    const { directory, history } = this.#places;
    const names = [...Object.values(FILES), REJECTS];
    const written = [...names, ...OWN_NAMES].map((name) => join4(directory, name));
    if (history !== null) await protectHistory(history, written);
    await protectInputs(inputs, history === null ? written : [...written, history]);
    try {
      await makeFolder(directory);
      const release = await claimFolder(directory, names);
      await this.#empty().catch((error) => {
        release();
        throw error;
      });
      return release;
    } catch (cause) {
      if (cause instanceof RehearsalError) throw cause;
      throw new RehearsalError("output-unwritable", `Cannot write to the folder ${directory}.`, {
        hint: "Name a folder that can be written with --out.",
        cause
      });
    }
  }
  /**
   * The history comes last: a run counts when its record is there. Where that cannot be written, there are no reports of it
   * either.
   *
   * @param schema null leaves out `ddl.sql`
   * @throws RehearsalError `output-unwritable`, `record-unreadable`
   */
  async write(record, schema) {
    const { directory, history } = this.#places;
    try {
      if (schema !== null) await replaceFile(join4(directory, FILES.ddl), renderDdl(schema));
      await replaceFile(join4(directory, FILES.report), renderMarkdown(record));
      await replaceFile(join4(directory, FILES.page), renderHtml(record));
      await writeRunRecord(directory, record);
    } catch (error) {
      await this.#removeFiles().catch(() => {
      });
      throw error;
    }
    if (history !== null) await appendHistory(history, record);
  }
  /** What cannot be removed keeps nothing else. */
  async #removeFiles() {
    const failures = [];
    for (const name of Object.values(FILES)) {
      const path = join4(this.#places.directory, name);
      await rm2(path, { force: true }).catch((error) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
  async #empty() {
    const { directory } = this.#places;
    const names = await readdir2(directory);
    const rejects = names.includes(REJECTS) ? await this.#rejects() : [];
    await this.#removeFiles();
    for (const name of names.filter((one) => HALF_WRITTEN.test(one))) await rm2(join4(directory, name));
    for (const name of rejects) await rm2(join4(this.rejectsDirectory, name));
    await rmdir(this.rejectsDirectory).catch(() => void 0);
  }
  async #rejects() {
    if ((await lstat2(this.rejectsDirectory)).isDirectory()) {
      return (await readdir2(this.rejectsDirectory)).filter((name) => name.endsWith(".ndjson"));
    }
    throw new RehearsalError("output-unwritable", `${this.rejectsDirectory} is not a folder.`, {
      hint: "Name another folder with --out: the rejected rows would go to where this leads."
    });
  }
};

export {
  replaceFile,
  knownBy,
  readHistory,
  parseHistory,
  joinHistories,
  renderHistory,
  writeRunRecord,
  inputsOf,
  OutputFolder
};
