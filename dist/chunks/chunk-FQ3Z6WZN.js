import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/engines/sqlite/run-script.ts
import { createReadStream } from "node:fs";
import process from "node:process";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";

// src/engines/sqlite/decode-statement.ts
import { isUtf8 } from "node:buffer";

// src/engines/sqlite/script-token.ts
var [SPACE, WORD] = [1, 2];
var BYTE_CLASS = new Uint8Array(256).fill(WORD, 128);
for (const byte of Buffer.from(" 	\n\f\r")) BYTE_CLASS[byte] = SPACE;
for (const byte of Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$")) {
  BYTE_CLASS[byte] = WORD;
}
var BYTE_ORDER_MARK = Buffer.from("\uFEFF");
function readToken(text, at, final) {
  if (!final && at + BYTE_ORDER_MARK.length > text.length) return null;
  const byte = text[at] ?? 0;
  switch (String.fromCharCode(byte)) {
    case ";":
      return { kind: "semicolon", end: at + 1 };
    case "'":
      return readDelimited(text, at + 1, "'", "literal", final);
    case '"':
      return readDelimited(text, at + 1, '"', "other", final);
    case "`":
      return readDelimited(text, at + 1, "`", "other", final);
    case "[":
      return readDelimited(text, at + 1, "]", "other", final);
    case "-":
      if (text[at + 1] === byte) return readDelimited(text, at + 2, "\n", "space", final);
      break;
    case "/":
      if (text[at + 1] === ASTERISK) return readDelimited(text, at + 2, "*/", "space", final);
      break;
    case "\xEF":
      if (text.subarray(at, at + BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) {
        return { kind: "space", end: at + BYTE_ORDER_MARK.length };
      }
  }
  return readRun(text, at, final);
}
var ASTERISK = 42;
function readDelimited(text, from, closer, kind, final) {
  const closing = text.indexOf(closer, from);
  if (closing >= 0) return { kind, end: closing + closer.length };
  return final ? { kind, end: text.length } : null;
}
function readRun(text, at, final) {
  const byteClass = BYTE_CLASS[text[at] ?? 0];
  if (byteClass !== SPACE && byteClass !== WORD) return { kind: "other", end: at + 1 };
  let end = at + 1;
  while (end < text.length && BYTE_CLASS[text[end] ?? 0] === byteClass) end++;
  if (end === text.length && !final) return null;
  return { kind: byteClass === SPACE ? "space" : "word", end };
}

// src/engines/sqlite/decode-statement.ts
function decodeStatement(bytes) {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  let sql = "";
  for (let at = 0; at < bytes.length; ) {
    const end = isQuote(bytes[at]) ? endOfLiteral(bytes, at) : readToken(bytes, at, true)?.end ?? bytes.length;
    const token = bytes.subarray(at, end);
    sql += isUtf8(token) || !isQuote(token[0]) ? token.toString("utf8") : castOfBytes(token);
    at = end;
  }
  return sql;
}
function isQuote(byte) {
  return byte === 39;
}
function endOfLiteral(bytes, start) {
  let end = start;
  while (isQuote(bytes[end])) end = readToken(bytes, end, true)?.end ?? bytes.length;
  return end;
}
function castOfBytes(literal) {
  const content = literal.toString("latin1").slice(1, -1).replaceAll("''", "'");
  return `cast(x'${Buffer.from(content, "latin1").toString("hex")}' as text)`;
}

// src/engines/sqlite/split-script.ts
var HEAD_WORDS = 6;
var TRIGGER = /^(explain )?(query plan )?create (temp |temporary )?trigger\b/;
var ScriptSplitter = class {
  /** The unfinished statement. */
  #pieces = [];
  #size = 0;
  /** Joining the pieces only when the text has doubled keeps the cost of a huge statement linear. */
  #joinAt = 0;
  /** How much of it has been read. */
  #position = 0;
  #line = 1;
  #open = new OpenStatement();
  /** The bytes of the unfinished statement, which are held in memory. */
  get pendingBytes() {
    return this.#size;
  }
  /** The line on which the unfinished statement starts, from 1. */
  get line() {
    return this.#line;
  }
  /** Takes the next piece of the script and returns the statements that are now complete. */
  push(piece) {
    this.#pieces.push(piece);
    this.#size += piece.length;
    return this.#size < this.#joinAt ? [] : this.#read(false);
  }
  /** The script has ended: what is left is a statement too, without its semicolon. */
  finish() {
    return this.#read(true);
  }
  #read(final) {
    const text = Buffer.concat(this.#pieces);
    const statements = [];
    let start = 0;
    let at = this.#position;
    const cut = (end, next) => {
      const { first, head } = this.#open;
      if (first !== null) {
        const line = this.#line + countNewlines(text, start, start + first);
        statements.push({ bytes: text.subarray(start + first, end), line, head });
      }
      this.#line += countNewlines(text, start, next);
      this.#open = new OpenStatement();
      start = next;
    };
    while (at < text.length) {
      const token = readToken(text, at, final);
      if (token === null) break;
      if (this.#open.endsWith(token, text, at, at - start)) cut(at, token.end);
      at = token.end;
    }
    if (final) cut(text.length, text.length);
    this.#pieces = [text.subarray(start)];
    this.#size = text.length - start;
    this.#joinAt = this.#size * 2;
    this.#position = at - start;
    return statements;
  }
};
var OpenStatement = class {
  /** Where its first token starts. */
  first = null;
  #words = [];
  #headOpen = true;
  #afterSemicolon = false;
  #afterEnd = false;
  get head() {
    return this.#words.join(" ");
  }
  /** Takes the next token; true when it is the semicolon that ends the statement. */
  endsWith(token, text, at, offset) {
    if (token.kind === "space") return false;
    if (token.kind === "semicolon") {
      const ends = this.#afterEnd || !TRIGGER.test(this.head);
      this.#afterSemicolon = true;
      this.#afterEnd = false;
      return ends;
    }
    this.first ??= offset;
    const word = token.kind === "word" ? text.toString("latin1", at, Math.min(token.end, at + 40)) : "";
    this.#afterEnd = this.#afterSemicolon && word.toLowerCase() === "end";
    this.#afterSemicolon = false;
    if (this.#headOpen && word !== "") this.#words.push(word.toLowerCase());
    this.#headOpen &&= word !== "" && this.#words.length < HEAD_WORDS;
    return false;
  }
};
var NEWLINE = 10;
function countNewlines(text, from, to) {
  const part = text.subarray(from, to);
  let count = 0;
  for (let at = part.indexOf(NEWLINE); at >= 0; at = part.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

// src/engines/sqlite/run-script.ts
var ScriptError = class extends Error {
  name = "ScriptError";
  /** From 1; where the statement starts. */
  line;
  /** SQLite's result code; 0 when the refusal is ours. https://www.sqlite.org/rescode.html */
  resultCode;
  constructor(line, message, resultCode = 0) {
    super(message);
    this.line = line;
    this.resultCode = resultCode;
  }
};
var LONGEST_STATEMENT_BYTES = 500 * 1024 * 1024;
function readScript(path) {
  return createReadStream(path, { highWaterMark: 1 << 20 });
}
async function runScript(script, path, options) {
  const database = openForScript(path, options.maxBytes);
  try {
    const splitter = new ScriptSplitter();
    for await (const piece of script) {
      for (const statement of splitter.push(piece)) runStatement(database, statement);
      if (splitter.pendingBytes > LONGEST_STATEMENT_BYTES) {
        throw new ScriptError(splitter.line, "a statement is longer than 500 MB");
      }
      await setImmediate();
      options.signal.throwIfAborted();
    }
    for (const statement of splitter.finish()) runStatement(database, statement);
    if (database.isTransaction) {
      throw new ScriptError(splitter.line, "the script ends before its COMMIT; a part of it may be missing");
    }
    database.exec("pragma journal_mode = delete");
  } finally {
    database.close();
  }
}
function openForScript(path, maxBytes) {
  const { DatabaseSync, constants } = importNodeSqlite();
  const database = new DatabaseSync(pathToFileURL(path), {
    enableDoubleQuotedStringLiterals: true,
    enableForeignKeyConstraints: false,
    defensive: false
  });
  database.function("regexp", { deterministic: true }, matchesPattern);
  database.exec(`
    pragma journal_mode = memory;
    pragma synchronous = off;
    pragma max_page_count = ${Math.max(1, Math.floor(maxBytes / PAGE_BYTES))}`);
  database.setAuthorizer?.(
    (action, fileName) => action === constants.SQLITE_ATTACH && fileName !== VACUUM_FILE_NAME ? constants.SQLITE_DENY : constants.SQLITE_OK
  );
  return database;
}
function matchesPattern(pattern, text) {
  if (pattern === null || text === null) return null;
  return new RegExp(String(pattern), "su").test(String(text)) ? 1n : 0n;
}
var PAGE_BYTES = 4096;
var VACUUM_FILE_NAME = "";
function importNodeSqlite() {
  const { emitWarning } = process;
  process.emitWarning = () => {
  };
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}
function runStatement(database, statement) {
  const { line } = statement;
  if (PLANNER_STATISTICS.test(statement.head)) return;
  const refusal = refuse(statement);
  if (refusal !== null) throw new ScriptError(line, refusal);
  try {
    database.exec(decodeStatement(statement.bytes));
  } catch (error) {
    const { message, errcode } = error;
    throw new ScriptError(line, withoutValues(message), errcode);
  }
}
var PLANNER_STATISTICS = /^insert into sqlite_stat[234]\b/;
function refuse({ head, bytes }) {
  if (head.startsWith("attach")) return "ATTACH is refused: a script may touch no other file";
  if (head.startsWith("vacuum") && /\binto\b/i.test(bytes.toString("latin1"))) {
    return "VACUUM INTO is refused: a script may touch no other file";
  }
  if (bytes[0] === FULL_STOP) {
    const [command] = bytes.toString("utf8", 0, 80).split(/\s/);
    return `${command} is a command of the sqlite3 shell, not SQL`;
  }
  if (bytes.includes(0)) return "the statement holds a NUL byte";
  return null;
}
var FULL_STOP = 46;
function withoutValues(message) {
  return message.replace(
    /^(near|unrecognized token:) ".*"(: )?/s,
    (_, kind) => kind === "near" ? "" : "unrecognized token"
  );
}

export {
  ScriptSplitter,
  ScriptError,
  readScript,
  runScript
};
