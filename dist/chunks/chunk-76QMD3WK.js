import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  appendHistory,
  makeFolder,
  parseRunRecord,
  readRegularFile,
  renderHtml,
  renderMarkdown,
  replaceFile
} from "./chunk-THCW5BCA.js";
import {
  renderDdl
} from "./chunk-YOOFPADQ.js";
import {
  errorCode
} from "./chunk-YJLUG6D3.js";
import {
  SIDECARS
} from "./chunk-J4VUKYDV.js";
import {
  require_lib,
  sqliteResultCode
} from "./chunk-XMX4Y7CS.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-HPZ5FJ6H.js";
import {
  __toESM
} from "./chunk-GZWC464I.js";

// src/rehearsal/output-folder.ts
init_rehearsal_error();
import { lstat as lstat2, readdir as readdir2, rm, rmdir } from "node:fs/promises";
import { join as join4 } from "node:path";

// src/stages/record/write-run-record.ts
import { join } from "node:path";
async function writeRunRecord(directory, record) {
  const path = join(directory, "record.json");
  await replaceFile(path, `${JSON.stringify(record, null, 2)}
`);
  return path;
}

// src/rehearsal/add-to-history.ts
import { basename, dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
init_rehearsal_error();

// src/rehearsal/lock-file.ts
import { lstat, writeFile } from "node:fs/promises";

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

// src/rehearsal/lock-file.ts
init_rehearsal_error();
async function lockFile(path) {
  await makeOnce(path, "");
  if (!await isFile(path, 0)) return { kind: "foreign" };
  try {
    const release = holdLock(path);
    return release === null ? { kind: "taken" } : { kind: "held", release };
  } catch (cause) {
    if (cause instanceof RehearsalError) throw cause;
    return { kind: "failed", reason: cause instanceof Error ? cause.message : String(cause), cause };
  }
}
async function makeOnce(path, text) {
  await writeFile(path, text, { flag: "wx" }).catch((error) => {
    if (errorCode(error) !== "EEXIST") throw error;
  });
}
async function isFile(path, mostBytes) {
  const found = await lstat(path);
  return found.isFile() && found.size <= mostBytes;
}

// src/rehearsal/add-to-history.ts
var PATIENCE_MS = 1e4;
var PAUSE_MS = 20;
function locksOf(history) {
  return ["", ...SIDECARS].map((suffix) => lockOf(history) + suffix);
}
function lockOf(history) {
  return `${history}.lock`;
}
async function addToHistory(history, record, patience = PATIENCE_MS) {
  const release = await holdHistory(history, patience);
  try {
    await appendHistory(history, record);
  } finally {
    release();
  }
}
async function holdHistory(history, patience) {
  const until = performance.now() + patience;
  for (; ; ) {
    const lock2 = await lockHistory(history);
    switch (lock2.kind) {
      case "held":
        return lock2.release;
      case "foreign":
        throw unlocked(history, `${basename(lockOf(history))} beside it is not the lock of a run`);
      case "failed":
        throw unlocked(history, lock2.reason, lock2.cause);
      case "taken":
        if (performance.now() >= until) throw unlocked(history, "another run holds it");
        await delay(PAUSE_MS);
        break;
      default:
        return lock2;
    }
  }
}
async function lockHistory(history) {
  try {
    await makeFolder(dirname(history));
    return await lockFile(lockOf(history));
  } catch (cause) {
    if (cause instanceof RehearsalError) throw cause;
    throw unlocked(history, errorCode(cause) ?? String(cause), cause);
  }
}
function unlocked(history, reason, cause) {
  return new RehearsalError("output-unwritable", `The history ${history} cannot be locked: ${reason}.`, {
    hint: "Wait for the end of other runs, or name a file on a disk of this machine with --history, where this user may write.",
    cause
  });
}

// src/rehearsal/claim-folder.ts
import { readdir, readFile } from "node:fs/promises";
import { join as join2 } from "node:path";
init_rehearsal_error();
var MARK = ".pg-rehearsal";
var MARK_TEXT = "pg-rehearsal writes its record and its reports here, and removes those of the run before.\n";
var LOCK = ".pg-rehearsal.lock";
var OWN_NAMES = [MARK, LOCK, ...SIDECARS.map((suffix) => LOCK + suffix)];
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
  const found = await lockFile(join2(directory, LOCK));
  switch (found.kind) {
    case "held":
      return found.release;
    case "foreign":
      throw foreign(directory, LOCK, "which is not the lock of a run");
    case "taken":
      throw new RehearsalError("output-unwritable", `Another run is at work in the folder ${directory}.`, {
        hint: "Wait for its end, or name another folder with --out: also where the disk is of a network that knows no locks."
      });
    case "failed":
      throw new RehearsalError(
        "output-unwritable",
        `The folder ${directory} cannot be locked: ${found.reason}.`,
        {
          hint: `Name a folder on a disk of this machine with --out, or give this user the right to write to ${LOCK} in it.`,
          cause: found.cause
        }
      );
    default:
      return found;
  }
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
    parseRunRecord(String(await readRegularFile(join2(directory, "record.json"))));
  } catch (cause) {
    throw foreign(directory, taken.join(", "), "and no record of an earlier run", cause);
  }
}
async function isMark(path) {
  return await isFile(path, MARK_TEXT.length) && MARK_TEXT.startsWith(await readFile(path, "utf8"));
}
function foreign(directory, names, why, cause) {
  return new RehearsalError("output-unwritable", `The folder ${directory} holds ${names}, ${why}.`, {
    hint: "Name another folder with --out; this one holds files that a rehearsal would write over.",
    cause
  });
}

