import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  HANDLER,
  ThreadPool,
  isLarge,
  quietly,
  shareOut,
  threadFile
} from "./chunk-ATVV6N3H.js";
import {
  findRowidAlias,
  keptStatement,
  openPrivateCopy,
  readRecordLayout,
  readRoots
} from "./chunk-JEJQDPT6.js";
import {
  ScriptError,
  readScript,
  runScript
} from "./chunk-FQ3Z6WZN.js";
import {
  PRIORITIES,
  beginningOf,
  breakBrackets,
  byUrgency,
  endOf
} from "./chunk-AZK3MJLL.js";
import {
  errorCode
} from "./chunk-YJLUG6D3.js";
import {
  sha256OfDescriptor,
  stampFiles
} from "./chunk-IGQXYNWZ.js";
import {
  checkIntegrity
} from "./chunk-3LTCWK5K.js";
import {
  SIDECARS,
  SIDECARS_WITH_DATA
} from "./chunk-J4VUKYDV.js";
import {
  EMPTY_PROFILE,
  EPOCH_UNITS,
  LONGEST_READ,
  NANO_FORMS,
  TIMESTAMP_FORMS,
  TableMeter,
  arePlausibleSeconds,
  decimalLimits,
  decimalText,
  fits,
  hasForm,
  integersUnit,
  isJson as isJson2,
  isJsonBlob,
  isNull,
  isStrictJsonb,
  isTextualBlob,
  isUnreadableJsonb,
  isWholeDay,
  isZonedTime,
  isoDay,
  isoMoment,
  keepsAsJsonb,
  leaveOutUnread,
  lexSqlite,
  measurePages,
  mentionedNames,
  mergeProfiles,
  mixedEpochs,
  momentOfEpoch,
  numbersUnit,
  ordered,
  parseDeclaredType,
  plausibleSeconds,
  profileTable,
  textHasNul,
  textIsInvalidUtf8
} from "./chunk-IE3QE5DE.js";
import {
  foldName,
  sameName
} from "./chunk-5VA3CDFC.js";
import {
  amount,
  formatCount
} from "./chunk-D4TW372C.js";
import {
  MAX_EXAMPLES,
  issue,
  issueId
} from "./chunk-GGAEXMQ7.js";
import {
  ISSUE_CODES
} from "./chunk-H32F656T.js";
import {
  HIGHEST_INTEGER,
  LOWEST_INTEGER,
  isLowestInteger
} from "./chunk-AJR6PP63.js";
import {
  ALL_ROWS,
  RowChunks
} from "./chunk-7ICMUGGX.js";
import {
  quoteIdentifier,
  quoteLiteral
} from "./chunk-76LBD5FE.js";
import {
  intervalDecimals,
  isIntervalType,
  isJson,
  openSqlite,
  significance
} from "./chunk-D2TH455S.js";
import {
  isDamage,
  messageWithoutValue,
  require_lib,
  reviveSqliteError,
  sqliteResultCode
} from "./chunk-XMX4Y7CS.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-HPZ5FJ6H.js";
import {
  openPages,
  orUnexpected
} from "./chunk-7VKMMJYT.js";
import {
  splitTree
} from "./chunk-SOGSMY6K.js";
import {
  __toESM
} from "./chunk-GZWC464I.js";

// src/stages/record/merge-issues.ts
function mergeIssues(issues) {
  const merged = /* @__PURE__ */ new Map();
  for (const issue2 of issues) {
    const id = issueId(issue2);
    const before = merged.get(id);
    merged.set(id, before === void 0 ? issue2 : merge(before, issue2));
  }
  return [...merged.values()].sort(byUrgency(issueId));
}
function merge(earlier, later) {
  const isSaidLater = later.rows === earlier.rows ? hasOwnRemedy(later) || !hasOwnRemedy(earlier) : later.rows > earlier.rows;
  const [said, other] = isSaidLater ? [later, earlier] : [earlier, later];
  const examples = new Map([...said.examples, ...other.examples].map((key) => [JSON.stringify(key), key]));
  return {
    ...said,
    priority: PRIORITIES.find((priority) => [said.priority, other.priority].includes(priority)) ?? said.priority,
    examples: [...examples.values()].slice(0, MAX_EXAMPLES)
  };
}
function hasOwnRemedy({ code, remedy }) {
  return remedy !== ISSUE_CODES[code].remedy;
}

// src/stages/snapshot/with-snapshot.ts
import { mkdtemp as mkdtemp3, open as open7 } from "node:fs/promises";
import { join as join7 } from "node:path";
init_rehearsal_error();

// src/shell/private-directory.ts
import { createHash } from "node:crypto";
import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { getuid, kill, pid } from "node:process";
init_rehearsal_error();
async function withPrivateDirectory(use) {
  const directory = await makeDirectory();
  try {
    return await use(directory);
  } finally {
    await remove(directory);
  }
}
async function makeDirectory() {
  try {
    await sweepLeftovers();
    return await mkdtemp(join(tmpdir(), `${PREFIX}${pid}-`));
  } catch (error) {
    throw new RehearsalError("output-unwritable", `The temporary folder ${tmpdir()} cannot be written to.`, {
      hint: "Name another one in the environment variable TMPDIR; it must exist and have room for a copy of the database.",
      cause: error
    });
  }
}
var PREFIX = `pg-rehearsal-snapshot-${createHash("sha256").update(hostname()).digest("hex").slice(0, 8)}-`;
async function sweepLeftovers() {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (Number.isNaN(owner) || isRunning(owner)) continue;
    const path = join(tmpdir(), name);
    if (await isOurs(path)) await remove(path);
  }
}
function isRunning(owner) {
  try {
    kill(owner, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}
async function isOurs(path) {
  const found2 = await lstat(path).catch(() => null);
  if (found2 === null || !found2.isDirectory()) return false;
  return getuid === void 0 || found2.uid === getuid();
}
async function remove(directory) {
  await rm(directory, { recursive: true, force: true, maxRetries: 3 });
}

// src/threads/begun.ts
var Begun = class {
  #work;
  #promise = null;
  constructor(work) {
    this.#work = work;
  }
  /** What comes of it; null where nobody has asked. */
  get begun() {
    return this.#promise;
  }
  begin() {
    if (this.#promise === null) {
      this.#promise = this.#work();
      this.#promise.catch(() => {
      });
    }
    return this.#promise;
  }
  /** Waits for its end, whatever it is, or until the run is cancelled. Never rejects. */
  async settled(signal) {
    if (signal.aborted) return;
    const cancelled = Promise.withResolvers();
    const onAbort = () => cancelled.resolve();
    signal.addEventListener("abort", onAbort, { once: true });
    await Promise.race([Promise.allSettled([this.#promise]), cancelled.promise]);
    signal.removeEventListener("abort", onAbort);
  }
};

// src/threads/request-process.ts
import { fork } from "node:child_process";
import { tmpdir as tmpdir2 } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
var GRACE_MS = 100;
var RequestStopped = class extends Error {
  why;
  constructor(why, message) {
    super(message);
    this.name = "RequestStopped";
    this.why = why;
  }
};
var RequestProcess = class {
  #file;
  #revive;
  #kill = () => void this.#child?.kill("SIGKILL");
  #child = null;
  #last = 0;
  /**
   * Starts it, so that it is there when it is asked.
   *
   * @param file its first file, which calls `serveProcess`
   * @param revive makes an error of what the process has sent
   */
  constructor(file, revive) {
    this.#file = file;
    this.#revive = revive;
    this.#child = this.#start();
  }
  /**
   * Sends a request. The caller knows what the answer to it is.
   *
   * @param timeout milliseconds
   * @throws RequestStopped; the reason of the signal; what the process has thrown
   */
  async ask(request, timeout, signal) {
    signal.throwIfAborted();
    this.#child ??= this.#start();
    const child = this.#child;
    this.#last += 1;
    const id = this.#last;
    const over = Promise.withResolvers();
    const stop = (error) => {
      this.#forget(child);
      child.kill("SIGKILL");
      over.reject(error);
    };
    const onAbort = () => stop(signal.reason);
    const onTimeout = () => stop(new RequestStopped("timeout", "A request has taken too long."));
    const onMessage = (message) => {
      if (message.id !== id) return;
      if ("error" in message) over.reject(this.#revive(message.error));
      else if ("value" in message) over.resolve(message.value);
    };
    const onEnd = (how) => {
      void delay(GRACE_MS).then(() => stop(new RequestStopped("ended", how)));
    };
    const onExit = (code, by) => onEnd(`its process has ended (${by ?? `exit code ${code}`})`);
    const onError = ({ message }) => onEnd(`its process cannot be reached (${message})`);
    const timer = setTimeout(onTimeout, Math.min(timeout, 2 ** 31 - 1));
    signal.addEventListener("abort", onAbort);
    child.on("message", onMessage).on("exit", onExit).on("error", onError);
    try {
      if (child.pid !== void 0) child.send({ id, request });
      return await over.promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
    }
  }
  /** Ends the process. Never rejects. */
  end() {
    this.#kill();
    this.#child = null;
    process.off("exit", this.#kill);
  }
  #start() {
    const child = fork(fileURLToPath(threadFile(this.#file)), [], {
      env: { TMPDIR: tmpdir2() },
      execArgv: [],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"]
    });
    const onGone = () => this.#forget(child);
    child.on("exit", onGone).on("error", onGone);
    process.off("exit", this.#kill);
    process.once("exit", this.#kill);
    return child;
  }
  #forget(child) {
    if (this.#child === child) this.#child = null;
  }
};

// src/stages/snapshot/examine-source.ts
var EXAMINE = new URL("./examine-thread.ts", import.meta.url);
var CHECK = new URL("./check-process.ts", import.meta.url);
async function hashOf(descriptor, sizeBytes, threads, signal) {
  if (!isLarge(sizeBytes)) return sha256OfDescriptor(descriptor);
  return await threads.ask(EXAMINE, { kind: "hash", descriptor }, signal);
}
async function damageOf({ path, sizeBytes }, hugeFrom, threads, signal) {
  if (sizeBytes >= hugeFrom) return await checkApart({ path, sizeBytes }, signal);
  if (!isLarge(sizeBytes)) return checkIntegrity(path, sizeBytes);
  return await threads.ask(
    EXAMINE,
    { kind: "check", path, sizeBytes },
    signal
  );
}
async function checkApart(request, signal) {
  const apart = new RequestProcess(CHECK, reviveSqliteError);
  try {
    return await apart.ask(request, Number.POSITIVE_INFINITY, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RequestStopped)) throw error;
    return [
      issue("integrity-not-checked", { message: `SQLite could not check the database: ${error.message}` })
    ];
  } finally {
    apart.end();
  }
}

// src/stages/snapshot/explain-error.ts
init_rehearsal_error();
function explainSourceError(error, shownPath) {
  if (error instanceof RehearsalError || !(error instanceof Error)) return error;
  const resultCode = sqliteResultCode(error);
  if (resultCode !== null) return explainSqliteError(resultCode, error, shownPath);
  const code = errorCode(error) ?? "";
  const explanation = /^(Z|ZSTD)_|^ERR_ZLIB/.test(code) ? ARCHIVE_DAMAGED : FILE_ERRORS[code];
  if (explanation === void 0) return error;
  return build(explanation, shownPath, error);
}
var MISSING = {
  code: "snapshot-missing",
  says: "does not exist",
  hint: "Check the path; it is relative to the working directory."
};
var NO_PERMISSION = {
  code: "snapshot-no-permission",
  says: "may not be read by this user",
  hint: "Give the user read permission on the file, its -wal and -journal, and the folders above it."
};
var DISK_FULL = {
  code: "disk-full",
  says: "needs a temporary copy, and the disk is full",
  hint: "Make room, or set TMPDIR to a folder on another disk."
};
var ARCHIVE_DAMAGED = {
  code: "snapshot-archive-damaged",
  says: "cannot be decompressed",
  hint: "The archive is cut off or damaged. Test it with `gzip -t` or `zstd -t`, and copy it again."
};
var UNREADABLE = {
  code: "snapshot-corrupt",
  says: "cannot be read from its disk",
  hint: "Copy the file to another disk and look at the log of the operating system."
};
var FILE_ERRORS = {
  ENOENT: MISSING,
  ENOTDIR: MISSING,
  ELOOP: MISSING,
  ENAMETOOLONG: MISSING,
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  EIO: UNREADABLE
};
function explainSqliteError(resultCode, error, shownPath) {
  const explanation = SQLITE_ERRORS.find(({ codes }) => codes.test(resultCode)) ?? CORRUPT;
  return build({ ...explanation, says: `${explanation.says}: ${error.message}` }, shownPath, error);
}
var CORRUPT = {
  code: "snapshot-corrupt",
  says: "cannot be opened as a SQLite database",
  hint: "Repair it with `sqlite3 damaged.db .recover | sqlite3 repaired.db`, and rehearse with the repaired file."
};
var IN_USE_HINT = `Rehearse with a copy that is made in one go: --snapshot-command 'sqlite3 app.db ".backup $SNAPSHOT_PATH"'`;
var SQLITE_ERRORS = [
  { codes: /^SQLITE_IOERR_SHORT_READ/, ...CORRUPT, code: "snapshot-truncated", says: "is cut off" },
  { codes: /^SQLITE_IOERR/, ...UNREADABLE },
  { codes: /^SQLITE_FULL/, ...DISK_FULL },
  { codes: /^SQLITE_(CANTOPEN|PERM|AUTH)/, ...NO_PERMISSION, says: "cannot be opened" },
  {
    codes: /^SQLITE_(BUSY|LOCKED|READONLY)/,
    code: "snapshot-in-use",
    says: "is being written to",
    hint: IN_USE_HINT
  }
];
function build({ code, says, hint }, shownPath, cause) {
  return new RehearsalError(code, `${shownPath} ${says}.`, { hint, cause });
}

// src/stages/snapshot/locate-source.ts
init_rehearsal_error();
import { realpath as realpath3, stat as stat2 } from "node:fs/promises";

// src/shell/command-rules.ts
var DEFAULT_COMMAND_RULES = { timeoutMs: 36e5, showValues: false };

// src/stages/snapshot/own-file.ts
import { lstat as lstat2, realpath } from "node:fs/promises";
async function isOwnFile(path) {
  if (await realpath(path) !== path) return false;
  const own = await Promise.all(["", ...SIDECARS].map((suffix) => isMissingOrOwn(path + suffix)));
  return own.every(Boolean);
}
async function isMissingOrOwn(path) {
  const found2 = await lstat2(path).catch((error) => {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  });
  return found2 === null || found2.isFile() && found2.nlink === 1;
}

// src/stages/snapshot/run-snapshot-command.ts
init_rehearsal_error();
import { mkdtemp as mkdtemp2, realpath as realpath2, stat } from "node:fs/promises";
import { join as join3 } from "node:path";

// src/shell/run-shell-command.ts
import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, rm as rm2, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";
import { kill as kill2 } from "node:process";
import { setTimeout as setTimeout2 } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";

// src/shell/without-passwords.ts
var BEFORE_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s:/@]*:(?=[^\s/@]*@)|[^\s?]*\?(?:\S*&)?password=))[^\s/@&]*/gi;
function withoutPasswords(text) {
  return text.replace(BEFORE_PASSWORD, "$1***");
}

// src/shell/run-shell-command.ts
var SHOWN_LINES = 5;
var SHOWN_CHARACTERS = 1e3;
var GRACE_MS2 = 2e3;
var LOOK_MS = 20;
var LONGEST_TIMER_MS = 2 ** 31 - 1;
async function runShellCommand(shell) {
  shell.signal.throwIfAborted();
  const messages = join2(shell.directory, "command-messages");
  const failure = await run(shell, messages);
  shell.signal.throwIfAborted();
  return { failure, lastWords: lastWordsOf(withoutSecrets(await readEnd(messages), shell.secrets)) };
}
async function run(shell, messages) {
  const variables = join2(shell.directory, "command-variables");
  await writeFile(variables, exports(shell.variables), { mode: 384 });
  const log = await open(messages, "w");
  try {
    const child = spawn("sh", ["-c", '. "$0" && exec sh -c "$1"', variables, shell.command], {
      stdio: ["ignore", shell.hearsOutput ? log.fd : "ignore", log.fd],
      detached: true
    });
    const stop = () => void stopGroup(child);
    const timeout = AbortSignal.timeout(Math.min(shell.timeoutMs, LONGEST_TIMER_MS));
    shell.signal.addEventListener("abort", stop);
    timeout.addEventListener("abort", stop);
    try {
      const [status, killedBy] = await once(child, "exit");
      const isLate = timeout.aborted;
      await stopGroup(child);
      if (isLate) return outOfTime(shell.timeoutMs);
      if (killedBy !== null) return `signal ${killedBy}`;
      return status === 0 ? null : `exit status ${status}`;
    } catch {
      return "no shell: `sh` could not be started";
    } finally {
      shell.signal.removeEventListener("abort", stop);
      timeout.removeEventListener("abort", stop);
    }
  } finally {
    await log.close();
    await rm2(variables, { force: true });
  }
}
function outOfTime(milliseconds) {
  const seconds = milliseconds / 1e3;
  const time = seconds % 60 === 0 ? amount(seconds / 60, "minute") : amount(seconds, "second");
  return `a time-out: it was stopped after ${time} (command-timeout gives it longer)`;
}
function exports(variables) {
  return Object.entries(variables).map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'
`).join("");
}
async function stopGroup(child) {
  if (child.pid === void 0) return;
  try {
    kill2(-child.pid, "SIGTERM");
    for (let waited = 0; waited < GRACE_MS2; waited += LOOK_MS) {
      await setTimeout2(LOOK_MS);
      kill2(-child.pid, 0);
    }
    kill2(-child.pid, "SIGKILL");
  } catch {
  }
}
async function readEnd(path) {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 4 * SHOWN_CHARACTERS);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString("utf8");
  } finally {
    await file.close();
  }
}
function withoutSecrets(messages, secrets) {
  const known = secrets.filter((secret) => secret !== "");
  return withoutPasswords(known.reduce((text, secret) => text.replaceAll(secret, "***"), messages));
}
function lastWordsOf(messages) {
  const lines = stripVTControlCharacters(messages).trim().split(/[\r\n]+/);
  return endOf(lines.slice(-SHOWN_LINES).join("\n"), SHOWN_CHARACTERS);
}

// src/shell/shown-words.ts
function shownBy({ showValues, timeoutMs }) {
  const words = (lastWords) => {
    if (lastWords.trim() === "") return null;
    return showValues ? harmless(lastWords) : "what it said may quote rows, so only show-values shows it";
  };
  return { words, timeoutMs };
}
function wordsAsHint(lastWords, { showValues }, byHand) {
  if (lastWords.trim() === "") return `It said nothing. Run it by hand, ${byHand}.`;
  if (showValues) return `It said:
${lastWords.split("\n").map(harmless).join("\n")}`;
  return `What it said may quote rows, so only show-values shows it. Or run it by hand, ${byHand}.`;
}
function harmless(text) {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").replaceAll(/(^| )::(?=\S)/g, "$1: :");
  return breakBrackets(line).trim();
}

// src/shell/why-it-failed.ts
function whyItFailed(command, { failure, lastWords }) {
  if (failure === "exit status 127") return `${failure} (a program was not found${named(command, lastWords)})`;
  if (failure === "exit status 126") {
    return `${failure} (a program could not be executed${named(command, lastWords)})`;
  }
  return String(failure);
}
var OF_THE_SHELL = /^(?:\S+: )?(?:(?:line )?\d+: )?(?<program>[^\s:]+): (?:(?:command )?not found|No such file or directory|Permission denied)$/;
function named(command, lastWords) {
  const programs = lastWords.split("\n").flatMap((line) => OF_THE_SHELL.exec(line)?.groups?.program ?? []);
  const program = programs.find((name) => command.split(/[\s;&|(){}<>"']+/).includes(name));
  return program === void 0 ? "" : `: ${program}`;
}

// src/stages/snapshot/run-snapshot-command.ts
var COMMAND_OUTPUT = "$SNAPSHOT_PATH";
var BY_HAND = "with SNAPSHOT_PATH set to a file that does not exist";
async function runSnapshotCommand(command, directory, rules, signal) {
  const folder = await realpath2(await mkdtemp2(join3(directory, "command-")));
  const path = join3(folder, "snapshot");
  const ending = await runShellCommand({
    command,
    variables: { SNAPSHOT_PATH: path },
    directory,
    hearsOutput: false,
    secrets: [],
    timeoutMs: rules.timeoutMs,
    signal
  });
  const failed3 = (what) => new RehearsalError("snapshot-command-failed", `The snapshot command ${what}.`, {
    hint: wordsAsHint(ending.lastWords, rules, BY_HAND)
  });
  if (ending.failure !== null) throw failed3(`ended with ${whyItFailed(command, ending)}`);
  const written3 = await stat(path).catch(() => null);
  if (written3 === null) throw failed3(`wrote no file to ${COMMAND_OUTPUT}`);
  if (written3.size === 0 && written3.isFile()) {
    throw new RehearsalError("snapshot-empty", `The snapshot command wrote nothing into ${COMMAND_OUTPUT}.`, {
      hint: `Nothing can be piped into the command: it has no standard input. ${wordsAsHint(ending.lastWords, rules, BY_HAND)}`
    });
  }
  return path;
}

// src/stages/snapshot/locate-source.ts
async function locateSource(options, directory, signal) {
  const { snapshot, snapshotCommand, commands = DEFAULT_COMMAND_RULES } = options;
  if (snapshot !== null && snapshotCommand === null) return regularFile(snapshot, snapshot, false);
  if (snapshot === null && snapshotCommand !== null) {
    const path = await runSnapshotCommand(snapshotCommand, directory, commands, signal);
    return regularFile(path, COMMAND_OUTPUT, await isOwnFile(path));
  }
  throw new RehearsalError(
    "usage-invalid",
    "The source must be a path or a snapshot command, and not both.",
    {
      hint: "Name the database file, or a command that makes a copy of it with --snapshot-command."
    }
  );
}
async function regularFile(given, shownPath, isPrivate) {
  const found2 = await stat2(given);
  if (found2.isDirectory()) {
    throw new RehearsalError("snapshot-is-directory", `${shownPath} is a folder.`, {
      hint: "Name the database file inside of it."
    });
  }
  if (!found2.isFile()) {
    throw new RehearsalError("snapshot-not-sqlite", `${shownPath} is not a regular file.`, {
      hint: "Write what comes out of it to a file first (cat > copy.db), and name that file."
    });
  }
  return { shownPath, path: await realpath3(given), isPrivate };
}

// src/stages/snapshot/make-readable.ts
import { open as open6, stat as stat5, statfs } from "node:fs/promises";
import { join as join5 } from "node:path";

// src/engines/sqlite/run-script-apart.ts
async function runScriptApart(script, path, options) {
  const apart = new RequestProcess(
    new URL("./script-process.ts", import.meta.url),
    reviveSqliteError
  );
  try {
    const request = { script, path, maxBytes: options.maxBytes };
    const failure = await apart.ask(request, Number.POSITIVE_INFINITY, options.signal);
    if (failure !== null) throw revived(failure);
  } finally {
    apart.end();
  }
}
function revived(failure) {
  switch (failure.kind) {
    case "statement":
      return new ScriptError(failure.line, failure.message, failure.resultCode);
    case "file":
      return Object.assign(new Error(failure.message), { code: failure.code, syscall: failure.syscall });
    default:
      return failure;
  }
}

// src/stages/snapshot/make-readable.ts
init_rehearsal_error();

// src/stages/snapshot/check-header.ts
init_rehearsal_error();
import { open as open2 } from "node:fs/promises";
var HEADER_BYTES = 100;
async function readHeader(path) {
  const file = await open2(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
function checkComplete(header, size, shownPath) {
  if (header.length < HEADER_BYTES) {
    throw cutOff(
      shownPath,
      `it has ${amount(size, "byte")}, and the header of a database alone ${HEADER_BYTES}`
    );
  }
  const promised = promisedSize(header);
  if (size < promised) {
    throw cutOff(shownPath, `it has ${size} of the ${promised} bytes that its header promises`);
  }
}
function cutOff(shownPath, why) {
  return new RehearsalError("snapshot-truncated", `${shownPath} is cut off: ${why}.`, {
    hint: "The copy or download stopped early. Copy it again and compare the sizes."
  });
}
function promisedSize(header) {
  const pageSize = pageSizeOf(header);
  if (pageSize === null) return HEADER_BYTES;
  const pageCountHolds = header.readUInt32BE(24) === header.readUInt32BE(92);
  return pageCountHolds ? header.readUInt32BE(28) * pageSize : pageSize;
}
function pageSizeOf(header) {
  const stored = header.length < HEADER_BYTES ? 0 : header.readUInt16BE(16);
  const pageSize = stored === 1 ? 65536 : stored;
  return PAGE_SIZES.has(pageSize) ? pageSize : null;
}
var PAGE_SIZES = /* @__PURE__ */ new Set([512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]);

// src/stages/snapshot/private-copy.ts
import { createReadStream, createWriteStream } from "node:fs";
import { chmod, constants, copyFile, open as open3, stat as stat3, truncate } from "node:fs/promises";
import { join as join4 } from "node:path";
import { pipeline } from "node:stream/promises";

// src/engines/sqlite/recover-sqlite.ts
var import_better_sqlite3 = __toESM(require_lib(), 1);
function recoverSqlite(path) {
  const database = new import_better_sqlite3.default(path, { fileMustExist: true });
  try {
    database.exec(RECOVER);
  } finally {
    database.close();
  }
}
var RECOVER = `
  pragma locking_mode = exclusive;
  pragma synchronous  = off;
  select 1 from sqlite_schema limit 1;
  pragma wal_checkpoint(truncate);
  pragma journal_mode = delete`;

// src/stages/snapshot/private-copy.ts
async function needsRecovery(path, header) {
  if (isWalMode(header)) return true;
  const sizes = await Promise.all(SIDECARS_WITH_DATA.map((suffix) => sizeOf(path + suffix)));
  return sizes.some((size) => size > 0);
}
function isWalMode(header) {
  return header[18] === 2 || header[19] === 2;
}
async function sizeOf(path) {
  return (await stat3(path).catch(() => null))?.size ?? 0;
}
async function copyDatabase(path, directory, signal) {
  const copy = join4(directory, "database");
  for (const suffix of ["", ...SIDECARS_WITH_DATA]) {
    if (suffix !== "" && await sizeOf(path + suffix) === 0) continue;
    await copyFileTo(path + suffix, copy + suffix, signal);
  }
  return copy;
}
async function copyFileTo(path, copy, signal) {
  if (await isCloned(path, copy)) return;
  const source = createReadStream(path, { highWaterMark: PIECE_BYTES });
  await pipeline(source, createWriteStream(copy, { flags: "wx", mode: 384 }), { signal });
}
var PIECE_BYTES = 1 << 20;
async function isCloned(path, copy) {
  try {
    await copyFile(path, copy, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL);
  } catch {
    return false;
  }
  await chmod(copy, 384);
  return true;
}
async function recover(path) {
  await detachSuperJournal(`${path}-journal`);
  recoverSqlite(path);
}
async function detachSuperJournal(journal) {
  const size = await sizeOf(journal);
  if (size < SUPER_JOURNAL_TAIL) return;
  const tail = await readAt(journal, size - SUPER_JOURNAL_TAIL, SUPER_JOURNAL_TAIL);
  const nameBytes = tail.readUInt32BE(0);
  const start = size - SUPER_JOURNAL_TAIL - nameBytes;
  if (!tail.subarray(8).equals(JOURNAL_MAGIC) || start < PAGE_NUMBER_BYTES) return;
  const name = (await readAt(journal, start, nameBytes)).toString("utf8");
  if (await stat3(name).catch(() => null) !== null) await truncate(journal, start - PAGE_NUMBER_BYTES);
}
var PAGE_NUMBER_BYTES = 4;
var SUPER_JOURNAL_TAIL = 4 + 4 + 8;
var JOURNAL_MAGIC = Buffer.from("d9d505f920a163d7", "hex");
async function readAt(path, position, length) {
  const file = await open3(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

// src/stages/snapshot/recognise-file.ts
import { open as open4 } from "node:fs/promises";

// src/stages/snapshot/recognise-script.ts
function looksLikeText(head) {
  const controls = head.filter((byte) => byte < 32 && !TEXT_CONTROLS.has(byte));
  return !controls.includes(0) && controls.length * 100 < head.length;
}
var TEXT_CONTROLS = new Set(Buffer.from("	\n\r\f\b\x1B"));
function looksLikeScript(head, name) {
  if (/\.sql(\.(gz|zst))?$/i.test(name)) return true;
  const text = head.toString("latin1").replace(LEADING_SPACE, "");
  return text === "" || FIRST_WORD.test(text);
}
var FIRST_WORD = /^(alter|analyze|attach|begin|commit|create|delete|detach|drop|end|explain|insert|pragma|reindex|release|replace|rollback|savepoint|select|update|vacuum|values|with)\b|^\.[a-z]+/i;
var LEADING_SPACE = /^(\xEF\xBB\xBF|[\s;]+|--[^\n]*(\n|$)|\/\*[\s\S]*?(\*\/|$))+/;

// src/stages/snapshot/recognise-file.ts
var HEAD_BYTES = 64 * 1024;
async function recogniseFile(path, name) {
  const file = await open4(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return recognise(buffer.subarray(0, bytesRead), size, name);
  } finally {
    await file.close();
  }
}
function recognise(head, size, name) {
  if (size === 0) return { type: "empty" };
  if (startsWith(head, SQLITE)) return { type: "sqlite" };
  if (startsWith(head, "\x8B\b")) return { type: "gzip" };
  if (startsWith(head, "(\xB5/\xFD") || isSkippableZstdFrame(head)) return { type: "zstd" };
  const format = FORMATS.find(({ magic, at }) => startsWith(head.subarray(at ?? 0), magic));
  if (format !== void 0) return { type: "other", description: format.description };
  if (looksLikeText(head)) {
    return looksLikeScript(head, name) ? { type: "script" } : { type: "other", description: "text, but not a SQL script" };
  }
  if (looksEncrypted(head, size)) return { type: "encrypted" };
  return { type: "other", description: "of an unknown format: the header of SQLite is missing" };
}
var SQLITE = "SQLite format 3\0";
var FORMATS = [
  { magic: "PK", description: "a zip archive: unpack it first" },
  { magic: "ustar", at: 257, description: "a tar archive: unpack it first" },
  { magic: "BZh", description: "a bzip2 archive: unpack it first, or use gzip or zstd" },
  { magic: "\xFD7zXZ\0", description: "an xz archive: unpack it first, or use gzip or zstd" },
  { magic: "7z\xBC\xAF'", description: "a 7-Zip archive: unpack it first" },
  { magic: "Rar!", description: "a RAR archive: unpack it first" },
  { magic: '"M', description: "an lz4 archive: unpack it first, or use gzip or zstd" },
  { magic: "7\x7F\x82", description: "a write-ahead log (-wal): name the database beside it" },
  { magic: "7\x7F\x83", description: "a write-ahead log (-wal): name the database beside it" },
  {
    magic: "\xD9\xD5\xF9 \xA1c\xD7",
    description: "a rollback journal (-journal): name the database beside it"
  },
  { magic: "** This file contains an SQLite 2", description: "a SQLite 2 database: convert it to SQLite 3" },
  { magic: "DUCK", at: 8, description: "a DuckDB database" },
  { magic: "\0\0\0Standard ", description: "a Microsoft Access database" },
  { magic: "PGDMP", description: "a dump of PostgreSQL (pg_dump -Fc)" },
  {
    magic: "version https://git-lfs",
    description: "a pointer of Git LFS: check out with `lfs: true`, or run `git lfs pull`"
  },
  {
    magic: "\xFF\xFE",
    description: 'UTF-16 text: write the script as UTF-8 (`sqlite3 app.db ".output dump.sql" .dump`)'
  },
  { magic: "<!DOCTYPE", description: "a web page: the download has failed" },
  { magic: "<html", description: "a web page: the download has failed" }
];
function startsWith(head, magic) {
  return head.toString("latin1", 0, magic.length) === magic;
}
function isSkippableZstdFrame(head) {
  return head.length >= 4 && (head.readUInt32LE(0) & 4294967280) >>> 0 === 407710288;
}
function looksEncrypted(head, size) {
  return size % 512 === 0 && head.length >= 2048 && entropyBits(head) > 7.8;
}
function entropyBits(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  return counts.filter((count) => count > 0).reduce((bits2, count) => bits2 - count / bytes.length * Math.log2(count / bytes.length), 0);
}

// src/stages/snapshot/unpack.ts
init_rehearsal_error();
import { createReadStream as createReadStream2, createWriteStream as createWriteStream2 } from "node:fs";
import { stat as stat4 } from "node:fs/promises";
import { pipeline as pipeline2 } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";

// src/stages/snapshot/format-bytes.ts
var UNITS = ["bytes", "kB", "MB", "GB", "TB"];
function formatBytes(bytes) {
  const power = Math.min(UNITS.length - 1, bytes < 1e4 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const amount2 = bytes / 1e3 ** power;
  return `${power > 0 && amount2 < 10 ? amount2.toFixed(1) : Math.round(amount2)} ${UNITS[power]}`;
}

// src/stages/snapshot/unpack.ts
async function unpack(path, format, target, options) {
  const { maxBytes, signal } = options;
  const limit = (source) => limitBytes(source, maxBytes);
  const output = createWriteStream2(target, { flags: "wx", mode: 384 });
  if (format === "gzip") await pipeline2(createReadStream2(path), createGunzip(), limit, output, { signal });
  else await pipeline2(decompressFrames(path), limit, output, { signal });
}
async function* limitBytes(source, maxBytes) {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}
function tooLarge(maxBytes) {
  return new RehearsalError(
    "snapshot-too-large",
    `The snapshot unpacks to more than ${formatBytes(maxBytes)}.`,
    {
      hint: "That is all that the free disk space and the limit allow. Make room (TMPDIR names another disk), or give the unpacked database."
    }
  );
}
async function* decompressFrames(path) {
  const { size } = await stat4(path);
  for (let offset = 0; offset < size; ) {
    const decompressor = createZstdDecompress();
    const feeding = feed(decompressor, path, offset);
    feeding.catch((error) => decompressor.destroy(error));
    yield* decompressor;
    await feeding;
    offset += decompressor.bytesWritten;
  }
}
async function feed(decompressor, path, start) {
  let offered = 0;
  for await (const chunk of createReadStream2(path, { start })) {
    offered += chunk.length;
    await new Promise((resolve, reject) => {
      decompressor.write(chunk, (error) => error ? reject(error) : resolve());
    });
    if (decompressor.bytesWritten < offered) return;
  }
  decompressor.end();
}

// src/stages/snapshot/walk-wal.ts
import { open as open5 } from "node:fs/promises";
async function walkWal(path, pageSize, signal) {
  const file = await open5(path).catch((error) => {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    return size === 0 ? null : await walk(file, size, pageSize, signal);
  } finally {
    await file.close();
  }
}
async function walk(file, size, pageSize, signal) {
  if (size < WAL_HEADER) return { ...NOTHING, isCut: true };
  const header = readWalHeader(await readAt2(file, 0, WAL_HEADER));
  const frameBytes = FRAME_HEADER + (header.isWhole ? header.pageSize : pageSize);
  const frames = Math.floor((size - WAL_HEADER) / frameBytes);
  const perPiece = Math.max(1, Math.floor(PIECE_BYTES2 / frameBytes));
  let sums = header.sums;
  let isValid = header.isWhole;
  let isOwn = true;
  let [validFrames, transactions, passedOver] = [0, 0, 0];
  for (let first = 0; first < frames; first += perPiece) {
    signal.throwIfAborted();
    const count = Math.min(perPiece, frames - first);
    const piece = await readAt2(file, WAL_HEADER + first * frameBytes, count * frameBytes);
    for (let at = 0; at + frameBytes <= piece.length; at += frameBytes) {
      const frame = piece.subarray(at, at + frameBytes);
      const isCommit = frame.readUInt32BE(0) !== 0 && frame.readUInt32BE(4) !== 0;
      isOwn = !header.isWhole || hasSalts(frame, header.salts);
      if (isValid) {
        sums = checksum(checksum(sums, frame, 0, 8, header), frame, FRAME_HEADER, frameBytes, header);
        isValid = isOwn && frame.readUInt32BE(0) !== 0 && isSum(frame, 16, sums);
      }
      if (isValid) validFrames += 1;
      if (isCommit && isValid) transactions += 1;
      if (isCommit && isOwn && !isValid) passedOver += 1;
    }
  }
  const tail = await readAt2(file, WAL_HEADER + frames * frameBytes, Math.min(size, FRAME_HEADER));
  const tailBytes = (size - WAL_HEADER) % frameBytes;
  return {
    frames,
    validFrames,
    transactions,
    passedOver,
    // SQLite writes the header of a frame by itself: a crash in between is no damage
    isCut: tailBytes > 0 && tailBytes !== FRAME_HEADER && header.isWhole && (tail.length < SALTS_END ? isOwn : hasSalts(tail, header.salts)),
    isHeaderWhole: header.isWhole
  };
}
var NOTHING = {
  frames: 0,
  validFrames: 0,
  transactions: 0,
  passedOver: 0,
  isCut: false,
  isHeaderWhole: false
};
var WAL_HEADER = 32;
var FRAME_HEADER = 24;
var SALTS_END = 16;
var MAGIC = 931071618;
var PIECE_BYTES2 = 1 << 20;
function readWalHeader(bytes) {
  const magic = bytes.readUInt32BE(0);
  const pageSize = bytes.readUInt32BE(8);
  const isLittleEndian = (magic & 1) === 0;
  const sums = checksum([0, 0], bytes, 0, 24, { isLittleEndian });
  const isPageSize = pageSize >= 512 && pageSize <= 65536 && (pageSize & pageSize - 1) === 0;
  return {
    isWhole: (magic & ~1) === MAGIC && isPageSize && isSum(bytes, 24, sums),
    pageSize,
    isLittleEndian,
    salts: bytes.subarray(16, 24),
    sums
  };
}
function hasSalts(frame, salts) {
  return salts.equals(frame.subarray(8, SALTS_END));
}
function isSum(bytes, at, [first, second]) {
  return bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;
}
function checksum([first, second], bytes, start, end, { isLittleEndian }) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let [a, b] = [first | 0, second | 0];
  for (let at = start; at < end; at += 8) {
    a = a + view.getInt32(at, isLittleEndian) + b | 0;
    b = b + view.getInt32(at + 4, isLittleEndian) + a | 0;
  }
  return [a >>> 0, b >>> 0];
}
async function readAt2(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

// src/stages/snapshot/wal-issue.ts
function walMissing() {
  return issue("wal-missing", {
    priority: "LOW",
    message: "The database is in WAL mode and has no -wal file beside it. That is so after a clean shutdown, and also when the file was copied from a running application without its -wal: the newest transactions would be missing then, and the file alone cannot tell."
  });
}
async function walDamage(path, pageSize, signal) {
  const walk2 = await walkWal(`${path}-wal`, pageSize, signal);
  if (walk2 === null || walk2.passedOver === 0 && !walk2.isCut) return null;
  const { transactions } = walk2;
  const lost = walk2.passedOver === 0 ? "those" : `at least ${walk2.passedOver}`;
  return issue("source-corrupt", {
    object: "-wal",
    message: `The -wal file beside the database is damaged: ${placeOf(walk2)}. SQLite reads ${amount(transactions, "transaction")} of it, and passes over ${lost} after the damage without an error: what they have committed is missing here, or mixed with older pages.`,
    remedy: 'Copy the database again, with its -wal, while the application stands still; or let SQLite copy it where it runs: `sqlite3 app.db ".backup copy.db"`. If the original is damaged too, the transactions are in a backup only.'
  });
}
function placeOf({ isHeaderWhole, validFrames, frames, passedOver }) {
  if (passedOver === 0) return `it ends in the middle of a frame, after ${amount(frames, "whole frame")}`;
  if (!isHeaderWhole) return `its header does not hold, and ${amount(frames, "frame")} follow it`;
  return `frame ${validFrames + 1} of ${frames} is not as it was written`;
}

// src/stages/snapshot/make-readable.ts
async function makeReadable(source, directory, maxBytes, signal) {
  const { path, shownPath } = source;
  const limits = { maxBytes: Math.min(maxBytes, await freeBytes(directory)), signal };
  const kind = await recogniseFile(path, shownPath);
  switch (kind.type) {
    case "sqlite":
      return databaseFile(source, directory, signal);
    case "script":
      return scriptDatabase(source, directory, limits);
    case "gzip":
    case "zstd": {
      const unpacked = join5(directory, "unpacked");
      if (path === unpacked) throw notSqlite(shownPath, "an archive inside of an archive: unpack it first");
      await unpack(path, kind.type, unpacked, limits);
      return makeReadable({ path: unpacked, shownPath, isPrivate: true }, directory, maxBytes, signal);
    }
    case "empty":
      throw new RehearsalError("snapshot-empty", `${shownPath} is empty.`, {
        hint: "SQLite makes such a file when it opens a path that does not exist. Look for the real database."
      });
    case "encrypted":
      throw new RehearsalError("snapshot-encrypted", `${shownPath} looks encrypted: its bytes are random.`, {
        hint: "Decrypt it first; with SQLCipher: ATTACH a plain file with KEY '', then SELECT sqlcipher_export('plain')."
      });
    case "other":
      throw notSqlite(shownPath, kind.description);
    default:
      return kind;
  }
}
async function freeBytes(directory) {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize * 0.9;
}
function notSqlite(shownPath, description) {
  return new RehearsalError("snapshot-not-sqlite", `${shownPath} is ${description}.`, {
    hint: "Give a SQLite database, a script of SQL, or either of them as .gz or .zst."
  });
}
async function databaseFile(source, directory, signal) {
  for (const suffix of SIDECARS_WITH_DATA) await refuseStrange(source, suffix);
  const header = await readHeader(source.path);
  const isMissing = isWalMode(header) && !await exists(`${source.path}-wal`);
  const { path, damage } = await standAlone(source, directory, header, signal);
  const { size: sizeBytes } = await stat5(path);
  checkComplete(await readHeader(path), sizeBytes, source.shownPath);
  return { path, sizeBytes, walIssue: isMissing ? walMissing() : damage };
}
async function refuseStrange({ path, shownPath }, suffix) {
  const found2 = await stat5(path + suffix).catch(() => null);
  if (found2 === null || found2.isFile()) return;
  throw new RehearsalError("snapshot-not-sqlite", `${shownPath}${suffix} is not a regular file.`, {
    hint: "SQLite takes what has this name for a part of the database. Move one of the two to another folder."
  });
}
async function exists(path) {
  return await stat5(path).catch(() => null) !== null;
}
async function standAlone(source, directory, header, signal) {
  const driverWouldTrim = source.path !== source.path.trim();
  if (!driverWouldTrim && !await needsRecovery(source.path, header)) {
    return { path: source.path, damage: null };
  }
  const path = source.isPrivate ? source.path : await copyDatabase(source.path, directory, signal);
  const damage = await walDamage(path, pageSizeOf(header) ?? DEFAULT_PAGE_SIZE, signal);
  await recover(path);
  return { path, damage };
}
var DEFAULT_PAGE_SIZE = 4096;
async function scriptDatabase(source, directory, limits) {
  const path = join5(directory, "script-result");
  const isLarge2 = (await stat5(source.path)).size >= LARGE_SCRIPT;
  try {
    await (isLarge2 ? runScriptApart(source.path, path, limits) : runScript(readScript(source.path), path, limits));
  } catch (error) {
    if (error instanceof RequestStopped) throw scriptFailed(source, error.message, { cause: error });
    if (!(error instanceof ScriptError)) throw error;
    if (error.resultCode === SQLITE_FULL) throw tooLarge(limits.maxBytes);
    throw scriptFailed(source, `line ${error.line}: ${error.message}`, { cause: error });
  }
  const { size: sizeBytes } = await stat5(path);
  const rollback = await lastRollback(source.path);
  if (rollback === "due to errors") {
    throw scriptFailed(source, "it ends in ROLLBACK due to errors: it is the dump of a damaged database", {
      hint: "Replace that ROLLBACK by COMMIT to take what the dump has, or make the script anew: sqlite3 damaged.db .recover > script.sql."
    });
  }
  if (sizeBytes > 0) return { path, sizeBytes, walIssue: null };
  if (rollback === null) throw scriptFailed(source, "it created nothing");
  throw scriptFailed(source, "it ends in ROLLBACK, and so created nothing", {
    hint: "Replace ROLLBACK by COMMIT to take what the script has. If it is the dump of a damaged database, sqlite3 damaged.db .recover > script.sql finds more."
  });
}
async function lastRollback(path) {
  const file = await open6(path);
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, 200));
    await file.read(tail, 0, tail.length, size - tail.length);
    const [end, remark = ""] = /\brollback\s*;\s*(--.*)?\s*$/i.exec(tail.toString("latin1")) ?? [];
    if (end === void 0) return null;
    return /due to errors/i.test(remark) ? "due to errors" : "unexplained";
  } finally {
    await file.close();
  }
}
var LARGE_SCRIPT = 4 << 20;
var SQLITE_FULL = 13;
function scriptFailed(source, message, { hint = BY_HAND2, cause } = {}) {
  return new RehearsalError("snapshot-script-failed", `${source.shownPath}, ${message}.`, { hint, cause });
}
var BY_HAND2 = "Try it by hand: sqlite3 -bail new.db < script.sql. Only SQL of SQLite is understood.";

// src/stages/snapshot/prepare-database.ts
import { stat as stat6 } from "node:fs/promises";
import { join as join6 } from "node:path";
init_rehearsal_error();
async function prepareDatabase(file, scripts, directory, maxBytes, { emit, signal }) {
  if (scripts.length === 0) return file;
  const path = join6(directory, "prepared");
  await copyFileTo(file.path, path, signal);
  for (const script of scripts) {
    await runOn(path, script, maxBytes, signal);
    emit({ type: "note", message: `prepare: ${script} has run on a private copy of the snapshot` });
  }
  const { size: sizeBytes } = await stat6(path);
  return { ...file, path, sizeBytes };
}
async function runOn(path, script, maxBytes, signal) {
  const found2 = await stat6(script).catch(() => null);
  if (found2 !== null && !found2.isFile() && !found2.isDirectory()) {
    throw failed(script, "it is not a regular file", null);
  }
  try {
    await runScriptApart(script, path, { maxBytes, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ScriptError) throw failed(script, `line ${error.line}: ${error.message}`, error);
    if (error instanceof RequestStopped) throw failed(script, error.message, error);
    const { code, syscall } = error;
    if (syscall !== void 0) throw failed(script, `it cannot be read (${code})`, error);
    throw error;
  }
}
function failed(script, reason, cause) {
  return new RehearsalError("prepare-failed", `The prepare script ${script} failed, ${reason}.`, {
    hint: "Try it by hand on a copy: sqlite3 -bail copy.db < script.sql. Paths are relative to the working directory.",
    cause
  });
}

// src/stages/snapshot/sha256-of-schema.ts
import { createHash as createHash2 } from "node:crypto";
var DECLARATIONS = `
  select type, name, tbl_name, sql
    from sqlite_schema
   where name not like 'sqlite\\_%' escape '\\'
   order by type, name`;
function sha256OfSchema(database) {
  const hash = createHash2("sha256");
  for (const row of database.prepare(DECLARATIONS).raw().iterate()) hash.update(`${JSON.stringify(row)}
`);
  return hash.digest("hex");
}

// src/stages/snapshot/with-snapshot.ts
async function withSnapshot(options, context, use) {
  const { signal } = context;
  return withPrivateDirectory(async (directory) => {
    const source = await explained(
      options.snapshot ?? COMMAND_OUTPUT,
      () => locateSource(options, directory, signal),
      signal
    );
    const stamp = await stampFiles(source.path);
    const isChanged2 = async () => await stampFiles(source.path) !== stamp;
    const files = new OpenFiles();
    const handle = await explained(source.shownPath, () => files.open(source.path), signal);
    const threads = options.threads ?? new ThreadPool(options.jobs, reviveSqliteError);
    try {
      const take = async () => {
        const taken = await takeSnapshot({ ...source, handle }, directory, options, threads, files, context);
        if (await isChanged2()) throw inUse(source);
        return taken;
      };
      const { examining, ...snapshot } = await explained(source.shownPath, take, signal);
      const isOther = async () => snapshot.path === source.path && await isChanged2();
      const result = await use(snapshot).catch(async (error) => {
        throw isOfReading(error) && await isOther() ? inUse(source, options, error) : error;
      }).finally(() => examining.settled(signal));
      await examining.begun;
      if (await isOther()) {
        const { sha256 } = await snapshot.examine();
        if (await hashAgain(source.path, threads, signal) !== sha256) throw inUse(source, options);
      }
      return result;
    } finally {
      await threads.close();
      await files.close();
    }
  });
}
async function explained(shownPath, work, signal = null) {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw explainSourceError(error, shownPath);
  }
}
var OpenFiles = class {
  #handles = [];
  async open(path) {
    const handle = await open7(path);
    this.#handles.push(handle);
    return handle;
  }
  async close() {
    await Promise.all(this.#handles.map((handle) => handle.close()));
  }
};
async function takeSnapshot(source, directory, options, threads, files, context) {
  const { signal } = context;
  const { size: sizeBytes } = await source.handle.stat();
  if (isLarge(sizeBytes)) threads.start();
  const hash = () => hashOf(source.handle.fd, sizeBytes, threads, signal);
  const ours = source.isPrivate ? await hash() : null;
  const readable = await makeReadable(source, directory, options.maxBytes, signal);
  const file = await prepareDatabase(readable, options.prepare ?? [], directory, options.maxBytes, context);
  const copied = ours ?? (file.path === source.path ? null : await hash());
  signal.throwIfAborted();
  const { issues, ...facts } = inspect(file);
  const examine = async () => {
    const sha256 = copied ?? await hash();
    const damage = await damageOf(file, options.hugeFrom ?? HUGE_DATABASE, threads, signal);
    return { sha256, issues: [...issues, ...damage] };
  };
  const examining = new Begun(() => explained(source.shownPath, examine, signal));
  const snapshot = {
    sourcePath: source.shownPath,
    path: file.path,
    descriptor: (file.path === source.path ? source.handle : await files.open(file.path)).fd,
    privateDirectory: directory,
    sizeBytes,
    isLarge: isLarge(file.sizeBytes),
    ...facts,
    examine: () => examining.begin(),
    threads,
    open: () => openSqlite(file.path)
  };
  return { ...snapshot, copy: () => copySnapshot(snapshot, directory, files, signal), examining };
}
var HUGE_DATABASE = 512 << 20;
async function hashAgain(path, threads, signal) {
  const handle = await open7(path).catch(() => null);
  if (handle === null) return null;
  const { size } = await handle.stat();
  return await hashOf(handle.fd, size, threads, signal).finally(() => handle.close());
}
async function copySnapshot(snapshot, directory, files, signal) {
  const path = join7(await mkdtemp3(join7(directory, "copy-")), "database");
  await explained(snapshot.sourcePath, () => copyFileTo(snapshot.path, path, signal), signal);
  const copy = {
    ...snapshot,
    path,
    descriptor: (await files.open(path)).fd,
    open: () => openSqlite(path),
    openForWriting: () => openPrivateCopy(path)
  };
  return { ...copy, copy: () => copySnapshot(copy, directory, files, signal) };
}
function inspect(file) {
  const database = openSqlite(file.path);
  try {
    database.prepare("select count(*) from sqlite_schema").get();
    return {
      sqliteVersion: database.prepare("select sqlite_version()").pluck().get(),
      encoding: database.pragma("encoding", { simple: true }),
      schemaSha256: sha256OfSchema(database),
      issues: file.walIssue === null ? [] : [file.walIssue]
    };
  } finally {
    database.close();
  }
}
function isOfReading(error) {
  return sqliteResultCode(error) !== null || errorCode(error) === "ENOENT";
}
function inUse(source, { otherCommands: otherCommands2 = [] } = {}, cause) {
  const commands = otherCommands2.length === 0 ? "" : `Commands of the settings ran meanwhile, and one of them may have written to it: ${otherCommands2.join(", ")}. Otherwise: `;
  return new RehearsalError("snapshot-in-use", `${source.shownPath} changed while it was being read.`, {
    hint: `${commands}${IN_USE_HINT}`,
    cause
  });
}

// src/issues/planned-issue.ts
function planned(code, details) {
  return { issue: issue(code, details), rowsWhere: null };
}

// src/sql/postgres-keywords.ts
var RESERVED_WORDS = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
  column concurrently constraint create cross current_catalog current_date current_role current_schema
  current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch
  for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral
  leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer
  overlaps placing primary references returning right select session_user similar some symmetric system_user
  table tablesample then to trailing true union unique user using variadic verbose when where window
  with`.split(/\s+/)
);
var POSTGRES_KEYWORDS = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both
  case cast char character check coalesce collate collation column concurrently constraint create cross
  current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
  decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
  freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect
  interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query
  json_scalar json_serialize json_table json_value lateral leading least left like limit localtime
  localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset on
  only or order out outer overlaps overlay placing position precision primary real references returning right
  row select session_user setof similar smallint some substring symmetric system_user table tablesample then
  time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where
  window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
  xmlserialize xmltable`.split(/\s+/)
);

// src/stages/target/names/name-hints.ts
var MOST_NAMES = 8;
function nameHints({ tables }) {
  return [
    ...tables.flatMap(wordsToQuote),
    ...capitals(tables),
    ...alike(
      tables.map(({ name }) => name),
      (names) => ({ table: names[0] ?? "" })
    ),
    ...tables.flatMap(
      (table) => alike(
        table.columns.map(({ name }) => name),
        (names) => ({ table: table.name, column: names[0] ?? "" })
      )
    )
  ];
}
function wordsToQuote({ name, columns }) {
  const names = [name, ...columns.map((column) => column.name)].filter(needsQuotes);
  if (names.length === 0) return [];
  const message = `PostgreSQL needs quotes around ${listed(names)}`;
  return [planned("name-needs-quotes", { table: name, message })];
}
function needsQuotes(name) {
  const isWord2 = /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name);
  return name !== "" && !/[A-Z]/.test(name) && (!isWord2 || RESERVED_WORDS.has(name));
}
function capitals(tables) {
  const all = tables.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)]);
  const names = [...new Set(all.filter((name) => /[A-Z]/.test(name)))];
  if (names.length === 0) return [];
  const message = `${amount(names.length, "name")} with capitals, which PostgreSQL finds only in quotes: ${listed(names)}`;
  return [planned("name-needs-quotes", { message })];
}
function alike(names, place2) {
  const groups = Map.groupBy(names, (name) => name.toLowerCase().replaceAll("_", ""));
  return [...groups.values()].filter((group) => group.length > 1).map(
    (group) => planned("similar-names", {
      ...place2(group),
      message: `${listed(group)} differ only in case and underscores`
    })
  );
}
function listed(names) {
  const shown2 = names.slice(0, MOST_NAMES).join(", ");
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${shown2} and ${formatCount(rest)} more` : shown2;
}

// src/stages/target/names/name-registry.ts
import { createHash as createHash3 } from "node:crypto";
var LONGEST_NAME_BYTES = 63;
function createNameRegistry() {
  const taken = /* @__PURE__ */ new Set();
  return {
    take: (wanted) => {
      const name = firstFree(fitName(wanted), taken);
      taken.add(name);
      return name;
    },
    has: (name) => taken.has(name)
  };
}
function fitName(name) {
  if (name === "") return "unnamed";
  if (Buffer.byteLength(name) <= LONGEST_NAME_BYTES) return name;
  const hash = createHash3("sha256").update(name).digest("hex").slice(0, 8);
  return withSuffix(name, `_${hash}`);
}
function firstFree(name, taken) {
  let candidate = name;
  for (let number = 1; taken.has(candidate); number++) candidate = withSuffix(name, `_${number}`);
  return candidate;
}
function withSuffix(name, suffix) {
  return headOf(name, LONGEST_NAME_BYTES - Buffer.byteLength(suffix)) + suffix;
}
function headOf(name, bytes) {
  let head = "";
  for (const character of name) {
    if (Buffer.byteLength(head + character) > bytes) break;
    head += character;
  }
  return head;
}

// src/stages/target/names/system-columns.ts
var SYSTEM_COLUMNS = /* @__PURE__ */ new Set([
  "tableoid",
  "xmin",
  "cmin",
  "xmax",
  "cmax",
  "ctid"
]);

// src/stages/target/names/system-relations.ts
var SYSTEM_RELATIONS = new Set(
  `
    pg_aggregate pg_aios pg_am pg_amop pg_amproc pg_attrdef pg_attribute pg_auth_members pg_authid
    pg_available_extension_versions pg_available_extensions pg_backend_memory_contexts pg_cast pg_class pg_collation
    pg_config pg_constraint pg_conversion pg_cursors pg_database pg_db_role_setting pg_default_acl pg_depend
    pg_description pg_enum pg_event_trigger pg_extension pg_file_settings pg_foreign_data_wrapper pg_foreign_server
    pg_foreign_table pg_group pg_hba_file_rules pg_ident_file_mappings pg_index pg_indexes pg_inherits pg_init_privs
    pg_language pg_largeobject pg_largeobject_metadata pg_locks pg_matviews pg_namespace pg_opclass pg_operator
    pg_opfamily pg_parameter_acl pg_partitioned_table pg_policies pg_policy pg_prepared_statements pg_prepared_xacts
    pg_proc pg_publication pg_publication_namespace pg_publication_rel pg_publication_tables pg_range
    pg_replication_origin pg_replication_origin_status pg_replication_slots pg_rewrite pg_roles pg_rules pg_seclabel
    pg_seclabels pg_sequence pg_sequences pg_settings pg_shadow pg_shdepend pg_shdescription pg_shmem_allocations
    pg_shmem_allocations_numa pg_shseclabel pg_stat_activity pg_stat_all_indexes pg_stat_all_tables pg_stat_archiver
    pg_stat_bgwriter pg_stat_checkpointer pg_stat_database pg_stat_database_conflicts pg_stat_gssapi pg_stat_io
    pg_stat_progress_analyze pg_stat_progress_basebackup pg_stat_progress_cluster pg_stat_progress_copy
    pg_stat_progress_create_index pg_stat_progress_vacuum pg_stat_recovery_prefetch pg_stat_replication
    pg_stat_replication_slots pg_stat_slru pg_stat_ssl pg_stat_subscription pg_stat_subscription_stats
    pg_stat_sys_indexes pg_stat_sys_tables pg_stat_user_functions pg_stat_user_indexes pg_stat_user_tables pg_stat_wal
    pg_stat_wal_receiver pg_stat_xact_all_tables pg_stat_xact_sys_tables pg_stat_xact_user_functions
    pg_stat_xact_user_tables pg_statio_all_indexes pg_statio_all_sequences pg_statio_all_tables pg_statio_sys_indexes
    pg_statio_sys_sequences pg_statio_sys_tables pg_statio_user_indexes pg_statio_user_sequences pg_statio_user_tables
    pg_statistic pg_statistic_ext pg_statistic_ext_data pg_stats pg_stats_ext pg_stats_ext_exprs pg_subscription
    pg_subscription_rel pg_tables pg_tablespace pg_timezone_abbrevs pg_timezone_names pg_transform pg_trigger
    pg_ts_config pg_ts_config_map pg_ts_dict pg_ts_parser pg_ts_template pg_type pg_user pg_user_mapping
    pg_user_mappings pg_views pg_wait_events
  `.trim().split(/\s+/)
);

// src/stages/target/names/name-tables.ts
function nameTables(catalog, renames) {
  const relations = createNameRegistry();
  const names = /* @__PURE__ */ new Map();
  const asked = ({ name }) => renames.tables.get(name) ?? name;
  const unchangedFirst = [...catalog.tables].sort(
    (a, b) => Number(isChanged(asked(a))) - Number(isChanged(asked(b)))
  );
  for (const table of unchangedFirst) names.set(table, relations.take(asked(table)));
  const issues = [];
  const tables = catalog.tables.map((table) => {
    const name = names.get(table) ?? asked(table);
    issues.push(...nameIssues(asked(table), name, { table: table.name }), ...shadowedTable(table.name, name));
    const columnNames = nameColumns(table, renames.columns.get(table.name) ?? /* @__PURE__ */ new Map(), issues);
    return { table, schema: "public", name, columnNames };
  });
  return { tables, relations, issues };
}
function shadowedTable(table, name) {
  if (!SYSTEM_RELATIONS.has(name.toLowerCase())) return [];
  const message = `A query that names ${name} finds pg_catalog.${name.toLowerCase()}, and the table only as public.${name}`;
  return [planned("system-table-name", { table, message })];
}
function nameColumns(table, renames, issues) {
  const registry = createNameRegistry();
  const names = /* @__PURE__ */ new Map();
  const asked = ({ name }) => renames.get(name) ?? name;
  const possible = (column) => {
    const name = asked(column);
    return SYSTEM_COLUMNS.has(name) ? `${name}_` : name;
  };
  const unchangedFirst = [...table.columns].sort(
    (a, b) => Number(isChanged(possible(a), asked(a))) - Number(isChanged(possible(b), asked(b)))
  );
  for (const column of unchangedFirst) names.set(column.name, registry.take(possible(column)));
  for (const column of table.columns) {
    const name = names.get(column.name) ?? asked(column);
    issues.push(...nameIssues(asked(column), name, { table: table.name, column: column.name }));
  }
  return names;
}
function isChanged(wanted, original = wanted) {
  return fitName(wanted) !== original;
}
function nameIssues(source, target, place2) {
  if (source === target) return [];
  if (source === "") {
    return [
      planned("empty-identifier", { ...place2, message: `The name is empty; in the target it is ${target}` })
    ];
  }
  if (SYSTEM_COLUMNS.has(source)) {
    const message2 = `${source} is a system column of PostgreSQL; in the target it is ${target}`;
    return [planned("reserved-column-name", { ...place2, message: message2 })];
  }
  const bytes = Buffer.byteLength(source);
  const message = `The name has ${bytes} bytes; in the target it is ${target}`;
  return bytes > LONGEST_NAME_BYTES ? [planned("identifier-too-long", { ...place2, message })] : [];
}
function constraintNameIssues(written3, name, table) {
  if (written3 === null) return [];
  return nameIssues(written3, name, { table, object: written3 }).map(({ issue: issue2, ...rest }) => ({
    ...rest,
    issue: { ...issue2, priority: "LOW" }
  }));
}

// src/stages/target/names/not-null-names.ts
function countNotNullNames(tables) {
  const names = tables.flatMap(
    ({ name, columns }) => columns.map((column) => notNullName(name, column.name, 0))
  );
  return new Map([...Map.groupBy(names, (name) => name)].map(([name, group]) => [name, group.length]));
}
function reserveNotNullNames(table, names, constraints) {
  for (const column of table.columns.filter(({ notNull }) => notNull)) {
    const sharers = names.get(notNullName(table.name, column.name, 0)) ?? 1;
    for (let number = 0; number < sharers; number++) {
      const name = notNullName(table.name, column.name, number);
      if (!constraints.has(name)) constraints.take(name);
    }
  }
}
function notNullName(table, column, number) {
  const label = `_not_null${number === 0 ? "" : number}`;
  const room = LONGEST_NAME_BYTES - label.length - 1;
  let first = Buffer.byteLength(table);
  let second = Buffer.byteLength(column);
  while (first + second > room) {
    if (first > second) first--;
    else second--;
  }
  return `${headOf(table, first)}_${headOf(column, second)}${label}`;
}

// src/stages/target/names/renames.ts
init_rehearsal_error();
var NO_RENAMES = { tables: /* @__PURE__ */ new Map(), columns: /* @__PURE__ */ new Map() };
function readRenames(written3, catalog, migrated = catalog) {
  const mistakes = [];
  const tables = /* @__PURE__ */ new Map();
  const columns = /* @__PURE__ */ new Map();
  for (const [key, name] of Object.entries(written3)) {
    const found2 = findPlace(key, catalog.tables);
    const problem = found2 === null ? "the source has no such table or column" : unusable(name, found2.column);
    if (found2 === null || problem !== null) {
      mistakes.push(`${key} to ${name}: ${problem}`);
    } else if (found2.column === null) {
      if (tables.has(found2.table.name)) mistakes.push(`${key} to ${name}: ${TWICE}`);
      tables.set(found2.table.name, name);
    } else {
      const ofTable = columns.get(found2.table.name) ?? /* @__PURE__ */ new Map();
      if (ofTable.has(found2.column)) mistakes.push(`${key} to ${name}: ${TWICE}`);
      columns.set(found2.table.name, ofTable.set(found2.column, name));
    }
  }
  const renames = { tables, columns };
  mistakes.push(...collisions(migrated, renames));
  if (mistakes.length > 0) throw renameInvalid(mistakes);
  return renames;
}
var TWICE = "another key names the same";
function findPlace(key, tables) {
  const whole = tables.find(({ name }) => sameName(name, key));
  if (whole !== void 0) return { table: whole, column: null };
  for (const table of tables) {
    const column = table.columns.find(({ name }) => sameName(`${table.name}.${name}`, key));
    if (column !== void 0) return { table, column: column.name };
  }
  return null;
}
function unusable(name, column) {
  if (name.includes("\0")) return "PostgreSQL has no U+0000 in names";
  if (fitName(name) !== name) return "PostgreSQL has names of 1 to 63 bytes";
  return column !== null && SYSTEM_COLUMNS.has(name) ? `${name} is a system column of PostgreSQL` : null;
}
function collisions({ tables }, renames) {
  return [
    ...clashes(
      tables.map(({ name }) => name),
      renames.tables,
      ""
    ),
    ...tables.flatMap(
      ({ name, columns }) => clashes(
        columns.map((column) => column.name),
        renames.columns.get(name) ?? /* @__PURE__ */ new Map(),
        `${name}.`
      )
    )
  ];
}
function clashes(names, renamed, prefix) {
  const groups = Map.groupBy(names, (name) => renamed.get(name) ?? name);
  return [...groups].flatMap(
    ([target, sources]) => sources.length < 2 || !sources.some((name) => renamed.has(name)) ? [] : [`${sources.map((name) => prefix + name).join(" and ")} would both be ${target}`]
  );
}
function renameInvalid(mistakes) {
  const lines = mistakes.map((mistake) => `  rename ${mistake}`);
  const title = mistakes.length === 1 ? "A rename" : `${mistakes.length} renames`;
  return new RehearsalError("settings-invalid", `${title} in the settings cannot be:
${lines.join("\n")}`, {
    hint: "rename: { players: app_players, players.nick: nickname } \u2014 names of the source, then names in the target."
  });
}

// src/stages/target/schema-part.ts
function onConflict(action, table, object, column) {
  if (action === null || action === "ABORT") return [];
  const message = `${object} has ON CONFLICT ${action}; in the target the statement fails instead`;
  return [
    planned("on-conflict-clause", { table, object, message, ...column === void 0 ? {} : { column } })
  ];
}
function droppedPart(part, reason) {
  const entries = [
    ...part.ledger ?? [],
    ...(part.postData ?? []).map(({ entry }) => entry),
    ...(part.sequences ?? []).map(({ entry }) => entry)
  ];
  return { ledger: entries.map((entry) => ({ ...entry, status: "dropped", reason })) };
}

// src/sql/iso-text.ts
function isIsoDate(text) {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null || match[1] === "0000") return false;
  const day = /* @__PURE__ */ new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
function isIsoTime(text) {
  return isClock(text) || /^24:00(:00(\.0{1,6})?)?$/.test(text);
}
function isZonedIsoTime(text) {
  const [, time = ""] = /^(.+?) ?(?:Z|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?)$/.exec(text) ?? [];
  return isClock(time);
}
function isClock(text) {
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/.test(text);
}
function isIsoTimestamp(text, zoned) {
  if (isIsoDate(text)) return true;
  const match = /^(.{10})[ T](.+?)(Z|[+-]\d{2}(:?\d{2})?)?$/.exec(text);
  const [, day = "", time = "", offset = ""] = match ?? [];
  const isUtc = ["", "Z", "+00:00", "+0000", "+00", "-00:00", "-0000", "-00"].includes(offset);
  return isIsoDate(day) && isClock(time) && (zoned || isUtc);
}

// src/sql/sqlite-keywords.ts
var RESERVED_WORDS2 = new Set(
  `add all alter and as autoincrement between case check collate commit constraint create default deferrable
  delete distinct drop else escape except exists foreign from group having in index insert intersect into is
  isnull join limit not nothing notnull null on or order primary references returning select set table then to
  transaction union unique update using values when where`.split(/\s+/)
);
var JOIN_WORDS = new Set(
  "cross full indexed inner left natural outer right".split(" ")
);

// src/sql/parsing/precedence.ts
var LEVEL = {
  or: 1,
  and: 2,
  /** Of the prefix. */
  not: 3,
  equality: 4,
  order: 5,
  bits: 6,
  sum: 7,
  product: 8,
  concatenation: 9,
  collate: 10,
  /** Of `+`, `-` and `~` as prefixes. */
  sign: 11
};
function infixLevel(symbol) {
  return (symbol === null ? void 0 : INFIX_LEVELS.get(symbol)) ?? 0;
}
var SYMBOLS_OF_LEVELS = [
  [LEVEL.or, "OR"],
  [LEVEL.and, "AND"],
  [LEVEL.equality, "= == <> != IS ISNULL NOTNULL NOT IN BETWEEN LIKE GLOB REGEXP MATCH"],
  [LEVEL.order, "< <= > >="],
  [LEVEL.bits, "& | << >>"],
  [LEVEL.sum, "+ -"],
  [LEVEL.product, "* / %"],
  [LEVEL.concatenation, "|| -> ->>"],
  [LEVEL.collate, "COLLATE"]
];
var INFIX_LEVELS = new Map(
  SYMBOLS_OF_LEVELS.flatMap(([level, symbols]) => symbols.split(" ").map((symbol) => [symbol, level]))
);

// src/sql/parsing/expression-reader.ts
var Misunderstood = class extends Error {
  name = "Misunderstood";
};
var MAX_DEPTH = 1e3;
var ExpressionReader = class {
  #sql;
  #tokens;
  #parseLevel;
  #next = 0;
  #depth = 0;
  /** @param parseLevel is called by `parse` */
  constructor(sql, parseLevel2) {
    this.#sql = sql;
    this.#tokens = lexSqlite(sql);
    this.#parseLevel = parseLevel2;
  }
  peek(ahead = 0) {
    return this.#tokens[this.#next + ahead];
  }
  /** @throws Misunderstood at the end */
  take() {
    const token = this.peek() ?? this.fail();
    this.#next += 1;
    return token;
  }
  /** The keyword or operator that comes next, in upper case; null for anything else, also for a quoted keyword. */
  symbol(ahead = 0) {
    const token = this.peek(ahead);
    return token?.kind === "word" || token?.kind === "operator" ? token.value.toUpperCase() : null;
  }
  /** Takes these keywords or operators if all of them come next. */
  takeIf(...symbols) {
    const found2 = symbols.every((symbol, index) => this.symbol(index) === symbol);
    if (found2) this.#next += symbols.length;
    return found2;
  }
  /** @throws Misunderstood where something else comes next */
  expect(symbol) {
    return this.symbol() === symbol ? this.take() : this.fail();
  }
  /** Whether a word that is no keyword here, or a quoted name, comes next. */
  seesName() {
    const token = this.peek();
    if (token?.kind === "word") return !RESERVED_WORDS2.has(token.value.toLowerCase());
    return token?.kind === "identifier";
  }
  /** The name of a table or a column; SQLite takes a string where only such a name can stand. */
  takeName() {
    return this.seesName() || this.peek()?.kind === "string" ? this.take() : this.fail();
  }
  /** Whether a word of a type or a collation comes next. */
  seesTypeWord() {
    const token = this.peek();
    if (token?.kind === "word" && JOIN_WORDS.has(token.value.toLowerCase())) return false;
    return this.seesName() || token?.kind === "string";
  }
  /** Takes everything from a parenthesis to the one that closes it. */
  takeGroup() {
    const { start } = this.expect("(");
    for (let depth = 1; ; ) {
      if (this.symbol() === ";" || this.peek()?.kind === "illegal") this.fail();
      if (this.symbol() === "(") depth += 1;
      if (this.symbol() === ")") depth -= 1;
      const { end } = this.take();
      if (depth === 0) return { start, end };
    }
  }
  textOf({ start, end }) {
    return this.#sql.slice(start, end);
  }
  unsupported(construct, start, end) {
    return { kind: "unsupported", construct, text: this.textOf({ start, end }), start, end };
  }
  /** Reads an expression whose infix operators bind at least as tightly as the level. */
  parse(minimum = LEVEL.or) {
    const depth = this.#depth;
    this.deepen();
    const expression = this.#parseLevel(this, minimum);
    this.#depth = depth;
    return expression;
  }
  /** Counts a level of the tree, so that no text can exhaust the stack. */
  deepen() {
    if (this.#depth >= MAX_DEPTH) throw new Misunderstood("the expression is nested too deeply");
    this.#depth += 1;
  }
  /** @throws Misunderstood at the next token */
  fail() {
    const token = this.peek();
    throw new Misunderstood(
      token === void 0 ? "the expression ends too early" : `the expression is not understood at ${this.textOf(token)}`
    );
  }
};

// src/sql/parsing/parse-group.ts
function parseGroup(reader) {
  if (seesSelect(reader, 1)) return parseSelect(reader);
  const { start } = reader.expect("(");
  const first = reader.parse();
  const isRow = reader.symbol() === ",";
  while (reader.takeIf(",")) reader.parse();
  const { end } = reader.expect(")");
  return isRow ? reader.unsupported("row value", start, end) : { ...first, start, end };
}
function parseList(reader) {
  const items = [];
  reader.expect("(");
  while (reader.symbol() !== ")") {
    if (items.length > 0) reader.expect(",");
    items.push(reader.parse());
  }
  return { items, end: reader.take().end };
}
function parseSelect(reader, start) {
  const group = reader.takeGroup();
  return reader.unsupported("sub-select", start ?? group.start, group.end);
}
function seesSelect(reader, ahead) {
  return ["SELECT", "VALUES", "WITH"].includes(reader.symbol(ahead) ?? "");
}

// src/sql/parsing/parse-infix.ts
function parseInfix(reader, left) {
  if (!reader.takeIf("NOT")) return predicate(reader, left, false) ?? operator(reader, left);
  if (reader.symbol() === "NULL") return nullTest(left, reader.take().end, true);
  return predicate(reader, left, true) ?? reader.fail();
}
function predicate(reader, operand, negated2) {
  const symbol = reader.symbol();
  switch (symbol) {
    case "IN":
      return membership(reader, operand, negated2);
    case "BETWEEN":
      return between(reader, operand, negated2);
    case "LIKE":
    case "GLOB":
    case "REGEXP":
    case "MATCH":
      return like(reader, symbol, operand, negated2);
    default:
      return null;
  }
}
function operator(reader, left) {
  const { value, end } = reader.take();
  const symbol = value.toUpperCase();
  switch (symbol) {
    case "COLLATE":
      return collate(reader, left);
    case "ISNULL":
      return nullTest(left, end, false);
    case "NOTNULL":
      return nullTest(left, end, true);
    case "IS":
      return is(reader, left);
    case "==":
      return binary("=", left, reader.parse(LEVEL.equality + 1));
    case "!=":
      return binary("<>", left, reader.parse(LEVEL.equality + 1));
    default:
      return binary(symbol, left, reader.parse(infixLevel(symbol) + 1));
  }
}
function membership(reader, operand, negated2) {
  reader.expect("IN");
  if (reader.symbol() !== "(") {
    return reader.unsupported("sub-select", operand.start, takeTable(reader).end);
  }
  if (seesSelect(reader, 1)) return parseSelect(reader, operand.start);
  const { items, end } = parseList(reader);
  return { kind: "in-list", negated: negated2, operand, items, start: operand.start, end };
}
function takeTable(reader) {
  const first = reader.takeName();
  const last = reader.takeIf(".") ? reader.takeName() : first;
  return reader.symbol() === "(" ? parseList(reader) : last;
}
function between(reader, operand, negated2) {
  reader.expect("BETWEEN");
  const low = reader.parse(LEVEL.not);
  reader.expect("AND");
  const high = reader.parse(LEVEL.equality + 1);
  return { kind: "between", negated: negated2, operand, low, high, start: operand.start, end: high.end };
}
function like(reader, operator2, operand, negated2) {
  reader.take();
  const pattern = reader.parse(LEVEL.equality + 1);
  const mark = reader.takeIf("ESCAPE") ? reader.parse(LEVEL.equality + 1) : null;
  const { end } = mark ?? pattern;
  return { kind: "like", operator: operator2, negated: negated2, operand, pattern, escape: mark, start: operand.start, end };
}
function collate(reader, operand) {
  const { value, end } = reader.seesTypeWord() ? reader.take() : reader.fail();
  return { kind: "collate", operand, collation: value, start: operand.start, end };
}
function is(reader, left) {
  const isNot = reader.takeIf("NOT");
  const isDistinct = reader.takeIf("DISTINCT", "FROM");
  return binary(isNot === isDistinct ? "IS" : "IS NOT", left, reader.parse(LEVEL.equality + 1));
}
function binary(operator2, left, right) {
  return { kind: "binary", operator: operator2, left, right, start: left.start, end: right.end };
}
function nullTest(operand, end, negated2) {
  return { kind: "is-null", negated: negated2, operand, start: operand.start, end };
}

// src/sql/parsing/parse-call.ts
function parseCall(reader) {
  const name = reader.take();
  const isAggregate = ["*", "DISTINCT", "ALL"].includes(reader.symbol(1) ?? "");
  const args = isAggregate ? null : parseList(reader);
  let { end } = args ?? reader.takeGroup();
  const isFiltered = reader.takeIf("FILTER");
  if (isFiltered) ({ end } = reader.takeGroup());
  if (reader.takeIf("OVER")) {
    const window = reader.symbol() === "(" ? reader.takeGroup() : reader.takeName();
    return reader.unsupported("window function", name.start, window.end);
  }
  if (args === null || isFiltered) return reader.unsupported("aggregate function", name.start, end);
  return { kind: "call", name: name.value, args: args.items, start: name.start, end };
}

// src/sql/parsing/parse-type-name.ts
function parseTypeName(reader) {
  const words = [];
  while (reader.seesTypeWord()) words.push(reader.take().value);
  if (words.length === 0 || !reader.takeIf("(")) return words.join(" ");
  const numbers = [signedNumber(reader)];
  if (reader.takeIf(",")) numbers.push(signedNumber(reader));
  reader.expect(")");
  return `${words.join(" ")}(${numbers.join(", ")})`;
}
function signedNumber(reader) {
  const sign2 = reader.takeIf("-") ? "-" : "";
  if (sign2 === "") reader.takeIf("+");
  return reader.peek()?.kind === "number" ? `${sign2}${reader.take().value}` : reader.fail();
}

// src/sql/parsing/parse-operand.ts
function parseOperand(reader) {
  const token = reader.peek() ?? reader.fail();
  switch (token.kind) {
    case "number":
      return { kind: "number", text: token.value.replaceAll("_", ""), ...spanOf(reader.take()) };
    case "blob":
      return { kind: "blob", hex: token.value, ...spanOf(reader.take()) };
    case "string":
      return reader.symbol(1) === "." ? qualifiedName(reader) : { kind: "text", value: token.value, ...spanOf(reader.take()) };
    case "identifier":
      return nameOrCall(reader);
    case "word":
      return keyword(reader) ?? nameOrCall(reader);
    case "operator":
      return reader.symbol() === "(" ? parseGroup(reader) : sign(reader);
    case "parameter":
      return parameter(reader, token);
    case "illegal":
      return reader.fail();
    default:
      return token.kind;
  }
}
function spanOf({ start, end }) {
  return { start, end };
}
function parameter(reader, { value, start, end }) {
  if (value.startsWith("#")) reader.fail();
  reader.take();
  return reader.unsupported("bind parameter", start, end);
}
function sign(reader) {
  const operator2 = reader.symbol();
  return operator2 === "+" || operator2 === "-" || operator2 === "~" ? prefixed(reader, operator2, LEVEL.sign) : reader.fail();
}
function keyword(reader) {
  switch (reader.symbol()) {
    case "NOT":
      return prefixed(reader, "NOT", LEVEL.not);
    case "NULL":
      return { kind: "null", ...spanOf(reader.take()) };
    case "CURRENT_DATE":
    case "CURRENT_TIME":
    case "CURRENT_TIMESTAMP": {
      const token = reader.take();
      return { kind: "moment", name: token.value.toLowerCase(), ...spanOf(token) };
    }
    case "CASE":
      return caseOf(reader);
    case "CAST":
      return cast(reader);
    case "EXISTS":
      return seesSelect(reader, 2) ? parseSelect(reader, reader.take().start) : reader.fail();
    case "RAISE":
      return reader.unsupported("call of RAISE", reader.take().start, reader.takeGroup().end);
    default:
      return null;
  }
}
function prefixed(reader, operator2, level) {
  const { start } = reader.take();
  const operand = reader.parse(level);
  return { kind: "unary", operator: operator2, operand, start, end: operand.end };
}
function caseOf(reader) {
  const { start } = reader.expect("CASE");
  const subject = reader.symbol() === "WHEN" ? null : reader.parse();
  const branches = [];
  do
    branches.push(caseBranch(reader));
  while (reader.symbol() === "WHEN");
  const otherwise = reader.takeIf("ELSE") ? reader.parse() : null;
  return { kind: "case", subject, branches, otherwise, start, end: reader.expect("END").end };
}
function caseBranch(reader) {
  reader.expect("WHEN");
  const condition = reader.parse();
  reader.expect("THEN");
  return { condition, result: reader.parse() };
}
function cast(reader) {
  const { start } = reader.expect("CAST");
  reader.expect("(");
  const operand = reader.parse();
  reader.expect("AS");
  const type = parseTypeName(reader);
  return { kind: "cast", operand, type, start, end: reader.expect(")").end };
}
function nameOrCall(reader) {
  if (!reader.seesName()) return reader.fail();
  if (reader.symbol(1) === "(") return parseCall(reader);
  if (reader.symbol(1) === ".") return qualifiedName(reader);
  const token = reader.take();
  const spelling = token.kind === "word" ? "bare" : reader.textOf(token).startsWith('"') ? "double-quoted" : "quoted";
  return { kind: "name", name: token.value, spelling, ...spanOf(token) };
}
function qualifiedName(reader) {
  const { start } = reader.takeName();
  reader.expect(".");
  const second = reader.takeName();
  const { value, end } = reader.takeIf(".") ? reader.takeName() : second;
  return { kind: "name", name: value, spelling: "qualified", start, end };
}

// src/sql/parsing/parse-expression.ts
function parseExpression(sql) {
  const reader = new ExpressionReader(sql, parseLevel);
  try {
    const expression = reader.parse();
    return reader.peek() === void 0 ? { ok: true, expression } : reader.fail();
  } catch (error) {
    if (error instanceof Misunderstood) return { ok: false, reason: error.message };
    throw error;
  }
}
function parseLevel(reader, minimum) {
  let left = parseOperand(reader);
  for (; infixLevel(reader.symbol()) >= minimum; reader.deepen()) left = parseInfix(reader, left);
  return left;
}

// src/sql/parsing/integer-of.ts
function integerOf(tree) {
  if (tree.kind === "number") return /^\d{1,15}$/.test(tree.text) ? Number(tree.text) : null;
  if (tree.kind === "unary") return signed(tree.operator, integerOf(tree.operand));
  if (tree.kind !== "binary" || !/^[-+*]$/.test(tree.operator)) return null;
  const [left, right] = [integerOf(tree.left), integerOf(tree.right)];
  if (left === null || right === null) return null;
  const value = tree.operator === "*" ? left * right : tree.operator === "+" ? left + right : left - right;
  return Number.isSafeInteger(value) ? value : null;
}
function signed(operator2, value) {
  if (value === null || operator2 === "+") return value;
  return operator2 === "-" ? 0 - value : null;
}

// src/sql/parsing/children-of.ts
function childrenOf(node) {
  switch (node.kind) {
    case "unary":
    case "collate":
    case "is-null":
    case "cast":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "in-list":
      return [node.operand, ...node.items];
    case "between":
      return [node.operand, node.low, node.high];
    case "like":
      return [node.operand, node.pattern, ...present(node.escape)];
    case "case": {
      const branches = node.branches.flatMap(({ condition, result }) => [condition, result]);
      return [...present(node.subject), ...branches, ...present(node.otherwise)];
    }
    case "call":
      return node.args;
    case "null":
    case "number":
    case "text":
    case "blob":
    case "moment":
    case "name":
    case "unsupported":
      return [];
    default:
      return node;
  }
}
function present(node) {
  return node === null ? [] : [node];
}

// src/stages/target/defaults/moment-format.ts
var DAY = ["YYYY", { text: "-" }, "MM", { text: "-" }, "DD"];
var TIME = ["HH24", { text: ":" }, "MI", { text: ":" }, "SS"];
var DECIMALS = [{ text: "." }, "MS"];
var DAY_AND_TIME = [...DAY, { text: " " }, ...TIME];
var PARTS = {
  "%Y": ["YYYY"],
  "%m": ["MM"],
  "%d": ["DD"],
  "%H": ["HH24"],
  "%M": ["MI"],
  "%S": ["SS"],
  "%f": ["SS", ...DECIMALS],
  "%F": DAY,
  "%T": TIME,
  "%R": ["HH24", { text: ":" }, "MI"],
  "%%": [{ text: "%" }]
};
function readFormat(format) {
  const pieces = (format.match(/%.?|[^%]+/gs) ?? []).map(
    (piece) => piece.startsWith("%") ? PARTS[piece] : [{ text: piece }]
  );
  const known = pieces.filter((piece) => piece !== void 0);
  return known.length === 0 || known.length < pieces.length ? null : joined(known.flat());
}
function joined(format) {
  const result = [];
  for (const piece of format) {
    const last = result.at(-1);
    if (typeof piece !== "string" && last !== void 0 && typeof last !== "string")
      result[result.length - 1] = { text: last.text + piece.text };
    else if (typeof piece === "string" || piece.text !== "") result.push(piece);
  }
  return result;
}
function replaced(format, pattern, by) {
  if (pattern === "" || /\d/.test(pattern)) return null;
  return joined(
    format.map(
      (piece) => typeof piece === "string" ? piece : { text: piece.text.replaceAll(pattern, () => by) }
    )
  );
}
function smallestUnit(format) {
  if (format.includes("MS")) return "milliseconds";
  if (format.includes("SS")) return "second";
  return format.includes("HH24") || format.includes("MI") ? "minute" : "day";
}
function toCharFormat(format) {
  const pieces = format.map((piece, at) => {
    if (typeof piece === "string") return piece[0] === letterBefore(format[at - 1]) ? `""${piece}` : piece;
    return /^[ :.,/+-]*$/.test(piece.text) ? piece.text : `"${piece.text.replace(/["\\]/g, "\\$&")}"`;
  });
  return pieces.join("");
}
function letterBefore(piece) {
  return typeof piece === "string" ? piece.at(-1) : void 0;
}
var EXAMPLE = {
  YYYY: "2004",
  MM: "10",
  DD: "21",
  HH24: "13",
  MI: "46",
  SS: "57",
  MS: "859"
};
function exampleOf(format) {
  return format.map((piece) => typeof piece === "string" ? EXAMPLE[piece] : piece.text).join("");
}

// src/stages/target/defaults/moment-steps.ts
var NOW = { steps: [], local: false };
var SECONDS = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86400,
  month: 31 * 86400,
  year: 366 * 86400
};
var MOST_SECONDS = 366e3 * 86400;
function modify({ steps, local }, modifier) {
  const [, amount2 = "", unit = ""] = /^([+-]?\d{1,12}) +(second|minute|hour|day|month|year)s?$/i.exec(modifier) ?? [];
  if (unit !== "") {
    const name = unit.toLowerCase();
    const isKnown = !/^(month|year)$/.test(name) || isFirstOfMonth(steps);
    const isNear = Math.abs(Number(amount2)) * (SECONDS[name] ?? 0) <= MOST_SECONDS;
    const written3 = modifier.toLowerCase().replace(/ +/, " ");
    return isKnown && isNear ? { steps: [...steps, { kind: "add", interval: written3 }], local } : null;
  }
  const cut = /^start of (month|year|day)$/.exec(modifier.toLowerCase())?.[1];
  if (cut === "month" || cut === "year" || cut === "day")
    return { steps: [...steps, { kind: "cut", unit: cut }], local };
  const isWhole = steps.every((step) => step.kind === "cut" && /^(second|milliseconds)$/.test(step.unit));
  return modifier.toLowerCase() === "localtime" && !local && isWhole ? { steps, local: true } : null;
}
function isFirstOfMonth(steps) {
  const last = steps.findLast((step) => step.kind === "cut" || !/ (month|year)s?$/.test(step.interval));
  if (last?.kind !== "cut") return false;
  return last.unit === "month" || last.unit === "year" || isFirstOfMonth(steps.slice(0, steps.indexOf(last)));
}
function cutAt({ steps, local }, unit) {
  return { steps: [...steps, { kind: "cut", unit }], local };
}
function withoutNeedlessCuts({ steps, local }, unit) {
  const isNeedless = (step) => step.kind === "cut" && (step.unit === "milliseconds" || step.unit === "second" && unit !== "milliseconds");
  return { steps: steps.filter((step) => !isNeedless(step)), local };
}
function renderSteps(timestamp, { steps }) {
  return steps.reduce(
    (sql, step) => step.kind === "add" ? `(${sql} + '${step.interval}'::interval)` : `date_trunc('${step.unit}', ${sql})`,
    timestamp
  );
}

// src/stages/target/defaults/default-moment.ts
function momentOf(tree) {
  switch (tree.kind) {
    case "moment":
      return spelled(NOW, FORMATS2[tree.name] ?? null);
    case "cast":
      return castMoment(tree);
    case "call":
      return tree.name.toLowerCase() === "replace" ? replacedMoment(tree.args) : calledMoment(tree);
    case "binary":
      return tree.operator === "||" ? joinedMoment(tree.left, tree.right) : movedMoment(tree);
    default:
      return null;
  }
}
var WITH_DECIMALS = {
  datetime: [...DAY_AND_TIME, ...DECIMALS],
  date: DAY,
  time: [...TIME, ...DECIMALS]
};
var FORMATS2 = {
  current_timestamp: DAY_AND_TIME,
  current_date: DAY,
  current_time: TIME,
  datetime: DAY_AND_TIME,
  date: DAY,
  time: TIME
};
function spelled(clock2, format) {
  if (clock2 === null || format === null) return null;
  const unit = smallestUnit(format);
  return { ...withoutNeedlessCuts(clock2, unit), unit, format };
}
function inSeconds(clock2) {
  return clock2 && { ...withoutNeedlessCuts(clock2, "second"), unit: "second", format: null };
}
function castMoment({ operand, type }) {
  const moment = momentOf(operand);
  if (moment !== null) return moment.format === null || /char|clob|text/i.test(type) ? moment : null;
  if (!/int/i.test(type)) return null;
  const precise = preciseEpochOf(operand);
  if (precise !== null) return inSeconds(precise);
  if (operand.kind !== "binary" || operand.operator !== "*") return null;
  const { left, right } = operand;
  const isNow = isNumber(right, 86400) ? areDays(left) : isNumber(left, 86400) && areDays(right);
  return isNow ? inSeconds(NOW) : null;
}
function areDays(tree) {
  if (tree.kind !== "binary" || tree.operator !== "-" || !isNumber(tree.right, 24405875e-1)) return false;
  const { left } = tree;
  const clock2 = left.kind === "call" && left.name.toLowerCase() === "julianday" ? clockOf(left.args) : null;
  return clock2?.local === false && clock2.steps.length === 0;
}
function isNumber(tree, value) {
  return tree.kind === "number" && Number(tree.text) === value;
}
function calledMoment({ name, args }) {
  switch (name.toLowerCase()) {
    case "datetime":
    case "date":
    case "time": {
      const formats = isPrecise(args) ? WITH_DECIMALS : FORMATS2;
      return spelled(clockOf(args), formats[name.toLowerCase()] ?? null);
    }
    case "unixepoch":
      return isPrecise(args) ? null : inSeconds(clockOf(args));
    case "strftime": {
      const [format, ...others] = args;
      if (format?.kind !== "text") return null;
      const clock2 = clockOf(others);
      if (format.value !== "%s") return spelled(clock2, readFormat(format.value));
      return isPrecise(others) ? null : inSeconds(clock2);
    }
    default:
      return null;
  }
}
function preciseEpochOf(tree) {
  if (tree.kind !== "call" || !isPrecise(tree.args)) return null;
  const [format, ...others] = tree.args;
  const isStrftime = tree.name.toLowerCase() === "strftime" && textOf(format) === "%s";
  const args = isStrftime ? others : tree.name.toLowerCase() === "unixepoch" ? tree.args : null;
  const clock2 = args && clockOf(args);
  return clock2?.local === false ? clock2 : null;
}
function isPrecise(args) {
  return args.some(isSubsec);
}
function isSubsec(arg) {
  return arg.kind === "text" && /^subsec(?:ond)?$/i.test(arg.value);
}
function withoutSubsec(args) {
  return args.flatMap((arg, at) => {
    if (!isSubsec(arg)) return [arg];
    return at === 0 ? [{ ...arg, value: "now" }] : [];
  });
}
function clockOf(args) {
  const [base, ...others] = withoutSubsec(args);
  if (base === void 0) return NOW;
  const [clock2, modifiers] = baseOf(base, others.map(textOf));
  return modifiers.reduce(
    (modified, modifier) => modified === null || modifier === null ? null : modify(modified, modifier),
    clock2
  );
}
function textOf(arg) {
  return arg?.kind === "text" ? arg.value : null;
}
function baseOf(base, modifiers) {
  if (base.kind === "text") return [base.value.toLowerCase() === "now" ? NOW : null, modifiers];
  const moment = momentOf(base);
  if (moment === null) return [null, modifiers];
  const clock2 = cutAt(moment, moment.unit);
  const [first, ...others] = modifiers;
  if (moment.format === null) return [first?.toLowerCase() === "unixepoch" ? clock2 : null, others];
  return [READ_BACK.test(exampleOf(moment.format)) ? clock2 : null, modifiers];
}
var READ_BACK = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?$/;
function replacedMoment([text, pattern, by, ...others]) {
  const moment = text === void 0 ? null : momentOf(text);
  if (moment?.format == null || pattern?.kind !== "text" || by?.kind !== "text" || others.length > 0)
    return null;
  return isWritable(by.value) ? spelled(moment, replaced(moment.format, pattern.value, by.value)) : null;
}
function joinedMoment(left, right) {
  const [a, b] = [written(left) ?? momentOf(left), written(right) ?? momentOf(right)];
  if (a?.format == null || b?.format == null) return null;
  const clock2 = "steps" in a ? a : "steps" in b ? b : null;
  if (clock2 === null || "steps" in b && !isSameClock(clock2, b)) return null;
  return spelled(clock2, joined([...a.format, ...b.format]));
}
function written(tree) {
  return tree.kind === "text" && isWritable(tree.value) ? { format: [{ text: tree.value }] } : null;
}
function isWritable(text) {
  return !text.includes("\0");
}
function isSameClock(a, b) {
  return a.local === b.local && JSON.stringify(a.steps) === JSON.stringify(b.steps);
}
function movedMoment({ operator: operator2, left, right }) {
  if (operator2 !== "+" && operator2 !== "-") return null;
  const [base, number] = operator2 === "+" && integerOf(left) !== null ? [right, left] : [left, right];
  const [moment, count] = [momentOf(base), integerOf(number)];
  if (moment?.format !== null || count === null || Math.abs(count) > MOST_SECONDS) return null;
  const seconds = operator2 === "+" ? count : -count;
  return { ...moment, steps: [...moment.steps, { kind: "add", interval: `${seconds} seconds` }] };
}
var DATE_FUNCTIONS = ["datetime", "date", "time", "unixepoch", "strftime", "julianday"];
function unequalMoment(tree) {
  const call = tree.kind === "call" && DATE_FUNCTIONS.includes(tree.name.toLowerCase()) ? tree : null;
  if (call !== null) return call.name.toLowerCase() === "julianday" ? null : unequalCall(call);
  return hasMoment(tree) ? COMPUTED : null;
}
var COMPUTED = "what is computed here of the present moment has no equivalent";
function hasMoment(tree) {
  const isCall = tree.kind === "call" && DATE_FUNCTIONS.includes(tree.name.toLowerCase());
  return tree.kind === "moment" || isCall || childrenOf(tree).some(hasMoment);
}
function unequalCall({ name, args }) {
  const shown2 = `${name.toLowerCase()}()`;
  const [base, ...modifiers] = withoutSubsec(name.toLowerCase() === "strftime" ? args.slice(1) : args);
  const isPresent = base === void 0 || baseOf(base, modifiers.map(textOf))[0] !== null;
  if (!isPresent) return `${shown2} is translated for 'now'`;
  const known = modifiers.map((_, at) => clockOf([...base ? [base] : [], ...modifiers.slice(0, at + 1)]));
  const modifier = modifiers[known.indexOf(null)];
  if (modifier === void 0) return `the format of ${shown2} has no equivalent`;
  if (modifier.kind !== "text") return `a modifier of ${shown2} is computed`;
  const isMonths = /^[+-]?\d+ +(month|year)s?$/i.test(modifier.value);
  const why = isMonths ? ": PostgreSQL ends it where the month does" : "";
  return `the modifier '${modifier.value}' of ${shown2} has no equivalent${why}`;
}

// src/stages/target/defaults/default-epoch.ts
function readMilliseconds(tree) {
  if (tree.kind === "cast") {
    const inner = isInteger(tree.type) ? readMilliseconds(tree.operand) : null;
    return inner && { ...inner, integer: true };
  }
  if (tree.kind === "call" && tree.name.toLowerCase() === "round" && tree.args.length === 1) {
    const [operand] = tree.args;
    return operand === void 0 ? null : readMilliseconds(operand);
  }
  if (tree.kind !== "binary") return null;
  const { left, right } = tree;
  if (tree.operator === "||") return appended(left, right);
  if (tree.operator === "+") return moved(left, integerOf(right)) ?? moved(right, integerOf(left));
  if (tree.operator === "-") return moved(left, negative(integerOf(right)));
  return tree.operator === "*" ? multiplied(left, right) ?? multiplied(right, left) : null;
}
function negative(value) {
  return value === null ? null : -value;
}
function moved(tree, milliseconds) {
  const moment = readMilliseconds(tree);
  if (moment === null || milliseconds === null || Math.abs(milliseconds) > MOST_SECONDS * 1e3) return null;
  if (moment.whole && milliseconds % 1e3 !== 0) return null;
  const interval = moment.whole ? `${milliseconds / 1e3} seconds` : `${milliseconds} milliseconds`;
  return { ...moment, steps: [...moment.steps, { kind: "add", interval }] };
}
var PRECISE = { whole: false, integer: false, steps: [] };
function multiplied(operand, factor) {
  if (isNumber(factor, 864e5)) return areDays(operand) ? PRECISE : null;
  if (!isNumber(factor, 1e3)) return null;
  const precise = preciseEpochOf(operand);
  if (precise !== null) return { ...PRECISE, steps: precise.steps };
  const seconds = momentOf(operand);
  return seconds?.format === null && !seconds.local ? { whole: true, integer: true, steps: seconds.steps } : null;
}
function appended(left, right) {
  const seconds = momentOf(left);
  const isThousand = right.kind === "text" && right.value === "000";
  return isThousand && seconds?.format === null && !seconds.local ? { whole: true, integer: true, steps: seconds.steps } : null;
}
function isInteger(type) {
  return /^(big)?int(eger)?$/i.test(type.trim());
}
function renderMilliseconds({ whole, integer, steps }, type, epoch2) {
  const isPlain = steps.length === 0;
  const now = isPlain ? "clock_timestamp()" : renderSteps("(clock_timestamp() AT TIME ZONE 'utc')", { steps });
  const epochNow = `EXTRACT(epoch FROM ${now})`;
  const number = whole ? `(floor(${epochNow})::bigint * 1000)` : `floor(${epochNow} * 1000)::bigint`;
  switch (type.kind) {
    case "bigint":
    case "double precision":
      return number;
    case "numeric":
      return type.precision === null || type.precision - (type.scale ?? 0) >= 13 ? number : null;
    case "text":
      return integer ? `(${number})::text` : null;
    case "timestamptz": {
      if (epoch2 !== "milliseconds") return null;
      const cut = `date_trunc('${whole ? "second" : "milliseconds"}', ${now})`;
      return isPlain ? cut : `(${cut} AT TIME ZONE 'utc')`;
    }
    default:
      return null;
  }
}

// src/stages/target/defaults/default-random.ts
var MOST_BYTES = 16;
function readRandom(tree) {
  const length = randomBytes(tree);
  if (length !== null) return { kind: "bytes", length };
  const pieces = readPieces(tree);
  const isRandom = pieces?.some(({ kind }) => kind !== "written") ?? false;
  return pieces !== null && isRandom ? { kind: "text", pieces: joined2(pieces) } : null;
}
function randomBytes(tree) {
  const [bytes, ...others] = tree === void 0 ? [] : argumentsOf(tree, "randomblob");
  const length = bytes !== void 0 && others.length === 0 ? integerOf(bytes) : null;
  return length !== null && length >= 1 && length <= MOST_BYTES ? length : null;
}
function argumentsOf(tree, name) {
  return tree.kind === "call" && tree.name.toLowerCase() === name ? tree.args : [];
}
function readPieces(tree) {
  if (tree.kind === "text") return tree.value.includes("\0") ? null : [{ kind: "written", text: tree.value }];
  if (tree.kind === "binary" && tree.operator === "||") {
    const [left, right] = [readPieces(tree.left), readPieces(tree.right)];
    return left === null || right === null ? null : [...left, ...right];
  }
  if (tree.kind !== "call") return null;
  const [operand, ...others] = tree.args;
  if (operand === void 0) return null;
  switch (tree.name.toLowerCase()) {
    case "hex": {
      const bytes = others.length === 0 ? randomBytes(operand) : null;
      return bytes === null ? null : [{ kind: "digits", length: 2 * bytes, capital: true }];
    }
    case "lower":
    case "upper": {
      if (others.length > 0) return null;
      const capital = tree.name.toLowerCase() === "upper";
      return readPieces(operand)?.map((piece) => inCase(piece, capital)) ?? null;
    }
    case "substr":
    case "substring":
      return readChoice(operand, others) ?? readSlice(operand, others);
    default:
      return null;
  }
}
function joined2(pieces) {
  const result = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    const both = last === void 0 ? null : asOne(last, piece);
    if (both !== null) result[result.length - 1] = both;
    else if (lengthOf([piece]) > 0) result.push(piece);
  }
  return result;
}
function asOne(left, right) {
  if (left.kind === "written" && right.kind === "written") return { ...left, text: left.text + right.text };
  if (left.kind !== "digits" || right.kind !== "digits" || left.capital !== right.capital) return null;
  const length = left.length + right.length;
  return length <= 2 * MOST_BYTES ? { ...left, length } : null;
}
function inCase(piece, capital) {
  const fold = (text) => capital ? text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  switch (piece.kind) {
    case "written":
      return { ...piece, text: fold(piece.text) };
    case "digits":
      return { ...piece, capital };
    case "choice":
      return { ...piece, of: fold(piece.of) };
    default:
      return piece;
  }
}
function readChoice(text, numbers) {
  const [place2, length, ...others] = numbers;
  if (text.kind !== "text" || place2 === void 0 || others.length > 0) return null;
  if (length === void 0 || integerOf(length) !== 1) return null;
  const characters = [...text.value];
  const count = randomPlaces(place2);
  if (count === null || count > characters.length || text.value.includes("\0")) return null;
  return [{ kind: "choice", of: characters.slice(0, count).join("") }];
}
function randomPlaces(place2) {
  if (place2.kind !== "binary" || place2.operator !== "+") return null;
  const [one, remainder] = integerOf(place2.left) === 1 ? [place2.left, place2.right] : [place2.right, place2.left];
  const count = integerOf(one) === 1 ? randomRemainders(remainder) : null;
  return count !== null && count >= 1 ? count : null;
}
function randomRemainders(tree) {
  const [inner] = argumentsOf(tree, "abs");
  const division2 = inner ?? tree;
  if (division2.kind !== "binary" || division2.operator !== "%") return null;
  const dividend = inner === void 0 ? argumentsOf(division2.left, "abs")[0] : division2.left;
  const isRandom = dividend?.kind === "call" && dividend.name.toLowerCase() === "random" && dividend.args.length === 0;
  return isRandom ? integerOf(division2.right) : null;
}
function readSlice(text, numbers) {
  const pieces = numbers.length === 1 || numbers.length === 2 ? readPieces(text) : null;
  const [place2 = null, count] = numbers.map(integerOf);
  if (pieces === null || place2 === null || place2 === 0 || count === null) return null;
  const whole = lengthOf(pieces);
  const start = place2 > 0 ? place2 - 1 : whole + place2;
  const end = count === void 0 ? whole : start + count;
  return start < 0 || end < start ? null : sliced(pieces, start, end);
}
function sliced(pieces, start, end) {
  let at = 0;
  return pieces.flatMap((piece) => {
    const length = lengthOf([piece]);
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, length)];
    at += length;
    if (from >= to) return [];
    if (piece.kind === "written") return [{ ...piece, text: [...piece.text].slice(from, to).join("") }];
    return [piece.kind === "digits" ? { ...piece, length: to - from } : piece];
  });
}
function lengthOf(pieces) {
  const lengths = pieces.map((piece) => {
    if (piece.kind === "written") return [...piece.text].length;
    return piece.kind === "digits" ? piece.length : 1;
  });
  return lengths.reduce((sum, length) => sum + length, 0);
}
function unequalRandom(tree) {
  return hasRandomBytes(tree) ? `random bytes are translated where they are 1 to ${MOST_BYTES} for a column of bytes, or hex digits in a text` : null;
}
function hasRandomBytes(tree) {
  const isCall = tree.kind === "call" && tree.name.toLowerCase() === "randomblob";
  return isCall || childrenOf(tree).some(hasRandomBytes);
}

// src/stages/target/defaults/default-seconds.ts
function readPreciseSeconds(tree) {
  if (tree.kind === "cast") return isReal(tree.type) ? readPreciseSeconds(tree.operand) : null;
  if (tree.kind === "binary" && tree.operator === "*") {
    const { left, right } = tree;
    const areSeconds = isNumber(right, 86400) ? areDays(left) : isNumber(left, 86400) && areDays(right);
    return areSeconds ? { steps: NOW.steps, exact: false } : null;
  }
  const clock2 = preciseEpochOf(tree);
  return clock2 && { steps: clock2.steps, exact: true };
}
function isReal(type) {
  return /^(?:real|float|double(?: +precision)?)$/i.test(type.trim());
}
function renderPreciseSeconds({ steps }, type, epoch2) {
  const isPlain = steps.length === 0;
  const clock2 = isPlain ? "clock_timestamp()" : renderSteps("(clock_timestamp() AT TIME ZONE 'utc')", { steps });
  const cut = `date_trunc('milliseconds', ${clock2})`;
  const number = `EXTRACT(epoch FROM ${cut})`;
  switch (type.kind) {
    case "double precision":
      return `${number}::double precision`;
    case "numeric":
      return type.precision === null || holdsDigits(type.precision, type.scale ?? 0) ? `${number}::numeric` : null;
    case "timestamptz":
      return epoch2 === "seconds" ? isPlain ? cut : `(${cut} AT TIME ZONE 'utc')` : null;
    default:
      return null;
  }
}
function holdsDigits(precision, scale) {
  return scale >= 3 && precision - scale >= 10;
}

// src/stages/target/defaults/default-value.ts
function spelledValue(text) {
  const parsed = parseExpression(text);
  return parsed.ok ? literalValue(parsed.expression) : bareWord(text);
}
function computedValue({ constantDefault: constantDefault2 }) {
  return constantDefault2 === null ? null : asDefaultValue(constantDefault2);
}
function asDefaultValue(value) {
  if (typeof value === "bigint") return { kind: "integer", value };
  if (typeof value === "number") return { kind: "real", value };
  return typeof value === "string" ? { kind: "text", value } : { kind: "blob", bytes: value };
}
function storedDefault(column) {
  const spelled3 = column.defaultText === null ? "null" : spelledValue(column.defaultText);
  const value = spelled3 ?? computedValue(column);
  return value === null || value === "null" ? null : asStored(value, column);
}
function asStored(value, { affinity }) {
  switch (affinity) {
    case "BLOB":
      return value;
    case "TEXT":
      return value.kind === "blob" || value.kind === "text" ? value : { kind: "text", value: `${value.value}` };
    case "REAL": {
      const number = asNumber(value);
      return number.kind === "integer" ? { kind: "real", value: Number(number.value) } : number;
    }
    case "INTEGER":
    case "NUMERIC": {
      const number = asNumber(value);
      return number.kind === "real" && Number.isInteger(number.value) && Math.abs(number.value) < 2 ** 63 ? { kind: "integer", value: BigInt(number.value) } : number;
    }
    default:
      return affinity;
  }
}
function asNumber(value) {
  const [, sign2, digits] = value.kind === "text" ? /^\s*([+-]?)((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*$/i.exec(value.value) ?? [] : [];
  if (digits === void 0) return value;
  const number = numberValue(digits);
  return sign2 === "-" ? negated(number) : number;
}
function literalValue(tree) {
  switch (tree.kind) {
    case "null":
      return "null";
    case "text":
      return { kind: "text", value: tree.value };
    case "name":
      return tree.spelling === "qualified" ? null : wordValue(tree);
    case "blob":
      return { kind: "blob", bytes: Buffer.from(tree.hex, "hex") };
    case "number":
      return numberValue(tree.text);
    case "unary":
      return isLowestInteger(tree) ? { kind: "integer", value: LOWEST_INTEGER } : signed2(tree.operator, literalValue(tree.operand));
    default:
      return null;
  }
}
function wordValue({ name, spelling }) {
  const word = spelling === "bare" ? name.toLowerCase() : null;
  if (word === "true" || word === "false") return { kind: "integer", value: word === "true" ? 1n : 0n };
  return { kind: "text", value: name };
}
function numberValue(text) {
  const isInteger2 = /^(\d+|0x[0-9a-f]+)$/i.test(text);
  const value = isInteger2 ? BigInt(text) : 0n;
  return isInteger2 && value <= HIGHEST_INTEGER ? { kind: "integer", value } : { kind: "real", value: Number(text) };
}
function signed2(operator2, value) {
  if (value === null || value === "null" || operator2 === "+") return value;
  return operator2 === "-" && (value.kind === "integer" || value.kind === "real") ? negated(value) : null;
}
function negated(number) {
  return number.kind === "integer" && number.value !== LOWEST_INTEGER ? { kind: "integer", value: -number.value } : { kind: "real", value: -Number(number.value) };
}
function bareWord(text) {
  return /^[A-Za-z_]\w*$/.test(text) ? { kind: "text", value: text } : null;
}

// src/stages/target/defaults/profile-of-default.ts
function profileOfDefault(column) {
  const parsed = column.defaultText === null ? null : parseExpression(column.defaultText);
  if (parsed?.ok !== true) return null;
  const tree = parsed.expression;
  if (tree.kind === "text") return formOf(tree.value) === "other" ? null : withText(column, tree.value);
  const moment = momentOf(tree);
  if (moment !== null)
    return moment.format === null ? withNumber(column, SECONDS2) : withText(column, exampleOf(moment.format));
  if (readMilliseconds(tree) !== null) return withNumber(column, SECONDS2 * 1000n);
  const seconds = readPreciseSeconds(tree);
  if (seconds !== null) return withReal(column, Number(SECONDS2) + 0.125, seconds.exact);
  const random = readRandom(tree);
  if (random === null) return null;
  return random.kind === "bytes" ? { ...column.profile, blobs: 1, longestBlobBytes: random.length } : withForm(column, "other", MOST_CHARACTERS);
}
function profileOfAnyDefault(column) {
  const known = profileOfDefault(column);
  const value = known === null ? storedDefault(column) : null;
  switch (value?.kind) {
    case void 0:
      return known;
    case "integer":
      return withNumber(column, value.value);
    case "real":
      return { ...column.profile, reals: 1 };
    case "text":
      return withForm(column, "other", value.value.length);
    case "blob":
      return { ...column.profile, blobs: 1, longestBlobBytes: value.bytes.length };
    default:
      return value;
  }
}
var SECONDS2 = 1700000000n;
var MOST_CHARACTERS = 2 ** 30;
function withText(column, text) {
  const isNumber3 = (column.affinity === "NUMERIC" || column.affinity === "INTEGER") && /^\d{1,18}$/.test(text);
  return isNumber3 ? withNumber(column, BigInt(text)) : withForm(column, formOf(text), text.length);
}
function withForm({ profile }, form, length) {
  const textForms = { ...profile.textForms, [form]: 1 };
  return {
    ...profile,
    texts: 1,
    longestText: length,
    longestTextBytes: length,
    textCharacters: length,
    textForms
  };
}
function formOf(text) {
  if (isIsoDate(text)) return "date";
  if (isIsoTime(text)) return "time";
  if (isZonedIsoTime(text)) return "time-offset";
  if (isIsoTimestamp(text, false)) return /(Z|[+-]\d\d(:?\d\d)?)$/.test(text) ? "timestamp-utc" : "timestamp";
  return isIsoTimestamp(text, true) ? "timestamp-offset" : "other";
}
function withNumber(column, value) {
  if (column.affinity === "TEXT") return withForm(column, "other", value.toString().length);
  const bounds = { integerMin: value, integerMax: value, momentMin: value, momentMax: value };
  return { ...column.profile, integers: 1, ...bounds, integersLikeSeconds: value === SECONDS2 ? 1 : 0 };
}
function withReal(column, value, isSeconds) {
  if (column.affinity === "TEXT") return withForm(column, "other", value.toString().length);
  return { ...column.profile, reals: 1, realMin: value, realMax: value, realsLikeSeconds: isSeconds ? 1 : 0 };
}

// src/sql/format-identifier.ts
function formatIdentifier(name) {
  const plain = /^[a-z_][a-z0-9_]*$/.test(name) && !POSTGRES_KEYWORDS.has(name);
  return plain ? name : quoteIdentifier(name);
}
function formatQualified(table) {
  return `${formatIdentifier(table.schema)}.${formatIdentifier(table.name)}`;
}

// src/sql/moment-spelling.ts
function spellingOf(text) {
  const [, separator, offset = ""] = /^.{4}-.{5}(.)[\d:.]*(.*)$/.exec(text) ?? [];
  return separator === void 0 ? String(text.length) : `${text.length} ${separator}${offset}`;
}
function spellingInSqlite(column) {
  const isTimestamp = `length(${column}) > 10 and substr(${column}, 5, 1) = '-'`;
  const behindDay = `substr(${column}, 11, 1) || ltrim(substr(${column}, 12), '0123456789:.')`;
  return `length(${column}) || iif(${isTimestamp}, ' ' || ${behindDay}, '')`;
}
var MOMENT_TYPES = ["timestamp", "timestamptz", "time"];
function isMomentText(text, type) {
  return type === "time" ? isIsoTime(text) : isIsoTimestamp(text, type === "timestamptz");
}
function beginsSpelling(text, spelling) {
  if (spelling === "") return isIsoDate(text);
  const [values, own] = [partsOf(spelling), partsOf(spellingOf(text))];
  const isShorter = own.length < values.length && own.length <= values.length - values.offset.length;
  return isShorter && own.offset === "" && (own.separator === values.separator || isIsoDate(text));
}
function offsetOf(spelling) {
  return partsOf(spelling).offset;
}
function partsOf(spelling) {
  const [, length = "0", separator = "", offset = ""] = /^(\d+)(?: (.)(.*))?$/.exec(spelling) ?? [];
  return { length: Number(length), separator, offset };
}

// src/sql/translation/term.ts
function term(sql, type, details = {}) {
  return {
    sql,
    type,
    literal: null,
    collation: null,
    collated: false,
    affinity: null,
    isReal: false,
    isLarge: false,
    isTf: false,
    spelling: null,
    typeName: null,
    ...details
  };
}
var Untranslatable = class extends Error {
  name = "Untranslatable";
};
function isNumber2(value) {
  return value.type === "integer" || value.type === "float" || value.type === "decimal";
}
function misplaced(value, needed) {
  return new Untranslatable(`${describe(value)} stands where ${needed} is needed`);
}
function describe({ type, typeName: typeName2 }) {
  const name = type === "opaque" ? typeName2 : type;
  return name === null ? "a value that the engines read differently" : `a value of type ${name}`;
}
function asCondition(value) {
  if (value.type === "boolean") return value.sql;
  if (value.type === "null") return "NULL::boolean";
  if (isNumber2(value)) return `(${value.sql} <> 0)`;
  throw misplaced(value, "a condition");
}
function asNumber2(value) {
  if (value.type === "boolean") return term(`(${value.sql})::integer`, "integer");
  if (isNumber2(value) || value.type === "null") return value;
  throw misplaced(value, "a number");
}
function asText(value) {
  if (value.type === "text" || value.type === "null") return value;
  if (value.type === "integer") return term(`(${value.sql})::text`, "text");
  if (value.type === "boolean") return term(`((${value.sql})::integer)::text`, "text");
  throw misplaced(value, "a text");
}
function unify(values) {
  const types = new Set(values.map((value) => value.type).filter((type) => type !== "null"));
  const [only2 = "null"] = types;
  const isReal2 = values.every((value) => value.isReal || value.type === "null");
  const spellings = new Set(values.filter(({ type }) => type !== "null").map(({ spelling: spelling2 }) => spelling2));
  const [spelling = null] = spellings.size === 1 ? spellings : [];
  if (types.size <= 1) return { terms: values, type: only2, isReal: isReal2, spelling };
  const numeric = [...types].every((type) => type === "boolean" || type === "integer");
  if (numeric) return { terms: values.map(asNumber2), type: "integer", isReal: false, spelling: null };
  throw new Untranslatable(`the branches have different types: ${[...types].join(", ")}`);
}

// src/sql/translation/compare-moments.ts
function comparableMoments(left, right) {
  if (!isMoment(left) && !isMoment(right)) return null;
  const [a, b] = [momentsOf(left), momentsOf(right)];
  if (a !== null && b !== null) {
    if (a.type !== b.type) throw new Untranslatable(`a ${a.type} is compared with a ${b.type}`);
    if (a.spelling === b.spelling || a.spelling === "" || b.spelling === "") return [left, right];
    throw new Untranslatable(`the two ${a.type} values have two forms`);
  }
  if (a !== null) return [left, literalLike(right, a)];
  return b === null ? null : [literalLike(left, b), right];
}
function compareBeginning(operator2, left, right) {
  const order = ORDERS[operator2];
  if (order === void 0) return null;
  if (isMoment(left)) return beyond(left, order, right);
  return isMoment(right) ? beyond(right, order === ">=" ? "<" : ">=", left) : null;
}
var ORDERS = { "<": "<", "<=": "<", ">": ">=", ">=": ">=" };
function beyond(value, order, { literal: literal3 }) {
  const moments = literal3?.kind === "text" ? momentsOf(value) : null;
  if (moments === null || literal3?.kind !== "text") return null;
  const { type, spelling } = moments;
  const text = literal3.value;
  if (!isMomentText(text, type) || !beginsSpelling(text, spelling)) return null;
  return term(`(${value.sql} ${order} ${written2(text, type, offsetOf(spelling))})`, "boolean");
}
function isMoment({ type }) {
  return MOMENT_TYPES.some((moment) => moment === type);
}
function momentsOf({ type, spelling, collation }) {
  const moment = MOMENT_TYPES.find((known) => known === type);
  if (moment === void 0) return null;
  if (spelling === null) throw new Untranslatable(`the texts of a ${moment} have several forms`);
  if (collation !== null && !["BINARY", "NOCASE", "RTRIM"].includes(collation))
    throw new Untranslatable(`the collation ${collation} belongs to the application`);
  return { type: moment, spelling };
}
function literalLike(value, { type, spelling }) {
  const unit = EPOCH_UNITS.find((known) => known === spelling);
  if (unit !== void 0) return countedLiteral(value, unit);
  const text = value.literal?.kind === "text" ? value.literal.value : null;
  if (text === null) throw new Untranslatable(`a ${type} is compared with what is none`);
  if (!isMomentText(text, type)) throw new Untranslatable(`a ${type} is compared with a text that is none`);
  const isWhole = type === "time" || text.length > 10;
  if (spelling === spellingOf(text) || spelling === "" && isWhole)
    return { ...value, sql: written2(text, type, offsetOf(spellingOf(text))) };
  throw new Untranslatable(`a ${type} is compared with a text of another form than its values have`);
}
function countedLiteral(value, unit) {
  const count = value.literal?.kind === "integer" ? value.literal.value : null;
  const moment = count === null ? null : momentOfEpoch(count, unit);
  if (moment === null) throw new Untranslatable(`${unit} since 1970 are compared with what are none`);
  return { ...value, sql: `${quoteLiteral(moment)}::${SPELLED.timestamptz}` };
}
function written2(text, type, offset) {
  const isNaive = type === "timestamptz" && offsetOf(spellingOf(text)) === "";
  const day = isNaive && text.length === 10 ? `${text} 00:00` : text;
  return `${quoteLiteral(isNaive ? `${day}${offset === "" ? "Z" : offset.trim()}` : text)}::${SPELLED[type]}`;
}
var SPELLED = {
  timestamp: "timestamp",
  timestamptz: "timestamp with time zone",
  time: "time"
};

// src/sql/translation/literal-terms.ts
function numberTerm(text) {
  if (!/^(\d+|0x[0-9a-f]+)$/i.test(text))
    return term(text, "float", { literal: { kind: "float", value: Number(text) }, isReal: true });
  const value = BigInt(text);
  if (value <= HIGHEST_INTEGER) return integerTerm(value);
  throw new Untranslatable("a number is too large for 64 bits");
}
function integerTerm(value) {
  return term(value < 0n ? `(${value})` : value.toString(), "integer", {
    literal: { kind: "integer", value }
  });
}
function textTerm(value) {
  if (value.includes("\0")) throw new Untranslatable("a text holds the character U+0000");
  return term(quoteLiteral(value), "text", { literal: { kind: "text", value } });
}
function blobTerm(hex) {
  return term(`'\\x${hex.toLowerCase()}'::bytea`, "bytes");
}
function booleanTerm(value) {
  return term(String(value), "boolean", { literal: { kind: "boolean", value } });
}

// src/sql/translation/compare-terms.ts
function compareTerms(operator2, left, right) {
  const beginning = compareBeginning(operator2, left, right);
  if (beginning !== null) return beginning;
  const [a, b] = comparable(left, right, /^[<>]=?$/.test(operator2));
  return term(`(${a.sql} ${operator2} ${b.sql})`, "boolean");
}
function comparable(left, right, ordered2) {
  if (left.type === "null" || right.type === "null") return [left, right];
  const truths = comparableTruths(left, right);
  if (truths !== null) return truths;
  if (left.type === "boolean" || right.type === "boolean") return comparableBooleans(left, right);
  const moments = comparableMoments(left, right);
  if (moments !== null) return moments;
  const [a, b] = withAffinity(left, right);
  if (isNumber2(a) && isNumber2(b)) return [a, b];
  if (a.type === "text" && b.type === "text") return collatedTexts(a, b, ordered2);
  if (a.type === b.type && a.type !== "opaque") return [a, b];
  const dated = withDateLiteral(a, b);
  if (dated !== null) return dated;
  throw new Untranslatable(`${describe(a)} and ${describe(b)} are compared in another way`);
}
function comparableTruths(left, right) {
  const [a, b] = [asTruth(left), asTruth(right)];
  if (!left.isTf && !right.isTf || a === null || b === null) return null;
  return SQLITE_COLLATIONS.has(collationOf(left, right)) ? [a, b] : null;
}
var SQLITE_COLLATIONS = /* @__PURE__ */ new Set(["BINARY", "NOCASE", "RTRIM"]);
function asTruth(value) {
  if (value.isTf) return { ...value, type: "boolean" };
  const text = value.literal?.kind === "text" ? value.literal.value : null;
  return text === "t" || text === "f" ? term(String(text === "t"), "boolean") : null;
}
function comparableBooleans(left, right) {
  const [a, b] = withAffinity(left, right).map(asBoolean);
  if (a !== void 0 && b !== void 0 && a.type === "boolean" && b.type === "boolean") return [a, b];
  return [asNumber2(left), asNumber2(right)];
}
function asBoolean(value) {
  const number = value.literal?.kind === "integer" ? value.literal.value : null;
  return number === 0n || number === 1n ? term(String(number === 1n), "boolean") : value;
}
function withAffinity(left, right) {
  return [applyAffinity(left, right), applyAffinity(right, left)];
}
function applyAffinity(value, other) {
  const { literal: literal3 } = value;
  if (other.affinity === "numeric" && literal3?.kind === "text" && /^\s*[+-]?\d{1,15}\s*$/.test(literal3.value)) {
    return integerTerm(BigInt(literal3.value.trim()));
  }
  if (other.affinity === "text" && literal3?.kind === "integer") return textTerm(literal3.value.toString());
  return value;
}
function collatedTexts(left, right, ordered2) {
  const collation = collationOf(left, right);
  if (collation !== "BINARY") return [collatedText(left, collation), collatedText(right, collation)];
  return ordered2 ? [{ ...left, sql: `${left.sql} COLLATE "C"` }, right] : [left, right];
}
function collatedText(value, collation) {
  switch (collation) {
    case "BINARY":
      return value;
    case "NOCASE":
      return folded(value);
    case "RTRIM":
      return trimmed(value);
    default:
      throw new Untranslatable(`the collation ${collation} belongs to the application`);
  }
}
function underCollation(value, collation) {
  if (value.type === "text") return collatedText(value, collation);
  if (!(value.type === "opaque" || isMoment(value)) || collation === "BINARY") return value;
  throw new Untranslatable(`the engines read what stands under the collation ${collation} differently`);
}
function collationOf(left, right) {
  if (left.collated) return left.collation ?? "BINARY";
  if (right.collated) return right.collation ?? "BINARY";
  return left.collation ?? right.collation ?? "BINARY";
}
function folded(value) {
  const { literal: literal3 } = value;
  if (literal3?.kind === "text") {
    const lower = textTerm(foldName(literal3.value));
    return { ...value, sql: lower.sql, literal: lower.literal };
  }
  return { ...value, sql: `lower(${value.sql} COLLATE "C")` };
}
function trimmed(value) {
  return { ...value, sql: `rtrim(${value.sql} COLLATE "C", ' ')` };
}
function withDateLiteral(left, right) {
  if (left.type === "date" && isDateLiteral(right)) return [left, { ...right, sql: `${right.sql}::date` }];
  if (right.type === "date" && isDateLiteral(left)) return [{ ...left, sql: `${left.sql}::date` }, right];
  return null;
}
function isDateLiteral(value) {
  return value.literal?.kind === "text" && isIsoDate(value.literal.value);
}

// src/sql/translation/explicit-collation.ts
function explicitCollation(node) {
  if (node.kind === "collate") return node.collation.toUpperCase();
  for (const operand of operandsOf(node)) {
    const collation = explicitCollation(operand);
    if (collation !== null) return collation;
  }
  return null;
}
function operandsOf(node) {
  const children = childrenOf(node);
  return node.kind === "like" ? [node.pattern, ...children.filter((child) => child !== node.pattern)] : children;
}

// src/sql/translation/translate-cast.ts
function translateCast(value, type) {
  const { name, arguments: limits } = parseDeclaredType(type);
  if (limits.length > 0) throw new Untranslatable(`CAST to ${type} has no equivalent`);
  if (name === "TEXT" && value.type === "text") return { ...value, affinity: "text" };
  if (name === "TEXT" && value.type === "integer") return term(`(${value.sql})::text`, "text");
  if (/^(BIG|TINY|SMALL)?INT(EGER)?$/.test(name) && ["integer", "boolean"].includes(value.type)) {
    return asNumber2(value);
  }
  if (/^(REAL|FLOAT|DOUBLE)$/.test(name) && isNumber2(value)) {
    return term(`(${value.sql})::double precision`, "float", { isReal: true });
  }
  throw new Untranslatable(`CAST to ${type} has no equivalent`);
}

// src/sql/translation/sqlite-functions.ts
var FUNCTIONS_OF_SQLITE = new Set(
  `
  abs acos acosh asin asinh atan atan2 atanh avg bm25 ceil ceiling changes char coalesce concat concat_ws cos cosh
  count cume_dist current_date current_time current_timestamp date datetime degrees dense_rank exp first_value
  floor format fts3_tokenizer fts5 fts5_get_locale fts5_insttoken fts5_locale fts5_source_id geopoly_area
  geopoly_bbox geopoly_blob geopoly_ccw geopoly_contains_point geopoly_debug geopoly_group_bbox geopoly_json
  geopoly_overlap geopoly_regular geopoly_svg geopoly_within geopoly_xform glob group_concat hex highlight if
  ifnull iif instr json json_array json_array_insert json_array_length json_error_position json_extract
  json_group_array json_group_object json_insert json_object json_patch json_pretty json_quote json_remove
  json_replace json_set json_type json_valid jsonb jsonb_array jsonb_array_insert jsonb_extract jsonb_group_array
  jsonb_group_object jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set julianday lag
  last_insert_rowid last_value lead length like likelihood likely ln load_extension log log10 log2 lower ltrim
  match matchinfo max median min mod nth_value ntile nullif octet_length offsets optimize percent_rank percentile
  percentile_cont percentile_disc pi pow power printf quote radians random randomblob rank replace round
  row_number rtreecheck rtreedepth rtreenode rtrim sign sin sinh snippet soundex sqlite_compileoption_get
  sqlite_compileoption_used sqlite_log sqlite_source_id sqlite_version sqrt strftime string_agg substr substring
  subtype sum tan tanh time timediff total total_changes trim trunc typeof unhex unicode unistr unistr_quote
  unixepoch unlikely upper zeroblob
`.trim().split(/\s+/)
);
var OTHERS = {
  format: "format() of PostgreSQL knows %s, %I and %L, and gives other texts for all else",
  json_extract: "json_extract() is #>> in PostgreSQL, which reads json, and gives texts for numbers too",
  json_valid: "json_valid() is IS JSON in PostgreSQL, which has it only from version 16 on",
  random: "random() gives other values in PostgreSQL: fractions from 0 to 1, where SQLite has integers of 64 bits",
  round: "round() gives other values in PostgreSQL: it takes the half of a double to the even number",
  typeof: "typeof() is translated where it is compared with the name of a storage class"
};
var NAMESAKES = new Set(
  `
  acos acosh asin asinh atan atan2 atanh ceil ceiling concat concat_ws cos cosh degrees exp floor json_array_length
  json_object jsonb_insert jsonb_object jsonb_set ln log log10 mod octet_length pi pow power radians sign sin sinh sqrt
  tan tanh trunc unistr
`.trim().split(/\s+/)
);
function whyUntranslated(called) {
  const name = called.toLowerCase();
  const other = Object.hasOwn(OTHERS, name) ? OTHERS[name] : void 0;
  if (other !== void 0) return other;
  if (NAMESAKES.has(name)) return `${name}() of PostgreSQL is not known to give the same value`;
  return FUNCTIONS_OF_SQLITE.has(name) ? `the function ${name}() has no equivalent` : `SQLite has no function ${name}() of its own, so what it gives is not known`;
}

// src/sql/translation/translate-moment.ts
function dateOf(args) {
  return cutMoment("date()", "%Y-%m-%d", args);
}
function datetimeOf(args) {
  return cutMoment("datetime()", "%Y-%m-%d %H:%M:%S", args);
}
function strftimeOf([format, ...args]) {
  if (format?.literal?.kind !== "text")
    throw new Untranslatable("the format of strftime() is not written as a text");
  return cutMoment("strftime()", format.literal.value, args);
}
function cutMoment(name, format, args) {
  const [value, ...modifiers] = args;
  if (value === void 0) throw new Untranslatable(`${name} without a value is another one at each moment`);
  if (modifiers.length > 0) throw new Untranslatable(`the modifiers of ${name} have no equivalent`);
  const cut = readFormat2(format);
  if (cut === null) throw new Untranslatable(`the format of ${name} has no equivalent`);
  if (value.type === "null") return value;
  return value.literal === null ? cutColumn(name, value, cut) : cutLiteral(name, value, cut);
}
var UNITS2 = ["year", "month", "day", "hour", "minute", "second"];
var FIRST = ["", "01", "01", "00", "00", "00"];
function readFormat2(format) {
  const long = format.replace("%F", "%Y-%m-%d").replace("%T", "%H:%M:%S").replace("%R", "%H:%M");
  const [, month, day, separator, hour, minute, second] = /^%Y-(%m|01)-(%d|01)(?:([ T])(%H|00):(%M|00):(%S|00))?$/.exec(long) ?? [];
  if (month === void 0) return null;
  const parts = ["%Y", month, day, ...separator === void 0 ? [] : [hour, minute, second]];
  const kept2 = parts.filter((part) => part?.startsWith("%")).length;
  const unit = UNITS2[kept2 - 1];
  const isCut = parts.slice(kept2).every((part, at) => part === FIRST[kept2 + at]);
  return isCut && unit !== void 0 ? { unit, separator: separator ?? null } : null;
}
function cutColumn(name, value, { unit, separator }) {
  const moment = inUtc(value);
  if (moment === null)
    throw new Untranslatable(`${name} is translated for what is a date in the target, or a moment in UTC`);
  if (separator === null) {
    if (unit !== "day") return term(`(date_trunc('${unit}', ${moment}))::date`, "date");
    return value.type === "date" ? term(value.sql, "date") : term(`(${moment})::date`, "date");
  }
  return term(`date_trunc('${unit}', ${moment})`, "timestamp", { spelling: spelledWith(separator) });
}
function inUtc({ sql, type, spelling }) {
  switch (type) {
    case "date":
      return `(${sql})::timestamp`;
    case "timestamp":
      return sql;
    case "timestamptz": {
      const isText2 = spelling !== null && /^(?:\d|$)/.test(spelling);
      return isText2 && UTC.has(offsetOf(spelling)) ? `(${sql} AT TIME ZONE 'UTC')` : null;
    }
    case "boolean":
    case "integer":
    case "float":
    case "decimal":
    case "text":
    case "bytes":
    case "time":
    case "opaque":
    case "null":
      return null;
    default:
      return type;
  }
}
var UTC = /* @__PURE__ */ new Set(["", "Z", "+00:00", "-00:00"]);
function cutLiteral(name, { literal: literal3 }, { unit, separator }) {
  const text = literal3?.kind === "text" ? literal3.value : "";
  if (!isIsoTimestamp(text, false) || !/^[-\d]{10}(?:[ T][:\d]+)?$/.test(text))
    throw new Untranslatable(`${name} is given something that is no moment`);
  const parts = [...text.slice(0, 10).split("-"), ...text.slice(11).split(":").filter(Boolean)];
  const kept2 = UNITS2.indexOf(unit) + 1;
  const [year, month, day, hour, minute, second] = UNITS2.map(
    (_, at) => at < kept2 ? parts[at] ?? FIRST[at] : FIRST[at]
  );
  const time = separator === null ? "" : `${separator}${hour}:${minute}:${second}`;
  return textTerm(`${year}-${month}-${day}${time}`);
}
function spelledWith(separator) {
  return spellingOf(`2000-01-01${separator}00:00:00`);
}

// src/sql/translation/translate-function.ts
function translateFunction(name, args) {
  const translate2 = FUNCTIONS[name.toLowerCase()];
  if (translate2 === void 0 || !Object.hasOwn(FUNCTIONS, name.toLowerCase()))
    throw new Untranslatable(whyUntranslated(name));
  return translate2(args);
}
var FUNCTIONS = {
  abs: (args) => {
    const value = asNumber2(only(args));
    return term(`abs(${value.sql})`, value.type, { isReal: value.isReal });
  },
  coalesce: choose,
  date: dateOf,
  datetime: datetimeOf,
  hex: (args) => term(`coalesce(${digitsOf(only(args))}, '')`, "text"),
  ifnull: choose,
  iif: (args) => conditional(args),
  if: (args) => conditional(args),
  instr: (args) => {
    const [text, part] = texts(args, 2);
    return term(`strpos(${text}, ${part})`, "integer");
  },
  length: (args) => {
    const value = only(args);
    return term(`length(${value.type === "bytes" ? value.sql : asText(value).sql})`, "integer");
  },
  lower: (args) => lowered(asText(only(args))),
  upper: (args) => raised(asText(only(args))),
  trim: (args) => trim("btrim", args),
  ltrim: (args) => trim("ltrim", args),
  rtrim: (args) => trim("rtrim", args),
  max: (args) => extreme("greatest", args),
  min: (args) => extreme("least", args),
  nullif: nullIf,
  quote: (args) => term(`coalesce(${quoted(only(args))}, 'NULL')`, "text"),
  replace: (args) => term(`replace(${texts(args, 3).join(", ")})`, "text"),
  sign: (args) => term(`sign(${asNumber2(only(args)).sql})::integer`, "integer"),
  strftime: strftimeOf,
  substr: substring,
  substring,
  // of an empty text ascii() gives 0
  unicode: (args) => term(`NULLIF(ascii(${asText(only(args)).sql}), 0)`, "integer")
};
function lowered(text) {
  const { sql, literal: literal3 } = folded(text);
  return term(sql, "text", { literal: literal3 });
}
function raised({ sql, literal: literal3 }) {
  return literal3?.kind === "text" ? textTerm(literal3.value.replace(/[a-z]/g, (letter) => letter.toUpperCase())) : term(`upper(${sql} COLLATE "C")`, "text");
}
function digitsOf({ sql, type }) {
  if (type !== "bytes") throw new Untranslatable("hex() is translated for bytes");
  return `upper(encode(${sql}, 'hex'))`;
}
function quoted(value) {
  if (value.type === "bytes") return `('X''' || ${digitsOf(value)} || '''')`;
  const { sql } = asText(value);
  return value.type === "text" ? `('''' || replace(${sql}, '''', '''''') || '''')` : sql;
}
function only(args) {
  const [value] = args;
  if (value === void 0 || args.length !== 1) throw new Untranslatable("a function has too many arguments");
  return value;
}
function texts(args, number) {
  if (args.length !== number) throw new Untranslatable("a function has too many or too few arguments");
  return args.map((value) => asText(value).sql);
}
function choose(args) {
  const { terms, ...unified } = unify(args);
  return term(`COALESCE(${terms.map((value) => value.sql).join(", ")})`, unified.type, unified);
}
function conditional(args) {
  const [condition, yes, no] = args;
  if (condition === void 0 || yes === void 0 || no === void 0 || args.length !== 3) {
    throw new Untranslatable("iif() has too many or too few arguments");
  }
  const { terms, ...unified } = unify([yes, no]);
  const [a, b] = terms.map((value) => value.sql);
  return term(`CASE WHEN ${asCondition(condition)} THEN ${a} ELSE ${b} END`, unified.type, unified);
}
function trim(name, args) {
  return term(`${name}(${texts(args, args.length === 2 ? 2 : 1).join(", ")})`, "text");
}
function nullIf(args) {
  const [value, other] = args;
  if (value === void 0 || other === void 0 || args.length !== 2)
    throw new Untranslatable("nullif() has too many or too few arguments");
  const [a, b] = [
    { ...value, affinity: null },
    { ...other, affinity: null, collated: false }
  ];
  const [left, right] = comparable(a, b, false);
  const keepsType = left.type === right.type || value.type === "float";
  const sql = left.sql === value.sql && keepsType ? `NULLIF(${left.sql}, ${right.sql})` : `CASE WHEN ${compareTerms("=", a, b).sql} THEN NULL ELSE ${value.sql} END`;
  return term(sql, value.type, { isReal: value.isReal, spelling: value.spelling });
}
function extreme(name, args) {
  const types = new Set(args.map((value) => value.type));
  if (args.length < 2 || types.size !== 1 || !args.every(isNumber2)) {
    throw new Untranslatable("min() and max() are translated for numbers of one type");
  }
  const list = args.map((value) => value.sql);
  const isNull2 = list.map((value) => `${value} IS NULL`).join(" OR ");
  const isReal2 = args.every((value) => value.isReal);
  const sql = `CASE WHEN ${isNull2} THEN NULL ELSE ${name}(${list.join(", ")}) END`;
  return term(sql, args[0]?.type ?? "null", { isReal: isReal2 });
}
function substring(args) {
  const [value, ...numbers] = args;
  const [start, length = null] = numbers.map(
    ({ literal: literal3 }) => literal3?.kind === "integer" && literal3.value < 2n ** 30n ? literal3.value : null
  );
  if (value === void 0 || numbers.length < 1 || numbers.length > 2)
    throw new Untranslatable("substr() has too many or too few arguments");
  if (start == null || start <= -(2n ** 30n) || numbers.length === 2 && length === null)
    throw new Untranslatable("substr() is translated for positions that are written as numbers");
  if (length !== null && length < 0n)
    throw new Untranslatable("substr() has a negative length, which counts backwards");
  if (start >= 0n)
    return term(`substr(${[asText(value), ...numbers].map(({ sql }) => sql).join(", ")})`, "text");
  if (length !== null && length < -start)
    throw new Untranslatable("substr() counts from the end and stops before it");
  return term(`right(${asText(value).sql}, ${-start})`, "text");
}

// src/sql/translation/translate-predicate.ts
function translateNullTest(value, negated2) {
  return term(`(${value.sql} IS ${negated2 ? "NOT NULL" : "NULL"})`, "boolean");
}
function translateIs(left, right, negated2) {
  if (right.type === "null") return translateNullTest(left, negated2);
  if (right.literal?.kind !== "boolean")
    return compareTerms(negated2 ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM", left, right);
  const truth = right.literal.value ? "TRUE" : "FALSE";
  return term(`(${asCondition(left)} IS ${negated2 ? "NOT " : ""}${truth})`, "boolean");
}
function translateIn(value, items, negated2) {
  const plain = items.map((item) => ({ ...item, collation: null, collated: false, affinity: null }));
  const pairs = plain.map((item) => comparable(value, item, false));
  const [left, ...others] = new Set(pairs.map(([side]) => side.sql));
  if (left === void 0) throw new Untranslatable("the list of IN is empty");
  if (others.length > 0) throw new Untranslatable("the list of IN holds values of several types");
  const list = pairs.map(([, side]) => side.sql).join(", ");
  return term(`(${left} ${negated2 ? "NOT IN" : "IN"} (${list}))`, "boolean");
}
function translateBetween(value, low, high, negated2) {
  const inside = `(${compareTerms(">=", value, low).sql} AND ${compareTerms("<=", value, high).sql})`;
  return term(negated2 ? `(NOT ${inside})` : inside, "boolean");
}
var CLASS_OF_TYPE = {
  integer: "integer",
  text: "text",
  bytes: "blob"
};
function translateTypeof(value, wanted, negated2) {
  const classes = wanted.map(({ literal: literal3 }) => literal3?.kind === "text" ? literal3.value : null);
  if (classes.includes(null)) throw new Untranslatable("typeof() has no equivalent");
  const own = value.isReal && isNumber2(value) ? "real" : CLASS_OF_TYPE[value.type] ?? null;
  const others = classes.filter((name) => name !== "null");
  const takesNull = others.length < classes.length;
  const takesOwn = others.includes(own);
  if (others.length > 0 && (own === null || !takesOwn && !negated2))
    throw new Untranslatable(`typeof() asks for ${others.join(", ")}, the target has another type`);
  if (takesNull === takesOwn) return term(String(takesNull !== negated2), "boolean");
  return translateNullTest(value, takesOwn !== negated2);
}

// src/sql/translation/translate-operator.ts
function translateOperator(operator2, left, right) {
  switch (operator2) {
    case "=":
    case "<>":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compareTerms(operator2, left, right);
    case "IS":
      return translateIs(left, right, false);
    case "IS NOT":
      return translateIs(left, right, true);
    case "AND":
    case "OR":
      return term(`(${asCondition(left)} ${operator2} ${asCondition(right)})`, "boolean");
    case "+":
    case "-":
    case "*":
      return arithmetic(operator2, left, right);
    case "/":
    case "%":
      return division(operator2, left, right);
    case "&":
    case "|":
      return bits(operator2, left, right);
    case "||":
      return term(`(${asText(left).sql} || ${asText(right).sql})`, "text");
    case "<<":
    case ">>":
      throw new Untranslatable(`${operator2} of PostgreSQL differs for counts below 0 and above 63`);
    case "->":
      throw new Untranslatable(
        "-> of PostgreSQL reads a key from json, where SQLite reads a path from a text"
      );
    case "->>":
      throw new Untranslatable("->> of PostgreSQL reads a key from json, and gives texts for numbers too");
    default:
      return operator2;
  }
}
function translatePrefix(operator2, value) {
  switch (operator2) {
    case "NOT":
      return term(`(NOT ${asCondition(value)})`, "boolean");
    // What follows IS must not pass for a bare TRUE any more.
    case "+":
      return { ...value.literal?.kind === "boolean" ? asNumber2(value) : value, affinity: null };
    case "-":
      return negative2(value);
    case "~":
      throw new Untranslatable("the operator ~ is not translated");
    default:
      return operator2;
  }
}
function negative2(value) {
  if (value.literal?.kind === "integer") return negativeLiteral(value.literal.value);
  const number = asNumber2(value);
  return term(`(- ${number.sql})`, number.type, { isReal: number.isReal });
}
function negativeLiteral(value) {
  if (-value <= HIGHEST_INTEGER) return integerTerm(-value);
  throw new Untranslatable("a number is too large for 64 bits");
}
function arithmetic(operator2, left, right) {
  const [a, b] = [asNumber2(left), asNumber2(right)];
  if (a.type === "null" || b.type === "null") return term("NULL", "null");
  if (a.type === "integer" && b.type === "integer") {
    return term(`(${asBigint(a)} ${operator2} ${asBigint(b)})`, "integer");
  }
  if (!a.isReal && !b.isReal && (a.isLarge || b.isLarge))
    throw new Untranslatable("it computes with whole numbers that a double cannot hold");
  return term(`(${asDouble(a)} ${operator2} ${asDouble(b)})`, "float", { isReal: a.isReal || b.isReal });
}
function division(operator2, left, right) {
  if (couldBeZero(right)) throw new Untranslatable("a division could be by zero, which is NULL in SQLite");
  const a = asNumber2(left);
  const areIntegers = a.type === "integer" && right.type === "integer";
  if (operator2 === "%" && !areIntegers) throw new Untranslatable("% is translated for integers");
  if (!areIntegers && a.type !== "null" && !a.isReal && !right.isReal) {
    throw new Untranslatable("a division is of numbers that SQLite keeps as integers where they are whole");
  }
  return arithmetic(operator2, a, right);
}
function couldBeZero({ literal: literal3 }) {
  return !(literal3?.kind === "integer" || literal3?.kind === "float") || Number(literal3.value) === 0;
}
function bits(operator2, left, right) {
  const [a, b] = [asNumber2(left), asNumber2(right)];
  if (a.type !== "integer" || b.type !== "integer")
    throw new Untranslatable(`${operator2} is translated for integers`);
  return term(`(${asBigint(a)} ${operator2} ${asBigint(b)})`, "integer");
}
function asBigint(value) {
  return value.literal === null ? value.sql : `${value.sql}::bigint`;
}
function asDouble(value) {
  return value.type === "float" && value.literal === null ? value.sql : `${value.sql}::double precision`;
}

// src/sql/translation/glob-to-regex.ts
function globToRegex(pattern) {
  const characters = [...pattern];
  let regex = "";
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    if (character === "*") regex += ".*";
    else if (character === "?") regex += ".";
    else if (character !== "[") regex += escaped(character);
    else {
      const set = readSet(characters, at);
      if (set === null) return null;
      regex += set.regex;
      at = set.end;
    }
  }
  return `^(?:${regex})$`;
}
function readSet(characters, open8) {
  const negated2 = characters[open8 + 1] === "^";
  const first = open8 + (negated2 ? 2 : 1);
  const end = characters.indexOf("]", characters[first] === "]" ? first + 1 : first);
  if (end === -1) return null;
  const members = characters.slice(first, end);
  if (members.some((member, index) => member === "-" && isReversed(members[index - 1], members[index + 1])))
    return null;
  const body = members.map((member, index) => {
    const isRange = member === "-" && index > 0 && index < members.length - 1;
    return isRange ? "-" : escaped(member);
  });
  return { regex: `[${negated2 ? "^" : ""}${body.join("")}]`, end };
}
function isReversed(low, high) {
  return (low?.codePointAt(0) ?? 0) > (high?.codePointAt(0) ?? Number.POSITIVE_INFINITY);
}
function escaped(character) {
  return /[\\^$.|?*+()[\]{}-]/.test(character) ? `\\${character}` : character;
}

// src/sql/translation/translate-pattern.ts
function translateLike(value, pattern, mark, negated2) {
  const text = patternText(pattern);
  const escaping = mark === null ? "" : patternText(mark);
  if (escaping.length > 1 || /[A-Za-z]/.test(escaping))
    throw new Untranslatable("LIKE has a letter as its escape character");
  if (endsInEscape(text, escaping))
    throw new Untranslatable("the pattern of LIKE ends in its escape character");
  const folded2 = foldName(text);
  const operator2 = negated2 ? "NOT LIKE" : "LIKE";
  return term(
    `(lower(${asText(value).sql} COLLATE "C") ${operator2} ${quoteLiteral(folded2)} ESCAPE ${quoteLiteral(escaping)})`,
    "boolean"
  );
}
function translateGlob(value, pattern, negated2) {
  const regex = globToRegex(patternText(pattern));
  if (regex === null)
    throw new Untranslatable("the pattern of GLOB has a set that is never closed or is reversed");
  const operator2 = negated2 ? "!~" : "~";
  return term(`((${asText(value).sql} COLLATE "C") ${operator2} ${quoteLiteral(regex)})`, "boolean");
}
function patternText({ literal: literal3 }) {
  if (literal3?.kind !== "text") throw new Untranslatable("a pattern is not written as a text");
  return literal3.value;
}
function endsInEscape(text, mark) {
  if (mark === "") return false;
  let at = 0;
  while (at < text.length) {
    if (text[at] === mark && at + 1 === text.length) return true;
    at += text[at] === mark ? 2 : 1;
  }
  return false;
}

// src/sql/translation/translate-expression.ts
function translateValue(text, columns) {
  return attempt(text, columns, (value) => value);
}
function translateIndexed(text, collation, columns) {
  return attempt(text, columns, (value) => underCollation(value, collation));
}
function translateCondition(text, columns) {
  return attempt(text, columns, (value) => term(asCondition(value), "boolean"));
}
function attempt(text, columns, finish) {
  const parsed = parseExpression(text);
  if (!parsed.ok) return parsed;
  try {
    const { sql, type } = finish(translate(parsed.expression, columns));
    return { ok: true, sql, type };
  } catch (error) {
    if (error instanceof Untranslatable) return { ok: false, reason: error.message };
    throw error;
  }
}
function translate(node, columns) {
  const value = translateNode(node, columns);
  const collation = explicitCollation(node);
  return collation === null ? value : { ...value, collation, collated: true };
}
function translateNode(node, columns) {
  const go = (child) => translate(child, columns);
  switch (node.kind) {
    case "null":
      return term("NULL", "null");
    case "number":
      return numberTerm(node.text);
    case "text":
      return textTerm(node.value);
    case "blob":
      return blobTerm(node.hex);
    case "moment":
      throw new Untranslatable(`${node.name} is another value at each moment`);
    case "name":
      return named2(node.name, node.spelling, columns);
    case "unary":
      return isLowestInteger(node) ? integerTerm(LOWEST_INTEGER) : translatePrefix(node.operator, go(node.operand));
    case "binary":
      return binary2(node, go);
    case "collate":
      return go(node.operand);
    case "is-null":
      return translateNullTest(go(node.operand), node.negated);
    case "in-list":
      return inList(node, go);
    case "between":
      return translateBetween(go(node.operand), go(node.low), go(node.high), node.negated);
    case "like":
      return like2(node, go);
    case "case":
      return caseOf2(node, go);
    case "cast":
      return translateCast(go(node.operand), node.type);
    case "call":
      return translateFunction(node.name, node.args.map(go));
    case "unsupported":
      throw new Untranslatable(`a ${node.construct} is not translated: ${node.text}`);
    default:
      return node;
  }
}
function named2(name, spelling, columns) {
  const column = columns.find(({ source }) => sameName(source, name));
  if (column !== void 0) {
    if ("missing" in column) throw new Untranslatable(column.missing);
    const { target, type, affinity, collation, spelling: spelling2 = null } = column;
    const { isReal: isReal2 = false, isLarge: isLarge2 = false, isTf = false, typeName: typeName2 = null } = column;
    return term(formatIdentifier(target), type, {
      ...{ affinity, collation: collation.toUpperCase() },
      ...{ isReal: isReal2, isLarge: isLarge2, isTf, spelling: spelling2, typeName: typeName2 }
    });
  }
  if (spelling === "double-quoted") return textTerm(name);
  const word = spelling === "bare" ? name.toLowerCase() : null;
  if (word === "true" || word === "false") return booleanTerm(word === "true");
  throw new Untranslatable("the expression names something that is not a column");
}
function binary2({ operator: operator2, left, right }, go) {
  const [ofLeft, ofRight] = [argumentOfTypeof(left), argumentOfTypeof(right)];
  const negated2 = operator2 === "<>" || operator2 === "IS NOT";
  if (negated2 || operator2 === "=" || operator2 === "IS") {
    if (ofLeft !== null) return translateTypeof(go(ofLeft), [go(right)], negated2);
    if (ofRight !== null) return translateTypeof(go(ofRight), [go(left)], negated2);
  }
  return translateOperator(operator2, go(left), go(right));
}
function inList({ operand, items, negated: negated2 }, go) {
  const argument = argumentOfTypeof(operand);
  return argument !== null && items.length > 0 ? translateTypeof(go(argument), items.map(go), negated2) : translateIn(go(operand), items.map(go), negated2);
}
function argumentOfTypeof(node) {
  const isTypeof = node.kind === "call" && node.name.toLowerCase() === "typeof" && node.args.length === 1;
  return isTypeof ? node.args[0] ?? null : null;
}
function like2(node, go) {
  const { operator: operator2, negated: negated2, escape: mark } = node;
  const [value, pattern] = [go(node.operand), go(node.pattern)];
  if (operator2 === "LIKE") return translateLike(value, pattern, mark === null ? null : go(mark), negated2);
  if (operator2 === "GLOB" && mark === null) return translateGlob(value, pattern, negated2);
  throw new Untranslatable(`the operator ${operator2} has no equivalent`);
}
function caseOf2(node, go) {
  const subject = node.subject === null ? null : go(node.subject);
  const results = [
    ...node.branches.map(({ result }) => result),
    ...node.otherwise === null ? [] : [node.otherwise]
  ];
  const { terms, ...unified } = unify(results.map(go));
  const clauses = terms.map(({ sql }, index) => {
    const branch = node.branches[index];
    if (branch === void 0) return `ELSE ${sql}`;
    const condition = go(branch.condition);
    const test = subject === null ? asCondition(condition) : compareTerms("=", subject, condition).sql;
    return `WHEN ${test} THEN ${sql}`;
  });
  return term(`CASE ${clauses.join(" ")} END`, unified.type, unified);
}

// src/stages/target/types/followers.ts
function followers(intent, profile, column) {
  switch (intent.kind) {
    case "integer":
    case "float":
    case "decimal":
      return {
        count: profile.integers + profile.reals,
        predicate: fits({ kind: "decimal", precision: null, scale: null }, column)
      };
    case "text":
      return { count: loadableTexts(profile), predicate: fits({ kind: "rendered", maxLength: null }, column) };
    case "bytes":
      return {
        count: profile.blobs + profile.texts,
        predicate: fits({ kind: "bytes", utf16: false }, column)
      };
    case "boolean":
      return {
        count: profile.integersBoolean + profile.textForms.boolean,
        predicate: fits({ kind: "boolean" }, column)
      };
    case "date":
    case "timestamp":
      return { count: isoTexts(profile), predicate: `(${isNull(column)} or ${hasForm(column, MOMENTS)})` };
    case "time": {
      const isZoned = asksForOffsets(intent, profile);
      return {
        count: isoTimes(profile) + (isZoned ? profile.textForms["time-offset"] : 0),
        predicate: `(${isNull(column)} or ${hasForm(column, isZoned ? ZONED_TIMES : TIMES)})`
      };
    }
    case "json":
      return { count: profile.jsons, predicate: fits({ kind: "json" }, column) };
    case "uuid":
      return { count: profile.texts, predicate: `typeof(${column}) in ('null', 'text')` };
    default:
      return intent;
  }
}
function isFollowed(intent, profile, column) {
  const values = valueCount(profile);
  return values === 0 || followers(intent, profile, column).count * 2 > values;
}
var MOMENTS = ["date", ...TIMESTAMP_FORMS];
var TIMES = ["time", "time-nano"];
var ZONED_TIMES = [...TIMES, "time-offset"];
function asksForOffsets({ zoned }, profile) {
  const offsets = profile.textForms["time-offset"];
  return zoned || offsets > 0 && offsets === valueCount(profile);
}
function isoTimes({ textForms: forms }) {
  return forms.time + forms["time-nano"];
}
function valueCount(profile) {
  return profile.integers + profile.reals + profile.texts + profile.blobs;
}
function isoTexts(profile) {
  const forms = profile.textForms;
  return forms.date + forms.timestamp + forms["timestamp-utc"] + forms["timestamp-offset"] + nanoTexts(profile);
}
function nanoTexts({ textForms }) {
  return NANO_FORMS.reduce((texts2, form) => texts2 + textForms[form], 0);
}
function loadableTexts(profile) {
  const texts2 = Math.max(0, profile.texts - profile.textsWithNul - profile.textsInvalidUtf8);
  return texts2 + profile.blobsUtf8 + profile.integers + profile.reals;
}

// src/stages/target/types/epoch-column.ts
function isAllNumbers(profile) {
  const numbers = profile.integers + profile.reals;
  return numbers > 0 && numbers === valueCount(profile);
}
function epochOf(type, profile) {
  return type.kind === "timestamptz" && isAllNumbers(profile) ? numbersUnit(profile) : null;
}

// src/stages/target/derivation/expression-columns.ts
function expressionColumns(columns) {
  return columns.map(({ column, name, type }) => ({
    source: column.name,
    target: name,
    type: termType(type, column.profile),
    affinity: comparisonAffinity(column.affinity),
    collation: column.collation,
    spelling: spellingOf2(type, column),
    isLarge: column.profile.integersBeyondDouble > 0,
    isTf: type.kind === "boolean" && holdsOnlyTf(column.profile),
    typeName: type.kind === "json" || type.kind === "uuid" ? type.kind : null
  }));
}
function spellingOf2(type, { profile, momentSpelling }) {
  if (valueCount(profile) === 0) return "";
  return epochOf(type, profile) ?? momentSpelling;
}
function holdsOnlyTf({ integers, reals, texts: texts2, blobs: blobs2, textsTf }) {
  return textsTf === texts2 && integers + reals + blobs2 === 0;
}
function termType(type, profile) {
  switch (type.kind) {
    case "bigint":
      return "integer";
    case "double precision":
      return "float";
    case "numeric":
      return "decimal";
    case "text":
    case "varchar":
      return profile.integers + profile.reals + profile.blobs === 0 ? "text" : "opaque";
    case "bytea":
      return profile.texts === 0 ? "bytes" : "opaque";
    case "boolean":
      return profile.textForms.boolean === 0 ? "boolean" : "opaque";
    case "date":
      return profile.midnights > 0 ? "timestamp" : "date";
    case "time":
    case "timestamp":
      return type.kind;
    case "timestamptz":
      return profile.integers + profile.reals === 0 || epochOf(type, profile) !== null ? "timestamptz" : "opaque";
    case "smallint":
    case "integer":
    case "real":
    case "char":
    case "json":
    case "jsonb":
    case "uuid":
    case "enum":
    case "other":
      return "opaque";
    default:
      return type;
  }
}
function comparisonAffinity(affinity) {
  if (affinity === "TEXT") return "text";
  return affinity === "BLOB" ? null : "numeric";
}
function isAssignable(from, to) {
  switch (to.kind) {
    case "bigint":
      return from === "integer";
    case "double precision":
      return from === "integer" || from === "float";
    case "numeric":
      return to.precision === null && (from === "integer" || from === "decimal");
    case "text":
    // what is longer is refused, as by any column of the type
    case "varchar":
      return from === "text";
    case "bytea":
      return from === "bytes";
    case "boolean":
      return from === "boolean";
    case "date":
    case "time":
    case "timestamp":
    case "timestamptz":
      return from === to.kind;
    case "smallint":
    case "integer":
    case "real":
    case "char":
    case "json":
    case "jsonb":
    case "uuid":
    case "enum":
    case "other":
      return false;
    default:
      return to;
  }
}

// src/stages/target/render-type.ts
function renderType(type) {
  switch (type.kind) {
    case "numeric":
      return type.precision === null ? "numeric" : `numeric(${type.precision},${type.scale ?? 0})`;
    case "varchar":
      return `character varying(${type.length})`;
    case "char":
      return `character(${type.length})`;
    case "time":
    case "timestamp":
      return `${type.kind}${decimals(type.decimals)} without time zone`;
    case "timestamptz":
      return `timestamp${decimals(type.decimals)} with time zone`;
    case "enum":
    case "other":
      return type.name;
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
      return type.kind;
    default:
      return type;
  }
}
function typeWord(type) {
  return type.kind === "other" ? type.name : type.kind;
}
function decimals(kept2) {
  return kept2 === void 0 ? "" : `(${kept2})`;
}

// src/stages/target/defaults/borrowed-default.ts
function borrowedDefault(tree, type) {
  const name = tree.kind === "call" && tree.args.length === 0 ? tree.name.toLowerCase() : null;
  if (name !== "now" && name !== "gen_random_uuid") return null;
  const sql = name === "now" ? momentFor(type) : uuidFor(type);
  const unknown = `SQLite has no function ${name}() of its own`;
  return sql === null ? { sql, reason: `${unknown}, and that of PostgreSQL gives another type` } : { sql, reason: `${unknown}; that of PostgreSQL has its place` };
}
function momentFor({ kind }) {
  return kind === "timestamptz" || kind === "timestamp" || kind === "date" || kind === "time" ? "now()" : null;
}
function uuidFor(type) {
  if (type.kind === "uuid") return "gen_random_uuid()";
  const isHeld = type.kind === "text" || type.kind === "varchar" && type.length >= LENGTH_OF_UUID;
  return isHeld ? "gen_random_uuid()::text" : null;
}
var LENGTH_OF_UUID = 36;

// src/stages/target/defaults/default-literal.ts
function defaultLiteral(value, type, epoch2) {
  switch (type.kind) {
    case "bigint":
      return integerText(value);
    case "double precision":
      return infiniteLiteral(value, type) ?? numberText(value);
    case "numeric":
      return infiniteLiteral(value, type) ?? fitsDecimal(numberText(value), type.precision, type.scale);
    case "text":
      return typed(textOf2(value), type);
    case "varchar": {
      const text = textOf2(value);
      return text === null || [...text].length > type.length ? null : `${quoteLiteral(text)}::character varying`;
    }
    case "bytea":
      return bytesLiteral(value);
    case "boolean":
      return booleanText(value);
    case "timestamptz":
      return value.kind === "integer" ? epochLiteral(value.value, epoch2) : textual(value, type);
    case "date":
    case "time":
    case "timestamp":
    case "json":
    case "uuid":
      return textual(value, type);
    case "other":
      return value.kind === "text" && isZonedIsoTime(value.value) ? typed(value.value, type) : null;
    // no value asks a derived schema for one of these
    case "smallint":
    case "integer":
    case "real":
    case "char":
    case "jsonb":
    case "enum":
      return null;
    default:
      return type;
  }
}
var TEXT_TESTS = {
  date: (text) => isIsoDate(text) || isIsoTimestamp(text, false) && !/[1-9]/.test(text.slice(10)),
  time: isIsoTime,
  timestamp: (text) => isIsoTimestamp(text, false),
  timestamptz: (text) => isIsoTimestamp(text, true),
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  json: isJson
};
function textual(value, type) {
  const text = value.kind === "text" || type.kind === "json" ? textOf2(value) : null;
  return text !== null && TEXT_TESTS[type.kind](text) ? typed(text, type) : null;
}
function typed(text, type) {
  return text === null ? null : `${quoteLiteral(text)}::${renderType(type)}`;
}
function integerText(value) {
  if (value.kind === "integer") return value.value.toString();
  const text = value.kind === "text" ? value.value.trim() : "";
  if (/^[+-]?\d{1,18}$/.test(text)) return BigInt(text.replace("+", "")).toString();
  return value.kind === "real" && Number.isSafeInteger(value.value) ? value.value.toString() : null;
}
function numberText(value) {
  const integer = integerText(value);
  if (integer !== null) return integer;
  const real = realOf(value);
  return real === null || isInfinite(value) ? null : String(real);
}
function realOf(value) {
  const number = value.kind === "text" && isDecimal(value.value) ? Number(value.value) : null;
  return value.kind === "real" ? value.value : number;
}
function isInfinite(value) {
  return Math.abs(realOf(value) ?? 0) === Number.POSITIVE_INFINITY;
}
function infiniteLiteral(value, type) {
  if (!isInfinite(value) || isLimited(type)) return null;
  return `'${realOf(value)}'::${renderType(type)}`;
}
function isLimited(type) {
  return type.kind === "numeric" && type.precision !== null;
}
function isDecimal(text) {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text);
}
function fitsDecimal(text, precision, scale) {
  if (text === null || precision === null) return text;
  const [, whole = "", decimals3 = ""] = /^-?(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const fits2 = whole !== "" && decimals3.length <= (scale ?? 0) && whole.length <= precision - (scale ?? 0);
  return fits2 || Number(text) === 0 ? text : null;
}
function textOf2(value) {
  switch (value.kind) {
    case "integer":
      return value.value.toString();
    case "text":
      return value.value.includes("\0") ? null : value.value;
    case "real":
      return realText(value.value);
    case "blob":
      return null;
    default:
      return value;
  }
}
function realText(value) {
  const size = Math.abs(value);
  const isPlain = value === 0 || size >= 1e-4 && size < 1e17;
  if (!isPlain || Number(value.toPrecision(15)) !== value) return null;
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
function bytesLiteral(value) {
  const bytes = value.kind === "blob" ? value.bytes : value.kind === "text" ? Buffer.from(value.value) : null;
  return bytes === null ? null : `'\\x${bytes.toString("hex")}'::bytea`;
}
function booleanText(value) {
  const text = value.kind === "blob" ? "" : String(value.value).toLowerCase();
  if (["1", "t", "true"].includes(text)) return "true";
  return ["0", "f", "false"].includes(text) ? "false" : null;
}
function epochLiteral(value, epoch2) {
  const moment = epoch2 === null ? null : momentOfEpoch(value, epoch2);
  return moment === null ? null : `'${moment}'::timestamp with time zone`;
}

// src/stages/target/defaults/render-moment.ts
var UTC2 = "(now() AT TIME ZONE 'utc')";
function renderMoment(moment, type, epoch2) {
  return moment.format === null ? renderSeconds(moment, type, epoch2) : renderSpelled(moment, moment.format, type);
}
var DIGITS = 10;
function renderSeconds(moment, type, epoch2) {
  const { steps, local } = moment;
  const isPlain = steps.length === 0 && !local;
  const exact = isPlain ? "now()" : renderSteps(local ? "LOCALTIMESTAMP" : UTC2, moment);
  const seconds = `floor(EXTRACT(epoch FROM ${exact}))::bigint`;
  switch (type.kind) {
    case "bigint":
    case "double precision":
      return seconds;
    case "numeric":
      return holdsDigits2(type, DIGITS) ? seconds : null;
    case "text":
      return `(${seconds})::text`;
    case "varchar":
      return type.length >= DIGITS ? `(${seconds})::text` : null;
    case "timestamptz": {
      if (epoch2 !== "seconds" || local) return null;
      const whole = `date_trunc('second', ${exact})`;
      return isPlain ? whole : `(${whole} AT TIME ZONE 'utc')`;
    }
    default:
      return null;
  }
}
function holdsDigits2(type, digits) {
  return type.precision === null || type.precision - (type.scale ?? 0) >= digits;
}
function renderSpelled(moment, format, type) {
  const { unit, local } = moment;
  const exact = renderSteps(local ? "LOCALTIMESTAMP" : UTC2, moment);
  const text = `to_char(${exact}, ${quoteLiteral(toCharFormat(format))})`;
  const cut = `date_trunc('${unit}', ${exact})`;
  const example = exampleOf(format);
  const number = /^\d{1,18}$/.test(example) ? `(${text})::bigint` : null;
  switch (type.kind) {
    case "bigint":
    case "double precision":
      return number;
    case "numeric":
      return holdsDigits2(type, example.length) ? number : null;
    case "text":
      return text;
    case "varchar":
      return [...example].length <= type.length ? text : null;
    case "timestamp":
      return isIsoTimestamp(example, false) ? cut : null;
    case "timestamptz":
      return isIsoTimestamp(example, false) && !local ? `(${cut} AT TIME ZONE 'utc')` : null;
    case "date":
      return isIsoDate(example) ? `(${exact})::date` : null;
    case "time":
      return isIsoTime(example) ? `${cut}::time without time zone` : null;
    case "other":
      return isIsoTime(example) && !local ? `((${cut} AT TIME ZONE 'utc')::time with time zone AT TIME ZONE 'utc')` : null;
    default:
      return null;
  }
}

// src/stages/target/defaults/render-random.ts
import { isDeepStrictEqual } from "node:util";
function renderRandom(value, type) {
  if (value.kind === "bytes") {
    const sql = `decode(substr(md5(gen_random_uuid()::text), 1, ${2 * value.length}), 'hex')`;
    return type.kind === "bytea" ? { sql, reason: null } : null;
  }
  const { pieces } = value;
  if (type.kind === "uuid") return renderUuid(pieces);
  const isHeld = type.kind === "text" || type.kind === "varchar" && lengthOf(pieces) <= type.length;
  return isHeld ? renderText(pieces) : null;
}
function renderUuid(pieces) {
  if (isUuidV4(pieces, false)) return { sql: "gen_random_uuid()", reason: null };
  const example = pieces.map(
    (piece) => piece.kind === "digits" ? (piece.capital ? "A" : "a").repeat(piece.length) : textsOf(piece)
  );
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(example.join(""));
  return isUuid ? { sql: `(${pieces.map(renderPiece).join(" || ")})::uuid`, reason: null } : null;
}
function textsOf(piece) {
  if (piece.kind === "written") return piece.text;
  return /^[0-9a-f]+$/.test(piece.of) ? "a" : "x";
}
function isUuidV4(pieces, capital) {
  const digits = (length) => ({ kind: "digits", length, capital });
  const written3 = (text) => ({ kind: "written", text });
  const choice = { kind: "choice", of: capital ? "89AB" : "89ab" };
  const [first, second, third] = [digits(8), digits(4), digits(3)];
  const [mark, version] = [written3("-"), written3("-4")];
  const uuid = [first, mark, second, version, third, mark, choice, third, mark, digits(12)];
  const sorted = pieces.map(
    (piece) => piece.kind === "choice" ? { ...piece, of: [...piece.of].toSorted().join("") } : piece
  );
  return isDeepStrictEqual(sorted, uuid);
}
function renderText(pieces) {
  if (isUuidV4(pieces, false)) return { sql: "gen_random_uuid()::text", reason: null };
  if (isUuidV4(pieces, true)) return { sql: "upper(gen_random_uuid()::text)", reason: null };
  const [first, ...others] = pieces;
  if (first?.kind === "digits" && first.length === 2 * MOST_BYTES && others.length === 0) {
    const digits = "replace(gen_random_uuid()::text, '-'::text, ''::text)";
    const reason = "122 of the 128 bits are random, the others are those of a version 4 UUID";
    return { sql: first.capital ? `upper(${digits})` : digits, reason };
  }
  const sqls = pieces.map(renderPiece);
  return { sql: sqls.length === 1 ? sqls.join("") : `(${sqls.join(" || ")})`, reason: null };
}
function renderPiece(piece) {
  switch (piece.kind) {
    case "written":
      return `${quoteLiteral(piece.text)}::text`;
    case "digits": {
      const digits = `substr(md5(gen_random_uuid()::text), 1, ${piece.length})`;
      return piece.capital ? `upper(${digits})` : digits;
    }
    case "choice": {
      const count = [...piece.of].length;
      return `substr(${quoteLiteral(piece.of)}::text, floor(random() * ${count})::integer + 1, 1)`;
    }
    default:
      return piece;
  }
}

// src/stages/target/defaults/translate-default.ts
function translateDefault(text, column, type) {
  if (column.castDefault !== void 0) {
    const read = ofLiteral(asDefaultValue(column.castDefault), text, column, type);
    if (read.status !== "dropped") return { ...read, status: "changed", reason: "as the cast reads it" };
  }
  const parsed = parseExpression(text);
  const value = spelledValue(text);
  if (value === "null") return { status: "kept", sql: null, reason: null };
  if (value !== null) return ofLiteral(value, text, column, type);
  const borrowed = parsed.ok ? borrowedDefault(parsed.expression, type) : null;
  if (borrowed !== null) return ofBorrowed(borrowed);
  const random = parsed.ok ? readRandom(parsed.expression) : null;
  if (random !== null) return ofRandom(random, type);
  const moment = parsed.ok ? momentOf(parsed.expression) : null;
  if (moment !== null) return ofMoment(moment, column, type);
  const milliseconds = parsed.ok ? readMilliseconds(parsed.expression) : null;
  if (milliseconds !== null) return ofMilliseconds(milliseconds, column, type);
  const seconds = parsed.ok ? readPreciseSeconds(parsed.expression) : null;
  if (seconds !== null) return ofPreciseSeconds(seconds, column, type);
  const translation = translateValue(text, []);
  if (translation.ok && isAssignable(translation.type, type)) {
    return { status: "translated", sql: translation.sql, reason: null };
  }
  const constant = computedValue(column);
  if (constant !== null) return ofLiteral(constant, text, column, type);
  const unequal = parsed.ok ? unequalMoment(parsed.expression) ?? unequalRandom(parsed.expression) : null;
  if (unequal !== null) return { status: "dropped", reason: unequal };
  return {
    status: "dropped",
    reason: translation.ok ? `the expression gives no ${typeWord(type)}` : translation.reason
  };
}
function ofLiteral(value, text, column, type) {
  const sql = defaultLiteral(value, type, epochOf(type, column.profile));
  if (sql === null) return { status: "dropped", reason: whyNone(value, type) };
  const same = sql.toLowerCase() === text.toLowerCase() || sql.startsWith(`${text}::`);
  return { status: same ? "kept" : "translated", sql, reason: null };
}
function whyNone(value, type) {
  return isInfinite(value) && isLimited(type) ? `the value is infinite, and ${renderType(type)} holds no infinite value` : `the value cannot be a ${typeWord(type)}`;
}
function ofBorrowed({ sql, reason }) {
  return sql === null ? { status: "dropped", reason } : { status: "changed", sql, reason };
}
function ofRandom(random, type) {
  const rendered = renderRandom(random, type);
  if (rendered === null) {
    const what = random.kind === "bytes" ? "random bytes" : "the random text";
    return { status: "dropped", reason: `${what} cannot be a ${typeWord(type)}` };
  }
  return { status: rendered.reason === null ? "translated" : "changed", ...rendered };
}
function ofMoment(moment, column, type) {
  const sql = renderMoment(moment, type, unitOf(type, column, "seconds"));
  if (sql === null) return { status: "dropped", reason: `the moment cannot be a ${typeWord(type)}` };
  return moment.local ? {
    status: "changed",
    sql,
    local: true,
    reason: "local time is that of the session, in SQLite it was that of the machine"
  } : { status: "translated", sql, reason: null };
}
function unitOf(type, { profile }, unit) {
  return valueCount(profile) === 0 ? unit : epochOf(type, profile);
}
function ofMilliseconds(moment, column, type) {
  return ofNumber(renderMilliseconds(moment, type, unitOf(type, column, "milliseconds")), type);
}
function ofPreciseSeconds(moment, column, type) {
  return ofNumber(renderPreciseSeconds(moment, type, unitOf(type, column, "seconds")), type);
}
function ofNumber(sql, type) {
  return sql === null ? { status: "dropped", reason: `the moment cannot be a ${typeWord(type)}` } : { status: "translated", sql, reason: null };
}

// src/stages/target/types/finding.ts
var DECLARE_TEXT = "Restore the digits from where the values came from, and declare the column as TEXT.";
function plannedIssue(table, column, finding2) {
  const { code, rows, message, counted: counted2, priority, remedy } = finding2;
  const own = { ...priority === void 0 ? {} : { priority }, ...remedy === void 0 ? {} : { remedy } };
  return {
    issue: issue(code, { table, column, rows, message, ...own }),
    rowsWhere: finding2.where,
    ...counted2 === void 0 ? {} : { counted: { distinct: null, message: counted2 } }
  };
}
function counted(rows, one, many) {
  return rows === 1 ? `1 ${one}` : `${formatCount(rows)} ${many}`;
}

// src/stages/target/types/decide-text.ts
function decideText(length, profile, column) {
  const tooLong = length !== null && profile.longestText > length;
  const unsure = profile.integers + profile.reals > 0 || profile.longestBlobBytes > (length ?? 0);
  return {
    type: length === null || tooLong || unsure ? { kind: "text" } : { kind: "varchar", length },
    findings: [
      ...tooLong ? [overflow(length, profile, column)] : [],
      ...blobsAmongTexts(profile, column),
      ...textHazards(profile, column)
    ]
  };
}
function textHazards(profile, column) {
  const findings = [];
  if (profile.textsWithNul > 0) {
    findings.push({
      code: "nul-in-text",
      rows: profile.textsWithNul,
      where: textHasNul(column),
      message: `${counted(profile.textsWithNul, "text holds", "texts hold")} the character U+0000`
    });
  }
  if (profile.textsInvalidUtf8 > 0) {
    findings.push({
      code: "invalid-utf8",
      rows: profile.textsInvalidUtf8,
      where: textIsInvalidUtf8(column),
      message: `${counted(profile.textsInvalidUtf8, "text is", "texts are")} not valid UTF-8`
    });
  }
  return findings;
}
function overflow(length, profile, column) {
  const limit = `longer than the declared ${length} characters, the longest has ${formatCount(profile.longestText)}; the target is text`;
  return {
    code: "varchar-overflow",
    rows: 0,
    where: `typeof(${column}) = 'text' and length(${column}) > ${length}`,
    message: `Texts are ${limit}`,
    counted: (rows) => `${counted(rows, "text is", "texts are")} ${limit}`
  };
}
function blobsAmongTexts(profile, column, place2 = "in a text column") {
  if (profile.blobs === 0) return [];
  const isBlob = `typeof(${column}) = 'blob'`;
  const isText2 = fits({ kind: "text", maxLength: null }, column);
  const { blobsUtf8 } = profile;
  const refused = blobsUtf8 === 0 ? 0 : profile.blobs - blobsUtf8;
  const texts2 = (rows) => `${blobs(rows)} ${place2}, valid UTF-8`;
  const binary3 = (rows) => `${blobs(rows)} ${place2}, not valid UTF-8 or with the character U+0000`;
  const findings = [
    {
      code: "blob-in-text",
      rows: blobsUtf8,
      where: `${isBlob} and ${isText2}`,
      message: texts2(blobsUtf8),
      counted: texts2
    },
    {
      code: "binary-in-text",
      rows: refused,
      where: `${isBlob} and not ${isText2}`,
      message: binary3(refused),
      counted: binary3
    }
  ];
  return blobsUtf8 === profile.blobs ? findings.slice(0, 1) : findings;
}
function binaryRemedy({ blobs: all, blobsUtf8 }) {
  return all > blobsUtf8 ? { remedy: "Correct the values: a column of TEXT would refuse those that are binary." } : {};
}
function blobs(rows) {
  return counted(rows, "value is a blob", "values are blobs");
}

// src/stages/target/types/decide-number.ts
function decideNumber(intent, profile, column) {
  const type = numberType(intent, profile);
  return {
    type,
    findings: [
      ...misfits(profile, column),
      ...intent.kind === "integer" ? integerFindings(profile, column, type) : [],
      ...intent.kind === "decimal" ? decimalFindings(intent, profile, column) : [],
      ...infinities(profile, column, limitsLifted(intent))
    ]
  };
}
function numberType(intent, profile) {
  switch (intent.kind) {
    case "integer":
      return profile.reals === 0 ? { kind: "bigint" } : widestNumber(profile);
    case "float":
      return widestNumber(profile);
    case "decimal": {
      const limited = intent.precision !== null && profile.decimalMisfits === 0 && profile.realsInfinite === 0;
      return limited ? { kind: "numeric", precision: intent.precision, scale: intent.scale } : { kind: "numeric", precision: null, scale: null };
    }
    default:
      return intent;
  }
}
function widestNumber(profile) {
  return profile.integersBeyondDouble === 0 ? { kind: "double precision" } : { kind: "numeric", precision: null, scale: null };
}
function misfits(profile, column) {
  const rows = profile.texts + profile.blobs;
  if (rows === 0) return [];
  return [
    {
      code: "wrong-storage-class",
      rows,
      where: `typeof(${column}) in ('text', 'blob')`,
      message: `${counted(rows, "value is", "values are")} text or binary in a column of numbers`,
      ...binaryRemedy(profile)
    }
  ];
}
function integerFindings(profile, column, type) {
  const fractions = profile.reals - profile.realsBeyondDouble - profile.realsInfinite;
  const huge = profile.realsBeyondDouble;
  const findings = [];
  if (fractions > 0) {
    findings.push({
      code: "fraction-in-integer",
      rows: fractions,
      where: `typeof(${column}) = 'real' and abs(${column}) <= 9007199254740992`,
      message: `${counted(fractions, "number is", "numbers are")} stored as REAL in an integer column; the target is ${type.kind}`
    });
  }
  if (huge > 0) {
    findings.push({
      code: "integer-beyond-64-bits",
      rows: huge,
      where: lostDigits(column),
      message: `${counted(huge, "whole number is", "whole numbers are")} too large for 64 bits and rounded already`
    });
  }
  return findings;
}
function decimalFindings(intent, profile, column) {
  const { precision, scale } = intent;
  const findings = [];
  const rows = profile.decimalMisfits - profile.realsInfinite;
  if (precision !== null && rows > 0) {
    const fitting = fits({ kind: "decimal", precision, scale }, column);
    findings.push({
      code: "decimal-overflow",
      rows,
      where: `typeof(${column}) in ('integer', 'real') and abs(${column}) < 9e999 and not ${fitting}`,
      message: `${counted(rows, "number does", "numbers do")} not fit numeric(${precision},${scale ?? 0}); the target is numeric without limits`
    });
  }
  if (profile.realsBeyondDouble > 0) {
    findings.push({
      code: "digits-already-lost",
      rows: profile.realsBeyondDouble,
      where: lostDigits(column),
      message: `${counted(profile.realsBeyondDouble, "decimal was", "decimals were")} stored as REAL beyond 2^53`
    });
  }
  return findings;
}
function limitsLifted(intent) {
  return intent.kind === "decimal" && intent.precision !== null ? "; the target is numeric without limits" : "";
}
function infinities(profile, column, fate = "") {
  if (profile.realsInfinite === 0) return [];
  return [
    {
      code: "non-finite-number",
      rows: profile.realsInfinite,
      where: `typeof(${column}) = 'real' and abs(${column}) = 9e999`,
      message: `${counted(profile.realsInfinite, "number is", "numbers are")} infinite${fate}`
    }
  ];
}
function lostDigits(column) {
  return `typeof(${column}) = 'real' and abs(${column}) > 9007199254740992 and abs(${column}) < 9e999`;
}

// src/stages/target/types/affinity-hints.ts
var ZEROS_LOST = "of a text, SQLite makes a number where it can, without its leading zeros";
function mayHaveBeenTexts({ affinity, profile }) {
  return affinity !== "TEXT" && affinity !== "BLOB" && profile.integers + profile.reals > 0;
}
function affinityHints(column, intent, subject) {
  if (column.affinity !== "NUMERIC") return [];
  return [
    ...intent.kind === "text" ? numbersOfTexts(column, subject) : [],
    ...intent.kind === "text" || intent.kind === "json" || intent.kind === "any" ? longNumbers(column, subject) : []
  ];
}
function numbersOfTexts({ declaredType, sourceType = declaredType, profile }, subject) {
  const rows = profile.integers + profile.reals;
  if (rows === 0) return [];
  const isMixed = profile.texts + profile.blobs > 0;
  const numbers = isMixed ? counted(rows, "value is a number among others", "values are numbers among others") : counted(rows, "value is a number", "values are numbers");
  return [
    {
      code: isMixed ? "mixed-storage-classes" : "declared-type-not-followed",
      rows,
      where: `typeof(${subject}) in ('integer', 'real')`,
      message: `${numbers}: of a text in a column declared ${sourceType}, SQLite makes a number where it can, without its leading zeros`,
      remedy: DECLARE_TEXT
    }
  ];
}
function longNumbers({ profile }, subject) {
  const rows = profile.realsBeyondDouble;
  if (rows === 0) return [];
  const message = counted(
    rows,
    "number beyond 2^53 was stored as REAL, which keeps about 15 of its digits",
    "numbers beyond 2^53 were stored as REAL, which keeps about 15 of their digits"
  );
  return [{ code: "digits-already-lost", rows, where: lostDigits(subject), message, remedy: DECLARE_TEXT }];
}

// src/stages/target/types/byte-hints.ts
var UUID_NAME = /uuid|guid|uniqueidentifier/i;
var CONVINCING_UUIDS = 4;
function byteHints(table, column, subject) {
  const { blobs: blobs2, longestBlobBytes } = column.profile;
  if (blobs2 === 0) return [];
  const from = quoteIdentifier(table);
  return [
    ...longestBlobBytes >= 16 ? uuidHints(from, column, subject) : [],
    ...longestBlobBytes >= 8 ? [geometryHint(subject)] : [],
    ...longestBlobBytes > 2 ? [jsonbHint(from, subject)] : []
  ];
}
function uuidHints(from, { name, declaredType }, subject) {
  const isUuid = isUuidBytes(subject);
  const isNamed = UUID_NAME.test(`${name} ${declaredType}`);
  const all = `(select count(*) >= ${CONVINCING_UUIDS} and min(${isUuid}) from ${from} where typeof(${subject}) = 'blob')`;
  const bytes = finding(
    "uuid-bytes",
    isNamed ? isUuid : `${isUuid} and ${all}`,
    "blob of 16 bytes is a UUID whose byte order must be known",
    "blobs of 16 bytes are UUIDs whose byte order must be known"
  );
  if (!isNamed || UUID_NAME.test(declaredType)) return [bytes];
  const others = `not ${isNull(subject)} and not ${isUuid} and exists (select 1 from ${from} where ${isUuid})`;
  return [
    bytes,
    finding("invalid-uuid", others, "value is no UUID of 16 bytes", "values are no UUIDs of 16 bytes")
  ];
}
function unlessHinted(table, column, subject, told) {
  switch (told.code) {
    case "wrong-storage-class":
      return unlessUuids(table, column, subject, told);
    case "invalid-json":
      return unlessJsonb(table, column, subject, told);
    case "invalid-uuid":
      return unlessUuidBytes(column, subject, told);
    default:
      return told;
  }
}
function unlessUuidBytes({ profile }, subject, told) {
  if (profile.longestBlobBytes < 16 || told.where === null) return told;
  const where = `${told.where} and not ${isUuidBytes(subject)}`;
  const message = (rows) => `${counted(rows, "value is not the text of a UUID", "values are not texts of UUIDs")}; the target is bytea`;
  return { ...told, rows: 0, where, counted: message };
}
function unlessUuids(table, { name, profile }, subject, told) {
  if (!UUID_NAME.test(name) || profile.longestBlobBytes < 16 || told.where === null) return told;
  const areUuids = `exists (select 1 from ${quoteIdentifier(table)} where ${isUuidBytes(subject)})`;
  return { ...told, rows: 0, where: `${told.where} and not ${areUuids}`, counted: () => told.message };
}
function unlessJsonb(table, { profile }, subject, told) {
  if (profile.longestBlobBytes <= 2 || told.where === null) return told;
  const { where } = jsonbHint(quoteIdentifier(table), subject);
  const message = (rows) => `${counted(rows, "value is", "values are")} not JSON; the target is bytea`;
  return { ...told, rows: 0, where: `${told.where} and not (${where})`, counted: message };
}
function isUuidBytes(subject) {
  const versions = [7, 8].map((byte) => `hex(substr(${subject}, ${byte}, 1)) glob '[1-8]*'`);
  const isMarked = `hex(substr(${subject}, 9, 1)) glob '[89AB]*' and (${versions.join(" or ")})`;
  return `(typeof(${subject}) = 'blob' and iif(octet_length(${subject}) = 16, ${isMarked}, false))`;
}
function geometryHint(subject) {
  const isGeoPackage = `substr(${subject}, 1, 3) = x'475000'`;
  const isSpatiaLite = `substr(${subject}, 1, 2) in (x'0000', x'0001') and substr(${subject}, 39, 1) = x'7c' and substr(${subject}, -1) = x'fe'`;
  const where = `typeof(${subject}) = 'blob' and octet_length(${subject}) >= 8 and (${isGeoPackage} or ${isSpatiaLite})`;
  return finding("geometry-blob", where, "blob is a geometry", "blobs are geometries");
}
function jsonbHint(from, subject) {
  const isJsonb = isStrictJsonb(subject);
  const text = `json(${subject})`;
  const isDocument = `iif(${isJsonb} and octet_length(${subject}) > 2, json_valid(${text}) and not ${textIsInvalidUtf8(text)}, 0)`;
  const most = `(select sum(${isJsonb}) * 2 > count(*) and max(${isDocument}) from ${from} where typeof(${subject}) = 'blob')`;
  const where = `${isJsonb} and ${most}`;
  return finding("sqlite-jsonb", where, "blob is JSONB of SQLite", "blobs are JSONB of SQLite");
}
function finding(code, where, one, many) {
  return { code, rows: 0, where, message: "", counted: (rows) => counted(rows, one, many) };
}

// src/stages/target/types/decide-bytes.ts
function decideBytes(profile, column) {
  const { texts: texts2 } = profile;
  const numbers = profile.integers + profile.reals;
  const findings = [];
  if (texts2 > 0) {
    findings.push({
      code: "text-in-blob",
      rows: texts2,
      where: `typeof(${column}) = 'text'`,
      message: `${counted(texts2, "value is a text", "values are texts")} in a column of blobs`
    });
  }
  if (numbers > 0) {
    findings.push({
      code: "wrong-storage-class",
      rows: numbers,
      where: `typeof(${column}) in ('integer', 'real')`,
      message: `${counted(numbers, "value is a number", "values are numbers")} in a column of blobs`,
      remedy: "Correct the values: a column of TEXT would refuse the blobs."
    });
  }
  return { type: { kind: "bytea" }, findings };
}

// src/stages/target/types/time-misfits.ts
function timeMisfits(where, column) {
  const hours = `rtrim(substr(${column}, 1, instr(${column}, ':') - 1))`;
  const isLong = `typeof(${column}) = 'text' and ${column} glob '[0-9][0-9]*:[0-5][0-9]*' and trim(${hours}, '0123456789') = '' and cast(${hours} as integer) >= 24`;
  const uncounted = { rows: 0, message: "" };
  return [
    {
      ...uncounted,
      code: "time-beyond-day",
      where: `${where} and ${isLong}`,
      counted: (rows) => counted(rows, "time is later than 24:00", "times are later than 24:00")
    },
    {
      ...uncounted,
      code: "invalid-date",
      where: `${where} and not (${isLong})`,
      counted: (rows) => counted(rows, "value is not a time in ISO form", "values are not a time in ISO form"),
      remedy: WITHOUT_DAY
    }
  ];
}
var WITHOUT_DAY = "Correct the values, or set them to NULL. Of times with a day before them, as Rails writes them, the remedy `sql` keeps `substr(at, 12)`, at being the column.";

// src/stages/target/types/told-once.ts
function besideHazards(finding2, message, profile, column) {
  if (profile.textsWithNul + profile.textsInvalidUtf8 === 0)
    return { ...finding2, message: message(finding2.rows), counted: message };
  const isHazard = `(${textHasNul(column)} or ${textIsInvalidUtf8(column)})`;
  const where = `not ${isHazard} and (${finding2.where})`;
  return { ...finding2, rows: 0, where, message: message(finding2.rows), counted: message };
}
function saidToBeText(finding2) {
  const isHazard = finding2.code === "nul-in-text" || finding2.code === "invalid-utf8";
  return isHazard ? { ...finding2, message: `${finding2.message}; the target is text` } : finding2;
}

// src/stages/target/types/decide-date.ts
function decideDate(intent, profile, column) {
  if (nanoTexts(profile) > 0) return keepDecimals(intent, profile, column);
  const type = momentType(intent, profile);
  const withTime = timesOf(profile);
  const misfits2 = dateMisfits(type, isoTexts(profile), profile, column);
  if (type.kind === "date") return { type, findings: [...midnightsInDates(withTime, column), ...misfits2] };
  return {
    type,
    findings: [
      ...intent.kind === "date" ? [timesInDates(withTime, type, column)] : [],
      ...type.kind === "timestamptz" ? zoneFindings(profile, column) : [],
      ...misfits2
    ]
  };
}
function momentType(intent, profile) {
  if (intent.kind === "date" && timesOf(profile) === profile.midnights) return { kind: "date" };
  const zoned = zonedTexts(profile) > 0 || intent.kind === "timestamp" && intent.zoned;
  return { kind: zoned ? "timestamptz" : "timestamp" };
}
function timesOf(profile) {
  return isoTexts(profile) - profile.textForms.date;
}
function keepDecimals(intent, profile, column) {
  const type = { kind: "text" };
  const strangers = strangersToDates(intent, profile, column, type);
  return { type, findings: [...strangers, ...decideText(null, profile, column).findings] };
}
function decideTime(intent, profile, column) {
  if (profile.textForms["time-nano"] > 0) return keepDecimals(intent, profile, column);
  const { time, "time-offset": offsets } = profile.textForms;
  if (!asksForOffsets(intent, profile)) {
    const type = { kind: "time" };
    return { type, findings: dateMisfits(type, time, profile, column) };
  }
  const mixed = time === 0 ? [] : [mixedZones("time", [time, ["time"]], [offsets, ["time-offset"]], column)];
  const misfits2 = dateMisfits({ kind: "timetz" }, time + offsets, profile, column);
  return { type: { kind: "other", name: "time with time zone" }, findings: [...mixed, ...misfits2] };
}
function strangersToDates(intent, profile, column, type) {
  const isZonedTime2 = intent.kind === "time" && intent.zoned;
  const wanted = intent.kind === "time" ? { kind: isZonedTime2 ? "timetz" : "time" } : { kind: "timestamptz" };
  const fitting = intent.kind === "time" ? isoTimes(profile) + (isZonedTime2 ? profile.textForms["time-offset"] : 0) : isoTexts(profile);
  const noun = intent.kind === "date" ? "date" : "timestamp";
  const findings = [
    ...dateMisfits(wanted, fitting, profile, column, noun),
    ...decimals2(intent, profile, column)
  ];
  return findings.map(({ counted: worded, ...found2 }) => {
    const fate = `; the target is ${type.kind}`;
    const finding2 = { ...found2, ...found2.priority === void 0 && fitting === 0 ? MED : {} };
    const { where } = finding2;
    if (worded === void 0 || where === null) return { ...finding2, message: `${finding2.message}${fate}` };
    const message = (rows) => `${worded(rows)}${fate}`;
    return type.kind === "text" ? besideHazards({ ...finding2, where }, message, profile, column) : { ...finding2, message: message(finding2.rows), counted: message };
  });
}
var MED = { priority: "MED" };
function isTime({ kind }) {
  return kind === "time" || kind === "timetz";
}
function decimals2({ kind }, profile, column) {
  const isTime2 = kind === "time";
  const rows = isTime2 ? profile.textForms["time-nano"] : nanoTexts(profile);
  const noun = isTime2 ? "time" : "timestamp";
  if (rows === 0) return [];
  return [
    {
      code: "sub-microsecond",
      rows,
      where: isTime2 ? hasForm(column, ["time-nano"]) : nanoRows(column),
      message: `${counted(rows, `${noun} has`, `${noun}s have`)} more than six decimals`
    }
  ];
}
function nanoRows(column) {
  return hasForm(column, NANO_FORMS);
}
function zonedTexts({ textForms: forms }) {
  return forms["timestamp-utc"] + forms["timestamp-offset"] + forms["timestamp-nano-utc"] + forms["timestamp-nano-offset"];
}
function midnightsInDates(rows, column) {
  const midnights = counted(rows, "value has a midnight", "values have a midnight");
  return rows === 0 ? [] : [
    {
      code: "declared-type-not-followed",
      rows,
      where: hasForm(column, TIMESTAMP_FORMS),
      message: `${midnights} in a DATE column and ${rows === 1 ? "arrives as its day" : "arrive as their days"}`,
      priority: "LOW"
    }
  ];
}
function timesInDates(rows, type, column) {
  return {
    code: "declared-type-not-followed",
    rows,
    where: hasForm(column, [...NAIVE.filter((form) => form !== "date"), ...ZONED]),
    message: `${counted(rows, "value has", "values have")} a time in a DATE column; the target is ${type.kind}`,
    priority: "LOW"
  };
}
var NAIVE = ["date", "timestamp", "timestamp-nano"];
var ZONED = [
  "timestamp-utc",
  "timestamp-offset",
  "timestamp-nano-utc",
  "timestamp-nano-offset"
];
function zoneFindings(profile, column) {
  const { textForms: forms } = profile;
  const shifted = forms["timestamp-offset"] + forms["timestamp-nano-offset"];
  const zoned = zonedTexts(profile);
  const naive = isoTexts(profile) - zoned;
  const findings = [];
  if (shifted > 0) {
    findings.push({
      code: "time-zone-normalised",
      rows: shifted,
      where: hasForm(column, ["timestamp-offset", "timestamp-nano-offset"]),
      message: `${counted(shifted, "timestamp has", "timestamps have")} an offset other than UTC`
    });
  }
  if (naive > 0) findings.push(mixedZones("timestamp", [naive, NAIVE], [zoned, ZONED], column));
  return findings;
}
function mixedZones(noun, [naive, naiveForms], [zoned, zonedForms], column) {
  const fate = `no offset and ${naive === 1 ? "is" : "are"} taken as UTC`;
  if (zoned > 0 && zoned < naive) {
    const message2 = `${counted(zoned, `${noun} has`, `${noun}s have`)} an offset; ${formatCount(naive)} ${naive === 1 ? "has" : "have"} ${fate}`;
    return { code: "time-zone-mixed", rows: zoned, where: hasForm(column, zonedForms), message: message2 };
  }
  const message = `${counted(naive, `${noun} has`, `${noun}s have`)} ${fate}`;
  return { code: "time-zone-mixed", rows: naive, where: hasForm(column, naiveForms), message };
}
function dateMisfits(type, fitting, profile, column, noun = type.kind === "date" ? "date" : "timestamp") {
  const numbers = profile.integers + profile.reals;
  const others = valueCount(profile) - fitting - numbers;
  const where = `typeof(${column}) in ('text', 'blob') and not ${fitOf(type, column)}`;
  const findings = [];
  if (numbers > 0) findings.push(numbersAmongDates(type, numbers, fitting, profile, column));
  if (others > 0 && isTime(type)) findings.push(...timeMisfits(where, column));
  else if (others > 0) {
    const message = (rows) => `${counted(rows, "value is", "values are")} not a ${noun} in ISO form`;
    const found2 = { code: "invalid-date", rows: others, where };
    findings.push({ ...found2, message: message(others), counted: message });
  }
  return findings;
}
function fitOf({ kind }, column) {
  switch (kind) {
    case "date":
      return isWholeDay(column);
    case "time":
      return hasForm(column, TIMES);
    case "timetz":
      return hasForm(column, ZONED_TIMES);
    case "timestamp":
    case "timestamptz":
      return hasForm(column, MOMENTS);
    default:
      return kind;
  }
}
function numbersAmongDates(type, numbers, dates, profile, column) {
  const [noun, forms] = isTime(type) ? ["time", TIMES] : ["date", MOMENTS];
  const among2 = `${counted(numbers, "value is a number", "values are numbers")} among ISO ${noun}s`;
  const isNumber3 = `typeof(${column}) in ('integer', 'real')`;
  const unit = isTime(type) || profile.reals > profile.realsLikeSeconds ? null : numbersUnit(profile);
  if (dates === 0) {
    const message2 = `${counted(numbers, "number", "numbers")} could mean several things`;
    return { code: "date-encoding-unknown", rows: numbers, where: isNumber3, message: message2 };
  }
  const code = "date-encodings-mixed";
  if (numbers * 2 > valueCount(profile) && unit !== null) {
    const message2 = `${counted(dates, "value is an ISO date", "values are ISO dates")} among numbers that count ${unit} since 1970-01-01 UTC`;
    return { code, rows: dates, where: hasForm(column, MOMENTS), message: message2, priority: "HIGH" };
  }
  if (numbers <= dates || unit !== null)
    return { code, rows: numbers, where: isNumber3, message: among2, priority: "HIGH" };
  const where = `(${isNumber3} or ${hasForm(column, forms)})`;
  const message = `${formatCount(numbers + dates)} values are in several encodings: ${counted(numbers, "number", "numbers")} and ${counted(dates, `ISO ${noun}`, `ISO ${noun}s`)}`;
  return { code, rows: numbers + dates, where, message, priority: "HIGH" };
}

// src/sql/core-data.ts
var CORE_DATA_EPOCH = 978307200;
var OWN_COLUMNS = ["Z_PK", "Z_ENT", "Z_OPT"];
function isCoreDataTable({
  columns
}) {
  return OWN_COLUMNS.every((own) => columns.some(({ name }) => name === own));
}

// src/stages/target/types/decide-epoch.ts
function decideEpoch(profile, column, table) {
  const rows = valueCount(profile);
  const where = `not ${isNull(column)}`;
  const isCoreData = isCoreDataTable(table);
  const unit = profile.reals > profile.realsLikeSeconds || isCoreData ? null : numbersUnit(profile);
  if (unit !== null) {
    const message2 = `${counted(rows, "number is", "numbers are")} taken as ${unit} since 1970-01-01 UTC`;
    return { type: { kind: "timestamptz" }, findings: [{ code: "date-encoding", rows, where, message: message2 }] };
  }
  const type = profile.reals > 0 ? widestNumber(profile) : { kind: "bigint" };
  const meaning = isCoreData ? counted(
    rows,
    "number counts seconds since 2001-01-01 UTC, if Core Data wrote it",
    "numbers count seconds since 2001-01-01 UTC, if Core Data wrote them"
  ) : `${counted(rows, "number", "numbers")} could mean several things`;
  const message = `${meaning}; the target is ${type.kind}`;
  const unknown = {
    code: "date-encoding-unknown",
    rows,
    where,
    message,
    ...isCoreData ? { remedy: READ_CORE_DATA } : {}
  };
  const mixed = isCoreData || profile.reals > 0 ? null : mixedEpochs(profile);
  const findings = mixed === null ? [unknown] : ofTwoCounts(mixed, unknown, column, table.name);
  return { type, findings: [...findings, ...infinities(profile, column)] };
}
var READ_CORE_DATA = "Say so by the remedy `do: cast` with `from: core-data-seconds`. By `epoch-seconds` all dates would be 31 years too early.";
function ofTwoCounts({ majority, isOther }, unknown, column, table) {
  const [own, others] = majority === "seconds" ? ["milliseconds", "seconds"] : ["seconds", "milliseconds"];
  const message = (rows) => `${counted(rows, `number counts ${own}`, `numbers count ${own}`)} among others that count ${others} since 1970-01-01 UTC; the target is bigint`;
  const where = `typeof(${column}) = 'integer' and ${isOther(column)}`;
  const isAny = `exists (select 1 from ${quoteIdentifier(table)} where ${where})`;
  return [
    { code: "date-encodings-mixed", rows: 0, where, message: message(0), counted: message, priority: "HIGH" },
    { ...unknown, rows: 0, where: `${unknown.where} and not ${isAny}`, counted: () => unknown.message }
  ];
}

// src/stages/target/types/decide-json.ts
function decideJson(profile, subject) {
  return {
    type: { kind: "json" },
    findings: [
      ...invalidJson(profile, subject).map((finding2) => unlessJsonb2(finding2, profile, subject)),
      ...refusedJsonb(profile, subject),
      ...jsonInBlobs(profile, subject),
      ...textHazards(profile, subject),
      ...jsonbHazard(profile, subject)
    ]
  };
}
function jsonInKey(profile, subject) {
  const fate = "; the target is text, which takes anything";
  return [
    {
      code: "declared-type-not-followed",
      rows: 0,
      where: null,
      priority: "LOW",
      message: "A key or an index holds the column, which json cannot be part of; the target is text"
    },
    ...invalidJson(profile, subject, fate).map((finding2) => ({ ...finding2, priority: "MED" }))
  ];
}
function invalidJson(profile, subject, fate = "") {
  const { count, predicate: predicate3 } = followers({ kind: "json" }, profile, subject);
  const found2 = {
    code: "invalid-json",
    rows: valueCount(profile) - count,
    where: `not ${predicate3}`
  };
  const message = (rows) => `${counted(rows, "value is", "values are")} not JSON${fate}`;
  return found2.rows === 0 ? [] : [besideHazards(found2, message, profile, subject)];
}
function unlessJsonb2(finding2, { blobs: blobs2 }, subject) {
  const where = `not ${isUnreadableJsonb(subject)} and (${finding2.where})`;
  return blobs2 === 0 ? finding2 : { ...finding2, rows: 0, where };
}
function refusedJsonb({ blobs: blobs2 }, subject) {
  const message = (rows) => `${counted(rows, "blob is", "blobs are")} JSONB of SQLite, which json does not read`;
  const where = isUnreadableJsonb(subject);
  const finding2 = {
    code: "sqlite-jsonb",
    rows: 0,
    where,
    message: message(0),
    counted: message,
    priority: "HIGH"
  };
  return blobs2 === 0 ? [] : [finding2];
}
function jsonbHazard(profile, subject) {
  const arrives = fits({ kind: "json" }, subject, profile.textsWithNul + profile.textsInvalidUtf8 === 0);
  const where = `typeof(${subject}) = 'text' and ${arrives} and not ${keepsAsJsonb(subject)}`;
  const message = "JSON texts that jsonb refuses or changes; the target is json, which keeps them";
  return profile.texts === 0 ? [] : [{ code: "json-not-jsonb", rows: 0, where, message }];
}
function jsonInBlobs({ blobs: blobs2 }, subject) {
  const message = (rows) => counted(
    rows,
    "value is a blob in a JSON column, the text of a document",
    "values are blobs in a JSON column, the texts of documents"
  );
  const where = isJsonBlob(subject);
  return blobs2 === 0 ? [] : [{ code: "blob-in-text", rows: 0, where, message: message(0), counted: message }];
}

// src/stages/target/types/follow-data.ts
function followData(profile, column) {
  const type = typeOfData(profile);
  switch (type.kind) {
    case "bytea":
      return decideBytes(profile, column);
    case "text":
      return { type, findings: [...blobsAmongOthers(profile, column), ...textHazards(profile, column)] };
    default:
      return { type, findings: [...blobsAmongNumbers(profile, column, type), ...infinities(profile, column)] };
  }
}
function typeOfData(profile) {
  const { integers, reals, texts: texts2, blobs: blobs2 } = profile;
  const numbers = integers + reals;
  const unloadable = profile.textsWithNul + profile.textsInvalidUtf8;
  if (numbers < blobs2) return { kind: "bytea" };
  if (texts2 > 0) {
    const areBytes = numbers + blobs2 === 0 && unloadable * 2 > texts2;
    return { kind: areBytes ? "bytea" : "text" };
  }
  if (numbers === blobs2) return { kind: "text" };
  return reals > 0 ? widestNumber(profile) : { kind: "bigint" };
}
function blobsAmongOthers(profile, column) {
  return blobsAmongTexts(profile, column, "among others that become texts").map(
    (finding2) => finding2.code === "binary-in-text" ? { ...finding2, remedy: "Correct the values: no type holds them beside the others." } : finding2
  );
}
function blobsAmongNumbers({ integers, reals, blobs: blobs2 }, column, type) {
  const numbers = counted(integers + reals, "number", "numbers");
  const finding2 = {
    code: "wrong-storage-class",
    rows: blobs2,
    where: `typeof(${column}) = 'blob'`,
    message: `${counted(blobs2, "value is a blob", "values are blobs")} beside ${numbers}; the target is ${type.kind}`,
    remedy: "Correct the values: no type holds numbers and blobs.",
    priority: "HIGH"
  };
  return blobs2 === 0 ? [] : [finding2];
}

// src/stages/target/types/decide-undeclared.ts
function decideUndeclared(profile, subject) {
  const decision = followData(profile, subject);
  const classes = [
    { rows: profile.integers + profile.reals, test: `typeof(${subject}) not in ('integer', 'real', 'null')` },
    { rows: profile.texts, test: `typeof(${subject}) not in ('text', 'null')` },
    { rows: profile.blobs, test: `typeof(${subject}) not in ('blob', 'null')` }
  ].sort((a, b) => b.rows - a.rows);
  const [main] = classes;
  const values = valueCount(profile);
  if (main === void 0 || main.rows === values) return decision;
  const target = `the target is ${decision.type.kind}`;
  const code = "mixed-storage-classes";
  const others = values - main.rows;
  if (main.rows <= others) {
    const rows = counted(
      values,
      "value is of several storage classes",
      "values are of several storage classes"
    );
    const message = `${rows}, with no majority; ${target}`;
    const finding3 = { code, rows: values, where: `not ${isNull(subject)}`, message };
    return { ...decision, findings: [finding3, ...decision.findings] };
  }
  const refused = decision.findings.find(
    (found2) => found2.code === "wrong-storage-class" && found2.rows === others
  );
  const fate = refused === void 0 ? "" : others === 1 ? ", which refuses it" : ", which refuses them";
  const finding2 = {
    code,
    rows: others,
    where: main.test,
    message: `${counted(others, "value is", "values are")} of another storage class than most; ${target}${fate}`,
    ...refused?.remedy === void 0 ? {} : { remedy: refused.remedy }
  };
  return { ...decision, findings: [finding2, ...decision.findings.filter((found2) => found2 !== refused)] };
}

// src/stages/target/types/decide-uuid.ts
function decideUuid(column, subject) {
  const { profile } = column;
  const strangers = valueCount(profile) - profile.textForms.uuid;
  if (strangers === 0) return { type: { kind: "uuid" }, findings: [] };
  const lost = lostUuids(column, subject);
  const rows = strangers - profile.blobs - lost.reduce((numbers, finding3) => numbers + finding3.rows, 0);
  const isStranger = `typeof(${subject}) <> 'blob' and not ${fits({ kind: "uuid" }, subject)}`;
  const where = lost.length === 0 ? isStranger : `${isStranger} and typeof(${subject}) = 'text'`;
  const message = (others) => `${counted(others, "value is", "values are")} not a canonical UUID; the target is text`;
  const finding2 = besideHazards({ code: "invalid-uuid", rows, where }, message, profile, subject);
  const texts2 = textHazards(profile, subject).map(saidToBeText);
  const blobs2 = blobsAmongTexts(profile, subject, "among texts of UUIDs").flatMap(
    (told) => told.code === "binary-in-text" ? binaryUuids(told, subject) : [told]
  );
  return { type: { kind: "text" }, findings: [...rows === 0 ? [] : [finding2], ...lost, ...blobs2, ...texts2] };
}
function binaryUuids(binary3, subject) {
  const has16 = `octet_length(${subject}) = 16`;
  const message = (rows) => `${counted(rows, "blob of 16 bytes is a UUID", "blobs of 16 bytes are UUIDs")} whose byte order must be known, beside texts of UUIDs; the target is text, which refuses bytes`;
  return [
    {
      code: "uuid-bytes",
      rows: 0,
      where: `${binary3.where} and ${has16}`,
      message: message(0),
      counted: message,
      priority: "HIGH"
    },
    { ...binary3, rows: 0, where: `${binary3.where} and not ${has16}` }
  ];
}
function lostUuids({ affinity, declaredType, sourceType = declaredType, profile }, subject) {
  const { integers, reals, texts: texts2, blobs: blobs2 } = profile;
  const rows = integers + reals;
  if (affinity !== "NUMERIC" || rows === 0 || reals + texts2 === 0) return [];
  const numbers = counted(rows, "value is a number", "values are numbers");
  return [
    {
      code: "digits-already-lost",
      rows,
      where: `typeof(${subject}) in ('integer', 'real')`,
      message: `${numbers}${texts2 + blobs2 > 0 ? " among others" : ""}: of a text in a column declared ${sourceType}, SQLite makes a number where it can, of which at most about 15 digits are right`,
      priority: "HIGH",
      remedy: DECLARE_TEXT
    }
  ];
}

// src/stages/target/types/strangers.ts
function strangersTo(intent, source, column, type) {
  const { profile } = source;
  const { count, predicate: predicate3 } = followers(intent, profile, column);
  const priority = count > 0 ? "HIGH" : "MED";
  const rows = valueCount(profile) - count;
  const stranger = (code, one, many) => {
    const found2 = { code, rows, where: `not ${predicate3}`, priority };
    const message = (others) => `${counted(others, `value is ${one}`, `values are ${many}`)}; the target is ${type.kind}`;
    return type.kind === "text" ? besideHazards(found2, message, profile, column) : { ...found2, message: message(rows) };
  };
  switch (intent.kind) {
    case "integer":
    case "float":
    case "decimal":
      return [
        {
          ...stranger("wrong-storage-class", "not a number", "not numbers"),
          ...type.kind === "bytea" ? { remedy: DECLARE_BLOB } : binaryRemedy(profile)
        },
        ...type.kind === "text" || type.kind === "bytea" ? numbersAmongOthers(profile, column, type) : []
      ];
    case "text":
      return [
        ...textHazards(profile, column).map((finding2) => {
          const fate = type.kind === "bytea" ? "; the target is bytea" : "";
          return { ...finding2, message: `${finding2.message}${fate}`, priority };
        }),
        ...blobsAmongTexts(profile, column).map(
          (finding2) => finding2.code === "blob-in-text" ? finding2 : { ...finding2, priority }
        )
      ];
    case "bytes":
      return profile.blobs > 0 && type.kind !== "text" ? blobsAmongNumbers(profile, column, type) : [stranger("wrong-storage-class", "a number", "numbers")];
    case "boolean":
      return [stranger("boolean-spelling", "not a boolean", "not booleans")];
    case "json":
      return [stranger("invalid-json", "not JSON", "not JSON")];
    case "uuid":
      return strangersToUuids(
        source,
        column,
        type,
        stranger("invalid-uuid", "not the text of a UUID", "not texts of UUIDs")
      );
    case "date":
    case "timestamp":
    case "time":
      return strangersToDates(intent, profile, column, type);
    default:
      return intent;
  }
}
var DECLARE_BLOB = "Correct the values, or declare the column as BLOB.";
function numbersAmongOthers(profile, column, type) {
  const rows = profile.integers + profile.reals;
  const fate = type.kind === "text" ? "the target is text" : "the target is bytea, which refuses them";
  return rows === 0 ? [] : [
    {
      code: "mixed-storage-classes",
      rows,
      where: `typeof(${column}) in ('integer', 'real')`,
      message: `${counted(rows, "value is a number", "values are numbers")} among others; ${fate}`,
      priority: type.kind === "text" ? "MED" : "HIGH"
    }
  ];
}
function strangersToUuids(source, column, type, all) {
  const { integers, reals, blobs: blobs2 } = source.profile;
  const lost = type.kind === "bytea" ? [] : lostUuids(source, column);
  if (lost.length > 0 && type.kind === "text") return decideUuid(source, column).findings;
  if (lost.length === 0 && (type.kind !== "bytea" || integers + reals === 0)) return [all];
  const message = `${counted(blobs2, "value is not the text of a UUID", "values are not texts of UUIDs")}; the target is ${type.kind}`;
  const others = { ...all, rows: blobs2, where: `typeof(${column}) = 'blob'`, message };
  return [...blobs2 === 0 ? [] : [others], ...lost];
}

// src/stages/target/types/type-rules.ts
var POSTGRES = "https://www.postgresql.org/docs/current";
var TYPE_RULES = [
  {
    names: [
      "INTEGER",
      "INT",
      "TINYINT",
      "SMALLINT",
      "MEDIUMINT",
      "BIGINT",
      "BIG INT",
      "INT2",
      "INT4",
      "INT8",
      "INT16",
      "INT32",
      "INT64",
      "LONG",
      "SHORT",
      "BYTE",
      "SERIAL",
      "BIGSERIAL",
      "UNSIGNED",
      "SIGNED"
    ],
    intent: { kind: "integer" },
    target: "bigint",
    otherwise: "double precision with fractions; numeric when a number beyond 2^53 is among them",
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-INT`
  },
  {
    names: ["REAL", "FLOAT", "DOUBLE", "DOUBLE PRECISION", "FLOAT4", "FLOAT8"],
    intent: { kind: "float" },
    target: "double precision",
    otherwise: "numeric when an integer beyond 2^53 is among them",
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-FLOAT`
  },
  {
    names: ["DECIMAL", "DEC", "NUMERIC", "NUMBER", "FIXED", "MONEY", "SMALLMONEY", "CURRENCY"],
    intent: { kind: "decimal", precision: null, scale: null },
    target: "numeric(p,s), or numeric where no precision is declared",
    otherwise: "numeric when a number does not fit; boolean when DEFAULT is TRUE or FALSE and all are 0 or 1",
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL`
  },
  {
    names: [
      "TEXT",
      "CLOB",
      "STRING",
      "TINYTEXT",
      "MEDIUMTEXT",
      "LONGTEXT",
      "LONGVARCHAR",
      "NTEXT",
      "NCLOB",
      "CITEXT",
      "ENUM"
    ],
    intent: { kind: "text", length: null },
    target: "text",
    otherwise: "bytea when most values are not text",
    spec: `${POSTGRES}/datatype-character.html`
  },
  {
    names: [
      "VARCHAR",
      "CHAR",
      "CHARACTER",
      "NCHAR",
      "NVARCHAR",
      "VARCHAR2",
      "NVARCHAR2",
      "CHARACTER VARYING",
      "VARYING CHARACTER",
      "NATIVE CHARACTER"
    ],
    intent: { kind: "text", length: 0 },
    target: "character varying(n), or text where no length is declared",
    otherwise: "text when a value is longer",
    spec: `${POSTGRES}/datatype-character.html`
  },
  {
    names: ["BLOB", "BYTEA", "BINARY", "VARBINARY", "IMAGE", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB"],
    intent: { kind: "bytes" },
    target: "bytea",
    otherwise: "texts arrive as their bytes; of texts and numbers without a blob the values decide",
    spec: `${POSTGRES}/datatype-binary.html`
  },
  {
    names: ["BOOLEAN", "BOOL"],
    intent: { kind: "boolean" },
    target: "boolean",
    otherwise: "whatever holds the values, when most are not 0, 1, t, f, true or false; the type of DEFAULT, when that is another number",
    spec: `${POSTGRES}/datatype-boolean.html`
  },
  {
    names: ["BIT", "YESNO", "YES/NO", "LOGICAL"],
    intent: { kind: "boolean" },
    isMeant: (profile) => profile.integersBoolean + profile.textForms.boolean === valueCount(profile),
    target: "boolean, where the column is empty or each value is 0, 1, t, f, true or false",
    otherwise: "whatever holds the values, when one is something else, and for BIT(n) of more than one bit; the type of DEFAULT, when that is another number",
    spec: "https://learn.microsoft.com/sql/t-sql/data-types/bit-transact-sql"
  },
  {
    names: ["DATE"],
    intent: { kind: "date" },
    target: "date",
    otherwise: "timestamp or timestamptz when a value has a time other than midnight, or when the column is empty and the other DATE columns of its table hold times (where those are empty too, of the database); timestamptz for epoch numbers",
    spec: `${POSTGRES}/datatype-datetime.html`
  },
  {
    names: ["TIME", "TIME WITHOUT TIME ZONE"],
    intent: { kind: "time", zoned: false },
    target: "time",
    otherwise: "time with time zone when all values have an offset; else text",
    spec: `${POSTGRES}/datatype-datetime.html`
  },
  {
    names: ["TIMETZ", "TIME WITH TIME ZONE"],
    intent: { kind: "time", zoned: true },
    target: "time with time zone",
    otherwise: "text, also with more than six decimals",
    spec: `${POSTGRES}/datatype-datetime.html`
  },
  {
    names: ["DATETIME", "DATETIME2", "SMALLDATETIME", "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE"],
    intent: { kind: "timestamp", zoned: false },
    target: "timestamp",
    otherwise: "timestamptz when a value has an offset or all count from an epoch, or when the column is empty and the other moments of its table are timestamptz (where those are empty too, of the database); text with more than six decimals",
    spec: `${POSTGRES}/datatype-datetime.html`
  },
  {
    names: ["TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE", "DATETIMEOFFSET"],
    intent: { kind: "timestamp", zoned: true },
    target: "timestamptz",
    otherwise: "text with more than six decimals",
    spec: `${POSTGRES}/datatype-datetime.html#DATATYPE-TIMEZONES`
  },
  {
    names: ["JSON", "JSONB"],
    intent: { kind: "json" },
    target: "json",
    otherwise: "text in keys and indexes, which json cannot have; never jsonb, which respells values",
    spec: `${POSTGRES}/datatype-json.html`
  },
  {
    names: ["UUID", "GUID", "UNIQUEIDENTIFIER"],
    intent: { kind: "uuid" },
    target: "uuid",
    otherwise: "text when a value is not canonical; bytea for binary ones; what holds the numbers where SQLite has made them of texts",
    spec: `${POSTGRES}/datatype-uuid.html`
  },
  {
    names: [
      "GEOMETRY",
      "GEOGRAPHY",
      "POINT",
      "LINESTRING",
      "POLYGON",
      "MULTIPOINT",
      "MULTILINESTRING",
      "MULTIPOLYGON",
      "GEOMETRYCOLLECTION",
      "GEOMCOLLECTION",
      "CIRCULARSTRING",
      "COMPOUNDCURVE",
      "CURVEPOLYGON",
      "MULTICURVE",
      "MULTISURFACE",
      "CURVE",
      "SURFACE",
      "POLYHEDRALSURFACE",
      "TIN",
      "TRIANGLE"
    ],
    intent: { kind: "bytes" },
    isMeant: (profile) => valueCount(profile) === 0 || profile.blobs > 0 && profile.texts === 0,
    target: "bytea, also with Z, M or ZM behind the name",
    otherwise: "whatever holds the values, when one is a text or none is a blob",
    spec: "http://www.geopackage.org/spec/#geometry_types"
  },
  {
    names: ["ANY"],
    intent: { kind: "any" },
    target: "the type that holds the values, or DEFAULT where there are none",
    otherwise: "text for numbers among texts",
    spec: "https://www.sqlite.org/stricttables.html"
  }
];

// src/stages/target/types/type-intent.ts
var LONGEST_VARCHAR = 10485760;
function typeIntent(column) {
  const declared = parseDeclaredType(column.declaredType);
  const plain = { known: true, mayNameTexts: false, isRefuted: false };
  if (declared.name === "") return { ...plain, intent: { kind: "any" } };
  const rule = ruleOf(declared);
  if (rule === void 0) {
    const intent = intentOfUnknown(declared.name, column.affinity);
    return { ...plain, intent, known: false, mayNameTexts: true };
  }
  const counted2 = rule.intent.kind === "boolean" ? countedByDefault(column) : null;
  if (counted2 !== null) return { ...plain, intent: counted2, isRefuted: true };
  if (rule.isMeant?.(column.profile) === false) return { ...plain, intent: { kind: "any" }, known: false };
  const asksForBoolean = rule.intent.kind === "decimal" && saysBoolean(column);
  return { ...plain, intent: asksForBoolean ? { kind: "boolean" } : refine(rule.intent, column) };
}
function ruleOf({ name: declared, arguments: [size = 1] }) {
  const name = withoutDimensions(withoutSign(declared));
  if (name === "BIT" && size !== 1) return void 0;
  return TYPE_RULES.find((candidate) => candidate.names.includes(name));
}
function withoutDimensions(name) {
  return name.replace(
    /(?<=POINT|LINESTRING|CIRCULARSTRING|POLYGON|GEOMETRY|COLLECTION|CURVE|SURFACE|TIN|TRIANGLE) ?(ZM?|M)$/,
    ""
  );
}
function withoutSign(name) {
  return name.replace(/^(UN)?SIGNED (?=.)/, "").replace(/ (UN)?SIGNED$/, "");
}
function saysBoolean({ affinity, defaultText, profile }) {
  return affinity === "NUMERIC" && /^\(?\s*(true|false)\s*\)?$/i.test(defaultText ?? "") && profile.integersBoolean === valueCount(profile);
}
function countedByDefault(column) {
  const { profile, sourceType } = column;
  const value = storedDefault(column);
  if (sourceType !== void 0 || profile.textForms.boolean * 2 > valueCount(profile)) return null;
  if (value?.kind === "real") return { kind: "float" };
  return value?.kind === "integer" && value.value !== 0n && value.value !== 1n ? { kind: "integer" } : null;
}
function refine(intent, column) {
  if (intent.kind === "decimal") {
    return { kind: "decimal", ...decimalLimits(column.declaredType) ?? { precision: null, scale: null } };
  }
  if (intent.kind === "text" && intent.length !== null) {
    const [length = 0] = parseDeclaredType(column.declaredType).arguments;
    return { kind: "text", length: length >= 1 && length <= LONGEST_VARCHAR ? length : null };
  }
  return intent;
}
function intentOfUnknown(name, affinity) {
  if (/^(TIMESTAMP|DATETIME)/.test(name)) return { kind: "timestamp", zoned: false };
  if (/^(INTERVAL|INT[48](MULTI)?RANGE)\b/.test(name)) return { kind: "any" };
  switch (affinity) {
    case "INTEGER":
      return { kind: "integer" };
    case "TEXT":
      return { kind: "text", length: null };
    case "REAL":
      return { kind: "float" };
    case "BLOB":
      return name.includes("BLOB") ? { kind: "bytes" } : { kind: "any" };
    case "NUMERIC":
      return { kind: "any" };
    default:
      return affinity;
  }
}

// src/stages/target/types/value-hints.ts
function valueHints(column, intent, subject) {
  return [
    ...negativeHint(column, subject),
    ...intent.kind === "text" ? [...decimalHint(column, subject), ...timeSpanHint(column, subject)] : []
  ];
}
function negativeHint({ declaredType, profile }, subject) {
  const isNegative = (profile.integerMin ?? 0n) < 0n || (profile.realMin ?? 0) < 0;
  if (!/\bunsigned\b/i.test(declaredType) || !isNegative) return [];
  const message = (rows) => counted(rows, "number is negative in an UNSIGNED column", "numbers are negative in an UNSIGNED column");
  const where = `typeof(${subject}) in ('integer', 'real') and ${subject} < 0`;
  return [{ code: "negative-unsigned", rows: 0, where, message: "", counted: message }];
}
var KEPT = "None needed: the text keeps them. Cut them before a column becomes a timestamp or a time.";
function decimalHint({ profile }, subject) {
  const rows = nanoTexts(profile);
  if (rows === 0 || isoTexts(profile) * 2 <= valueCount(profile)) return timeDecimals(profile, subject);
  const message = `${counted(rows, "timestamp has", "timestamps have")} more than six decimals; text keeps them, a timestamp would not`;
  return [{ code: "sub-microsecond", rows, where: nanoRows(subject), message, priority: "LOW", remedy: KEPT }];
}
function timeDecimals(profile, subject) {
  const rows = profile.textForms["time-nano"];
  if (rows === 0 || isoTimes(profile) * 2 <= valueCount(profile)) return [];
  const message = `${counted(rows, "time has", "times have")} more than six decimals; text keeps them, a time would not`;
  return [
    {
      code: "sub-microsecond",
      rows,
      where: hasForm(subject, ["time-nano"]),
      message,
      priority: "LOW",
      remedy: KEPT
    }
  ];
}
function timeSpanHint({ profile: { textForms } }, subject) {
  if (textForms.time === 0 || textForms.other === 0) return [];
  const where = `typeof(${subject}) = 'text' and ${subject} glob '*[0-9].[0-2][0-9]:[0-5][0-9]:[0-5][0-9]*'`;
  const message = (rows) => counted(rows, "text is a TimeSpan of .NET", "texts are TimeSpans of .NET");
  return [{ code: "timespan-text", rows: 0, where, message: "", counted: message }];
}

// src/stages/target/types/derive-type.ts
function deriveType(table, column, keyed, habits) {
  const { intent, known, mayNameTexts, isRefuted } = typeIntent(column);
  const subject = quoteIdentifier(column.name);
  const wanted = keyed && intent.kind === "json" ? { kind: "text", length: null } : intent;
  const { type, findings } = decideByDefault(wanted, table, column, habits);
  const told = new Set(findings.map(({ code }) => code));
  const all = [
    ...findings,
    ...valueHints(column, intent, subject),
    ...affinityHints(column, intent, subject),
    ...byteHints(table.name, column, subject).filter(({ code }) => !told.has(code)),
    ...wanted === intent || type.kind !== "text" ? [] : jsonInKey(column.profile, subject),
    ...isRefuted ? [refutedBoolean(column, type, subject)] : [],
    ...known ? [] : [unknownName(column, type, mayNameTexts)]
  ];
  return { type, issues: all.map((finding2) => plannedIssue(table.name, column.name, finding2)) };
}
function decideByDefault(intent, table, column, habits) {
  const decision = decide(intent, table, column, habits);
  const hasDefault = valueCount(column.profile) === 0 && column.generated === null;
  if (!hasDefault || table.rowidAlias === column.name) return decision;
  if (intent.kind === "any") {
    const { type: type2 } = followData(profileOfAnyDefault(column) ?? column.profile, quoteIdentifier(column.name));
    return { type: type2, findings: [] };
  }
  if (table.strict || takesDefault(column, decision.type)) return decision;
  const profile = profileOfDefault(column);
  if (profile === null) return decision;
  const { type } = decide(intent, table, { ...column, profile }, habits);
  if (!takesDefault(column, type)) return decision;
  const message = `The column holds no value; the target is ${typeWord(type)}, which takes what the DEFAULT gives`;
  return { type, findings: [{ ...NOT_FOLLOWED, message }] };
}
function takesDefault(column, type) {
  const { defaultText: text } = column;
  return text === null || translateDefault(text, column, type).status !== "dropped";
}
var NOT_FOLLOWED = {
  code: "declared-type-not-followed",
  rows: 0,
  where: null,
  priority: "LOW"
};
function decide(intent, table, column, habits) {
  const { profile } = column;
  const subject = quoteIdentifier(column.name);
  if (intent.kind === "any" || intent.kind === "bytes" && mixesTextsAndNumbers(profile))
    return decideUndeclared(profile, subject);
  const isDate = intent.kind === "date" || intent.kind === "timestamp";
  if (isDate && isAllNumbers(profile)) return decideEpoch(profile, subject, table);
  const empty = isDate && valueCount(profile) === 0 ? decideEmpty(intent.kind, habits(table, intent.kind)) : null;
  if (empty !== null) return empty;
  return isFollowed(intent, profile, subject) ? follow(intent, column, subject) : notFollowed(intent, table.name, column, subject);
}
function mixesTextsAndNumbers({ integers, reals, texts: texts2, blobs: blobs2 }) {
  return blobs2 === 0 && texts2 > 0 && integers + reals > 0;
}
function decideEmpty(kind, habit) {
  if (habit === null) return null;
  const finding2 = {
    ...NOT_FOLLOWED,
    message: `The column is empty, and the other DATE columns hold times; the target is ${habit}`,
    remedy: "None needed where the application writes times; for days alone, give a date by `--schema`."
  };
  return { type: { kind: habit }, findings: kind === "date" ? [finding2] : [] };
}
function follow(intent, column, subject) {
  const { profile } = column;
  switch (intent.kind) {
    case "integer":
    case "float":
    case "decimal":
      return decideNumber(intent, profile, subject);
    case "text":
      return decideText(intent.length, profile, subject);
    case "date":
    case "timestamp":
      return decideDate(intent, profile, subject);
    case "time":
      return decideTime(intent, profile, subject);
    case "bytes":
      return decideBytes(profile, subject);
    case "boolean":
      return { type: { kind: "boolean" }, findings: noBooleans(profile, subject) };
    case "json":
      return decideJson(profile, subject);
    case "uuid":
      return decideUuid(column, subject);
    default:
      return intent;
  }
}
function noBooleans(profile, subject) {
  const { count, predicate: predicate3 } = followers({ kind: "boolean" }, profile, subject);
  const rows = valueCount(profile) - count;
  const message = `${counted(rows, "value is", "values are")} not a boolean`;
  return rows === 0 ? [] : [{ code: "boolean-spelling", rows, where: `not ${predicate3}`, message }];
}
function notFollowed(intent, table, column, subject) {
  const { profile } = column;
  const { type, findings } = followData(profile, subject);
  const strangers = strangersTo(intent, column, subject, type).map(
    (finding2) => type.kind === "bytea" ? unlessHinted(table, column, subject, finding2) : finding2
  );
  const told = /* @__PURE__ */ new Set([...strangers.map(({ code }) => code), ...toldOtherwise(intent, column)]);
  const others = findings.filter(({ code }) => !told.has(code));
  return { type, findings: [...strangers, ...type.kind === "text" ? others.map(saidToBeText) : others] };
}
function toldOtherwise(intent, { affinity, profile }) {
  switch (intent.kind) {
    case "integer":
    case "float":
    case "decimal":
      return ["blob-in-text", "binary-in-text", "text-in-blob"];
    case "text":
      return [
        // texts that can only arrive as their bytes are no texts among blobs
        ...profile.blobs === 0 ? ["text-in-blob"] : [],
        // of which SQLite has made numbers
        ...affinity === "NUMERIC" ? ["wrong-storage-class"] : []
      ];
    case "uuid":
      return affinity === "NUMERIC" ? ["non-finite-number"] : [];
    default:
      return [];
  }
}
function refutedBoolean(column, type, subject) {
  const { declaredType, defaultText, profile } = column;
  const { count, predicate: predicate3 } = followers({ kind: "boolean" }, profile, subject);
  const rows = valueCount(profile) - count;
  const others = rows === 0 ? "" : `, and ${counted(rows, "value is none", "values are none")}`;
  const told = `DEFAULT ${defaultText} is no boolean${others}, so ${declaredType} says nothing`;
  return {
    ...NOT_FOLLOWED,
    rows,
    where: rows === 0 ? null : `not ${predicate3}`,
    message: `${told}; the target is ${type.kind}`,
    remedy: "None needed where the values are numbers; else correct the DEFAULT."
  };
}
function unknownName(column, type, mayNameTexts) {
  const isEmpty = valueCount(column.profile) === 0 && column.defaultText !== null;
  const reasons = isEmpty ? "affinity and DEFAULT" : "affinity and values";
  const message = `${column.declaredType} says nothing about the type of the target, which is ${type.kind} by ${reasons}`;
  const finding2 = { code: "declared-type-unknown", rows: 0, where: null };
  return mayNameTexts && mayHaveBeenTexts(column) ? {
    ...finding2,
    message: `${message}; ${ZEROS_LOST}`,
    remedy: `None needed where they are numbers. ${DECLARE_TEXT}`
  } : { ...finding2, message };
}

// src/stages/target/types/moment-habits.ts
function momentHabits(tables) {
  const byTable = new Map(tables.map((table) => [table.name, heldMoments(table)]));
  const held = [...byTable.values()].flat();
  return ({ name }, kind) => {
    const own = kindsOf(byTable.get(name) ?? [], kind);
    return agreed(own.length > 0 ? own : kindsOf(held, kind), kind);
  };
}
function heldMoments(table) {
  return table.columns.flatMap((column) => {
    const { intent } = typeIntent(column);
    if (intent.kind !== "date" && intent.kind !== "timestamp" || valueCount(column.profile) === 0) return [];
    const held = heldBy(intent, table, column);
    return held === null ? [] : [{ declared: intent.kind, held }];
  });
}
function heldBy(intent, table, { name, profile }) {
  const subject = quoteIdentifier(name);
  if (isAllNumbers(profile)) {
    const { kind } = decideEpoch(profile, subject, table).type;
    return kind === "timestamptz" ? kind : null;
  }
  return isoTexts(profile) > 0 ? momentType(intent, profile).kind : null;
}
function kindsOf(columns, kind) {
  return columns.filter(({ declared }) => declared === kind).map(({ held }) => held);
}
function agreed(kinds, declared) {
  if (kinds.length === 0) return null;
  if (kinds.every((kind) => kind === "timestamptz")) return "timestamptz";
  const haveTimes = kinds.every((kind) => kind === "timestamp" || kind === "timestamptz");
  return declared === "date" && haveTimes ? "timestamp" : null;
}

// src/stages/target/unmigrated-objects.ts
function unmigratedObjects(catalog) {
  const dropped2 = { status: "dropped", reason: "it is not migrated" };
  return [
    ...catalog.views.map(({ name, sql, broken }) => ({
      ledger: [{ type: "view", name, table: null, sql, ...dropped2 }],
      issues: [
        broken === void 0 ? planned("view-not-migrated", { table: name, message: `The view ${name} is not in the target` }) : planned("view-broken", { table: name, message: `SQLite itself cannot use the view: ${broken}` })
      ]
    })),
    ...catalog.triggers.map(({ name, table, sql }) => ({
      ledger: [{ type: "trigger", name, table, sql, ...dropped2 }],
      issues: [
        planned("trigger-not-migrated", {
          table,
          object: name,
          message: `The trigger ${name} is not in the target`
        })
      ]
    })),
    ...catalog.virtualTables.map((table) => ({
      ledger: [{ type: "virtual-table", name: table.name, table: null, sql: table.sql, ...dropped2 }],
      issues: [unmigratedTable(table)]
    }))
  ];
}
function unmigratedTable(table) {
  const { name, module, shadowTables, ownRows } = table;
  const message = `The ${module} table ${name} is not in the target${shadows(shadowTables)}`;
  if (ownRows === 0) return planned("virtual-table-not-migrated", { table: name, message });
  return planned("virtual-table-not-migrated", {
    table: name,
    priority: "HIGH",
    rows: ownRows,
    message: `${message}; it stores ${amount(ownRows, "row")} of its own, which ${ownRows === 1 ? "is" : "are"} not migrated`,
    remedy: rescue(table)
  });
}
function rescue({ name, module, readable }) {
  const waiver = "Where another table has the same rows, accept the issue with a waiver.";
  if (!readable)
    return `Copy its rows into an ordinary table in the application, which has ${module}. ${waiver}`;
  const copy = quoteIdentifier(`${name}_rows`);
  const rowid = /^fts/.test(module) ? "rowid as id, " : "";
  const script = `create table ${copy} as select ${rowid}* from ${quoteIdentifier(name)}; drop table ${quoteIdentifier(name)};`;
  return `Make it an ordinary table with a \`prepare\` script: \`${script}\` ${waiver}`;
}
function shadows(tables) {
  return tables.length === 0 ? "" : `, nor are its shadow tables ${tables.join(", ")}`;
}

// src/stages/target/types/comparable-types.ts
function canReference(child, parent) {
  return REFERENCES[parent.kind]?.includes(child.kind) ?? child.kind === parent.kind;
}
var REFERENCES = {
  bigint: ["bigint"],
  numeric: ["bigint", "numeric"],
  "double precision": ["bigint", "numeric", "double precision"],
  text: ["text", "varchar"],
  varchar: ["text", "varchar"],
  json: []
};
function holdsAll(type, profile, parent) {
  const values = valueCount(profile);
  const forms = profile.textForms;
  switch (type.kind) {
    case "bigint":
      return profile.integers + profile.realsWhole === values;
    case "double precision":
      return profile.integers + profile.reals === values && profile.integersBeyondDouble === 0;
    case "numeric":
      return type.precision === null && profile.integers + profile.reals === values;
    case "text":
      return profile.texts === values && profile.textsWithNul === 0 && profile.textsInvalidUtf8 === 0;
    case "varchar":
      return holdsAll({ kind: "text" }, profile, parent) && profile.longestText <= type.length;
    case "bytea":
      return profile.blobs === values || areTexts(profile) && areTexts(parent);
    case "boolean":
      return profile.integersBoolean + forms.boolean === values;
    case "date":
      return forms.date === values;
    case "time":
      return forms.time === values;
    case "timestamp":
      return forms.date + forms.timestamp === values;
    case "timestamptz":
      return forms.date + forms.timestamp + forms["timestamp-utc"] + forms["timestamp-offset"] === values || profile.integers === values && countAlike(profile, parent);
    case "uuid":
      return forms.uuid === values;
    default:
      return values === 0;
  }
}
function areTexts(profile) {
  return profile.texts === valueCount(profile) && profile.textsInvalidUtf8 === 0;
}
function countAlike(profile, parent) {
  const unit = numbersUnit(profile);
  return unit !== null && parent.texts + parent.blobs === 0 && unit === numbersUnit(parent);
}

// src/sql/arriving-value.ts
function arrivalOf({ conversion, misfit, type }, encoding) {
  return { kind: conversion.kind, misfit, padded: type.kind === "char", utf16: encoding !== "UTF-8" };
}
function arrivingValue(column, arrival) {
  const value = equalValue(column, arrival);
  return arrival.misfit === null ? value : `case when ${arrival.misfit} then null else ${value} end`;
}
function compositeKey(values) {
  const [only2] = values;
  if (only2 !== void 0 && values.length === 1) return only2;
  return `concat_ws(',', ${values.map(spelled2).join(", ")})`;
}
function spelled2(value) {
  return `quote(iif(typeof(${value}) = 'real' and ${value} = cast(${value} as integer), cast(${value} as integer), ${value}))`;
}
function equalValue(column, { kind, padded, utf16 }) {
  switch (kind) {
    case "integer":
    case "float":
    case "epoch":
    case "duration":
      return column;
    case "numeral":
      return `cast(${column} as integer)`;
    case "spelled-float":
    case "decimal":
      return `iif(typeof(${column}) = 'text', cast(${column} as real), ${column})`;
    case "text":
    case "rendered": {
      const text = utf16 ? `iif(typeof(${column}) = 'blob', text_of_utf8(${column}), ${decimalText(column)})` : decimalText(column);
      return padded ? `(rtrim(${text}, ' ') collate binary)` : `(${text} collate binary)`;
    }
    case "bytes":
      return utf16 ? `utf8(${column})` : `cast(${column} as blob)`;
    case "boolean":
      return `(lower(${column}) in ('1', 't', 'true'))`;
    case "midnight":
      return `(substr(${column}, 1, 10) collate binary)`;
    case "date":
    case "uuid":
    case "json":
      return `(${column} collate binary)`;
    case "respelled-uuid":
      return `(lower(replace(${column}, '-', '')) collate binary)`;
    case "time":
      return `(${clock(column)} collate binary)`;
    case "timestamp":
      return `((${wallClock(column)} || ${fraction(column)}) collate binary)`;
    case "timestamptz":
      return `(((unixepoch(${wallClock(column)}) - ${offsetSeconds(column)}) || ${fraction(column)}) collate binary)`;
    default:
      return kind;
  }
}
function clock(time) {
  return `substr(${time} || ':00', 1, 8) || '.' || rtrim(substr(${time}, 10), '0')`;
}
function wallClock(column) {
  return `datetime(substr(${column}, 1, iif(substr(${column}, 17, 1) = ':', 19, 16)))`;
}
function fraction(column) {
  const decimals3 = `substr(${column}, 21, 6)`;
  const digits = `substr(${decimals3}, 1, length(${decimals3}) - length(ltrim(${decimals3}, '0123456789')))`;
  return `iif(substr(${column}, 20, 1) = '.', '.' || rtrim(${digits}, '0'), '.')`;
}
function offsetSeconds(column) {
  const offset = `ltrim(substr(${column}, 17), ':.0123456789 ')`;
  const digits = `(replace(substr(${offset}, 2), ':', '') || '0000')`;
  const seconds = `substr(${digits}, 1, 2) * 3600 + substr(${digits}, 3, 2) * 60`;
  return `case substr(${offset}, 1, 1) when '+' then ${seconds} when '-' then -(${seconds}) else 0 end`;
}

// src/stages/target/derivation/derived-table.ts
function findColumn(table, name) {
  return table.columns.find(({ column }) => sameName(column.name, name));
}
function primaryKeyColumns(table) {
  const parts = table.table.primaryKey?.parts ?? [];
  return parts.flatMap(({ column }) => findColumn(table, column ?? "") ?? []);
}
function primaryKeyHasNull(table) {
  return primaryKeyColumns(table).some(({ column }) => column.profile.nulls > 0);
}

// src/stages/target/derivation/derive-collation.ts
function collatedColumn({ name, type }, collation) {
  if (type.kind !== "text" && type.kind !== "varchar") return null;
  if (collation === "NOCASE") return `lower(${formatIdentifier(name)} COLLATE "C")`;
  if (collation === "RTRIM") return `rtrim(${formatIdentifier(name)}, ' '::text)`;
  return null;
}
function collationObject(table, parts, key, relations) {
  const terms = parts.flatMap((part) => {
    const column = findColumn(table, part.column ?? "");
    if (column === void 0) return [];
    const collated = collatedColumn(column, part.collation);
    return [
      {
        sql: collated ?? formatIdentifier(column.name),
        collation: collated === null ? null : part.collation
      }
    ];
  });
  const collations = new Set(terms.flatMap(({ collation }) => collation ?? []));
  if (collations.size === 0) return {};
  const name = relations.take(`${key.name}_${[...collations].join("_").toLowerCase()}`);
  const list = terms.map(({ sql }) => sql);
  return {
    issues: caseCollisions(table, parts, key.object),
    postData: [
      {
        kind: "unique-index",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `CREATE UNIQUE INDEX ${formatIdentifier(name)} ON ${formatQualified(table)} USING btree (${list.join(", ")})`,
        columns: list,
        entry: {
          type: "collation",
          name: key.object,
          table: table.table.name,
          status: "translated",
          sql: parts.map(({ column, collation }) => `${quoteIdentifier(column ?? "")} COLLATE ${collation}`).join(", "),
          reason: null
        }
      }
    ]
  };
}
function caseCollisions(table, parts, object) {
  const columns = parts.flatMap(({ column }) => findColumn(table, column ?? "") ?? []);
  const folds = parts.map(({ collation }, at) => {
    return collation === "NOCASE" && (columns[at]?.column.profile.textsNonAscii ?? 0) > 0;
  });
  if (columns.length !== parts.length || !folds.includes(true)) return [];
  const values = columns.map(
    ({ column }, at) => collatedValue(quoteIdentifier(column.name), parts[at]?.collation ?? "BINARY")
  );
  const whole = columns.map(({ column }) => `${quoteIdentifier(column.name)} is not null`).join(" and ");
  const key = compositeKey(values);
  const shared = `select ${key} from ${quoteIdentifier(table.table.name)} where ${whole} group by 1 having count(*) > 1`;
  const [only2] = columns;
  const place2 = {
    table: table.table.name,
    ...only2 !== void 0 && columns.length === 1 ? { column: only2.column.name } : {},
    object
  };
  const message = (rows) => `${amount(rows, "row")} differ only in the case of letters beyond ASCII: citext or lower() would take them as equal`;
  return [
    {
      issue: issue("unicode-case-collision", { ...place2, message: "" }),
      rowsWhere: `${whole} and ${key} in (${shared})`,
      counted: { distinct: null, message }
    }
  ];
}
function collatedValue(column, collation) {
  if (collation === "NOCASE") return `iif(typeof(${column}) = 'text', fold_case(${column}), ${column})`;
  if (collation === "RTRIM") return `iif(typeof(${column}) = 'text', rtrim(${column}, ' '), ${column})`;
  return `(${column} collate binary)`;
}

// src/stages/target/derivation/derive-exact-keys.ts
function isUnique(parent, columns) {
  const { indexes } = parent.table;
  const own = indexes.flatMap((index) => isFullUnique(parent, index) ? [index.parts] : []);
  return isOneOf(columns, [...keyParts(parent), ...own], parent);
}
function deriveExactKeys(table, tables, relations, constraints) {
  const folded2 = table.table.indexes.filter((index) => isFullUnique(table, index) && isFolded(table, index));
  const plain = table.table.indexes.filter((index) => isFullUnique(table, index) && !isFolded(table, index));
  const made = [...keyParts(table), ...plain.map(({ parts }) => parts)];
  return folded2.flatMap((index) => {
    const columns = [...new Set(columnsOf(table, index.parts))];
    if (isOneOf(columns, made, table) || !isReferred(table, columns, tables)) return [];
    made.push(index.parts);
    return exactKey(table, index, columns, { relations, constraints });
  });
}
function exactKey(table, index, columns, { relations, constraints }) {
  let name = relations.take(`${index.name}_exact`);
  while (constraints.has(name)) name = relations.take(`${index.name}_exact`);
  constraints.take(name);
  const list = columns.map((column) => formatIdentifier(column.name)).join(", ");
  return {
    postData: [
      {
        kind: "unique",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `ALTER TABLE ONLY ${formatQualified(table)}
    ADD CONSTRAINT ${formatIdentifier(name)} UNIQUE (${list})`,
        columns: columns.map((column) => quoteIdentifier(column.name)),
        entry: {
          type: "collation",
          name: index.name,
          table: table.table.name,
          status: "translated",
          sql: columns.map(({ column }) => `${quoteIdentifier(column.name)} COLLATE BINARY`).join(", "),
          reason: "a foreign key needs an exact UNIQUE beside the index"
        }
      }
    ]
  };
}
function keyParts({ table: { primaryKey, uniques } }) {
  return [...primaryKey === null ? [] : [primaryKey], ...uniques].map(({ parts }) => parts);
}
function isFullUnique(table, { unique, where, parts }) {
  return unique && where === null && parts.every(({ column, collation }) => {
    const own = column === null ? void 0 : findColumn(table, column);
    return own !== void 0 && (collation === "BINARY" || collation === own.column.collation);
  });
}
function isFolded(table, { parts }) {
  return parts.some(({ column, collation }) => {
    const own = findColumn(table, column ?? "");
    return own !== void 0 && collatedColumn(own, collation) !== null;
  });
}
function isOneOf(columns, keys, table) {
  const wanted = new Set(columns);
  return keys.some((parts) => {
    const own = new Set(columnsOf(table, parts));
    return own.size === wanted.size && [...own].every((column) => wanted.has(column));
  });
}
function columnsOf(table, parts) {
  return parts.flatMap(({ column }) => findColumn(table, column ?? "") ?? []);
}
function isReferred(table, columns, tables) {
  const wanted = new Set(columns);
  return tables.some(
    (child) => child.table.foreignKeys.some(({ parentTable, parentExcluded, parentColumns: parentColumns2, columns: names }) => {
      if (parentExcluded === true || !sameName(parentTable, table.table.name)) return false;
      const parents = (parentColumns2 ?? []).map((name) => findColumn(table, name));
      const canRefer = names.every((name, at) => {
        const [from, to] = [findColumn(child, name), parents[at]];
        return from !== void 0 && to !== void 0 && canReference(from.type, to.type);
      });
      return canRefer && parents.length === wanted.size && parents.every((one) => one && wanted.has(one));
    })
  );
}

// src/stages/target/derivation/align-foreign-keys.ts
function alignForeignKeys(tables) {
  let keys = linksOf(tables);
  let types = alignTypes(keys);
  for (; ; ) {
    const possible = keys.filter((links) => links.every((link) => isComparable(link, types)));
    if (possible.length === keys.length) break;
    keys = possible;
    types = alignTypes(keys);
  }
  return tables.map((table) => withTypes(table, types));
}
function linksOf(tables) {
  return tables.flatMap((table) => table.table.foreignKeys.flatMap((key) => keyLinks(table, key, tables)));
}
function keyLinks(table, key, tables) {
  const parent = tables.find((candidate) => sameName(candidate.table.name, key.parentTable));
  if (parent === void 0 || key.parentExcluded === true) return [];
  const parents = (key.parentColumns ?? []).flatMap((name) => findColumn(parent, name) ?? []);
  const children = key.columns.flatMap((name) => findColumn(table, name) ?? []);
  if (parents.length !== children.length || parents.length !== key.columns.length) return [];
  if (!isUnique(parent, parents)) return [];
  const links = children.flatMap((column, at) => {
    const other = parents[at];
    return other === void 0 ? [] : [{ child: { table, column }, parent: { table: parent, column: other } }];
  });
  return [links];
}
function alignTypes(keys) {
  const links = keys.flat();
  const types = followParents(links);
  if (links.every((link) => isComparable(link, types))) return types;
  for (const group of connected(links)) {
    if (group.every((link) => isComparable(link, types)) || !group.every(canFollow)) continue;
    const members = [
      ...new Map(
        group.flatMap(({ child, parent }) => [child, parent]).map((member) => [member.column, member])
      ).values()
    ];
    const common = commonType(members);
    if (common === void 0) continue;
    for (const { column } of members) types.set(column, common);
  }
  return types;
}
function followParents(links) {
  const types = /* @__PURE__ */ new Map();
  const tried = /* @__PURE__ */ new Map();
  for (let isChanged2 = true; isChanged2; ) {
    isChanged2 = false;
    for (const link of links) {
      const { child, parent } = link;
      const source = types.get(parent.column) ?? parent;
      const before = tried.get(child.column) ?? /* @__PURE__ */ new Set([child.column]);
      if (isComparable(link, types) || before.has(source.column) || !canTake(child, source)) continue;
      types.set(child.column, source);
      tried.set(child.column, before.add(source.column));
      isChanged2 = true;
    }
  }
  return types;
}
function isComparable({ child, parent }, types) {
  return canReference(typeOf(child.column, types), typeOf(parent.column, types));
}
function canFollow({ child, parent }) {
  return canReference(child.column.type, parent.column.type) || canTake(child, parent);
}
function typeOf(column, types) {
  return types.get(column)?.column.type ?? column.type;
}
function canTake({ table, column }, source) {
  const { kind } = source.column.type;
  if (column.column.name === table.table.rowidAlias && kind !== column.type.kind) return false;
  return holdsAll(source.column.type, column.column.profile, source.column.column.profile);
}
function commonType(members) {
  const fitting = members.filter(
    (source) => canReference(source.column.type, source.column.type) && members.every((member) => member.column.type === source.column.type || canTake(member, source))
  );
  return fitting.find(({ column }) => column.type.kind === "text") ?? fitting[0];
}
function connected(links) {
  let groups = [];
  for (const link of links) {
    const own = [link.child.column, link.parent.column];
    const touched = groups.filter(({ columns: columns2 }) => own.some((column) => columns2.has(column)));
    const columns = /* @__PURE__ */ new Set([...own, ...touched.flatMap((group) => [...group.columns])]);
    const merged = { columns, links: [...touched.flatMap((group) => group.links), link] };
    groups = [...groups.filter((group) => !touched.includes(group)), merged];
  }
  return groups.map((group) => group.links);
}
function withTypes(table, types) {
  if (!table.columns.some((column) => types.has(column))) return table;
  const columns = table.columns.map((column) => {
    const type = typeOf(column, types);
    return renderType(type) === renderType(column.type) ? column : { ...column, type, issues: issuesOf(table, column, type) };
  });
  return { ...table, columns };
}
function issuesOf(table, column, type) {
  const { name, declaredType, profile } = column.column;
  const subject = quoteIdentifier(name);
  const findings = type.kind === "bytea" ? decideBytes(profile, subject).findings : type.kind === "timestamptz" && profile.integers > 0 ? decideEpoch(profile, subject, table.table).findings : [];
  return [
    ...column.issues.filter(({ issue: issue2 }) => !OF_TYPE.has(issue2.code)),
    ...findings.map((finding2) => plannedIssue(table.table.name, name, finding2)),
    ...declaredType === "" ? [] : [otherType(table, column, type)]
  ];
}
var OF_TYPE = /* @__PURE__ */ new Set([
  "date-encoding",
  "date-encoding-unknown",
  "declared-type-not-followed",
  "declared-type-unknown",
  "text-in-blob",
  "time-zone-mixed"
]);
function otherType({ table }, { column, type: was }, type) {
  const [declared, target] = [renderType(was), renderType(type)];
  const isChild = table.foreignKeys.some(({ columns }) => columns.some((name) => sameName(name, column.name)));
  return planned("declared-type-not-followed", {
    table: table.name,
    column: column.name,
    priority: "LOW",
    message: `${isChild ? "Its foreign key refers to" : "A foreign key refers to it from"} ${target}, with which ${declared} cannot be compared; the target is ${target}, which holds all of its values`
  });
}

// src/sql/rowid-names.ts
var ROWID_NAMES = ["rowid", "_rowid_", "oid"];

// src/sql/selectable-expression.ts
var MOST_BROKEN = 4;
function selectableExpression(sql, columns) {
  const parsed = parseExpression(sql);
  if (!parsed.ok) return null;
  const names = namesIn(parsed.expression).toSorted((a, b) => b.start - a.start);
  const find = (name) => columns.find((column) => sameName(column.name, name));
  const isText2 = ({ name, spelling }) => find(name) === void 0 && spelling === "double-quoted";
  if (names.some((name) => isText2(name) && ROWID_NAMES.some((rowid) => sameName(rowid, name.name))))
    return null;
  const broken = columns.filter(
    (column) => column.notNull && column.profile.nulls > 0 && names.some(({ name }) => find(name) === column)
  );
  if (broken.length > MOST_BROKEN) return null;
  const spelled3 = (nulls) => names.reduce((text, name) => {
    const column = find(name.name);
    const isGone = column !== void 0 && nulls.includes(column);
    if (!isText2(name) && !isGone) return text;
    return text.slice(0, name.start) + (isGone ? "null" : quoteLiteral(name.name)) + text.slice(name.end);
  }, sql);
  return withNulls(broken, [], spelled3);
}
function withNulls([first, ...others], nulls, spelled3) {
  if (first === void 0) return spelled3(nulls);
  const [missing, present2] = [[...nulls, first], nulls].map((some) => withNulls(others, some, spelled3));
  return `iif(${isNull(quoteIdentifier(first.name))}, ${missing}, ${present2})`;
}
function namesIn(node) {
  if (typeof node !== "object" || node === null) return [];
  return isName(node) ? [node] : Object.values(node).flatMap(namesIn);
}
function isName(node) {
  return "kind" in node && node.kind === "name";
}

// src/stages/target/names/object-name.ts
function objectName(wanted, usual, taken) {
  if (wanted === usual) return taken;
  const fitted = fitName(wanted);
  return fitName(usual) + (taken.startsWith(fitted) ? taken.slice(fitted.length) : "");
}
function otherName(object, name) {
  return object === name ? [] : [`its name in the target is ${name}`];
}

// src/sql/defined-names.ts
function definedNames(createTable) {
  const names = [];
  let depth = 0;
  let isFirst = false;
  for (const { kind, value } of lexSqlite(createTable)) {
    const isConstraint = kind === "word" && CONSTRAINT.test(value);
    if (isFirst && kind !== "operator" && !isConstraint) names.push(value);
    if (kind === "operator" && value === "(") depth += 1;
    if (kind === "operator" && value === ")") depth -= 1;
    isFirst = depth === 1 && kind === "operator" && (value === "(" || value === ",");
  }
  return names;
}
var CONSTRAINT = /^(CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)$/i;

// src/stages/target/defaults/default-clause.ts
function defaultClause(text) {
  const parsed = parseExpression(text);
  if (parsed.ok && isBare(parsed.expression, text)) return `DEFAULT ${text}`;
  return `DEFAULT (${text}${text.includes("--") ? "\n" : ""})`;
}
function isBare(value, text) {
  switch (value.kind) {
    case "null":
    case "number":
    case "text":
    case "blob":
    case "moment":
    case "name":
      return true;
    case "unary":
      return value.operand.kind === "number" && /^[-+]\s*[\d.]/.test(text);
    default:
      return false;
  }
}

// src/stages/target/highest-key.ts
function highestKey(table, column) {
  const known = [table.highWaterMark, column.profile.integerMax].filter((key) => key !== null);
  return known.reduce(
    (highest, key) => highest === null || key > highest ? key : highest,
    null
  );
}
function isNumbered({ rowidAlias, foreignKeys }, name) {
  const isParents = foreignKeys.some(({ columns }) => columns.length === 1 && columns[0] === name);
  return name === rowidAlias && !isParents;
}

// src/stages/target/derivation/derive-identity.ts
function deriveIdentity(table, column, relations) {
  const { autoincrement } = table.table;
  const highest = highestKey(table.table, column.column);
  const entry = {
    type: "sequence",
    name: column.column.name,
    table: table.table.name,
    status: "translated",
    sql: `INTEGER PRIMARY KEY${autoincrement ? " AUTOINCREMENT" : ""}`,
    reason: null
  };
  const place2 = { table: table.table.name, column: column.column.name };
  return {
    sql: `GENERATED BY DEFAULT AS IDENTITY${sequenceOption(table, column, relations)}`,
    part: {
      sequences: [
        {
          sourceTable: table.table.name,
          table: { schema: table.schema, name: table.name },
          column: column.name,
          highest,
          numbered: isNumbered(table.table, column.column.name),
          entry
        }
      ],
      issues: [...exhausted(highest, column.column, place2), ...negativeKeys(highest, column, place2)]
    }
  };
}
function exhausted(highest, { profile }, place2) {
  if (highest !== HIGHEST_INTEGER) return [];
  if (profile.integerMax !== HIGHEST_INTEGER) {
    const message2 = `AUTOINCREMENT remembers the key ${HIGHEST_INTEGER}, after which there is none`;
    const remedy = "Lower the counter of the table in sqlite_sequence: no row has this key any more.";
    return [planned("sequence-exhausted", { ...place2, message: message2, remedy })];
  }
  const message = `The highest key is ${HIGHEST_INTEGER}, after which there is none`;
  const rowsWhere = `${quoteIdentifier(place2.column)} = ${HIGHEST_INTEGER}`;
  return [{ ...planned("sequence-exhausted", { ...place2, message }), rowsWhere, standsAlone: true }];
}
function negativeKeys(highest, { column }, place2) {
  if ((column.profile.integerMin ?? 0n) >= 0n) return [];
  const next = highest === null || highest < 0n ? "the sequence begins with 1" : `the sequence goes on behind ${highest}`;
  const message = (rows) => `${amount(rows, "key")} below 0; ${next}`;
  const rowsWhere = `${quoteIdentifier(place2.column)} < 0`;
  return [
    {
      issue: issue("negative-key", { ...place2, message: "" }),
      rowsWhere,
      counted: { distinct: null, message }
    }
  ];
}
function sequenceOption(table, column, relations) {
  const usual = `${table.name}_${column.name}_seq`;
  const name = relations.take(usual);
  return name === usual ? "" : ` (SEQUENCE NAME ${formatQualified({ schema: table.schema, name })})`;
}

// src/stages/target/derivation/lost-collation.ts
function lostCollation(table, column, type) {
  const isText2 = type.kind === "text" || type.kind === "varchar" || type.kind === "char";
  if (!isText2 || type.kind === "char" && column.collation === "RTRIM") return [];
  const message = `The column compares by ${column.collation}, in the target byte by byte`;
  const place2 = { table, column: column.name, message };
  switch (column.collation) {
    case "BINARY":
      return [];
    case "NOCASE":
      return [planned("nocase-collation", place2)];
    case "RTRIM":
      return [planned("rtrim-collation", place2)];
    default:
      return [planned("custom-collation", place2)];
  }
}

// src/stages/target/derivation/derive-column.ts
var NO_CLAUSE = { sql: "", part: {} };
function namedColumns(table) {
  const columns = expressionColumns(table.columns).map((named3, at) => {
    return { ...named3, isReal: table.columns[at]?.column.affinity === "REAL" };
  });
  const known = new Set(columns.map(({ source }) => foldName(source)));
  const leftOut = definedNames(table.table.sql).filter((source) => !known.has(foldName(source))).map((source) => ({ source, missing: "the expression names a column that is not in the target" }));
  return [...columns, ...leftOut];
}
function namedInRows(table) {
  const columns = namedColumns(table);
  if (table.table.withoutRowid) return columns;
  const alias = columns.find(({ source }) => source === table.table.rowidAlias);
  const missing = "the expression names the rowid, which is not in the target";
  const rowids = ROWID_NAMES.map(
    (source) => alias === void 0 ? { source, missing } : { ...alias, source }
  );
  return [...columns, ...rowids];
}
function namedByGenerated(table) {
  const missing = "the expression names another generated column, which PostgreSQL does not allow";
  return namedColumns(table).map((named3, at) => {
    const isGenerated = (table.columns[at]?.column.generated ?? null) !== null;
    return isGenerated ? { source: named3.source, missing } : named3;
  });
}
function deriveColumn(table, column, relations) {
  const isRowid = table.table.rowidAlias === column.column.name;
  const identity = isRowid ? deriveIdentity(table, column, relations) : NO_CLAUSE;
  const initial = deriveDefault(table, column);
  const generated = deriveGenerated(table, column);
  const notNull = deriveNotNull(table, column);
  const clauses = [identity, initial, generated, notNull];
  return {
    target: {
      source: column.column.name,
      name: column.name,
      type: column.type,
      notNull: notNull.sql !== "",
      generated: generated.sql !== "",
      identity: isRowid
    },
    definition: {
      source: column.column.name,
      line: lineOf(column, clauses),
      ordinaryLine: generated.sql === "" ? null : lineOf(column, [notNull])
    },
    parts: [
      { issues: [...column.issues, ...lostCollation(table.table.name, column.column, column.type)] },
      ...clauses.map(({ part }) => part)
    ]
  };
}
function lineOf({ name, type }, clauses) {
  const written3 = clauses.map(({ sql }) => sql).filter((sql) => sql !== "");
  return [`${formatIdentifier(name)} ${renderType(type)}`, ...written3].join(" ");
}
function deriveDefault(table, { column, type }) {
  if (column.defaultText === null || column.generated !== null) return NO_CLAUSE;
  const sql = defaultClause(column.defaultText);
  const translated = translateDefault(column.defaultText, column, type);
  const { status, reason } = translated;
  const ledger = [columnEntry(table, column.name, "default", { status, sql, reason })];
  if (table.table.rowidAlias === column.name) return { sql: "", part: { ledger } };
  if (translated.status !== "dropped") {
    const local = translated.local === true ? [localDefault(table, column.name, sql)] : [];
    return {
      sql: translated.sql === null ? "" : `DEFAULT ${translated.sql}`,
      part: { ledger, issues: local }
    };
  }
  const place2 = { table: table.table.name, column: column.name };
  const message = `${sql} is not in the target: ${translated.reason}`;
  const issues = [
    isRequired(table, column) ? planned("default-not-translated", {
      ...place2,
      priority: "HIGH",
      message: `${message}; the column is NOT NULL, so an INSERT without it fails`
    }) : planned("default-not-translated", { ...place2, message })
  ];
  return { sql: "", part: { ledger, issues } };
}
function isRequired({ table }, { name, notNull, profile }) {
  const isKey2 = table.primaryKey?.parts.some(({ column }) => column === name) ?? false;
  return (notNull || isKey2) && profile.nulls === 0;
}
function localDefault(table, column, sql) {
  const message = `${sql} is local time: in the target that of the session's time zone`;
  return planned("default-in-local-time", { table: table.table.name, column, message });
}
function deriveGenerated(table, { column, type }) {
  if (column.generated === null) return NO_CLAUSE;
  const { expression, stored } = column.generated;
  const sql = `GENERATED ALWAYS AS (${expression}) ${stored ? "STORED" : "VIRTUAL"}`;
  const value = translateValue(expression, namedByGenerated(table));
  const translation = asAssignable(value, type);
  const overflow2 = value.ok ? overflowOf(value.type, column, table) : null;
  if (translation.ok && isAssignable(translation.type, type) && overflow2 === null) {
    const fate = stored ? { status: "translated", sql, reason: null } : { status: "changed", sql, reason: "the column is stored" };
    const ledger = [columnEntry(table, column.name, "generated", fate)];
    return {
      sql: `GENERATED ALWAYS AS (${withoutNegativeZero(translation.sql, column, type)}) STORED`,
      part: { ledger }
    };
  }
  const untranslated = translation.ok ? `the expression gives no ${typeWord(type)}` : translation.reason;
  const reason = overflow2 ?? untranslated;
  const message = `The target has an ordinary column: ${reason}`;
  const place2 = { table: table.table.name, column: column.name };
  return {
    sql: "",
    part: {
      ledger: [columnEntry(table, column.name, "generated", { status: "dropped", sql, reason })],
      issues: [planned("generated-column-not-translated", { ...place2, message })]
    }
  };
}
function overflowOf(type, { profile }, { table }) {
  if (type === "integer" && profile.reals > 0) return "its integers overflow, where SQLite goes on with REAL";
  const isGiven = table.columns.some(
    ({ generated, profile: { realsInfinite } }) => generated === null && realsInfinite > 0
  );
  return type === "float" && profile.realsInfinite > 0 && !isGiven ? "its numbers overflow, where SQLite goes on with Infinity" : null;
}
function asAssignable(translation, type) {
  if (!translation.ok || translation.type !== "boolean") return translation;
  const isNumber3 = !isAssignable("boolean", type) && isAssignable("integer", type);
  return isNumber3 ? { ...translation, type: "integer", sql: `(${translation.sql})::integer` } : translation;
}
function withoutNegativeZero(sql, { affinity }, type) {
  const mayBeNegative = type.kind === "double precision" && affinity !== "BLOB" && /[-*/]/.test(sql);
  return mayBeNegative ? `(${sql} + 0)` : sql;
}
function deriveNotNull(table, derived) {
  const { column } = derived;
  const { nulls } = column.profile;
  const inKey = primaryKeyColumns(table).includes(derived) && !primaryKeyHasNull(table);
  const sql = inKey || column.notNull && nulls === 0 ? "NOT NULL" : "";
  if (!column.notNull) return { sql, part: {} };
  const action = column.notNullOnConflict;
  const entry = columnEntry(table, column.name, "not-null", {
    status: nulls > 0 ? "dropped" : action === null ? "kept" : "changed",
    sql: action === null ? "NOT NULL" : `NOT NULL ON CONFLICT ${action}`,
    reason: nulls > 0 ? `${counted(nulls, "row is", "rows are")} NULL` : action && "ON CONFLICT is gone"
  });
  const place2 = { table: table.table.name, column: column.name };
  const message = `${counted(nulls, "row is", "rows are")} NULL in a NOT NULL column; the target allows NULL`;
  const broken = {
    issue: issue("null-in-not-null", { ...place2, rows: nulls, message }),
    rowsWhere: isNull(quoteIdentifier(column.name))
  };
  const conflict = onConflict(action, table.table.name, "NOT NULL", column.name);
  return { sql, part: { ledger: [entry], issues: [...nulls > 0 ? [broken] : [], ...conflict] } };
}
function columnEntry(table, column, type, fate) {
  return { type, name: column, table: table.table.name, ...fate };
}

// src/stages/target/derivation/kept-by-type.ts
function isKeptByType({ expression }, { column, type }) {
  const isOwn = (node) => node?.kind === "name" && sameName(node.name, column.name);
  const isKept = type.kind === "json" || type.kind === "jsonb" ? (node) => isJson3(node, isOwn) : type.kind === "date" && column.profile.midnights === 0 ? (node) => isDay(node, isOwn) : null;
  if (isKept === null) return false;
  const parsed = parseExpression(expression);
  return parsed.ok && isAlwaysKept(parsed.expression, isKept);
}
function isAlwaysKept(node, isKept) {
  if (node.kind === "binary" && node.operator === "AND")
    return isAlwaysKept(node.left, isKept) && isAlwaysKept(node.right, isKept);
  if (node.kind === "binary" && node.operator === "OR")
    return isAlwaysKept(node.left, isKept) || isAlwaysKept(node.right, isKept);
  return isKept(node);
}
function isJson3(node, isOwn) {
  if (node.kind === "binary") {
    const isOne = node.right.kind === "number" && node.right.text === "1";
    return node.operator === "=" && isOne && isJson3(node.left, isOwn);
  }
  return node.kind === "call" && node.name.toLowerCase() === "json_valid" && isOwn(node.args[0]);
}
function isDay(node, isOwn) {
  if (node.kind !== "binary" || node.operator !== "=" && node.operator !== "IS") return false;
  const { left, right } = node;
  return isOwn(left) && isDayOf(right, isOwn) || isOwn(right) && isDayOf(left, isOwn);
}
function isDayOf(node, isOwn) {
  if (node.kind !== "call") return false;
  const [first, second, ...others] = node.args;
  if (node.name.toLowerCase() === "date") return isOwn(first) && second === void 0;
  const isFormat = first?.kind === "text" && (first.value === "%Y-%m-%d" || first.value === "%F");
  return node.name.toLowerCase() === "strftime" && isFormat && isOwn(second) && others.length === 0;
}

// src/stages/target/derivation/derive-checks.ts
function deriveChecks(table, constraints) {
  const named3 = namedInRows(table);
  return table.table.checks.flatMap((check) => {
    const wanted = check.name ?? usualName(table, check);
    const name = constraints.take(wanted);
    const object = objectName(wanted, check.name ?? usualName(ofSource(table), check), name);
    const issues = constraintNameIssues(check.name, name, table.table.name);
    return [deriveCheck(table, check, named3, { name, object }), { issues }];
  });
}
function deriveCheck(table, check, named3, { name, object }) {
  const head = check.name === null ? "" : `CONSTRAINT ${formatIdentifier(check.name)} `;
  const sql = `${head}CHECK (${check.expression})`;
  const column = soleColumn(table, check);
  const entry = { type: "check", name: object, table: table.table.name, sql };
  if (column !== void 0 && isKeptByType(check, column)) {
    const reason = `the type ${column.type.kind} takes nothing else`;
    return { ledger: [{ ...entry, status: "translated", reason }] };
  }
  const cast2 = castColumns(table, check);
  const translation = translateChecked(check, named3, cast2);
  if (!translation.ok) {
    const message = `CHECK (${check.expression}) is not in the target: ${translation.reason}`;
    const place2 = {
      table: table.table.name,
      ...column === void 0 ? {} : { column: column.column.name },
      object
    };
    return {
      ledger: [{ ...entry, status: "dropped", reason: translation.reason }],
      issues: [
        planned("check-not-translated", { ...place2, message }),
        ...cast2.length > 0 ? [] : breakers(table, check, place2)
      ]
    };
  }
  const qualified = formatQualified(table);
  return {
    postData: [
      {
        kind: "check",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `ALTER TABLE ${qualified}
    ADD CONSTRAINT ${formatIdentifier(name)} CHECK (${translation.sql}) NOT VALID`,
        validateSql: `ALTER TABLE ${qualified} VALIDATE CONSTRAINT ${formatIdentifier(name)}`,
        columns: column === void 0 ? [] : [quoteIdentifier(column.name)],
        expression: translation.sql,
        entry: { ...entry, status: "translated", reason: otherName(object, name)[0] ?? null }
      }
    ]
  };
}
function castColumns({ columns }, { expression }) {
  const names = mentionedNames(expression);
  return columns.filter(
    ({ column }) => column.sourceType !== void 0 && names.some((name) => sameName(name, column.name))
  );
}
function translateChecked({ expression }, named3, cast2) {
  const translation = translateCondition(expression, named3);
  const isSame = translation.ok && cast2.every(({ type }) => type.kind !== "bytea");
  if (cast2.length === 0 || isSame) return translation;
  const names = cast2.map(({ column }) => column.name).join(", ");
  return { ok: false, reason: `it is about the values that ${names} had before the cast` };
}
function breakers(table, { expression }, place2) {
  const rowids = table.table.withoutRowid ? [] : ROWID_NAMES.map(rowidColumn);
  const condition = selectableExpression(expression, [...table.table.columns, ...rowids]);
  if (condition === null) return [];
  const message = (rows) => `${amount(rows, "row breaks", "rows break")} the CHECK ${place2.object}, which is not in the target`;
  return [
    {
      issue: issue("check-violated", { ...place2, priority: "MED", message: "" }),
      rowsWhere: `not (${condition})`,
      counted: { distinct: null, message }
    }
  ];
}
function rowidColumn(name) {
  return { name, notNull: false, profile: { nulls: 0 } };
}
function soleColumn(table, { column, expression }) {
  if (column !== null) return findColumn(table, column);
  const named3 = new Set(mentionedNames(expression).flatMap((name) => findColumn(table, name) ?? []));
  return named3.size === 1 ? [...named3][0] : void 0;
}
function ofSource(table) {
  const columns = table.columns.map((column) => ({ ...column, name: column.column.name }));
  return { ...table, name: table.table.name, columns };
}
function usualName(table, { column }) {
  const target = column === null ? void 0 : findColumn(table, column);
  return target === void 0 ? `${table.name}_check` : `${table.name}_${target.name}_check`;
}

// src/stages/target/derivation/derive-foreign-keys.ts
function deriveForeignKeys(table, parentOf, constraints) {
  return table.table.foreignKeys.flatMap((key) => {
    const usual = `${key.columns.join("_")}_fkey`;
    const wanted = key.name ?? `${table.name}_${usual}`;
    const name = constraints.take(wanted);
    const object = objectName(wanted, key.name ?? `${table.table.name}_${usual}`, name);
    const issues = constraintNameIssues(key.name, name, table.table.name);
    return [deriveForeignKey(table, key, parentOf(key.parentTable), { name, object }), { issues }];
  });
}
function deriveForeignKey(table, key, known, { name, object }) {
  const entry = {
    type: "foreign-key",
    name: object,
    table: table.table.name,
    status: "kept",
    sql: foreignKeySql(key),
    reason: otherName(object, name)[0] ?? null,
    parent: key.parentTable
  };
  if (key.parentExcluded === true) {
    const reason = `the settings exclude its parent table ${key.parentTable}`;
    return { ledger: [{ ...entry, status: "dropped", reason }], issues: [orphans(table, key, object)] };
  }
  const children = found(table, key.columns);
  const parent = typeof known === "string" ? null : known;
  const parents = parent === null ? null : found(parent, key.parentColumns ?? []);
  const problem = obstacle(key, children, known, parents);
  if (problem !== null || children === null || parent === null || parents === null) {
    const reason = problem?.reason ?? "a column does not exist";
    const message = `The foreign key is not in the target: ${reason}`;
    return {
      ledger: [{ ...entry, status: "dropped", reason }],
      issues: [
        {
          ...planned(problem?.code ?? "foreign-key-parent-missing", {
            ...place(table, key),
            object,
            message
          }),
          ...problem?.code === "foreign-key-type-mismatch" ? referring(children ?? []) : {}
        },
        ...problem?.code === "foreign-key-type-mismatch" ? [hiddenOrphans(table, key, object)] : []
      ]
    };
  }
  const target = formatQualified(table);
  const hasIndex = isIndexed(table, children);
  return {
    postData: [
      {
        kind: "foreign-key",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `ALTER TABLE ONLY ${target}
    ADD CONSTRAINT ${formatIdentifier(name)} ${clause(key, children, parent, parents)} NOT VALID`,
        validateSql: `ALTER TABLE ${target} VALIDATE CONSTRAINT ${formatIdentifier(name)}`,
        columns: children.map((column) => quoteIdentifier(column.name)),
        parent: {
          schema: parent.schema,
          name: parent.name,
          columns: parents.map((column) => quoteIdentifier(column.name))
        },
        bothInOrder: hasIndex && children.every(({ type }, at) => type.kind === parents[at]?.type.kind),
        entry
      }
    ],
    issues: hasIndex ? [] : [
      planned("foreign-key-not-indexed", {
        ...place(table, key),
        object,
        message: "No index begins with the columns of the foreign key"
      })
    ]
  };
}
function referring(children) {
  const rowsWhere = children.map(({ column }) => `${quoteIdentifier(column.name)} is not null`).join(" and ");
  return { rowsWhere, standsAlone: true };
}
function hiddenOrphans(table, key, object) {
  const child = (name) => `${quoteIdentifier(table.table.name)}.${quoteIdentifier(name)}`;
  const pairs = key.columns.map(
    (name, at) => `parent.${quoteIdentifier(key.parentColumns?.[at] ?? "")} = +${child(name)}`
  );
  const parents = `select 1 from ${quoteIdentifier(key.parentTable)} as parent where ${pairs.join(" and ")}`;
  const arePresent2 = key.columns.map((name) => `${child(name)} is not null`).join(" and ");
  return {
    ...planned("foreign-key-orphans", { ...place(table, key), object, message: "" }),
    rowsWhere: `${arePresent2} and not exists (${parents})`,
    counted: {
      distinct: null,
      message: (rows) => `${amount(rows, "row")} without a parent in ${key.parentTable} (foreign-key ${object}, which is not in the target)`
    }
  };
}
function orphans(table, key, object) {
  const children = key.columns.map(quoteIdentifier);
  const parents = (key.parentColumns ?? []).map(quoteIdentifier);
  const arePresent2 = (columns) => columns.map((column) => `${column} is not null`).join(" and ");
  const known = `select ${compositeKey(parents)} from ${quoteIdentifier(key.parentTable)} where ${arePresent2(parents)}`;
  return {
    ...planned("foreign-key-parent-excluded", { ...place(table, key), object, message: "" }),
    rowsWhere: `${arePresent2(children)} and ${compositeKey(children)} collate binary not in (${known})`,
    counted: {
      distinct: null,
      message: (rows) => `${amount(rows, "row")} without a parent in ${key.parentTable}, which is left out here`
    }
  };
}
function found(table, names) {
  const columns = names.flatMap((name) => findColumn(table, name) ?? []);
  return columns.length === names.length && names.length > 0 ? columns : null;
}
function obstacle(key, children, parent, parents) {
  if (typeof parent === "string") return { code: "foreign-key-parent-missing", reason: parent };
  if (children === null || parents === null || children.length !== parents.length) {
    return { code: "foreign-key-parent-missing", reason: `${key.parentTable} does not have the columns` };
  }
  if (!isUnique(parent, parents)) {
    return {
      code: "foreign-key-parent-not-unique",
      reason: `the columns of ${key.parentTable} are not declared unique`
    };
  }
  const differing = children.findIndex((child, at) => {
    const other = parents[at];
    return other === void 0 || !canReference(child.type, other.type);
  });
  if (differing === -1) return null;
  const types = [children[differing], parents[differing]].flatMap((column) => column?.type ?? []);
  return {
    code: "foreign-key-type-mismatch",
    reason: `${types.map(typeWord).join(" and ")} cannot be compared`
  };
}
function isIndexed(table, columns) {
  const { primaryKey, uniques, indexes } = table.table;
  const keys = [...primaryKey === null ? [] : [primaryKey], ...uniques];
  const plain = indexes.filter(({ where, parts }) => where === null && !parts.some(isFolded2));
  const wanted = new Set(columns);
  return [...keys, ...plain].some(({ parts }) => {
    const first = parts.slice(0, wanted.size).map(({ column }) => findColumn(table, column ?? ""));
    return new Set(first).size === wanted.size && first.every((column) => column !== void 0 && wanted.has(column));
  });
  function isFolded2({ column, collation }) {
    const own = columns.find((wantedColumn) => wantedColumn === findColumn(table, column ?? ""));
    return own !== void 0 && collatedColumn(own, collation) !== null;
  }
}
function clause(key, children, parent, parents) {
  const list = (columns) => columns.map(({ name }) => formatIdentifier(name)).join(", ");
  return [
    `FOREIGN KEY (${list(children)}) REFERENCES ${formatQualified(parent)}(${list(parents)})`,
    ...actions(key)
  ].join(" ");
}
function actions(key) {
  return [
    ...key.onUpdate === "NO ACTION" ? [] : [`ON UPDATE ${key.onUpdate}`],
    ...key.onDelete === "NO ACTION" ? [] : [`ON DELETE ${key.onDelete}`],
    ...key.deferrable ? ["DEFERRABLE INITIALLY DEFERRED"] : []
  ];
}
function foreignKeySql(key) {
  const list = (names) => names.map(quoteIdentifier).join(", ");
  const parents = key.parentColumns === null ? "" : ` (${list(key.parentColumns)})`;
  return [
    ...key.name === null ? [] : [`CONSTRAINT ${quoteIdentifier(key.name)}`],
    `FOREIGN KEY (${list(key.columns)}) REFERENCES ${quoteIdentifier(key.parentTable)}${parents}`,
    ...actions(key)
  ].join(" ");
}
function place(table, key) {
  const [column] = key.columns;
  return { table: table.table.name, ...column !== void 0 && key.columns.length === 1 ? { column } : {} };
}

// src/stages/target/derivation/derive-indexes.ts
function deriveIndexes(table, names) {
  const columns = namedColumns(table);
  return table.table.indexes.map(
    (index) => deriveIndex(table, index, names.get(index) ?? index.name, columns)
  );
}
function deriveIndex(table, index, name, columns) {
  const parts = index.parts.map((part) => translatePart(table, part, columns));
  const where = index.where === null ? null : translateCondition(index.where, namedInRows(table));
  const failure = [...parts, where].find((part) => part !== null && !part.ok);
  const place2 = { table: table.table.name, object: index.name };
  const names = nameIssues(index.name, name, place2);
  if (failure !== void 0 && failure !== null && !failure.ok)
    return dropped(table, index, failure.reason, names);
  const terms = parts.flatMap((part) => part.ok ? [part] : []);
  const predicate3 = where?.ok ? where.sql : null;
  const list = terms.map((part, at) => `${part.sql}${index.parts[at]?.descending ? " DESC" : ""}`);
  const head = `CREATE ${index.unique ? "UNIQUE INDEX" : "INDEX"} ${formatIdentifier(name)}`;
  const condition = predicate3 === null ? "" : ` WHERE ${predicate3}`;
  const isTranslated = predicate3 !== null || terms.some(({ plain }) => !plain);
  return {
    postData: [
      {
        kind: index.unique ? "unique-index" : "index",
        sourceTable: table.table.name,
        table: { schema: table.schema, name: table.name },
        name,
        sql: `${head} ON ${formatQualified(table)} USING btree (${list.join(", ")})${condition}`,
        columns: terms.map(({ quoted: quoted2 }) => quoted2),
        ...predicate3 === null ? {} : { where: predicate3 },
        entry: {
          type: "index",
          name: index.name,
          table: table.table.name,
          status: isTranslated ? "translated" : "kept",
          sql: index.sql,
          reason: name === index.name ? null : `its name in the target is ${name}`
        }
      }
    ],
    issues: [
      ...names,
      ...customCollations(table, index),
      ...foldedParts(table, index),
      ...foldedExpressions(table, index, columns),
      ...respelledMoments(table, index, terms),
      ...index.unique ? caseCollisions(table, index.parts, index.name) : []
    ]
  };
}
function respelledMoments({ table }, { name, parts }, terms) {
  const respelled = terms.filter((_, at) => CUTS_MOMENT.test(parts[at]?.expression ?? ""));
  if (respelled.length === 0) return [];
  const message = `In the target the index is over ${respelled.map(({ sql }) => sql).join(", ")}, which queries must use`;
  return [planned("index-respelled", { table: table.name, object: name, message })];
}
var CUTS_MOMENT = /\b(date|datetime|strftime)\s*\(/i;
function translatePart(table, part, columns) {
  if (part.expression !== null) {
    const translation = translateIndexed(part.expression, part.collation, columns);
    if (!translation.ok) return translation;
    const sql = `(${translation.sql})`;
    return { ok: true, sql, quoted: sql, plain: false };
  }
  const column = findColumn(table, part.column ?? "");
  if (column === void 0) return { ok: false, reason: "the index names a column that does not exist" };
  const collated = collatedColumn(column, part.collation);
  return collated === null ? { ok: true, sql: formatIdentifier(column.name), quoted: quoteIdentifier(column.name), plain: true } : { ok: true, sql: collated, quoted: collated, plain: false };
}
function dropped(table, index, reason, names) {
  const message = index.unique ? `The unique index is not in the target, and its rule is gone: ${reason}` : `The index is not in the target: ${reason}`;
  const place2 = { table: table.table.name, object: index.name };
  return {
    ledger: [
      { type: "index", name: index.name, table: table.table.name, status: "dropped", sql: index.sql, reason }
    ],
    issues: [...names, planned("index-not-translated", { ...place2, message, ...ifUnique(index) })]
  };
}
function ifUnique({ unique }) {
  return unique ? { priority: "HIGH" } : {};
}
function foldedParts(table, index) {
  return index.parts.flatMap(({ column: name, collation }) => {
    const column = findColumn(table, name ?? "");
    if (column === void 0 || column.column.collation === collation) return [];
    if (collatedColumn(column, collation) === null) return [];
    const message = `The index compares by ${collation}; in the target it is over an expression, which queries must use`;
    return [foldedIssue(table, index, collation, { column: column.column.name, message })];
  });
}
function foldedExpressions(table, index, columns) {
  const folded2 = index.parts.filter((part) => isFoldedExpression(part, columns));
  return [...new Set(folded2.map(({ collation }) => collation))].map((collation) => {
    const message = `The index compares an expression by ${collation}; in the target it is over another one, which queries must use`;
    return foldedIssue(table, index, collation, { message });
  });
}
function isFoldedExpression({ expression, collation }, columns) {
  if (expression === null) return false;
  const own = translateIndexed(expression, collation, columns);
  const plain = translateIndexed(expression, "BINARY", columns);
  return own.ok && plain.ok && own.sql !== plain.sql;
}
function foldedIssue(table, index, collation, told) {
  const code = collation === "NOCASE" ? "nocase-collation" : "rtrim-collation";
  const priority = index.unique ? {} : { priority: "LOW" };
  return planned(code, { table: table.table.name, object: index.name, ...told, ...priority });
}
function customCollations(table, index) {
  const own = index.parts.filter(({ column, collation }) => {
    const known = ["BINARY", "NOCASE", "RTRIM", findColumn(table, column ?? "")?.column.collation];
    return !known.includes(collation);
  });
  const [part] = own;
  if (part === void 0) return [];
  const message = `The index sorts by ${part.collation}, in the target by the default order`;
  return [planned("custom-collation", { table: table.table.name, object: index.name, message })];
}

// src/stages/target/derivation/history-tables.ts
var HISTORY_TABLES = /* @__PURE__ */ new Set([
  "__diesel_schema_migrations",
  "__drizzle_migrations",
  "__efmigrationshistory",
  "__efmigrationslock",
  "__migrationhistory",
  "_prisma_migrations",
  "_sqlx_migrations",
  "_yoyo_migration",
  "aerich",
  "alembic_version",
  "ar_internal_metadata",
  "atlas_schema_revisions",
  "bun_migrations",
  "bun_migration_locks",
  "d1_migrations",
  "databasechangelog",
  "databasechangeloglock",
  "django_migrations",
  "doctrine_migration_versions",
  "flyway_schema_history",
  "goose_db_version",
  "gorp_migrations",
  "grdb_migrations",
  "knex_migrations",
  "knex_migrations_lock",
  "kysely_migration",
  "kysely_migration_lock",
  "migratehistory",
  "mikro_orm_migrations",
  "phinxlog",
  "payload_migrations",
  "refinery_schema_history",
  "room_master_table",
  "schema_migrations",
  "schemaversions",
  "seaql_migrations",
  "sequelizemeta",
  "south_migrationhistory",
  "typeorm_metadata",
  "typeorm_migrations"
]);
var SHAPED_NAMES = /^_?(migrations?|migrations?_?(history|log|versions?|lock)|schema_?versions?|versioninfo)$/i;
var NAMING_COLUMNS = /^(name|migration(_?(name|id))?|file(name)?|version(_num)?|script)$/i;
var TELLING_COLUMNS = /^(timestamp|batch|migration_time|applied(_?(at|on))?|executed(_?(at|on))?|run_?(at|on)|installed_on|created_at|hash|checksum|success)$/i;
var MOST_COLUMNS = 8;
var SHAPES = [
  // Directus: https://github.com/directus/directus/blob/main/api/src/database/migrations/run.ts
  [/^directus_migrations$/i, "name timestamp version"],
  // Strapi: https://github.com/strapi/strapi/tree/main/packages/core/database/src/migrations
  [/^strapi_migrations(_internal)?$/i, "id name time"],
  // Knex, and NocoDB, which names its tables after it: https://knexjs.org/guide/migrations.html
  [/^xc_knex_migrations(v\d+)?$/i, "batch id migration_time name"],
  [/^(xc_knex_)?migrations(v\d+)?_lock$/i, "index is_locked"],
  // Drizzle: https://orm.drizzle.team/docs/drizzle-kit-migrate
  [/^drizzle__migrations$/i, "created_at hash id"],
  // Yii: https://www.yiiframework.com/doc/guide/2.0/en/db-migrations
  [/^migration$/i, "apply_time version"],
  // Synapse: https://github.com/element-hq/synapse/tree/develop/synapse/storage/schema/common
  [/^applied_schema_deltas$/i, "file version"],
  [/^schema_version$/i, "lock upgraded version"]
];
var ONE_COLUMN = [
  // gormigrate and Drone name the migrations that ran: https://pkg.go.dev/github.com/go-gormigrate/gormigrate/v2
  { table: "migrations", columns: ["id", "name"], affinity: "TEXT", isKey: true },
  // Sequel counts them: https://sequel.jeremyevans.net/rdoc/files/doc/migration_rdoc.html
  { table: "schema_info", columns: ["version"], affinity: "INTEGER", isKey: false },
  // Pop: https://gobuffalo.io/documentation/database/migrations/
  { table: "schema_migration", columns: ["version"], affinity: "TEXT", isKey: true }
];
function isOnlyColumn({ name, columns, primaryKey, uniques, indexes }) {
  const [column, ...others] = columns;
  if (column === void 0 || others.length > 0) return false;
  const isKey2 = primaryKey !== null || uniques.length > 0 || indexes.some(({ unique }) => unique);
  return ONE_COLUMN.some(
    (wanted) => wanted.table === name.toLowerCase() && wanted.columns.some((known) => known === column.name.toLowerCase()) && wanted.affinity === column.affinity && (isKey2 || !wanted.isKey)
  );
}
function hasShape({ name, columns }) {
  const shape = columns.map((column) => column.name.toLowerCase()).sort();
  return SHAPES.some(([names, wanted]) => names.test(name) && shape.join(" ") === wanted);
}
function isHistoryTable(table) {
  const { name, columns } = table;
  if (HISTORY_TABLES.has(name.toLowerCase()) || hasShape(table) || isOnlyColumn(table)) return true;
  return SHAPED_NAMES.test(name) && columns.length <= MOST_COLUMNS && columns.some((column) => NAMING_COLUMNS.test(column.name)) && columns.some((column) => TELLING_COLUMNS.test(column.name));
}

// src/stages/target/derivation/derive-keys.ts
function deriveKeys(table, relations, constraints) {
  const { primaryKey, uniques } = table.table;
  const named3 = { relations, constraints };
  return [
    ...primaryKey === null ? [noPrimaryKey(table)] : derivePrimaryKey(table, primaryKey, named3),
    ...uniques.flatMap((unique) => deriveKey(table, unique, named3, "unique"))
  ];
}
function noPrimaryKey(table) {
  const { name, columns } = table.table;
  const largest = Math.max(
    0,
    ...columns.map(({ profile }) => Math.max(profile.longestTextBytes, profile.longestBlobBytes))
  );
  const megabytes = Math.floor(largest / 2 ** 20);
  const message = `Without a key, values of up to ${megabytes} MB are all sorted to compare the table`;
  return {
    issues: [
      planned("no-primary-key", { table: name, message: "The table has no primary key" }),
      ...megabytes === 0 ? [] : [planned("large-values-without-key", { table: name, message })]
    ]
  };
}
function derivePrimaryKey(table, key, names) {
  const issues = keyColumns(table, key).flatMap((column) => nullInKey(table, column));
  return [...deriveKey(table, key, names, "primary-key"), { issues }];
}
function deriveKey(table, key, names, type) {
  const columns = keyColumns(table, key);
  const isPrimary = type === "primary-key" && !primaryKeyHasNull(table);
  const usual = (own) => type === "primary-key" ? "pkey" : `${own.join("_")}_key`;
  const wanted = key.name ?? `${table.name}_${usual(columns.map((column) => column.name))}`;
  const name = takeName(wanted, names);
  const ofSource2 = `${table.table.name}_${usual(columns.map(({ column }) => column.name))}`;
  const object = objectName(wanted, key.name ?? ofSource2, name);
  const list = columns.map(({ name: column }) => formatIdentifier(column)).join(", ");
  const changes2 = [
    ...type === "primary-key" && !isPrimary ? ["it is UNIQUE, because the key holds NULL"] : [],
    ...key.onConflict === null ? [] : ["ON CONFLICT is gone"],
    ...key.name === null || key.name === name ? [] : [`its name is ${name} here`]
  ];
  return [
    {
      postData: [
        {
          kind: isPrimary ? "primary-key" : "unique",
          sourceTable: table.table.name,
          table: { schema: table.schema, name: table.name },
          name,
          sql: `ALTER TABLE ONLY ${formatQualified(table)}
    ADD CONSTRAINT ${formatIdentifier(name)} ${isPrimary ? "PRIMARY KEY" : "UNIQUE"} (${list})`,
          columns: columns.map(({ name: column }) => quoteIdentifier(column)),
          entry: {
            type,
            name: object,
            table: table.table.name,
            status: changes2.length === 0 ? "kept" : "changed",
            sql: keySql(key, type),
            reason: [...changes2, ...otherName(object, name)].join("; ") || null
          }
        }
      ],
      issues: [
        ...onConflict(key.onConflict, table.table.name, object, onlyColumn(columns)),
        ...lostOrder(table, key, object),
        ...constraintNameIssues(key.name, name, table.table.name)
      ]
    },
    collationObject(table, key.parts, { name, object }, names.relations)
  ];
}
function takeName(wanted, { relations, constraints }) {
  let name = relations.take(wanted);
  while (constraints.has(name)) name = relations.take(wanted);
  return constraints.take(name);
}
function onlyColumn(columns) {
  return columns.length === 1 ? columns[0]?.column.name : void 0;
}
function lostOrder(table, { parts }, object) {
  if (parts.every(({ descending }) => !descending)) return [];
  const message = `${object} has DESC, which a constraint of PostgreSQL cannot have`;
  return [planned("key-order-lost", { table: table.table.name, object, message })];
}
function keyColumns(table, key) {
  return [...new Set(key.parts.flatMap(({ column }) => findColumn(table, column ?? "") ?? []))];
}
function keySql({ name, parts, onConflict: action }, type) {
  const columns = parts.map(
    ({ column, descending }) => `${quoteIdentifier(column ?? "")}${descending ? " DESC" : ""}`
  );
  return [
    ...name === null ? [] : [`CONSTRAINT ${quoteIdentifier(name)}`],
    `${type === "primary-key" ? "PRIMARY KEY" : "UNIQUE"} (${columns.join(", ")})`,
    ...action === null ? [] : [`ON CONFLICT ${action}`]
  ].join(" ");
}
var HARMLESS = {
  priority: "LOW",
  remedy: "None needed: exclude the table; the migrations of the application make it anew."
};
function nullInKey(table, { column }) {
  const { nulls } = column.profile;
  if (nulls === 0) return [];
  const message = `${counted(nulls, "row has", "rows have")} NULL in the primary key; the target has UNIQUE instead`;
  return [
    {
      issue: issue("null-in-primary-key", {
        table: table.table.name,
        column: column.name,
        rows: nulls,
        message,
        ...isHistoryTable(table.table) ? HARMLESS : {}
      }),
      rowsWhere: isNull(quoteIdentifier(column.name))
    }
  ];
}

// src/stages/target/create-table-sql.ts
function createTableSql(table, definitions, ordinary = /* @__PURE__ */ new Set()) {
  const lines = definitions.map(
    ({ source, line, ordinaryLine }) => `    ${ordinary.has(source) ? ordinaryLine ?? line : line}`
  );
  return `CREATE TABLE ${formatQualified(table)} (
${lines.join(",\n")}
)`;
}

// src/stages/target/derivation/derive-table.ts
function deriveTable(derived, relations) {
  const columns = derived.columns.map((column) => deriveColumn(derived, column, relations));
  const definitions = columns.map(({ definition }) => definition);
  return {
    target: {
      source: derived.table.name,
      schema: derived.schema,
      name: derived.name,
      columns: columns.map(({ target }) => target),
      createSql: createTableSql(derived, definitions),
      definitions
    },
    parts: columns.flatMap(({ parts }) => parts)
  };
}

// src/stages/target/derivation/left-out-parts.ts
function leftOutParts(derived, parentOf, relations, constraints, habits) {
  const { leftOut } = derived.table;
  if (leftOut === void 0) return [];
  const { reasons, columns, uniques, indexes, checks, foreignKeys } = leftOut;
  const lost = columns.map((column) => ({
    column,
    name: column.name,
    ...deriveType(derived.table, column, false, habits)
  }));
  const whole = {
    ...derived,
    columns: [...derived.columns, ...lost],
    table: { ...derived.table, primaryKey: null, uniques, indexes, checks, foreignKeys }
  };
  const names = reasons.map(({ name }) => name).join(", ");
  const reason = `it is declared over ${names}, which SQLite cannot compute`;
  return [
    ...lost.flatMap((column) => {
      const why = reasons.find(({ name }) => name === column.column.name)?.reason ?? "";
      const { parts } = deriveColumn(whole, column, relations);
      return parts.map((part) => droppedPart(part, `SQLite cannot compute the column: ${why}`));
    }),
    ...[
      ...deriveKeys(whole, relations, constraints),
      ...deriveIndexes(whole, new Map(indexes.map((index) => [index, index.name]))),
      ...deriveChecks(whole, constraints),
      ...deriveForeignKeys(whole, parentOf, constraints)
    ].map((part) => droppedPart(part, reason))
  ];
}

// src/stages/target/derivation/derive-schema.ts
var MOST_COLUMNS2 = 1600;
function deriveSchema(catalog, renames = NO_RENAMES) {
  const named3 = nameTables(catalog, renames);
  const indexNames = nameIndexes(catalog.tables, named3.relations);
  const habits = momentHabits(catalog.tables);
  const tables = alignForeignKeys(named3.tables.map((table) => withTypes2(table, habits)));
  const parentOf = (name) => {
    const parent = tables.find(({ table }) => sameName(table.name, name));
    return parent !== void 0 && isPossible(parent) ? parent : whyNoParent(name, parent, catalog);
  };
  const names = {
    tables,
    relations: named3.relations,
    indexes: indexNames,
    notNulls: countNotNullNames(tables)
  };
  const derived = tables.map((table) => deriveParts(table, parentOf, names));
  const leftOut = tables.flatMap(
    (table, at) => leftOutParts(table, parentOf, named3.relations, derived[at]?.constraints ?? createNameRegistry(), habits)
  );
  const parts = [
    { issues: [...named3.issues, ...nameHints(catalog)] },
    ...derived.flatMap((table) => table.parts),
    // after all that is created, which has the first choice of a name
    ...leftOut,
    ...unmigratedObjects(catalog)
  ];
  return {
    origin: "derived",
    tables: derived.flatMap(({ target }) => target ?? []),
    postData: inOrder(parts.flatMap(({ postData = [] }) => postData)),
    sequences: parts.flatMap(({ sequences = [] }) => sequences),
    ledger: parts.flatMap(({ ledger = [] }) => ledger),
    failedTables: tables.filter((table) => !isPossible(table)).map((table) => ({ source: table.table.name, reason: tooManyColumns(table) })),
    issues: parts.flatMap(({ issues = [] }) => issues)
  };
}
function whyNoParent(name, parent, { views, virtualTables }) {
  const isNamed = (other) => sameName(other.name, name);
  if (parent !== void 0) return `${name} has more columns than PostgreSQL allows`;
  if (views.some(isNamed)) return `${name} is a view`;
  return virtualTables.some(isNamed) ? `${name} is a virtual table` : `there is no table ${name}`;
}
function isPossible({ columns }) {
  return columns.length <= MOST_COLUMNS2;
}
function tooManyColumns({ columns }) {
  return `The table has ${columns.length} columns, and PostgreSQL allows ${MOST_COLUMNS2}`;
}
function deriveParts(table, parentOf, { tables, relations, indexes, notNulls }) {
  const { target, parts: columnParts } = deriveTable(table, relations);
  const constraints = createNameRegistry();
  reserveNotNullNames(target, notNulls, constraints);
  const parts = [
    ...columnParts,
    ...deriveKeys(table, relations, constraints),
    ...deriveIndexes(table, indexes),
    ...deriveExactKeys(table, tables, relations, constraints),
    ...deriveChecks(table, constraints),
    ...deriveForeignKeys(table, parentOf, constraints),
    historyPart(table)
  ];
  if (isPossible(table)) return { target, parts, constraints };
  const message = tooManyColumns(table);
  const issues = [planned("too-many-columns", { table: table.table.name, message })];
  const dropped2 = parts.map((part) => droppedPart(part, message));
  return { target: null, parts: [...dropped2, { issues }], constraints };
}
function withTypes2({ table, schema, name, columnNames }, habits) {
  const keyed = keyedColumns(table);
  const columns = table.columns.map((column) => ({
    column,
    name: columnNames.get(column.name) ?? column.name,
    ...deriveType(table, column, keyed.has(column.name), habits)
  }));
  return { table, schema, name, columns };
}
function keyedColumns({ primaryKey, uniques, indexes, foreignKeys }) {
  const parts = [primaryKey, ...uniques, ...indexes].flatMap((key) => key?.parts ?? []);
  return /* @__PURE__ */ new Set([
    ...parts.flatMap(({ column }) => column ?? []),
    ...foreignKeys.flatMap(({ columns }) => columns)
  ]);
}
function nameIndexes(tables, relations) {
  const indexes = tables.flatMap((table) => table.indexes);
  return new Map(indexes.map((index) => [index, relations.take(index.name)]));
}
function historyPart({ table }) {
  if (!isHistoryTable(table)) return {};
  const message = `${table.name} lists the migrations that an application has run on SQLite`;
  return { issues: [planned("migration-history-table", { table: table.name, message })] };
}
var ORDER = [
  "primary-key",
  "unique",
  "unique-index",
  "index",
  "check",
  "foreign-key"
];
function inOrder(statements) {
  return [...statements].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

// src/stages/catalog/moment-spellings.ts
function withSpellings(database, table) {
  const named3 = namesInExpressions(table);
  const asked = table.columns.filter((column) => named3.has(foldName(column.name)) && holdsMoments(column));
  if (asked.length === 0) return table;
  const spellings = readSpellings(database, table.name, asked);
  const columns = table.columns.map((column) => ({
    ...column,
    momentSpelling: spellings.get(column.name) ?? null
  }));
  return { ...table, columns };
}
function holdsMoments({ profile: { integers, reals, blobs: blobs2, texts: texts2, textForms: forms } }) {
  const timestamps = TIMESTAMP_FORMS.reduce((sum, form) => sum + forms[form], 0);
  return texts2 > 0 && integers + reals + blobs2 === 0 && forms.date + forms.time + timestamps === texts2;
}
function namesInExpressions({ columns, checks, indexes }) {
  const expressions = [
    ...columns.map(({ generated }) => generated?.expression),
    ...checks.map(({ expression }) => expression),
    ...indexes.flatMap(({ where, parts }) => [where, ...parts.map(({ expression }) => expression)])
  ];
  return new Set(expressions.flatMap((expression) => mentionedNames(expression ?? "")).map(foldName));
}
function readSpellings(database, table, columns) {
  const spelled3 = columns.map(({ name }, at) => `${spellingInSqlite(quoteIdentifier(name))} as s${at}`);
  const bounds = columns.map((_, at) => `min(s${at}), max(s${at})`);
  const sql = `
    select ${bounds.join(", ")}
      from (select ${spelled3.join(", ")} from ${quoteIdentifier(table)} limit -1)`;
  try {
    const found2 = database.prepare(sql).raw().get() ?? [];
    const spellings = columns.map(({ name }, at) => [name, found2[2 * at], found2[2 * at + 1]]);
    return new Map(
      spellings.flatMap(([name, low, high]) => low != null && low === high ? [[name, low]] : [])
    );
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return /* @__PURE__ */ new Map();
  }
}

// src/stages/catalog/page-layout.ts
function readPageLayout(file, database, { name, columns, storageKey: storageKey2 }, root) {
  const layout = storageKey2.length === 0 ? null : readRecordLayout(file, database, name, root);
  if (layout === null) return null;
  const placeOf2 = (field) => columns.findIndex((column) => column.name === field);
  const rowid = placeOf2(layout.fields.find((field) => field?.isRowid)?.name);
  return {
    root: layout.root,
    fields: layout.fields.map((field) => {
      const place2 = placeOf2(field?.name);
      return field === null || field.isRowid || field.isGenerated || place2 === -1 ? null : { place: place2, isNullWhereMissing: field.isNullWhereMissing };
    }),
    rowid: rowid === -1 ? null : rowid
  };
}

// src/stages/catalog/profile-by-pages.ts
var PARTS_PER_THREAD = 4;
async function profileByPages(snapshot, database, tables, context, jobs) {
  const file = openPages(snapshot);
  if (file === null) return tables.map(() => null);
  const isShared = jobs > 1 && snapshot.isLarge;
  const most = isShared ? jobs * PARTS_PER_THREAD : 1;
  const roots = readRoots(database);
  const parts = tables.flatMap((table) => partsOf2(file, database, table, roots.get(table.name), most));
  await (isShared ? measureInThreads(parts, snapshot, context, jobs) : measureHere(parts, file, context));
  return tables.map((table) => {
    const own = parts.filter((part) => part.table === table).map(({ profile }) => profile);
    const known = own.filter((profile) => profile !== null);
    return known.length === own.length ? addUp(known) : null;
  });
}
function partsOf2(file, database, table, root, most) {
  const layout = readPageLayout(file, database, table, root);
  if (layout === null) return [];
  const shares = orUnexpected(() => splitTree(file, layout.root, most)) ?? [];
  return shares.map((branches) => ({ table, layout, branches, profile: null }));
}
async function measureHere(parts, file, { emit, signal }) {
  for (const part of parts) {
    const { table, layout, branches } = part;
    part.profile = await measurePages(file, branches, table, layout, (rows) => {
      signal.throwIfAborted();
      emit({ type: "rows-done", stage: "catalog", table: table.name, rows });
    });
  }
}
async function measureInThreads(parts, { descriptor, threads }, { emit, signal }, jobs) {
  await shareOut(parts, threads, jobs, signal, async (thread, part) => {
    const { table, layout, branches } = part;
    const request = { kind: "pages", descriptor, branches, table, layout };
    part.profile = await thread.ask(
      HANDLER,
      request,
      (rows) => emit({ type: "rows-done", stage: "catalog", table: table.name, rows: Number(rows) })
    );
  });
}
function addUp([first, ...others]) {
  if (first === void 0) return null;
  return others.reduce(
    (sum, part) => ({
      rows: sum.rows + part.rows,
      columns: sum.columns.map((column, place2) => {
        const other = part.columns[place2] ?? null;
        return column === null || other === null ? null : mergeProfiles(column, other);
      })
    }),
    first
  );
}

// src/engines/sqlite/split-table.ts
var LARGE_RANGE = 1e4;
function splitTable(database, table, most) {
  if (table.key.length === 0) return [ALL_ROWS];
  try {
    return table.isRowid ? splitByRowid(database, table, most) : splitByKey(database, table, most);
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return [ALL_ROWS];
  }
}
function splitByRowid(database, { name, key: [rowid = ""] }, most) {
  const [table, column] = [`${quoteIdentifier(name)} not indexed`, quoteIdentifier(rowid)];
  const bounds = database.prepare(
    `select (select min(${column}) from ${table}) as first, (select max(${column}) from ${table}) as last`
  );
  const { first = null, last = null } = bounds.get() ?? {};
  if (first === null || last === null || last - first < 2 * LARGE_RANGE) return [ALL_ROWS];
  const wanted = (last - first) / BigInt(most) + 1n;
  const width = wanted < LARGE_RANGE ? BigInt(LARGE_RANGE) : wanted;
  const ends = [];
  for (let end = first + width - 1n; end < last; end += width) ends.push([{ value: end, isText: false }]);
  return between2(ends);
}
function splitByKey(database, table, most) {
  const counted2 = database.prepare(`select count(*) from ${quoteIdentifier(table.name)}`);
  const rows = Number(counted2.pluck().get());
  if (rows < 2 * LARGE_RANGE) return [ALL_ROWS];
  const size = Math.max(LARGE_RANGE, Math.floor(rows / most) + 1);
  const chunks = new RowChunks(database, table);
  const ends = [];
  for (let { last } = chunks.next(null, size); last !== null; { last } = chunks.next(last, size))
    ends.push(last);
  return between2(ends);
}
function between2(ends) {
  return [null, ...ends].map((after, index) => ({ after, last: ends[index] ?? null }));
}

// src/stages/catalog/describe-unreadable-table.ts
var BUILT_IN_COLLATIONS = ["BINARY", "NOCASE", "RTRIM"];
function describeUnreadableTable(database, table, error) {
  const rowCount = countCells(database, table);
  return {
    profiles: [],
    rowCount,
    unreadColumns: [],
    issues: [
      issue("source-read-failed", { table: table.name, rows: rowCount, ...explain(table, rowCount, error) })
    ]
  };
}
function countCells(database, { name, withoutRowid }) {
  const count = database.prepare(`
    select coalesce(sum(ncell), 0)
      from dbstat('main')
     where name = ?
       and ${withoutRowid ? "1" : `pagetype = 'leaf'`}`);
  try {
    return Number(count.pluck().get(name) ?? 0);
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return 0;
  }
}
function explain(table, rowCount, error) {
  const unread = `SQLite cannot read table ${table.name}`;
  const foreign = table.withoutRowid ? table.columns.filter(({ collation }) => !BUILT_IN_COLLATIONS.includes(collation)) : [];
  const [first] = foreign;
  if (first !== void 0 && !isDamage(error)) {
    return {
      message: `${unread} with its ${amount(rowCount, "row")} outside of the application: it is WITHOUT ROWID, and ${first.name} compares by ${first.collation}, a collation that only the application has`,
      remedy: withoutCollations(table, foreign)
    };
  }
  return {
    message: `${unread}: ${error.message}`,
    ...isDamage(error) ? {} : { remedy: "Read it with the SQLite of the application; the message says why this one cannot." }
  };
}
function withoutCollations(table, columns) {
  const isKey2 = ({ name }) => table.primaryKey?.parts.some(({ column }) => column !== null && sameName(column, name)) ?? false;
  const clauses = columns.flatMap((column) => clausesOf(table, column.collation));
  if (columns.some(isKey2) || clauses.length === 0) {
    return "Nothing is damaged: copy its rows in the application into a table without that collation, and rehearse again.";
  }
  const sql = [...new Set(clauses)].reduce(
    (text, clause2) => `replace(${text}, ${quoteLiteral(clause2)}, '')`,
    "sql"
  );
  const script = [
    "pragma writable_schema = on",
    `update sqlite_schema set sql = ${sql} where tbl_name = ${quoteLiteral(table.name)}`,
    "pragma writable_schema = reset",
    `reindex ${quoteIdentifier(table.name)}`
  ];
  return `Nothing is damaged: take the collation away with a \`prepare\` script: \`${script.join("; ")};\``;
}
function clausesOf({ sql, indexes }, collation) {
  const name = collation.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const clause2 = new RegExp(`\\bcollate\\s+(?:${name}\\b|"${name}"|\`${name}\`|\\[${name}\\])`, "gi");
  return [sql, ...indexes.map((index) => index.sql)].flatMap((text) => text.match(clause2) ?? []);
}

// src/stages/catalog/profile-by-queries.ts
var RANGES_PER_THREAD = 4;
async function profileByQueries(snapshot, database, tables, context, jobs) {
  const parts = jobs > 1 && snapshot.isLarge ? tables.flatMap((table) => partsOf3(database, table, jobs)) : [];
  await measureInThreads2(parts, snapshot, context, jobs);
  const profiles = [];
  for (const table of tables) {
    const own = parts.filter((part) => part.table === table).map(({ profile }) => profile);
    const known = own.filter((profile) => profile !== null);
    const whole = own.length > 0 && known.length === own.length;
    profiles.push(whole ? addUp2(known) : await measureHere2(database, table, snapshot, context));
  }
  return profiles;
}
function partsOf3(database, table, jobs) {
  const ranges = splitTable(database, ordered(table), jobs * RANGES_PER_THREAD);
  return ranges.map((range) => ({ table, range, profile: null }));
}
async function measureInThreads2(parts, { path, encoding, threads }, { emit, signal }, jobs) {
  const source = { path, isUtf8: encoding === "UTF-8" };
  await shareOut(parts, threads, jobs, signal, async (thread, part) => {
    part.profile = await measurePart(thread, part, source, emit);
  });
}
async function measurePart(thread, { table, range }, source, emit) {
  const request = { kind: "rows", ...source, table, range };
  try {
    const onProgress = (event) => emit(event);
    const profile = await thread.ask(HANDLER, request, onProgress);
    return profile.issues.length === 0 ? profile : null;
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return null;
  }
}
function addUp2(parts) {
  const [first, ...others] = parts;
  if (first === void 0) throw new TypeError("a table has no part");
  return others.reduce(
    (sum, part) => ({
      profiles: sum.profiles.map(
        (profile, index) => mergeProfiles(profile, part.profiles[index] ?? EMPTY_PROFILE)
      ),
      rowCount: sum.rowCount + part.rowCount,
      unreadColumns: [],
      issues: []
    }),
    first
  );
}
async function measureHere2(database, table, { encoding }, context) {
  try {
    const meter = new TableMeter(database, table, encoding === "UTF-8");
    return await profileTable(database, table, meter, context);
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error;
    return describeUnreadableTable(database, table, error);
  }
}

// src/stages/catalog/profile-tables.ts
async function profileTables(snapshot, database, tables, context, jobs) {
  const ask = (some, own) => profileByQueries(snapshot, database, some, own, jobs);
  const pages = await profileByPages(snapshot, database, tables, context, jobs);
  const found2 = tables.map((table, index) => ({ table, paged: pages[index] ?? null }));
  const rests = found2.flatMap(({ table, paged }) => paged === null ? [] : restOf(table, paged));
  const answers = await ask(rests, quietly(context));
  const profiles = /* @__PURE__ */ new Map();
  for (const { table, paged } of found2) {
    const answer = answers[rests.findIndex(({ name }) => name === table.name)] ?? null;
    const profile = paged === null ? null : together(paged, answer);
    if (profile !== null) profiles.set(table.name, profile);
  }
  const others = tables.filter(({ name }) => !profiles.has(name));
  for (const [index, profile] of (await ask(others, context)).entries())
    profiles.set(others[index]?.name ?? "", profile);
  return tables.flatMap(({ name }) => profiles.get(name) ?? []);
}
function restOf(table, { columns: known }) {
  const columns = table.columns.filter((_, place2) => known[place2] === null);
  return columns.length === 0 ? [] : [{ ...table, columns }];
}
function together({ rows, columns }, answer) {
  const isOfRows = answer?.issues.some(({ column }) => column === null) === true;
  if (isOfRows || answer !== null && answer.rowCount !== rows) return null;
  const asked = (answer?.profiles ?? []).values();
  return {
    profiles: columns.map((profile) => profile ?? asked.next().value ?? EMPTY_PROFILE),
    rowCount: rows,
    unreadColumns: answer?.unreadColumns ?? [],
    issues: answer?.issues ?? []
  };
}

// src/stages/catalog/read-schema-objects.ts
var SCHEMA_OBJECTS = `
  select type, name, tbl_name as tableName, sql
    from main.sqlite_schema
   where name not like 'sqlite\\_%' escape '\\'
     and sql is not null
   order by rowid`;
var TABLE_KINDS = `
  select name, type, wr as withoutRowid, strict
    from pragma_table_list
   where schema = 'main'`;
function readSchemaObjects(database) {
  return database.prepare(SCHEMA_OBJECTS).all();
}
function readTableKinds(database) {
  const kinds = database.prepare(TABLE_KINDS).all();
  return new Map(kinds.map((kind) => [kind.name, kind]));
}

// src/stages/catalog/affinity.ts
function affinityOf(declaredType, strict) {
  const type = declaredType.toUpperCase();
  if (type.includes("INT")) return "INTEGER";
  if (/CHAR|CLOB|TEXT/.test(type)) return "TEXT";
  if (type.includes("BLOB") || type === "" || strict && type === "ANY") return "BLOB";
  if (/REAL|FLOA|DOUB/.test(type)) return "REAL";
  return "NUMERIC";
}

// src/stages/catalog/constant-default.ts
var LONGEST_CONSTANT = 1e3;
function constantDefault(database, text) {
  const parsed = parseExpression(text ?? "null");
  if (!parsed.ok || !isComputed(parsed.expression) || !isConstant(parsed.expression)) return null;
  try {
    const sql = `select v from (select (${text}
) as v limit 1) where octet_length(v) <= ${LONGEST_CONSTANT}`;
    return database.prepare(sql).pluck().get() ?? null;
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return null;
  }
}
function isComputed({ kind }) {
  return !["null", "number", "text", "blob", "moment", "name"].includes(kind);
}
var CONSTANT_FUNCTIONS = new Set(
  `abs char coalesce concat concat_ws format hex if ifnull iif instr json json_array json_extract json_object json_quote
   length lower ltrim max min nullif octet_length printf quote replace round rtrim sign substr substring trim typeof
   unhex unicode upper zeroblob ceil ceiling floor mod pi pow power sqrt trunc`.split(/\s+/)
);
function isConstant(node) {
  switch (node.kind) {
    case "null":
    case "number":
    case "text":
    case "blob":
      return true;
    case "moment":
    case "unsupported":
    case "like":
      return false;
    case "name":
      return node.spelling === "bare" && /^(true|false)$/i.test(node.name);
    case "unary":
    case "collate":
    case "is-null":
    case "cast":
      return isConstant(node.operand);
    case "binary":
      return isConstant(node.left) && isConstant(node.right);
    case "in-list":
      return [node.operand, ...node.items].every(isConstant);
    case "between":
      return [node.operand, node.low, node.high].every(isConstant);
    case "case": {
      const branches = node.branches.flatMap(({ condition, result }) => [condition, result]);
      return [node.subject, node.otherwise, ...branches].every((part) => part === null || isConstant(part));
    }
    case "call":
      return CONSTANT_FUNCTIONS.has(node.name.toLowerCase()) && node.args.every(isConstant);
    default:
      return node;
  }
}

// src/sql/constraint-words.ts
var CONSTRAINT_WORDS = [
  "CONSTRAINT",
  "PRIMARY",
  "NOT",
  "NULL",
  "UNIQUE",
  "CHECK",
  "DEFAULT",
  "COLLATE",
  "REFERENCES",
  "AS",
  "DEFERRABLE"
];

// src/stages/catalog/parse-clauses.ts
function takeConstraintName(cursor) {
  return cursor.takeIf("CONSTRAINT") ? cursor.takeName() : null;
}
function takeConflictAction(cursor) {
  return cursor.takeIf("ON", "CONFLICT") ? cursor.take()?.value.toUpperCase() ?? null : null;
}
function parseCheck(cursor, draft, name, column) {
  const group = cursor.takeGroup();
  if (group === null) takeUnplaced(cursor, draft);
  else draft.checks.push({ name, expression: cursor.textOf(group), column });
}
function parseReferences(cursor, draft, name) {
  cursor.takeName();
  cursor.takeGroup();
  draft.foreignKeys.push({ name, deferrable: false });
  let isThere = true;
  while (isThere) isThere = takeReferenceArgument(cursor) || parseDeferrable(cursor, draft);
}
function takeReferenceArgument(cursor) {
  if (cursor.takeIf("MATCH")) return cursor.takeName() !== null;
  if (!["DELETE", "UPDATE", "INSERT"].some((event) => cursor.takeIf("ON", event))) return false;
  return ["CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT", "NO ACTION"].some(
    (action) => cursor.takeIf(...action.split(" "))
  );
}
function parseDeferrable(cursor, draft) {
  const not = cursor.takeIf("NOT", "DEFERRABLE");
  if (!not && !cursor.takeIf("DEFERRABLE")) return false;
  const deferred = cursor.takeIf("INITIALLY", "DEFERRED");
  if (!deferred) cursor.takeIf("INITIALLY", "IMMEDIATE");
  const last = draft.foreignKeys.pop();
  if (last !== void 0) draft.foreignKeys.push({ ...last, deferrable: deferred && !not });
  return true;
}
function takeUnplaced(cursor, draft) {
  const token = cursor.take();
  if (token !== void 0) draft.unplaced.push(token.value);
}

// src/stages/catalog/token-cursor.ts
var TokenCursor = class {
  #sql;
  #tokens;
  #next = 0;
  constructor(sql) {
    this.#sql = sql;
    this.#tokens = lexSqlite(sql);
  }
  peek(ahead = 0) {
    return this.#tokens[this.#next + ahead];
  }
  take() {
    const token = this.peek();
    if (token !== void 0) this.#next += 1;
    return token;
  }
  /** Whether the next tokens are these keywords or operators. */
  sees(...texts2) {
    return texts2.every((text, index) => isText(this.peek(index), text));
  }
  /** Takes these keywords or operators if all of them come next. */
  takeIf(...texts2) {
    const found2 = this.sees(...texts2);
    if (found2) this.#next += texts2.length;
    return found2;
  }
  /** Takes a name: SQLite allows a string where only a name can stand. */
  takeName() {
    const token = this.peek();
    if (token === void 0 || !["word", "identifier", "string"].includes(token.kind)) return null;
    this.#next += 1;
    return token.value;
  }
  /** Takes a group in parentheses; null where none begins or it never ends. */
  takeGroup() {
    if (!this.sees("(")) return null;
    const from = this.#next;
    let depth = 0;
    for (let index = from; index < this.#tokens.length; index += 1) {
      if (isText(this.#tokens[index], "(")) depth += 1;
      if (isText(this.#tokens[index], ")")) depth -= 1;
      if (depth > 0) continue;
      this.#next = index + 1;
      return { from: from + 1, to: index };
    }
    return null;
  }
  /** The text of a range as written, with the comments inside of it. */
  textOf(range) {
    const first = this.#tokens[range.from];
    const last = this.#tokens[range.to - 1];
    return first === void 0 || last === void 0 || range.from >= range.to ? "" : this.#sql.slice(first.start, last.end);
  }
  /** The parts of a range between its outermost commas. */
  splitAtCommas(range) {
    const parts = [];
    let depth = 0;
    let from = range.from;
    for (let index = range.from; index < range.to; index += 1) {
      const token = this.#tokens[index];
      if (isText(token, "(")) depth += 1;
      if (isText(token, ")")) depth -= 1;
      if (depth > 0 || !isText(token, ",")) continue;
      parts.push({ from, to: index });
      from = index + 1;
    }
    return [...parts, { from, to: range.to }];
  }
  tokensOf(range) {
    return this.#tokens.slice(range.from, range.to);
  }
  /** Everything that has not been taken. */
  rest() {
    return { from: this.#next, to: this.#tokens.length };
  }
};
function isText(token, text) {
  return token !== void 0 && (token.kind === "word" || token.kind === "operator") && token.value.toUpperCase() === text;
}

// src/stages/catalog/parse-column.ts
function parseColumn(cursor, draft) {
  const name = cursor.takeName();
  if (name === null) {
    takeUnplaced(cursor, draft);
    return;
  }
  const column = {
    name,
    quotedType: takeType(cursor),
    collation: null,
    notNullOnConflict: null,
    generatedExpression: null
  };
  while (cursor.peek() !== void 0 && !cursor.sees(",") && !cursor.sees(")"))
    parseColumnConstraint(cursor, draft, column);
  draft.columns.push(column);
}
function takeType(cursor) {
  const parts = [];
  let isQuoted = false;
  let isWhole = true;
  while (!CONSTRAINT_WORDS.some((word) => cursor.sees(word)) && !cursor.sees("GENERATED", "ALWAYS")) {
    const kind = cursor.peek()?.kind;
    const name = cursor.takeName();
    if (name === null) break;
    const limits = cursor.takeGroup();
    const isArray = name === "";
    const part = isArray ? `${parts.pop() ?? ""}[]` : name;
    parts.push(limits === null ? part : `${part}(${cursor.textOf(limits)})`);
    isQuoted ||= kind !== "word" && !isArray;
    isWhole &&= limits === null && !isArray;
  }
  return isQuoted && !(isWhole && parts.length === 1) ? parts.join(" ") : null;
}
function parseColumnConstraint(cursor, draft, column) {
  const name = takeConstraintName(cursor);
  if (cursor.takeIf("PRIMARY", "KEY")) {
    if (!cursor.takeIf("ASC")) cursor.takeIf("DESC");
    draft.primaryKey = { name, columns: [column.name], onConflict: takeConflictAction(cursor) };
    if (cursor.takeIf("AUTOINCREMENT")) draft.autoincrement = true;
  } else if (cursor.takeIf("UNIQUE")) {
    draft.uniques.push({ name, columns: [column.name], onConflict: takeConflictAction(cursor) });
  } else if (cursor.takeIf("NOT", "NULL")) {
    column.notNullOnConflict = takeConflictAction(cursor);
  } else if (cursor.takeIf("NULL")) {
    takeConflictAction(cursor);
  } else if (cursor.takeIf("CHECK")) {
    parseCheck(cursor, draft, name, column.name);
  } else if (cursor.takeIf("COLLATE")) {
    column.collation = cursor.takeName()?.toUpperCase() ?? null;
  } else if (cursor.takeIf("REFERENCES")) {
    parseReferences(cursor, draft, name);
  } else if (cursor.takeIf("GENERATED", "ALWAYS", "AS") || cursor.takeIf("AS")) {
    column.generatedExpression = takeGenerated(cursor);
  } else if (cursor.takeIf("DEFAULT")) {
    skipDefault(cursor);
  } else if (!parseDeferrable(cursor, draft) && name === null) {
    takeUnplaced(cursor, draft);
  }
}
function takeGenerated(cursor) {
  const group = cursor.takeGroup();
  if (!cursor.takeIf("STORED")) cursor.takeIf("VIRTUAL");
  return group && cursor.textOf(group);
}
function skipDefault(cursor) {
  if (cursor.takeGroup() !== null) return;
  const sign2 = cursor.take();
  if (isText(sign2, "-") || isText(sign2, "+")) cursor.take();
}

// src/stages/catalog/parse-table-constraint.ts
function startsTableConstraint(cursor) {
  return ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].some((word) => cursor.sees(word));
}
function parseTableConstraint(cursor, draft) {
  const name = takeConstraintName(cursor);
  if (cursor.takeIf("PRIMARY", "KEY")) {
    const columns = takeKeyColumns(cursor, draft);
    draft.primaryKey = { name, columns, onConflict: takeConflictAction(cursor) };
  } else if (cursor.takeIf("UNIQUE")) {
    const columns = takeKeyColumns(cursor, draft);
    draft.uniques.push({ name, columns, onConflict: takeConflictAction(cursor) });
  } else if (cursor.takeIf("CHECK")) {
    parseCheck(cursor, draft, name, null);
    takeConflictAction(cursor);
  } else if (cursor.takeIf("FOREIGN", "KEY")) {
    if (cursor.takeGroup() === null || !cursor.takeIf("REFERENCES")) takeUnplaced(cursor, draft);
    else parseReferences(cursor, draft, name);
  } else if (name === null) {
    takeUnplaced(cursor, draft);
  }
}
function takeKeyColumns(cursor, draft) {
  const group = cursor.takeGroup();
  if (group === null) {
    takeUnplaced(cursor, draft);
    return [];
  }
  if (isText(cursor.tokensOf(group).at(-1), "AUTOINCREMENT")) draft.autoincrement = true;
  return cursor.splitAtCommas(group).map((part) => firstName(cursor, part));
}
function firstName(cursor, part) {
  return cursor.tokensOf(part)[0]?.value ?? "";
}

// src/stages/catalog/parse-create-table.ts
function parseCreateTable(sql) {
  const cursor = new TokenCursor(sql);
  const draft = {
    columns: [],
    primaryKey: null,
    uniques: [],
    foreignKeys: [],
    checks: [],
    autoincrement: false,
    unplaced: []
  };
  if (takeHead(cursor)) parseBody(cursor, draft);
  const rest = cursor.textOf(cursor.rest());
  if (rest !== "") draft.unplaced.push(rest);
  return draft;
}
function takeHead(cursor) {
  if (!cursor.takeIf("CREATE")) return false;
  if (!cursor.takeIf("TEMP")) cursor.takeIf("TEMPORARY");
  if (!cursor.takeIf("TABLE")) return false;
  cursor.takeIf("IF", "NOT", "EXISTS");
  if (cursor.takeName() === null) return false;
  if (cursor.takeIf(".") && cursor.takeName() === null) return false;
  return cursor.takeIf("(");
}
function parseBody(cursor, draft) {
  while (cursor.peek() !== void 0 && !cursor.takeIf(")")) {
    if (startsTableConstraint(cursor)) parseTableConstraint(cursor, draft);
    else parseColumn(cursor, draft);
    cursor.takeIf(",");
  }
  let isThere = true;
  while (isThere) isThere = cursor.takeIf("WITHOUT", "ROWID") || cursor.takeIf("STRICT") || cursor.takeIf(",");
  cursor.takeIf(";");
}

// src/stages/catalog/read-foreign-keys.ts
var FOREIGN_KEYS = `
  select id, "table" as parent, "from" as child, "to" as parentColumn, on_update as onUpdate, on_delete as onDelete
    from pragma_foreign_key_list(?, 'main')
   order by id desc, seq`;
var PRIMARY_KEY = `
  select name
    from pragma_table_xinfo(?, 'main')
   where pk > 0
   order by pk`;
function readForeignKeys(database, table, definitions) {
  const rows = keptStatement(database, FOREIGN_KEYS).all(table);
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((parts, index) => {
    const [first] = parts;
    if (first === void 0) return [];
    return {
      name: definitions[index]?.name ?? null,
      columns: parts.map((part) => part.child),
      parentTable: first.parent,
      parentColumns: parentColumns(database, parts, first.parent),
      onUpdate: first.onUpdate,
      onDelete: first.onDelete,
      deferrable: definitions[index]?.deferrable ?? false
    };
  });
}
function parentColumns(database, parts, parent) {
  const written3 = parts.flatMap((part) => part.parentColumn ?? []);
  if (written3.length === parts.length) return written3;
  const key = keptStatement(database, PRIMARY_KEY).all(parent);
  return key.length === parts.length ? key.map((column) => column.name) : null;
}

// src/stages/catalog/read-high-water-mark.ts
var HIGH_WATER_MARK = `
  select max(cast(seq as integer)) as mark
    from main.sqlite_sequence
   where name = ? collate nocase`;
function readHighWaterMark(database, table) {
  try {
    const row = keptStatement(database, HIGH_WATER_MARK).get(table);
    return row?.mark ?? null;
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return null;
  }
}

// src/stages/catalog/parse-create-index.ts
function parseCreateIndex(sql) {
  const cursor = new TokenCursor(sql);
  if (!takeHead2(cursor)) return null;
  const group = cursor.takeGroup();
  if (group === null) return null;
  const parts = cursor.splitAtCommas(group).map((part) => cursor.textOf(withoutOrder(cursor, part)));
  const hasWhere = cursor.takeIf("WHERE");
  const rest = cursor.textOf(cursor.rest());
  if (!hasWhere && rest !== "" && rest !== ";") return null;
  return { parts, where: hasWhere ? rest : null };
}
function takeHead2(cursor) {
  if (!cursor.takeIf("CREATE")) return false;
  cursor.takeIf("UNIQUE");
  if (!cursor.takeIf("INDEX")) return false;
  cursor.takeIf("IF", "NOT", "EXISTS");
  if (cursor.takeName() === null) return false;
  if (cursor.takeIf(".") && cursor.takeName() === null) return false;
  return cursor.takeIf("ON") && cursor.takeName() !== null;
}
function withoutOrder(cursor, part) {
  const tokens = cursor.tokensOf(part);
  let length = tokens.length;
  if (isText(tokens[length - 2], "NULLS")) length -= 2;
  if (isText(tokens[length - 1], "ASC") || isText(tokens[length - 1], "DESC")) length -= 1;
  while (length > 2 && isText(tokens[length - 2], "COLLATE")) length -= 2;
  return { from: part.from, to: part.from + length };
}

// src/stages/catalog/read-keys.ts
var INDEXES = `
  select l.name, l."unique", l.origin, l.partial, s.sql
    from pragma_index_list(?, 'main') l
    left join main.sqlite_schema s on s.type = 'index' and s.name = l.name
   order by l.seq desc`;
var PARTS2 = `
  select name as "column", "desc" as descending, coll as collation
    from pragma_index_xinfo(?, 'main')
   where key = 1
   order by seqno`;
function readKeys(database, table, rowidKey, definition) {
  const rows = keptStatement(database, INDEXES).all(table);
  const partsOf4 = (row) => readParts(database, row.name);
  const keyRow = rows.find((row) => row.origin === "pk");
  const keyParts2 = keyRow === void 0 ? rowidParts(rowidKey) : partsOf4(keyRow);
  const indexes = rows.filter((row) => row.origin === "c").map((row) => readIndex(row, partsOf4(row)));
  return {
    primaryKey: keyParts2.length === 0 ? null : keyConstraint(keyParts2, definition.primaryKey),
    uniques: rows.filter((row) => row.origin === "u").map((row) => uniqueConstraint(partsOf4(row), definition.uniques)),
    indexes: indexes.map(({ index }) => index),
    unreadIndexes: indexes.filter(({ isRead }) => !isRead).map(({ index }) => index.name)
  };
}
function readParts(database, index) {
  return keptStatement(database, PARTS2).all(index).map((part) => ({
    column: part.column,
    expression: null,
    descending: part.descending === 1n,
    collation: part.collation.toUpperCase()
  }));
}
function rowidParts(rowidKey) {
  return rowidKey === null ? [] : [{ column: rowidKey, expression: null, descending: false, collation: "BINARY" }];
}
function keyConstraint(parts, definition) {
  return { name: definition?.name ?? null, parts, onConflict: definition?.onConflict ?? null };
}
function uniqueConstraint(parts, definitions) {
  const columns = parts.map((part) => part.column === null ? null : foldName(part.column));
  const definition = definitions.find(
    (candidate) => candidate.columns.length === columns.length && candidate.columns.every((name, index) => foldName(name) === columns[index])
  );
  return keyConstraint(parts, definition ?? null);
}
function readIndex(row, parts) {
  const sql = row.sql ?? "";
  const definition = parseCreateIndex(sql);
  const isRead = definition !== null && definition.parts.length === parts.length && definition.where !== null === (row.partial === 1n);
  const withExpression = (part, position) => part.column === null ? { ...part, expression: definition?.parts[position] ?? "" } : part;
  const index = {
    name: row.name,
    unique: row.unique === 1n,
    parts: parts.map(withExpression),
    where: definition?.where ?? null,
    sql
  };
  return { index, isRead };
}

// src/stages/catalog/storage-key.ts
function storageKey(table) {
  const rowid = table.rowidName ?? table.rowidAlias;
  if (rowid !== null) return [rowid];
  const parts = table.withoutRowid ? table.primaryKey?.parts ?? [] : [];
  return parts.every((part) => isOrdered(part, table.columns)) ? parts.flatMap((part) => part.column ?? []) : [];
}
function isOrdered(part, columns) {
  const column = columns.find(({ name }) => name === part.column);
  return !part.descending && part.collation === column?.collation && ["BINARY", "NOCASE", "RTRIM"].includes(part.collation);
}

// src/stages/catalog/read-table.ts
var COLUMNS = `
  select name, type as declaredType, "notnull" as "notNull", dflt_value as defaultText, hidden
    from pragma_table_xinfo(?, 'main')
   order by cid`;
function readTable(database, object, kind) {
  const rows = keptStatement(database, COLUMNS).all(object.name);
  const definition = parseCreateTable(object.sql);
  const strict = kind.strict === 1n;
  const withoutRowid = kind.withoutRowid === 1n;
  const rowidAlias = withoutRowid ? null : findRowidAlias(database, object.name);
  const { unreadIndexes, ...keys } = readKeys(database, object.name, rowidAlias, definition);
  const foreignKeys = readForeignKeys(database, object.name, definition.foreignKeys);
  const referring2 = new Set(foreignKeys.flatMap(({ columns }) => columns.map((name) => name.toLowerCase())));
  const shape = {
    columns: rows.map((row, index) => ({
      ...describeColumn(row, definition.columns[index], strict),
      ...referring2.has(row.name.toLowerCase()) && keepsReals(row, strict) ? { isReferring: true } : {},
      constantDefault: constantDefault(database, row.defaultText)
    })),
    ...keys,
    rowidAlias,
    rowidName: withoutRowid ? null : freeRowidName(rows),
    withoutRowid
  };
  const table = {
    name: object.name,
    sql: object.sql,
    ...shape,
    storageKey: storageKey(shape),
    strict,
    autoincrement: definition.autoincrement,
    highWaterMark: definition.autoincrement ? readHighWaterMark(database, object.name) : null,
    foreignKeys,
    checks: definition.checks
  };
  return { table, issues: describeUnread(table, definition, unreadIndexes) };
}
function freeRowidName(rows) {
  const taken = new Set(rows.map((row) => row.name.toLowerCase()));
  return ROWID_NAMES.find((name) => !taken.has(name)) ?? null;
}
function keepsReals({ declaredType }, strict) {
  const affinity = affinityOf(declaredType, strict);
  return affinity === "REAL" || affinity === "BLOB";
}
function describeColumn(row, definition, strict) {
  return {
    name: row.name,
    declaredType: (definition?.name === row.name ? definition.quotedType : null) ?? row.declaredType,
    affinity: affinityOf(row.declaredType, strict),
    notNull: row.notNull === 1n,
    notNullOnConflict: definition?.notNullOnConflict ?? null,
    defaultText: row.defaultText,
    generated: row.hidden < 2n ? null : { expression: definition?.generatedExpression ?? "", stored: row.hidden === 3n },
    collation: definition?.collation ?? "BINARY"
  };
}
function describeUnread(table, definition, unreadIndexes) {
  const contradicts = definition.unplaced.length > 0 || definition.columns.length !== table.columns.length || definition.columns.some((column, index) => column.name !== table.columns[index]?.name) || definition.foreignKeys.length !== table.foreignKeys.length || table.columns.some((column) => column.generated?.expression === "");
  const unread = contradicts ? [unreadTable(table.name)] : [];
  return [...unread, ...unreadIndexes.map((index) => unreadIndex(table.name, index))];
}
function unreadTable(table) {
  return issue("object-not-parsed", {
    table,
    message: `Parts of the definition of table ${table} could not be read: CHECKs, names of constraints or collations may be missing.`
  });
}
function unreadIndex(table, index) {
  return issue("object-not-parsed", {
    table,
    object: index,
    message: `The definition of index ${index} could not be read.`
  });
}

// src/stages/catalog/read-virtual-table.ts
var SHADOW_SUFFIXES = {
  fts1: /^(content|term)$/,
  fts2: /^(content|segments|segdir)$/,
  fts3: /^(content|segments|segdir|docsize|stat)$/,
  fts4: /^(content|segments|segdir|docsize|stat)$/,
  fts5: /^(content|data|idx|docsize|config)$/,
  rtree: /^(node|rowid|parent)$/,
  rtree_i32: /^(node|rowid|parent)$/,
  geopoly: /^(node|rowid|parent)$/,
  spellfix1: /^vocab$/,
  vec0: /^(chunks|rowids|info|auxiliary|(vector_chunks|metadatachunks|metadatatext)\d+)$/
};
var CONTENT_SUFFIXES = {
  fts1: "content",
  fts2: "content",
  fts3: "content",
  fts4: "content",
  fts5: "content",
  rtree: "rowid",
  rtree_i32: "rowid",
  geopoly: "rowid",
  spellfix1: "vocab",
  vec0: "rowids"
};
function measureVirtualTable(database, structure) {
  return {
    ...structure,
    ownRows: countOwnRows(database, structure),
    readable: isReadable(database, structure.name)
  };
}
function countOwnRows(database, structure) {
  const { name, module, shadowTables } = structure;
  const wanted = `${name}_${CONTENT_SUFFIXES[module]}`.toLowerCase();
  const content = shadowTables.find((shadow) => shadow.toLowerCase() === wanted);
  if (content === void 0) return 0;
  const indexed = indexedTable(database, structure);
  const own = indexed === null ? "" : `where not exists (select 1 from ${quoteIdentifier(indexed)} t where t.rowid = entry.rowid)`;
  const count = database.prepare(`select count(*) from ${quoteIdentifier(content)} entry ${own}`);
  return Number(count.pluck().get() ?? 0);
}
function indexedTable(database, { name, module }) {
  if (module !== "rtree") return null;
  const search = database.prepare(`
    select t.name
    from pragma_table_list t, pragma_table_info(t.name) c
    where t.schema = 'main' and t.type = 'table' and not t.wr
      and lower('rtree_' || t.name || '_' || c.name) = lower(?)`);
  return search.pluck().get(name) ?? null;
}
function isReadable(database, name) {
  try {
    database.prepare(`select * from ${quoteIdentifier(name)}`);
    return true;
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return false;
  }
}
function readVirtualTable(table, tableNames) {
  const { module, ownsContent } = parseCreateVirtualTable(table.sql);
  const suffixes = SHADOW_SUFFIXES[module];
  const prefix = `${table.name}_`.toLowerCase();
  const isShadow = (name) => {
    const suffix = name.slice(prefix.length).toLowerCase();
    return name.toLowerCase().startsWith(prefix) && suffixes?.test(suffix) === true && (suffix !== "content" || ownsContent);
  };
  return { name: table.name, module, shadowTables: tableNames.filter(isShadow), sql: table.sql };
}
function parseCreateVirtualTable(sql) {
  const cursor = new TokenCursor(sql);
  while (cursor.peek() !== void 0 && !cursor.takeIf("USING")) cursor.take();
  const module = cursor.takeName()?.toLowerCase() ?? "";
  const group = cursor.takeGroup();
  const parts = group === null ? [] : cursor.splitAtCommas(group);
  const ownsContent = !parts.some((part) => {
    const [option, equals] = cursor.tokensOf(part);
    return isText(option, "CONTENT") && isText(equals, "=");
  });
  return { module, ownsContent };
}

// src/stages/catalog/read-catalog.ts
async function readCatalog(snapshot, context, jobs = 1) {
  const database = snapshot.open();
  try {
    const objects = readSchemaObjects(database);
    const kinds = readTableKinds(database);
    const ofType = (type) => objects.filter((object) => object.type === type);
    const isVirtual = ({ name }) => kinds.get(name)?.type === "virtual";
    const ordinary = ofType("table").filter((table) => !isVirtual(table));
    const ordinaryNames = ordinary.map(({ name }) => name);
    const virtual = ofType("table").filter(isVirtual).map((table) => measureVirtual(database, readVirtualTable(table, ordinaryNames)));
    const virtualTables = virtual.map(({ table }) => table);
    const shadows2 = new Set(virtualTables.flatMap(({ shadowTables }) => shadowTables));
    const migrated = ordinary.filter(({ name }) => !shadows2.has(name));
    const { tables, issues } = await readTables(snapshot, database, migrated, kinds, context, jobs);
    return {
      tables,
      views: ofType("view").map((view) => readView(database, view)),
      triggers: ofType("trigger").map(({ name, tableName, sql }) => ({ name, table: tableName, sql })),
      virtualTables,
      issues: [...issues, ...virtual.flatMap(({ issues: issues2 }) => issues2), ...readVersions(database)]
    };
  } finally {
    database.close();
  }
}
async function profileAgain(snapshot, catalog, names, context, jobs = 1) {
  const database = snapshot.open();
  const issues = catalog.issues.filter(
    ({ code, table, column }) => code !== "source-read-failed" || table === null || column !== null || !names.has(table)
  );
  try {
    const changed = catalog.tables.filter(({ name }) => names.has(name));
    const profiled = await profileTables(snapshot, database, changed, context, jobs);
    const tables = catalog.tables.map((table) => {
      const again = profiled[changed.indexOf(table)];
      if (again === void 0) return table;
      issues.push(...again.issues);
      return withProfile(database, table, again);
    });
    return { ...catalog, tables, issues };
  } finally {
    database.close();
  }
}
function withProfile(database, table, { profiles, rowCount, unreadColumns }) {
  const columns = table.columns.map((column, index) => ({
    ...column,
    profile: profiles[index] ?? EMPTY_PROFILE,
    momentSpelling: null
  }));
  const spelled3 = withSpellings(database, { ...table, columns, rowCount });
  return leaveOutUnread(spelled3, unreadColumns);
}
var NO_PROFILE = { profiles: [], rowCount: 0, unreadColumns: [], issues: [] };
var BROKEN = /no such (table|column): |is circularly defined|expected \d+ columns? for |misuse of aggregate|ambiguous column name: /;
function readView(database, { name, sql }) {
  try {
    database.prepare(`select 1 from ${quoteIdentifier(name)}`);
    return { name, sql };
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error;
    const isBroken = BROKEN.test(error.message) && !error.message.includes("single-quotes");
    return isBroken ? { name, sql, broken: error.message } : { name, sql };
  }
}
function measureVirtual(database, structure) {
  try {
    return { table: measureVirtualTable(database, structure), issues: [] };
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error;
    const message = `SQLite cannot count the rows of ${structure.name}: ${error.message}`;
    return {
      table: { ...structure, ownRows: 0, readable: false },
      issues: [issue("source-read-failed", { table: structure.name, message })]
    };
  }
}
function readVersions(database) {
  const held = ["user_version", "application_id"].filter(
    (name) => Number(database.pragma(name, { simple: true })) !== 0
  );
  if (held.length === 0) return [];
  const message = `PRAGMA ${held.join(" and ")} ${held.length === 1 ? "is" : "are"} set, and PostgreSQL has no place for it`;
  return [issue("database-version-not-migrated", { message })];
}
async function readTables(snapshot, database, objects, kinds, context, jobs) {
  const read = objects.map((object) => readStructure(database, object, kinds.get(object.name)));
  const structures = read.flatMap(({ table }) => table ?? []);
  const profiled = await profileTables(snapshot, database, structures, context, jobs);
  const profileOf = (table) => profiled[structures.indexOf(table)] ?? NO_PROFILE;
  return {
    tables: structures.map((table) => withProfile(database, table, profileOf(table))),
    issues: read.flatMap(({ table, issues }) => [
      ...issues,
      ...table === null ? [] : profileOf(table).issues
    ])
  };
}
function readStructure(database, object, kind) {
  const unread = (reason) => ({
    table: null,
    issues: [
      issue("object-not-parsed", {
        table: object.name,
        priority: "HIGH",
        message: `SQLite cannot use table ${object.name}: ${reason}`
      })
    ]
  });
  if (kind === void 0) return unread("it is in the schema, and yet not among the tables");
  try {
    return readTable(database, object, kind);
  } catch (error) {
    if (sqliteResultCode(error) === null || !(error instanceof Error)) throw error;
    return unread(error.message);
  }
}

// src/stages/catalog/select-tables.ts
init_rehearsal_error();

// src/sql/matches-glob.ts
function matchesGlob(text, glob) {
  const pattern = foldName(glob).split(/([*?])/).map((part) => part === "*" ? ".*" : part === "?" ? "." : escapePattern(part)).join("");
  return new RegExp(`^${pattern}$`, "su").test(foldName(text));
}
function escapePattern(text) {
  return text.replace(/[\\^$.+()[\]{}|]/g, "\\$&");
}

// src/stages/catalog/select-tables.ts
function selectTables(catalog, { include, exclude, core }) {
  if (catalog.tables.length === 0 && catalog.virtualTables.length === 0) {
    throw new RehearsalError("snapshot-empty", "The source has no tables.", {
      hint: "Look whether it is the right file: a rehearsal of nothing would pass."
    });
  }
  const excluded = catalog.tables.flatMap(({ name }) => {
    const pattern = exclude.find((glob) => matchesGlob(name, glob));
    if (pattern !== void 0) return [{ name, reason: `excluded by ${pattern}` }];
    const wanted = include.length === 0 || include.some((glob) => matchesGlob(name, glob));
    return wanted ? [] : [{ name, reason: "not included" }];
  });
  if (excluded.length === catalog.tables.length && excluded.length > 0) {
    throw new RehearsalError(
      "settings-invalid",
      "The settings include and exclude leave no table to rehearse.",
      {
        hint: `Mind the spelling; the source has ${amount(catalog.tables.length, "table")}, and "pg-rehearsal inspect" lists them.`
      }
    );
  }
  const left = withoutTables(catalog, new Set(excluded.map(({ name }) => name)));
  const isCore = ({ name }) => core.some((glob) => matchesGlob(name, glob));
  if (core.length > 0 && !catalog.tables.some(isCore)) {
    throw new RehearsalError(
      "settings-invalid",
      `The setting core names no table of the source: ${core.join(", ")}.`,
      {
        hint: 'Mind the spelling; "pg-rehearsal inspect" lists the tables of the source.'
      }
    );
  }
  const unused = unusedPatterns(catalog, { include, exclude, core });
  return { catalog: { ...left, issues: [...left.issues, ...unused] }, excluded };
}
function unusedPatterns({ tables, virtualTables }, selection) {
  const isUnused = (pattern) => ![...tables, ...virtualTables].some(({ name }) => matchesGlob(name, pattern));
  return ["include", "exclude", "core"].flatMap(
    (setting) => selection[setting].filter(isUnused).map((pattern) => {
      const message = `The source has no table for ${pattern} under ${setting}`;
      const priority = setting === "exclude" ? "LOW" : "MED";
      return issue("pattern-unused", { object: `${setting}: ${pattern}`, message, priority });
    })
  );
}
function withoutTables(catalog, gone) {
  return {
    ...catalog,
    tables: catalog.tables.filter(({ name }) => !gone.has(name)).map((table) => withoutParents(table, gone)),
    triggers: catalog.triggers.filter(({ table }) => !gone.has(table))
  };
}
function withoutParents(table, gone) {
  const isGone = (name) => [...gone].some((excluded) => sameName(excluded, name));
  const foreignKeys = table.foreignKeys.map(
    (key) => isGone(key.parentTable) ? { ...key, parentExcluded: true } : key
  );
  return { ...table, foreignKeys };
}

// src/rehearsal/command-rules.ts
function commandRules({ commandSeconds, output }) {
  return { timeoutMs: commandSeconds * 1e3, showValues: output.showValues };
}

// src/rehearsal/read-source.ts
function otherCommands({ target, checklist }) {
  const { monitoringCommand, rollbackCommand, backup } = checklist ?? {};
  const commands = {
    "schema-command": target.schemaCommand,
    "checklist.monitoring-alerts.command": monitoringCommand,
    "checklist.rollback-plan.command": rollbackCommand,
    "checklist.backup-restore.backup-command": backup?.backupCommand,
    "checklist.backup-restore.restore-command": backup?.restoreCommand
  };
  return Object.entries(commands).flatMap(([key, command]) => command == null ? [] : [key]);
}
function snapshotOptions(settings, { threads } = {}) {
  const { source, resolution, jobs } = settings;
  const options = {
    ...source,
    prepare: resolution.prepare,
    jobs,
    commands: commandRules(settings),
    otherCommands: otherCommands(settings)
  };
  return threads === void 0 ? options : { ...options, threads };
}
async function readSource(snapshot, settings, context, isDerived = false) {
  const whole = await readCatalog(snapshot, context, settings.jobs);
  const selected = selectTables(whole, settings.tables);
  const kept2 = isDerived ? selected : leaveHistory(selected);
  return { snapshot, whole, ...kept2 };
}
function leaveHistory({ catalog, excluded }) {
  const history = catalog.tables.filter(isHistoryTable).map(({ name }) => name);
  return {
    catalog: withoutTables(catalog, new Set(history)),
    excluded: [
      ...excluded,
      ...history.map((name) => ({ name, reason: "a history of migrations: each database has its own" }))
    ]
  };
}

// src/engines/sqlite/row-key.ts
var LONGEST_KEY_TEXT = 80;
function keyExpressions({ keyColumns: keyColumns2, rowidName }) {
  return [...keyColumns2, ...rowidName === null ? [] : [rowidName]].map(quoteIdentifier);
}
function rowKey({ keyColumns: keyColumns2, rowidName }, values) {
  const key = values.slice(0, keyColumns2.length);
  if (rowidName !== null && (key.length === 0 || key.includes(null))) {
    return { rowid: keyValue(values[keyColumns2.length]) };
  }
  return Object.fromEntries(keyColumns2.map((name, index) => [name, keyValue(key[index])]));
}
function cutKey(text) {
  return text.length > LONGEST_KEY_TEXT ? `${beginningOf(text, LONGEST_KEY_TEXT)}\u2026` : text;
}
function keyValue(value) {
  if (value === null || value === void 0) return null;
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Buffer.isBuffer(value)) return cutKey(`x'${value.toString("hex")}'`);
  return cutKey(String(value));
}

// src/stages/catalog/locate-rows.ts
function locateRows(snapshot, catalog, planned2) {
  const database = snapshot.open();
  try {
    return planned2.flatMap((prediction) => {
      const { issue: issue2, standsAlone } = prediction;
      try {
        return locate(database, catalog, prediction);
      } catch (error) {
        if (sqliteResultCode(error) === null) throw error;
        return issue2.rows > 0 || standsAlone === true ? issue2 : [];
      }
    });
  } finally {
    database.close();
  }
}
function locate(database, { tables }, { issue: issue2, rowsWhere, counted: counted2, standsAlone }) {
  const table = tables.find(({ name }) => name === issue2.table);
  if (rowsWhere === null || table === void 0) return issue2;
  const where = withinReach(rowsWhere, table, issue2.column);
  const { rows, distinct } = issue2.rows > 0 ? { rows: issue2.rows, distinct: 0 } : countRows(database, table, where, counted2?.distinct ?? null);
  if (rows === 0) return standsAlone === true ? issue2 : [];
  const message = counted2?.message(rows, distinct) ?? issue2.message;
  return { ...issue2, rows, message, examples: firstRows(database, table, where) };
}
function withinReach(where, { columns }, name) {
  const profile = columns.find((column) => column.name === name)?.profile;
  const longest = Math.max(profile?.longestTextBytes ?? 0, profile?.longestBlobBytes ?? 0);
  if (name === null || longest <= LONGEST_READ) return where;
  return `case when octet_length(${quoteIdentifier(name)}) > ${LONGEST_READ} then 0 else ${where} end`;
}
function countRows(database, table, where, distinct) {
  const counted2 = database.prepare(`
    select count(*), ${distinct === null ? "0" : `count(distinct ${distinct})`}
      from ${quoteIdentifier(table.name)} not indexed
     where ${where}`);
  const [rows = 0n, values = 0n] = counted2.raw().get() ?? [];
  return { rows: Number(rows), distinct: Number(values) };
}
function firstRows(database, table, where) {
  const naming = {
    keyColumns: table.primaryKey?.parts.flatMap(({ column }) => column === null ? [] : [column]) ?? [],
    rowidName: table.rowidName
  };
  const keys = keyExpressions(naming);
  if (keys.length === 0) return [];
  const rows = database.prepare(`
      select ${keys.join(", ")}
        from ${quoteIdentifier(table.name)} not indexed
       where ${where}
       limit ${MAX_EXAMPLES}`).raw().all();
  return rows.map((values) => rowKey(naming, values));
}

// src/stages/plan/choose-conversion.ts
function chooseConversion(profile, type, given, isCoreData = false) {
  switch (type.kind) {
    case "smallint":
    case "integer":
    case "bigint":
      return { kind: profile.reals > 0 || given && profile.texts > 0 ? "numeral" : "integer" };
    case "real":
    case "double precision":
      return { kind: given && profile.texts > 0 ? "spelled-float" : "float" };
    case "numeric":
      return { kind: "decimal" };
    case "text":
    case "varchar":
    case "char":
    case "enum":
      return profile.integers + profile.reals > 0 ? { kind: "rendered" } : { kind: "text" };
    case "bytea":
      return { kind: "bytes" };
    case "boolean":
      return { kind: "boolean" };
    case "date":
      return countsMost(profile) ? epoch(profile, daysOf(profile), isCoreData) : daysOf(profile);
    case "time":
      return { kind: "time" };
    case "timestamp":
    case "timestamptz":
      return countsMost(profile) ? epoch(profile, { kind: type.kind }, isCoreData) : { kind: type.kind };
    case "json":
    case "jsonb":
      return { kind: "json" };
    case "uuid":
      return { kind: given && profile.texts > profile.textForms.uuid ? "respelled-uuid" : "uuid" };
    case "other":
      if (type.name === "money" && profile.texts === 0) return { kind: "decimal" };
      return isIntervalType(type.name) ? duration(profile) : { kind: "rendered" };
    default:
      return type;
  }
}
function countsMost({ integers, reals, texts: texts2, blobs: blobs2 }) {
  return integers + reals > texts2 + blobs2;
}
function daysOf({ textForms }) {
  return { kind: textForms.timestamp + textForms["timestamp-utc"] > 0 ? "midnight" : "date" };
}
function epoch(profile, otherwise, isCoreData) {
  const unit = isCoreData ? null : numbersUnit(profile) ?? integersUnit(profile);
  return unit === null ? otherwise : { kind: "epoch", unit };
}
function duration({ integers, reals, texts: texts2, blobs: blobs2 }) {
  return { kind: integers > 0 && reals + texts2 + blobs2 === 0 ? "duration" : "text" };
}

// src/stages/plan/fit-of-named.ts
function fitOfNamed(name, kind) {
  if (isIntervalType(name)) return { kind: "interval", ...kept(intervalDecimals(name)) };
  if (isZonedTimeType(name))
    return { kind: "zoned-time", ...kept(/\d/.test(name) ? Number(name.at(5)) : null) };
  switch (name) {
    case "money":
      return { kind: "money" };
    case "oid":
    case "xid":
    case "cid":
      return { kind: "object-number" };
    default: {
      const maxBytes = mostBytes(name);
      return maxBytes === null ? null : { kind, maxLength: null, maxBytes };
    }
  }
}
function isZonedTimeType(name) {
  return /^time(?:\(\d\))? with time zone$/.test(name);
}
function mostBytes(name) {
  return name === "name" ? 63 : name === '"char"' ? 1 : null;
}
function kept(decimals3) {
  return decimals3 === null || decimals3 === 6 ? {} : { decimals: decimals3 };
}

// src/stages/plan/fit-of.ts
function fitOf2(conversion, type, encoding, given) {
  switch (conversion.kind) {
    case "integer":
    case "numeral":
      return {
        kind: conversion.kind,
        bits: type.kind === "smallint" ? 16 : type.kind === "integer" ? 32 : 64
      };
    case "float":
    case "spelled-float":
      return { kind: conversion.kind, bits: type.kind === "real" ? 32 : 64 };
    case "decimal":
      return { kind: "decimal", ...decimalLimits2(type), spelled: given };
    case "text":
    case "rendered":
      return textFit(conversion.kind, type);
    case "bytes":
      return { kind: "bytes", utf16: encoding !== "UTF-8" };
    case "time":
    case "timestamp":
    case "timestamptz":
      return { ...conversion, ...keptDecimals(type) };
    case "epoch":
      return type.kind === "date" ? { ...conversion, wholeDays: true } : { ...conversion, ...keptDecimals(type) };
    case "json":
      return { kind: type.kind === "jsonb" ? "jsonb" : "json" };
    case "boolean":
      return { kind: "boolean", spelled: given };
    case "date":
    case "midnight":
    case "duration": {
      const decimals3 = type.kind === "other" ? intervalDecimals(type.name) : null;
      return decimals3 === null ? conversion : { kind: "duration", decimals: decimals3 };
    }
    case "uuid":
    case "respelled-uuid":
      return conversion;
    default:
      return conversion;
  }
}
function textFit(kind, type) {
  const unlimited = { kind, maxLength: null };
  switch (type.kind) {
    case "enum":
      return { kind: "label", labels: type.labels };
    case "other":
      return fitOfNamed(type.name, kind) ?? unlimited;
    case "varchar":
      return { kind, maxLength: type.length };
    case "char":
      return { kind, maxLength: type.length, blankPadded: true };
    default:
      return unlimited;
  }
}
function decimalLimits2(type) {
  if (type.kind === "numeric") return { precision: type.precision, scale: type.scale };
  return type.kind === "other" ? { precision: 18, scale: 2 } : { precision: null, scale: null };
}
function keptDecimals(type) {
  const isMoment3 = type.kind === "time" || type.kind === "timestamp" || type.kind === "timestamptz";
  return isMoment3 && type.decimals !== void 0 ? { decimals: type.decimals } : {};
}

// src/stages/plan/may-misfit.ts
function mayMisfit(profile, fit, declared = null) {
  const { integers, reals, texts: texts2, blobs: blobs2, textForms } = profile;
  const values = integers + reals + texts2 + blobs2;
  const unloadableTexts = profile.textsWithNul + profile.textsInvalidUtf8;
  switch (fit.kind) {
    case "integer":
    case "numeral":
      return reals + texts2 + blobs2 > 0 || !withinBits(profile, fit.bits);
    case "float":
    case "spelled-float":
      return texts2 + blobs2 + profile.integersBeyondDouble > 0 || fit.bits === 32 && integers + reals > 0;
    case "decimal":
      return texts2 + blobs2 > 0 || fit.precision !== null && !isCounted(profile, fit, declared);
    case "text":
      return integers + reals + blobs2 + unloadableTexts > 0 || exceeds(profile, fit.maxLength) || (fit.blankPadded === true || fit.maxBytes !== void 0) && texts2 > 0;
    case "rendered":
      return blobs2 + unloadableTexts > 0 || fit.maxLength !== null || fit.maxBytes !== void 0 || fit.blankPadded === true;
    case "label":
    case "object-number":
    case "money":
    case "zoned-time":
      return values > 0;
    case "bytes":
      return integers + reals > 0 || fit.utf16 && profile.textsInvalidUtf8 > 0;
    case "boolean":
      return integers > profile.integersBoolean || reals + blobs2 > 0 || texts2 > textForms.boolean;
    case "date":
      return integers + reals + blobs2 > 0 || texts2 > textForms.date;
    case "midnight":
      return values > textForms.date;
    case "time":
      return integers + reals + blobs2 > 0 || texts2 > textForms.time || limitsDecimals(fit, texts2);
    case "timestamp":
      return limitsDecimals(fit, texts2) || integers + reals + blobs2 > 0 || texts2 > textForms.date + textForms.timestamp + textForms["timestamp-utc"];
    case "timestamptz":
      return limitsDecimals(fit, texts2) || integers + reals + blobs2 > 0 || texts2 > textForms.date + textForms.timestamp + textForms["timestamp-utc"] + textForms["timestamp-offset"];
    case "epoch":
      return reals + texts2 + blobs2 > 0 || integers > 0;
    case "duration":
    case "interval":
      return values > 0;
    case "json":
      return profile.jsons < values || unloadableTexts > 0;
    case "jsonb":
      return values > 0;
    case "uuid":
    case "respelled-uuid":
      return integers + reals + blobs2 > 0 || texts2 > textForms.uuid;
    default:
      return fit;
  }
}
function withinBits(profile, bits2) {
  const limit = 2n ** BigInt(bits2 - 1);
  return (profile.integerMin ?? 0n) >= -limit && (profile.integerMax ?? 0n) < limit;
}
function isCounted({ decimalMisfits }, { precision, scale }, declared) {
  return decimalMisfits === 0 && declared?.precision === precision && declared.scale === (scale ?? 0);
}
function limitsDecimals({ decimals: decimals3 }, texts2) {
  return decimals3 !== void 0 && texts2 > 0;
}
function exceeds(profile, maxLength) {
  return maxLength !== null && profile.longestText > maxLength;
}

// src/stages/plan/row-order.ts
function rowOrder(table, columns) {
  const alias = columns.find(({ source }) => source === table.rowidAlias);
  if (alias !== void 0 && alias.conversion.kind === "integer")
    return { kind: "rowid", column: alias.source };
  const key = table.primaryKey?.parts.map(({ column }) => column) ?? [];
  return key.length > 0 && key.every((name) => sortsAlike(table, columns, name)) ? { kind: "key", columns: key.flatMap((name) => name ?? []) } : { kind: "all" };
}
var ORDERLY = /* @__PURE__ */ new Set(["integer", "text", "bytes", "uuid", "date"]);
function sortsAlike(table, columns, name) {
  const profile = table.columns.find((column) => column.name === name)?.profile;
  const plan = columns.find(({ source }) => source === name);
  if (profile === void 0 || plan === void 0 || !ORDERLY.has(plan.conversion.kind)) return false;
  const classes = [profile.nulls, profile.integers, profile.reals, profile.texts, profile.blobs];
  return profile.nulls === 0 && classes.filter((count) => count > 0).length <= 1;
}

// src/sql/join-balanced.ts
function joinBalanced(terms, operator2) {
  if (terms.length <= 2) return terms.join(` ${operator2} `);
  const middle = terms.length >> 1;
  return `(${joinBalanced(terms.slice(0, middle), operator2)}) ${operator2} (${joinBalanced(terms.slice(middle), operator2)})`;
}
var MOST_ARGUMENTS = 900;
function concatenate(separator, texts2) {
  if (texts2.length <= MOST_ARGUMENTS) return `concat_ws(${separator}, ${texts2.join(", ")})`;
  const groups = Array.from(
    { length: Math.ceil(texts2.length / MOST_ARGUMENTS) },
    (_, nth) => concatenate(separator, texts2.slice(nth * MOST_ARGUMENTS, (nth + 1) * MOST_ARGUMENTS))
  );
  return concatenate(separator, groups);
}

// src/stages/plan/row-size.ts
var NUMBER_BYTES = 12;
var MOST_ROW_BYTES = {
  "UTF-8": 25e7,
  "UTF-16le": 125e6,
  "UTF-16be": 125e6
};
function mostRowBytes(encoding) {
  return MOST_ROW_BYTES[encoding];
}
function meanRowBytes(table) {
  const bytes = table.columns.reduce((sum, { profile }) => sum + profile.totalBytes, 0);
  return Math.ceil(bytes / Math.max(1, table.rowCount)) + numberBytes(table);
}
function largestRowBytes(table) {
  return table.columns.reduce(
    (sum, { profile }) => sum + Math.max(profile.longestTextBytes, profile.longestBlobBytes),
    numberBytes(table)
  );
}
function tooLargeRows(table, encoding) {
  return rowsBeyond(table, mostRowBytes(encoding));
}
var LONG_ROW_BYTES = 8 << 20;
function longRows(table) {
  return rowsBeyond(table, LONG_ROW_BYTES);
}
function largestShortRowBytes(table) {
  return Math.min(largestRowBytes(table), LONG_ROW_BYTES);
}
function rowsBeyond(table, bytes) {
  if (largestRowBytes(table) <= bytes) return null;
  const lengths = table.columns.filter(({ profile }) => profile.texts + profile.blobs > 0).map(({ name }) => `ifnull(octet_length(${quoteIdentifier(name)}), 0)`);
  return lengths.length === 0 ? null : `${joinBalanced(lengths, "+")} > ${bytes}`;
}
function tooLargeColumn(table, encoding) {
  const limit = mostRowBytes(encoding);
  const large = table.columns.filter(
    ({ profile }) => Math.max(profile.longestTextBytes, profile.longestBlobBytes) > limit
  );
  const [only2] = large;
  return only2 !== void 0 && large.length === 1 ? only2.name : null;
}
function numberBytes(table) {
  return table.columns.length * NUMBER_BYTES;
}

// src/stages/plan/plan-migration.ts
function planMigration(catalog, schema, encoding) {
  const tables = schema.tables.flatMap((target) => {
    const table = catalog.tables.find(({ name }) => name === target.source);
    return table === void 0 ? [] : [planTable(table, target, schema, encoding)];
  });
  return { tables };
}
function planTable(table, target, schema, encoding) {
  const own = { ...schema, issues: schema.issues.filter(({ issue: issue2 }) => issue2.table === table.name) };
  const columns = target.columns.flatMap((column) => {
    const source = table.columns.find(({ name }) => name === column.source);
    return source === void 0 ? [] : [planColumn(table, source, column, own, encoding)];
  });
  return {
    source: table.name,
    encoding,
    target: { schema: target.schema, name: target.name },
    partitioned: target.partitioned ?? false,
    columns,
    keyColumns: table.primaryKey?.parts.flatMap(({ column }) => column === null ? [] : [column]) ?? [],
    order: rowOrder(table, columns),
    rowidName: table.rowidName,
    storageKey: table.storageKey,
    rowCount: table.rowCount,
    tooLarge: tooLargeRows(table, encoding),
    tooLargeColumn: tooLargeColumn(table, encoding),
    longRows: longRows(table),
    mostRowBytes: mostRowBytes(encoding),
    meanRowBytes: meanRowBytes(table),
    largestRowBytes: largestRowBytes(table),
    largestShortRowBytes: largestShortRowBytes(table)
  };
}
function planColumn(table, column, target, schema, encoding) {
  const given = schema.origin !== "derived";
  const conversion = chooseConversion(column.profile, target.type, given, isCoreDataTable(table));
  const fit = fitOf2(conversion, target.type, encoding, given);
  return {
    source: column.name,
    target: target.name,
    type: target.type,
    conversion,
    plainTexts: column.profile.textsPlain && column.profile.blobs === 0,
    generated: target.generated,
    misfit: misfitOf(column, target, fit),
    misfitIssues: schema.issues.flatMap((planned2) => misfitIssue(planned2, table, column, given)),
    ...target.domain === void 0 ? {} : { domain: target.domain }
  };
}
function misfitOf({ name, profile, declaredType }, target, fit) {
  const value = quoteIdentifier(name);
  const soundTexts = profile.textsWithNul + profile.textsInvalidUtf8 === 0;
  const tests = [
    ...mayMisfit(profile, fit, decimalLimits(declaredType)) ? [`not ${fits(fit, value, soundTexts)}`] : [],
    ...target.notNull && profile.nulls > 0 ? [isNull(value)] : []
  ];
  return tests.length === 0 ? null : `(${tests.join(" or ")})`;
}
var REJECTING = /* @__PURE__ */ new Set([
  "nul-in-text",
  "invalid-utf8",
  "wrong-storage-class",
  "mixed-storage-classes",
  "invalid-date",
  "date-encodings-mixed",
  "boolean-spelling",
  "invalid-json",
  "sqlite-jsonb",
  "uuid-bytes",
  "binary-in-text",
  "time-beyond-day"
]);
function misfitIssue({ issue: issue2, rowsWhere }, table, column, given) {
  const isOurs2 = issue2.table === table.name && issue2.column === column.name;
  const concerns2 = isOurs2 && (given || REJECTING.has(issue2.code));
  return concerns2 && rowsWhere !== null ? [{ id: issueId(issue2), where: rowsWhere }] : [];
}

// src/stages/plan/named-misfits.ts
function namedKinds(name, value, shared) {
  const { unsound, texts: texts2, blobs: blobs2, numbersAmongDates: numbersAmongDates2 } = shared;
  if (isIntervalType(name))
    return [
      ...intervalKinds(name, value),
      ...unsound,
      blobs2,
      { ...numbersAmongDates2, code: "wrong-storage-class" }
    ];
  if (isZonedTimeType(name))
    return [
      ...unsound,
      numbersAmongDates2,
      { code: "sub-microsecond", test: isZonedTime(value, ["time", "time-nano"]), what: MORE_DECIMALS },
      { code: "invalid-date", test: "1", what: "are no time in ISO form" }
    ];
  switch (name) {
    case "money":
      return [
        ...unsound,
        blobs2,
        { code: "decimal-overflow", test: "1", what: "have more than two decimals, or too many digits" }
      ];
    case "oid":
    case "xid":
    case "cid":
      return [
        {
          code: "wrong-storage-class",
          test: `(typeof(${value}) <> 'integer' and not ${value} glob '-[1-9]*')`,
          what: "are no whole numbers"
        },
        { code: "integer-out-of-range", test: "1", what: "are beyond the range of the type" }
      ];
    default: {
      const bytes = mostBytes(name);
      const long = `are longer than ${bytes === 1 ? "1 byte" : `${bytes} bytes`}`;
      return bytes === null ? texts2 : [...texts2, { code: "varchar-overflow", test: "1", what: long }];
    }
  }
}
function durationKinds(name, value) {
  const decimals3 = intervalDecimals(name);
  if (decimals3 === null) return [];
  return [{ code: "sub-microsecond", test: `${value} % ${10 ** (6 - decimals3)} <> 0`, what: MORE_DECIMALS }];
}
var MORE_DECIMALS = "have more decimals of a second";
function intervalKinds(name, value) {
  const isLike = (pattern) => `(typeof(${value}) = 'text' and ${value} glob '${pattern}')`;
  const isFiner = intervalDecimals(name) === null ? "" : ` or is_interval(${value}, 6)`;
  return [
    {
      code: "timespan-text",
      test: isLike("*[0-9].[0-9][0-9]:[0-9]*"),
      what: "are TimeSpans of .NET with days, which PostgreSQL would read as something else"
    },
    {
      code: "sub-microsecond",
      test: `(${isLike("*.[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*")}${isFiner})`,
      what: MORE_DECIMALS
    },
    {
      code: "interval-unclear",
      test: `typeof(${value}) = 'text'`,
      what: "are texts that do not say their unit"
    }
  ];
}

// src/stages/plan/misfit-kinds.ts
function misfitKinds(type, conversion, column, target, value, unit) {
  const nulls = {
    code: "null-in-not-null",
    test: isNull(value),
    what: "are NULL in a NOT NULL column"
  };
  return [...target.notNull ? [nulls] : [], ...valueKinds(type, conversion, column, value, unit)];
}
function valueKinds(type, conversion, column, value, unit) {
  switch (conversion.kind) {
    case "epoch":
      return epochKinds(conversion.unit, type, value);
    case "duration":
      return [
        ...type.kind === "other" ? durationKinds(type.name, value) : [],
        { code: "integer-out-of-range", test: "1", what: "are beyond the range of the type" }
      ];
    default:
      return kindsOf2(type, column, value, unit);
  }
}
function epochKinds(unit, type, value) {
  const isReal2 = `typeof(${value}) = 'real' and ${plausibleSeconds(value)}`;
  const isCount = `(typeof(${value}) = 'integer'${unit === "seconds" ? ` or ${isReal2}` : ""})`;
  const time = { code: "time-part-lost", test: isCount, what: "have a time" };
  const decimals3 = {
    code: "sub-microsecond",
    test: `(${isCount} and (typeof(${value}) = 'real' or abs(${value}) < 253402300800000 and ${value} % 1000 <> 0))`,
    what: "have more decimals of a second"
  };
  return [
    {
      code: "date-encodings-mixed",
      test: `(typeof(${value}) in ('integer', 'real') and not ${isCount} or ${hasForm(value, ["date", ...TIMESTAMP_FORMS])})`,
      what: "are of another encoding than most, which count from an epoch",
      remedy: castFrom(unit)
    },
    type.kind === "date" ? time : decimals3,
    { code: "invalid-date", test: "1", what: "are beyond the calendar, or no moments at all" }
  ];
}
var HOLDS_DAYS = /* @__PURE__ */ new Set(["date", "timestamp", "timestamptz"]);
function castFrom(unit) {
  return `The remedy \`do: cast\` with \`from: epoch-${unit}\` writes the numbers as dates in ISO form, so that numbers and texts are read alike.`;
}
function kindsOf2(type, { profile }, value, unit) {
  const invalidTexts = profile.textsInvalidUtf8 === 0 ? [] : [{ code: "invalid-utf8", test: textIsInvalidUtf8(value), what: "are not valid UTF-8" }];
  const unsound = [
    ...profile.textsWithNul === 0 ? [] : [{ code: "nul-in-text", test: textHasNul(value), what: "hold the character U+0000" }],
    ...invalidTexts
  ];
  const texts2 = [
    ...unsound,
    {
      code: "binary-in-text",
      test: `(typeof(${value}) = 'blob' and not ${isTextualBlob(value)})`,
      what: "are blobs that are not valid UTF-8 or hold U+0000"
    }
  ];
  const blobs2 = {
    code: "wrong-storage-class",
    test: `typeof(${value}) = 'blob'`,
    what: "are binary"
  };
  const numbersAmongDates2 = {
    code: profile.texts > 0 ? "date-encodings-mixed" : "date-encoding-unknown",
    test: `typeof(${value}) in ('integer', 'real')`,
    what: "are numbers that could count anything",
    ...unit !== null && profile.texts > 0 && HOLDS_DAYS.has(type.kind) ? { remedy: castFrom(unit) } : {}
  };
  const rest = (code, what) => ({ code, test: "1", what });
  switch (type.kind) {
    case "smallint":
    case "integer":
    case "bigint":
      return [
        { code: "wrong-storage-class", test: isTextOrBlob(value), what: "are text or binary" },
        {
          code: "integer-beyond-64-bits",
          test: `(typeof(${value}) = 'real' and abs(${value}) >= 9223372036854775808.0)`,
          what: "are too large for 64 bits and rounded already"
        },
        {
          code: "fraction-in-integer",
          test: `(typeof(${value}) = 'real' and (${value} <> cast(${value} as integer) or ${value} = 0))`,
          what: "would lose a fraction, or the sign of a zero"
        },
        rest("integer-out-of-range", "are beyond the range of the type")
      ];
    case "real":
    case "double precision":
      return [
        {
          code: "wrong-storage-class",
          test: isTextOrBlob(value),
          what: "are binary, or texts that do not come back digit for digit"
        },
        rest("float-precision-lost", "would be rounded")
      ];
    case "numeric":
      return [
        {
          code: "wrong-storage-class",
          test: isNoDecimal(value),
          what: "are no numbers, or texts that do not come back as they are spelled"
        },
        ...type.precision === null ? [] : [infinite(value)],
        rest("decimal-overflow", "do not fit the precision and scale, or would be rounded")
      ];
    case "text":
      return texts2;
    case "varchar":
    case "char":
      return [
        ...texts2,
        {
          code: "varchar-overflow",
          test: `length(${decimalText(value)}) > ${type.length}`,
          what: `are longer than ${type.length} characters`
        },
        rest("trailing-blanks-lost", "end in blanks")
      ];
    case "enum":
      return [...unsound, rest("enum-label-unknown", "are no label of the enum")];
    case "bytea":
      return [...invalidTexts, rest("wrong-storage-class", "are numbers")];
    case "boolean":
      return [rest("boolean-spelling", "are no boolean")];
    case "date":
      return [
        numbersAmongDates2,
        { code: "time-part-lost", test: hasForm(value, TIMESTAMP_FORMS), what: "have a time" },
        rest("invalid-date", "are no date in ISO form")
      ];
    case "time":
      return [
        numbersAmongDates2,
        {
          code: "sub-microsecond",
          test: hasForm(value, ["time", "time-nano"]),
          what: "have more decimals of a second"
        },
        rest("invalid-date", "are no time in ISO form")
      ];
    case "timestamp":
      return [
        numbersAmongDates2,
        {
          code: "time-zone-lost",
          test: hasForm(value, ["timestamp-offset", "timestamp-nano-offset"]),
          what: "have an offset"
        },
        {
          code: "sub-microsecond",
          test: hasForm(value, TIMESTAMP_FORMS),
          what: "have more decimals of a second"
        },
        rest("invalid-date", "are no timestamp in ISO form")
      ];
    case "timestamptz":
      return [
        numbersAmongDates2,
        {
          code: "sub-microsecond",
          test: hasForm(value, TIMESTAMP_FORMS),
          what: "have more decimals of a second"
        },
        rest("invalid-date", "are no timestamp in ISO form")
      ];
    case "json":
      return [...unsound, sqliteJsonb(value), rest("invalid-json", "are not JSON")];
    case "jsonb":
      return [
        ...unsound,
        {
          code: "json-not-jsonb",
          test: `iif(typeof(${value}) = 'text', ${isJson2(value)}, ${isJsonBlob(value)})`,
          what: "are JSON that jsonb refuses or changes"
        },
        sqliteJsonb(value),
        rest("invalid-json", "are not JSON")
      ];
    case "uuid":
      return [
        {
          code: "uuid-bytes",
          test: `iif(typeof(${value}) = 'blob', octet_length(${value}) = 16, 0)`,
          what: "are blobs of 16 bytes, UUIDs whose byte order must be known"
        },
        rest("invalid-uuid", "are no UUID")
      ];
    case "other":
      return namedKinds(type.name, value, { unsound, texts: texts2, blobs: blobs2, numbersAmongDates: numbersAmongDates2 });
    default:
      return type;
  }
}
function infinite(value) {
  const test = `(typeof(${value}) = 'real' and abs(${value}) = 9e999)`;
  return { code: "non-finite-number", test, what: "are infinite" };
}
function sqliteJsonb(value) {
  return {
    code: "sqlite-jsonb",
    test: isUnreadableJsonb(value),
    what: "are blobs in the JSONB form of SQLite"
  };
}
function isTextOrBlob(value) {
  return `typeof(${value}) in ('text', 'blob')`;
}
function isNoDecimal(value) {
  return `(${isTextOrBlob(value)} and not ${fits({ kind: "decimal", precision: null, scale: null, spelled: true }, value)})`;
}

// src/stages/plan/predict-misfits.ts
function predictMisfits(catalog, schema, plan) {
  return givenColumns(catalog, schema, plan).flatMap(misfitsOf);
}
function predictChanges(catalog, schema, plan) {
  return givenColumns(catalog, schema, plan).flatMap(changesOf);
}
function givenColumns(catalog, schema, plan) {
  if (schema.origin === "derived") return [];
  return plan.tables.flatMap((table) => {
    const source = catalog.tables.find(({ name }) => name === table.source);
    const target = schema.tables.find(({ source: name }) => name === table.source);
    return table.columns.flatMap((planned2) => {
      const own = source?.columns.find(({ name }) => name === planned2.source);
      const wanted = target?.columns.find(({ source: name }) => name === planned2.source);
      return own === void 0 || wanted === void 0 ? [] : [{ table: table.source, own, planned: planned2, target: wanted, unit: unitOf2(source, own) }];
    });
  });
}
function unitOf2(table, { profile }) {
  return table === void 0 || isCoreDataTable(table) ? null : numbersUnit(profile);
}
function misfitsOf({ table, own, planned: planned2, target, unit }) {
  const { misfit, type, conversion } = planned2;
  if (misfit === null) return [];
  const place2 = { table, column: own.name };
  const kinds = misfitKinds(type, conversion, own, target, quoteIdentifier(own.name), unit);
  return kinds.map(({ code, test, what, priority = "HIGH", remedy }, index) => {
    const others = kinds.slice(0, index).map((earlier) => ` and not ${earlier.test}`);
    const message = `Values ${what}; the target is ${typeName(type)}`;
    const advice = remedy === void 0 ? {} : { remedy };
    return {
      issue: issue(code, { ...place2, priority, message, ...advice }),
      rowsWhere: `(${misfit} and ${test}${others.join("")})`
    };
  });
}
function changesOf({
  table,
  own,
  planned: { misfit, type, conversion }
}) {
  const kinds = changes(type, conversion.kind, own, quoteIdentifier(own.name));
  return kinds.map((kind) => noted(kind, { table, column: own.name }, misfit));
}
function noted({ code, test, what, priority }, place2, misfit) {
  const details = { ...place2, message: `Values ${what}`, ...priority === void 0 ? {} : { priority } };
  return { issue: issue(code, details), rowsWhere: misfit === null ? test : `(${test} and not ${misfit})` };
}
function changes(type, conversion, own, value) {
  const { profile } = own;
  const naive = profile.textForms.timestamp + profile.textForms.date;
  const kinds = [];
  if (type.kind === "timestamptz" && naive > 0 && conversion === "timestamptz") {
    const what = "have no offset and are taken as UTC";
    kinds.push({ code: "time-zone-assumed", test: hasForm(value, ["timestamp", "date"]), what });
  }
  if (type.kind === "other" && isZonedTimeType(type.name) && profile.textForms.time > 0) {
    const what = "have no offset and are taken as UTC";
    kinds.push({ code: "time-zone-assumed", test: hasForm(value, ["time"]), what });
  }
  if (type.kind === "timestamptz" && profile.textForms["timestamp-offset"] > 0) {
    const what = "have an offset other than UTC, and timestamptz keeps the instant alone";
    kinds.push({ code: "time-zone-normalised", test: hasForm(value, ["timestamp-offset"]), what });
  }
  if (conversion === "midnight") {
    const what = "are midnights in a column of dates, and arrive as their days";
    kinds.push({
      code: "declared-type-not-followed",
      test: hasForm(value, TIMESTAMP_FORMS),
      what,
      priority: "LOW"
    });
  }
  if (conversion === "epoch") {
    const what = "are numbers that are taken as a count since 1970-01-01 UTC";
    kinds.push({ code: "date-encoding", test: `typeof(${value}) in ('integer', 'real')`, what });
  }
  if (conversion === "duration") {
    const what = "are numbers that are taken as microseconds, as Django writes them";
    kinds.push({ code: "interval-from-number", test: `typeof(${value}) = 'integer'`, what });
  }
  if (conversion === "respelled-uuid") {
    const what = "are UUIDs in capitals or without hyphens";
    kinds.push({ code: "uuid-respelled", test: `not ${hasForm(value, ["uuid"])}`, what });
  }
  if (type.kind === "char" && profile.texts > 0) {
    const what = `are shorter than ${type.length} characters and are padded with blanks`;
    const test = `(typeof(${value}) = 'text' and length(${value}) < ${type.length})`;
    kinds.push({ code: "char-padded", test, what });
  }
  if (TEXTUAL.has(conversion) && profile.blobs > 0) {
    const what = "are blobs, and arrive as the texts that they hold";
    kinds.push({ code: "blob-in-text", test: `typeof(${value}) = 'blob'`, what });
  }
  if (type.kind === "text" || type.kind === "varchar" || type.kind === "char")
    kinds.push(...mixedClasses(own, value));
  if (type.kind === "bytea" && profile.texts > 0) {
    kinds.push({
      code: "text-in-blob",
      test: `typeof(${value}) = 'text'`,
      what: "are texts, and arrive as their bytes"
    });
  }
  return kinds.map((kind) => ({ ...kind, test: `(not ${isNull(value)} and ${kind.test})` }));
}
var TEXTUAL = /* @__PURE__ */ new Set(["json", "text", "rendered"]);
function mixedClasses({ profile, affinity, declaredType }, value) {
  const numbers = profile.integers + profile.reals;
  const others = profile.texts + profile.blobs;
  if (numbers === 0 || others === 0) return [];
  const isNumber3 = `typeof(${value}) in ('integer', 'real')`;
  const isOfNumbers = affinity === "INTEGER" || affinity === "REAL" || /NUM|DEC|MONEY|BOOL|DATE|TIME/i.test(declaredType);
  return [
    {
      code: "mixed-storage-classes",
      test: numbers > others ? `not ${isNumber3}` : isNumber3,
      what: numbers > others ? "are texts or binary among numbers, which become texts too" : "are numbers among others, and become texts",
      priority: isOfNumbers ? "MED" : "HIGH"
    }
  ];
}
function typeName(type) {
  switch (type.kind) {
    case "varchar":
    case "char":
      return `${type.kind}(${type.length})`;
    case "numeric":
      return type.precision === null ? "numeric" : `numeric(${type.precision},${type.scale ?? 0})`;
    case "enum":
    case "other":
      return type.name;
    default:
      return type.kind;
  }
}

// src/issues/violation-words.ts
var VIOLATION_WORDS = {
  sharedKey: (rows, rule) => `${amount(rows, "row")} share their key with another row, which the ${rule} does not allow`,
  noKey: (rows, rule) => `${amount(rows, "row")} without a key, which the ${rule} does not allow`,
  noParent: (rows, missing, rule) => `${amount(rows, "row")} without a parent, ${amount(missing, "parent")} missing (${rule})`,
  brokenCheck: (rows, rule) => `${amount(rows, "row breaks", "rows break")} the ${rule}`
};

// src/stages/plan/key-terms.ts
function keyTerms(statement, planned2) {
  const terms = statement.columns.map((column, at) => keyTerm(column, at, statement, planned2));
  return terms.every((term2) => term2 !== null) ? terms : null;
}
function partColumn(sql, plan) {
  const folded2 = FOLDED_FORMS.flatMap(({ form }) => columnOf(form.exec(sql)?.[1] ?? "", plan) ?? []);
  return columnOf(sql, plan) ?? folded2[0];
}
function columnOf(quoted2, { columns }) {
  return columns.find(
    ({ target }) => quoted2 === quoteIdentifier(target) || quoted2 === formatIdentifier(target)
  );
}
function keyTerm(sql, at, statement, planned2) {
  const column = columnOf(sql, planned2.plan);
  if (column !== void 0) return columnTerm(column, planned2);
  const value = sourceTerm(at, statement, planned2) ?? foldedTerm(sql, planned2);
  return value === null ? null : { value, present: `${value} is not null` };
}
function ownIndex(entry, { indexes }) {
  return entry.type === "index" ? indexes.find(({ name, sql }) => name === entry.name && sql === entry.sql) : void 0;
}
function columnTerm(column, { plan, table }) {
  const quoted2 = quoteIdentifier(column.source);
  const value = arrivingValue(quoted2, arrivalOf(column, plan.encoding));
  if (column.misfit !== null) return { value, present: `${value} is not null` };
  return { value, present: column.source === table.rowidAlias ? null : `not ${isNull(quoted2)}` };
}
function sourceTerm(at, { entry }, { table }) {
  const index = ownIndex(entry, table);
  const expression = index?.parts[at]?.expression;
  if (expression == null) return null;
  const selectable = selectableExpression(expression, table.columns);
  return selectable === null ? null : `((${selectable}) collate binary)`;
}
var FOLDED_FORMS = [
  { form: /^lower\((.+) COLLATE "C"\)$/, fold: (value) => `(lower(${value}) collate binary)` },
  { form: /^rtrim\((.+), ' '::text\)$/, fold: (value) => `(rtrim(${value}, ' ') collate binary)` },
  { form: /^lower\(\((.+)\)::text\)$/, fold: (value) => `fold_case(${value})` },
  { form: /^lower\((.+)\)$/, fold: (value) => `fold_case(${value})` }
];
function foldedTerm(sql, planned2) {
  for (const { form, fold } of FOLDED_FORMS) {
    const column = columnOf(form.exec(sql)?.[1] ?? "", planned2.plan);
    if (column !== void 0) return fold(columnTerm(column, planned2).value);
  }
  return null;
}

// src/stages/plan/gapless-key.ts
function hasGaplessParents({ columns, parent }, children, parents) {
  const [child] = columns;
  const [key] = parent.columns;
  if (child === void 0 || key === void 0 || columns.length > 1) return false;
  if (columnOf(key, parents.plan)?.source !== parents.table.rowidAlias) return false;
  const inner = integersOf(child, children);
  const outer = integersOf(key, parents);
  if (inner === null || outer === null) return false;
  const isGapless = BigInt(outer.count) === outer.last - outer.first + 1n;
  return isGapless && inner.first >= outer.first && inner.last <= outer.last;
}
function integersOf(quoted2, { table, plan }) {
  const column = columnOf(quoted2, plan);
  const profile = table.columns.find(({ name }) => name === column?.source)?.profile;
  if (profile === void 0 || column?.conversion.kind !== "integer" || column.misfit !== null) return null;
  const { integers: count, integerMin: first, integerMax: last } = profile;
  return isPure(profile) && first !== null && last !== null ? { count, first, last } : null;
}
function isPure({ reals, texts: texts2, blobs: blobs2 }) {
  return reals + texts2 + blobs2 === 0;
}

// src/stages/plan/source-rules.ts
var INJECTIVE = /* @__PURE__ */ new Set([
  "integer",
  "float",
  "decimal",
  "text",
  "rendered",
  "bytes",
  "date",
  "uuid",
  "epoch",
  "duration"
]);
function isKeptBySource(statement, { table, plan }) {
  const columns = statement.columns.map((sql) => partColumn(sql, plan));
  if (isOwnRule(statement, table)) return columns.every((column) => !column || isInjective(column, table));
  const sources = new Set(
    statement.columns.map((sql) => columnOf(sql, plan)).flatMap((column) => column?.source ?? [])
  );
  return columns.every((column) => column !== void 0 && isInjective(column, table)) && ruleColumns(table).some((rule) => rule.every((name) => sources.has(name)));
}
function isOwnRule({ entry }, table) {
  return entry.type === "collation" || ownIndex(entry, table)?.unique === true;
}
function isInjective({ source, conversion, type }, table) {
  const profile = table.columns.find(({ name }) => name === source)?.profile;
  if (profile === void 0 || !isPure2(profile) || type.kind === "char") return false;
  return INJECTIVE.has(conversion.kind) && !(conversion.kind === "decimal" && profile.texts > 0);
}
function isPure2({ integers, reals, texts: texts2, blobs: blobs2 }) {
  return [integers + reals, texts2, blobs2].filter((count) => count > 0).length <= 1;
}
function ruleColumns({ primaryKey, uniques, indexes, rowidAlias }) {
  const full = indexes.filter(({ unique, where }) => unique && where === null);
  const keys = [...primaryKey === null ? [] : [primaryKey], ...uniques, ...full];
  return [...rowidAlias === null ? [] : [[rowidAlias]], ...keys.flatMap(plainColumns)];
}
function plainColumns({ parts }) {
  const columns = parts.flatMap(({ column }) => column ?? []);
  return columns.length === parts.length ? [columns] : [];
}

// src/stages/plan/predict-violations.ts
function predictViolations(catalog, schema, plan) {
  return schema.postData.flatMap((statement) => {
    const planned2 = plannedTable(catalog, plan, ({ source }) => source === statement.sourceTable);
    if (planned2 === null) return [];
    switch (statement.kind) {
      case "primary-key":
        return [...missingKeys(statement, planned2), ...duplicates(statement, planned2)];
      case "unique":
      case "unique-index":
        return duplicates(statement, planned2);
      case "check":
        return checkBreakers(statement, planned2);
      case "foreign-key": {
        const { parent } = statement;
        const isParent = (table) => table.target.schema === parent.schema && table.target.name === parent.name;
        const parents = plannedTable(catalog, plan, isParent);
        return parents === null ? [] : orphans2(statement, planned2, parents);
      }
      case "index":
      case "exclusion":
      case "not-null":
        return [];
      default:
        return statement;
    }
  });
}
function plannedTable(catalog, { tables }, isWanted) {
  const plan = tables.find(isWanted);
  const table = catalog.tables.find(({ name }) => name === plan?.source);
  return plan === void 0 || table === void 0 ? null : { table, plan };
}
function missingKeys(statement, { table, plan }) {
  const columns = statement.columns.flatMap((quoted2) => columnOf(quoted2, plan) ?? []);
  const holding = columns.filter(({ source }) => {
    const profile = table.columns.find(({ name }) => name === source)?.profile;
    return profile !== void 0 && profile.nulls > 0;
  });
  if (holding.length === 0) return [];
  const where = holding.map(({ source }) => `${quoteIdentifier(source)} is null`).join(" or ");
  return [
    predicted(
      "null-in-primary-key",
      statement,
      { table, plan },
      where,
      null,
      (rows) => VIOLATION_WORDS.noKey(rows, nameOf(statement))
    )
  ];
}
function duplicates(statement, planned2) {
  if (isKeptBySource(statement, planned2)) return [];
  const terms = keyTerms(statement, planned2);
  const condition = predicate2(statement, planned2);
  if (terms === null || terms.length === 0 || condition === null) return [];
  const whole = ["1", ...condition, ...arePresent(terms)].join(" and ");
  const key = compositeKey(terms.map(({ value }) => value));
  const repeated = `select ${key} from ${quoteIdentifier(planned2.table.name)} where ${whole} group by 1 having count(*) > 1`;
  const where = `${whole} and ${key} in (${repeated})`;
  const duplicate = predicted(
    "duplicate-key",
    statement,
    planned2,
    where,
    null,
    (rows) => VIOLATION_WORDS.sharedKey(rows, nameOf(statement))
  );
  return [{ ...duplicate, sharedKey: key }];
}
function predicate2({ where, entry }, { table }) {
  if (where === void 0) return [];
  const own = ownIndex(entry, table)?.where;
  const condition = own == null ? null : selectableExpression(own, table.columns);
  return condition === null ? null : [`(${condition})`];
}
function checkBreakers(statement, planned2) {
  const { sql } = statement.entry;
  const check = planned2.table.checks.find(({ expression }) => sql.endsWith(`CHECK (${expression})`));
  const condition = check === void 0 ? null : selectableExpression(check.expression, planned2.table.columns);
  if (condition === null) return [];
  return [
    predicted(
      "check-violated",
      statement,
      planned2,
      `not (${condition})`,
      null,
      (rows) => VIOLATION_WORDS.brokenCheck(rows, nameOf(statement))
    )
  ];
}
function orphans2(statement, planned2, parents) {
  if (hasGaplessParents(statement, planned2, parents)) return [];
  const children = keyTerms(statement, planned2);
  const wanted = keyTerms({ ...statement, columns: statement.parent.columns }, parents);
  if (children === null || wanted === null || children.length !== wanted.length) return [];
  const key = compositeKey(children.map(({ value }) => value));
  const parentKey = compositeKey(wanted.map(({ value }) => value));
  const present2 = arePresent(wanted);
  const filter = present2.length === 0 ? "" : ` where ${present2.join(" and ")}`;
  const known = `select ${parentKey} from ${quoteIdentifier(parents.table.name)}${filter}`;
  const where = [...arePresent(children), `${key} not in (${known})`].join(" and ");
  const found2 = predicted(
    "foreign-key-orphans",
    statement,
    planned2,
    where,
    key,
    (rows, missing) => VIOLATION_WORDS.noParent(rows, missing, nameOf(statement))
  );
  const collation = parentCollation(statement, parents);
  const remedy = `SQLite finds these parents by ${collation}, and PostgreSQL byte by byte: give the children the spelling of their parents; delete or correct those that have none.`;
  return [collation === null ? found2 : { ...found2, issue: { ...found2.issue, remedy } }];
}
function parentCollation({ parent }, { table, plan }) {
  const sources = parent.columns.flatMap((quoted2) => columnOf(quoted2, plan)?.source ?? []);
  const parents = table.columns.filter(({ name }) => sources.includes(name));
  return parents.find(({ collation }) => collation === "NOCASE" || collation === "RTRIM")?.collation ?? null;
}
function arePresent(terms) {
  return terms.flatMap(({ present: present2 }) => present2 ?? []);
}
function predicted(code, statement, { table, plan }, rowsWhere, distinct, message) {
  const [quoted2 = ""] = statement.columns;
  const column = statement.columns.length === 1 ? columnOf(quoted2, plan) : void 0;
  return {
    issue: issue(code, {
      table: table.name,
      ...column === void 0 ? {} : { column: column.source },
      object: statement.entry.name,
      message: ""
    }),
    rowsWhere,
    counted: { distinct, message }
  };
}
function nameOf({ entry }) {
  return `${entry.type} ${entry.name}`;
}

// src/stages/remedy/constant-of-default.ts
function hasOwnDefault({ defaultText }) {
  return defaultText !== null && !/^(null|true|false|current_\w+)$/i.test(defaultText);
}
function constantOfDefault(column) {
  const { defaultText, constantDefault: constantDefault2 } = column;
  if (defaultText === null || !hasOwnDefault(column)) return null;
  return constantDefault2 ?? literal(defaultText);
}
function literal(text) {
  const tokens = lexSqlite(text);
  const [token] = tokens.slice(-1);
  const sign2 = tokens.length === 2 && tokens[0]?.value === "-" ? "-" : "";
  if (token === void 0 || tokens.length !== 1 + sign2.length) return null;
  if (token.kind === "string" || token.kind === "identifier" || token.kind === "word") return token.value;
  if (token.kind !== "number") return null;
  return /^\d+$/.test(token.value) ? BigInt(sign2 + token.value) : Number(sign2 + token.value);
}

// src/stages/remedy/named-rows.ts
var WORK = 'temp."pg-rehearsal work"';
function rowNames({ primaryKey, rowidName }) {
  const keyColumns2 = primaryKey?.parts.flatMap(({ column }) => column ?? []) ?? [];
  const naming = { keyColumns: keyColumns2, rowidName };
  const expressions = keyExpressions(naming);
  const columns = expressions.map((_, index) => `n${index}`);
  const all = expressions.map((expression, index) => ({ expression, column: columns[index] ?? "" }));
  const keys = rowidName === null ? all : all.slice(-1);
  return keys.length === 0 ? null : { naming, expressions, columns, keys };
}
function isSameRow({ keys }) {
  return keys.map(({ expression, column }) => `t.${expression} = w.${column}`).join(" and ");
}
function countRows2(database, from, names, where) {
  const rows = Number(database.prepare(`select count(*) from ${from} w where ${where}`).pluck().get());
  const first = database.prepare(`
      select ${names.columns.map((column) => `w.${column}`).join(", ")}
        from ${from} w
       where ${where}
       order by ${names.columns.join(", ")}
       limit ${MAX_EXAMPLES}`).raw().all();
  return { rows, examples: first.map((values) => rowKey(names.naming, values)) };
}
function inMain(table) {
  return `main.${quoteIdentifier(table)}`;
}

// src/stages/remedy/moment-look.ts
var INSTANTS = /* @__PURE__ */ new Set([
  "epoch-seconds",
  "epoch-milliseconds",
  "epoch-microseconds",
  "epoch-nanoseconds",
  "core-data-seconds",
  "julian-day"
]);
var CIVIL = /* @__PURE__ */ new Set(["compact-date", "day-first-date", "month-first-date"]);
function lookOfOthers(database, table, { name, profile }, from) {
  const { integers, reals, texts: texts2, blobs: blobs2, textForms } = profile;
  const naive = textsWithoutOffset(profile);
  const isLook = naive > 0 && !hasOffsets(profile) && naive * 2 >= integers + reals + texts2 + blobs2;
  if (!isLook || !(INSTANTS.has(from) || CIVIL.has(from))) return null;
  if (textForms.date === naive) return { separator: " ", days: "all" };
  const value = quoteIdentifier(name);
  const separator = database.prepare(`
      select substr(${value}, 11, 1)
        from ${inMain(table.name)}
       where ${hasForm(value, ["timestamp", "timestamp-nano"])}
       group by 1
       order by count(*) desc
       limit 1`).pluck().get();
  return { separator: separator === "T" ? "T" : " ", days: textForms.date > 0 ? "some" : "none" };
}
function textsWithoutOffset({ textForms }) {
  return textForms.date + textForms.timestamp + textForms["timestamp-nano"];
}
function hasOffsets({ textForms: forms }) {
  const utc = forms["timestamp-utc"] + forms["timestamp-nano-utc"];
  return utc + forms["timestamp-offset"] + forms["timestamp-nano-offset"] > 0;
}
function spellLike(value, from, { separator, days }) {
  const [, day, clock2, zone] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d(?:\.\d+)?))?(Z?)$/.exec(
    typeof value === "string" ? value : ""
  ) ?? [];
  if (day === void 0 || zone === "Z" && !INSTANTS.has(from)) return value;
  if (clock2 === void 0) return days === "none" ? `${day}${separator}00:00:00` : day;
  return days === "all" && clock2 === "00:00:00" ? day : `${day}${separator}${clock2}`;
}

// src/stages/remedy/read-bytes.ts
function readHex(value) {
  if (typeof value !== "string") return null;
  const text = value.trim();
  const digits = /^x'([\da-f]*)'$/i.exec(text)?.[1] ?? text.replace(/^(0x|\\x)/i, "");
  return digits.length % 2 === 0 && /^[\da-f]*$/i.test(digits) ? Buffer.from(digits, "hex") : null;
}
function readBase64(value) {
  if (typeof value !== "string") return null;
  const letters = value.replace(/[\r\n]/g, "").trim();
  if (!/^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}$/.test(letters)) return null;
  const unpadded = letters.replace(/=+$/, "");
  if (letters !== unpadded && letters.length % 4 !== 0) return null;
  const bytes = Buffer.from(unpadded, "base64");
  const isUrl = /[-_]/.test(unpadded);
  return bytes.toString(isUrl ? "base64url" : "base64").replace(/=+$/, "") === unpadded ? bytes : null;
}

// src/stages/remedy/read-date.ts
var COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:(\d\d)(?:\.?(\d+))?)?(Z?))?$/;
function readCompactDate(value) {
  const parts = COMPACT.exec(typeof value === "bigint" || typeof value === "string" ? String(value) : "");
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = "0", fraction2 = "", zone = ""] = parts;
  if (hour === void 0) return isoDay(Number(year), Number(month), Number(day));
  const text = isoMoment({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    decimals: fraction2.replace(/0+$/, "")
  });
  return text === null ? null : text + zone;
}
var WRITTEN = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:(?:,? |T)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?: ?([AP])\.?M\.?)?)?$/i;
function readWrittenDate(value, first) {
  const parts = WRITTEN.exec(typeof value === "string" ? value.trim() : "");
  if (parts === null) return null;
  const [, one, , two, year, hours, minute, second = "0", fraction2 = "", half] = parts;
  const [day, month] = first === "day" ? [Number(one), Number(two)] : [Number(two), Number(one)];
  if (hours === void 0) return isoDay(Number(year), month, day);
  const hour = hourOfDay(Number(hours), half);
  if (hour === null) return null;
  return isoMoment({
    year: Number(year),
    month,
    day,
    hour,
    minute: Number(minute),
    second: Number(second),
    decimals: fraction2.replace(/0+$/, "")
  });
}
function hourOfDay(hour, half) {
  if (half === void 0) return hour;
  if (hour < 1 || hour > 12) return null;
  return hour % 12 + (half.toUpperCase() === "P" ? 12 : 0);
}

// src/stages/remedy/read-instant.ts
function readEpoch(value, power) {
  const parts = /^([+-]?)(\d{1,22})(?:\.(\d{1,22}))?$/.exec(textOfNumber(value));
  if (parts === null) return null;
  const [, sign2 = "", whole = "", fraction2 = ""] = parts;
  const digits = `${whole}${fraction2.padEnd(22, "0")}`;
  const cut = digits.length - (22 + power - 6);
  if (!/^0*$/.test(digits.slice(cut))) return null;
  const microseconds = BigInt(digits.slice(0, cut) || "0");
  return isoInstant(sign2 === "-" ? -microseconds : microseconds);
}
function readMilliseconds2(value) {
  return arePlausibleSeconds(Number(textOfNumber(value))) ? null : readEpoch(value, 3);
}
function readCoreData(value) {
  const text = textOfNumber(value);
  if (!/^[+-]?\d{1,12}(\.\d+)?$/.test(text)) return null;
  const [whole = "", fraction2 = ""] = text.split(".");
  const sign2 = whole.startsWith("-") ? -1n : 1n;
  const parts = BigInt(Math.round(Number(`0.${fraction2 || "0"}`) * 1e6));
  return isoInstant((BigInt(whole) + BigInt(CORE_DATA_EPOCH)) * 1000000n + sign2 * parts);
}
var EPOCH_IN_JULIAN_MS = 21086676e7;
var DAY_MS = 864e5;
function readJulianDay(value) {
  const text = textOfNumber(value);
  if (!/^\d{1,7}(\.\d+)?$/.test(text)) return null;
  const days = Number(text);
  const milliseconds = days * DAY_MS - EPOCH_IN_JULIAN_MS;
  for (const microseconds of [Math.round(milliseconds) * 1e3, Math.round(milliseconds * 1e3)]) {
    if ((microseconds / 1e3 + EPOCH_IN_JULIAN_MS) / DAY_MS === days) return isoInstant(BigInt(microseconds));
  }
  return null;
}
function textOfNumber(value) {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "bigint" ? String(value) : "";
}
function isoInstant(microseconds) {
  const inSecond = (microseconds % 1000000n + 1000000n) % 1000000n;
  const seconds = (microseconds - inSecond) / 1000000n;
  const date = new Date(Number(seconds) * 1e3);
  if (Number.isNaN(date.getTime())) return null;
  const text = isoMoment({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    decimals: String(inSecond).padStart(6, "0").replace(/0+$/, "")
  });
  return text === null ? null : `${text.replace(" ", "T")}Z`;
}

// src/stages/remedy/read-number.ts
var GROUPED = /^\d{1,3}(?:([, '_\u00A0\u202F’])\d{3})(?:\1\d{3})*(?:\.\d+)?$/;
var GROUPED_BY_STOPS = /^\d{1,3}(?:\.\d{3})+,\d+$/;
var PLAIN = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,4})?$/i;
function readNumber(value) {
  if (typeof value !== "string") return null;
  const [, sign2 = "", written3 = ""] = /^([+-]?)\s*(.*)$/s.exec(value.trim()) ?? [];
  const digits = withoutGroups(written3);
  if (digits === null) return null;
  const text = `${sign2 === "-" ? "-" : ""}${digits}`;
  const whole = /^-?0*\d{1,19}(?=(?:\.0*)?$)/.exec(text)?.[0];
  if (whole !== void 0 && BigInt.asIntN(64, BigInt(whole)) === BigInt(whole)) return BigInt(whole);
  const number = Number(text);
  return Number.isFinite(number) && significance(text) === significance(String(number)) ? number : null;
}
function withoutGroups(written3) {
  if (PLAIN.test(written3)) return written3;
  if (GROUPED.test(written3)) return written3.replace(/[^\d.]/g, "");
  return GROUPED_BY_STOPS.test(written3) ? written3.replaceAll(".", "").replace(",", ".") : null;
}

// src/stages/remedy/read-truth.ts
var TRUE = /* @__PURE__ */ new Set(["1", "t", "true", "y", "yes", "on", "enabled"]);
var FALSE = /* @__PURE__ */ new Set(["0", "f", "false", "n", "no", "off", "disabled"]);
function readTruth(value) {
  if (Buffer.isBuffer(value)) return readTruth(value.length === 1 ? BigInt(value.readUInt8(0)) : null);
  if (value === null) return null;
  const word = String(value).trim().toLowerCase();
  if (TRUE.has(word) || value === -1n) return 1n;
  return FALSE.has(word) ? 0n : null;
}

// src/stages/remedy/read-uuid.ts
function readUuid(value) {
  if (typeof value !== "string") return null;
  const bare = value.trim().replace(/^urn:uuid:/i, "").replace(/^\{(.*)\}$/s, "$1");
  const digits = bare.replaceAll("-", "").toLowerCase();
  return /^[\da-f]{32}$/.test(digits) && !/^-|--|-$/.test(bare) ? hyphenated(digits) : null;
}
function readUuidBytes(value) {
  if (!Buffer.isBuffer(value)) return readUuid(value);
  return value.length === 16 ? hyphenated(value.toString("hex")) : null;
}
function readUuidText(value) {
  const text = readUuid(value);
  return text === null ? null : Buffer.from(text.replaceAll("-", ""), "hex");
}
function hyphenated(digits) {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// src/stages/remedy/read-value.ts
var READERS = {
  "epoch-seconds": (value) => readEpoch(value, 0),
  "epoch-milliseconds": readMilliseconds2,
  "epoch-microseconds": (value) => readEpoch(value, 6),
  "epoch-nanoseconds": (value) => readEpoch(value, 9),
  "core-data-seconds": readCoreData,
  "julian-day": readJulianDay,
  "compact-date": readCompactDate,
  "day-first-date": (value) => readWrittenDate(value, "day"),
  "month-first-date": (value) => readWrittenDate(value, "month"),
  boolean: readTruth,
  number: readNumber,
  hex: readHex,
  base64: readBase64,
  uuid: readUuid,
  "uuid-bytes": readUuidBytes,
  "uuid-text": readUuidText
};

// src/stages/remedy/declare-casts.ts
var NUMBERS = /INT|REAL|FLOA|DOUB|DEC|NUM|MONEY|FIXED|CURRENCY/;
var DATES = /^(DATE|TIMESTAMP)/;
function declaresCast(from, { declaredType }) {
  const { name } = parseDeclaredType(declaredType);
  switch (from) {
    case "epoch-seconds":
    case "epoch-milliseconds":
    case "epoch-microseconds":
    case "epoch-nanoseconds":
    case "core-data-seconds":
    case "julian-day":
    case "compact-date":
    case "day-first-date":
    case "month-first-date":
      return DATES.test(name);
    case "boolean":
      return /^BOOL/.test(name);
    case "number":
      return NUMBERS.test(name);
    case "hex":
    case "base64":
    case "uuid-text":
      return /BLOB|BYTEA|BINARY/.test(name);
    case "uuid":
    case "uuid-bytes":
      return /^(UUID|GUID|UNIQUEIDENTIFIER)$/.test(name);
    default:
      return from;
  }
}
function declaredAfterCast(from, column) {
  const { name } = parseDeclaredType(column.declaredType);
  switch (from) {
    case "epoch-seconds":
    case "epoch-milliseconds":
    case "epoch-microseconds":
    case "epoch-nanoseconds":
    case "core-data-seconds":
    case "julian-day":
      if (hasOffsets(column.profile) || textsWithoutOffset(column.profile) === 0) return "TIMESTAMPTZ";
      return DATES.test(name) ? column.declaredType : "TIMESTAMP";
    case "compact-date":
    case "day-first-date":
    case "month-first-date":
      if (DATES.test(name)) return column.declaredType;
      return column.profile.textForms.date === column.profile.texts ? "DATE" : "TIMESTAMP";
    case "boolean":
      return "BOOLEAN";
    case "number":
      return NUMBERS.test(name) ? column.declaredType : "NUMERIC";
    case "hex":
    case "base64":
    case "uuid-text":
      return "BLOB";
    case "uuid":
    case "uuid-bytes":
      return "UUID";
    default:
      return from;
  }
}
function declareCasts(catalog, casts) {
  if (casts.length === 0) return catalog;
  const declared = (table, column) => {
    const cast2 = casts.find((candidate) => candidate.table === table && candidate.column === column.name);
    if (cast2 === void 0) return column;
    const constant = constantOfDefault(column);
    const castDefault = constant === null ? null : READERS[cast2.from](constant);
    return {
      ...column,
      declaredType: declaredAfterCast(cast2.from, column),
      sourceType: column.declaredType,
      ...castDefault === null ? {} : { castDefault }
    };
  };
  const tables = catalog.tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => declared(table.name, column))
  }));
  return { ...catalog, tables };
}

// src/stages/remedy/match-remedies.ts
function matchRemedies(issues, remedies) {
  const matched = issues.flatMap((planned2) => {
    const id = issueId(planned2.issue);
    const remedy = remedies.find((candidate) => concerns(candidate, id));
    return remedy === void 0 ? [] : [{ planned: planned2, id, remedy }];
  });
  return matched.sort((a, b) => remedies.indexOf(a.remedy) - remedies.indexOf(b.remedy));
}
function concerns({ issue: issue2 }, id) {
  return issue2 === id || matchesGlob(id, issue2);
}

// src/stages/remedy/remedy-invalid.ts
init_rehearsal_error();
function remedyInvalid(remedy, issue2, reason, cause) {
  return new RehearsalError("remedy-invalid", `The remedy "${remedy.do}" for ${issue2} ${reason}.`, {
    hint: `Change the entry "issue: ${remedy.issue}" under remedies in the settings file.`,
    cause
  });
}

// src/stages/remedy/skip-target.ts
var SKIPPED = "skipped by the settings";
var ABOUT = {
  "default-not-translated": "default",
  "null-in-not-null": "not-null",
  "null-in-primary-key": "primary-key",
  "view-not-migrated": "view",
  "virtual-table-not-migrated": "virtual-table",
  "nocase-collation": "nothing",
  "rtrim-collation": "nothing",
  "custom-collation": "nothing",
  "no-primary-key": "nothing"
};
function skipTarget({ code, table, column, object }) {
  const about = ABOUT[code];
  if (object !== null) return { kind: "object", table, name: object, type: null };
  if (table === null || about === "nothing") return null;
  switch (about) {
    case void 0:
      return column === null ? { kind: "table", table } : { kind: "column", table, column };
    case "view":
    case "virtual-table":
      return { kind: "object", table: null, name: table, type: about };
    case "primary-key":
      return { kind: "object", table, name: "", type: about };
    default:
      return { kind: "object", table, name: column ?? "", type: about };
  }
}
function isSkipped(entry, target) {
  if (target.kind !== "object" || entry.table !== target.table) return false;
  if (target.type === "primary-key") return entry.type === "primary-key";
  return entry.name === target.name && (target.type === null || target.type === entry.type);
}
function describeSkip(target) {
  switch (target.kind) {
    case "object":
      return `${target.type ?? "object"} ${target.name || target.table}`;
    case "column":
      return `column ${target.table}.${target.column}`;
    case "table":
      return `table ${target.table}`;
    default:
      return target;
  }
}

// src/stages/remedy/remedy-log.ts
var RemedyLog = class {
  #applied = /* @__PURE__ */ new Map();
  /** By issue: what a remedy did, without the count. */
  #effects = /* @__PURE__ */ new Map();
  /** By issue: why a remedy could not be applied at all, and whether that is known to concern rows. */
  #obstacles = /* @__PURE__ */ new Map();
  /** By issue: what to say of a remedy that has changed nothing about it. */
  #idle = /* @__PURE__ */ new Map();
  /** By issue and generated column. */
  #followed = /* @__PURE__ */ new Map();
  #effective = /* @__PURE__ */ new Set();
  #treated = /* @__PURE__ */ new Map();
  #casts = [];
  #skips = [];
  #drops = [];
  #renames = {};
  get applied() {
    return [...this.#applied.values()];
  }
  /**
   * The remedies that could not do what they were to do, those that changed nothing, and what has followed the others;
   * judged when all of them have run, because what one leaves another can mend or drop.
   *
   * @param left the issues that are still there, with their rows
   * @param refusals the rows that the remedies have left
   */
  issues(left, refusals) {
    const present2 = new Map(left.map((found2) => [issueId(found2), found2]));
    const told = [...this.#treated.values()].flatMap((matched) => {
      const { id, remedy } = matched;
      const refused = refusals.filter((refusal) => refusal.id === id);
      const obstacle2 = this.#obstacles.get(id);
      const idle = this.#idle.get(id);
      if (refused.length > 0) return leftRows(matched, refused);
      const found2 = present2.get(id);
      if (obstacle2?.hasRows === false) return notApplied(matched, 0, obstacle2.reason);
      if (obstacle2 !== void 0 && found2 !== void 0)
        return notApplied(matched, found2.rows, obstacle2.reason);
      return idle !== void 0 && found2 !== void 0 && !this.#effective.has(remedy) ? idle : [];
    });
    return [...told, ...this.#followed.values()];
  }
  /** The ids of the issues that a remedy was found for. */
  get treated() {
    return new Set(this.#treated.keys());
  }
  get casts() {
    return this.#casts;
  }
  get skips() {
    return this.#skips;
  }
  /** Every remedy so far that drops rows: what one of them drops can make rows for another. */
  get drops() {
    return this.#drops;
  }
  /** By `table` or `table.column`. */
  get renames() {
    return this.#renames;
  }
  /** Whether there is nothing left to do about an issue: casts, names and skips are done once, rows can come back. */
  isDone({ id, remedy }) {
    return this.#treated.has(id) && ["cast", "rename", "skip"].includes(remedy.do);
  }
  /** Writes down what a remedy has done to rows, and gives their number. */
  record(matched, treatment) {
    const { planned: planned2, id, remedy } = matched;
    const { table, column } = planned2.issue;
    const isFirst = !this.#treated.has(id);
    this.#treated.set(id, matched);
    if ("obstacle" in treatment) {
      this.#obstacles.set(id, { reason: treatment.obstacle, hasRows: planned2.issue.rows > 0 });
      return 0;
    }
    if (isFirst && remedy.do === "drop-row") this.#drops.push(matched);
    const isCast = remedy.do === "cast" && treatment.declares;
    if (isFirst && isCast && table !== null && column !== null) {
      this.#casts.push({ table, column, from: remedy.from });
    }
    for (const change of treatment.computed) this.#follow(matched, change);
    if (treatment.idle > 0) this.#idle.set(id, changedNothing(matched, treatment.idle));
    if (treatment.rows === 0) return 0;
    this.#effective.add(remedy);
    const before = this.#applied.get(id);
    const rows = (before?.rows ?? 0) + treatment.rows;
    const examples = [...before?.examples ?? [], ...treatment.examples].slice(0, MAX_EXAMPLES);
    this.#effects.set(id, treatment.effect);
    this.#applyToRows(matched, rows, examples);
    return treatment.rows;
  }
  /** Writes down that rows which a remedy has changed have their first values again. */
  takenBack(id, rows, keys) {
    const matched = this.#treated.get(id);
    const before = this.#applied.get(id);
    if (matched === void 0 || before === void 0) return;
    const gone = new Set(keys.map((key) => JSON.stringify(key)));
    const examples = before.examples.filter((key) => !gone.has(JSON.stringify(key)));
    if (rows < before.rows) this.#applyToRows(matched, before.rows - rows, examples);
    else this.#applied.delete(id);
  }
  #applyToRows(matched, rows, examples) {
    const counted2 = amount(rows, matched.remedy.do === "drop-row" ? "row" : "value");
    this.#apply(matched, { rows, examples, effect: `${counted2} ${this.#effects.get(matched.id)}` });
  }
  /** Writes down a rename or a skip, which change no rows. */
  decided(matched) {
    const { id, remedy, planned: planned2 } = matched;
    this.#treated.set(id, matched);
    const { table, column, object } = planned2.issue;
    if (remedy.do === "rename") {
      if (object !== null || table === null)
        this.#obstacles.set(id, { reason: "only tables and columns can have another name", hasRows: false });
      else {
        this.#renames[column === null ? table : `${table}.${column}`] = remedy.to;
        this.#apply(matched, { rows: 0, examples: [], effect: `renamed to ${remedy.to}` });
      }
      return;
    }
    const target = skipTarget(planned2.issue);
    if (target === null)
      this.#obstacles.set(id, {
        reason: "there is nothing to leave out; a waiver accepts the issue",
        hasRows: false
      });
    else {
      this.#skips.push(target);
      this.#apply(matched, { rows: 0, examples: [], effect: `${describeSkip(target)} left out` });
    }
  }
  #apply(matched, done) {
    const { id, remedy, planned: planned2 } = matched;
    const { table, column } = planned2.issue;
    this.#applied.set(id, { issue: id, remedy: remedy.do, table: table ?? "", column, ...done });
  }
  #follow({ id, remedy, planned: planned2 }, { column, rows, examples }) {
    const { table, column: source } = planned2.issue;
    const key = `${id}\0${column}`;
    const before = this.#followed.get(key);
    const found2 = issue("generated-column-remedied", {
      ...table === null ? {} : { table },
      column,
      object: id,
      rows: (before?.rows ?? 0) + rows,
      examples: [...before?.examples ?? [], ...examples],
      message: `The values are computed from ${source}, which the remedy "${remedy.do}" has changed`
    });
    this.#followed.set(key, found2);
  }
};
function leftRows(matched, refused) {
  const rows = refused.reduce((sum, refusal) => sum + refusal.rows, 0);
  const reasons = refused.map(
    ({ reason, rows: some }) => refused.length > 1 ? `${reason} (${some})` : reason
  );
  const message = `The remedy "${matched.remedy.do}" left ${amount(rows, "row")} as they were: ${reasons.join("; ")}`;
  return failed2(matched, rows, message, "HIGH");
}
function notApplied(matched, rows, reason) {
  const what = rows === 0 ? "could not be applied" : `left ${amount(rows, "row")} as they were`;
  const message = `The remedy "${matched.remedy.do}" ${what}: ${reason}`;
  return failed2(matched, rows, message, rows === 0 ? "MED" : "HIGH");
}
function changedNothing(matched, rows) {
  const { remedy } = matched;
  const what = remedy.do === "cast" ? `"cast" from ${remedy.from}` : `"${remedy.do}"`;
  const state = `${amount(rows, "row")} of the issue ${rows === 1 ? "is" : "are"} as before`;
  return failed2(matched, rows, `The remedy ${what} changed nothing: ${state}`, "MED");
}
function failed2({ id, planned: planned2 }, rows, message, priority) {
  const { table, column } = planned2.issue;
  const place2 = { ...table === null ? {} : { table }, ...column === null ? {} : { column } };
  return issue("remedy-failed", { ...place2, object: id, rows, message, priority });
}

// src/stages/remedy/remedy-session.ts
init_rehearsal_error();

// src/stages/remedy/change-values.ts
function changeValues(database, change) {
  const { table, column, names } = change;
  collect(database, change);
  const subject = `t.${quoteIdentifier(column.name)}`;
  const isKey2 = column.name === table.rowidAlias;
  const update = database.prepare(`
    update or ignore ${inMain(table.name)} as t
       set ${quoteIdentifier(column.name)} = w.new
      from ${WORK} w
     where ${isSameRow(names)}${isKey2 ? ` and typeof(w.new) = 'integer'` : ""}`);
  const given = Number(database.prepare(`select count(*) from ${WORK}`).pluck().get());
  let updated = 0;
  let failure = null;
  try {
    updated = update.run().changes;
  } catch (error) {
    const resultCode = sqliteResultCode(error);
    if (resultCode === null || resultCode === "SQLITE_FULL") throw error;
    failure = `SQLite cannot write the table: ${messageWithoutValue(error)}`;
  }
  const changed = countRows2(
    database,
    WORK,
    names,
    `not exists (
       select 1
         from ${inMain(table.name)} t
        where ${isSameRow(names)}
          and typeof(${subject}) = typeof(w.old)
          and +${subject} collate binary is +w.old)`
  );
  const refused = given - updated;
  return {
    ...changed,
    refused,
    reason: refused === 0 ? null : failure ?? whyRefused(database, column, isKey2)
  };
}
function collect(database, { table, column, names, where, value }) {
  const list = names.columns.join(", ");
  database.exec(`drop table if exists ${WORK}; create temp table "pg-rehearsal work" (${list}, old, new)`);
  database.prepare(`
      insert into ${WORK}
      select ${list}, old, new
        from (select ${names.expressions.map((name, index) => `${name} as ${names.columns[index]}`).join(", ")},
                     ${quoteIdentifier(column.name)} as old,
                     ${value} as new
                from ${inMain(table.name)} not indexed
               where ${where}
               limit -1)
       where typeof(new) <> typeof(old) or new is not old collate binary`).run();
}
function whyRefused(database, column, isKey2) {
  if (isKey2) return "the key takes nothing but integers, each of them once";
  const nulls = Number(database.prepare(`select count(*) from ${WORK} where new is null`).pluck().get());
  return nulls > 0 && column.notNull ? "the column is NOT NULL" : "another row has the value, and it must be unique";
}

// src/stages/remedy/computed-columns.ts
function computedFrom({ columns }, { name }) {
  const found2 = /* @__PURE__ */ new Set();
  const sources = [name];
  for (const source of sources) {
    for (const candidate of columns) {
      if (found2.has(candidate) || !isComputedFrom(candidate, source)) continue;
      found2.add(candidate);
      sources.push(candidate.name);
    }
  }
  return columns.filter((column) => found2.has(column));
}
function isComputedFrom({ generated }, source) {
  return generated !== null && (generated.expression === "" || namesColumn(generated.expression, source));
}
function namesColumn(sql, column) {
  return mentionedNames(sql).some((name) => sameName(name, column));
}
var BEFORE = 'temp."pg-rehearsal computed"';
function watchComputed(database, table, names, computed) {
  if (computed.length === 0) return () => [];
  const values = computed.map((_, index) => `v${index}`);
  const columns = [...names.columns, ...values].join(", ");
  const own = [...names.expressions, ...computed.map(({ name }) => quoteIdentifier(name))].join(", ");
  database.exec(`
    drop table if exists ${BEFORE};
    create temp table "pg-rehearsal computed" (${columns});
    insert into ${BEFORE} select ${own} from ${inMain(table.name)} not indexed`);
  return () => computed.flatMap(({ name }, index) => {
    const now = `t.${quoteIdentifier(name)}`;
    const before = `w.${values[index]}`;
    const isSame = `typeof(${now}) = typeof(${before}) and +${now} collate binary is +${before}`;
    const where = `not exists (select 1 from ${inMain(table.name)} t where ${isSameRow(names)} and ${isSame})`;
    const changed = countRows2(database, BEFORE, names, where);
    return changed.rows === 0 ? [] : [{ column: name, ...changed }];
  });
}

// src/stages/remedy/drop-rows.ts
function dropRows(database, table, names, where) {
  collect2(database, table, names, where);
  return dropCollected(database, table, names);
}
function dropSurplusRows(database, table, names, where, sharedKey) {
  collect2(database, table, names, where, [`${sharedKey} as shared`]);
  const columns = names.keys.map(({ column }) => column).join(", ");
  database.exec(`
    delete from ${WORK}
     where (${columns}) in (
             select ${columns}
               from (select ${columns}, row_number() over (partition by shared order by ${columns}) as nth from ${WORK})
              where nth = 1)`);
  return dropCollected(database, table, names);
}
function collect2(database, table, names, where, more = []) {
  const columns = names.expressions.map((expression, at) => `${expression} as ${names.columns[at]}`);
  database.exec(`
    drop table if exists ${WORK};
    create temp table "pg-rehearsal work" as
    select ${[...columns, ...more].join(", ")}
      from ${inMain(table.name)} not indexed
     where ${where}`);
}
function dropCollected(database, table, names) {
  const keys = names.keys.map(({ expression }) => expression).join(", ");
  const columns = names.keys.map(({ column }) => column).join(", ");
  database.exec(`delete from ${inMain(table.name)} where (${keys}) in (select ${columns} from ${WORK})`);
  return outcome(database, table, names);
}
function outcome(database, table, names) {
  const isGone = `not exists (select 1 from ${inMain(table.name)} t where ${isSameRow(names)})`;
  return { ...countRows2(database, WORK, names, isGone), refused: 0, reason: null };
}

// src/stages/remedy/expression-mistake.ts
function expressionMistake(database, table, expression) {
  let depth = 0;
  for (const { kind, value } of lexSqlite(expression)) {
    if (kind === "parameter") return "holds a parameter, and nothing gives it a value";
    if (kind === "illegal") return "has an expression that is not SQL";
    if (kind !== "operator") continue;
    if (value === ";") return "holds a semicolon: it is one expression, not a statement";
    depth += value === "(" ? 1 : value === ")" ? -1 : 0;
    if (depth < 0) break;
  }
  if (depth !== 0) return "has parentheses that do not match";
  try {
    database.prepare(`select 1 from ${inMain(table)} where (${expression}
) is null`);
    return null;
  } catch (error) {
    return `has an expression that SQLite does not take: ${error instanceof Error ? error.message : ""}`;
  }
}

// src/stages/remedy/kept-parents.ts
var CHANGE = '"pg-rehearsal change"';
var KeptParents = class {
  #database;
  #links;
  #watched = /* @__PURE__ */ new Map();
  /** @param catalog what the source declares, before any remedy */
  constructor(database, catalog) {
    this.#database = database;
    this.#links = linksOf2(catalog);
    database.exec(`create temp table ${CHANGE} (id)`);
  }
  /** Tells that what happens next to a table, for one issue, is to be noted. */
  expect(table, id) {
    this.#database.exec(`delete from ${CHANGE}`);
    this.#database.prepare(`insert into ${CHANGE} values (?)`).run(id);
    for (const { child, parent } of this.#links) {
      if (child.table.name !== table.name && parent.table.name !== table.name) continue;
      this.#watch(child);
      this.#watch(parent);
    }
  }
  /**
   * Gives the first values back to rows whose change has led a child to another parent; to parents only where no child
   * is left to take back. To be called again until it changes nothing.
   *
   * @param tell is told of the rows while the work table holds what names them, and in `change` the id of the issue whose
   *   remedy it was; `isBack` is false where SQLite refuses the first values of all of them, or computes them
   * @returns how many rows have their first values again
   */
  takeBack(tell) {
    for (const link of this.#links) {
      for (const side of [link.child, link.parent]) {
        if (!this.#collect(link, side)) continue;
        const restored = this.#restore(side);
        tell(side.names, restored > 0);
        if (restored > 0) return restored;
      }
    }
    return 0;
  }
  #watch({ table, names }) {
    if (this.#watched.has(table.name)) return;
    const at = this.#watched.size;
    const first = `"pg-rehearsal first ${at}"`;
    const columns = comparedColumns(this.#links, table);
    this.#watched.set(table.name, { first, columns });
    const keys = names.keys.map((_, index) => `k${index}`);
    const values = columns.map(
      ({ affinity, collation }, index) => `v${index} ${affinity} collate ${quoteIdentifier(collation)}`
    );
    const old = [
      ...names.keys.map(({ expression }) => expression),
      ...columns.map(({ name }) => quoteIdentifier(name))
    ];
    const differs = old.map((expression) => `old.${expression} collate binary is not new.${expression}`);
    const isOld = isNoted({ names }, "old", first);
    const note = `
      insert into ${first}
      select ${old.map((expression) => `old.${expression}`).join(", ")}, null
       where not exists (select 1 from ${first} where ${isOld})`;
    const follow2 = (to) => `update ${first} set ${names.keys.map(({ expression }, index) => `k${index} = ${to(expression)}`).join(", ")}`;
    this.#database.exec(`
      create temp table ${first} (${[...keys, ...values].join(", ")}, change);
      create index temp."pg-rehearsal first keys ${at}" on ${first} (${keys.join(", ")});
      ${columns.map((_, index) => `create index temp."pg-rehearsal first values ${at} ${index}" on ${first} (v${index});`).join(" ")}
      create temp trigger "pg-rehearsal changed ${at}" after update on ${inMain(table.name)}
      when ${differs.join(" or ")}
      begin
        ${note};
        ${follow2((expression) => `new.${expression}`)}, change = (select id from ${CHANGE}) where ${isOld};
      end;
      create temp trigger "pg-rehearsal dropped ${at}" after delete on ${inMain(table.name)}
      begin
        ${note};
        ${follow2(() => "null")} where ${isOld};
      end`);
  }
  /**
   * Fills the work table with the rows of one side that have changed, and connect a child with another parent; or with none,
   * where the change of its own has been taken back.
   */
  #collect({ child, parent }, side) {
    const [ofChild, ofParent] = [this.#watched.get(child.table.name), this.#watched.get(parent.table.name)];
    if (ofChild === void 0 || ofParent === void 0) return false;
    if (!this.#isAny(ofChild) && !this.#isAny(ofParent)) return false;
    const before = child.columns.map(
      (column) => `iif(fc.k0 is null, c.${quoteIdentifier(column.name)}, fc.${notedAs(ofChild, column)})`
    );
    const equals = (of2) => parent.columns.map((column, index) => `${of2(column)} = ${before[index]}`).join(" and ");
    const inTable = (alias) => (column) => `${alias}.${quoteIdentifier(column.name)}`;
    const inNotes = (alias) => (column) => `${alias}.${notedAs(ofParent, column)}`;
    const parents = inMain(parent.table.name);
    const now = child.columns.map(inTable("c"));
    const leadsTo = parent.columns.map((column, index) => `${inTable("p")(column)} = ${now[index]}`).join(" and ");
    const anyKey = parent.names.keys[0]?.expression ?? "";
    const isLost = `
      ${now.map((value) => `${value} is not null`).join(" and ")}
      and exists (select 1 from ${ofParent.first} g join ${parents} q on ${isNoted(parent, "q", "g")}
                   where ${equals(inNotes("g"))} and ${equals(inTable("q"))})`;
    const isAstray = `
      not iif(fp.k0 is null, ${equals(inTable("p"))}, ${equals(inNotes("fp"))})
      and (exists (select 1 from ${ofParent.first} g where ${equals(inNotes("g"))})
           or exists (select 1 from ${parents} q
                       where ${equals(inTable("q"))}
                         and not exists (select 1 from ${ofParent.first} g where ${isNoted(parent, "q", "g")})))`;
    const [own, notes, of] = side === child ? ["c", "fc", ofChild] : ["p", "fp", ofParent];
    const isChanged2 = side.columns.map(
      (column) => `+${inTable(own)(column)} collate binary is not +${notes}.${notedAs(of, column)}`
    );
    const named3 = side.names.expressions.map(
      (name, index) => `${own}.${name} as ${side.names.columns[index]}`
    );
    this.#database.exec(`
      drop table if exists ${WORK};
      create temp table "pg-rehearsal work" as
      select distinct ${named3.join(", ")}, ${notes}.change as change
        from ${inMain(child.table.name)} c
        left join ${inMain(parent.table.name)} p on ${leadsTo}
        left join ${ofChild.first} fc on ${isNoted(child, "c", "fc")}
        left join ${ofParent.first} fp on ${isNoted(parent, "p", "fp")}
       where ${notes}.k0 is not null and (${isChanged2.join(" or ")})
         and iif(p.${anyKey} is null, ${isLost}, ${isAstray})`);
    return Number(this.#database.prepare(`select count(*) from ${WORK}`).pluck().get()) > 0;
  }
  /** Of the rows in the work table, those stay there that have their first values again; all, where none can. */
  #restore({ table, names, columns }) {
    const watched = this.#watched.get(table.name);
    const own = columns.filter(({ generated }) => generated === null);
    if (watched === void 0 || own.length === 0) return 0;
    const { changes: changes2 } = this.#database.prepare(`
        update or ignore ${inMain(table.name)} as t
           set ${own.map((column) => `${quoteIdentifier(column.name)} = f.${notedAs(watched, column)}`).join(", ")}
          from ${WORK} w, ${watched.first} f
         where ${isSameRow(names)} and ${isNoted({ names }, "t", "f")}`).run();
    if (changes2 > 0) {
      const isBack = own.map((column) => {
        const [value, first] = [`t.${quoteIdentifier(column.name)}`, `f.${notedAs(watched, column)}`];
        return `+${value} collate binary is +${first}`;
      });
      this.#database.exec(`
        delete from ${WORK} as w
         where not exists (select 1
                             from ${inMain(table.name)} t
                             join ${watched.first} f on ${isNoted({ names }, "t", "f")}
                            where ${isSameRow(names)} and ${isBack.join(" and ")})`);
    }
    return changes2;
  }
  #isAny({ first }) {
    return Number(this.#database.prepare(`select exists (select 1 from ${first})`).pluck().get()) === 1;
  }
};
function linksOf2({ tables }) {
  return tables.flatMap(
    (table) => table.foreignKeys.flatMap(({ columns, parentTable, parentColumns: parentColumns2 }) => {
      const parent = tables.find(({ name }) => sameName(name, parentTable));
      const child = sideOf(table, columns);
      const other = parent === void 0 || parentColumns2 === null ? null : sideOf(parent, parentColumns2);
      return child === null || other === null || columns.length !== parentColumns2?.length || !isKey(other.table, other.columns) ? [] : [{ child, parent: other }];
    })
  );
}
function sideOf(table, wanted) {
  const names = rowNames(table);
  const columns = wanted.flatMap((own) => table.columns.find(({ name }) => sameName(name, own)) ?? []);
  const isKnown = columns.every(({ collation }) => BUILT_IN.has(collation));
  return names === null || columns.length !== wanted.length || !isKnown ? null : { table, names, columns };
}
var BUILT_IN = /* @__PURE__ */ new Set(["BINARY", "NOCASE", "RTRIM"]);
function isKey({ primaryKey, uniques, indexes }, columns) {
  const whole = indexes.filter(({ unique, where }) => unique && where === null);
  return [...primaryKey === null ? [] : [primaryKey], ...uniques, ...whole].some(
    ({ parts }) => parts.length === columns.length && parts.every((part) => columns.some(({ name }) => name === part.column))
  );
}
function comparedColumns(links, { name, columns }) {
  const compared = new Set(
    links.flatMap(({ child, parent }) => [child, parent]).flatMap((side) => side.table.name === name ? side.columns : [])
  );
  return columns.filter((column) => compared.has(column));
}
function notedAs({ columns }, { name }) {
  return `v${columns.findIndex((column) => column.name === name)}`;
}
function isNoted({ names }, alias, notes) {
  return names.keys.map(({ expression }, index) => `${notes}.k${index} = +${alias}.${expression}`).join(" and ");
}

// src/stages/remedy/column-limits.ts
function lengthLimit(column, type) {
  if (type?.kind === "varchar" || type?.kind === "char") return type.length;
  const declared = parseDeclaredType(column.declaredType);
  const [length] = declared.arguments;
  return /CHAR/.test(declared.name) && length !== void 0 && length > 0 ? length : null;
}
function numberRange({ min, max }, column, type) {
  const own = rangeOfType(type) ?? rangeOfDeclared(column) ?? widest(type);
  if (min === null && max === null) return own;
  return { min: min === null ? null : literal2(min), max: max === null ? null : literal2(max) };
}
function keptScale(column, type) {
  if (type?.kind === "numeric" && type.precision !== null) return type.scale ?? 0;
  return decimalLimits(column.declaredType)?.scale ?? null;
}
function rangeOfType(type) {
  switch (type?.kind) {
    case "smallint":
      return ofBits(16);
    case "integer":
      return ofBits(32);
    case "bigint":
      return ofBits(64);
    case "real":
      return around(34028234663852886e22);
    case "numeric":
      return type.precision === null ? null : ofDecimal(type.precision, type.scale ?? 0);
    default:
      return null;
  }
}
function rangeOfDeclared(column) {
  const limits = decimalLimits(column.declaredType);
  if (limits !== null) return ofDecimal(limits.precision, limits.scale);
  return column.affinity === "INTEGER" ? ofBits(64) : null;
}
function widest(type) {
  return type?.kind === "double precision" || type?.kind === "numeric" ? around(Number.MAX_VALUE) : null;
}
function ofBits(bits2) {
  const limit = 2n ** BigInt(bits2 - 1);
  return { min: `(-${limit - 1n} - 1)`, max: String(limit - 1n) };
}
function around(limit) {
  return { min: realLiteral(-limit), max: realLiteral(limit) };
}
function ofDecimal(precision, scale) {
  const whole = precision - scale;
  if (scale === 0 && precision <= 18) {
    const limit = 10n ** BigInt(precision) - 1n;
    return { min: String(-limit), max: String(limit) };
  }
  const bound = Number(`1e${whole}`);
  const nearest = Number(`${"9".repeat(whole) || "0"}.${"9".repeat(scale)}`);
  return around(nearest < bound ? nearest : below(bound));
}
function below(value) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigUint64(0, view.getBigUint64(0) - 1n);
  return view.getFloat64(0);
}
function literal2(value) {
  return typeof value === "bigint" || Number.isSafeInteger(value) ? String(value) : realLiteral(value);
}
function realLiteral(value) {
  return /[.e]/.test(String(value)) ? String(value) : `${value}.0`;
}

// src/stages/remedy/new-value.ts
function newValue(action, column, type, look = null) {
  const subject = quoteIdentifier(column.name);
  switch (action.do) {
    case "default":
      return column.defaultText === null ? { obstacle: "the column has no DEFAULT" } : { sql: `(${defaultSql(column.defaultText)}
)`, effect: "replaced by the DEFAULT" };
    case "null":
      return { sql: "null", effect: "set to NULL" };
    case "truncate":
      return action.length === null && isMoment2(column, type) ? withoutDecimals(keptDecimals2(type), subject) : truncated(action.length ?? lengthLimit(column, type), subject);
    case "clamp":
      return clamped(
        numberRange(action, column, type),
        action.min === null && action.max === null ? keptScale(column, type) : null,
        subject
      );
    case "strip":
      return stripped(action.characters, subject);
    case "replace":
      return replaced2(action.find, action.with, subject);
    case "cast":
      return {
        sql: `ifnull(${readAs(action.from, subject, look)}, ${subject})`,
        effect: `read as ${action.from}`
      };
    case "sql":
      return { sql: `(${action.expression}
)`, effect: "computed by the expression of the settings" };
    default:
      return action;
  }
}
function readAs(from, subject, look) {
  const read = `read_as('${from}', ${subject})`;
  return look === null ? read : `spell_like(${read}, '${from}', '${look.separator}', '${look.days}')`;
}
function defaultSql(text) {
  const bare = /^[A-Za-z_]\w*$/.test(text) && !/^(null|true|false|current_\w+)$/i.test(text);
  const quoted2 = /^"((?:[^"]|"")*)"$/s.exec(text)?.[1]?.replaceAll('""', '"');
  return bare ? quoteLiteral(text) : quoted2 === void 0 ? text : quoteLiteral(quoted2);
}
function truncated(length, subject) {
  if (length === null) return { obstacle: "the column has no limit; give the remedy a length" };
  return {
    sql: `iif(typeof(${subject}) = 'text' and length(${subject}) > ${length}, substr(${subject}, 1, ${length}), ${subject})`,
    effect: `truncated to ${length} ${length === 1 ? "character" : "characters"}`
  };
}
function isMoment2({ profile }, type) {
  const { textForms } = profile;
  const finer = [...NANO_FORMS, "time-nano"].reduce((sum, form) => sum + textForms[form], 0);
  return finer > 0 || type !== null && "decimals" in type;
}
function keptDecimals2(type) {
  return type !== null && "decimals" in type ? type.decimals ?? 6 : 6;
}
function withoutDecimals(kept2, subject) {
  const point = `instr(${subject}, '.')`;
  const tail = `substr(${subject}, ${point} + 1)`;
  const offset = `ltrim(${tail}, '0123456789')`;
  const digits = `substr(${tail}, 1, min(${kept2}, length(${tail}) - length(${offset})))`;
  const cut = `rtrim(substr(${subject}, 1, ${point}) || ${digits}, '.') || ${offset}`;
  return {
    sql: `iif(typeof(${subject}) = 'text' and ${point} > 0, ${cut}, ${subject})`,
    effect: `cut to ${kept2} decimals of a second`
  };
}
function clamped(range, scale, subject) {
  if (range === null) return { obstacle: "the column has no range; give the remedy min or max" };
  const { min, max } = range;
  const cases = [
    ...min === null ? [] : [`when ${subject} < ${min} then ${min}`],
    ...max === null ? [] : [`when ${subject} > ${max} then ${max}`]
  ];
  const ends = [
    ...min === null ? [] : [`at least ${shown(min)}`],
    ...max === null ? [] : [`at most ${shown(max)}`]
  ];
  const rounded = scale === null ? subject : `round(${subject}, ${scale})`;
  return {
    sql: `case when typeof(${subject}) not in ('integer', 'real') then ${subject} ${cases.join(" ")} else ${rounded} end`,
    effect: `clamped to ${ends.join(" and ")}${scale === null ? "" : `, with ${amount(scale, "decimal")}`}`
  };
}
function shown(literal3) {
  const [, lowest] = /^\((-\d+) - 1\)$/.exec(literal3) ?? [];
  return lowest === void 0 ? literal3 : String(BigInt(lowest) - 1n);
}
function stripped(characters, subject) {
  const list = characters === null ? "null" : textLiteral(characters);
  const text = `cast(strip_characters(cast(${subject} as blob), ${list}) as text)`;
  return {
    sql: `iif(typeof(${subject}) = 'text', ${text}, ${subject})`,
    effect: characters === null ? "stripped of U+0000 and invalid bytes" : "stripped of the characters of the settings"
  };
}
function replaced2(find, value, subject) {
  if (find === null) {
    const literal3 = value === null ? "null" : typeof value === "string" ? textLiteral(value) : numberLiteral(value);
    return { sql: literal3, effect: "replaced by the value of the settings" };
  }
  const text = `replace(${subject}, ${textLiteral(find)}, ${textLiteral(String(value ?? ""))})`;
  return {
    sql: `iif(typeof(${subject}) = 'text', ${text}, ${subject})`,
    effect: "changed by replacing a piece of text"
  };
}
function textLiteral(text) {
  return text.includes("\0") ? `text_of_utf8(x'${Buffer.from(text).toString("hex")}')` : quoteLiteral(text);
}
function numberLiteral(value) {
  if (typeof value === "bigint" || Number.isSafeInteger(value)) return String(value);
  return Number.isFinite(value) ? value.toExponential() : value > 0 ? "9e999" : "-9e999";
}

// src/stages/remedy/refused-rows.ts
var RefusedRows = class {
  #database;
  #tables = /* @__PURE__ */ new Map();
  constructor(database) {
    this.#database = database;
  }
  /** Notes the rows of the work table whose value is what its column `old` says. */
  noteUnchanged(id, subject, reason) {
    this.#note(id, subject, reason, "w.old", isUnchanged(subject));
  }
  /** Notes those rows of the work table whose change has been taken back, with the value that they have now. */
  noteTakenBack(id, subject, reason) {
    const value = `t.${quoteIdentifier(subject.column.name)}`;
    this.#note(id, subject, reason, value, `w.change = ${quoteLiteral(id)}`);
  }
  #note(id, subject, reason, old, where) {
    const { table, names } = subject;
    const columns = names.columns.join(", ");
    const known = this.#tables.get(id);
    const name = known?.name ?? `"pg-rehearsal refused ${this.#tables.size}"`;
    if (known === void 0) {
      this.#database.exec(`create temp table ${name} (${columns}, old, reason)`);
      this.#tables.set(id, { name, subject });
    }
    this.#database.exec(`
      insert into ${name}
      select ${names.columns.map((column) => `w.${column}`).join(", ")}, ${old}, ${quoteLiteral(reason)}
        from ${WORK} w
        join ${inMain(table.name)} t on ${isSameRow(names)}
       where ${where}`);
  }
  /** Those that are still there with the value that they had. */
  left() {
    return [...this.#tables].flatMap(([id, { name, subject }]) => {
      const found2 = this.#database.prepare(`
          select reason, count(*)
            from (select distinct ${subject.names.keys.map(({ column }) => `w.${column}`).join(", ")}, w.reason
                    from ${name} w
                    join ${inMain(subject.table.name)} t on ${isSameRow(subject.names)}
                   where ${isUnchanged(subject)})
           group by reason`).raw().all();
      return found2.map(([reason, rows]) => ({ id, reason, rows: Number(rows) }));
    });
  }
};
function isUnchanged({ column }) {
  const value = `t.${quoteIdentifier(column.name)}`;
  return `typeof(${value}) = typeof(w.old) and +${value} collate binary is +w.old`;
}

// src/stages/remedy/strip-characters.ts
function stripCharacters(bytes, characters, encoding) {
  const isUnwanted = characters === null ? (character) => character === "\0" : among(new Set(characters));
  return encoding === "UTF-8" ? stripUtf8(bytes, isUnwanted, characters === null) : stripUtf16(bytes, isUnwanted, characters === null, encoding);
}
function among(unwanted) {
  return (character) => unwanted.has(character);
}
function stripUtf8(bytes, isUnwanted, dropInvalid) {
  const kept2 = [];
  for (let at = 0; at < bytes.length; ) {
    const length = validLength(bytes, at);
    const piece = bytes.subarray(at, at + Math.max(1, length));
    const unwanted = length === 0 ? dropInvalid : isUnwanted(piece.toString("utf8"));
    if (!unwanted) kept2.push(piece);
    at += piece.length;
  }
  return Buffer.concat(kept2);
}
function validLength(bytes, at) {
  const first = bytes[at] ?? 0;
  if (first < 128) return 1;
  const length = first >= 240 ? 4 : first >= 224 ? 3 : 2;
  const second = bytes[at + 1] ?? 0;
  if (first < 194 || first > 244 || at + length > bytes.length) return 0;
  const [low, high] = SECOND_BYTES[first] ?? [128, 191];
  if (second < low || second > high) return 0;
  for (let index = 2; index < length; index++) {
    const next = bytes[at + index] ?? 0;
    if (next < 128 || next > 191) return 0;
  }
  return length;
}
var SECOND_BYTES = {
  224: [160, 191],
  237: [128, 159],
  240: [144, 191],
  244: [128, 143]
};
function stripUtf16(bytes, isUnwanted, dropInvalid, encoding) {
  const whole = Buffer.from(bytes.subarray(0, bytes.length - bytes.length % 2));
  const text = (encoding === "UTF-16be" ? whole.swap16() : whole).toString("utf16le");
  const kept2 = [...text].filter(
    (character) => character.isWellFormed() ? !isUnwanted(character) : !dropInvalid
  );
  const stripped2 = Buffer.from(kept2.join(""), "utf16le");
  return encoding === "UTF-16be" ? stripped2.swap16() : stripped2;
}

// src/stages/remedy/remedy-functions.ts
function registerRemedyFunctions(database, encoding) {
  const options = { deterministic: true, directOnly: true };
  database.function("read_as", options, (from, value) => READERS[from](value));
  database.function(
    "spell_like",
    options,
    (value, from, separator, days) => spellLike(value, from, { separator, days })
  );
  database.function(
    "strip_characters",
    options,
    (bytes, characters) => Buffer.isBuffer(bytes) ? stripCharacters(bytes, characters, encoding) : bytes
  );
}

// src/stages/remedy/relax-definition.ts
function relaxDefinition(sql, columns) {
  const tokens = lexSqlite(sql);
  const body = bodyOf(tokens);
  if (body === null) return null;
  const tail = tokens.slice(body.to + 1);
  const isStrict = tail.some((token) => isWord(token, "STRICT"));
  const types = splitAtCommas(tokens.slice(body.from, body.to)).flatMap((definition) => {
    const type = typeOf2(definition);
    if (type === null) return [];
    const losesAffinity = columns.has(type.column) || isStrict && type.text.toUpperCase() === "ANY";
    return losesAffinity ? [type] : [];
  });
  const withoutRowid = tail.some((token) => isWord(token, "ROWID")) ? " WITHOUT ROWID" : "";
  const end = tokens[body.to]?.end ?? sql.length;
  const head = types.reduceRight(
    (text, type) => `${text.slice(0, type.start)}BLOB${text.slice(type.end)}`,
    sql.slice(0, end)
  );
  return head + withoutRowid;
}
function bodyOf(tokens) {
  const open8 = tokens.findIndex((token) => isWord(token, "("));
  const to = closing(tokens, open8);
  return open8 === -1 || to === null ? null : { from: open8 + 1, to };
}
function closing(tokens, open8) {
  let depth = 0;
  for (let index = open8; index >= 0 && index < tokens.length; index++) {
    if (isWord(tokens[index], "(")) depth++;
    if (isWord(tokens[index], ")")) depth--;
    if (depth === 0) return index;
  }
  return null;
}
function splitAtCommas(tokens) {
  const parts = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isWord(token, "(")) depth++;
    if (isWord(token, ")")) depth--;
    if (depth === 0 && isWord(token, ",")) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
var AFTER_TYPE = [...CONSTRAINT_WORDS, "GENERATED"];
function typeOf2(definition) {
  const [name, ...rest] = definition;
  const isConstraint = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].some(
    (word) => isWord(name, word)
  );
  if (name === void 0 || isConstraint) return null;
  const found2 = rest.findIndex((token) => AFTER_TYPE.some((word) => isWord(token, word)));
  const type = rest.slice(0, found2 === -1 ? rest.length : found2);
  const [first] = type;
  const last = type.at(-1);
  if (first === void 0 || last === void 0) return null;
  return {
    column: name.value,
    text: type.map(({ value }) => value).join(" "),
    start: first.start,
    end: last.end
  };
}
function isWord(token, text) {
  return token !== void 0 && (token.kind === "word" || token.kind === "operator") && token.value.toUpperCase() === text;
}

// src/stages/remedy/rewrite-schema.ts
function setTriggersAside(database) {
  database.exec(`
    create temp table "pg-rehearsal triggers" as
      select rowid as place, type, name, tbl_name, rootpage, sql
        from main.sqlite_schema
       where type = 'trigger'`);
  rewrite(database, `delete from main.sqlite_schema where type = 'trigger'`);
  return () => rewrite(
    database,
    `insert into main.sqlite_schema (rowid, type, name, tbl_name, rootpage, sql)
       select place, type, name, tbl_name, rootpage, sql from temp."pg-rehearsal triggers"`
  );
}
function relaxTable(database, table, columns) {
  const isTable = `type = 'table' and name = ?`;
  const sql = database.prepare(`select sql from main.sqlite_schema where ${isTable}`).pluck().get(table.name);
  const relaxed = typeof sql === "string" ? relaxDefinition(sql, columns) : null;
  if (relaxed === null) return false;
  rewrite(database, `update main.sqlite_schema set sql = ? where ${isTable}`, relaxed, table.name);
  return true;
}
function rewrite(database, sql, ...values) {
  const version = database.pragma("main.schema_version", { simple: true });
  database.pragma("writable_schema = on");
  try {
    database.prepare(sql).run(...values);
    database.pragma(`main.schema_version = ${version + 1n}`);
  } finally {
    database.pragma("writable_schema = reset");
  }
}
function rereadSchema(database) {
  database.pragma("writable_schema = reset");
}

// src/stages/remedy/type-in-target.ts
function typeInTarget({ tables }, table, column) {
  const target = tables.find(({ source }) => source === table);
  return target?.columns.find(({ source }) => source === column)?.type ?? null;
}

// src/stages/remedy/remedy-session.ts
var RemedySession = class _RemedySession {
  copy;
  #database;
  #restoreTriggers;
  #relaxed = /* @__PURE__ */ new Set();
  /** By issue: the temporary table of the rows that have been treated. */
  #treated = /* @__PURE__ */ new Map();
  #subjects = /* @__PURE__ */ new Map();
  #refused;
  #parents = null;
  constructor(copy) {
    this.copy = copy;
    this.#database = copy.openForWriting();
    this.#restoreTriggers = setTriggersAside(this.#database);
    this.#refused = new RefusedRows(this.#database);
    registerRemedyFunctions(this.#database, copy.encoding);
  }
  static async open(snapshot) {
    return new _RemedySession(await snapshot.copy());
  }
  close() {
    try {
      this.#restoreTriggers();
    } finally {
      this.#database.close();
    }
  }
  /**
   * Takes back what has led a row to another parent than it had: then it counts as one that its remedy has left.
   *
   * @param tell is told of the rows of each issue
   * @returns the tables whose rows have changed
   */
  keepParents(tell) {
    const touched = /* @__PURE__ */ new Set();
    const note = (names, isBack) => {
      const ids = this.#database.prepare(`select distinct change from ${WORK}`).pluck().all();
      for (const id of ids) {
        const subject = this.#subjects.get(id);
        if (subject === void 0) continue;
        this.#refused.noteTakenBack(id, subject, isBack ? WOULD_LEAD_ASTRAY : LEADS_ASTRAY);
        if (!isBack) continue;
        touched.add(subject.table.name);
        const { rows, examples } = countRows2(this.#database, WORK, names, `w.change = ${quoteLiteral(id)}`);
        tell(id, rows, examples);
      }
    };
    while ((this.#parents?.takeBack(note) ?? 0) > 0) ;
    return touched;
  }
  /** The rows that the remedies have left as they were, after all of them. */
  refusals() {
    return this.#refused.left();
  }
  /**
   * Treats the rows of one issue.
   *
   * @throws RehearsalError `remedy-invalid` for an expression that does not compile or fails on a row
   */
  treat(matched, catalog, schema) {
    try {
      return this.#treat(matched, catalog, schema);
    } catch (error) {
      const resultCode = sqliteResultCode(error);
      if (resultCode === null || !(error instanceof Error)) throw error;
      if (resultCode === "SQLITE_FULL") throw diskFull(error);
      const reason = messageWithoutValue(error);
      if (matched.remedy.do !== "sql") return { obstacle: `SQLite cannot read or write the rows: ${reason}` };
      throw remedyInvalid(
        matched.remedy,
        matched.id,
        `has an expression that fails on a row: ${reason}`,
        error
      );
    }
  }
  #treat({ planned: planned2, id, remedy }, catalog, schema) {
    const { issue: issue2, sharedKey } = planned2;
    const table = catalog.tables.find(({ name }) => name === issue2.table);
    const rowsWhere = planned2.rowsWhere ?? (remedy.do === "cast" && issue2.column !== null ? "1" : null);
    if (rowsWhere === null || table === void 0) return { obstacle: "the issue is not about rows" };
    const names = rowNames(table);
    if (names === null) return { obstacle: "nothing names the rows of the table" };
    this.#parents ??= new KeptParents(this.#database, catalog);
    this.#parents.expect(table, id);
    if (remedy.do === "drop-row") {
      const dropped2 = sharedKey === void 0 ? dropRows(this.#database, table, names, rowsWhere) : dropSurplusRows(this.#database, table, names, rowsWhere, sharedKey);
      return { ...dropped2, effect: "dropped", idle: 0, declares: false, computed: [] };
    }
    if (remedy.do === "rename" || remedy.do === "skip") return { obstacle: "it changes no rows" };
    const column = table.columns.find(({ name }) => name === issue2.column);
    if (column === void 0) return { obstacle: "the issue is about no single column" };
    if (column.generated !== null) return { obstacle: "the column is computed from others; change those" };
    const look = remedy.do === "cast" ? lookOfOthers(this.#database, table, column, remedy.from) : null;
    const value = newValue(remedy, column, typeInTarget(schema, table.name, column.name), look);
    if ("obstacle" in value) return value;
    const mistake = remedy.do === "sql" ? expressionMistake(this.#database, table.name, remedy.expression) : null;
    if (mistake !== null) throw remedyInvalid(remedy, id, mistake);
    const where = remedy.do === "cast" ? "1" : `(${rowsWhere}) and ${this.#isUntreated(id, names)}`;
    const outcome2 = this.#change({ table, column, names, where, value: value.sql }, remedy);
    if ("obstacle" in outcome2) return outcome2;
    this.#subjects.set(id, { table, column, names });
    if (outcome2.reason !== null) this.#refused.noteUnchanged(id, { table, column, names }, outcome2.reason);
    if (remedy.do !== "cast") this.#remember(id, names);
    const isIdle = outcome2.rows + outcome2.refused === 0 && !(redeclares(remedy, column) && this.#reads(remedy.from, table, column, planned2.rowsWhere));
    const idle = isIdle ? this.#count(table, rowsWhere) : 0;
    return { ...outcome2, effect: value.effect, idle, declares: remedy.do === "cast" && !isIdle };
  }
  /**
   * Whether there is a row that the cast is for: without one it does not tell what the column is, unless the issue is about
   * the definition of a column that holds nothing.
   */
  #reads(from, table, column, rowsWhere) {
    const subject = quoteIdentifier(column.name);
    if (rowsWhere === null && this.#count(table, `${subject} is not null`) === 0) return true;
    const isRead = `read_as('${from}', ${subject}) is not null`;
    const found2 = this.#database.prepare(
      `select exists (select 1 from ${inMain(table.name)} where (${rowsWhere ?? "1"}) and ${isRead})`
    ).pluck().get();
    return Number(found2) === 1;
  }
  /**
   * Generated columns follow a value that the owner has changed, as they would in the application. A cast says the same in
   * another way, and what is computed from it must not become something else: then it is taken back. So is a value from
   * which SQLite cannot compute the others.
   */
  #change(change, action) {
    const { table, column, names } = change;
    const computed = computedFrom(table, column);
    const changesOf2 = watchComputed(this.#database, table, names, computed);
    const end = computed.length > 0 ? this.#attempt() : null;
    let isTaken = false;
    try {
      if (!this.#relax(table, column, action))
        return { obstacle: "the definition of the table cannot be read" };
      const outcome2 = changeValues(this.#database, change);
      const followed = changesOf2();
      isTaken = action.do !== "cast" || followed.length === 0;
      return isTaken ? { ...outcome2, computed: followed } : { obstacle: wouldChange(followed) };
    } finally {
      end?.(isTaken);
    }
  }
  /** Gives a function that ends the attempt: what was done since stays, or is as if it had not been. */
  #attempt() {
    const relaxed = this.#relaxed;
    this.#database.exec('savepoint "pg-rehearsal attempt"');
    return (isTaken) => {
      if (!isTaken) {
        this.#database.exec('rollback to "pg-rehearsal attempt"');
        rereadSchema(this.#database);
        this.#relaxed = relaxed;
      }
      this.#database.exec('release "pg-rehearsal attempt"');
    };
  }
  #count({ name }, where) {
    const rows = this.#database.prepare(`select count(*) from ${inMain(name)} where ${where}`).pluck().get();
    return Number(rows);
  }
  /** A value of another storage class must stay as it is: a STRICT table refuses it, and TEXT would turn it. */
  #relax(table, column, action) {
    const turns = column.affinity === "TEXT" && action.do === "cast" && CASTS_TO_NUMBERS.has(action.from);
    const wish = `${table.name}\0${turns ? column.name : ""}`;
    if (!table.strict && !turns || this.#relaxed.has(wish)) return true;
    const isRelaxed = relaxTable(this.#database, table, new Set(turns ? [column.name] : []));
    if (isRelaxed) this.#relaxed = /* @__PURE__ */ new Set([...this.#relaxed, wish]);
    return isRelaxed;
  }
  #isUntreated(id, { keys }) {
    const table = this.#treated.get(id);
    if (table === void 0) return "1";
    const list = (part) => keys.map((key) => key[part]).join(", ");
    return `(${list("expression")}) not in (select ${list("column")} from ${table})`;
  }
  #remember(id, { keys }) {
    const columns = keys.map(({ column }) => column).join(", ");
    const known = this.#treated.get(id);
    const table = known ?? `temp."pg-rehearsal treated ${this.#treated.size}"`;
    const statement = known === void 0 ? `create temp table ${table.slice("temp.".length)} as` : `insert into ${table}`;
    this.#database.exec(`${statement} select ${columns} from temp."pg-rehearsal work"`);
    this.#treated.set(id, table);
  }
};
var WOULD_LEAD_ASTRAY = "a foreign key would lead to another parent";
var LEADS_ASTRAY = "a foreign key leads to another parent, and SQLite refuses the value of before";
function wouldChange(followed) {
  const parts = followed.map(({ column, rows }) => `${amount(rows, "value")} of ${quoteIdentifier(column)}`);
  return `${parts.join(" and ")}, computed from it, would change; replace the generated column by an ordinary one in a prepare script`;
}
function redeclares(action, column) {
  if (action.do !== "cast" || action.from === "hex" || action.from === "base64") return false;
  return !declaresCast(action.from, column);
}
var CASTS_TO_NUMBERS = /* @__PURE__ */ new Set(["boolean", "number"]);
function diskFull(cause) {
  return new RehearsalError(
    "disk-full",
    "The disk is full: the remedies need a private copy of the database.",
    {
      hint: "Make room, or set TMPDIR to a folder on another disk.",
      cause
    }
  );
}

// src/stages/remedy/skip-parts.ts
function withoutColumns(catalog, skips) {
  const columns = skips.filter((skip) => skip.kind === "column");
  if (columns.length === 0) return catalog;
  const isGone = (table, column) => columns.some((skip) => sameName(skip.table, table) && sameName(skip.column, column ?? ""));
  return { ...catalog, tables: catalog.tables.map((table) => withoutOwnColumns(table, isGone)) };
}
function withoutOwnColumns(table, isGone) {
  const own = (column) => isGone(table.name, column);
  const named3 = (expression) => lexSqlite(expression ?? "").some(({ kind, value }) => ["word", "identifier"].includes(kind) && own(value));
  const keyStays = ({ parts }) => !parts.some(({ column, expression }) => own(column) || named3(expression));
  const foreignKeyStays = ({ columns, parentTable, parentColumns: parentColumns2 }) => !columns.some(own) && !(parentColumns2 ?? []).some((column) => isGone(parentTable, column));
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !own(name)),
    rowidAlias: own(table.rowidAlias) ? null : table.rowidAlias,
    primaryKey: table.primaryKey !== null && keyStays(table.primaryKey) ? table.primaryKey : null,
    uniques: table.uniques.filter(keyStays),
    indexes: table.indexes.filter((index) => keyStays(index) && !named3(index.where)),
    checks: table.checks.filter(({ column, expression }) => !own(column) && !named3(expression)),
    foreignKeys: table.foreignKeys.filter(foreignKeyStays)
  };
}
function withoutObjects(schema, whole, skips) {
  const isGone = (entry) => skips.some((skip) => isSkipped(entry, skip));
  const ledger = schema.ledger.map((entry) => isGone(entry) ? skipped(entry) : entry);
  const statements = schema.postData.filter(({ entry }) => isGone(entry));
  const refused = statements.map(({ entry }) => skipped(entry));
  const left = new Set(entriesOf(schema).map(identityOf));
  const withColumn = entriesOf(whole).filter((entry) => !left.has(identityOf(entry)));
  const ids = new Set(skips.map((skip) => JSON.stringify(skip)));
  return {
    ...schema,
    postData: schema.postData.filter(({ entry }) => !isGone(entry)),
    skipped: statements,
    ledger: [...ledger, ...refused, ...withColumn.map(skipped), ...skips.flatMap(columnEntry2)],
    issues: schema.issues.filter(({ issue: issue2 }) => !ids.has(JSON.stringify(skipTarget(issue2))))
  };
}
function entriesOf({ ledger, postData, sequences }) {
  return [...ledger, ...[...postData, ...sequences].map(({ entry }) => entry)];
}
function identityOf({ type, name, table }) {
  return JSON.stringify([type, name, table]);
}
function skipped(entry) {
  return { ...entry, status: "dropped", reason: SKIPPED };
}
function columnEntry2(skip) {
  if (skip.kind !== "column") return [];
  const { table, column } = skip;
  return [{ type: "column", name: column, table, status: "dropped", sql: column, reason: SKIPPED }];
}

// src/stages/target/given/source-facts.ts
var FACTS = /* @__PURE__ */ new Set([
  "integer-beyond-64-bits",
  "digits-already-lost",
  "negative-unsigned",
  "non-finite-number",
  "sqlite-jsonb"
]);
function sourceFacts({ issues }) {
  return issues.filter(({ issue: issue2 }) => FACTS.has(issue2.code)).map(withoutFate);
}
function withoutFate(fact) {
  const { code, table, column, priority } = fact.issue;
  if (code !== "sqlite-jsonb" || priority !== "HIGH" || table === null || column === null) return fact;
  const message = (rows) => counted(rows, "blob is JSONB of SQLite", "blobs are JSONB of SQLite");
  return {
    ...fact,
    issue: issue(code, { table, column, message: message(0) }),
    counted: { distinct: null, message }
  };
}
function unlessRefused(facts, refused) {
  const told = new Set(refused.map((known) => issueId(known.issue)));
  return facts.filter((fact) => !told.has(issueId(fact.issue)));
}

// src/rehearsal/resolve-issues.ts
var MOST_PASSES = 20;
async function resolveIssues(source, will, context) {
  const log = new RemedyLog();
  const quiet = quietly(context);
  let session = null;
  let measured = source.catalog;
  let view = viewOf(source, measured, will, log);
  let refusals = [];
  try {
    for (let pass = 1; ; pass++) {
      context.signal.throwIfAborted();
      const open8 = openRemedies(session?.copy ?? source.snapshot, view, will.resolution.remedies, log);
      const [first] = open8;
      if (first !== void 0 && pass > MOST_PASSES) throw neverSettles(first);
      if (open8.some(changesRows)) session ??= await RemedySession.open(source.snapshot);
      const treated = session === null ? /* @__PURE__ */ new Set() : treatRows(session, open8.filter(changesRows), view, log);
      for (const matched of open8) if (!changesRows(matched)) log.decided(matched);
      const isSettled = treated.size === 0 && open8.every(({ remedy }) => !CHANGING_SCHEMA.has(remedy.do));
      const touched = isSettled && session !== null ? session.keepParents((...taken) => log.takenBack(...taken)) : treated;
      if (isSettled && touched.size === 0) break;
      if (session !== null) measured = await profileAgain(session.copy, measured, touched, quiet, will.jobs);
      view = viewOf(source, measured, will, log);
    }
    refusals = session?.refusals() ?? [];
  } finally {
    session?.close();
  }
  const snapshot = session?.copy ?? source.snapshot;
  for (const { effect, issue: issue2 } of log.applied) context.emit({ type: "note", message: `${effect} (${issue2})` });
  const left = locateRows(snapshot, view.catalog, view.schema.issues);
  return {
    snapshot,
    ...view,
    applied: log.applied,
    issues: [...left, ...log.issues(left, refusals)],
    treated: log.treated
  };
}
var CHANGING_SCHEMA = /* @__PURE__ */ new Set(["cast", "rename", "skip"]);
function changesRows({ remedy }) {
  return remedy.do !== "rename" && remedy.do !== "skip";
}
function openRemedies(snapshot, { catalog, schema }, remedies, log) {
  const matched = matchRemedies(schema.issues, remedies).filter((candidate) => !log.isDone(candidate));
  const planned2 = matched.map((candidate) => candidate.planned);
  const present2 = new Set(locateRows(snapshot, catalog, planned2).map(issueId));
  return matched.filter(({ id }) => present2.has(id));
}
function treatRows(session, open8, { catalog, schema }, log) {
  const touched = /* @__PURE__ */ new Set();
  const treat = (matched) => {
    const rows = log.record(matched, session.treat(matched, catalog, schema));
    if (rows > 0) touched.add(matched.planned.issue.table ?? "");
    return rows;
  };
  for (const matched of open8) treat(matched);
  let dropped2;
  do {
    dropped2 = 0;
    for (const matched of log.drops) dropped2 += treat(matched);
  } while (dropped2 > 0);
  return touched;
}
function viewOf({ snapshot, whole, catalog: selected, excluded, toTarget }, measured, will, log) {
  const { casts, skips } = log;
  const gone = skips.flatMap((skip) => skip.kind === "table" ? [skip.table] : []);
  const full = declareCasts(withoutTables(measured, new Set(gone)), casts);
  const catalog = withoutColumns(full, skips);
  const renames = readRenames({ ...will.target.rename, ...log.renames }, whole, catalog);
  const target = toTarget(catalog, renames);
  const kept2 = skips.length === 0 ? target : withoutObjects(target, toTarget(full, renames), skips);
  const names = selected.tables.map(({ name }) => name).filter((name) => gone.includes(name));
  return {
    catalog,
    excluded: [...excluded, ...names.map((name) => ({ name, reason: SKIPPED }))],
    renames,
    schema: withPredictions(kept2, catalog, snapshot)
  };
}
function withPredictions(schema, catalog, { encoding }) {
  const plan = planMigration(catalog, schema, encoding);
  const misfits2 = predictMisfits(catalog, schema, plan);
  const changes2 = predictChanges(catalog, schema, plan);
  const violations = predictViolations(catalog, schema, plan);
  return {
    ...schema,
    issues: [...unlessRefused(schema.issues, misfits2), ...misfits2, ...changes2, ...violations]
  };
}
function neverSettles({ remedy, id }) {
  return remedyInvalid(
    remedy,
    id,
    `comes to no end: after ${MOST_PASSES} passes it still finds rows to change`
  );
}

// src/rehearsal/stage-clock.ts
var StageClock = class {
  #context;
  #durations = {};
  #begun = null;
  constructor(context) {
    this.#context = context;
  }
  /** In milliseconds; a stage that has not run is not among them. */
  get durations() {
    return this.#durations;
  }
  /**
   * Runs one stage between its two events. One that fails has a duration, and no end.
   *
   * @param totalRows of which it tells how many are done; null where that is not known
   */
  async run(stage, totalRows, work) {
    this.#context.signal.throwIfAborted();
    this.#context.emit({ type: "stage-started", stage, totalRows });
    const startedAt = performance.now();
    const read = () => this.#read(stage, startedAt);
    const result = await work().finally(read);
    this.#context.emit({ type: "stage-finished", stage, durationMs: read() });
    return result;
  }
  /** Begins a stage that lends what it makes, and so ends before its function does. */
  begin(stage) {
    this.#context.signal.throwIfAborted();
    this.#begun = { stage, at: performance.now() };
    this.#context.emit({ type: "stage-started", stage, totalRows: null });
  }
  /** Ends the stage that was begun, if it has not ended. */
  end() {
    if (this.#begun === null) return;
    const { stage, at } = this.#begun;
    this.#begun = null;
    this.#context.emit({ type: "stage-finished", stage, durationMs: this.#read(stage, at) });
  }
  /** Keeps how long the stage took that was begun and has not ended, because it failed: it has no end to tell of. */
  stop() {
    if (this.#begun !== null) this.#read(this.#begun.stage, this.#begun.at);
    this.#begun = null;
  }
  #read(stage, startedAt) {
    const durationMs = Math.round(performance.now() - startedAt);
    this.#durations[stage] = durationMs;
    return durationMs;
  }
};

// src/rehearsal/without-told-mismatches.ts
var TOLD_BY = /* @__PURE__ */ new Set([
  "foreign-key-parent-missing",
  "foreign-key-parent-not-unique"
]);
function withoutToldMismatches(issues, schema, compared = []) {
  const entries = [
    ...schema?.ledger ?? [],
    ...(schema?.postData ?? []).map(({ entry }) => entry),
    ...compared
  ];
  const isTold = ({ table, name, reason }) => reason === SKIPPED || issues.some((other) => TOLD_BY.has(other.code) && other.table === table && other.object === name);
  return issues.filter(({ code, table, message }) => {
    if (code !== "foreign-key-mismatch") return true;
    const keys = entries.filter((entry) => entry.type === "foreign-key" && entry.table === table);
    const refused = keys.filter(({ parent }) => parent !== void 0 && namesParent(message, parent));
    return refused.length === 0 || !refused.every(isTold);
  });
}
function namesParent(message, parent) {
  return message.toLowerCase().endsWith(` referencing ${quoteIdentifier(parent)}`.toLowerCase());
}

export {
  mergeIssues,
  arrivalOf,
  arrivingValue,
  compositeKey,
  keyExpressions,
  rowKey,
  cutKey,
  inMain,
  isCoreDataTable,
  READERS,
  hasOwnDefault,
  constantOfDefault,
  declaresCast,
  typeInTarget,
  lengthLimit,
  newValue,
  registerRemedyFunctions,
  computedFrom,
  namesColumn,
  withPrivateDirectory,
  RequestStopped,
  RequestProcess,
  withoutPasswords,
  runShellCommand,
  shownBy,
  wordsAsHint,
  harmless,
  whyItFailed,
  withSnapshot,
  planned,
  RESERVED_WORDS,
  readRenames,
  RESERVED_WORDS2,
  JOIN_WORDS,
  formatIdentifier,
  formatQualified,
  globToRegex,
  renderType,
  typeIntent,
  deriveType,
  momentHabits,
  unmigratedObjects,
  ROWID_NAMES,
  highestKey,
  isNumbered,
  exhausted,
  lostCollation,
  foreignKeySql,
  createTableSql,
  deriveSchema,
  profileAgain,
  matchesGlob,
  commandRules,
  snapshotOptions,
  readSource,
  locateRows,
  joinBalanced,
  concatenate,
  planMigration,
  predictMisfits,
  predictChanges,
  VIOLATION_WORDS,
  concerns,
  SKIPPED,
  skipTarget,
  isSkipped,
  sourceFacts,
  unlessRefused,
  resolveIssues,
  StageClock,
  withoutToldMismatches
};