// src/rehearsal/protect-inputs.ts
import { realpath, stat } from "node:fs/promises";
import { basename as basename2, dirname as dirname2, join as join3, resolve, sep } from "node:path";
init_rehearsal_error();
function inputsOf({
  source,
  target,
  resolution,
  performance: performance2,
  checklist
}) {
  const queries = performance2.queries.flatMap(({ sqlite, postgres }) => [sqlite, postgres]);
  const { access = null, documentationPath = null } = checklist ?? {};
  return [
    ...source.snapshot === null ? [] : [{ what: "source", path: source.snapshot }],
    ...target.schema === null ? [] : [{ what: "schema", path: target.schema }],
    ...resolution.prepare.map((path) => ({ what: "prepare script", path })),
    ...queries.flatMap(
      (query) => query !== null && "path" in query ? [{ what: "file of queries", path: query.path }] : []
    ),
    ...access === null ? [] : [{ what: "SQL of the access check", path: access.sql }],
    ...documentationPath === null ? [] : [{ what: "documentation", path: documentationPath }]
  ];
}
var HINT = "Name another folder with --out, or another file with --history.";
async function protectInputs(inputs, outputs, history) {
  const hint = history === null ? "Name another folder with --out." : HINT;
  for (const { what, path } of inputs) {
    const real = await realPath(path);
    for (const output of history === null ? outputs : [...outputs, history]) {
      const written = await realPath(output);
      const isAround = ["", ...SIDECARS].some(
        (suffix) => `${real}${suffix}` === written || `${real}${suffix}`.startsWith(written + sep)
      );
      if (!isAround && dirname2(written) !== real) continue;
      throw new RehearsalError("output-unwritable", `The run would write ${output}, where the ${what} is.`, {
        hint
      });
    }
  }
}
async function protectHistory(history, outputs) {
  const real = await realPath(history);
  const isWritten = (await Promise.all(outputs.map(realPath))).includes(real);
  const isFolder = (await stat(real).catch(() => null))?.isDirectory() ?? false;
  if (!isWritten && !isFolder) return;
  const fault = isWritten ? "a file that each run writes anew" : "a folder";
  throw new RehearsalError("output-unwritable", `The history ${history} is ${fault}.`, { hint: HINT });
}
async function realPath(path) {
  const absolute = resolve(path);
  if (dirname2(absolute) === absolute) return absolute;
  return await realpath(absolute).catch(
    async () => join3(await realPath(dirname2(absolute)), basename2(absolute))
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
var isRejects = (name) => name.endsWith(".ndjson");
async function filesOfRun(directory) {
  const here = await namesOfFiles(directory);
  const rejects = await namesOfFiles(join4(directory, REJECTS));
  return [
    ...Object.values(FILES).filter((name) => here.includes(name)),
    ...rejects.filter(isRejects).map((name) => join4(REJECTS, name))
  ];
}
async function namesOfFiles(folder) {
  const entries = await readdir2(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
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
    const locks = history === null ? [] : locksOf(history);
    await protectInputs(inputs, [...written, ...locks], history);
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
    if (history !== null) await addToHistory(history, record);
  }
  /** What cannot be removed keeps nothing else. */
  async #removeFiles() {
    const failures = [];
    for (const name of Object.values(FILES)) {
      const path = join4(this.#places.directory, name);
      await rm(path, { force: true }).catch((error) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
  async #empty() {
    const { directory } = this.#places;
    const names = await readdir2(directory);
    const rejects = names.includes(REJECTS) ? await this.#rejects() : [];
    await this.#removeFiles();
    for (const name of names.filter((one) => HALF_WRITTEN.test(one))) await rm(join4(directory, name));
    for (const name of rejects) await rm(join4(this.rejectsDirectory, name));
    await rmdir(this.rejectsDirectory).catch(() => void 0);
  }
  async #rejects() {
    if ((await lstat2(this.rejectsDirectory)).isDirectory()) {
      return (await readdir2(this.rejectsDirectory)).filter(isRejects);
    }
    throw new RehearsalError("output-unwritable", `${this.rejectsDirectory} is not a folder.`, {
      hint: "Name another folder with --out: the rejected rows would go to where this leads."
    });
  }
};

export {
  writeRunRecord,
  inputsOf,
  filesOfRun,
  OutputFolder
};
