import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  repositoryOf,
  runGit
} from "./chunk-PEYJDWY2.js";
import {
  canonicalJson,
  knownOf
} from "./chunk-GWUVQCSV.js";
import {
  MOST_BYTES,
  MOST_ROWS,
  tooLarge
} from "./chunk-FWTYUWFH.js";
import {
  schemaSource
} from "./chunk-TZWGLIBX.js";
import {
  CLUSTER_FOLDER,
  CONNECT_TIMEOUT_MS,
  KeptConnections,
  MAX_MISMATCHES,
  NEEDS,
  Pool,
  PostgresRefusal,
  RunLog,
  SET_SEARCH_PATH,
  SessionClient,
  addressLabel,
  addressesOfUrl,
  checkSequences,
  compareSchemas,
  connect,
  connectionLost,
  connectionRefused,
  createTwin,
  databaseOn,
  fail,
  findServerPackage,
  freePort,
  inParallel,
  inParts,
  initialiseCluster,
  isWorthThread,
  largestFirst,
  lendPostgres,
  list,
  loginConfig,
  matchSchema,
  measureMoments,
  pass,
  prepareTarget,
  publicMessage,
  readFactsOf,
  readLinesApart,
  seconds,
  statementRefused,
  sum,
  tryStatement,
  unverified,
  validateTables,
  withScratchDatabase,
  withServerOn,
  workThrough
} from "./chunk-4OUQNUPO.js";
import {
  exactDecimal
} from "./chunk-M3VP6R7Y.js";
import {
  JOIN_WORDS,
  RESERVED_WORDS,
  RESERVED_WORDS2,
  ROWID_NAMES,
  RequestProcess,
  RequestStopped,
  SKIPPED,
  VIOLATION_WORDS,
  arrivalOf,
  arrivingValue,
  commandRules,
  compositeKey,
  concatenate,
  cutKey,
  deriveSchema,
  formatIdentifier,
  formatQualified,
  globToRegex,
  harmless,
  isSkipped,
  joinBalanced,
  keyExpressions,
  locateRows,
  matchesGlob,
  planMigration,
  readSource,
  resolveIssues,
  rowKey,
  runShellCommand,
  shownBy,
  skipTarget,
  snapshotOptions,
  sourceFacts,
  whyItFailed,
  withPrivateDirectory,
  withSnapshot,
  wordsAsHint
} from "./chunk-EAZBQWOY.js";
import {
  RequestThread,
  quietly
} from "./chunk-ATVV6N3H.js";
import {
  ScriptError,
  ScriptSplitter
} from "./chunk-FQ3Z6WZN.js";
import {
  OutputFolder,
  inputsOf
} from "./chunk-76QMD3WK.js";
import {
  readGivenFile,
  readRegularFile
} from "./chunk-THCW5BCA.js";
import {
  beginningOf
} from "./chunk-AZK3MJLL.js";
import {
  array,
  number,
  object,
  string,
  tuple
} from "./chunk-4FQAPGRK.js";
import {
  errorCode
} from "./chunk-YJLUG6D3.js";
import {
  MOST_CAST_DIGITS,
  daysOf,
  decimalText,
  isNull,
  lexSqlite,
  numbersUnit
} from "./chunk-IE3QE5DE.js";
import {
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
  ownMemory
} from "./chunk-M4WBZ5ID.js";
import {
  RowIdentities,
  attachIdentities,
  detachIdentities,
  inOrder,
  noteOf,
  readLines,
  storedOrder
} from "./chunk-VQQR6LEC.js";
import {
  HIGHEST_INTEGER
} from "./chunk-AJR6PP63.js";
import {
  releaseMemory
} from "./chunk-DEE53WNT.js";
import {
  quoteIdentifier,
  quoteLiteral,
  quoteOwnRows,
  quoteQualified
} from "./chunk-76LBD5FE.js";
import {
  foundDamage,
  messageWithoutValue,
  reviveSqliteError,
  sqliteResultCode
} from "./chunk-XMX4Y7CS.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-HPZ5FJ6H.js";

// src/rehearsal/rehearse.ts
import { stat as stat5 } from "node:fs/promises";

// src/stages/performance/analyze-tables.ts
async function analyzeTables({ tables }, database, jobs) {
  const names = tables.map(({ target }) => quoteQualified(target));
  const size = Math.max(1, Math.ceil(names.length / jobs));
  const parts = Array.from(
    { length: Math.ceil(names.length / size) },
    (_, part) => names.slice(part * size, (part + 1) * size)
  );
  await inParallel(
    parts,
    jobs,
    database.connect,
    (connection, part) => connection.query(`analyze ${part.join(", ")}`)
  );
}

// src/stages/performance/ask-sqlite.ts
var START_TIMEOUT = 3e4;
var SqliteAsker = class {
  #path;
  #signal;
  #isStarted = false;
  #process = new RequestProcess(
    new URL("./query-process.ts", import.meta.url),
    reviveSqliteError
  );
  constructor(path, signal) {
    this.#path = path;
    this.#signal = signal;
  }
  /** Waits until the process has started, which is no part of what a query takes. */
  async start() {
    await this.#ask({ path: this.#path, query: { sql: "select 1", values: [] }, rows: false }, START_TIMEOUT);
    this.#isStarted = true;
  }
  /**
   * All rows of a query.
   *
   * @param timeout milliseconds after which it is stopped
   */
  async rows(query, timeout) {
    if (!this.#isStarted) await this.start();
    return await this.#ask({ path: this.#path, query, rows: true }, timeout);
  }
  /** How many milliseconds a query takes; null where it does not answer in time. */
  async time(query, timeout) {
    const answer = await this.#ask({ path: this.#path, query, rows: false }, timeout);
    return answer.kind === "rows" ? answer.milliseconds : null;
  }
  /** Ends the process. */
  close() {
    this.#process.end();
  }
  async #ask(request, timeout) {
    try {
      return await this.#process.ask(request, timeout, this.#signal);
    } catch (error) {
      if (!(error instanceof RequestStopped)) throw error;
      this.#isStarted = false;
      if (error.why === "timeout") return { kind: "stopped", milliseconds: timeout };
      return { kind: "refused", reason: `SQLite gave no answer: ${error.message}` };
    }
  }
};

// src/stages/performance/refused-literal.ts
function refusedLiteral(sql, { sqlstate, message, position }) {
  if (position === null || !OF_A_VALUE.test(sqlstate)) return null;
  const from = [...sql].slice(0, position - 1).join("").length;
  const [token] = lexSqlite(sql.slice(from));
  if (token?.start !== 0 || token.kind !== "string" && token.kind !== "number") return null;
  if (!message.includes(`"${token.value}"`)) return null;
  const [, type = ""] = /(?:for|range for|value for enum) (?:type )?([a-z][a-z ]*)/.exec(message) ?? [];
  return { value: token.value, type };
}
var OF_A_VALUE = /^22/;
function insteadOfLiteral({ value, type }) {
  const literal = quoteLiteral(value);
  if (/^(date|time)/.test(type)) {
    return `a whole date or time in the place of ${literal}, as '2024-03-01'; or the other side as a text, as to_char(a, 'YYYY-MM-DD') gives it`;
  }
  if (/^(smallint|integer|bigint|numeric|real|double precision)/.test(type)) {
    const isNumber3 = value.trim() !== "" && Number.isFinite(Number(value));
    const written = isNumber3 ? String(Number(value)) : "a number";
    return `${written} in the place of ${literal}; or the other side as a text, as a::text gives it`;
  }
  return `a value of the type that the other side has in the place of ${literal}`;
}
function insteadOfOverflow(message) {
  const [, type] = /^(smallint|integer|bigint) out of range/.exec(message) ?? [];
  if (type === void 0) return null;
  return type === "bigint" ? "a::numeric in the calculation" : "a::bigint in the calculation, of 64 bits";
}

// src/stages/performance/ask-postgres.ts
var CANCELLED = "57014";
var KEPT = { rows: MOST_ROWS, bytes: 4 * MOST_BYTES };
async function askPostgres(connection, query, timeout) {
  return await inTransaction(connection, "read only", timeout, () => timed(connection, query));
}
async function planInPostgres(connection, query, timeout) {
  return await askPostgres(connection, { ...query, sql: `explain ${query.sql}` }, timeout);
}
function isPlannable(sql) {
  const first = lexSqlite(sql)[0]?.value.toLowerCase() ?? "";
  return /^(insert|update|delete|merge|replace|with|select|values)$/.test(first);
}
async function inTransaction(connection, mode, timeout, work2) {
  await connection.query(`begin transaction ${mode}`);
  await connection.query(`set local statement_timeout to ${Math.max(1, Math.ceil(timeout))}`);
  try {
    return await work2();
  } finally {
    await connection.query("rollback").catch(() => void 0);
  }
}
async function timed(connection, query) {
  const started = performance.now();
  try {
    const rows = await connection.readCut(query.sql, query.values.map(toPostgres), KEPT);
    return { kind: "rows", rows, milliseconds: performance.now() - started };
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error;
    const { sqlstate } = error.fields;
    if (sqlstate === CANCELLED) return { kind: "stopped", milliseconds: performance.now() - started };
    const literal = refusedLiteral(query.sql, error.fields);
    return { kind: "refused", sqlstate, literal, message: wordsOf(error, literal) };
  }
}
function wordsOf({ fields }, literal) {
  if (literal !== null) return `${fields.message} (SQLSTATE ${fields.sqlstate})`;
  const [said, code] = [publicMessage(fields), `SQLSTATE ${fields.sqlstate}`];
  return said === code ? code : `${said} (${code})`;
}
function toPostgres(value) {
  return value === null ? null : String(value);
}

// src/stages/performance/function-spellings.ts
function entryOf(table, name2) {
  return Object.hasOwn(table, name2) ? table[name2] : void 0;
}
var UTC_NOW = `now() at time zone 'utc'`;
var DATE_FUNCTIONS = {
  date: [
    { sqlite: "date(at)", postgres: "at::date" },
    {
      sqlite: `date(at, '+1 day')`,
      postgres: `(at::timestamp + interval '1 day')::date`,
      but: "a month after the 31st is the last day of the next month, and lies in the month after in SQLite"
    },
    { sqlite: `date(at, 'start of month')`, postgres: `date_trunc('month', at::timestamp)::date` },
    { sqlite: `date('now')`, postgres: `(${UTC_NOW})::date` }
  ],
  time: [{ sqlite: "time(at)", postgres: `date_trunc('second', at::timestamp)::time` }],
  datetime: [
    { sqlite: "datetime(at)", postgres: `date_trunc('second', at::timestamp)` },
    { sqlite: `datetime(r, 'unixepoch')`, postgres: `to_timestamp(floor(r)) at time zone 'utc'` },
    { sqlite: `datetime('now')`, postgres: `date_trunc('second', ${UTC_NOW})` }
  ],
  julianday: [
    {
      sqlite: "julianday(at)",
      postgres: "(extract(epoch from at::timestamp) / 86400 + 2440587.5)::double precision"
    },
    {
      sqlite: `julianday(at) - julianday('2000-01-01')`,
      postgres: `extract(epoch from at::timestamp - timestamp '2000-01-01') / 86400`
    }
  ],
  strftime: [
    {
      sqlite: `strftime('%Y-%m-%d %H:%M:%S', at)`,
      postgres: `to_char(at::timestamp, 'YYYY-MM-DD HH24:MI:SS')`
    },
    { sqlite: `strftime('%j', at)`, postgres: `to_char(at::timestamp, 'DDD')` },
    { sqlite: `strftime('%w', at)`, postgres: "extract(dow from at::timestamp)" },
    { sqlite: `strftime('%s', at)`, postgres: "floor(extract(epoch from at::timestamp))::bigint" }
  ],
  unixepoch: [{ sqlite: "unixepoch(at)", postgres: "floor(extract(epoch from at::timestamp))::bigint" }],
  timediff: { advice: "the difference of two timestamps is an interval, which is spelled in another way" }
};
var FUNCTIONS = {
  ifnull: [{ sqlite: "ifnull(a, b)", postgres: "coalesce(a, b)" }],
  iif: [{ sqlite: "iif(n > m, a, b)", postgres: "case when n > m then a else b end" }],
  if: [{ sqlite: "if(n > m, a, b)", postgres: "case when n > m then a else b end" }],
  group_concat: [
    {
      sqlite: `group_concat(n order by n)`,
      postgres: `string_agg(n::text, ',' order by n)`,
      but: "without an ORDER BY the texts come in any order"
    },
    { sqlite: `group_concat(a, '; ' order by a)`, postgres: `string_agg(a, '; ' order by a)` }
  ],
  total: [{ sqlite: "total(n)", postgres: "coalesce(sum(n), 0)::double precision" }],
  instr: [{ sqlite: "instr(a, b)", postgres: "strpos(a, b)" }],
  char: [{ sqlite: "char(n)", postgres: "chr(n::int)", but: "each argument by itself, joined by ||" }],
  unicode: [{ sqlite: "unicode(a)", postgres: "nullif(ascii(a), 0)" }],
  hex: [
    { sqlite: "hex(raw)", postgres: `coalesce(upper(encode(raw, 'hex')), '')` },
    { sqlite: "hex(a)", postgres: `coalesce(upper(encode(convert_to(a, 'UTF8'), 'hex')), '')` }
  ],
  unhex: [
    {
      sqlite: `unhex(hex(raw))`,
      postgres: `decode(coalesce(upper(encode(raw, 'hex')), ''), 'hex')`,
      but: "what is not hexadecimal is an error, and NULL in SQLite"
    }
  ],
  printf: formatted("printf"),
  format: formatted("format"),
  glob: [
    {
      sqlite: `glob('a*', a)`,
      postgres: `a ~ '^(?:a.*)$'`,
      but: "* is .*, ? is a full stop, and what means something to a regular expression needs a backslash"
    }
  ],
  like: [
    {
      sqlite: "like(b, a)",
      postgres: `a ilike b escape ''`,
      but: "letters beyond ASCII are folded too, in most locales"
    }
  ],
  random: { advice: "random() is a double from 0 to 1" },
  randomblob: { advice: "gen_random_bytes(n) of the extension pgcrypto" },
  zeroblob: [{ sqlite: "zeroblob(n)", postgres: `decode(repeat('00', n::int), 'hex')` }],
  typeof: { advice: "values have the type of their column; pg_typeof(x) names it as PostgreSQL does" },
  quote: [
    { sqlite: "quote(a)", postgres: `coalesce('''' || replace(a, '''', '''''') || '''', 'NULL')` },
    { sqlite: "quote(n)", postgres: `coalesce(n::text, 'NULL')` }
  ],
  changes: { advice: "the count that the command returns" },
  total_changes: { advice: "the count that the commands return" },
  last_insert_rowid: { advice: "insert \u2026 returning id" },
  sqlite_version: { advice: "version(), which is of PostgreSQL" },
  json_extract: [
    {
      sqlite: `json_extract(doc, '$.a.b')`,
      postgres: `doc::jsonb #>> '{a,b}'`,
      but: "it is a text there, with true for 1 and false for 0"
    },
    { sqlite: `json_extract(doc, '$.list')`, postgres: `doc::jsonb #> '{list}'` }
  ],
  json_each: [
    {
      sqlite: `(select sum(value) from json_each(doc, '$.list'))`,
      postgres: `(select sum(value::numeric) from jsonb_array_elements_text(doc::jsonb #> '{list}'))`
    },
    {
      sqlite: `(select group_concat(key order by key) from json_each(doc))`,
      postgres: `(select string_agg(key, ',' order by key) from jsonb_each(doc::jsonb))`
    }
  ],
  json_tree: { advice: "a recursive query over jsonb_each(x) and jsonb_array_elements(x)" },
  json_group_array: [
    {
      sqlite: "json_group_array(n order by n nulls first)",
      postgres: `coalesce(jsonb_agg(n order by n nulls first), '[]')`
    }
  ],
  json_group_object: [
    { sqlite: `json_group_object('k' || n, n)`, postgres: `coalesce(jsonb_object_agg('k' || n, n), '{}')` }
  ],
  json_array: [{ sqlite: "json_array(n, a)", postgres: "jsonb_build_array(n, a)" }],
  json_object: [{ sqlite: `json_object('k', n, 'l', a)`, postgres: `jsonb_build_object('k', n, 'l', a)` }],
  json_array_length: [
    {
      sqlite: `json_array_length(doc, '$.list')`,
      postgres: `jsonb_array_length(doc::jsonb #> '{list}')`,
      but: "what is no array is an error, and 0 in SQLite"
    }
  ],
  json_valid: [{ sqlite: "json_valid(b)", postgres: "b is json", but: "from PostgreSQL 16 on" }],
  json_insert: [
    { sqlite: `json_insert(doc, '$.k', n)`, postgres: `jsonb_build_object('k', n) || doc::jsonb` }
  ],
  json_set: [
    {
      sqlite: `json_set(doc, '$.k', n)`,
      postgres: `jsonb_set(doc::jsonb, '{k}', coalesce(to_jsonb(n), 'null'))`
    }
  ],
  json_replace: [
    {
      sqlite: `json_replace(doc, '$.k', n)`,
      postgres: `jsonb_set(doc::jsonb, '{k}', coalesce(to_jsonb(n), 'null'), false)`
    }
  ],
  json_remove: [{ sqlite: `json_remove(doc, '$.a')`, postgres: `doc::jsonb #- '{a}'` }],
  json_patch: {
    advice: "a function of your own: x::jsonb || y::jsonb merges the first level alone, and keeps what is null in y"
  },
  json_type: { advice: "jsonb_typeof(x::jsonb), which says number for integer and real, string for text" }
};
function formatted(name2) {
  return [
    {
      sqlite: `${name2}('%s-%s', a, b)`,
      postgres: `concat(a, '-', b)`,
      but: "format() of PostgreSQL knows only %s, %I and %L, and refuses %d"
    }
  ];
}
var SCALAR_EXTREMES = {
  max: [
    { sqlite: "max(n, m)", postgres: "case when n is not null and m is not null then greatest(n, m) end" }
  ],
  min: [{ sqlite: "min(n, m)", postgres: "case when n is not null and m is not null then least(n, m) end" }]
};
function ofMoment(entry, column, moment) {
  if ("advice" in entry) return entry;
  const day = moment === `${column}::timestamp` ? `${column}::date` : `${moment}::date`;
  return entry.map((spelling2) => ({
    ...spelling2,
    sqlite: spelling2.sqlite.replace(/\bat\b/, () => column),
    postgres: spelling2.postgres.replaceAll("at::timestamp", () => moment).replaceAll("at::date", () => day)
  }));
}
function spellingOf(entry) {
  if ("advice" in entry) return entry.advice;
  return entry.map(({ sqlite, postgres, but }) => {
    const spelled3 = entry.length === 1 ? postgres : `${postgres} for ${sqlite}`;
    return but === void 0 ? spelled3 : `${spelled3} (${but})`;
  }).join("; ");
}

// src/stages/performance/table-references.ts
function tableReferences(tokens) {
  const found = [];
  const levels = [newLevel(-1, false)];
  for (const [at, token] of tokens.entries()) {
    const level = levels.at(-1) ?? newLevel(at, false);
    const mark = symbolAt(tokens, at);
    if (mark === "(") {
      const isJoin = level.expects && symbolAt(tokens, at + 1) !== "select";
      levels.push(isJoin ? { ...level, block: level.block } : newLevel(at, false));
      level.expects = false;
    } else if (mark === ")") {
      const ended = levels.length > 1 ? levels.pop() : void 0;
      if (ended !== void 0 && ended.block !== levels.at(-1)?.block) ended.block.to = at;
    } else if (level.expects && isName(token) && !RESERVED_WORDS2.has(mark)) {
      if (symbolAt(tokens, at + 1) === ".") continue;
      found.push({ name: token.value, alias: aliasAfter(tokens, at), at, block: level.block });
      level.expects = false;
    } else if (mark !== ".") read(level, mark, symbolAt(tokens, at - 1));
  }
  return found;
}
function newLevel(from, expects) {
  return { block: { from, to: Number.POSITIVE_INFINITY }, expects, lists: false };
}
function read(level, mark, before) {
  switch (mark) {
    case "from":
      if (before === "distinct") return;
      level.expects = true;
      level.lists = true;
      return;
    case "join":
    case "into":
    case "update":
    case "table":
      level.expects = true;
      return;
    case ",":
      level.expects = level.lists;
      return;
    case "or":
      return;
    case "where":
    case "group":
    case "having":
    case "order":
    case "limit":
    case "union":
    case "intersect":
    case "except":
    case "select":
    case "set":
    case "returning":
    case "values":
      level.expects = false;
      level.lists = false;
      return;
    default:
  }
}
function aliasAfter(tokens, at) {
  const next = symbolAt(tokens, at + 1) === "as" ? at + 2 : at + 1;
  const token = tokens[next];
  const own = tokens[at]?.value ?? "";
  if (token === void 0 || !isName(token)) return own;
  const word = symbolAt(tokens, next);
  return RESERVED_WORDS2.has(word) || JOIN_WORDS.has(word) || OTHER_CLAUSES.has(word) ? own : token.value;
}
var OTHER_CLAUSES = /* @__PURE__ */ new Set(["window", "intersect", "except", "offset", "for"]);
function isName({ kind }) {
  return kind === "word" || kind === "identifier";
}
function symbolAt(tokens, at) {
  const token = tokens[at];
  return token?.kind === "word" || token?.kind === "operator" ? token.value.toLowerCase() : "";
}

// src/stages/performance/chance.ts
var CHANCE = /^(random|randomblob|changes|total_changes|last_insert_rowid|random_normal|gen_random_uuid|gen_random_bytes|uuidv4|uuidv7|uuid_generate_v\d\w*)$/;
var MOMENT = /^(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)$/;
var MOMENT_WORD = /^(current_(timestamp|date|time)|local(time|timestamp))$/;
function chanceIn(texts) {
  const found = texts.map(readChance);
  const words = [...new Set(found.flatMap((one) => one.words))];
  const orders = found.flatMap(({ order }) => order ?? []);
  if (words.length === 0) return null;
  return {
    words,
    order: orders.includes("none") ? "none" : orders.includes("part") ? "part" : "whole",
    columns: found.some(({ columns }) => columns === null) ? null : found.flatMap(({ columns }) => columns ?? []),
    canChangeCount: found.some((one) => one.canChangeCount)
  };
}
function readChance(sql) {
  const tokens = lexSqlite(sql);
  const has = (pattern) => tokens.some((_, at) => pattern.test(symbolAt(tokens, at)));
  const [isLimited, isGrouped] = [
    has(/^(limit|offset|fetch)$/),
    has(/^(distinct|group|union|intersect|except)$/)
  ];
  const words = [];
  let order = null;
  let canChangeCount = false;
  let isAnywhere = false;
  const lists2 = [];
  const clauses = [""];
  for (const at of tokens.keys()) {
    const mark = symbolAt(tokens, at);
    const clause = clauses.at(-1) ?? "";
    if (mark === "(") clauses.push(/^(select|with|values)$/.test(symbolAt(tokens, at + 1)) ? "inner" : clause);
    else if (mark === ")") clauses.pop();
    else if (clauses.length === 1 && /^(select|from|where|group|having|order|limit)$/.test(mark))
      clauses[0] = mark;
    if (clauses.length === 1 && clauses[0] === "select") readItem(lists2, tokens, at);
    const kind = kindAt(tokens, at);
    if (kind === null) continue;
    const item = clauses[0] === "select" ? lists2.at(-1)?.at(-1) : void 0;
    if (item !== void 0) item.isOpen = true;
    const isFilter = clauses[0] === "where" || clauses[0] === "having";
    const isNowhere = item === void 0 && !(isFilter && kind === "moment");
    if (isNowhere || kind === "chance" && (isLimited || isGrouped)) isAnywhere = true;
    words.push(MOMENT_WORD.test(mark) ? mark : `${mark}()`);
    if (clause !== "order" || isLimited) order = "none";
    else order ??= symbolAt(tokens, at - 1) === "by" ? "whole" : "part";
    if (kind === "chance" && (isGrouped || !/^(select|order)$/.test(clause))) canChangeCount = true;
  }
  return { words, order, columns: isAnywhere ? null : openColumns(lists2), canChangeCount };
}
function readItem(lists2, tokens, at) {
  const mark = symbolAt(tokens, at);
  if (mark === "select") lists2.push([]);
  if (mark === "select" || mark === ",") lists2.at(-1)?.push({ isStar: false, isOpen: false });
  const item = lists2.at(-1)?.at(-1);
  const isStar = mark === "*" && /^(select|distinct|all|,|\.)$/.test(symbolAt(tokens, at - 1));
  if (isStar && item !== void 0) item.isStar = true;
}
function openColumns(lists2) {
  const places = lists2.flatMap((items) => {
    const stars = items.flatMap(({ isStar }, at) => isStar ? [at] : []);
    const [first = items.length, last = -1] = [stars[0], stars.at(-1)];
    return items.flatMap(({ isOpen: isOpen2 }, at) => {
      if (!isOpen2) return [];
      if (at < first) return [at];
      return at > last ? [at - items.length] : [null];
    });
  });
  return places.includes(null) ? null : places.filter((place2) => place2 !== null);
}
function kindAt(tokens, at) {
  const name2 = symbolAt(tokens, at);
  if (symbolAt(tokens, at - 1) === "." || tokens[at]?.kind !== "word") return null;
  if (MOMENT_WORD.test(name2)) return "moment";
  if (symbolAt(tokens, at + 1) !== "(") return null;
  if (CHANCE.test(name2)) return "chance";
  if (MOMENT.test(name2)) return "moment";
  if (!Object.hasOwn(DATE_FUNCTIONS, name2)) return null;
  for (let next = at + 2; next < tokens.length && symbolAt(tokens, next) !== ")"; next++) {
    const { kind, value } = tokens[next] ?? {};
    if (kind === "string" && value?.toLowerCase() === "now") return "moment";
  }
  return symbolAt(tokens, name2 === "strftime" ? at + 3 : at + 2) === ")" ? "moment" : null;
}

// src/stages/performance/comparable-value.ts
import { isUtf8 } from "node:buffer";

// src/stages/performance/comparable-interval.ts
var UNITS = {
  year: ["months", 12],
  mon: ["months", 1],
  day: ["days", 1],
  hour: ["microseconds", 36e8],
  min: ["microseconds", 6e7],
  sec: ["microseconds", 1e6]
};
var CLOCK = /^([+-]?)(\d+):(\d\d):(\d\d(?:\.\d+)?)$/;
var QUANTITY = /^([+-]?\d+(?:\.\d+)?)$/;
var UNIT = /^(year|mon|day|hour|min|sec)(?:s|th|ths|ute|utes|ond|onds)?$/;
function intervalOf(text) {
  const sum2 = { months: 0, days: 0, microseconds: 0 };
  let count = null;
  for (const word of text.trim().split(/\s+/)) {
    const unit = UNIT.exec(word)?.[1];
    const clock = CLOCK.exec(word);
    if (clock !== null) sum2.microseconds += microsecondsOf(clock);
    else if (count === null && QUANTITY.test(word)) count = Number(word);
    else if (count !== null && isUnit(unit)) {
      const [part, factor] = UNITS[unit];
      sum2[part] += Math.round(count * factor);
      count = null;
    } else return null;
  }
  return count === null ? spelled(sum2.months, sum2.days, sum2.microseconds) : null;
}
function intervalOfMicroseconds(count) {
  return spelled(0, 0, Number(count));
}
function isUnit(word) {
  return word !== void 0 && Object.hasOwn(UNITS, word);
}
function microsecondsOf([, sign2, hours, minutes, seconds2]) {
  const total = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds2);
  return Math.round(total * 1e6) * (sign2 === "-" ? -1 : 1);
}
function spelled(months, days, microseconds) {
  return `${months} ${days} ${microseconds}`;
}

// src/stages/performance/comparable-json.ts
function comparableJson(text) {
  const json = canonicalJson(text);
  if (json === "true") return "1";
  return json === "false" ? "0" : json;
}

// src/stages/performance/comparable-moment.ts
var DATE = /(?<year>\d{4,7})-(?<month>0[1-9]|1[0-2])-(?<day>\d\d)/.source;
var TIME = /(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d)(?:\.(?<decimals>\d+))?)?/.source;
var OFFSET = /(?<offset>Z|[+-](?:0\d|1[0-5])(?::?[0-5]\d(?::?[0-5]\d)?)?)/.source;
var MOMENT2 = new RegExp(`^${DATE}(?:[T ]${TIME})?\\s*${OFFSET}?(?<bc> BC)?$`);
function momentOf(text) {
  const parts = MOMENT2.exec(text)?.groups;
  if (parts === void 0) return null;
  const { hour = "0", minute = "0", second = "0", decimals = "", offset = "Z" } = parts;
  const year = parts.bc === void 0 ? Number(parts.year) : 1 - Number(parts.year);
  const [month, day] = [Number(parts.month), Number(parts.day)];
  if (day < 1 || day > daysOf(year, month) || /[1-9]/.test(decimals.slice(6))) return null;
  const days = daysSince1970(year, month, day);
  const seconds2 = BigInt(days) * 86400n + secondsOf(hour, minute, second) - eastOf(offset);
  return String(seconds2 * 1000000n + BigInt(decimals.padEnd(6, "0").slice(0, 6)));
}
function daysSince1970(year, month, day) {
  const fromMarch = month > 2 ? year : year - 1;
  const era = Math.floor(fromMarch / 400);
  const yearOfEra = fromMarch - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}
function eastOf(offset) {
  const parts = /^([+-])(\d\d):?(\d\d)?:?(\d\d)?$/.exec(offset);
  if (parts === null) return 0n;
  const [, sign2, hours = "0", minutes = "0", seconds2 = "0"] = parts;
  const east = secondsOf(hours, minutes, seconds2);
  return sign2 === "-" ? -east : east;
}
function secondsOf(hours, minutes, seconds2) {
  return BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds2);
}

// src/stages/performance/tolerance.ts
var LAST_PLACES = { share: 16 * 2 ** -52, difference: 0, asMigrated: false };
var OF_SUMS = 1e-10;
var OF_SUMS_OF_DAYS = 1e-12;
var SUMS = /^(sum|total|avg|median|corr|(stddev|var|covar)(_pop|_samp)?|variance|regr_\w+|percentile(_\w+)?)$/;
var OF_DAYS = 1e-9;
var SECONDS_OF_A_DAY = 86400;
function toleranceFor(queries, views, asMigrated) {
  const texts = [...queries.map(({ sql }) => sql), ...views].map(lexSqlite);
  const calls = (name2) => texts.some(
    (tokens) => tokens.some((_, at) => name2.test(symbolAt(tokens, at)) && symbolAt(tokens, at + 1) === "(")
  );
  const factors = texts.flatMap(
    (tokens) => tokens.flatMap(({ kind, value }, at) => {
      const isFactor = [at - 1, at + 1].some((beside) => symbolAt(tokens, beside) === "*");
      return kind === "number" && isFactor ? Math.max(1, Number(value)) : [];
    })
  );
  const unit = Math.min(
    SECONDS_OF_A_DAY,
    factors.reduce((product, factor) => product * factor, 1)
  );
  return {
    share: calls(SUMS) ? OF_SUMS : LAST_PLACES.share,
    difference: calls(/^julianday$/) ? OF_DAYS * unit : 0,
    asMigrated
  };
}
function isNear(a, b, { share, difference }) {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const size = Math.max(Math.abs(a), Math.abs(b));
  const isDay = isJulianDay(a) || isJulianDay(b);
  const ofShare = size * (isDay ? Math.min(share, OF_SUMS_OF_DAYS) : share);
  return Math.abs(a - b) <= Math.max(ofShare, isDay ? 0 : difference);
}
function isJulianDay(value) {
  return value > 24e5 && value < 25e5;
}

// src/stages/performance/comparable-number.ts
var NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$|^-?Inf(inity)?$|^NaN$/i;
function numberOfSqlite(value) {
  return typeof value === "bigint" ? { kind: "number", value: Number(value), exact: String(value) } : { kind: "number", value, exact: null };
}
var PLAIN = /^(?!-0$)-?(0|[1-9]\d*)(\.\d+)?$|^-?Inf(inity)?$|^NaN$/;
var LARGE_OR_SMALL = /^-?[1-9]\.\d+e([+](1[5-9]|[2-9]\d|\d{3})|-(0[5-9]|[1-9]\d|\d{3}))$/;
function numberOfText(text, isDouble3) {
  return PLAIN.test(text) || LARGE_OR_SMALL.test(text) ? numberInText(text, isDouble3) : null;
}
function numberInText(text, isDouble3) {
  const spelled3 = text.trim();
  if (!NUMBER.test(spelled3)) return null;
  const value = Number(spelled3.replace(/^(-?)Inf$/i, "$1Infinity"));
  return { kind: "number", value, exact: isDouble3 ? null : exactDecimal(spelled3) };
}
function isSameNumber(sqlite, postgres, tolerance) {
  if (sqlite.exact !== null && postgres.exact !== null) return sqlite.exact === postgres.exact;
  const [a, b] = [sqlite.value, postgres.value];
  if (sqlite.exact !== null && isBeyondDoubles(sqlite.exact) && Number.isInteger(b)) {
    return sqlite.exact === String(BigInt(b));
  }
  if (Object.is(a, b) || a === b) return true;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return false;
  return isNear(a, b, tolerance);
}
function isBeyondDoubles(exact) {
  return !exact.includes(".") && !Number.isSafeInteger(Number(exact));
}

// src/stages/performance/comparable-value.ts
var TYPE_IDS = {
  boolean: [16],
  bytes: [17],
  number: [20, 21, 23, 26, 1700],
  double: [700, 701],
  json: [114, 3802],
  padded: [1042],
  moment: [1082, 1114, 1184],
  time: [1083],
  interval: [1186],
  uuid: [2950]
};
function meaningOf(typeId) {
  const found = Object.entries(TYPE_IDS).find(([, ids]) => ids.some((id) => id === typeId));
  return found?.[0] ?? "text";
}
var SINCE_1970 = "since 1970: ";
var NULL = { kind: "null" };
function comparableOfPostgres(value, meaning) {
  if (value === null) return NULL;
  switch (meaning) {
    case "number":
    case "double":
      return numberInText(value, meaning === "double") ?? { kind: "text", text: value };
    case "moment":
      return { kind: "text", text: momentOf(value) ?? value };
    case "time":
      return { kind: "text", text: timeOf(value) };
    case "interval":
      return { kind: "text", text: intervalOf(value) ?? value };
    case "json":
      return { kind: "text", text: comparableJson(value) };
    case "padded":
      return { kind: "text", text: withoutPadding(value) };
    case "boolean":
    case "bytes":
    case "uuid":
    case "text":
      return { kind: "text", text: value };
    default:
      return meaning;
  }
}
function comparableOfSqlite(value, meaning, asMigrated) {
  if (value === null) return NULL;
  const isNumber3 = typeof value === "bigint" || typeof value === "number";
  if (meaning === "number" || meaning === "double") {
    if (isNumber3) return numberOfSqlite(value);
    const read3 = asMigrated ? numberInText : numberOfText;
    const number2 = typeof value === "string" ? read3(value, meaning === "double") : null;
    return number2 ?? { kind: "text", text: textOf(value) };
  }
  if (meaning === "text" && isNumber3) return numberOfSqlite(value);
  if (!asMigrated && Buffer.isBuffer(value) !== (meaning === "bytes") && meaning !== "uuid")
    return { kind: "text", text: `${OTHER_CLASS}${textOf(value)}` };
  return { kind: "text", text: spelling(value, meaning) };
}
var OTHER_CLASS = "\0";
function spelling(value, meaning) {
  switch (meaning) {
    case "boolean":
      return booleanOf(textOf(value));
    case "bytes":
      return `\\x${Buffer.from(Buffer.isBuffer(value) ? value : textOf(value)).toString("hex")}`;
    case "moment":
      return typeof value === "string" ? momentOf(value) ?? value : `${SINCE_1970}${textOf(value)}`;
    case "time":
      return timeOf(textOf(value));
    case "interval":
      return typeof value === "bigint" ? intervalOfMicroseconds(value) : intervalOf(textOf(value)) ?? textOf(value);
    case "json":
      return comparableJson(textOf(value));
    case "uuid":
      return uuidOf(value);
    case "padded":
      return withoutPadding(textOf(value));
    case "text":
      return textOf(value);
    default:
      return meaning;
  }
}
function textOf(value) {
  if (!Buffer.isBuffer(value)) return String(value);
  return isUtf8(value) ? value.toString("utf8") : `\0${value.toString("hex")}`;
}
function booleanOf(text) {
  if (/^(1|t|true|y|yes|on)$/i.test(text)) return "t";
  return /^(0|f|false|n|no|off)$/i.test(text) ? "f" : `no boolean: ${text}`;
}
function withoutPadding(text) {
  return text.replace(/ +$/, "");
}
function timeOf(text) {
  const parts = /^(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?$/.exec(text);
  return parts === null ? text : `${parts[1]}:${parts[2] ?? "00"}.${(parts[3] ?? "").replace(/0+$/, "")}`;
}
function uuidOf(value) {
  const digits = (Buffer.isBuffer(value) ? value.toString("hex") : textOf(value)).replaceAll("-", "").toLowerCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
function isSame(sqlite, postgres, tolerance) {
  if (sqlite.kind === "number") {
    if (postgres.kind === "number") return isSameNumber(sqlite, postgres, tolerance);
    return postgres.kind === "text" && isSpelled(sqlite, postgres.text);
  }
  if (sqlite.kind === "text" && postgres.kind === "text") {
    return sqlite.text === postgres.text || isSameInstant(sqlite.text, postgres.text);
  }
  return sqlite.kind === "null" && postgres.kind === "null";
}
function isSpelled({ value, exact }, text) {
  if (exact !== null) return exact === text;
  return String(value) === text || JSON_NUMBER.test(text) && Number(text) === value;
}
var JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i;
function isSameInstant(a, b) {
  if (!a.startsWith(SINCE_1970) || !/^-?\d+$/.test(b)) return false;
  const counted2 = Number(a.slice(SINCE_1970.length));
  return [1e6, 1e3, 1].some((unit) => Math.abs(counted2 * unit - Number(b)) < 1);
}

// src/stages/performance/order-rows.ts
function inOneOrder(sqlite, postgres, tolerance) {
  const places = [...(sqlite[0] ?? []).keys()];
  const exact = [];
  const near = [];
  const raw = [];
  for (const at of places) {
    const values = [...sqlite, ...postgres].flatMap((row) => row[at] ?? []);
    if (values.some(isDouble)) {
      near.push({ at, keyOf: clusterKey(values, tolerance) });
      raw.push({ at, keyOf: sizeOf });
    } else exact.push({ at, keyOf: values.some(isSince1970) ? sizeOf : exactKey });
  }
  const columns = [...exact, ...near, ...raw];
  return [sorted(sqlite, columns), sorted(postgres, columns)];
}
function sorted(rows, columns) {
  return rows.map((row) => ({ row, keys: columns.map(({ at, keyOf: keyOf2 }) => keyOf2(row[at])) })).toSorted((a, b) => compareKeys(a.keys, b.keys)).map(({ row }) => row);
}
function compareKeys(left, right) {
  for (const [at, one] of left.entries()) {
    const other = right[at] ?? "";
    const [a, b] = typeof one === typeof other ? [one, other] : [typeof one, typeof other];
    if (a < b) return -1;
    if (a > b) return 1;
  }
  return 0;
}
function isDouble(value) {
  return value.kind === "number" && value.exact === null;
}
function isSince1970(value) {
  return value.kind === "text" && value.text.startsWith(SINCE_1970);
}
function exactKey(value) {
  if (value === void 0 || value.kind === "null") return "";
  return `=${value.kind === "number" ? value.exact ?? value.value : value.text}`;
}
function sizeOf(value) {
  if (value === void 0 || value.kind === "null") return Number.NEGATIVE_INFINITY;
  if (value.kind === "number") return value.value;
  const number2 = Number(value.text.replace(SINCE_1970, ""));
  return value.text.trim() === "" || Number.isNaN(number2) ? `=${value.text}` : number2;
}
function clusterKey(values, tolerance) {
  const sizes = values.map(sizeOf).filter((size) => typeof size === "number");
  const clusters = /* @__PURE__ */ new Map();
  let [before, cluster] = [Number.NaN, 0];
  for (const size of [...new Set(sizes)].toSorted((a, b) => a < b ? -1 : 1)) {
    if (!isNear(before, size, tolerance)) cluster++;
    clusters.set(size, cluster);
    before = size;
  }
  return (value) => {
    const size = sizeOf(value);
    return clusters.get(size) ?? size;
  };
}

// src/stages/performance/compare-results.ts
function compareResults({ rows: sqlite, width }, postgres, ordered, tolerance) {
  if (width !== postgres.types.length) {
    return `${amount(width, "column")} in SQLite, ${postgres.types.length} in PostgreSQL`;
  }
  if (sqlite.length !== postgres.rowCount) {
    return `${amount(sqlite.length, "row")} in SQLite, ${postgres.rowCount} in PostgreSQL`;
  }
  const meanings = postgres.types.map(meaningOf);
  if (sqlite.every((row, at) => isSameRow(row, postgres.rows[at] ?? [], meanings, tolerance))) return null;
  const expected = sqlite.map((row) => sqliteRow(row, meanings, tolerance));
  const actual = postgres.rows.map((row) => toRow(row, meanings, comparableOfPostgres));
  const sorted2 = differing(...inOneOrder(expected, actual, tolerance), tolerance);
  if (sorted2.rows > 0) {
    const columns = [...sorted2.columns].map((at) => at + 1).toSorted((a, b) => a - b);
    return `${amount(sorted2.rows, "row")} of ${sqlite.length} differ, in column ${columns.join(", ")}`;
  }
  return ordered ? "the same rows come in another order" : null;
}
function sqliteRow(row, meanings, { asMigrated }) {
  return toRow(row, meanings, (value, meaning) => comparableOfSqlite(value, meaning, asMigrated));
}
function toRow(row, meanings, toComparable) {
  return row.map((value, at) => toComparable(value, meanings[at] ?? "text"));
}
function isSameRow(sqlite, postgres, meanings, tolerance) {
  const [expected, actual] = [
    sqliteRow(sqlite, meanings, tolerance),
    toRow(postgres, meanings, comparableOfPostgres)
  ];
  return expected.every((value, at) => {
    const other = actual[at];
    return other !== void 0 && isSame(value, other, tolerance);
  });
}
function differing(expected, actual, tolerance) {
  const columns = /* @__PURE__ */ new Set();
  let rows = 0;
  for (const [at, row] of expected.entries()) {
    const unlike = row.flatMap((value, column) => {
      const other = actual[at]?.[column];
      return other !== void 0 && isSame(value, other, tolerance) ? [] : [column];
    });
    if (unlike.length > 0) rows++;
    for (const column of unlike) columns.add(column);
  }
  return { rows, columns };
}

// src/stages/performance/is-ordered.ts
function isOrdered(sql) {
  let depth = 0;
  let before = "";
  for (const { kind, value } of lexSqlite(sql)) {
    if (value === "(" && kind === "operator") depth++;
    if (value === ")" && kind === "operator") depth--;
    const word = kind === "word" ? value.toLowerCase() : "";
    if (depth === 0 && before === "order" && word === "by") return true;
    before = word;
  }
  return false;
}

// src/stages/performance/judge-results.ts
function judgeResults(query, sqlite, answer) {
  const compare2 = (ordered, without = []) => compareResults(
    { ...sqlite, rows: emptied(sqlite.rows, without) },
    { ...answer, rows: emptied(answer.rows, without) },
    ordered,
    query.tolerance
  );
  const written = compare2(query.ordered) ?? withoutOrder(query, sqlite);
  if (written === null) return EQUAL;
  const chance = chanceIn([query.sqlite.sql, query.postgres.sql]);
  const { width } = sqlite;
  const isOther2 = sqlite.rows.length !== answer.rowCount && !chance?.canChangeCount;
  if (chance === null || isOther2 || width !== answer.types.length) return different(written);
  const why = `it asks for ${chance.words.join(", ")}, which depends on the moment or on chance`;
  if (chance.order === "none") {
    const open2 = chance.columns?.map((at) => at < 0 ? width + at : at) ?? null;
    const figures = `${why}; ${countsOf(sqlite, answer)} of ${amount(width, "column")}`;
    if (open2 === null || new Set(open2).size === width)
      return notCompared(`${figures}, whose values are not compared`);
    const others = compare2(false, open2) ?? withoutOrder(query, sqlite);
    if (others !== null) return different(others);
    const names = [...new Set(open2)].toSorted((a, b) => a - b).map((at) => at + 1);
    const columns = `${names.length === 1 ? "column" : "columns"} ${names.join(", ")}`;
    const order = compare2(query.ordered, open2) === null ? "" : ", nor is the order of the rows";
    return notCompared(`${figures}, of which the values of ${columns} are not compared${order}`);
  }
  const difference = compare2(false);
  if (difference !== null) return different(difference);
  if (chance.order === "whole") return EQUAL;
  return notCompared(`${why}; both sides give the same rows, whose order is not compared`);
}
var EQUAL = { results: "equal", difference: null, reason: null };
function different(difference) {
  return { results: "different", difference, reason: null };
}
function notCompared(reason) {
  return { results: "not-compared", difference: null, reason };
}
function countsOf(sqlite, answer) {
  const [source = "", target] = [sqlite.rows.length, answer.rowCount].map((count) => amount(count, "row"));
  return source === target ? `both sides give ${source}` : `${source} in SQLite, ${target} in PostgreSQL`;
}
function emptied(rows, columns) {
  if (columns.length === 0) return rows;
  return rows.map((row) => row.map((value, at) => columns.includes(at) ? null : value));
}
function withoutOrder({ ordered, postgres }, { rows }) {
  if (!ordered || rows.length < 2 || isOrdered(postgres.sql)) return null;
  return "SQLite is asked for an order, and PostgreSQL is not";
}

// src/stages/performance/text-locale.ts
var COMMON = { name: "en-US", collation: '"pg_catalog"."en-US-x-icu"', isOwn: false };
var SELECT_OWN = `
select coalesce(d.locale, d.datcollate), quote_ident(n.nspname) || '.' || quote_ident(o.collname)
  from (select datcollate::text, coalesce(to_jsonb(p) ->> 'datlocprovider', 'c') as provider,
               coalesce(to_jsonb(p) ->> 'datlocale', to_jsonb(p) ->> 'daticulocale') as locale
          from pg_catalog.pg_database p where datname = $1) d
  join pg_catalog.pg_collation o on o.collprovider::text = d.provider and o.collencoding in (-1, 6)
  join pg_catalog.pg_namespace n on n.oid = o.collnamespace
 where case d.provider
         when 'c' then replace(lower(o.collcollate::text), '-', '') = replace(lower(d.datcollate), '-', '')
         else coalesce(to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale') = d.locale
       end
   and coalesce(d.locale, d.datcollate) not in ('C', 'POSIX')
 order by length(o.collname), o.collname
 limit 1`;
var SELECT_COMMON = `
select 1 from pg_catalog.pg_collation where collname = 'en-US-x-icu' and collnamespace = 'pg_catalog'::regnamespace`;
async function findLocale(connection, own) {
  const [found] = (await connection.read(SELECT_OWN, [own])).rows;
  const [name2, collation] = found ?? [];
  if (name2 != null && collation != null) return { name: name2, collation, isOwn: true };
  const common = await connection.read(SELECT_COMMON);
  return common.rows.length > 0 ? COMMON : null;
}
var SELECT_COLUMNS = `
select n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid)::text, a.attname,
       (a.attcollation = 'pg_catalog."default"'::regcollation)::text
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_class c on c.oid = a.attrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relpersistence <> 't' and a.attnum > 0 and not a.attisdropped
   and n.nspname not in ('pg_catalog', 'information_schema')
 order by c.oid, a.attnum`;
async function viewsInLocale(connection, { collation }) {
  const { rows } = await connection.read(SELECT_COLUMNS);
  const columns = rows.map(([schema, table, isVisible, column, isText3]) => {
    const name2 = quoteIdentifier(column ?? "");
    const term = isText3 === "true" ? `${name2} collate ${collation} as ${name2}` : name2;
    return { schema: schema ?? "", table: table ?? "", isVisible: isVisible === "true", isText: isText3, term };
  });
  return [
    ...Map.groupBy(columns, ({ schema, table }) => quoteQualified({ schema, name: table })).values()
  ].flatMap((of) => {
    const [first] = of;
    if (first === void 0 || !of.some(({ isText: isText3 }) => isText3 === "true")) return [];
    const { schema, table, isVisible } = first;
    const list2 = of.map(({ term }) => term).join(", ");
    const sql = `create temporary view ${quoteIdentifier(table)} as select ${list2} from ${quoteQualified({ schema, name: table })}`;
    return [{ schema, table, isVisible, sql }];
  });
}

// src/stages/performance/compare-in-locale.ts
async function prepareTrial(connection, own) {
  const locale = await findLocale(connection, own);
  return locale === null ? null : { locale, views: await viewsInLocale(connection, locale) };
}
async function compareInLocale(query, sqlite, connection, trial, timeout) {
  if (trial === null) return { kind: "not-measured" };
  const { views, sql } = overViews(query.postgres.sql, trial.views);
  if (views.length === 0) return { kind: "equal" };
  if (new Set(views.map(({ table }) => table)).size < views.length) return { kind: "not-measured" };
  const answer = await inTransaction(
    connection,
    "read write",
    timeout,
    () => askOver(connection, views, { ...query.postgres, sql })
  );
  if (answer?.kind !== "rows") return { kind: "not-measured" };
  const { results, difference } = judgeResults(query, sqlite, answer.rows);
  if (results === "not-compared") return { kind: "not-measured" };
  return difference === null ? { kind: "equal" } : { kind: "different", difference, locale: trial.locale };
}
async function askOver(connection, views, query) {
  try {
    for (const { sql } of views) await connection.query(sql);
    await connection.query("set transaction read only");
  } catch (error) {
    if (error instanceof PostgresRefusal) return null;
    throw error;
  }
  return await timed(connection, query);
}
function overViews(sql, views) {
  const tokens = lexSqlite(sql);
  const used = /* @__PURE__ */ new Set();
  let text = "";
  let end = 0;
  for (const [at, token] of tokens.entries()) {
    const [name2, dot, next] = [nameOf(token), tokens[at + 1], nameOf(tokens[at + 2])];
    const isQualified = tokens[at - 1]?.value === ".";
    const qualified = dot?.value === "." && !isQualified ? views.find(({ schema, table }) => schema === name2 && table === next) : void 0;
    if (qualified !== void 0) {
      used.add(qualified);
      text += sql.slice(end, token.start);
      end = tokens[at + 2]?.start ?? end;
    } else if (!isQualified) {
      const found = views.find(({ table, isVisible }) => isVisible && table === name2);
      if (found !== void 0) used.add(found);
    }
  }
  return { views: [...used], sql: text + sql.slice(end) };
}
function nameOf(token) {
  if (token?.kind === "identifier") return token.value;
  return token?.kind === "word" ? token.value.toLowerCase() : null;
}

// src/stages/performance/compare-in-time-zone.ts
var OTHER_ZONE = "Pacific/Kiritimati";
function holdsMoments({ tables }) {
  return tables.some(({ columns }) => columns.some(({ type }) => type.kind === "timestamptz"));
}
async function compareInTimeZone(query, sqlite, connection, timeout) {
  const answer = await inTransaction(connection, "read only", timeout, async () => {
    await connection.query(`set local timezone to '${OTHER_ZONE}'`);
    return await timed(connection, query.postgres);
  });
  return answer.kind === "rows" ? judgeResults(query, sqlite, answer.rows).difference : null;
}

// src/stages/performance/ends-value.ts
function endsValue(token) {
  if (token === void 0 || token.kind === "illegal") return false;
  if (token.kind === "operator") return token.value === ")";
  const word = token.value.toLowerCase();
  if (token.kind !== "word" || VALUES.has(word)) return true;
  return !RESERVED_WORDS2.has(word) && !BEFORE_VALUES.has(word);
}
var VALUES = /* @__PURE__ */ new Set(["null", "isnull", "notnull"]);
var BEFORE_VALUES = new Set(
  `any by fetch filter first glob ilike interval like match next offset over partition range recursive regexp
  row rows similar some symmetric with`.split(/\s+/)
);
function canNameColumn(tokens, at) {
  const word = symbolAt(tokens, at);
  if (RESERVED_WORDS2.has(word) || endsValue(tokens[at - 1])) return false;
  return !PAIRS.test(`${symbolAt(tokens, at - 1)} ${word}`);
}
var PAIRS = /^((order|group|partition) by|not (like|glob|regexp|match)|or (replace|ignore|abort|fail|rollback)|on conflict)$/;

// src/stages/performance/compare-names.ts
function compareNames(sqlite, postgres, sql) {
  const others = sqlite.flatMap(({ name: name2, isOfTable }, at) => {
    const other = postgres[at];
    if (other === void 0 || other === name2) return [];
    return isOfTable || isPlainName(name2) || isAlias(name2, sql) ? [{ at, name: name2, other }] : [];
  });
  if (others.length === 0) return null;
  const told = others.map(({ at, name: name2, other }) => `column ${at + 1} is called ${name2}, and ${other}`);
  const spelled3 = others.map(({ at, name: name2 }) => `as ${quoteIdentifier(name2)} for column ${at + 1}`);
  return {
    difference: `${told.join("; ")} in PostgreSQL`,
    remedy: `In PostgreSQL: ${spelled3.join(", ")}; an application finds a value by this name`
  };
}
function isPlainName(name2) {
  return /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name2) && !/^(null|true|false|current_\w+)$/i.test(name2);
}
function isAlias(name2, sql) {
  const tokens = lexSqlite(sql);
  return tokens.some(({ kind, value }, at) => {
    if (value !== name2 || kind !== "identifier" && kind !== "string") return false;
    const before = tokens[at - 1];
    return before?.kind === "word" && /^as$/i.test(before.value) || endsValue(before);
  });
}

// src/stages/performance/describe-plan.ts
var nodeSchema = object({
  "Node Type": string(),
  "Relation Name": string().optional(),
  Schema: string().optional(),
  Alias: string().optional(),
  "Index Name": string().optional(),
  "Plan Rows": number().optional(),
  "Actual Rows": number().optional(),
  "Actual Loops": number().optional(),
  "Actual Total Time": number().optional(),
  "Rows Removed by Filter": number().optional(),
  "Rows Removed by Join Filter": number().optional(),
  "Shared Hit Blocks": number().optional(),
  "Shared Read Blocks": number().optional(),
  "Sort Method": string().optional(),
  "Sort Key": array(string()).optional(),
  Filter: string().optional(),
  "Index Cond": string().optional(),
  "Hash Cond": string().optional(),
  "Merge Cond": string().optional(),
  "Join Filter": string().optional(),
  get Plans() {
    return array(nodeSchema).optional();
  }
});
var explainedSchema = tuple([
  object({
    Plan: nodeSchema,
    "Planning Time": number().optional(),
    "Execution Time": number().optional()
  })
]);
async function explainQuery(connection, query, how) {
  const analyze = how === "plan" ? "" : `analyze, buffers, timing ${how === "nodes" ? "on" : "off"}, `;
  try {
    const { rows } = await connection.read(
      // only so a plan tells the schemas of its tables
      `explain (${analyze}verbose, format json) ${query.sql}`,
      query.values.map(toPostgres)
    );
    const parsed = explainedSchema.safeParse(JSON.parse(rows[0]?.[0] ?? "null"));
    if (!parsed.success) return null;
    const [{ Plan: root, "Planning Time": planning = 0, "Execution Time": execution }] = parsed.data;
    return { root, executionMs: execution === void 0 ? null : planning + execution };
  } catch (error) {
    if (error instanceof PostgresRefusal) return null;
    throw error;
  }
}
function nodesOf(node, depth = 0) {
  return [{ node, depth }, ...(node.Plans ?? []).flatMap((child) => nodesOf(child, depth + 1))];
}
function indexesIn(root) {
  return [...new Set(nodesOf(root).flatMap(({ node }) => node["Index Name"] ?? []))];
}
var MOST_NODES = 30;
function describePlan(root) {
  return nodesOf(root).slice(0, MOST_NODES).map(({ node, depth }) => `${"  ".repeat(depth)}${describeNode(node)}`);
}
function describeNode(node) {
  const index = node["Index Name"] === void 0 ? "" : ` by ${node["Index Name"]}`;
  const relation = node["Relation Name"] === void 0 ? "" : ` on ${node["Relation Name"]}`;
  const loops = node["Actual Loops"] ?? 1;
  const removed = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Join Filter"] ?? 0);
  const blocks = (node["Shared Hit Blocks"] ?? 0) + (node["Shared Read Blocks"] ?? 0);
  const time2 = node["Actual Total Time"];
  const rows = node["Actual Rows"];
  const facts = [
    time2 === void 0 ? null : `${(time2 * loops).toFixed(1)} ms`,
    rows === void 0 ? `${figure(node["Plan Rows"] ?? 0)} rows expected` : `${figure(rows * loops)} rows`,
    loops > 1 ? `${figure(loops)} times` : null,
    removed > 0 ? `${figure(removed * loops)} removed by its filter` : null,
    node["Sort Method"] ?? null,
    blocks > 0 ? `${figure(blocks)} blocks` : null
  ];
  return `${node["Node Type"]}${index}${relation}: ${facts.filter((fact) => fact !== null).join(", ")}`;
}
function figure(value) {
  return formatCount(Math.round(value));
}

// src/stages/performance/interval.ts
var CONFIDENCE = 0.99;
function medianInterval(measurements) {
  const sorted2 = measurements.toSorted((a, b) => a - b);
  const at = (rank) => sorted2[rank] ?? Number.NaN;
  const count = sorted2.length;
  const middle = count % 2 === 1 ? at((count - 1) / 2) : (at(count / 2 - 1) + at(count / 2)) / 2;
  const cut = cutRank(count);
  return { low: at(cut), median: middle, high: at(count - 1 - cut) };
}
function cutRank(count) {
  let outside = 0;
  let term = 0.5 ** count;
  for (let rank = 0; rank < count / 2; rank++) {
    outside += term;
    if (2 * outside > 1 - CONFIDENCE) return Math.max(0, rank - 1);
    term *= (count - rank) / (rank + 1);
  }
  return 0;
}

// src/stages/performance/grade.ts
var ACCEPTABLE_BELOW = 2;
var FAILED_ABOVE = 5;
function gradeOf(ratio, postgresMs, floorMs) {
  if (postgresMs.low < floorMs) return "too-fast";
  return verdictOf(ratio);
}
function isDecided(ratio) {
  return [ACCEPTABLE_BELOW, FAILED_ABOVE].every((limit2) => ratio.high < limit2 || ratio.low > limit2);
}
function verdictOf({ low }) {
  if (low > FAILED_ABOVE) return "failed";
  return low >= ACCEPTABLE_BELOW ? "degraded" : "acceptable";
}
var NO_DIFFERENCE = { low: 1, median: 1, high: 1 };
function verdictOfAll(queries) {
  const ratios = queries.flatMap(({ grade, ratio: ratio2 }) => {
    if (grade === "too-fast") return [NO_DIFFERENCE];
    return grade === "not-run" || ratio2 === null ? [] : [ratio2];
  });
  if (ratios.every((ratio2) => ratio2 === NO_DIFFERENCE)) return { verdict: null, medianRatio: null };
  const medianOf = (end) => medianInterval(ratios.map((ratio2) => ratio2[end])).median;
  const ratio = { low: medianOf("low"), median: medianOf("median"), high: medianOf("high") };
  return { verdict: verdictOf(ratio), medianRatio: ratio.median };
}

// src/stages/performance/measure-query.ts
var FEWEST_FAST = 3;
var FEWEST_ACCEPTABLE = 3;
var STEPS = [9, 15, 25];
var FEWEST_SLOW = 6;
var SLOW = 250;
var PATIENCE = 2e3;
var PATIENCE_DERIVED = 150;
var REPEATS = 3;
var SHORT = 100;
var TICK = 1e-3;
async function measureQuery(query, sqlite, connection, limits) {
  const sqliteTimes = [];
  const postgresTimes = [];
  const roundTrips = [];
  const started = performance.now();
  return await inTransaction(connection, "read only", Math.max(1, limits.endsAt - started), async () => {
    while (true) {
      limits.signal.throwIfAborted();
      const left = limits.endsAt - performance.now();
      if (left <= 0) return null;
      const repeats = postgresTimes.every((time2) => time2 < limits.floorMs) ? 1 : REPEATS;
      const sqliteMs = await bestOf(repeats, () => sqlite.time(query.sqlite, left));
      const postgresMs = await bestOf(repeats, () => timeOfAnswer(connection, query.postgres));
      const roundTripMs = await bestOf(repeats, () => timeOfRoundTrip(connection));
      if (sqliteMs === null || postgresMs === null || roundTripMs === null) return null;
      sqliteTimes.push(Math.max(TICK, sqliteMs));
      postgresTimes.push(postgresMs);
      roundTrips.push(roundTripMs);
      const summary = summarise(sqliteTimes, postgresTimes, roundTrips);
      if (isEnough(query, summary, postgresTimes, limits, performance.now() - started))
        return isOpen(query, summary, limits) ? null : summary;
    }
  });
}
function isOpen({ source }, { ratio, postgresMs }, { floorMs }) {
  const grade = gradeOf(ratio, postgresMs, floorMs);
  return source === "derived" && grade === "acceptable" && ratio.median >= ACCEPTABLE_BELOW;
}
function isEnough({ source }, summary, postgresTimes, { floorMs, enoughAt }, took2) {
  const { runs, ratio } = summary;
  if (runs >= FEWEST_FAST && isClearlyFast(summary, postgresTimes, floorMs)) return true;
  const isSlow = summary.sqliteMs.median + summary.postgresMs.median > SLOW;
  if (source === "derived" && runs >= FEWEST_ACCEPTABLE) {
    const grade = gradeOf(ratio, summary.postgresMs, floorMs);
    const isBad = grade === "degraded" || grade === "failed";
    if (isBad ? isSlow && runs >= FEWEST_SLOW : isDecided(ratio)) return true;
    const isLate = took2 > PATIENCE_DERIVED || performance.now() > enoughAt;
    if (isLate && runs >= (isBad ? FEWEST_SLOW : FEWEST_ACCEPTABLE)) return true;
  }
  if (!STEPS.some((step) => step === runs) && !(isSlow && runs >= FEWEST_SLOW)) return false;
  return runs === STEPS.at(-1) || took2 > PATIENCE || isDecided(ratio);
}
async function bestOf(repeats, measure) {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < repeats; run++) {
    const milliseconds2 = await measure();
    if (milliseconds2 === null) return null;
    best = Math.min(best, milliseconds2);
    if (milliseconds2 > SHORT) break;
  }
  return best;
}
async function timeWithoutRoundTrip(connection, query) {
  const time2 = await bestOf(REPEATS, () => timeOfAnswer(connection, query));
  const roundTrip = await bestOf(REPEATS, () => timeOfRoundTrip(connection));
  return time2 === null || roundTrip === null ? null : Math.max(0, time2 - roundTrip);
}
async function timeOfAnswer(connection, query) {
  const answer = await timed(connection, query);
  return answer.kind === "rows" ? answer.milliseconds : null;
}
function isClearlyFast({ roundTripMs }, postgresTimes, floorMs) {
  const [, second = 0] = postgresTimes.toSorted((a, b) => b - a);
  return second - roundTripMs < floorMs;
}
function summarise(sqliteTimes, postgresTimes, roundTrips) {
  const roundTripMs = medianInterval(roundTrips).median;
  const net = postgresTimes.map((time2) => Math.max(TICK, time2 - roundTripMs));
  return {
    runs: sqliteTimes.length,
    sqliteMs: medianInterval(sqliteTimes),
    postgresMs: medianInterval(net),
    ratio: medianInterval(sqliteTimes.map((time2, at) => (net[at] ?? 0) / time2)),
    roundTripMs
  };
}
async function timeOfRoundTrip(connection) {
  const started = performance.now();
  await connection.read("select $1::text", ["x"]);
  return performance.now() - started;
}

// src/stages/performance/passed-over-indexes.ts
var TIMEOUT = 1e4;
async function passedOverIndexes(connection, query, root) {
  if (!nodesOf(root).some(({ node }) => node["Node Type"] === "Seq Scan")) return [];
  const planned = await inTransaction(connection, "read only", TIMEOUT, async () => {
    await connection.query("set local enable_seqscan to off");
    return await explainQuery(connection, query, "plan");
  });
  const nodes = planned === null ? [] : nodesOf(planned.root);
  return nodes.flatMap(({ node }) => node["Index Cond"] === void 0 ? [] : node["Index Name"] ?? []);
}

// src/stages/performance/time-limits.ts
var MEASURED_SHARE = 0.1;
var WHOLE_SHARE = 0.18;
var LEAST_MEASURED = 3e3;
var LEAST_WHOLE = 8e3;
var MOST_ALONE = 1500;
var ROWS_A_MS = 2e3;
function limitsOf(source, { floorMs, maxSeconds, querySeconds }, loadMs, signal) {
  const now = performance.now();
  const [all, one] = [maxSeconds * 1e3, querySeconds * 1e3];
  const limits = { floorMs, signal };
  if (source === "settings") return { ...limits, endsAt: now + all, enoughAt: now + all, queryMs: one };
  return {
    ...limits,
    endsAt: now + Math.min(all, Math.max(LEAST_WHOLE, loadMs * WHOLE_SHARE)),
    enoughAt: now + Math.min(all, Math.max(LEAST_MEASURED, loadMs * MEASURED_SHARE)),
    queryMs: Math.min(one, MOST_ALONE)
  };
}
function timeFor({ reads }, { endsAt, enoughAt, queryMs }) {
  const now = performance.now();
  const left = endsAt - now;
  if (left <= 0) return 0;
  const isTooMuch = reads !== null && reads / ROWS_A_MS > Math.max(0, enoughAt - now);
  return isTooMuch && reads > SMALL ? 0 : Math.min(left, queryMs);
}
var SMALL = 1e4;

// src/stages/performance/compare-query.ts
var PATIENCE_RATIO = 6;
var EXPLAIN_TIMEOUT = 1e4;
var EXPLAIN_RATIO = 3;
async function compareQuery(query, sqlite, connection, limits, trials) {
  const timeout = timeFor(query, limits);
  if (timeout <= 0) return outOfTime(query, limits);
  const asked = await sqlite.rows(query.sqlite, timeout);
  if (asked.kind === "refused") return notRun(query, asked.reason);
  if (asked.kind === "writes") return await onlyPlanned(query, connection, timeout);
  if (asked.kind === "stopped") return notRun(query, `SQLite was stopped after ${inSeconds(timeout)}`);
  const { rows, milliseconds: milliseconds2 } = asked;
  const patience = Math.max(timeout, PATIENCE_RATIO * milliseconds2);
  const left = Math.max(1, Math.min(limits.endsAt - performance.now(), patience));
  const answer = await askPostgres(connection, query.postgres, left);
  if (answer.kind === "refused") return refused(query, answer, rows.length);
  if (answer.kind === "stopped")
    return await stopped(query, connection, rows.length, milliseconds2, answer.milliseconds);
  const isCut = answer.rows.rows.length < answer.rows.rowCount;
  if (isCut && answer.rows.rowCount === rows.length) return notRun(query, tooLarge("bytes"), rows.length);
  const { results, difference, reason, remedy } = judgeNamed(query, asked, answer.rows);
  const elsewhere = results === "equal" && query.source === "settings" ? await askElsewhere(query, asked, connection, trials, left) : null;
  const isLate = query.source === "derived" && performance.now() > limits.enoughAt;
  const isLong2 = answer.milliseconds >= limits.floorMs;
  const measured = isLate && isLong2 ? null : await measureQuery(query, sqlite, connection, limits);
  if (measured === null) {
    const found = outOfTime(query, limits, rows.length, results);
    const indexes = await indexesOf(connection, query, await explain(connection, query, "plan"));
    return { ...found, outcome: { ...found.outcome, ...indexes }, difference, remedy, elsewhere };
  }
  return {
    ...await explained(query, measured, { results, reason, rows: rows.length }, connection, limits),
    difference,
    remedy,
    elsewhere
  };
}
function judgeNamed(query, asked, answer) {
  const judged2 = judgeResults(query, asked, answer);
  const isOurs2 = query.source === "derived";
  if (isOurs2 || judged2.results === "different") return { ...judged2, remedy: null };
  const others = compareNames(asked.columns, answer.names, query.sqlite.sql);
  return others === null ? { ...judged2, remedy: null } : { results: "different", reason: null, ...others };
}
async function askElsewhere(query, sqlite, connection, { locale, inTimeZone }, timeout) {
  return {
    locale: await compareInLocale(query, sqlite, connection, locale, timeout),
    timeZone: inTimeZone ? await compareInTimeZone(query, sqlite, connection, timeout) : null
  };
}
async function onlyPlanned(query, connection, timeout) {
  const reason = "it writes; only queries that read are measured";
  if (!isPlannable(query.postgres.sql)) return notRun(query, reason);
  const planned = await planInPostgres(connection, query.postgres, timeout);
  if (planned.kind === "refused") return refused(query, planned);
  return notRun(query, planned.kind === "rows" ? `${reason}. PostgreSQL plans it without an error` : reason);
}
var OF_THE_REHEARSAL = /^(25|5[378]|XX)/;
function refused(query, refusal, rows = null) {
  const found = notRun(query, `PostgreSQL refuses it: ${refusal.message}`, rows);
  const isRefused = !OF_THE_REHEARSAL.test(refusal.sqlstate);
  return { ...found, outcome: { ...found.outcome, isRefused }, refusal };
}
async function explained(query, measured, found, connection, { floorMs }) {
  const grade = gradeOf(measured.ratio, measured.postgresMs, floorMs);
  const isSlow = grade === "degraded" || grade === "failed";
  const timeout = EXPLAIN_TIMEOUT + EXPLAIN_RATIO * measured.postgresMs.high;
  const run = await explain(connection, query, grade === "too-fast" ? "plan" : "time", timeout);
  const nodes = isSlow ? await explain(connection, query, "nodes", timeout) : null;
  const outcome = {
    ...measured,
    ...found,
    ratio: grade === "too-fast" ? null : measured.ratio,
    query,
    grade,
    isRefused: false,
    isLeftOut: false,
    outOfScope: [],
    executionMs: run?.executionMs ?? null,
    ...await indexesOf(connection, query, run),
    plan: nodes !== null ? describePlan(nodes.root) : []
  };
  return { outcome, refusal: null, explained: nodes };
}
function outOfTime(query, { endsAt }, rows = null, results = "not-compared") {
  if (query.source === "settings") return notRun(query, "the time for all queries had run out", rows, results);
  const isOver = performance.now() > endsAt;
  const reason = isOver ? "the time for derived queries had run out" : "to measure it would take more time than derived queries get";
  const found = notRun(query, reason, rows, results);
  return { ...found, outcome: { ...found.outcome, isLeftOut: true } };
}
function inSeconds(milliseconds2) {
  return `${Number((milliseconds2 / 1e3).toFixed(milliseconds2 < 1e4 ? 1 : 0))} s`;
}
function notRun(query, reason, rows = null, results = "not-compared") {
  const nothing = {
    sqliteMs: null,
    postgresMs: null,
    executionMs: null,
    ratio: null,
    roundTripMs: null,
    runs: 0,
    isRefused: false,
    isLeftOut: false,
    outOfScope: [],
    indexes: [],
    passedOver: [],
    plan: []
  };
  const outcome = { query, grade: "not-run", reason, results, rows, ...nothing };
  return { outcome, difference: null, remedy: null, refusal: null, explained: null, elsewhere: null };
}
async function stopped(query, connection, rows, sqliteMs, postgresMs) {
  const took2 = `SQLite took ${sqliteMs.toFixed(1)} ms`;
  const reason = `PostgreSQL was stopped after ${inSeconds(postgresMs)}; ${took2}`;
  const ratio = atLeast(postgresMs / sqliteMs);
  const grade = gradeOf(ratio, atLeast(postgresMs), 0);
  if (grade !== "failed") return notRun(query, reason, rows);
  const explained2 = await explain(connection, query, "plan");
  const outcome = {
    ...notRun(query, reason, rows).outcome,
    grade,
    runs: 1,
    sqliteMs: atLeast(sqliteMs),
    postgresMs: atLeast(postgresMs),
    ratio,
    ...await indexesOf(connection, query, explained2),
    plan: explained2 === null ? [] : describePlan(explained2.root)
  };
  return { outcome, difference: null, remedy: null, refusal: null, explained: explained2, elsewhere: null };
}
function atLeast(value) {
  return { low: value, median: value, high: value };
}
async function explain(connection, query, how, timeout = EXPLAIN_TIMEOUT) {
  return await inTransaction(
    connection,
    "read only",
    timeout,
    () => explainQuery(connection, query.postgres, how)
  );
}
async function indexesOf(connection, query, planned) {
  if (planned === null) return { indexes: [], passedOver: [] };
  const { root } = planned;
  return { indexes: indexesIn(root), passedOver: await passedOverIndexes(connection, query.postgres, root) };
}

// src/stages/performance/lint-tokens.ts
function atEach(look) {
  return (scope) => scope.tokens.flatMap((token, at) => look(scope, at, token) ?? []);
}
function symbol({ tokens }, at) {
  return symbolAt(tokens, at);
}
function columnFrom(scope, at) {
  let last = at;
  while (symbol(scope, last + 1) === ".") last += 2;
  return writtenColumn(scope, at, last);
}
function columnTo(scope, at) {
  let first = at;
  while (symbol(scope, first - 1) === ".") first -= 2;
  return writtenColumn(scope, first, at);
}
function writtenColumn(scope, from, last) {
  const token = scope.tokens[last];
  if (token?.kind !== "word" && token?.kind !== "identifier" || symbol(scope, last + 1) === "(") return null;
  const column = scope.columnAt(last);
  return column === null ? null : { column, text: nameText(scope, from, last), from, next: last + 1 };
}
function nameText({ tokens }, from, last) {
  const parts = tokens.slice(from, last + 1).filter((_, at) => at % 2 === 0);
  const own = parts.length > 1 && /^main$/i.test(parts[0]?.value ?? "") ? parts.slice(1) : parts;
  return own.map(({ kind, value }) => kind === "identifier" ? quoteIdentifier(value) : value).join(".");
}
function callAt(scope, at) {
  const token = scope.tokens[at];
  const isCall = token?.kind === "word" && symbol(scope, at + 1) === "(" && symbol(scope, at - 1) !== "as";
  return isCall ? token.value.toLowerCase() : null;
}
function argumentsFrom(scope, open2) {
  const ranges = [];
  let depth = 0;
  let from = open2 + 1;
  for (let at = open2; at < scope.tokens.length; at++) {
    const mark = symbol(scope, at);
    if (mark === "(") depth++;
    const isEnd2 = mark === ")" && --depth === 0;
    if (isEnd2 || mark === "," && depth === 1) {
      if (at > from) ranges.push({ from, to: at });
      from = at + 1;
    }
    if (isEnd2) break;
  }
  return ranges;
}
function textOf2({ sql, tokens }, { from, to }) {
  return sql.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
}
function columnsIn(scope, { from, to }) {
  const places = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  return places.flatMap((at) => columnTo(scope, at)?.column ?? []);
}
function givenValue({ tokens, values }, at) {
  const token = tokens[at];
  return token?.kind === "parameter" ? values[Number(token.value.slice(1)) - 1] : void 0;
}
function isInfix({ tokens }, at) {
  const before = tokens[at - 1];
  return endsValue(before) || before?.kind === "word" && before.value.toLowerCase() === "not";
}
var COMPARISONS = /* @__PURE__ */ new Set(["=", "==", "<>", "!=", "<", "<=", ">", ">="]);
function isAssigned(scope, at) {
  for (let back = at, depth = 0; back > 0; back--) {
    const mark = symbol(scope, back);
    if (mark === ")") depth++;
    if (mark === "(" && --depth < 0) return false;
    if (depth === 0 && mark === "set") return true;
    if (depth === 0 && /^(where|select|from|on|having|and|or|case|when)$/.test(mark)) return false;
  }
  return false;
}
function isText({ plan }) {
  return plan !== null && /^(text|varchar|char)$/.test(plan.type.kind);
}

// src/stages/performance/moment-texts.ts
var DAY = 10;
var CLOCK2 = { first: 12, last: 16 };
function momentTextOf({ momentSpelling, plan, profile }) {
  const { integers, reals, blobs: blobs2, texts, textForms: forms } = profile;
  if (!/^(date|timestamp|timestamptz)$/.test(plan?.type.kind ?? "") || integers + reals + blobs2 > 0)
    return null;
  const timestamps = forms.timestamp + forms["timestamp-utc"];
  if (texts === 0 || forms.date + timestamps !== texts) return null;
  if (timestamps === 0) return whole("YYYY-MM-DD");
  const known = momentSpelling === null || plan?.type.kind === "date" ? null : formatOf(momentSpelling);
  if (known !== null) return known;
  const hasClock = forms.date === 0 && plan?.type.kind !== "date";
  return {
    format: hasClock ? "YYYY-MM-DD HH24:MI" : "YYYY-MM-DD",
    isWhole: false,
    gives: (first, last) => last <= DAY || hasClock && first >= CLOCK2.first && last <= CLOCK2.last
  };
}
function whole(format) {
  return { format, isWhole: true, gives: () => true };
}
function formatOf(spelling2) {
  const [, length = "", separator = "", offset = ""] = /^(\d+) ([T ])(.*)$/.exec(spelling2) ?? [];
  const clock = Number(length) - DAY - 1 - offset.length;
  if (separator === "" || !/^ ?(Z|[+-]00(:?00)?)?$/.test(offset)) return null;
  const decimals = clock - "HH:MM:SS.".length;
  if (clock !== 5 && clock !== 8 && (decimals < 1 || decimals > 6)) return null;
  const seconds2 = clock === 5 ? "" : clock === 8 ? ":SS" : `:SS.FF${decimals}`;
  const [between, behind] = [separator === "T" ? '"T"' : " ", offset === "" ? "" : `"${offset}"`];
  return whole(`YYYY-MM-DD${between}HH24:MI${seconds2}${behind}`);
}
function momentOf2({ column, text }) {
  const kind = column.plan?.type.kind;
  if (kind === "timestamptz") return `(${text} at time zone 'utc')`;
  if (kind === "timestamp") return text;
  if (kind === "time") return `(date '2000-01-01' + ${text})`;
  if (kind !== "date" && !isText(column)) return null;
  return hasOffsets(column.profile) && isText(column) ? `(${text}::timestamptz at time zone 'utc')` : `${text}::timestamp`;
}
function hasOffsets({ textForms }) {
  return textForms["timestamp-offset"] + textForms["timestamp-nano-offset"] > 0;
}

// src/stages/performance/common-tables.ts
function commonTables(tokens) {
  return tokens.flatMap((_, at) => symbolAt(tokens, at) === "with" ? commonTablesOf(tokens, at) : []);
}
function commonTablesOf(tokens, at) {
  const found = [];
  const known = { from: at, to: closingAround(tokens, at + 1) };
  let name2 = symbolAt(tokens, at + 1) === "recursive" ? at + 2 : at + 1;
  for (; ; ) {
    let next = symbolAt(tokens, name2 + 1) === "(" ? closingAround(tokens, name2 + 2) + 1 : name2 + 1;
    const { kind, value = "" } = tokens[name2] ?? {};
    if (kind !== "word" && kind !== "identifier" || symbolAt(tokens, next) !== "as") return found;
    while (/^(as|not|materialized)$/.test(symbolAt(tokens, next))) next++;
    if (symbolAt(tokens, next) !== "(") return found;
    const body = { from: next + 1, to: closingAround(tokens, next + 1) };
    found.push({ name: value, at, body, known });
    if (symbolAt(tokens, body.to + 1) !== ",") return found;
    name2 = body.to + 2;
  }
}
function closingAround(tokens, from) {
  for (let at = from, depth = 0; at < tokens.length; at++) {
    const mark = symbolAt(tokens, at);
    if (mark === "(") depth++;
    if (mark === ")" && --depth < 0) return at;
  }
  return tokens.length;
}

// src/stages/performance/query-scope.ts
function scopeOf({ sql, values, written = [] }, catalog, plan) {
  const tokens = lexSqlite(sql);
  const references = tableReferences(tokens);
  const common = commonTables(tokens);
  const tableOf3 = ({ name: name2, at }) => {
    const isCommon = common.some(
      (one) => sameName(one.name, name2) && one.known.from < at && at < one.known.to
    );
    return isCommon ? void 0 : catalog.tables.find((table) => sameName(table.name, name2));
  };
  const mentioned = (name2) => tokens.some(({ kind, value }) => (kind === "word" || kind === "identifier") && sameName(value, name2));
  const tables = catalog.tables.filter(({ name: name2 }) => mentioned(name2));
  const columnIn2 = (table, name2) => {
    const found = table.columns.find((one) => sameName(one.name, name2));
    if (found === void 0) return null;
    const planned = plan.tables.find(({ source }) => source === table.name);
    const own = planned?.columns.find(({ source }) => source === found.name) ?? null;
    return { ...found, table: table.name, plan: own };
  };
  const columnAt = (at) => {
    if (tokens[at]?.kind === "word" && !canNameColumn(tokens, at)) return null;
    const name2 = tokens[at]?.value ?? "";
    const qualifier = qualifierOf(tokens, at);
    for (const owners of ownersAround(references, at, qualifier)) {
      const found = owners.flatMap((owner) => {
        const table = tableOf3(owner);
        return (table === void 0 ? null : columnIn2(table, name2)) ?? [];
      });
      if (found.length > 0) return inUnison(found);
      if (owners.some((owner) => qualifier !== null || tableOf3(owner) === void 0)) return null;
    }
    return null;
  };
  const rowidKeyAt = (at) => {
    const around = ownersAround(references, at, qualifierOf(tokens, at));
    const [owner, ...others2] = around.find((owners) => owners.length > 0) ?? [];
    const table = owner === void 0 || others2.length > 0 ? void 0 : tableOf3(owner);
    return table === void 0 || table.rowidAlias === null ? null : columnIn2(table, table.rowidAlias);
  };
  const targetNameAt = (at) => {
    const reference = references.find((one) => one.at === at);
    if (reference === void 0) return columnAt(at)?.plan?.target ?? null;
    const table = tableOf3(reference);
    return plan.tables.find(({ source }) => source === table?.name)?.target.name ?? null;
  };
  const others = [...catalog.virtualTables.map(({ name: name2 }) => name2), ...aliasesIn(tokens)];
  const isName2 = (at) => {
    const name2 = tokens[at]?.value ?? "";
    if (references.some((reference) => reference.at === at)) return true;
    return tables.some((table) => columnIn2(table, name2) !== null) || others.some((known) => sameName(known, name2));
  };
  return {
    sql,
    tokens,
    values,
    written,
    tables,
    references,
    columnAt,
    columnIn: columnIn2,
    rowidKeyAt,
    targetNameAt,
    isName: isName2
  };
}
function asWritten(words, { written }) {
  return words.replace(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|\?(\d+)/g,
    (part, number2) => number2 === void 0 ? part : written[Number(number2) - 1] ?? part
  );
}
function blocksAround(references, at) {
  const around = references.map(({ block }) => block).filter(({ from, to }) => from < at && at < to);
  return [...new Set(around)].toSorted((a, b) => b.from - a.from);
}
function qualifierOf(tokens, at) {
  return symbolAt(tokens, at - 1) === "." ? tokens[at - 2]?.value ?? "" : null;
}
function ownersAround(references, at, qualifier) {
  return blocksAround(references, at).map(
    (block) => references.filter(
      (reference) => reference.block === block && (qualifier === null || sameName(reference.alias, qualifier))
    )
  );
}
function inUnison([first, ...others]) {
  if (first === void 0) return null;
  const isAlike = (other) => other.plan?.type.kind === first.plan?.type.kind && other.collation === first.collation;
  return others.every(isAlike) ? first : null;
}
function aliasesIn(tokens) {
  return tokens.flatMap((token, at) => {
    if (token.kind !== "identifier" && token.kind !== "word") return [];
    if (tokens[at + 1]?.value === ".") return [token.value];
    const before = tokens[at - 1];
    const isNamed = before?.kind === "word" && /^(as|with|recursive)$/i.test(before.value);
    return isNamed || token.kind === "identifier" && endsValue(before) ? [token.value] : [];
  });
}
function doubleQuotedTexts({ sql, tokens, isName: isName2 }) {
  return tokens.filter((token, at) => {
    const isQuoted = token.kind === "identifier" && sql[token.start] === '"';
    return isQuoted && tokens[at - 1]?.value !== "." && tokens[at + 1]?.value !== "." && !isName2(at);
  });
}
function withSingleQuotes(scope) {
  return doubleQuotedTexts(scope).reduceRight(
    (text, { value, start, end }) => text.slice(0, start) + quoteLiteral(value) + text.slice(end),
    scope.sql
  );
}

// src/stages/performance/text-of-column.ts
function textOfColumn(written) {
  const { column, text } = written;
  const { profile, affinity } = column;
  const isOfNumbers = profile.texts + profile.blobs === 0;
  switch (column.plan?.type.kind) {
    case void 0:
    case "text":
    case "varchar":
    case "char":
    case "other":
      return null;
    case "enum":
    case "json":
      return `${text}::text`;
    case "boolean":
      return isOfNumbers ? `${text}::int::text` : respelled(text);
    case "numeric":
      return isOfNumbers && affinity !== "REAL" ? `trim_scale(${text})::text` : respelled(text);
    case "real":
    case "double precision":
      return isOfNumbers && affinity === "REAL" && isFixed(profile) ? textOfDouble(text) : respelled(text);
    case "smallint":
    case "integer":
    case "bigint":
      return isOfNumbers && profile.reals === 0 ? `${text}::text` : respelled(text);
    case "uuid":
      return profile.textForms.uuid === profile.texts + profile.blobs ? `${text}::text` : respelled(text);
    case "date":
    case "timestamp":
    case "timestamptz":
      return textOfMoment(written);
    default:
      return respelled(text);
  }
}
function textOfMoment(written, span) {
  const form = momentTextOf(written.column);
  if (form === null || !isSpelledMoment(written, span)) return respelled(written.text);
  return `to_char(${momentIn(written)}, '${form.format}')`;
}
function isSpelledMoment({ column }, span) {
  const form = momentTextOf(column);
  return form !== null && (form.isWhole || span !== void 0 && form.gives(...span));
}
function likelyTextOfMoment(written) {
  const format = written.column.plan?.type.kind === "date" ? "YYYY-MM-DD" : "YYYY-MM-DD HH24:MI:SS";
  return `to_char(${momentIn(written)}, '${format}')`;
}
function momentIn(written) {
  return written.column.plan?.type.kind === "date" ? written.text : momentOf2(written) ?? written.text;
}
var FIRST_EXPONENT = 1e15;
function isFixed({ realMin, realMax }) {
  return [realMin, realMax].every((end) => end !== null && Math.abs(end) < FIRST_EXPONENT);
}
function textOfDouble(text) {
  return `regexp_replace(${text}::text, '^(-?\\d+)(e|$)', '\\1.0\\2')`;
}
function respelled(text) {
  return `(${text} as a text, which PostgreSQL spells in its own way)`;
}

// src/stages/performance/compared-moments.ts
function comparedByLetters(scope) {
  const spelled3 = scope.tokens.flatMap((_, at) => comparisonAt(scope, at) ?? []);
  if (spelled3.length === 0) return null;
  const spellings = asWritten([...new Set(spelled3)].join("; "), scope);
  return `In PostgreSQL: ${spellings}; or a text of the form of the column, where the moment is meant`;
}
function comparisonAt(scope, at) {
  const mark = symbol(scope, at);
  if (COMPARISONS.has(mark)) {
    if (isAssigned(scope, at)) return null;
    const [left2, right] = [momentTo(scope, at - 1), momentFrom(scope, at + 1)];
    const operator = mark === "==" ? "=" : mark;
    if (left2 !== null && isOfAnotherForm(scope, at + 1, left2))
      return byLetters(left2, (text) => `${text} ${operator} ${writtenAt(scope, at + 1)}`);
    if (right !== null && isOfAnotherForm(scope, at - 1, right))
      return byLetters(right, (text) => `${writtenAt(scope, at - 1)} ${operator} ${text}`);
    return null;
  }
  const negated = symbol(scope, at - 1) === "not";
  const left = momentTo(scope, negated ? at - 2 : at - 1);
  if (left === null || mark !== "between" && mark !== "in") return null;
  const not = negated ? "not " : "";
  if (mark === "between") {
    if (symbol(scope, at + 2) !== "and") return null;
    if (![at + 1, at + 3].some((place2) => isOfAnotherForm(scope, place2, left))) return null;
    const range = `${writtenAt(scope, at + 1)} and ${writtenAt(scope, at + 3)}`;
    return byLetters(left, (text) => `${text} ${not}between ${range}`);
  }
  const items = symbol(scope, at + 1) === "(" ? argumentsFrom(scope, at + 1) : [];
  if (!items.some(({ from, to }) => to === from + 1 && isOfAnotherForm(scope, from, left))) return null;
  const list2 = items.map((item) => textOf2(scope, item)).join(", ");
  return byLetters(left, (text) => `${text} ${not}in (${list2})`);
}
function momentFrom(scope, at) {
  return asMoment(columnFrom(scope, at));
}
function momentTo(scope, at) {
  return asMoment(columnTo(scope, at));
}
function asMoment(written) {
  const isMoment = /^(date|timestamp|timestamptz)$/.test(written?.column.plan?.type.kind ?? "");
  return written !== null && isMoment && momentTextOf(written.column) !== null ? written : null;
}
function isOfAnotherForm(scope, at, { column }) {
  const token = scope.tokens[at];
  const given = token?.kind === "string" ? token.value : givenValue(scope, at);
  if (typeof given !== "string" || !/^\d{4}-\d\d-\d\d([T ]|$)/.test(given)) return false;
  const isDay = column.plan?.type.kind === "date";
  return !(isDay ? /^.{10}$/ : /^.{10} \d\d:\d\d:\d\d$/).test(given);
}
function writtenAt(scope, at) {
  const token = scope.tokens[at];
  if (token?.kind === "string") return quoteLiteral(token.value);
  return token?.kind === "parameter" ? token.value : "\u2026";
}
function byLetters(column, compare2) {
  const isTold = isSpelledMoment(column);
  const text = isTold ? textOfMoment(column) : likelyTextOfMoment(column);
  const but = isTold ? "" : ", where all texts of the column have this form in SQLite";
  return `${compare2(`${text} collate "C"`)}${but}`;
}

// src/stages/performance/compared-texts.ts
function comparedTexts(scope) {
  const found = scope.tokens.flatMap((_, at) => {
    const written = columnTo(scope, at);
    return written !== null && isText(written.column) && isCompared(scope, written) ? [written.text] : [];
  });
  return [...new Set(found)];
}
function isCompared(scope, { from, next, column }) {
  if (symbol(scope, next) === "collate") return false;
  const [before, after] = [symbol(scope, from - 1), symbol(scope, next)];
  if (/^[<>]=?$/.test(before) || /^[<>]=?$/.test(after) || after === "between") return true;
  if (after === "not" && symbol(scope, next + 1) === "between") return true;
  const call = before === "(" ? callAt(scope, from - 2) : null;
  if (call === "min" || call === "max") return true;
  if (call === "lower" || call === "upper") return column.profile.textsNonAscii > 0;
  return isSorted(scope, from);
}
function isSorted(scope, at) {
  for (let back = at - 1, depth = 0; back > 0; back--) {
    const mark = symbol(scope, back);
    if (mark === ")") depth++;
    if (mark === "(" && --depth < 0) return false;
    if (depth > 0) continue;
    if (mark === "by") return symbol(scope, back - 1) === "order";
    if (/^(select|from|where|having|limit|set|values|group)$/.test(mark)) return false;
  }
  return false;
}

// src/stages/performance/seeded-random.ts
function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = state + 1831565813 >>> 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

// src/stages/performance/draw-values.ts
var FARTHEST = 2e4;
var ValueDraw = class {
  #database;
  #random;
  constructor(database, seed) {
    this.#database = database;
    this.#random = seededRandom(seed);
  }
  /** A whole number from 0 on, below `count`; 0 where there is none. */
  below(count) {
    return Math.floor(this.#random() * count);
  }
  /** Some columns of one row, of anywhere in the table where its rows are numbered. */
  row({ name: name2, rowidName, rowidAlias, rowCount }, columns) {
    const names = columns.map(quoteIdentifier).join(", ");
    const table = quoteIdentifier(name2);
    const rowid2 = rowidName ?? rowidAlias;
    if (rowid2 === null) {
      const offset = this.below(Math.min(rowCount, FARTHEST));
      return this.#get(`select ${names} from ${table} limit 1 offset ${offset}`) ?? [];
    }
    const number2 = quoteIdentifier(rowid2);
    const [first, last] = this.#ends(table, number2);
    const sql = `select ${names} from ${table} where ${number2} >= ? order by ${number2} limit 1`;
    return this.#get(sql, this.#between(first, last)) ?? [];
  }
  /**
   * Two values of an indexed column with about so many of its rows between them; null where it has none.
   *
   * @param present its rows that are not NULL
   */
  range({ name: name2, rowidAlias }, column, present, rows) {
    if (present === 0) return null;
    const [table, value] = [quoteIdentifier(name2), quoteIdentifier(column)];
    const span = Math.min(present - 1, rows);
    if (column === rowidAlias) {
      const [first, last] = this.#ends(table, value);
      const width = (last - first) * BigInt(span) / BigInt(Math.max(1, present - 1));
      const from2 = this.#between(first, last - width);
      return [from2, from2 + width];
    }
    const from = this.below(Math.min(present - span, FARTHEST));
    const sql = `select ${value} from ${table} where ${value} is not null order by ${value} limit 1 offset ?`;
    return [from, from + span].map((at) => this.#get(sql, BigInt(at))?.[0] ?? null);
  }
  #between(first, last) {
    return first + BigInt(this.below(Number(last - first) + 1));
  }
  #ends(table, number2) {
    const sql = `select (select min(${number2}) from ${table}), (select max(${number2}) from ${table})`;
    return this.#get(sql) ?? [0n, 0n];
  }
  #get(sql, ...values) {
    return this.#database.prepare(sql).raw().get(...values);
  }
};

// src/stages/performance/workload-tables.ts
function wholeTables(catalog, { tables }, load) {
  return tables.flatMap((plan) => {
    const table = catalog.tables.find(({ name: name2 }) => name2 === plan.source);
    const loaded = load.tables.find(({ source }) => source === plan.source);
    const isWhole = loaded !== void 0 && loaded.failure === null && loaded.rowsRejected === 0;
    return table !== void 0 && isWhole ? [{ table, plan }] : [];
  });
}
function columnNamed({ table, plan }, name2) {
  const column = table.columns.find((one) => sameName(one.name, name2));
  const planned = plan.columns.find(({ source }) => source === column?.name);
  return column === void 0 || planned === void 0 ? null : { column, plan: planned };
}
function readableColumns({ plan }) {
  return plan.columns.filter(isReadable).slice(0, 12);
}
function isReadable({ type, conversion }) {
  return !UNREADABLE.has(conversion.kind) && (type.kind !== "other" || conversion.kind === "duration");
}
function areComparable({ plan: a }, { plan: b }) {
  return a.conversion.kind === b.conversion.kind || [a, b].every(({ conversion }) => NUMBERS.has(conversion.kind));
}
var NUMBERS = /* @__PURE__ */ new Set([
  "integer",
  "numeral",
  "float",
  "spelled-float",
  "decimal"
]);
var UNREADABLE = /* @__PURE__ */ new Set(["rendered", "bytes", "json"]);
function sortsAlike({ column, plan }, texts, isUniform2) {
  if (column.collation !== "BINARY" || !isReadable(plan)) return false;
  switch (plan.conversion.kind) {
    case "integer":
    case "float":
    case "date":
      return true;
    case "text":
      return texts && column.profile.blobs === 0 && plan.type.kind !== "char" && plan.type.kind !== "enum";
    case "timestamp":
      return isUniform2();
    default:
      return false;
  }
}
var MOST_LOOKED_AT = 5e5;
function isUniform(database, table, { name: column, profile }) {
  if (profile.longestText !== 19 || table.rowCount > MOST_LOOKED_AT) return false;
  const name2 = quoteIdentifier(column);
  const sql = `select 1 from ${quoteIdentifier(table.name)} where ${name2} not glob '????-??-?? ??:??:??' limit 1`;
  return database.prepare(sql).get() === void 0;
}

// src/stages/performance/table-queries.ts
var PAGE_ROWS = 50;
var DEEPEST_PAGE = 1e4;
var RANGE_SHARE = 0.01;
var FEWEST_RANGE_ROWS = 10;
var MOST_RANGE_ROWS = 2e3;
var MOST_AGGREGATED_ROWS = 4e4;
var MOST_LOOKED_UP_ROWS = 2e4;
var MOST_AGGREGATED_BYTES = 8 * 2 ** 20;
var TableQueries = class {
  #database;
  #one;
  #tables;
  #options;
  #draw;
  constructor(database, one, tables, options, draw) {
    this.#database = database;
    this.#one = one;
    this.#tables = tables;
    this.#options = options;
    this.#draw = draw;
  }
  all() {
    const { table } = this.#one;
    const key = this.#key();
    const indexed = table.indexes.flatMap(({ parts, where }) => {
      const [first] = parts;
      const isPlain = where === null && first?.collation === "BINARY" && first.column !== null;
      const column = isPlain ? columnNamed(this.#one, first.column) : null;
      return column !== null && this.#sorts(column) ? [column] : [];
    });
    const leading = [...new Map(indexed.map((column) => [column.column.name, column])).values()];
    return [
      ...key === null ? [] : [this.#byKey(key), this.#page(key)],
      ...table.foreignKeys.flatMap((foreignKey) => this.#join(foreignKey)),
      ...leading.flatMap((column) => this.#range(column)),
      ...this.#aggregate(),
      ...leading.slice(0, 2).map((column) => this.#groups(column))
    ];
  }
  /** The primary key, where both sides sort by it alike; null where there is none. */
  #key() {
    const { primaryKey, rowidAlias } = this.#one.table;
    const names = rowidAlias === null ? primaryKey?.parts.map(({ column }) => column) : [rowidAlias];
    const columns = names?.map((name2) => name2 === null ? null : columnNamed(this.#one, name2)) ?? [];
    const usable = columns.filter((column) => column !== null);
    const sound = usable.every((column) => this.#sorts(column) && column.column.profile.nulls === 0);
    return usable.length > 0 && usable.length === columns.length && sound ? usable : null;
  }
  #sorts(column) {
    const { textsSortAlike } = this.#options;
    return sortsAlike(column, textsSortAlike, () => {
      return isUniform(this.#database, this.#one.table, column.column);
    });
  }
  #byKey(key) {
    const { table } = this.#one;
    const names = key.map(({ column }) => column.name);
    return this.#query("by key", 1, false, this.#draw.row(table, names), (side) => {
      const conditions2 = key.map((column, at) => `${nameOf2(column)[side]} = ${place(side, at + 1)}`);
      return `select ${this.#columns(side)} from ${this.#from(side)} where ${conditions2.join(" and ")}`;
    });
  }
  #page(key) {
    const offset = this.#draw.below(Math.min(DEEPEST_PAGE, this.#one.table.rowCount));
    return this.#query("page by key", offset + PAGE_ROWS, true, [], (side) => {
      const order = key.map((column) => nameOf2(column)[side]).join(", ");
      const page = `limit ${PAGE_ROWS} offset ${offset}`;
      return `select ${this.#columns(side)} from ${this.#from(side)} order by ${order} ${page}`;
    });
  }
  #join({ columns, parentTable, parentColumns }) {
    const parent = this.#tables.find(({ table }) => sameName(table.name, parentTable));
    if (parent === void 0 || parentColumns === null) return [];
    const own = columns.map((name3) => columnNamed(this.#one, name3));
    const others = parentColumns.map((name3) => columnNamed(parent, name3));
    const pairs = own.flatMap((column, at) => {
      const other = others[at];
      return column != null && other != null ? [{ column, other }] : [];
    });
    const sound = pairs.every(
      ({ column, other }) => this.#sorts(column) && other.column.collation === "BINARY" && areComparable(column, other)
    );
    const empty = pairs.some(({ column }) => column.column.profile.nulls >= this.#one.table.rowCount);
    if (pairs.length !== columns.length || !sound || empty) return [];
    const name2 = columns.join(", ");
    const values = this.#draw.row(this.#one.table, columns);
    const children = values.includes(null) ? [] : [this.#children(name2, pairs, values)];
    return [...children, ...this.#joined(name2, parent, pairs)];
  }
  #children(name2, pairs, values) {
    return this.#query(`rows of one ${name2}`, MOST_RANGE_ROWS, false, values, (side) => {
      const conditions2 = pairs.map(({ column }, at) => `${nameOf2(column)[side]} = ${place(side, at + 1)}`);
      const own = `select 1 from ${this.#from(side)} where ${conditions2.join(" and ")} limit ${MOST_RANGE_ROWS}`;
      return `select count(*) from (${own}) part`;
    });
  }
  /** Some rows with their parents, as a page of an application shows them. */
  #joined(name2, parent, pairs) {
    const [key, ...others] = this.#key() ?? [];
    const rows = this.#rangeRows(this.#one.table.rowCount);
    const bounds = key === void 0 || others.length > 0 ? null : this.#bounds(key, rows);
    if (key === void 0 || bounds === null) return [];
    const query = this.#query(
      `join with ${parent.table.name} over ${name2}`,
      2 * rows,
      false,
      bounds,
      (side) => {
        const on = pairs.map(({ column, other }) => `c.${nameOf2(column)[side]} = p.${nameOf2(other)[side]}`);
        const { [side]: spelled3 } = nameOf2(key);
        const range = `c.${spelled3} between ${place(side, 1)} and ${place(side, 2)}`;
        const tables = `${this.#from(side)} c join ${tableName(parent)[side]} p on ${on.join(" and ")}`;
        return `select count(*), min(c.${spelled3}), max(c.${spelled3}) from ${tables} where ${range}`;
      }
    );
    return [query];
  }
  #range(column) {
    const rows = this.#rangeRows(this.#present(column));
    const bounds = this.#bounds(column, rows);
    if (bounds === null) return [];
    const query = this.#query(`range of ${column.column.name}`, rows, false, bounds, (side) => {
      const { [side]: spelled3 } = nameOf2(column);
      const condition = `${spelled3} between ${place(side, 1)} and ${place(side, 2)}`;
      const first = `select ${spelled3} v from ${this.#from(side)} where ${condition} order by ${spelled3}`;
      return `select count(*), min(v), max(v) from (${first} limit ${MOST_RANGE_ROWS}) part`;
    });
    return [query];
  }
  /** Of all rows; of a part that the key tells apart, where there are many. */
  #aggregate() {
    const { table } = this.#one;
    const measured = table.columns.flatMap(({ name: name2 }) => columnNamed(this.#one, name2) ?? []).filter(({ plan }) => AGGREGATED.has(plan.conversion.kind) && isReadable(plan)).slice(0, 2);
    const bytes = table.columns.reduce((sum2, { profile }) => sum2 + profile.totalBytes, 0);
    const fitting = Math.floor(MOST_AGGREGATED_BYTES / Math.max(1, bytes / table.rowCount));
    const most = table.rowidAlias === null ? MOST_LOOKED_UP_ROWS : MOST_AGGREGATED_ROWS;
    const rows = Math.min(table.rowCount, most, fitting);
    const [key, ...others] = rows < table.rowCount ? this.#key() ?? [] : [];
    const bounds = key === void 0 || others.length > 0 ? null : this.#bounds(key, rows);
    const reads = bounds === null ? table.rowCount : rows;
    const query = this.#query("aggregates", reads, false, bounds ?? [], (side) => {
      const parts = measured.flatMap((column) => {
        const { [side]: name2 } = nameOf2(column);
        return [`count(${name2})`, `min(${name2})`, `max(${name2})`];
      });
      const range = `${place(side, 1)} and ${place(side, 2)}`;
      const part = key === void 0 || bounds === null ? "" : ` where ${nameOf2(key)[side]} between ${range}`;
      return `select ${["count(*)", ...parts].join(", ")} from ${this.#from(side)}${part}`;
    });
    return [query];
  }
  #groups(column) {
    return this.#query(`groups of ${column.column.name}`, MOST_RANGE_ROWS, true, [], (side) => {
      const { [side]: name2 } = nameOf2(column);
      const first = `select ${name2} v from ${this.#from(side)} where ${name2} is not null order by ${name2}`;
      const grouped = `(${first} limit ${MOST_RANGE_ROWS}) part group by v order by v limit ${PAGE_ROWS}`;
      return `select v, count(*) from ${grouped}`;
    });
  }
  #present({ column }) {
    return this.#one.table.rowCount - column.profile.nulls;
  }
  #rangeRows(present) {
    return Math.min(MOST_RANGE_ROWS, Math.max(FEWEST_RANGE_ROWS, Math.floor(present * RANGE_SHARE)));
  }
  #bounds(column, rows) {
    return this.#draw.range(this.#one.table, column.column.name, this.#present(column), rows);
  }
  #columns(side) {
    const columns = readableColumns(this.#one);
    const names = columns.map(({ source, target }) => quoteIdentifier(side === "sqlite" ? source : target));
    return names.length === 0 ? "count(*)" : names.join(", ");
  }
  #from(side) {
    return tableName(this.#one)[side];
  }
  #query(what, reads, ordered, values, spell) {
    return {
      name: `${this.#one.table.name}: ${what}`,
      source: "derived",
      sqlite: { sql: spell("sqlite"), values },
      postgres: { sql: spell("postgres"), values },
      spelled: true,
      ordered,
      reads: Math.min(reads, this.#one.table.rowCount)
    };
  }
};
var AGGREGATED = /* @__PURE__ */ new Set(["integer", "float", "decimal", "date"]);
function tableName({ table, plan }) {
  return { sqlite: quoteIdentifier(table.name), postgres: quoteQualified(plan.target) };
}
function nameOf2({ plan }) {
  return { sqlite: quoteIdentifier(plan.source), postgres: quoteIdentifier(plan.target) };
}
function place(side, number2) {
  return `${side === "sqlite" ? "?" : "$"}${number2}`;
}

// src/stages/performance/derive-workload.ts
var MOST_TABLES = 12;
var MOST_QUERIES = 48;
function deriveWorkload(database, tables, options) {
  const filled = tables.filter(({ table }) => table.rowCount > 0);
  const largest = filled.toSorted((a, b) => b.table.rowCount - a.table.rowCount).slice(0, MOST_TABLES);
  const draw = new ValueDraw(database, options.seed);
  return largest.flatMap((one) => readableQueries(new TableQueries(database, one, tables, options, draw))).slice(0, MOST_QUERIES);
}
function readableQueries(queries) {
  try {
    return queries.all();
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return [];
  }
}

// src/stages/performance/find-missing-index.ts
var MOST_TRIES = 6;
var RUNS = 15;
var WORTHWHILE = 2;
async function findMissingIndex(connection, query, root, before, { tables }, limits) {
  const found = [];
  for (const candidate of candidatesIn(root, tables).slice(0, MOST_TRIES)) {
    const left = limits.endsAt - performance.now();
    if (left <= 0) break;
    const postgresMs = await tryIndex(connection, query, candidate, left);
    if (postgresMs === null || postgresMs.high * WORTHWHILE > before.low) continue;
    found.push({
      table: candidate.plan.source,
      columns: candidate.columns,
      sql: sqlOf(candidate),
      postgresMs
    });
  }
  return found.toSorted((a, b) => a.postgresMs.median - b.postgresMs.median)[0] ?? null;
}
async function tryIndex(connection, query, candidate, timeout) {
  return await inTransaction(connection, "read write", timeout, async () => {
    try {
      await connection.query(`create index pg_rehearsal_tried on ${tableOf(candidate)}`);
    } catch (error) {
      if (error instanceof PostgresRefusal) return null;
      throw error;
    }
    const explained2 = await explainQuery(connection, query, "plan");
    const isUsed = explained2 !== null && nodesOf(explained2.root).some(({ node }) => node["Index Name"] === "pg_rehearsal_tried");
    if (!isUsed) return null;
    const times = [];
    for (let run = 0; run < RUNS; run++) {
      const time2 = await timeWithoutRoundTrip(connection, query);
      if (time2 === null) return null;
      times.push(time2);
    }
    return medianInterval(times);
  });
}
function tableOf({ plan, columns }) {
  return `${quoteQualified(plan.target)} (${columns.map(quoteIdentifier).join(", ")})`;
}
function sqlOf({ plan, columns }) {
  const { schema, name: name2 } = plan.target;
  const table = schema === "public" ? formatIdentifier(name2) : formatQualified(plan.target);
  return `create index on ${table} (${columns.map(formatIdentifier).join(", ")})`;
}
function candidatesIn(root, tables) {
  const nodes = nodesOf(root).map(({ node }) => node);
  const joins = nodes.flatMap((node) => [node["Hash Cond"], node["Merge Cond"], node["Join Filter"]]);
  const sorts = nodes.flatMap((node) => node["Sort Key"] ?? []);
  const candidates = nodes.flatMap((node) => {
    const plan = tables.find(
      ({ target }) => target.name === node["Relation Name"] && target.schema === node.Schema
    );
    if (plan === void 0 || !/^(Seq|Parallel Seq) Scan$/.test(node["Node Type"])) return [];
    const filtered = columnsIn2([node.Filter], plan, null);
    const joined = columnsIn2(joins, plan, node.Alias ?? null);
    const sorted2 = columnsIn2(sorts, plan, node.Alias ?? null);
    const single = [...filtered, ...joined].map((column) => [column]);
    const several = [
      filtered.slice(0, 3),
      sorted2.slice(0, 3),
      [...filtered.slice(0, 2), ...sorted2.slice(0, 2)]
    ];
    return [...single, ...several.filter(({ length }) => length > 0)].map((columns) => ({
      plan,
      columns: [...new Set(columns)]
    }));
  });
  return [...new Map(candidates.map((candidate) => [sqlOf(candidate), candidate])).values()];
}
function columnsIn2(conditions2, { columns }, alias) {
  const found = conditions2.flatMap((condition) => {
    const names = (condition ?? "").replaceAll(/'(?:[^']|'')*'/g, "").matchAll(NAME);
    return [...names].flatMap(([, quotedOwner, owner = quotedOwner, quoted, bare2]) => {
      if (owner !== void 0 && alias !== null && owner !== alias) return [];
      return columns.filter(({ target }) => target === (quoted?.replaceAll('""', '"') ?? bare2));
    });
  });
  return [...new Set(found.map(({ target }) => target))];
}
var QUOTED = '"((?:[^"]|"")+)"';
var BARE = "([a-z_][a-z0-9_$]*)";
var NAME = new RegExp(`(?:(?:${QUOTED}|${BARE})\\.)?(?:${QUOTED}|${BARE})`, "g");

// src/stages/performance/unsorted-limit.ts
function unsortedLimit({ sql, values }) {
  if (isOrdered(sql)) return null;
  const tokens = lexSqlite(sql);
  let depth = 0;
  for (const at of tokens.keys()) {
    const mark = symbolAt(tokens, at);
    if (mark === "(") depth++;
    if (mark === ")") depth--;
    if (mark !== "limit" || depth > 0) continue;
    const count = symbolAt(tokens, at + 2) === "," ? at + 3 : at + 1;
    const isWhole = tokens[count + 1] === void 0 || /^(offset|;)$/.test(symbolAt(tokens, count + 1));
    return isWhole ? numberAt(tokens[count], values) : null;
  }
  return null;
}
function numberAt(token, values) {
  const value = token?.kind === "parameter" ? values[Number(token.value.slice(1)) - 1] : token?.value;
  const count = Number(value ?? Number.NaN);
  return Number.isInteger(count) ? count : null;
}

// src/stages/performance/query-issues.ts
var GROUPING_ERROR = "42803";
function issuesOfQuery({ outcome, difference, remedy, refusal }, rejecting, linted) {
  const { query, reason, grade, results } = outcome;
  const object2 = query.name;
  if (refusal?.sqlstate === GROUPING_ERROR) {
    return [issue("query-group-by-loose", { object: object2, message: sentence(object2, refusal.message) })];
  }
  if (refusal !== null) {
    const own = remedyOfRefusal(refusal, linted);
    const about2 = { object: object2, message: sentence(object2, refusal.message) };
    return [issue("query-refused", { ...about2, ...own === null ? {} : { remedy: own } })];
  }
  const about = { object: object2, message: sentence(object2, reason ?? "") };
  return [
    ...grade === "not-run" && query.source === "settings" ? [issue("query-not-compared", about)] : [],
    ...results === "not-compared" && isMeasured(outcome) ? [issue("query-not-compared", { ...about, remedy: BY_CHANCE })] : [],
    ...difference === null ? [] : [differenceIssue(object2, difference, remedy, rejecting)],
    ...luckyLimit(outcome),
    ...slownessOf(outcome)
  ];
}
function remedyOfRefusal(refusal, linted) {
  const { literal, message } = refusal;
  const instead = literal === null ? insteadOfOverflow(message) : insteadOfLiteral(literal);
  if (instead !== null) return `In PostgreSQL: ${instead}`;
  return linted.some((told) => canExplain(told, refusal)) ? "See what the other issues about this query say." : null;
}
var TAKEN = /* @__PURE__ */ new Set([
  "query-null-order",
  "query-like-ignores-case",
  "query-inserts-key"
]);
var UNDEFINED_OBJECT = "42704";
function canExplain({ code, priority }, { sqlstate }) {
  if (code === "query-compares-nocase") return sqlstate === UNDEFINED_OBJECT;
  if (code === "query-date-function") return priority !== "LOW";
  return !TAKEN.has(code);
}
function luckyLimit({ query, results, rows }) {
  const limit2 = query.source === "settings" && results === "equal" ? unsortedLimit(query.sqlite) : null;
  if (limit2 === null || limit2 < 2 || rows !== limit2) return [];
  const words = `nothing sorts its rows before LIMIT takes ${limit2} of them; that both engines gave the same ones was luck`;
  return [issue("query-unsorted-limit", { object: query.name, message: sentence(query.name, words) })];
}
var BY_CHANCE = "Give the moment as a parameter; what is by chance can only be looked at.";
function isMeasured({ roundTripMs }) {
  return roundTripMs !== null;
}
function differenceIssue(object2, difference, known, rejecting) {
  if (rejecting.length === 0 || known !== null) {
    const own = known === null ? {} : { remedy: known };
    return issue("query-results-differ", { object: object2, message: sentence(object2, difference), ...own });
  }
  const why = `${difference}; rows of ${rejecting.join(", ")} were rejected`;
  const remedy = "First make all rows arrive; then compare again.";
  return issue("query-not-compared", { object: object2, message: sentence(object2, why), remedy });
}
function slownessOf(outcome) {
  const { query, grade, sqliteMs, postgresMs, ratio, reason } = outcome;
  if (grade !== "degraded" && grade !== "failed" || ratio === null) return [];
  const code = grade === "failed" ? "query-much-slower" : "query-slower";
  const times = `${milliseconds(postgresMs?.median)} in PostgreSQL, ${milliseconds(sqliteMs?.median)} in SQLite`;
  const stopped2 = isMeasured(outcome) ? null : reason;
  const words = stopped2 ?? `${ratio.median.toFixed(1)} times as long: ${times}`;
  return [issue(code, { object: query.name, message: sentence(query.name, words) })];
}
function missingIndexIssue({ table, columns, sql, postgresMs }, { query, postgresMs: before }) {
  const message = `The query "${query.name}" takes ${milliseconds(postgresMs.median)} with an index on ${columns.join(", ")}, and ${milliseconds(before?.median)} without`;
  return issue("index-missing", { table, object: columns.join(", "), message, remedy: `Create it: ${sql}` });
}
function issuesElsewhere(object2, elsewhere, texts) {
  if (elsewhere === null) return [];
  const { locale, timeZone } = elsewhere;
  return [
    ...localeIssues(object2, locale, texts),
    ...timeZone === null ? [] : [issue("query-time-zone", { object: object2, message: zoneMessage(object2, timeZone) })]
  ];
}
function zoneMessage(object2, difference) {
  return sentence(
    object2,
    `in a session of the time zone ${OTHER_ZONE} it gives another result: ${difference}`
  );
}
function localeIssues(object2, outcome, texts) {
  if (outcome.kind === "equal") return [];
  const spelled3 = texts.map((text) => `${text} collate "C"`).join(", ") || 'COLLATE "C" after each text that it compares';
  const remedy = `In PostgreSQL: ${spelled3}; or create the database with the locale C`;
  if (outcome.kind === "not-measured") {
    if (texts.length === 0) return [];
    const words = `it sorts or compares ${texts.join(", ")}, which a database of another locale than C can do otherwise`;
    const message2 = sentence(object2, `${words}; it could not be asked in one`);
    return [issue("query-text-locale", { object: object2, message: message2, remedy, priority: "LOW" })];
  }
  const { locale, difference } = outcome;
  const whose = locale.isOwn ? `the locale of the database of the URL, ${locale.name},` : `a locale like ${locale.name}, as many servers have it,`;
  const message = sentence(object2, `in ${whose} it gives another result: ${difference}`);
  return [
    issue("query-text-locale", { object: object2, message, remedy, ...locale.isOwn ? {} : { priority: "LOW" } })
  ];
}
function sentence(name2, words) {
  return `The query "${name2}": ${words}`;
}
function milliseconds(value) {
  return `${(value ?? 0).toFixed(1)} ms`;
}

// src/stages/performance/find-missing-indexes.ts
async function findMissingIndexes(compared, { connection, plan }, { endsAt, signal }) {
  const slow = compared.filter(({ explained: explained2 }) => explained2 !== null).toSorted((a, b) => took(b) - took(a));
  const issues = [];
  for (const { outcome, explained: explained2 } of slow) {
    signal.throwIfAborted();
    if (explained2 === null || outcome.postgresMs === null) continue;
    const { query, postgresMs } = outcome;
    const found = await findMissingIndex(connection, query.postgres, explained2.root, postgresMs, plan, {
      endsAt
    });
    if (found !== null) issues.push(missingIndexIssue(found, outcome));
  }
  return issues;
}
function took({ outcome }) {
  return outcome.postgresMs?.median ?? 0;
}

// src/stages/performance/number-of-text.ts
var BEGINNINGS = {
  bigint: "^\\s*([-+]?\\d+)",
  numeric: "^\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)",
  "double precision": "^\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)"
};
function numberOfText2(text, type) {
  const digits = `coalesce(substring(${text} from '${BEGINNINGS[type]}'), '0')::${type}`;
  return `case when ${text} is not null then ${digits} end`;
}

// src/stages/performance/query-clauses.ts
var CLAUSES = /^(where|group|having|window|order|limit|returning|on|join|left|right|full|inner|cross|natural|,|;)$/;
function conditionsBehind(scope, word, at) {
  const clauses = splitBy(scope, statementAround(scope, at), CLAUSES);
  const markOf = ({ from }) => symbol(scope, from - 1);
  if (word === "on" && clauses.some((clause) => /^(left|right|full)$/.test(markOf(clause)))) return [];
  const chosen2 = clauses.filter((clause) => markOf(clause) === word && !(clause.from <= at && at < clause.to));
  return chosen2.flatMap((clause) => termsOf(scope, clause, "and"));
}
function termsOf(scope, whole2, word) {
  const range = withoutParentheses(scope, whole2);
  if (word === "and" && splitBy(scope, range, /^or$/).length > 1) return [];
  const parts = splitBy(scope, range, word === "and" ? /^and$/ : /^or$/);
  return parts.length === 1 ? parts : parts.flatMap((part) => termsOf(scope, part, word));
}
function clauseOf(scope, at) {
  const here = symbol(scope, at);
  if (here !== "by" && here !== ",") return null;
  for (let back = at, depth = 0; back > 0; back--) {
    const mark = symbol(scope, back);
    if (mark === ")") depth++;
    if (mark === "(" && --depth < 0) return null;
    if (depth > 0) continue;
    const before = symbol(scope, back - 1);
    if (mark === "by")
      return before === "order" || before === "group" || before === "partition" ? before : null;
    if (/^(select|from|where|having|limit|set|values)$/.test(mark)) return null;
  }
  return null;
}
function statementAround(scope, at) {
  const whole2 = blockAround(scope, at);
  const parts = splitBy(scope, whole2, /^(union|intersect|except)$/);
  const own = parts.length === 1 ? parts : parts.flatMap((part) => splitBy(scope, part, /^order$/));
  return own.find(({ from, to }) => from <= at && at < to) ?? { from: at, to: at };
}
function blockAround(scope, at) {
  for (let back = at - 1; back >= 0; back--) {
    if (symbol(scope, back) === ")") back = openingOf(scope, back) ?? 0;
    else if (symbol(scope, back) === "(" && /^(select|with)$/.test(symbol(scope, back + 1)))
      return { from: back + 1, to: closingOf(scope, back) };
  }
  return { from: 0, to: scope.tokens.length };
}
function splitBy(scope, range, words) {
  const parts = [];
  let from = range.from;
  let isBetween = false;
  for (let at = range.from, cases2 = 0; at < range.to; at++) {
    const mark = symbol(scope, at);
    if (mark === "(") at = closingOf(scope, at);
    if (mark === "case") cases2++;
    if (mark === "end") cases2--;
    if (cases2 > 0) continue;
    if (mark === "between") isBetween = true;
    else if (mark === "and" && isBetween) isBetween = false;
    else if (words.test(mark)) {
      parts.push({ from, to: at });
      from = at + 1;
    }
  }
  return [...parts, { from, to: range.to }];
}
function closingOf(scope, open2) {
  for (let at = open2, depth = 0; at < scope.tokens.length; at++) {
    if (symbol(scope, at) === "(") depth++;
    if (symbol(scope, at) === ")" && --depth === 0) return at;
  }
  return scope.tokens.length;
}
function openingOf(scope, close) {
  if (symbol(scope, close) !== ")") return null;
  for (let at = close, depth = 0; at >= 0; at--) {
    if (symbol(scope, at) === ")") depth++;
    if (symbol(scope, at) === "(" && --depth === 0) return at;
  }
  return null;
}
function withoutParentheses(scope, range) {
  const { from, to } = range;
  if (symbol(scope, from) !== "(" || closingOf(scope, from) !== to - 1 || to - from < 3) return range;
  return withoutParentheses(scope, { from: from + 1, to: to - 1 });
}
function plainText(scope, range) {
  const { from, to } = withoutParentheses(scope, range);
  const tokens = scope.tokens.slice(from, to);
  return tokens.map(({ kind, value }) => kind === "string" ? `'${value}'` : value.toLowerCase()).join(" ");
}

// src/stages/performance/lint-booleans.ts
function booleanFrom(scope, at) {
  const written = columnFrom(scope, at);
  if (written?.column.plan?.type.kind !== "boolean") return coalescedBoolean(scope, at);
  return { column: written.text, text: written.text, from: written.from, to: written.next };
}
function booleanTo(scope, at) {
  const open2 = openingOf(scope, at);
  if (open2 !== null) return coalescedBoolean(scope, open2 - 1);
  const written = columnTo(scope, at);
  return written === null ? null : booleanFrom(scope, written.from);
}
function coalescedBoolean(scope, at) {
  if (!/^(coalesce|ifnull)$/.test(callAt(scope, at) ?? "")) return null;
  const [first, second, third] = argumentsFrom(scope, at + 1);
  if (first === void 0 || second === void 0 || third !== void 0) return null;
  const flag = columnFrom(scope, first.from);
  const other = numberAt2(scope, second.from);
  const isLone = flag?.next === first.to && second.to === second.from + 1;
  if (flag?.column.plan?.type.kind !== "boolean" || !isLone || other === null) return null;
  const to = closingOf(scope, at + 1) + 1;
  return { column: flag.text, text: `coalesce(${flag.text}, ${other === 1})`, from: at, to };
}
function numberAt2({ tokens }, at) {
  const token = tokens[at];
  return token?.kind === "number" && /^[01]$/.test(token.value) ? Number(token.value) : null;
}
var coalesced = atEach((scope, at) => {
  const written = coalescedBoolean(scope, at);
  if (written === null) return null;
  const { from, to } = written;
  const isCompared2 = COMPARISONS.has(symbol(scope, to)) && numberAt2(scope, to + 1) !== null || COMPARISONS.has(symbol(scope, from - 1)) && numberAt2(scope, from - 2) !== null;
  return isCompared2 ? null : booleanFinding(written.column, written.text);
});
var booleans = atEach((scope, at) => {
  const mark = symbol(scope, at);
  if (mark === "in") return booleanList(scope, at);
  if (mark === "between") return booleanRange(scope, at);
  const negated = mark === "is" && symbol(scope, at + 1) === "not";
  const next = negated ? at + 2 : at + 1;
  if (mark !== "is" && !COMPARISONS.has(mark)) return null;
  const [left, right] = [booleanTo(scope, at - 1), booleanFrom(scope, next)];
  const written = left ?? right;
  const number2 = numberAt2(scope, left === null ? at - 1 : next);
  if (written === null || number2 === null) return null;
  const { text } = written;
  if (mark === "is")
    return booleanFinding(written.column, `${text} is ${negated ? "not " : ""}${number2 === 1}`);
  if (isAssigned(scope, at)) return booleanFinding(written.column, `${text} = ${number2 === 1}`);
  const condition = conditionOf(text, left === null ? TURNED[mark] ?? mark : mark, number2);
  return condition === null ? null : booleanFinding(written.column, condition);
});
var TURNED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
function conditionOf(text, operator, number2) {
  const passing = [0, 1].filter((value) => holds(value, operator, number2));
  if (passing.length !== 1) return null;
  return passing[0] === 1 ? text : `not ${text}`;
}
function booleanIn(scope, { from, to }) {
  const written = booleanFrom(scope, from);
  const number2 = written === null ? null : numberAt2(scope, written.to + 1);
  if (written === null || number2 === null || written.to + 2 !== to) return null;
  const text = conditionOf(written.text, symbol(scope, written.to), number2);
  return text === null ? null : { column: written.column, text };
}
function holds(a, operator, b) {
  if (/^==?$/.test(operator)) return a === b;
  if (/^(<>|!=)$/.test(operator)) return a !== b;
  return operator.endsWith("=") && a === b || (operator.startsWith("<") ? a < b : a > b);
}
function booleanList(scope, at) {
  const negated = symbol(scope, at - 1) === "not";
  const left = booleanTo(scope, negated ? at - 2 : at - 1);
  if (left === null || symbol(scope, at + 1) !== "(") return null;
  const items = argumentsFrom(scope, at + 1).map(({ from }) => numberAt2(scope, from));
  if (items.includes(null)) return null;
  const list2 = items.map((item) => item === 1).join(", ");
  return booleanFinding(left.column, `${left.text} ${negated ? "not " : ""}in (${list2})`);
}
function booleanRange(scope, at) {
  const negated = symbol(scope, at - 1) === "not";
  const left = booleanTo(scope, negated ? at - 2 : at - 1);
  const [low, high] = [numberAt2(scope, at + 1), numberAt2(scope, at + 3)];
  if (left === null || low === null || high === null || symbol(scope, at + 2) !== "and") return null;
  const range = `between ${low === 1} and ${high === 1}`;
  return booleanFinding(left.column, `${left.text} ${negated ? "not " : ""}${range}`);
}
var cases = atEach((scope, at) => {
  const written = symbol(scope, at) === "case" ? booleanFrom(scope, at + 1) : null;
  const number2 = written === null ? null : numberAt2(scope, written.to + 1);
  if (written === null || number2 === null || symbol(scope, written.to) !== "when") return null;
  return booleanFinding(written.column, `case ${written.text} when ${number2 === 1}`);
});
var booleanNumbers = atEach((scope, at) => {
  const column = columnTo(scope, at);
  if (column?.column.plan?.type.kind !== "boolean") return null;
  const [before, after] = [symbol(scope, column.from - 1), symbol(scope, column.next)];
  const isSum = /^(sum|total|avg|min|max)$/.test(symbol(scope, column.from - 2)) && before === "(" && after === ")";
  const isArithmetic = /^[-+*/]$/.test(before) || /^[-+*/]$/.test(after);
  return isSum || isArithmetic ? booleanFinding(column.text, `${column.text}::int`) : null;
});
var sums = atEach((scope, at) => {
  const name2 = callAt(scope, at);
  if (name2 === null || !/^(sum|avg)$/.test(name2)) return null;
  const [condition, ...others] = argumentsFrom(scope, at + 1);
  if (condition === void 0 || others.length > 0 || !isCondition(scope, condition)) return null;
  const flag = booleanIn(scope, condition);
  if (flag !== null) return booleanFinding(flag.column, `${name2}((${flag.text})::int)`);
  const text = textOf2(scope, condition).replaceAll("==", "=");
  const count = name2 === "sum" ? `, or count(*) filter (where ${text}), which is 0 of no row` : "";
  return booleanFinding(text, `${name2}((${text})::int)${count}`);
});
function isCondition(scope, { from, to }) {
  for (let at = from; at < to; at++) {
    const mark = symbol(scope, at);
    if (mark === "case") return false;
    if (mark === "(") at = closingOf(scope, at);
    else if (COMPARISONS.has(mark) || /^(is|isnull|notnull|in|like|between|and|or|not)$/.test(mark))
      return true;
  }
  return false;
}
function booleanFinding(text, spelling2) {
  const what = `uses ${text} as a number; it is a boolean in PostgreSQL, which refuses that`;
  return { code: "query-boolean-as-number", what, spelling: spelling2 };
}
var NUMBERS2 = new Set(
  "smallint,integer,bigint,numeric,real,double precision".split(",")
);
var BEFORE_CONDITION = /^(where|and|or|not|on|having|when)$/;
var BEHIND_CONDITION = /^(\)|;|and|or|then|group|order|limit|having|union|intersect|except|returning|window|from|,|as|else|end)$/;
var conditions = atEach((scope, at, token) => {
  const before = symbol(scope, at - 1);
  const isOperand = before === "not" && symbol(scope, at - 2) === "is";
  if (!BEFORE_CONDITION.test(before) || isOperand || isUpperBound(scope, at - 1)) return null;
  if (before === "when" && !isSearched(scope, at - 1)) return null;
  const written = columnFrom(scope, at);
  const isNumber3 = written !== null && NUMBERS2.has(written.column.plan?.type.kind ?? "");
  const isEnd2 = (next) => scope.tokens[next] === void 0 || BEHIND_CONDITION.test(symbol(scope, next));
  if (isNumber3 && isEnd2(written.next)) return conditionFinding(written.text, `${written.text} <> 0`);
  if (written !== null && isText(written.column) && isEnd2(written.next))
    return conditionFinding(written.text, `${numberOfText2(written.text, "numeric")} <> 0`, "text");
  if (token.kind !== "number" || !isEnd2(at + 1)) return null;
  return conditionFinding(token.value, String(Number(token.value) !== 0));
});
function isSearched(scope, when) {
  for (let at = when - 1, ends = 0; at >= 0; at--) {
    const mark = symbol(scope, at);
    if (mark === ")") at = openingOf(scope, at) ?? 0;
    if (mark === "end") ends++;
    if (mark === "case" && --ends < 0) return symbol(scope, at + 1) === "when";
  }
  return false;
}
function isUpperBound(scope, and) {
  if (symbol(scope, and) !== "and") return false;
  for (let at = and - 1; at >= 0; at--) {
    const mark = symbol(scope, at);
    if (mark === ")") at = openingOf(scope, at) ?? 0;
    else if (mark === "between") return true;
    else if (/^(\(|and|or|where|on|having|when|select)$/.test(mark)) return false;
  }
  return false;
}
function conditionFinding(text, spelling2, kind = "number") {
  const what = `takes ${text} for a condition; it is a ${kind} in PostgreSQL, which refuses that`;
  return { code: "query-operator", what, spelling: spelling2 };
}
var BOOLEAN_RULES = [coalesced, booleans, cases, booleanNumbers, sums, conditions];

// src/stages/performance/lint-comparisons.ts
var patterns = atEach((scope, at) => {
  const word = symbol(scope, at);
  if (!/^(glob|regexp|match)$/.test(word) || !isInfix(scope, at)) return null;
  return {
    code: "query-pattern-operator",
    what: `uses ${word.toUpperCase()}`,
    spelling: patternFor(scope, at)
  };
});
function patternFor(scope, at) {
  const word = symbol(scope, at);
  if (word === "match")
    return "full-text search: to_tsvector(\u2026) @@ websearch_to_tsquery(\u2026), with other rules for words";
  const pattern = scope.tokens[at + 1];
  const regex = word === "glob" && pattern?.kind === "string" ? globToRegex(pattern.value) : null;
  if (regex === null) return "the operator ~ with a regular expression; between ^ and $ for GLOB";
  const negated = symbol(scope, at - 1) === "not";
  const column = columnTo(scope, negated ? at - 2 : at - 1);
  return `${column?.text ?? "x"} ${negated ? "!~" : "~"} ${quoteLiteral(regex)}`;
}
var operators = atEach((scope, at) => {
  const mark = symbol(scope, at);
  if (mark === "==") return { code: "query-operator", what: "compares by ==", spelling: "=" };
  if (mark !== "is") return null;
  const negated = symbol(scope, at + 1) === "not";
  const operand = scope.tokens[at + (negated ? 2 : 1)];
  if (operand === void 0 || /^(null|true|false|distinct|unknown)$/i.test(operand.value)) return null;
  const left = columnTo(scope, at - 1);
  if (left?.column.plan?.type.kind === "boolean" && operand.kind === "number") return null;
  const spelling2 = negated ? "is distinct from" : "is not distinct from";
  return { code: "query-operator", what: `compares values by IS${negated ? " NOT" : ""}`, spelling: spelling2 };
});
var postfixes = atEach((scope, at) => {
  const [mark, next] = [symbol(scope, at), symbol(scope, at + 1)];
  if (mark === "not" && next === "null" && endsValue(scope.tokens[at - 1])) {
    return { code: "query-operator", what: "says NOT NULL without IS", spelling: "is not null" };
  }
  if (mark !== "in" || next !== "(" || symbol(scope, at + 2) !== ")") return null;
  const isNegated = symbol(scope, at - 1) === "not";
  return { code: "query-operator", what: "has an empty list behind IN", spelling: `${isNegated}` };
});
var looseMoments = atEach((scope, at) => {
  const [mark, left] = [symbol(scope, at), columnTo(scope, at - 1)];
  if (!COMPARISONS.has(mark) || left === null || isAssigned(scope, at)) return null;
  const token = scope.tokens[at + 1];
  const given = token?.kind === "string" ? token.value : givenValue(scope, at + 1);
  const isMoment = /^(date|timestamp|timestamptz)$/.test(left.column.plan?.type.kind ?? "");
  const parts = typeof given === "string" ? /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(given) : null;
  const day = parts?.slice(1).map((part) => part.padStart(2, "0")).join("-") ?? "";
  if (!isMoment || parts === null || day === parts[0]) return null;
  const written = token?.kind === "string" ? quoteLiteral(token.value) : "\u2026";
  const meant = token?.kind === "string" ? `${left.text} ${mark} ${quoteLiteral(day)}` : "months and days of two digits";
  const what = `compares ${left.text} with a date that lacks a digit, by its letters in SQLite and by the day in PostgreSQL`;
  const spelling2 = `${textOfColumn(left) ?? "\u2026"} collate "C" ${mark === "==" ? "=" : mark} ${written}; or ${meant}, where the day is meant`;
  return { code: "query-operator", what, spelling: spelling2 };
});
var collations = atEach((scope, at) => {
  const name2 = scope.tokens[at + 1]?.value.toLowerCase() ?? "";
  if (symbol(scope, at) !== "collate" || !/^(binary|rtrim)$/.test(name2)) return null;
  const what = `compares by COLLATE ${name2.toUpperCase()}, which only SQLite has`;
  const text = columnTo(scope, at - 1)?.text ?? "a";
  const spelling2 = name2 === "binary" ? `${text} collate "C"` : `rtrim(${text}, ' ') in the place of ${text} collate rtrim`;
  return { code: "query-sqlite-syntax", what, spelling: spelling2 };
});
var COMPARISON_RULES = [patterns, operators, postfixes, collations, looseMoments];

// src/stages/performance/date-modifiers.ts
function withModifiers(moment, modifiers) {
  let timestamp = moment;
  let isFirstOfMonth = false;
  const unknown = [];
  for (const modifier of modifiers) {
    const next = modified(timestamp, modifier, isFirstOfMonth);
    if (next === null) unknown.push(modifier);
    else timestamp = next;
    isFirstOfMonth = /^start of (month|year)$/i.test(modifier.trim()) || isFirstOfMonth && isOfMonths(modifier);
  }
  return { timestamp, unknown };
}
var SHIFT = /^\s*([-+]?\d+)\s+(second|minute|hour|day|month|year)s?\s*$/i;
function isOfMonths(modifier) {
  return /^(month|year)$/i.test(SHIFT.exec(modifier)?.[2] ?? "");
}
function modified(moment, modifier, isFirstOfMonth) {
  const [, start] = /^\s*start of (day|month|year)\s*$/i.exec(modifier) ?? [];
  if (start !== void 0) return `date_trunc('${start.toLowerCase()}', ${moment})`;
  const [, weekday] = /^\s*weekday ([0-6])\s*$/i.exec(modifier) ?? [];
  if (weekday !== void 0)
    return `(${moment} + (${Number(weekday) + 7} - extract(dow from ${moment})::int) % 7 * interval '1 day')`;
  const [, count = "", unit = ""] = SHIFT.exec(modifier) ?? [];
  if (unit === "") return null;
  const interval = `interval '${Number(count)} ${unit.toLowerCase()}'`;
  if (!isOfMonths(modifier) || isFirstOfMonth) return `(${moment} + ${interval})`;
  const month = `date_trunc('month', ${moment})`;
  return `(${month} + ${interval} + (${moment} - ${month}))`;
}

// src/stages/performance/strftime-format.ts
var PARTS = {
  "%Y": "YYYY",
  "%m": "MM",
  "%d": "DD",
  "%H": "HH24",
  "%M": "MI",
  "%S": "SS",
  "%j": "DDD",
  "%F": "YYYY-MM-DD",
  "%R": "HH24:MI",
  "%T": "HH24:MI:SS"
};
function unknownParts(format) {
  return [...new Set(format.match(/%./gs) ?? [])].filter((part) => PARTS[part] === void 0);
}
var NUMBERS3 = {
  "%w": "extract(dow from at)",
  "%s": "floor(extract(epoch from at))::bigint",
  "%W": `to_char((extract(doy from at)::int + 7 - extract(isodow from at)::int) / 7, 'FM00')`
};
function strftimeOf(format, timestamp) {
  const number2 = NUMBERS3[format];
  if (number2 !== void 0) return number2.replaceAll(/\bat\b/g, () => timestamp);
  const spelled3 = formatOfStrftime(format);
  return spelled3 === null ? null : `to_char(${timestamp}, '${spelled3}')`;
}
function formatOfStrftime(format) {
  const parts = format.match(/%.|[^%]/gs) ?? [];
  const spelled3 = parts.map((part) => {
    if (part.startsWith("%")) return PARTS[part] ?? null;
    if (/^[-/:., ]$/.test(part)) return part;
    return /^[A-Za-z_]$/.test(part) ? `"${part}"` : null;
  });
  return spelled3.includes(null) || parts.join("") !== format ? null : spelled3.join("");
}

// src/stages/performance/lint-dates.ts
var dates = atEach((scope, at) => {
  const name2 = callAt(scope, at);
  const entry = name2 === null ? void 0 : entryOf(DATE_FUNCTIONS, name2);
  if (name2 === null || entry === void 0) return null;
  const given = argumentsFrom(scope, at + 1);
  const isEpoch = given.some((range) => plainText(scope, range) === `'unixepoch'`);
  const moment = isEpoch ? countedIn(scope, given) : columnIn(scope, given);
  if (isSharedCall(scope, name2, given)) return null;
  const written = given.flatMap((range) => textIn(scope, range) ?? []);
  const what = `calls ${name2}()${written.length === 0 ? "" : ` with ${written.map(quoteLiteral).join(", ")}`}`;
  const own = "advice" in entry ? null : spelledCall(scope, name2, given, moment, isEpoch);
  const unknown = given.flatMap((range) => unknownName(scope, range) ?? []);
  const but = unknown.length > 0 ? `, where ${unknown.join(", ")} has moments in UTC or texts of them` : "";
  if (own !== null) return { code: "query-date-function", what, spelling: `${own}${but}` };
  const spelled3 = moment === null ? entry : ofMoment(entry, moment.written, moment.timestamp);
  return { code: "query-date-function", what, spelling: spellingOf(spelled3) };
});
function isSharedCall(scope, name2, given) {
  const [value, ...others] = given;
  if (name2 !== "date" || value === void 0 || others.length > 0) return false;
  if (/^\d{4}-\d\d-\d\d$/.test(textIn(scope, value) ?? "")) return true;
  const column = columnFrom(scope, value.from);
  if (column?.next !== value.to) return false;
  return /^(date|timestamp)$/.test(column.column.plan?.type.kind ?? "") && !isCounted(column.column);
}
function spelledCall(scope, name2, given, counted2, isEpoch) {
  const isFormatted = name2 === "strftime";
  const format = isFormatted && given[0] !== void 0 ? textIn(scope, given[0]) : "";
  const [value, ...others] = isFormatted ? given.slice(1) : given;
  const texts = (isEpoch ? others.slice(1) : others).map((range) => textIn(scope, range));
  const start = counted2?.timestamp ?? (isEpoch ? null : startOf(scope, value));
  if (format === null || start === null || texts.includes(null)) return null;
  const { timestamp, unknown } = withModifiers(
    start,
    texts.flatMap((text) => text ?? [])
  );
  const spelled3 = unknown.length > 0 ? null : resultOf(name2, format, timestamp);
  if (spelled3 !== null) return spelled3;
  const parts = isFormatted ? unknownParts(format) : [];
  const open2 = [...unknown, ...parts].map(quoteLiteral).join(", ");
  return `${open2 === "" ? name2 : open2} has to be written by hand, over the timestamp ${timestamp}`;
}
function startOf(scope, value) {
  const text = value === void 0 ? "now" : textIn(scope, value);
  if (text !== null && /^now$/i.test(text)) return `(now() at time zone 'utc')`;
  if (text !== null) return /^\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?$/.test(text) ? `timestamp '${text}'` : null;
  if (value === void 0 || columnsIn(scope, value).length > 0) return null;
  const name2 = unknownName(scope, value);
  if (name2 !== null) return `${name2}::timestamp`;
  const token = scope.tokens[value.from];
  return token?.kind === "parameter" && value.to === value.from + 1 ? `cast(${token.value} as timestamp)` : null;
}
function unknownName(scope, { from, to }) {
  const isName2 = scope.tokens.slice(from, to).every(({ kind, value }, at) => {
    if (at % 2 === 1) return value === ".";
    return kind === "identifier" || kind === "word" && !/^(current_\w+|null|true|false)$/i.test(value);
  });
  if (!isName2 || (to - from) % 2 === 0 || columnFrom(scope, from) !== null) return null;
  return nameText(scope, from, to - 1);
}
function textIn(scope, { from, to }) {
  const token = scope.tokens[from];
  return token?.kind === "string" && to === from + 1 ? token.value : null;
}
function resultOf(name2, format, timestamp) {
  switch (name2) {
    case "date":
      return `${timestamp.replace(/^([\w.]+|".*")::timestamp$/, "$1")}::date`;
    case "time":
      return `date_trunc('second', ${timestamp})::time`;
    case "datetime":
      return `date_trunc('second', ${timestamp})`;
    case "julianday":
      return `(extract(epoch from ${timestamp}) / 86400 + 2440587.5)::double precision`;
    case "unixepoch":
      return `floor(extract(epoch from ${timestamp}))::bigint`;
    case "strftime":
      return strftimeOf(format, timestamp);
    default:
      return null;
  }
}
function columnIn(scope, given) {
  const [column] = given.flatMap(({ from, to }) => {
    const written = columnFrom(scope, from);
    return written?.next === to ? [written] : [];
  });
  const timestamp = column === void 0 || isCounted(column.column) ? null : momentOf2(column);
  return column === void 0 || timestamp === null ? null : { written: column.text, timestamp };
}
function countedIn(scope, given) {
  const range = given[given.findIndex((one) => plainText(scope, one) === `'unixepoch'`) - 1];
  if (range === void 0) return null;
  const text = textOf2(scope, range);
  const written = `${text}, 'unixepoch'`;
  const columns = columnsIn(scope, range);
  const isLone = columnFrom(scope, range.from)?.next === range.to;
  if (columns.length > 0 && columns.every(({ plan }) => NUMBERS4.has(plan?.type.kind ?? ""))) {
    const isWhole = isLone && columns.every(({ plan }) => plan?.type.kind === "bigint");
    return { written, timestamp: `(to_timestamp(${isWhole ? text : `floor(${text})`}) at time zone 'utc')` };
  }
  const column = columnFrom(scope, range.from);
  if (column === null || !isCounted(column.column)) return null;
  const rest = plainText(scope, { from: column.next, to: range.to });
  const unit = /^\/ 1000(\.0)?$/.test(rest) ? "milliseconds" : rest === "" ? "seconds" : null;
  const timestamp = numbersUnit(column.column.profile) === unit ? momentOf2(column) : null;
  return timestamp === null ? null : { written, timestamp };
}
var NUMBERS4 = new Set(
  "smallint,integer,bigint,numeric,real,double precision".split(",")
);
function isCounted({ plan, profile }) {
  const { texts, blobs: blobs2, integers, reals } = profile;
  return /^timestamp(tz)?$/.test(plan?.type.kind ?? "") && integers + reals > 0 && texts + blobs2 === 0;
}
var currentTimes = atEach((scope, at) => {
  const word = symbol(scope, at);
  if (!/^current_(timestamp|date|time)$/.test(word)) return null;
  const type = word.slice("current_".length);
  const what = `uses ${word.toUpperCase()}, which is UTC in SQLite, and of the session's time zone in PostgreSQL`;
  return {
    code: "query-date-function",
    what,
    spelling: `(now() at time zone 'utc')::${type}`,
    priority: "LOW"
  };
});
var DATE_RULES = [dates, currentTimes];

// src/stages/performance/cut-decimals.ts
function cutDecimals(scope, at, divisor) {
  const range = productBefore(scope, at);
  if (range === null) return null;
  const columns = writtenIn(scope, range);
  const decimals = columns.filter(({ column }) => column.plan?.type.kind === "numeric");
  const isKnown = columns.every(({ column }) => isWholeOrDecimal(column.plan?.type.kind));
  if (decimals.length === 0 || !isKnown || hasFraction(scope, range)) return null;
  if (decimals.some(({ column }) => column.profile.integers === 0)) return null;
  const text = textOf2(scope, range);
  const what = `divides ${text}, whose whole numbers SQLite divides without a rest; numeric keeps it`;
  const cut = `div(${text}, ${divisor.text})`;
  const conditions2 = [range, ...divisor.range === null ? [] : [divisor.range]].flatMap((side) => {
    const mixed2 = writtenIn(scope, side).filter(isMixed);
    return mixed2.length === 0 ? [] : [conditionOfWhole(scope, side, textOf2(scope, side), mixed2)];
  });
  if (conditions2.includes(null)) return null;
  const mixed = `case when ${conditions2.join(" and ")} then ${cut} else ${text} / ${divisor.text} end`;
  return { code: "query-division", what, spelling: conditions2.length > 0 ? mixed : cut };
}
function isMixed({ column: { plan, profile } }) {
  return plan?.type.kind === "numeric" && profile.reals > 0;
}
function productBefore(scope, at) {
  let from = at;
  do {
    const last = from === at ? at - 1 : from - 2;
    const open2 = openingOf(scope, last);
    from = open2 === null ? last : callAt(scope, open2 - 1) === null ? open2 : open2 - 1;
    while (symbol(scope, from - 1) === ".") from -= 2;
  } while (symbol(scope, from - 1) === "*");
  return /^[/%.]$/.test(symbol(scope, from - 1)) || from < 0 ? null : { from, to: at };
}
function writtenIn(scope, { from, to }) {
  return scope.tokens.flatMap((_, at) => at < from || at >= to ? [] : columnTo(scope, at) ?? []);
}
function isWholeOrDecimal(kind) {
  return /^(numeric|smallint|integer|bigint)$/.test(kind ?? "");
}
function hasFraction({ tokens }, { from, to }) {
  return tokens.slice(from, to).some(({ kind, value }) => kind === "number" && /^(?!0x).*[.e]/i.test(value));
}
function conditionOfWhole(scope, { from, to }, text, decimals) {
  const calls = scope.tokens.slice(from, to).flatMap((_, at) => callAt(scope, from + at) ?? []);
  const [call] = calls;
  const each = decimals.map((one) => `${one.text} = trunc(${one.text})`).join(" and ");
  if (call === void 0) return each;
  const isLone = callAt(scope, from) === call && columnFrom(scope, from + 2)?.next === to - 1;
  if (!isLone) return null;
  if (call === "sum") return `bool_and(${each})`;
  return call === "max" || call === "min" ? `${text} = trunc(${text})` : null;
}

// src/stages/performance/lint-division.ts
var division = atEach((scope, at) => {
  const operator = symbol(scope, at);
  if (operator !== "/" && operator !== "%") return null;
  const divisor = operandFrom(scope, at + 1);
  const rest = operator === "%" ? cutRest(scope, at, divisor) : null;
  if (rest !== null) return rest;
  const isSafe = divisor !== null && (isNeverZero(scope, divisor) || isGuarded(scope, at, divisor));
  if (operator === "/" && (divisor === null || !isReal(scope, divisor))) {
    const cut = cutDivision(scope, at, { range: divisor, text: divisorText(scope, divisor, isSafe) });
    if (cut !== null) return cut;
  }
  if (isSafe) return null;
  const what = "divides by what can be 0: NULL in SQLite, an error in PostgreSQL";
  return { code: "query-division", what, spelling: `a ${operator} nullif(b, 0)` };
});
function cutRest(scope, at, divisor) {
  const dividend = columnTo(scope, at - 1);
  const other = divisor === null ? null : columnFrom(scope, divisor.from);
  const column = other !== null && other.next === divisor?.to ? other : null;
  const isCut = (one) => one !== null && hasDecimals(one);
  if (divisor === null || !isCut(dividend) && !isCut(column)) return null;
  const [left, right] = [dividend, column].map(
    (one) => isCut(one) ? `trunc(${one?.text})::bigint` : one?.text
  );
  const safe = isNeverZero(scope, divisor) || isGuarded(scope, at, divisor);
  const by = right ?? textOf2(scope, divisor);
  const what = "takes the rest of a division of decimals, which SQLite cuts before it and PostgreSQL does not";
  return { code: "query-division", what, spelling: `${left ?? "\u2026"} % ${safe ? by : `nullif(${by}, 0)`}` };
}
function hasDecimals({ column: { plan, profile } }) {
  const kind = plan?.type.kind;
  return kind === "double precision" || kind === "real" || kind === "numeric" && profile.reals > 0;
}
function operandFrom(scope, from) {
  let at = from;
  while (/^[-+]$/.test(symbol(scope, at))) at++;
  while (symbol(scope, at + 1) === ".") at += 2;
  const open2 = callAt(scope, at) === null ? at : at + 1;
  const last = symbol(scope, open2) === "(" ? closingOf(scope, open2) : at;
  if (scope.tokens[last] === void 0 || symbol(scope, at) === "case") return null;
  const goesOn = /^(\|\||->|->>|collate|filter|over)$/.test(symbol(scope, last + 1));
  return goesOn ? null : { from, to: last + 1 };
}
function isNeverZero(scope, whole2) {
  const number2 = numberOf(scope, whole2);
  if (number2 !== null) return number2 !== 0;
  const { from, to } = withoutParentheses(scope, whole2);
  const given = argumentsFrom(scope, from + 1);
  switch (closingOf(scope, from + 1) === to - 1 ? callAt(scope, from) : null) {
    case "nullif":
      return given[1] !== void 0 && numberOf(scope, given[1]) === 0;
    case "coalesce":
    case "ifnull":
      return given.every((one) => isNeverZero(scope, one));
    case "max":
      return given.length > 1 && given.some((one) => (numberOf(scope, one) ?? 0) > 0);
    default:
      return false;
  }
}
function numberOf(scope, range) {
  const text = plainText(scope, range).replaceAll(" ", "");
  return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
}
function isGuarded(scope, at, range) {
  const divisor = withoutCast(plainText(scope, range));
  const always = [...conditionsBehind(scope, "where", at), ...conditionsBehind(scope, "having", at)];
  return always.some((term) => excludesZero(plainText(scope, term), divisor, true)) || branchesAround(scope, at).some(
    ({ condition, holds: holds2 }) => termsOf(scope, condition, holds2 ? "and" : "or").some(
      (term) => excludesZero(plainText(scope, term), divisor, holds2)
    )
  ) || isNullOverNothing(scope, at, divisor);
}
function withoutCast(text) {
  return text.replace(/^cast \( (.*) as (real|float|double precision) \)$/, "$1");
}
function excludesZero(term, divisor, holds2) {
  const compared = term.replaceAll(divisor, "\xA7");
  return holds2 ? /^(§ (<>|!=|>) 0|§ >=? [1-9]\d*|0 (<>|!=|<) §)$/.test(compared) : /^((§|(coalesce|ifnull) \( § , 0 \)) (=|==|<=) 0|0 ==? §)$/.test(compared);
}
function branchesAround(scope, at) {
  const found = [];
  let [then, holds2, ended] = [-1, true, 0];
  for (let back = at - 1; back >= 0 && symbol(scope, back) !== "select"; back--) {
    const mark = symbol(scope, back);
    if (mark === ")") back = openingOf(scope, back) ?? 0;
    else if (mark === "end") ended++;
    else if (mark === "case" && ended > 0) ended--;
    else if (ended > 0) continue;
    else if (mark === "(" && /^(sum|avg|min|max|count|total)$/.test(callAt(scope, back - 1) ?? "")) break;
    else if (mark === "(" && /^(iif|if)$/.test(callAt(scope, back - 1) ?? "")) {
      const [condition, ...others] = argumentsFrom(scope, back);
      const branch = others.findIndex(({ from, to }) => from <= at && at < to);
      if (condition !== void 0 && branch >= 0) found.push({ condition, holds: branch === 0 });
    } else if (mark === "case") [then, holds2] = [-1, true];
    else if (mark === "else") holds2 = false;
    else if (mark === "then") then = back;
    else if (mark === "when") {
      if (then >= 0) found.push({ condition: { from: back + 1, to: then }, holds: holds2 });
      holds2 = false;
    }
  }
  return found;
}
function isNullOverNothing(scope, at, divisor) {
  const [, counted2] = /^count \( (.*) \)$/.exec(divisor) ?? [];
  const isOfAll = counted2 === "*" || counted2 === "1";
  if (isOfAll && conditionsBehind(scope, "group", at).length > 0) return true;
  return factorsBefore(scope, at).some((factor) => {
    const [, summed] = /^(?:sum|avg) \( (.*) \)$/.exec(withoutCast(factor)) ?? [];
    return summed !== void 0 && (isOfAll || counted2 === summed);
  });
}
function factorsBefore(scope, at) {
  const factors = [];
  let to = at;
  do {
    const open2 = openingOf(scope, to - 1);
    const from = open2 === null ? to - 1 : callAt(scope, open2 - 1) === null ? open2 : open2 - 1;
    factors.push(plainText(scope, { from, to }));
    to = from - 1;
  } while (/^[*/%.]$/.test(symbol(scope, to)));
  return factors;
}
function isReal(scope, range) {
  const tokens = scope.tokens.slice(range.from, range.to);
  const isWritten = tokens.some(
    ({ kind, value }) => kind === "number" ? /^(?!0x).*[.e]/i.test(value) : kind === "word" && /^(real|float|double|avg|total)$/i.test(value)
  );
  return isWritten || columnsIn(scope, range).some(({ plan }) => /^(double precision|real)$/.test(plan?.type.kind ?? ""));
}
function cutDivision(scope, at, divisor) {
  const whole2 = cutDecimals(scope, at, divisor);
  if (whole2 !== null) return whole2;
  const open2 = openingOf(scope, at - 1);
  if (open2 === null) return null;
  const summed = { from: callAt(scope, open2 - 1) === null ? open2 : open2 - 1, to: at };
  if (isReal(scope, summed) || !sumsIntegers(scope, summed)) return null;
  const what = "divides a sum of whole numbers, which PostgreSQL has as numeric: it keeps the rest that SQLite cuts";
  return { code: "query-division", what, spelling: `div(${textOf2(scope, summed)}, ${divisor.text})` };
}
function sumsIntegers(scope, { from, to }) {
  for (let at = from; at < to; at++) {
    const [summed] = callAt(scope, at) === "sum" ? argumentsFrom(scope, at + 1) : [];
    const columns = summed === void 0 ? [] : columnsIn(scope, summed);
    if (columns.length > 0 && columns.every(({ plan }) => plan?.type.kind === "bigint")) return true;
  }
  return false;
}
function divisorText(scope, divisor, isSafe) {
  if (divisor === null) return "\u2026";
  const column = columnFrom(scope, divisor.from);
  const text = column?.next === divisor.to ? column.text : textOf2(scope, divisor);
  return isSafe ? text : `nullif(${text}, 0)`;
}
var DIVISION_RULES = [division];

// src/stages/performance/spell-call.ts
function spellCall(scope, at, given) {
  const [first, second, ...others] = given;
  if (first === void 0 || others.length > 0 || /^(distinct|all)$/.test(symbol(scope, first.from)))
    return null;
  const column = loneColumn(scope, first);
  if (column === null) return null;
  switch (callAt(scope, at)) {
    case "hex":
      return second === void 0 ? hexOf(column) : null;
    case "total":
      return second === void 0 && isNumber(column) ? `coalesce(sum(${column.text}), 0)::double precision` : null;
    case "ifnull":
      return second === void 0 ? null : choiceOf(scope, column, second);
    case "group_concat":
      return joinedOf(scope, column, second);
    default:
      return null;
  }
}
function loneColumn(scope, { from, to }) {
  const written = columnFrom(scope, from);
  return written?.next === to ? written : null;
}
function isNumber({ column }) {
  return /^(smallint|integer|bigint|numeric|real|double precision)$/.test(column.plan?.type.kind ?? "");
}
function hexOf(column) {
  const kind = column.column.plan?.type.kind;
  if (kind === "bytea") return `coalesce(upper(encode(${column.text}, 'hex')), '')`;
  const text = isText(column.column) ? column.text : textOfColumn(column);
  return text === null ? null : `coalesce(upper(encode(convert_to(${text}, 'UTF8'), 'hex')), '')`;
}
function choiceOf(scope, column, other) {
  const token = other.to === other.from + 1 ? scope.tokens[other.from] : void 0;
  const written = textOf2(scope, other);
  if (token?.kind === "number" && isText(column.column)) return `coalesce(${column.text}, '${token.value}')`;
  if (token?.kind !== "string" || isText(column.column)) return `coalesce(${column.text}, ${written})`;
  const text = textOfColumn(column);
  return text === null ? null : `coalesce(${text}, ${written})`;
}
function joinedOf(scope, column, separator) {
  const text = isText(column.column) ? column.text : textOfColumn(column);
  const between = separator === void 0 ? `','` : textOf2(scope, separator);
  if (text === null) return null;
  return `string_agg(${text}, ${between}), with an ORDER BY behind ${between}, as the texts come in any order without one`;
}

// src/stages/performance/lint-functions.ts
var functions = atEach((scope, at) => {
  const name2 = callAt(scope, at);
  const isOperator = (name2 === "like" || name2 === "glob") && isInfix(scope, at);
  if (name2 === null || isOperator || isShuffle(scope, at, name2)) return null;
  if (coalescedBoolean(scope, at) !== null) return null;
  const [first, ...others] = argumentsFrom(scope, at + 1);
  if (first !== void 0 && /^(un)?like(ly|lihood)$/.test(name2)) {
    const what = `calls ${name2}(), which tells only the planner of SQLite something`;
    return {
      code: "query-sqlite-function",
      what,
      spelling: `${textOf2(scope, first)} in the place of the call`
    };
  }
  const several = others.length > 0 ? entryOf(SCALAR_EXTREMES, name2) : void 0;
  const entry = several ?? entryOf(FUNCTIONS, name2);
  if (entry === void 0) return null;
  const spelling2 = spellCall(scope, at, argumentsFrom(scope, at + 1)) ?? spellingOf(entry);
  return { code: "query-sqlite-function", what: `calls ${name2}()`, spelling: spelling2 };
});
function isShuffle(scope, at, name2) {
  return name2 === "random" && symbol(scope, at - 1) === "by" && symbol(scope, at - 2) === "order";
}
var substrings = atEach((scope, at) => {
  const name2 = callAt(scope, at);
  if (name2 !== "substr" && name2 !== "substring") return null;
  const [value, start, length] = argumentsFrom(scope, at + 1);
  if (value === void 0 || start === void 0 || symbol(scope, start.from) !== "-") return null;
  const count = scope.tokens[start.from + 1];
  const isLiteral = count?.kind === "number" && start.to === start.from + 2 && /^[1-9]\d*$/.test(count.value);
  const what = `calls ${name2}() with a start below 0, which counts from the end only in SQLite`;
  if (!isLiteral)
    return { code: "query-sqlite-function", what, spelling: "right(a, n) for the last n characters" };
  const moment = momentIn2(scope, value);
  const text = moment === null ? textOf2(scope, value) : textOfMoment(moment);
  const back = Number(count.value) - 1;
  const from = back === 0 ? `length(${text})` : `length(${text}) - ${back}`;
  const spelling2 = length === void 0 ? `right(${text}, ${count.value})` : `substr(${text}, ${from}, ${textOf2(scope, length)})`;
  return { code: "query-sqlite-function", what, spelling: spelling2 };
});
var partsOfMoments = atEach((scope, at) => {
  const name2 = callAt(scope, at);
  if (name2 !== "substr" && name2 !== "substring") return null;
  const [value, start, length] = argumentsFrom(scope, at + 1);
  const column = value === void 0 ? null : momentIn2(scope, value);
  if (value === void 0 || start === void 0 || column === null || symbol(scope, start.from) === "-")
    return null;
  const [first, count] = [start, length].map((range) => wholeNumberIn(scope, range));
  const isSpan = first != null && first > 0 && count != null;
  const text = isSpan ? textOfMoment(column, [first, first + count - 1]) : textOfMoment(column);
  const rest = scope.sql.slice(scope.tokens[value.to]?.start, scope.tokens[closingOf(scope, at + 1)]?.end);
  const what = `calls ${name2}() of ${column.text}, which is a moment and no text`;
  const isTold = isSpelledMoment(column, isSpan ? [first, first + count - 1] : void 0);
  const spelling2 = `${name2}(${isTold ? text : likelyTextOfMoment(column)}${rest}`;
  const but = isTold ? "" : ", where all texts of the column have this form in SQLite";
  return { code: "query-sqlite-function", what, spelling: `${spelling2}${but}` };
});
function momentIn2(scope, { from, to }) {
  const written = columnFrom(scope, from);
  const isMoment = /^(date|timestamp|timestamptz)$/.test(written?.column.plan?.type.kind ?? "");
  return isMoment && written?.next === to ? written : null;
}
function wholeNumberIn({ tokens }, range) {
  const token = range !== void 0 && range.to === range.from + 1 ? tokens[range.from] : void 0;
  return token?.kind === "number" && /^\d+$/.test(token.value) ? Number(token.value) : null;
}
var paths = atEach((scope, at) => {
  const mark = symbol(scope, at);
  const path = scope.tokens[at + 1];
  if (mark !== "->" && mark !== "->>" || path === void 0) return null;
  const column = columnTo(scope, at - 1);
  const but = mark === "->>" ? ", which gives a text in PostgreSQL, with true for 1 and false for 0" : "";
  if (path.kind !== "string" || !path.value.startsWith("$")) {
    if (column === null || !isText(column.column)) return null;
    const key = path.kind === "string" || path.kind === "number" ? textOf2(scope, { from: at + 1, to: at + 2 }) : "\u2026";
    const what2 = `reads a key of ${column.text}, which is a text, by ${mark}${but}`;
    return { code: "query-sqlite-function", what: what2, spelling: `${column.text}::jsonb ${mark} ${key}` };
  }
  const document = column?.text ?? "x";
  const keys = keysOf(path.value);
  const target = keys === null ? `'{\u2026}'` : quoteLiteral(`{${keys.join(",")}}`);
  const what = `reads a path of SQLite by ${mark}${but}`;
  const spelling2 = `${document}::jsonb ${mark === "->" ? "#>" : "#>>"} ${target}`;
  return { code: "query-sqlite-function", what, spelling: spelling2 };
});
function keysOf(path) {
  const steps = path.slice(1).match(STEP) ?? [];
  if (path !== `$${steps.join("")}`) return null;
  return steps.map((step) => step.replace(/^\.|^\[#?|\]$/g, "").replace(/^null$/i, '"$&"'));
}
var STEP = /\.\w+|\."[^"\\]*"|\[(?:#-)?\d+\]/g;
var FUNCTION_RULES = [functions, substrings, partsOfMoments, paths];

// src/stages/performance/select-list.ts
var END = /^(from|where|group|having|window|order|limit|offset|union|intersect|except|;)$/;
function selectLists(scope, at) {
  const lists2 = [];
  const { from: first, to: end } = blockAround(scope, at);
  let from = null;
  for (let place2 = first; place2 <= end; place2++) {
    const mark = place2 === end ? ";" : symbol(scope, place2);
    if (mark === "(") place2 = closingOf(scope, place2);
    const isEnd2 = mark === "," || END.test(mark);
    if (isEnd2 && from !== null) lists2.at(-1)?.push(itemIn(scope, { from, to: place2 }));
    if (mark === "select") {
      lists2.push([]);
      from = /^(distinct|all)$/.test(symbol(scope, place2 + 1)) ? place2 + 2 : place2 + 1;
    } else if (isEnd2) from = mark === "," && from !== null ? place2 + 1 : null;
  }
  return lists2;
}
function itemIn(scope, { from, to }) {
  const token = scope.tokens[to - 1];
  const before = symbol(scope, to - 2) === "as" ? to - 2 : to - 1;
  const isName2 = token?.kind === "word" || token?.kind === "identifier";
  const isBehindValue = before === to - 2 || endsValue(scope.tokens[to - 2]);
  if (!isName2 || !isBehindValue || before <= from || /^(end|null)$/.test(symbol(scope, to - 1)))
    return { name: null, expression: { from, to } };
  return { name: token.value, expression: { from, to: before } };
}
function columnOf(scope, { expression }) {
  const written = columnFrom(scope, expression.from);
  return written?.next === expression.to ? written : null;
}
function sortTermAt(scope, at) {
  const token = scope.tokens[at];
  if (token !== void 0 && symbol(scope, at + 1) !== "." && isOfStatement(scope, at)) {
    const lists2 = selectLists(scope, at);
    const [named2 = []] = lists2;
    const place2 = token.kind === "number" ? Number(token.value) - 1 : named2.findIndex(({ name: name2 }) => name2 !== null && sameName(name2, token.value));
    const items = lists2.flatMap((list2) => hasStar(scope, list2.slice(0, place2)) ? [] : list2[place2] ?? []);
    if (token.kind === "number" || place2 >= 0 && (token.kind === "word" || token.kind === "identifier")) {
      const text = token.kind === "number" ? token.value : scope.sql.slice(token.start, token.end);
      return { columns: items.flatMap((item) => columnOf(scope, item) ?? []), text, next: at + 1 };
    }
  }
  const written = columnFrom(scope, at);
  return written === null ? null : { columns: [written], text: written.text, next: written.next };
}
function hasStar(scope, items) {
  return items.some(({ expression: { to } }) => symbol(scope, to - 1) === "*");
}
function isOfStatement(scope, at) {
  const { from } = blockAround(scope, at);
  for (let back = at - 1; back >= from; back--) {
    if (symbol(scope, back) === ")") back = openingOf(scope, back) ?? 0;
    else if (symbol(scope, back) === "(") return false;
  }
  return true;
}

// src/stages/performance/lint-inserts.ts
var insertedKeys = atEach((scope, at) => {
  const given = symbol(scope, at) === "into" ? keyGivenBy(scope, at) : null;
  if (given === null) return null;
  const nulls = given.values.filter((range) => isNull2(scope, range));
  if (nulls.length > 0) return nullKey(scope, given, nulls);
  return given.values.some((range) => isNumber2(scope, range)) ? fixedKey(given) : null;
});
function keyGivenBy(scope, into) {
  const reference = scope.references.find(({ at: at2 }) => at2 === into + 1 || at2 === into + 3);
  const table = scope.tables.find(({ name: name2 }) => reference !== void 0 && sameName(name2, reference.name));
  if (reference === void 0 || table === void 0 || table.rowidAlias === null) return null;
  const { rowidAlias } = table;
  let at = reference.at + 1;
  if (symbol(scope, at) === "as") at += 2;
  const isListed = symbol(scope, at) === "(";
  const names = isListed ? argumentsFrom(scope, at).map(({ from }) => scope.tokens[from]?.value ?? "") : table.columns.flatMap(({ name: name2, generated }) => generated === null ? [name2] : []);
  const place2 = names.findIndex((name2) => sameName(name2, rowidAlias));
  if (isListed) at = closingOf(scope, at) + 1;
  const takesDefault = symbol(scope, at) === "values";
  const rows = takesDefault ? rowsBehind(scope, at) : selectedBy(scope, at);
  const target = scope.targetNameAt(reference.at);
  const key = scope.columnIn(table, rowidAlias)?.plan?.target;
  if (place2 < 0 || target === null || key === void 0) return null;
  return {
    table: formatIdentifier(target),
    key,
    values: rows.flatMap((row) => row[place2] ?? []),
    takesDefault
  };
}
function rowsBehind(scope, values) {
  const rows = [];
  for (let at = values + 1; symbol(scope, at) === "("; at = closingOf(scope, at) + 2) {
    rows.push(argumentsFrom(scope, at));
    if (symbol(scope, closingOf(scope, at) + 1) !== ",") break;
  }
  return rows;
}
function selectedBy(scope, at) {
  if (symbol(scope, at) !== "select") return [];
  return selectLists(scope, at).map((items) => items.map(({ expression }) => expression));
}
function isNull2(scope, { from, to }) {
  return to === from + 1 && (symbol(scope, from) === "null" || givenValue(scope, from) === null);
}
function isNumber2(scope, { from, to }) {
  if (to !== from + 1) return false;
  const value = givenValue(scope, from);
  return scope.tokens[from]?.kind === "number" || typeof value === "number" || typeof value === "bigint";
}
function nullKey(scope, { table, key, takesDefault }, nulls) {
  const what = `gives ${key} the value NULL, for which SQLite takes the next number and PostgreSQL refuses the row`;
  const isWritten = takesDefault && nulls.every(({ from }) => symbol(scope, from) === "null");
  const without = `insert into ${table} (\u2026) without ${formatIdentifier(key)}`;
  return {
    code: "query-inserts-key",
    what,
    spelling: isWritten ? `default in the place of null; ${without}` : without
  };
}
function fixedKey({ table, key }) {
  const what = `gives ${key} a number of its own, which does not move the identity: a later insert without it can end in a duplicate key`;
  const own = formatIdentifier(key);
  const sequence2 = `pg_get_serial_sequence(${quoteLiteral(table)}, ${quoteLiteral(key)})`;
  return {
    code: "query-inserts-key",
    what,
    spelling: `insert into ${table} (\u2026) without ${own}; or afterwards select setval(${sequence2}, (select max(${own}) from ${table}))`,
    priority: "LOW"
  };
}
var INSERT_RULES = [insertedKeys];

// src/stages/performance/lint-like.ts
var like = atEach((scope, at) => {
  if (symbol(scope, at) !== "like" || !isInfix(scope, at)) return null;
  const hasNoLetters = everyPart(scope, at + 1, (text2) => text2 !== null && !/[a-z]/i.test(text2));
  if (hasNoLetters || isFolded(scope, at)) return null;
  const column = columnTo(scope, leftOf(scope, at));
  if (column !== null && isCitext(column)) return null;
  const what = "uses LIKE, which tells capitals from small letters in PostgreSQL";
  const text = column === null ? null : asText(scope, at, column);
  return { code: "query-like-ignores-case", what, spelling: text === null ? "ilike" : `${text} ilike` };
});
var likeOfOthers = atEach((scope, at) => {
  if (symbol(scope, at) !== "like" || !isInfix(scope, at)) return null;
  const column = columnTo(scope, leftOf(scope, at));
  const text = column === null ? null : asText(scope, at, column);
  if (column === null || text === null || column.column.plan?.type.kind === "bytea") return null;
  const what = `uses LIKE on ${column.text}, which is no text, and PostgreSQL refuses it`;
  return { code: "query-operator", what, spelling: text };
});
function asText(scope, at, written) {
  switch (written.column.plan?.type.kind) {
    case "bytea":
      return `convert_from(${written.text}, 'UTF8')`;
    case "date":
    case "timestamp":
    case "timestamptz":
      return textOfMoment(written, [1, lastCompared(scope, at + 1)]);
    default:
      return textOfColumn(written);
  }
}
function lastCompared(scope, at) {
  const pattern = textAt(scope, at) ?? "";
  const isWhole = !/^(\|\||escape)$/.test(symbol(scope, at + 1));
  return isWhole && /^[^%]*%$/.test(pattern) ? pattern.length - 1 : Number.POSITIVE_INFINITY;
}
function isCitext({ column }) {
  const type = column.plan?.type;
  return type?.kind === "other" && /^(.*\.)?citext$/.test(type.name);
}
function leftOf(scope, at) {
  return symbol(scope, at - 1) === "not" ? at - 2 : at - 1;
}
function textAt(scope, at) {
  const token = scope.tokens[at];
  const text = token?.kind === "string" ? token.value : givenValue(scope, at);
  return text === void 0 || text === null ? null : String(text);
}
function everyPart(scope, from, fits) {
  for (let at = from; ; at++) {
    const text = textAt(scope, at);
    if (!fits(text, at)) return false;
    at = callAt(scope, at) === null ? at + 1 : closingOf(scope, at + 1) + 1;
    if (symbol(scope, at) !== "||") return true;
  }
}
function isFolded(scope, at) {
  const open2 = openingOf(scope, leftOf(scope, at));
  const fold2 = open2 === null ? null : callAt(scope, open2 - 1);
  if (fold2 !== "lower" && fold2 !== "upper" || symbol(scope, (open2 ?? 0) - 2) === "||") return false;
  const others = fold2 === "lower" ? /[A-Z\u{80}-\u{10FFFF}]/u : /[a-z\u{80}-\u{10FFFF}]/u;
  return everyPart(
    scope,
    at + 1,
    (text, part) => text === null ? callAt(scope, part) === fold2 : !others.test(text)
  );
}
var likeEscape = atEach((scope, at) => {
  if (symbol(scope, at) !== "like" || symbol(scope, at + 2) === "escape") return null;
  const text = textAt(scope, at + 1);
  if (text === null || !text.includes("\\")) return null;
  const what = "has a backslash in the pattern of LIKE, which PostgreSQL takes for an escape";
  const written = scope.tokens[at + 1]?.kind === "string" ? quoteLiteral(text) : "\u2026";
  return { code: "query-like-escape", what, spelling: `ilike ${written} escape ''` };
});
var LIKE_RULES = [like, likeOfOthers, likeEscape];

// src/stages/performance/lint-mixed-types.ts
var comparisons = atEach((scope, at) => {
  const mark = symbol(scope, at);
  if (!COMPARISONS.has(mark) || isAssigned(scope, at)) return null;
  const operator = mark === "==" ? "=" : mark;
  const [left, right] = [columnTo(scope, at - 1), columnFrom(scope, at + 1)];
  if (left !== null && right !== null) return twoColumns(left, operator, right);
  if (left !== null) {
    const number3 = numberFrom(scope, at + 1);
    if (number3 === null || !isText(left.column)) return null;
    return finding(left, operator, `${left.text} ${operator} ${quoteLiteral(number3.text)}`);
  }
  const number2 = right !== null && isText(right.column) ? numberTo(scope, at - 1) : null;
  if (right === null || number2 === null) return null;
  return finding(right, TURNED2[operator] ?? operator, `${quoteLiteral(number2)} ${operator} ${right.text}`);
});
function twoColumns(left, operator, right) {
  const isWhole = ({ column }) => /^(smallint|integer|bigint)$/.test(column.plan?.type.kind ?? "");
  const text = isWhole(left) ? right : left;
  if (!isWhole(text === right ? left : right) || !isText(text.column) || text.column.affinity !== "TEXT")
    return null;
  const what = `compares ${left.text} with ${right.text}, a number with a text, which PostgreSQL refuses`;
  const [a, b] = [left, right].map((side) => side === text ? side.text : `${side.text}::text`);
  const spelling2 = /^(=|<>|!=)$/.test(operator) ? `${a} ${operator} ${b}, where no number in ${text.text} has a sign, a blank or a zero in front of it` : "both columns of one type: SQLite compares by the number where a text is one";
  return { code: "query-operator", what, spelling: spelling2 };
}
var TURNED2 = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
var lists = atEach((scope, at) => {
  const mark = symbol(scope, at);
  if (mark !== "in" && mark !== "between") return null;
  const isNegated = symbol(scope, at - 1) === "not";
  const left = columnTo(scope, isNegated ? at - 2 : at - 1);
  if (left === null || !isText(left.column)) return null;
  const numbers = mark === "in" ? numbersIn(scope, at + 1) : boundsFrom(scope, at + 1);
  if (numbers === null) return null;
  const quoted = numbers.map((number2) => quoteLiteral(number2));
  const range = mark === "in" ? `in (${quoted.join(", ")})` : `between ${quoted.join(" and ")}`;
  const operator = isNegated ? "<>" : "=";
  return finding(left, operator, `${left.text} ${isNegated ? "not " : ""}${range}`);
});
function numbersIn(scope, open2) {
  if (symbol(scope, open2) !== "(") return null;
  const numbers = argumentsFrom(scope, open2).map(({ from, to }) => {
    const number2 = numberFrom(scope, from);
    return number2?.next === to ? number2.text : null;
  });
  const told = numbers.filter((number2) => number2 !== null);
  return told.length > 0 && told.length === numbers.length ? told : null;
}
function boundsFrom(scope, from) {
  const low = numberFrom(scope, from);
  const high = low !== null && symbol(scope, low.next) === "and" ? numberFrom(scope, low.next + 1) : null;
  return low === null || high === null ? null : [low.text, high.text];
}
var PLAIN2 = /^(0|[1-9]\d{0,14}|(0|[1-9]\d{0,7})\.(0|\d{0,5}[1-9]))$/;
var ARITHMETIC = /^([-+*/%&|~]|\|\||<<|>>|collate|->>?)$/;
function numberFrom(scope, at) {
  const sign2 = symbol(scope, at) === "-" ? "-" : "";
  const place2 = sign2 === "" ? at : at + 1;
  const token = scope.tokens[place2];
  if (token?.kind !== "number" || !PLAIN2.test(token.value)) return null;
  if (ARITHMETIC.test(symbol(scope, place2 + 1)) || sign2 === "-" && Number(token.value) === 0) return null;
  return { text: `${sign2}${token.value}`, next: place2 + 1 };
}
function numberTo(scope, at) {
  const token = scope.tokens[at];
  if (token?.kind !== "number" || !PLAIN2.test(token.value)) return null;
  return ARITHMETIC.test(symbol(scope, at - 1)) ? null : token.value;
}
function finding(column, operator, asTexts) {
  const what = `compares ${column.text}, which is a text, with a number, which PostgreSQL refuses`;
  const isOfTexts = column.column.affinity === "TEXT";
  const spelling2 = isOfTexts ? asTexts : besideNumber(column, operator, asTexts);
  return { code: "query-operator", what, spelling: spelling2 };
}
function besideNumber({ column, text }, operator, asTexts) {
  const { affinity, profile } = column;
  const isOfTexts = profile.integers + profile.reals + profile.blobs === 0;
  if (affinity !== "BLOB" || !isOfTexts)
    return "the column as numbers, by a type or a table of its own: SQLite compares some of its values as such";
  const isTrue = /^(>=?|<>|!=)$/.test(operator);
  const always = isTrue ? `${text} = ${text}` : `${text} <> ${text}`;
  return `${always}, as any text is greater than any number in SQLite; or ${asTexts}, where texts are meant`;
}
var arithmetic = atEach((scope, at, { value }) => {
  if (!/^[-+*]$/.test(value) || scope.tokens[at]?.kind === "string") return null;
  const isBinary = endsValue(scope.tokens[at - 1]);
  if (!isBinary && value !== "-") return null;
  const sides = [isBinary ? columnTo(scope, at - 1) : null, columnFrom(scope, at + 1)];
  return calculates(sides.find((side) => side !== null && isText(side.column)) ?? null);
});
var sums2 = atEach((scope, at) => {
  if (!/^(sum|avg)$/.test(callAt(scope, at) ?? "")) return null;
  const [given, ...others] = argumentsFrom(scope, at + 1);
  const column = given === void 0 ? null : columnFrom(scope, given.from);
  const isLone = column !== null && column.next === given?.to && others.length === 0;
  return calculates(isLone && isText(column.column) ? column : null);
});
function calculates(column) {
  if (column === null) return null;
  const what = `calculates with ${column.text}, which is a text, of which SQLite takes the number that it begins with`;
  return { code: "query-operator", what, spelling: numberOfText2(column.text, "numeric") };
}
var MIXED_TYPE_RULES = [comparisons, lists, arithmetic, sums2];

// src/stages/performance/lint-names.ts
var CLAUSE = /^(from|where|group|having|window|order|limit|offset|union|intersect|except)$/;
var aliases = (scope) => {
  const known = selectLists(scope, 0).flat();
  const found = [];
  let clause = "";
  for (let at = 0, depth = 0; at < scope.tokens.length; at++) {
    const mark = symbol(scope, at);
    if (mark === "(" && /^(select|with)$/.test(symbol(scope, at + 1))) at = closingOf(scope, at);
    else if (mark === "(") depth++;
    if (mark === ")") depth--;
    if (depth === 0 && CLAUSE.test(mark)) clause = mark;
    const { value = "", kind } = scope.tokens[at] ?? {};
    const isName2 = kind === "identifier" || kind === "word" && canNameColumn(scope.tokens, at);
    if (!/^(where|having|order)$/.test(clause) || !isName2) continue;
    const alias = known.find(({ name: name2 }) => name2 !== null && sameName(name2, value));
    const isOther2 = /^(\.|as)$/.test(symbol(scope, at - 1)) || /^[.(]$/.test(symbol(scope, at + 1)) || scope.columnAt(at) !== null;
    if (alias === void 0 || isOther2 || clause === "order" && depth === 0 && standsAlone(scope, at))
      continue;
    const what = `uses ${value}, a name of its SELECT list, in ${clause === "order" ? "an expression of ORDER BY" : clause.toUpperCase()}, where PostgreSQL does not know it`;
    found.push({
      code: "query-name-quotes",
      what,
      spelling: `${textOf2(scope, alias.expression)} in the place of ${value}`
    });
  }
  return found;
};
function standsAlone(scope, at) {
  return /^(by|,)$/.test(symbol(scope, at - 1)) && /^(|,|;|asc|desc|nulls|limit|offset)$/.test(symbol(scope, at + 1));
}
var conflictNames = atEach((scope, at, { kind }) => {
  if (kind !== "word" && kind !== "identifier" || symbol(scope, at - 1) === ".") return null;
  const set2 = updateBefore(scope, at);
  const isTarget = symbol(scope, at + 1) === "=" && (at === set2 + 1 || symbol(scope, at - 1) === ",");
  const column = set2 < 0 || isTarget || symbol(scope, at + 1) === "(" ? null : scope.columnAt(at);
  const into = scope.references.find((one) => symbol(scope, one.at - 1) === "into");
  if (column === null || into === void 0 || !sameName(into.name, column.table)) return null;
  const target = into.alias === into.name ? scope.targetNameAt(into.at) ?? into.name : into.alias;
  const name2 = nameText(scope, at, at);
  const what = `names ${name2} in DO UPDATE without a table, which PostgreSQL finds ambiguous`;
  return { code: "query-name-quotes", what, spelling: `${formatIdentifier(target)}.${name2}` };
});
function updateBefore(scope, at) {
  for (let back = at; back > 1; back--) {
    const mark = symbol(scope, back);
    if (mark === "select" || mark === "returning") return -1;
    if (mark === "set" && symbol(scope, back - 1) === "update" && symbol(scope, back - 2) === "do")
      return back;
  }
  return -1;
}
var NAME_RULES = [aliases, conflictNames];

// src/stages/performance/lint-nocase.ts
var collateNocase = atEach((scope, at) => {
  if (symbol(scope, at) !== "collate" || !/^nocase$/i.test(scope.tokens[at + 1]?.value ?? "")) return null;
  const what = "compares without regard to case by COLLATE NOCASE";
  return {
    code: "query-compares-nocase",
    what,
    spelling: "lower(a) for a COLLATE NOCASE, with an index on lower(a)"
  };
});
var comparisons2 = atEach((scope, at) => {
  const mark = symbol(scope, at);
  const left = columnTo(scope, at - 1);
  if (COMPARISONS.has(mark)) {
    const folded = left ?? (isOtherColumn(scope, at - 1) ? null : columnFrom(scope, at + 1));
    if (folded === null || !isFolded2(folded)) return null;
    const operator2 = mark === "==" ? "=" : mark;
    const sides = [`lower(${folded.text})`, "lower(\u2026)"];
    return nocaseFinding(folded.text, `${(left === null ? sides.reverse() : sides).join(` ${operator2} `)}`);
  }
  if (mark === "is") return distinctFolded(scope, at, left);
  const isNegated = mark === "not";
  const operator = symbol(scope, isNegated ? at + 1 : at);
  const not = isNegated ? "not " : "";
  if (left === null) return operator === "in" ? inFolded(scope, isNegated ? at + 1 : at, not) : null;
  if (!isFolded2(left)) return null;
  if (operator === "in") return nocaseFinding(left.text, `lower(${left.text}) ${not}in (lower(\u2026), \u2026)`);
  if (operator === "between")
    return nocaseFinding(left.text, `lower(${left.text}) ${not}between lower(\u2026) and lower(\u2026)`);
  return null;
});
function distinctFolded(scope, at, left) {
  const isNegated = symbol(scope, at + 1) === "not";
  const next = symbol(scope, isNegated ? at + 2 : at + 1);
  if (left === null || !isFolded2(left) || /^(null|true|false|distinct)$/.test(next)) return null;
  const operator = isNegated ? "is distinct from" : "is not distinct from";
  return nocaseFinding(left.text, `lower(${left.text}) ${operator} lower(\u2026)`);
}
var choices = atEach((scope, at) => {
  if (symbol(scope, at) === "case") {
    const column2 = columnFrom(scope, at + 1);
    if (column2 === null || !isFolded2(column2) || symbol(scope, column2.next) !== "when") return null;
    return foldedFinding(column2.text, `case lower(${column2.text}) when lower(\u2026)`);
  }
  if (callAt(scope, at) !== "nullif") return null;
  const [value] = argumentsFrom(scope, at + 1);
  const column = value === void 0 ? null : columnFrom(scope, value.from);
  if (column === null || column.next !== value?.to || !isFolded2(column)) return null;
  const { text } = column;
  return foldedFinding(text, `case when lower(${text}) is distinct from lower(\u2026) then ${text} end`);
});
function inFolded(scope, at, not) {
  const isQuery = symbol(scope, at + 1) === "(" && symbol(scope, at + 2) === "select";
  const before = not === "" ? at - 1 : at - 2;
  if (!isQuery || isOtherColumn(scope, before) || symbol(scope, before) === "not") return null;
  const [[item, ...others] = []] = selectLists(scope, at + 3);
  const column = item === void 0 || others.length > 0 ? null : columnOf(scope, item);
  if (column === null || !isFolded2(column)) return null;
  return nocaseFinding(column.text, `lower(\u2026) ${not}in (select lower(${column.text}) \u2026)`);
}
function isOtherColumn(scope, at) {
  const token = scope.tokens[at];
  if (token?.kind === "identifier") return !doubleQuotedTexts(scope).includes(token);
  return token?.kind === "word" && !/^(end|null|true|false|current_\w+|not)$/i.test(token.value);
}
var terms = atEach((scope, at) => {
  const mark = symbol(scope, at);
  const clause = mark === "distinct" ? mark : clauseOf(scope, at);
  if (clause === null) return null;
  const sorted2 = clause === "order" ? sortTermAt(scope, at + 1) : null;
  const column = clause === "order" ? sorted2?.columns[0] : columnFrom(scope, at + 1);
  if (column == null || !isFolded2(column)) return null;
  if (symbol(scope, sorted2?.next ?? column.next) === "collate") return null;
  if (clause === "distinct") return nocaseFinding(column.text, distinctNocase(scope, at, column));
  if (clause === "order" && selectLists(scope, at).length > 1) return sortedCompound(scope, at, column);
  const isShown = clause === "group" && isSelected(scope, at, column);
  const shown = isShown ? `, and min(${column.text}) for ${column.text}, of which SQLite takes any spelling` : "";
  return nocaseFinding(column.text, `${clause} by lower(${column.text})${shown}`);
});
function sortedCompound(scope, at, { text, column }) {
  const { from } = blockAround(scope, at);
  const joins = scope.tokens.slice(from, at).flatMap((_, place2) => {
    const mark = symbol(scope, from + place2);
    return /^(union|intersect|except)$/.test(mark) ? `${mark} ${symbol(scope, from + place2 + 1)}` : [];
  });
  if (joins.some((join13) => join13 !== "union all")) return null;
  const name2 = formatIdentifier(column.plan?.target ?? column.name);
  return nocaseFinding(text, `select * from (\u2026) as part order by lower(${name2})`);
}
function distinctNocase(scope, at, { text, next, from }) {
  if (symbol(scope, at - 1) === "(") return `distinct lower(${text})`;
  const key = symbol(scope, next) === "from" ? scope.rowidKeyAt(from) : null;
  if (key === null) return `distinct on (lower(${text}), \u2026) ${text}, \u2026 order by lower(${text}), \u2026`;
  const first = formatIdentifier(key.plan?.target ?? key.name);
  return `distinct on (lower(${text})) ${text} \u2026 order by lower(${text}), ${first}`;
}
function isSelected(scope, before, { text }) {
  return scope.tokens.slice(0, before).some((_, at) => {
    const written = columnTo(scope, at);
    return written?.text === text && /^(select|,|distinct)$/.test(symbol(scope, written.from - 1));
  });
}
var extremes = atEach((scope, at) => {
  const name2 = callAt(scope, at);
  const [given, ...others] = name2 === "max" || name2 === "min" ? argumentsFrom(scope, at + 1) : [];
  const column = given === void 0 ? null : columnFrom(scope, given.from);
  if (column === null || column.next !== given?.to || others.length > 0 || !isFolded2(column)) return null;
  const { text } = column;
  const order = `order by lower(${text})${name2 === "max" ? " desc" : ""}`;
  return nocaseFinding(text, `(array_agg(${text} ${order}) filter (where ${text} is not null))[1]`);
});
var sharedColumns = atEach((scope, at) => {
  if (symbol(scope, at) !== "using" || symbol(scope, at + 1) !== "(") return null;
  const folded = argumentsFrom(scope, at + 1).flatMap(({ from }) => columnFrom(scope, from) ?? []);
  const column = folded.find(isFolded2);
  if (column === void 0) return null;
  const { text } = column;
  return nocaseFinding(text, `join \u2026 on lower(a.${text}) = lower(b.${text})`);
});
var compounds = atEach((scope, at) => {
  const mark = symbol(scope, at);
  if (!/^(union|intersect|except)$/.test(mark) || symbol(scope, at + 1) === "all") return null;
  const [first = []] = selectLists(scope, at);
  const column = first.flatMap((item) => columnOf(scope, item) ?? []).find(isFolded2);
  if (column === void 0) return null;
  const { text } = column;
  return nocaseFinding(
    text,
    `lower(${text}) in each SELECT of the ${mark.toUpperCase()}, which gives small letters`
  );
});
var conflicts = atEach((scope, at) => {
  if (symbol(scope, at) !== "on" || symbol(scope, at + 1) !== "conflict" || symbol(scope, at + 2) !== "(")
    return null;
  const terms2 = argumentsFrom(scope, at + 2).map((range) => {
    const written = columnFrom(scope, range.from);
    if (written === null || !isFolded2(written)) return { written, text: textOf2(scope, range) };
    return { written, text: `lower(${written.text} collate "C")` };
  });
  const folded = terms2.flatMap(({ written }) => written !== null && isFolded2(written) ? written.text : []);
  if (folded.length === 0) return null;
  const what = `has a conflict on ${folded.join(", ")}, whose key is NOCASE in SQLite`;
  const spelling2 = `on conflict (${terms2.map(({ text }) => text).join(", ")}), as the unique index is spelled`;
  return { code: "query-compares-nocase", what, spelling: spelling2 };
});
function nocaseFinding(text, spelling2) {
  return foldedFinding(text, `${spelling2}, with an index on lower(${text})`);
}
function foldedFinding(text, spelling2) {
  const what = `compares ${text}, which is NOCASE in SQLite`;
  return { code: "query-compares-nocase", what, spelling: spelling2 };
}
function isFolded2({ column }) {
  return column.collation === "NOCASE" && isText(column);
}
var NOCASE_RULES = [
  collateNocase,
  comparisons2,
  choices,
  terms,
  extremes,
  sharedColumns,
  compounds,
  conflicts
];

// src/stages/performance/outer-joins.ts
var BEHIND_JOINS = /^(where|group|having|window|order|limit|union|intersect|except|returning|select|;)$/;
function isFilledUp(scope, { column, from, next }) {
  const qualifier = next - from > 2 ? scope.tokens[next - 3]?.value ?? "" : null;
  return scope.references.some(({ name: name2, alias, at, block }) => {
    const isOwner = sameName(name2, column.table) && (qualifier === null || sameName(alias, qualifier));
    if (!isOwner || from < block.from || from > block.to) return false;
    return isRightOf(scope, at, block.from) || isLeftOf(scope, at);
  });
}
function isRightOf(scope, at, first) {
  for (let back = at; back > first; back--) {
    const mark = symbol(scope, back);
    if (mark === ")") back = openingOf(scope, back) ?? 0;
    else if (mark === "(" || back === at || symbol(scope, back + 1) === ".") {
      const start = symbol(scope, back - 1) === "." ? back - 2 : back;
      if (/^(left|full)$/.test(joinBefore(scope, start))) return true;
    } else if (mark === "from") return false;
  }
  return false;
}
function joinBefore(scope, at) {
  if (symbol(scope, at - 1) !== "join") return "";
  return symbol(scope, symbol(scope, at - 2) === "outer" ? at - 3 : at - 2);
}
function isLeftOf(scope, at) {
  for (let place2 = at + 1; place2 < scope.tokens.length; place2++) {
    const mark = symbol(scope, place2);
    if (mark === "(") place2 = closingOf(scope, place2);
    else if (BEHIND_JOINS.test(mark)) return false;
    else if (/^(right|full)$/.test(mark) && /^(outer|join)$/.test(symbol(scope, place2 + 1))) return true;
  }
  return false;
}

// src/stages/performance/lint-null-order.ts
var nullOrder = atEach((scope, at) => {
  if (clauseOf(scope, at) !== "order") return null;
  const conditions2 = [...conditionsBehind(scope, "where", at), ...conditionsBehind(scope, "on", at)];
  const canBeNull = (one) => (one.column.profile.nulls > 0 || isFilledUp(scope, one)) && !isSettledBefore(scope, at, one) && !conditions2.some((condition) => excludesNull(scope, condition, one));
  const lone = sortTermAt(scope, at + 1);
  const term = lone !== null && isEnd(scope, lone.next) ? lone : calculatedAt(scope, at + 1);
  if (term === null || !term.columns.some(canBeNull)) return null;
  let { next, text } = term;
  if (isFolded3(scope, term)) text = `lower(${text})`;
  for (; symbol(scope, next) === "collate"; next += 2) text = collated(text, scope.tokens[next + 1]?.value);
  const direction = symbol(scope, next);
  if (direction === "asc" || direction === "desc") next++;
  const isWhole = scope.tokens[next] === void 0 || /^(,|\)|;|limit|rows|range|groups)$/.test(symbol(scope, next));
  if (!isWhole) return null;
  const spelling2 = direction === "desc" ? `${text} desc nulls last` : `${text} nulls first`;
  const what = `sorts by ${term.text}, whose NULLs come at the other end in PostgreSQL`;
  return { code: "query-null-order", what, spelling: spelling2 };
});
function isFolded3(scope, { columns, text, next }) {
  const [written, ...others] = columns;
  if (written === void 0 || others.length > 0 || symbol(scope, next) === "collate") return false;
  return written.text === text && written.column.collation === "NOCASE" && isText(written.column);
}
var OPERATORS = /^([-+*/%(),|]|\|\||==?|<>|!=|[<>]=?|not|as|integer|text|real)$/;
var CALLS = /^(abs|cast|date|datetime|instr|julianday|length|lower|ltrim|replace|round|rtrim|strftime|substr|substring|time|trim|upper)$/;
var END2 = /^(asc|desc|nulls|collate|limit|offset|rows|range|groups|;)$/;
function isEnd(scope, at) {
  return scope.tokens[at] === void 0 || /^[,)]$/.test(symbol(scope, at)) || END2.test(symbol(scope, at));
}
function calculatedAt(scope, from) {
  let to = from;
  for (let depth = 0; to < scope.tokens.length; to++) {
    const mark = symbol(scope, to);
    if (depth === 0 && isEnd(scope, to)) break;
    if (mark === "(") depth++;
    if (mark === ")") depth--;
  }
  const places = Array.from({ length: to - from }, (_, at) => from + at);
  const columns = places.flatMap((at) => columnTo(scope, at) ?? []);
  const isPassedOn = places.every((at) => {
    const call = callAt(scope, at);
    if (call !== null) return CALLS.test(call);
    const kind = scope.tokens[at]?.kind;
    if (kind === "string" || kind === "number" || OPERATORS.test(symbol(scope, at))) return true;
    return columns.some((one) => one.from <= at && at < one.next);
  });
  if (columns.length === 0 || !isPassedOn) return null;
  return { columns, text: textOf2(scope, { from, to }), next: to };
}
function collated(text, collation) {
  switch (collation?.toLowerCase()) {
    case "nocase":
      return `lower(${text})`;
    case "rtrim":
      return `rtrim(${text}, ' ')`;
    case "binary":
      return `${text} collate "C"`;
    default:
      return text;
  }
}
function isSettledBefore(scope, at, written) {
  for (let back = at; back >= 0 && symbol(scope, back) !== "by"; back--) {
    const before = columnTo(scope, back);
    const behind = plainText(scope, { from: back + 1, to: Math.min(back + 4, at) });
    if (/^(is null|is not null|not null|isnull|notnull)\b/.test(behind) && isSame2(scope, before, written))
      return true;
  }
  return false;
}
function excludesNull(scope, term, written) {
  const [left, right] = [columnFrom(scope, term.from), columnTo(scope, term.to - 1)];
  const behind = left === null ? "" : plainText(scope, { from: left.next, to: term.to });
  if (isSame2(scope, left, written) && /^(is not null|not null|notnull)$/.test(behind)) return true;
  if (/ (is|isnull|notnull) ?/.test(` ${plainText(scope, term)} `)) return false;
  if (isSame2(scope, left, written) && COMPARISON.test(behind)) return true;
  return isSame2(scope, right, written) && /^(==?|<>|!=|[<>]=?)$/.test(symbol(scope, (right?.from ?? 0) - 1));
}
var COMPARISON = /^(collate \w+ )?((==?|<>|!=|[<>]=?|(not )?(like|glob|between)|in) |not in \( (?!select|with|\)))/;
function isSame2(scope, one, { column, text }) {
  if (one === null || one.column.table !== column.table || one.column.name !== column.name) return false;
  const tables = scope.references.filter(({ name: name2 }) => sameName(name2, column.table));
  return tables.length === 1 || sameName(one.text, text);
}
var NULL_ORDER_RULES = [nullOrder];

// src/stages/performance/lint-numbers.ts
var concatenation = atEach((scope, at) => {
  if (symbol(scope, at) !== "||") return null;
  const bytes = [columnTo(scope, at - 1), columnFrom(scope, at + 1)].map(
    (side) => side?.column.plan?.type.kind === "bytea" ? side.text : null
  );
  if (!bytes.includes(null)) {
    const what2 = "joins bytes by ||, which SQLite makes a text of, and PostgreSQL bytes";
    return { code: "query-concatenation", what: what2, spelling: `convert_from(${bytes.join(" || ")}, 'UTF8')` };
  }
  const sides = [at - 1, at + 1].map((place2) => {
    if (scope.tokens[place2]?.kind === "number") return `${scope.tokens[place2]?.value ?? ""}::text`;
    const written = place2 < at ? columnTo(scope, place2) : columnFrom(scope, place2);
    return written === null || written.column.plan?.type.kind === "enum" ? null : textOfColumn(written);
  });
  if (sides.includes(null)) return null;
  const what = "joins two values that are no texts by ||, which PostgreSQL refuses";
  return {
    code: "query-concatenation",
    what,
    spelling: `${sides.join(" || ")}; concat(a, b) passes over NULL`
  };
});
var FRACTIONS = /* @__PURE__ */ new Set(["double precision", "real", "numeric"]);
var DOUBLES = /* @__PURE__ */ new Set(["double precision", "real"]);
function isOfKind(kinds) {
  return ({ plan }) => plan !== null && kinds.has(plan.type.kind);
}
var rounding = atEach((scope, at) => {
  if (callAt(scope, at) !== "round") return null;
  const [value, digits] = argumentsFrom(scope, at + 1);
  if (value === void 0) return null;
  if (digits !== void 0 && symbol(scope, digits.from) === "-") {
    const what2 = "rounds to digits below 0, for which SQLite takes 0";
    return { code: "query-rounding", what: what2, spelling: `round(${enclosed(scope, value)}::text::numeric)` };
  }
  if (!isDouble2(scope, value)) return null;
  const what = "rounds a double, of which PostgreSQL rounds a half to the even neighbour, and to no digits";
  const numeric = `${enclosed(scope, value)}::text::numeric`;
  if (digits === void 0) return { code: "query-rounding", what, spelling: `round(${numeric})` };
  const but = "which takes 1.005 by its digits, and SQLite by its double, which is less";
  const spelling2 = `round(${numeric}, ${textOf2(scope, digits)}), ${but}`;
  return { code: "query-rounding", what, spelling: spelling2 };
});
function isDouble2(scope, range) {
  const columns = columnsIn(scope, range);
  if (columns.some(isOfKind(DOUBLES))) return true;
  const tokens = scope.tokens.slice(range.from, range.to);
  const isNumeric = columns.some(({ plan }) => plan?.type.kind === "numeric") || tokens.some(({ kind, value }) => kind === "number" && /[.e]/i.test(value));
  const isFloating = tokens.some((_, at) => FLOATING.test(callAt(scope, range.from + at) ?? ""));
  const isCast = tokens.some(
    ({ value }, at) => /^as$/i.test(value) && /^(real|float|double)$/.test(symbol(scope, range.from + at + 1))
  );
  return isCast || isFloating && !isNumeric;
}
var FLOATING = /^(sqrt|exp|ln|log|log10|log2|pow|power|a?(sin|cos|tan)h?|atan2|degrees|radians|pi)$/;
var casts = atEach((scope, at) => {
  if (callAt(scope, at) !== "cast") return null;
  const [inside] = argumentsFrom(scope, at + 1);
  if (inside === void 0) return null;
  const as = lastAs(scope, inside);
  if (as === null) return null;
  const value = { from: inside.from, to: as };
  const type = textOf2(scope, { from: as + 1, to: inside.to }).toLowerCase().replace(/\s+/g, " ");
  const text = textOf2(scope, value);
  if (/^(big|small|tiny|medium)?int(eger|2|4|8)?$/.test(type)) {
    if (!hasFractions(scope, value)) return castOfText(scope, value);
    const what2 = "casts to an integer, for which SQLite cuts the decimals and PostgreSQL rounds";
    return { code: "query-rounding", what: what2, spelling: `trunc(${text})::bigint` };
  }
  if (/^(real|float|double|double precision|numeric|decimal)$/.test(type))
    return castToFraction(scope, value, type);
  if (type === "blob") return castToBytes(scope, value);
  if (!/^(native )?(n|var|nvar)?char(acter)?( varying)? ?\(/.test(type)) return null;
  const what = `casts to ${type}, which cuts texts in PostgreSQL and not in SQLite`;
  return { code: "query-cast", what, spelling: `cast(${text} as text)` };
});
function castOfText(scope, value) {
  const column = columnFrom(scope, value.from);
  if (column?.next !== value.to || !isText(column.column)) return null;
  const { text } = column;
  const what = `casts ${text} to an integer, of which a text that is no number is 0 in SQLite and an error in PostgreSQL`;
  return { code: "query-cast", what, spelling: numberOfText2(text, "bigint"), priority: "LOW" };
}
function castToFraction(scope, value, type) {
  const isExact = type === "numeric" || type === "decimal";
  const column = columnFrom(scope, value.from);
  if (column?.next === value.to && isText(column.column)) {
    const what2 = `casts ${column.text} to ${type}, of which a text that is no number is 0 in SQLite and an error in PostgreSQL`;
    const spelling2 = numberOfText2(column.text, isExact ? "numeric" : "double precision");
    return { code: "query-cast", what: what2, spelling: spelling2, ...type === "real" ? {} : { priority: "LOW" } };
  }
  if (type === "double") {
    const what2 = "casts to double, which is double precision in PostgreSQL";
    return { code: "query-cast", what: what2, spelling: `cast(${textOf2(scope, value)} as double precision)` };
  }
  if (type !== "real") return null;
  const what = "casts to real, which has only six digits in PostgreSQL";
  return { code: "query-cast", what, spelling: `cast(${textOf2(scope, value)} as double precision)` };
}
function castToBytes(scope, value) {
  const column = columnFrom(scope, value.from);
  const written = textOf2(scope, value);
  const isLone = column?.next === value.to;
  const isBytes = isLone && column.column.plan?.type.kind === "bytea";
  const text = isLone ? textOfColumn(column) ?? column.text : `(${written})::text`;
  const what = "casts to blob, which is bytea in PostgreSQL, and reads no text as its bytes";
  return { code: "query-cast", what, spelling: isBytes ? written : `convert_to(${text}, 'UTF8')` };
}
function lastAs(scope, { from, to }) {
  for (let at = to - 1; at > from; at--) if (symbol(scope, at) === "as") return at;
  return null;
}
function hasFractions(scope, range) {
  const tokens = scope.tokens.slice(range.from, range.to);
  const isDecimal = tokens.some(({ kind, value }) => kind === "number" && /[.e]/i.test(value));
  return isDecimal || columnsIn(scope, range).some(isOfKind(FRACTIONS));
}
function enclosed(scope, range) {
  const text = textOf2(scope, range);
  return columnFrom(scope, range.from)?.next === range.to ? text : `(${text})`;
}
var NUMBER_RULES = [concatenation, rounding, casts];

// src/stages/performance/lint-recursion.ts
var recursion = atEach((scope, at) => {
  if (symbol(scope, at) !== "with" || symbol(scope, at + 1) === "recursive") return null;
  const isItself = commonTables(scope.tokens).some((one) => one.at === at && readsItself(scope, one));
  if (!isItself) return null;
  return { code: "query-sqlite-syntax", what: "has a WITH that reads itself", spelling: "with recursive" };
});
var types = (scope) => commonTables(scope.tokens).flatMap((one) => {
  if (!readsItself(scope, one)) return [];
  const [first = [], second = []] = selectLists(scope, one.body.from + 1);
  return first.flatMap((item, at) => otherType(scope, item, second[at]) ?? []);
});
function readsItself(scope, { name: name2, body }) {
  return scope.references.some((own) => sameName(own.name, name2) && body.from <= own.at && own.at < body.to);
}
function otherType(scope, item, next) {
  if (next === void 0) return null;
  const wanted = widest(scope, item, next);
  if (wanted === null) return null;
  const text = columnOf(scope, item)?.text ?? textOf2(scope, item.expression);
  const what = `gives ${text} another type in the first SELECT of a WITH that reads itself than in the next, which PostgreSQL refuses`;
  return { code: "query-sqlite-syntax", what, spelling: `${text}::${wanted}` };
}
function widest(scope, item, next) {
  const [own, other] = [item, next].map((one) => columnOf(scope, one)?.column.plan?.type);
  if (own !== void 0 && JSON.stringify(own) === JSON.stringify(other)) return null;
  if (own?.kind === "varchar" || own?.kind === "char") return "text";
  if (own?.kind === "numeric" && own.precision !== null) return "numeric";
  const { from, to } = item.expression;
  const isWhole = to === from + 1 && /^\d+$/.test(scope.tokens[from]?.value ?? "");
  if (!isWhole || scope.tokens[from]?.kind !== "number") return null;
  return columnsIn(scope, next.expression).some(({ plan }) => plan?.type.kind === "bigint") ? "bigint" : null;
}
var RECURSION_RULES = [recursion, types];

// src/stages/performance/lint-statements.ts
var doubleQuotes = (scope) => doubleQuotedTexts(scope).map(({ value }) => ({
  code: "query-double-quoted-text",
  what: "holds a text in double quotes, where PostgreSQL looks for a column",
  spelling: quoteLiteral(value)
}));
var quoting = atEach((scope, at) => {
  if (symbol(scope, at - 1) === ".") return null;
  let last = at;
  while (symbol(scope, last + 1) === ".") last += 2;
  const parts = scope.tokens.slice(at, last + 1);
  const isForeign = parts.some(
    ({ kind, start }) => kind === "identifier" && /[`[]/.test(scope.sql.charAt(start))
  );
  const isMain = parts.length > 1 && sameName(parts[0]?.value ?? "", "main") && parts[1]?.value === ".";
  if (!isForeign && !isMain) return null;
  const what = isForeign ? "quotes names by backticks or brackets" : "names the database main, which is no schema in PostgreSQL";
  return { code: "query-name-quotes", what, spelling: nameText(scope, at, last) };
});
var bareNames = atEach((scope, at, { kind, value }) => {
  if (kind !== "word" || symbol(scope, at - 1) === "as" || symbol(scope, at + 1) === "(") return null;
  const target = scope.targetNameAt(at);
  if (target === null) return null;
  const isReserved = symbol(scope, at - 1) !== "." && RESERVED_WORDS.has(value.toLowerCase());
  if (value.toLowerCase() === target && !isReserved) return null;
  const what = `names ${value} without quotes, which PostgreSQL reads as ${isReserved ? "a keyword" : value.toLowerCase()}`;
  return {
    code: "query-name-quotes",
    what,
    spelling: isReserved ? quoteIdentifier(target) : formatIdentifier(target)
  };
});
var resultNames = (scope) => {
  const found = [];
  let depth = 0;
  let isList2 = false;
  for (const [at, { kind, value }] of scope.tokens.entries()) {
    const mark = symbol(scope, at);
    if (mark === "(") depth++;
    if (mark === ")") depth--;
    if (depth > 0) continue;
    if (mark === "select" || mark === "returning") isList2 = true;
    else if (/^(from|where|group|having|order|limit|union|intersect|except)$/.test(mark)) isList2 = false;
    const isAlias2 = symbol(scope, at - 1) === "as" || endsValue(scope.tokens[at - 1]) && symbol(scope, at + 1) !== "(";
    if (!isList2 || kind !== "word" || !isAlias2 || value === value.toLowerCase() || isOperatorWord(value))
      continue;
    const what = `calls a column of its result ${value}, which PostgreSQL gives as ${value.toLowerCase()}`;
    found.push({ code: "query-name-quotes", what, spelling: `as ${quoteIdentifier(value)}` });
  }
  return found;
};
function isOperatorWord(value) {
  return /^(select|distinct|all|as|and|or|not|is|in|like|glob|regexp|match|between|escape|collate|isnull|notnull|null|case|when|then|else|end|over|filter|returning|div)$/i.test(
    value
  );
}
var rowid = atEach((scope, at, { kind, value }) => {
  if (kind !== "word" || !/^(rowid|_rowid_|oid)$/i.test(value) || scope.columnAt(at) !== null) return null;
  if (scope.tables.length === 0) return null;
  const key = scope.rowidKeyAt(at);
  const qualifier = symbol(scope, at - 1) === "." ? `${nameText(scope, at - 2, at - 2)}.` : "";
  const spelling2 = key === null ? "a column of your own, as an identity: ctid changes with each update" : `${qualifier}${formatIdentifier(key.plan?.target ?? key.name)}`;
  const what = `reads ${value.toLowerCase()}, which PostgreSQL does not have`;
  return { code: "query-rowid", what, spelling: spelling2 };
});
var onConflict = atEach((scope, at) => {
  const [first, second, third] = [0, 1, 2].map((ahead) => symbol(scope, at + ahead));
  if (first === "replace" && second === "into" && symbol(scope, at - 1) !== "or")
    return conflictFinding("REPLACE INTO", REPLACED);
  if (first !== "insert" && first !== "update" || second !== "or" || third === void 0) return null;
  return conflictFinding(`${first.toUpperCase()} OR ${third.toUpperCase()}`, insteadOf(first, third));
});
var REPLACED = "insert \u2026 on conflict (key) do update set a = excluded.a, which keeps the row that is there, and its columns that are not set";
function insteadOf(statement, action) {
  if (/^(abort|fail|rollback)$/.test(action)) return `${statement} \u2026 alone: an error undoes the transaction`;
  if (statement === "update")
    return "update \u2026 where not exists (select from t where \u2026) of the key that would be there twice";
  if (action === "replace") return REPLACED;
  return "insert \u2026 on conflict do nothing, which passes over keys that are there, and not over NOT NULL or CHECK";
}
function conflictFinding(written, spelling2) {
  return { code: "query-or-conflict", what: `uses ${written}`, spelling: spelling2 };
}
var limit = atEach((scope, at) => {
  if (symbol(scope, at) !== "limit") return null;
  if (symbol(scope, at + 2) === ",") {
    const [first, count] = [at + 1, at + 3].map((place2) => scope.tokens[place2]?.value ?? "\u2026");
    return {
      code: "query-limit",
      what: "gives LIMIT two numbers",
      spelling: `limit ${count} offset ${first}`
    };
  }
  if (symbol(scope, at + 1) !== "-" && !isNegative(scope, at + 1)) return null;
  return { code: "query-limit", what: "has a negative LIMIT", spelling: "no LIMIT, or LIMIT NULL" };
});
function isNegative(scope, at) {
  const value = givenValue(scope, at);
  return (typeof value === "number" || typeof value === "bigint") && value < 0;
}
var sqliteOnly = atEach((scope, at) => {
  const [first, second] = [symbol(scope, at), symbol(scope, at + 1)];
  const isHint = first === "indexed" && second === "by" || first === "not" && second === "indexed";
  const isPragma = at === 0 && /^(pragma|attach|detach)$/.test(first);
  if (!isHint && !isPragma) return null;
  const what = `uses ${first.toUpperCase()}${isHint ? ` ${second.toUpperCase()}` : ""}, which only SQLite has`;
  const spelling2 = isHint ? "nothing: the planner chooses" : "a query of pg_catalog or information_schema";
  return { code: "query-sqlite-syntax", what, spelling: spelling2 };
});
var namelessQueries = atEach((scope, at) => {
  const before = symbol(scope, at - 1);
  const isQuery = symbol(scope, at) === "(" && /^(select|values|with)$/.test(symbol(scope, at + 1));
  if (!isQuery || !/^(from|join|,)$/.test(before) || !isInFrom(scope, at - 1)) return null;
  const close = closingOf(scope, at);
  if (aliasAfter(scope.tokens, close) !== ")") return null;
  const what = "has a query in FROM without a name, which PostgreSQL refuses before its version 16";
  return { code: "query-sqlite-syntax", what, spelling: "(\u2026) as part", priority: "LOW" };
});
function isInFrom(scope, at) {
  for (let back = at; back >= 0; back--) {
    const mark = symbol(scope, back);
    if (mark === ")") back = openingOf(scope, back) ?? 0;
    else if (mark === "from") return symbol(scope, back - 1) !== "distinct";
    else if (/^(\(|select|where|group|having|order|limit|set|values|returning)$/.test(mark)) return false;
  }
  return false;
}
var masters = atEach((scope, at, { kind, value }) => {
  const isMaster = /^sqlite_(temp_)?(master|schema)$/i.test(value);
  if (!isMaster || kind !== "word" && kind !== "identifier" || symbol(scope, at + 1) === ".") return null;
  const spelling2 = "pg_catalog.pg_class, or information_schema.tables and columns";
  return {
    code: "query-sqlite-syntax",
    what: `reads ${value.toLowerCase()}, which only SQLite has`,
    spelling: spelling2
  };
});
var blobs = atEach((_scope, _at, { kind, value }) => {
  if (kind !== "blob") return null;
  const what = `holds bytes as x'\u2026', which are a string of bits in PostgreSQL`;
  return { code: "query-sqlite-syntax", what, spelling: `'\\x${value}'::bytea` };
});
var STATEMENT_RULES = [
  doubleQuotes,
  quoting,
  bareNames,
  resultNames,
  rowid,
  onConflict,
  limit,
  sqliteOnly,
  namelessQueries,
  masters,
  blobs
];

// src/stages/performance/lint-texts.ts
var OF_TEXTS = new Set(
  "length,substr,substring,replace,upper,lower,trim,ltrim,rtrim".split(",")
);
var NUMBERS5 = /^(smallint|integer|bigint|numeric|real|double precision|boolean)$/;
var MOMENTS = /^(date|timestamp|timestamptz)$/;
var numbersAsTexts = atEach((scope, at) => {
  const name2 = callAt(scope, at);
  if (name2 === null || !OF_TEXTS.has(name2)) return null;
  const [first, start] = argumentsFrom(scope, at + 1);
  const column = first === void 0 ? null : columnFrom(scope, first.from);
  if (first === void 0 || column === null || column.next !== first.to) return null;
  const kind = column.column.plan?.type.kind ?? "";
  const isPart = name2.startsWith("substr");
  if (isPart && start !== void 0 && symbol(scope, start.from) === "-") return null;
  if (!NUMBERS5.test(kind) && !(MOMENTS.test(kind) && !isPart)) return null;
  const rest = scope.sql.slice(scope.tokens[first.to]?.start, scope.tokens[closingOf(scope, at + 1)]?.end);
  const what = `calls ${name2}() of ${column.text}, which is no text`;
  return { code: "query-sqlite-function", what, spelling: `${name2}(${textOfColumn(column) ?? "\u2026"}${rest}` };
});
var OTHER_TEXTS = /^(numeric|real|double precision|boolean|timestamptz)$/;
var joinedTexts = atEach((scope, at) => {
  if (symbol(scope, at) !== "||") return null;
  const [left, right] = [columnTo(scope, at - 1), columnFrom(scope, at + 1)];
  if ([left, right].every((side) => side !== null && isOther(side))) return null;
  const isFirst = symbol(scope, (left?.from ?? at) - 1) !== "||";
  const others = [isFirst ? left : null, right].flatMap(
    (side) => side !== null && isOther(side) ? side : []
  );
  const [column] = others;
  return column === void 0 ? null : otherText(column, "query-concatenation", "joins");
});
var castTexts = atEach((scope, at) => {
  if (callAt(scope, at) !== "cast") return null;
  const column = columnFrom(scope, at + 2);
  const isText3 = column !== null && symbol(scope, column.next) === "as" && symbol(scope, column.next + 1) === "text";
  return isText3 && isOther(column) ? otherText(column, "query-cast", "casts") : null;
});
function isOther({ column }) {
  return OTHER_TEXTS.test(column.plan?.type.kind ?? "");
}
function otherText(column, code, verb) {
  const kind = column.column.plan?.type.kind;
  const as = kind === "boolean" ? "true or false" : "with other digits";
  const what = `${verb} ${column.text} as a text, which PostgreSQL spells in another way${kind === "timestamptz" ? "" : `: ${as}`}`;
  return { code, what, spelling: textOfColumn(column) ?? "\u2026" };
}
var documents = atEach((scope, at) => {
  const mark = symbol(scope, at);
  if (COMPARISONS.has(mark)) {
    if (isAssigned(scope, at)) return null;
    return documentFinding(columnTo(scope, at - 1) ?? columnFrom(scope, at + 1));
  }
  const operator = mark === "not" && isInfix(scope, at) ? at + 1 : at;
  if (symbol(scope, operator) === "in" || symbol(scope, operator) === "between")
    return documentFinding(columnTo(scope, at - 1));
  if (mark === "distinct") return documentFinding(columnFrom(scope, at + 1));
  const clause = clauseOf(scope, at);
  if (clause === null) return null;
  return documentFinding(
    (clause === "order" ? sortTermAt(scope, at + 1)?.columns[0] : null) ?? columnFrom(scope, at + 1)
  );
});
function documentFinding(column) {
  const type = column?.column.plan?.type;
  if (column === null || type?.kind !== "json") return null;
  const what = `compares ${column.text}, which is of the type json and has no equality or order in PostgreSQL`;
  return { code: "query-operator", what, spelling: `${column.text}::text` };
}
var parameters = atEach((scope, at, { kind, value }) => {
  const isAsked = symbol(scope, at + 1) === "is" || /^(isnull|notnull)$/.test(symbol(scope, at + 1));
  if (kind !== "parameter" || !isAsked || symbol(scope, at + 1) === "") return null;
  const what = "asks whether a parameter is NULL, of which PostgreSQL cannot tell the type";
  return {
    code: "query-operator",
    what,
    spelling: `cast(${value} as ${typeBeside(scope, at, value)}) is null`
  };
});
function typeBeside(scope, from, parameter) {
  const compared = scope.tokens.flatMap((token, at) => {
    if (token.kind !== "parameter") return [];
    const isLeft = COMPARISONS.has(symbol(scope, at + 1));
    const column = isLeft ? columnFrom(scope, at + 2) : COMPARISONS.has(symbol(scope, at - 1)) ? columnTo(scope, at - 2) : null;
    return column === null ? [] : [{ at, parameter: token.value, column }];
  });
  const own = compared.find((one) => one.parameter === parameter) ?? compared.find(({ at }) => at > from);
  const kind = own?.column.column.plan?.type.kind ?? "text";
  return NUMBERS5.test(kind) || MOMENTS.test(kind) || kind === "uuid" ? kind : "text";
}
var TEXT_RULES = [numbersAsTexts, joinedTexts, castTexts, documents, parameters];

// src/stages/performance/lint-rules.ts
var LINT_RULES = [
  ...COMPARISON_RULES,
  ...MIXED_TYPE_RULES,
  ...NOCASE_RULES,
  ...BOOLEAN_RULES,
  ...LIKE_RULES,
  ...NULL_ORDER_RULES,
  ...NUMBER_RULES,
  ...DIVISION_RULES,
  ...DATE_RULES,
  ...FUNCTION_RULES,
  ...STATEMENT_RULES,
  ...RECURSION_RULES,
  ...INSERT_RULES,
  ...NAME_RULES,
  ...TEXT_RULES
];

// src/stages/performance/lint-query.ts
function lintQuery(name2, scope) {
  const findings = LINT_RULES.flatMap((rule) => rule(scope)).map((finding2) => ({
    ...finding2,
    what: asWritten(finding2.what, scope),
    spelling: asWritten(finding2.spelling, scope)
  }));
  const byCode = Map.groupBy(findings, ({ code }) => code);
  return [...byCode].map(([code, found]) => {
    const what = [...new Set(found.map((finding2) => finding2.what))].join("; ");
    const spellings = [...new Set(found.map(({ spelling: spelling2 }) => spelling2))].join("; ");
    const [priority] = found.every((finding2) => finding2.priority !== void 0) ? found.flatMap((finding2) => finding2.priority ?? []) : [];
    return issue(code, {
      object: name2,
      message: `The query "${name2}" ${what}`,
      remedy: `In PostgreSQL: ${spellings}`,
      ...priority === void 0 ? {} : { priority }
    });
  });
}

// src/stages/performance/queries-out-of-scope.ts
function tablesOutOfScope(sql, outOfScope, views) {
  if (outOfScope.length === 0) return [];
  const texts = [sql, ...viewsRead(sql, views).map((view) => view.sql)];
  const names = texts.flatMap(namesRead);
  return outOfScope.filter((name2) => names.some((one) => sameName(one, name2)));
}
function viewsRead(sql, views) {
  const names = namesRead(sql);
  const read3 = views.filter(({ name: name2 }) => names.some((one) => sameName(one, name2)));
  const others = views.filter((view) => !read3.includes(view));
  return [.../* @__PURE__ */ new Set([...read3, ...read3.flatMap((view) => viewsRead(view.sql, others))])];
}
function namesRead(sql) {
  const tokens = lexSqlite(sql);
  const own = expressionsOf(tokens);
  return tableReferences(tokens).map(({ name: name2 }) => name2).filter((name2) => !own.some((one) => sameName(one, name2)));
}
function expressionsOf(tokens) {
  if (!tokens.some((_, at) => symbolAt(tokens, at) === "with")) return [];
  return tokens.flatMap(({ value }, at) => {
    if (!["with", "recursive", ","].includes(symbolAt(tokens, at - 1))) return [];
    const columnsEnd = symbolAt(tokens, at + 1) === "(" ? closing(tokens, at + 1) : at;
    const isNamed = symbolAt(tokens, columnsEnd + 1) === "as";
    return isNamed && BODY.has(symbolAt(tokens, columnsEnd + 2)) ? [value] : [];
  });
}
var BODY = /* @__PURE__ */ new Set(["(", "materialized", "not"]);
function closing(tokens, from) {
  const found = tokens.findIndex((_, at) => at > from && symbolAt(tokens, at) === ")");
  return found < 0 ? tokens.length : found;
}

// src/stages/performance/compare-queries.ts
async function compareQueries(given, sides, database, options, context) {
  const sqlite = new SqliteAsker(sides.snapshot.path, context.signal);
  try {
    const connection = await database.connect();
    try {
      const trials = {
        locale: given.length > 0 ? await prepareTrial(connection, database.ownName) : null,
        inTimeZone: holdsMoments(sides.plan)
      };
      return await compareAll(
        given,
        sides,
        { sqlite, connection, plan: sides.plan, trials },
        options,
        context
      );
    } finally {
      await connection.close();
    }
  } finally {
    sqlite.close();
  }
}
async function compareAll(given, sides, asked, options, { signal }) {
  const workload = given.length > 0 ? "settings" : "derived";
  const queries = given.length > 0 ? given : deriveQueries(sides, options);
  await asked.sqlite.start();
  const limits = limitsOf(workload, options, sides.loadMs, signal);
  const found = /* @__PURE__ */ new Map();
  for (const query of cheapestFirst(queries)) {
    signal.throwIfAborted();
    found.set(query, await compareOne(query, sides, asked, limits));
  }
  const all = queries.flatMap((query) => found.get(query) ?? []);
  const outcomes = all.map(({ compared }) => compared.outcome);
  const missing2 = await findMissingIndexes(
    all.map(({ compared }) => compared),
    asked,
    limits
  );
  const roundTrips = outcomes.flatMap(({ roundTripMs }) => roundTripMs ?? []);
  return {
    workload,
    ...verdictOfAll(outcomes),
    roundTripMs: roundTrips.length === 0 ? null : medianInterval(roundTrips).median,
    floorMs: options.floorMs,
    queries: outcomes,
    issues: [...all.flatMap(({ issues }) => issues), ...missing2]
  };
}
function deriveQueries({ catalog, plan, load, schema, snapshot }, { seed }) {
  const source = snapshot.open();
  try {
    const textsSortAlike = schema.origin === "derived" && snapshot.encoding === "UTF-8";
    return deriveWorkload(source, wholeTables(catalog, plan, load), { seed, textsSortAlike });
  } finally {
    source.close();
  }
}
function cheapestFirst(queries) {
  return queries.toSorted((a, b) => (a.reads ?? 0) - (b.reads ?? 0));
}
async function compareOne(query, { catalog, plan, load, outOfScope }, { sqlite, connection, trials }, limits) {
  const missing2 = tablesOutOfScope(query.sqlite.sql, outOfScope, catalog.views);
  if (missing2.length > 0) return withoutTables(query, missing2);
  const scope = scopeOf(query.sqlite, catalog, plan);
  const lint = query.spelled ? [] : lintQuery(query.name, scope);
  const sql = query.source === "derived" ? query.sqlite.sql : withSingleQuotes(scope);
  const views = viewsRead(query.sqlite.sql, catalog.views).map((view) => view.sql);
  const tolerance = toleranceFor([query.sqlite, query.postgres], views, query.source === "derived");
  const spelled3 = { ...query, sqlite: { ...query.sqlite, sql }, tolerance };
  const found = await compareQuery(spelled3, sqlite, connection, limits, trials);
  const compared = { ...found, outcome: { ...found.outcome, query } };
  const rejecting = rejectingTables(scope.tables, load);
  const texts = comparedTexts(scopeOf(query.postgres, catalog, plan));
  const elsewhere = issuesElsewhere(query.name, found.elsewhere, texts);
  const cause = rejecting.length > 0 ? null : causeOf(spelled3, found, scope);
  const told = { ...found, remedy: found.remedy ?? cause };
  return { compared, issues: [...lint, ...issuesOfQuery(told, rejecting, lint), ...elsewhere] };
}
function causeOf(query, { difference, outcome }, scope) {
  if (difference === null || query.spelled) return null;
  const limit2 = unsortedLimit(query.sqlite);
  if (limit2 !== null && outcome.rows === limit2)
    return "Sort by a unique key in front of the LIMIT: without an order each engine takes any rows.";
  return comparedByLetters(scope);
}
function withoutTables(query, missing2) {
  const found = notRun(query, `it reads ${missing2.join(", ")}, which this run leaves out`);
  const compared = { ...found, outcome: { ...found.outcome, outOfScope: missing2 } };
  return { compared, issues: issuesOfQuery(compared, [], []) };
}
function rejectingTables(tables, load) {
  return tables.flatMap(({ name: name2 }) => {
    const loaded = load.tables.find(({ source }) => source === name2);
    return loaded !== void 0 && loaded.failure === null && loaded.rowsRejected === 0 ? [] : [name2];
  });
}

// src/stages/performance/read-workload.ts
import { basename } from "node:path";
init_rehearsal_error();

// src/stages/performance/find-parameters.ts
function findParameters(sql, engine, named2) {
  const tokens = lexSqlite(engine === "sqlite" ? sql : withoutDollarQuotes(sql));
  const written = tokens.filter((_, at) => isParameter(tokens, at, sql, engine));
  const isOperator = engine === "postgres" && (named2 || written.some(({ value }) => /^\$\d/.test(value)));
  const places = [];
  let next = 0;
  for (const { value, start } of written) {
    if (isOperator && value === "?") continue;
    const [name2 = ""] = value.split("::");
    const key = name2 === "?" ? `?${++next}` : name2;
    if (/^\?\d+$/.test(key)) next = Math.max(next, Number(key.slice(1)));
    places.push({ key, start, end: start + name2.length });
  }
  return places;
}
function withoutDollarQuotes(sql) {
  return sql.replace(/\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/g, (quoted) => `'${"x".repeat(quoted.length - 2)}'`);
}
function isParameter(tokens, at, sql, engine) {
  const token = tokens[at];
  if (token?.kind !== "parameter") return false;
  const { start, value } = token;
  if (sql[start] === ":" && (sql[start - 1] === ":" || sql[start + 1] === ":")) return false;
  if (engine === "sqlite" || !/^(\?$|@)/.test(value)) return true;
  return sql[start - 1] !== "@" && !endsValue(tokens[at - 1]);
}

// src/stages/performance/bind-parameters.ts
function bindParameters(sql, parameters2, engine) {
  const wanted = [];
  const written = [];
  const numbers = /* @__PURE__ */ new Map();
  let text = "";
  let from = 0;
  for (const { key, start, end } of findParameters(sql, engine, !isList(parameters2))) {
    const name2 = key.slice(1);
    const value = parameterOf(name2, parameters2);
    if (value === void 0) return `the settings give no value for the parameter ${key}`;
    if (typeof value === "bigint" && BigInt.asIntN(64, value) !== value) {
      return `the value for the parameter ${key} is no integer of 64 bits; as a text, in quotes, it can be longer`;
    }
    const number2 = numbers.get(name2) ?? wanted.push(value);
    numbers.set(name2, number2);
    written[number2 - 1] ??= sql.slice(start, end);
    text += `${sql.slice(from, start)}${engine === "sqlite" ? "?" : "$"}${number2}`;
    from = end;
  }
  return { sql: text + sql.slice(from), values: wanted, written };
}
function surplusParameters(texts, parameters2) {
  const places = ["sqlite", "postgres"].flatMap(
    (engine) => findParameters(texts[engine], engine, !isList(parameters2))
  );
  const used = new Set(places.map(({ key }) => key.slice(1)));
  if (!isList(parameters2)) return Object.keys(parameters2).filter((name2) => !used.has(name2));
  const last = Math.max(0, ...[...used].map(Number).filter((number2) => !Number.isNaN(number2)));
  return parameters2.slice(last).map((_, at) => `number ${last + at + 1}`);
}
function parameterOf(key, parameters2) {
  if (isList(parameters2)) return /^\d+$/.test(key) ? parameters2[Number(key) - 1] : void 0;
  return Object.hasOwn(parameters2, key) ? parameters2[key] : void 0;
}
function isList(parameters2) {
  return Array.isArray(parameters2);
}

// src/stages/performance/read-workload.ts
async function readWorkload({ enabled, queries }, signal = null) {
  if (!enabled) return [];
  const read3 = [];
  for (const [at, given] of queries.entries()) {
    if (given.many && "path" in given.sqlite)
      read3.push(...await readFileOfQueries(given.sqlite.path, signal));
    else read3.push(await readQuery(given, at, signal));
  }
  const wrong = read3.flatMap((query) => "why" in query ? query.why : []);
  if (wrong.length > 0) throw unreadable(wrong.join(" "));
  return withOwnNames(read3.flatMap((query) => "why" in query ? [] : query));
}
async function readQuery(given, at, signal) {
  const path = "path" in given.sqlite ? basename(given.sqlite.path).replace(/\.sql$/, "") : null;
  const name2 = given.name ?? path ?? `query ${at + 1}`;
  const sqlite = await textOf3(given.sqlite, signal);
  const postgres = given.postgres === null ? null : await textOf3(given.postgres, signal);
  return toQuery(name2, sqlite, postgres, given.parameters);
}
async function readFileOfQueries(path, signal) {
  const text = await textOf3({ path }, signal);
  const splitter = new ScriptSplitter();
  const statements = [...splitter.push(Buffer.from(text)), ...splitter.finish()];
  const lines = text.split("\n");
  let before = 0;
  return statements.map(({ bytes, line }) => {
    const named2 = lines.slice(before, line - 1).flatMap((comment) => /^\s*--\s*name:\s*(.+?)\s*$/.exec(comment)?.[1] ?? []);
    const sql = bytes.toString("utf8");
    before = line - 1 + sql.trim().split("\n").length - 1;
    return toQuery(named2.at(-1) ?? `${basename(path)}:${line}`, sql, null, []);
  });
}
function toQuery(name2, sqlite, postgres, parameters2) {
  const texts = { sqlite: withoutEnd(sqlite), postgres: withoutEnd(postgres ?? sqlite) };
  const [source, target] = [
    bindParameters(texts.sqlite, parameters2, "sqlite"),
    bindParameters(texts.postgres, parameters2, "postgres")
  ];
  if (typeof source === "string") return unaskable(name2, source);
  if (typeof target === "string") return unaskable(name2, target);
  const surplus = surplusParameters(texts, parameters2);
  if (surplus.length > 0) {
    const named2 = `the settings give ${surplus.length === 1 ? "a parameter" : "parameters"} that it does not have`;
    return unaskable(name2, `${named2}: ${surplus.join(", ")}`);
  }
  const ordered = isOrdered(source.sql);
  const engines = { sqlite: source, postgres: target, spelled: postgres !== null };
  return { name: name2, source: "settings", ...engines, ordered, reads: null };
}
function unaskable(name2, why) {
  return { why: `The query "${name2}" cannot be asked: ${why}.` };
}
function withoutEnd(sql) {
  return sql.trim().replace(/;\s*$/, "");
}
function withOwnNames(queries) {
  const seen = /* @__PURE__ */ new Map();
  return queries.map((query) => {
    const times = (seen.get(query.name) ?? 0) + 1;
    seen.set(query.name, times);
    return times === 1 ? query : { ...query, name: `${query.name} (${times})` };
  });
}
async function textOf3(source, signal) {
  const text = "text" in source ? source.text : await readText(source.path, signal);
  if (lexSqlite(text).every(({ value }) => value === ";")) {
    const place2 = "text" in source ? 'A text in "queries"' : `The file ${source.path}`;
    throw unreadable(`${place2} holds no query.`);
  }
  return text;
}
async function readText(path, signal) {
  try {
    return String(await readGivenFile(path, signal));
  } catch (cause) {
    signal?.throwIfAborted();
    throw unreadable(`Cannot read the queries in ${path} (${errorCode(cause)}).`, cause);
  }
}
function unreadable(message, cause) {
  const hint = 'Correct "queries" in the settings; paths are relative to the working directory.';
  return new RehearsalError("queries-unreadable", message, { hint, cause });
}

// src/rehearsal/execute-checklist.ts
import { mkdtemp as mkdtemp2, rm as rm2 } from "node:fs/promises";
import { join as join9 } from "node:path";

// src/stages/readiness/rehearse-readiness.ts
init_rehearsal_error();

// src/engines/postgres/client-programs.ts
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
var FOLDERS = (major) => [
  `/usr/lib/postgresql/${major}/bin/`,
  `/usr/pgsql-${major}/bin/`,
  `/opt/homebrew/opt/postgresql@${major}/bin/`,
  `/usr/local/opt/postgresql@${major}/bin/`,
  ""
];
async function findClientPrograms(major) {
  for (const folder of FOLDERS(major).filter((path) => path === "" || existsSync(path))) {
    const [pgDump, pgRestore] = [`${folder}pg_dump`, `${folder}pg_restore`];
    const version = await versionOf(pgDump);
    if (!isOf(major, version) || !isOf(major, await versionOf(pgRestore))) continue;
    return { pgDump, pgRestore, version };
  }
  return null;
}
function isOf(major, version) {
  return version?.split(".")[0] === String(major);
}
function versionIn(line) {
  return /\(PostgreSQL\) ([\d.]+)/.exec(line)?.[1] ?? null;
}
async function versionOf(program) {
  try {
    const { stdout } = await promisify(execFile)(program, ["--version"]);
    return versionIn(stdout);
  } catch {
    return null;
  }
}

// src/stages/readiness/backup/probe-backup.ts
init_rehearsal_error();

// src/stages/readiness/unlogged-tables.ts
var IS_UNLOGGED = `
select 1 from pg_catalog.pg_class
 where relpersistence = 'u' and relkind in ('r', 'p')
   and oid in (select $1::regclass union select relid from pg_catalog.pg_partition_tree($1::regclass))`;
async function unloggedTables(database, { tables }) {
  const connection = await database.connect();
  try {
    const found = [];
    for (const { source, target } of tables) {
      const { rowCount } = await connection.query(IS_UNLOGGED, [quoteQualified(target)]);
      if (rowCount > 0) found.push(source);
    }
    return found;
  } finally {
    await connection.close();
  }
}

// src/stages/readiness/backup/row-sums.ts
var JOBS = 2;
async function sumRows(tables, database) {
  return await sumUp(tables, database, ({ columns }) => rowHash(columns));
}
async function sumPlaces(tables, database) {
  return await sumUp(tables, database, () => "hashtidextended(ctid, 0)");
}
async function sumUp(tables, database, hashOf) {
  return await inParallel(largestFirst(tables), JOBS, database.connect, async (connection, table) => {
    const { source } = table;
    const rows = quoteOwnRows(table.target, table.partitioned);
    try {
      const result = await connection.query(
        `select count(*) as rows, sum(${hashOf(table)}) as sum from ${rows}`
      );
      return { source, rows: Number(result.rows[0]?.rows), sum: result.rows[0]?.sum ?? null };
    } catch (error) {
      if (error instanceof PostgresRefusal) return { source, rows: null, sum: null };
      throw error;
    }
  });
}
function rowHash(columns) {
  return `hashint8extended(hash_record_extended(row(${columns.map(hashed).join(", ")}), 0), 0)`;
}
function hashed({ target, type }) {
  const value = quoteIdentifier(target);
  switch (type.kind) {
    case "smallint":
    case "integer":
    case "boolean":
    case "date":
    case "bytea":
    case "uuid":
      return value;
    case "text":
    case "varchar":
      return `${value} collate "C"`;
    case "bigint":
      return `int8send(${value})`;
    case "real":
      return `float4send(${value})`;
    case "double precision":
      return `float8send(${value})`;
    case "numeric":
      return `numeric_send(${value})`;
    case "time":
      return `time_send(${value})`;
    case "timestamp":
      return `timestamp_send(${value})`;
    case "timestamptz":
      return `timestamptz_send(${value})`;
    case "char":
    case "json":
    case "jsonb":
    case "enum":
    case "other":
      return `record_send(row(${value}))`;
    default:
      return type;
  }
}

// src/stages/readiness/backup/same-pages.ts
import { open } from "node:fs/promises";
import { join } from "node:path";
async function tablesOfSamePages(tables, target, restored) {
  const [ours, theirs] = await Promise.all([readFiles(tables, target), readFiles(tables, restored)]);
  const pieces = [Buffer.allocUnsafe(PIECE_BYTES), Buffer.allocUnsafe(PIECE_BYTES)];
  const same = /* @__PURE__ */ new Set();
  for (const { source } of tables) {
    if (await areSame(ours.get(source) ?? [], theirs.get(source) ?? [], pieces)) same.add(source);
  }
  return same;
}
async function readFiles(tables, database) {
  const connection = await database.connect();
  try {
    await connection.query("checkpoint");
    const files = /* @__PURE__ */ new Map();
    for (const table of tables) files.set(table.source, await filesOf(connection, table));
    return files;
  } finally {
    await connection.close();
  }
}
var FILES = `
select current_setting('data_directory') as folder,
       pg_relation_filepath(c.oid) as rows,
       pg_relation_filepath(i.indrelid) as long_values,
       pg_relation_filepath(i.indexrelid) as index_of_those
  from pg_catalog.pg_class c
  left join pg_catalog.pg_index i on i.indrelid = c.reltoastrelid
 where c.oid = to_regclass($1)`;
async function filesOf(connection, { target }) {
  const [found] = (await connection.query(FILES, [quoteQualified(target)])).rows;
  const paths2 = [found?.rows, found?.long_values, found?.index_of_those].filter((path) => path != null);
  return paths2.map((path) => join(found?.folder ?? "", path));
}
async function areSame(ours, theirs, pieces) {
  if (ours.length === 0 || ours.length !== theirs.length) return false;
  for (const [place2, path] of ours.entries()) {
    if (!await haveSameSegments(path, theirs[place2] ?? "", pieces)) return false;
  }
  return true;
}
async function haveSameSegments(ours, theirs, pieces) {
  for (let segment = 0; ; segment += 1) {
    const suffix = segment === 0 ? "" : `.${segment}`;
    const [one, other] = [await openFile(ours + suffix), await openFile(theirs + suffix)];
    try {
      if (one === null && other === null) return segment > 0;
      if (one === null || other === null || !await haveSameBytes(one, other, pieces)) return false;
    } finally {
      await Promise.all([one?.close(), other?.close()]);
    }
  }
}
async function openFile(path) {
  try {
    return await open(path, "r");
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return null;
  }
}
var PIECE_BYTES = 1 << 20;
async function haveSameBytes(one, other, [ours, theirs]) {
  for (; ; ) {
    const [{ bytesRead }, { bytesRead: there }] = await Promise.all([one.read(ours), other.read(theirs)]);
    if (bytesRead !== there || ours.compare(theirs, 0, there, 0, bytesRead) !== 0) return false;
    if (bytesRead === 0) return true;
  }
}

// src/stages/readiness/backup/compared-rows.ts
var compareBySums = async (tables, target, restored) => pair("sums", await Promise.all([sumRows(tables, target), sumRows(tables, restored)]));
var compareByPages = async (tables, target, restored) => {
  const whole2 = tables.filter(({ partitioned }) => !partitioned);
  const places = pair("pages", await Promise.all([sumPlaces(whole2, target), sumPlaces(whole2, restored)]));
  const placed = new Map(places.filter(({ areSame: areSame2 }) => areSame2).map((table) => [table.source, table]));
  const asked = whole2.filter(({ source }) => placed.has(source));
  const alike = await tablesOfSamePages(asked, target, restored);
  const told = [...placed.values()].filter(({ source }) => alike.has(source));
  const others = tables.filter(({ source }) => !alike.has(source));
  return [...told, ...await compareBySums(others, target, restored)];
};
function pair(by, [wanted, found]) {
  const there = new Map(found.map((table) => [table.source, table]));
  return wanted.map(({ source, rows, sum: sum2 }) => {
    const restored = there.get(source);
    const areSame2 = rows !== null && restored?.rows === rows && restored.sum === sum2;
    return { source, rows, restored: restored?.rows ?? null, areSame: areSame2, by };
  });
}

// src/stages/readiness/backup/definitions/relation-queries.ts
var isOurs = (relation) => `${relation}.oid >= 16384 and ${relation}.relpersistence <> 't' and ${relation}.relnamespace <> 'pg_toast'::regnamespace`;
var RELATIONS = `
select case c.relkind when 'v' then 'view ' when 'm' then 'materialized view ' when 'f' then 'foreign table '
                      when 'c' then 'type ' else 'table ' end || c.oid::regclass as name,
       jsonb_build_array(c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relispopulated,
         c.reloptions, pg_get_userbyid(c.relowner), pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid),
         c.reloftype::regtype,
         (select amname from pg_catalog.pg_am where oid = c.relam),
         (select spcname from pg_catalog.pg_tablespace where oid = c.reltablespace),
         (select reloptions from pg_catalog.pg_class where oid = c.reltoastrelid),
         (select array_agg(inhparent::regclass::text order by inhseqno) from pg_catalog.pg_inherits where inhrelid = c.oid),
         (select array[s.srvname::text, ftoptions::text] from pg_catalog.pg_foreign_table
            join pg_catalog.pg_foreign_server s on s.oid = ftserver where ftrelid = c.oid)
       )::text || case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) else '' end as definition
  from pg_catalog.pg_class c
 where c.relkind in ('r', 'p', 'v', 'm', 'f', 'c') and ${isOurs("c")}`;
var OPTIONS = `(select array_agg(o) from unnest(a.attoptions) o where substr(o, 1, 10) <> 'pg_attver=')`;
var COLUMNS = `
select 'column ' || c.oid::regclass || '.' || quote_ident(a.attname) as name,
       jsonb_build_array(row_number() over (partition by a.attrelid order by a.attnum), format_type(a.atttypid, a.atttypmod),
         a.attnotnull, a.attidentity, a.attgenerated, a.attcollation::regcollation, a.attstorage, a.attcompression,
         a.attstattarget, ${OPTIONS}, a.attfdwoptions)::text || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as definition
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0 and not a.attisdropped and ${isOurs("c")}`;
var INDEXES = `
select 'index ' || i.indexrelid::regclass as name,
       pg_get_indexdef(i.indexrelid) || jsonb_build_array(i.indisvalid, i.indisclustered, i.indisreplident,
         (select spcname from pg_catalog.pg_tablespace where oid = c.reltablespace),
         (select array_agg(attstattarget order by attnum) from pg_catalog.pg_attribute where attrelid = c.oid)) as definition
  from pg_catalog.pg_index i
  join pg_catalog.pg_class c on c.oid = i.indexrelid
 where ${isOurs("c")}`;
var CONSTRAINTS = `
select 'constraint ' || quote_ident(conname) || ' of '
         || case conrelid when 0 then contypid::regtype::text else conrelid::regclass::text end as name,
       pg_get_constraintdef(oid) || convalidated::text as definition
  from pg_catalog.pg_constraint
 where oid >= 16384`;
var SEQUENCES = `
select 'sequence ' || c.oid::regclass as name,
       jsonb_build_array(s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache, s.seqcycle,
         c.relpersistence, pg_get_userbyid(c.relowner),
         (select array[d.deptype::text, d.refobjid::regclass::text, a.attname::text] from pg_catalog.pg_depend d
            join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
           where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')))::text as definition
  from pg_catalog.pg_sequence s
  join pg_catalog.pg_class c on c.oid = s.seqrelid
 where ${isOurs("c")}`;
var RELATION_QUERIES = [
  INDEXES,
  CONSTRAINTS,
  `
select 'trigger ' || quote_ident(tgname) || ' of ' || tgrelid::regclass as name,
       pg_get_triggerdef(oid) || tgenabled::text as definition
  from pg_catalog.pg_trigger
 where not tgisinternal`,
  `
select 'rule ' || quote_ident(rulename) || ' of ' || ev_class::regclass as name, pg_get_ruledef(oid) || ev_enabled::text as definition
  from pg_catalog.pg_rewrite
 where oid >= 16384 and rulename <> '_RETURN'`,
  `
select concat('policy ', quote_ident(policyname), ' of ', format('%I.%I', schemaname, tablename)::regclass) as name,
       (to_jsonb(p) - 'roles')::text || (select string_agg(quote_ident(role), ',' order by role) from unnest(roles) role) as definition
  from pg_catalog.pg_policies p`,
  `
select 'statistics ' || i.identity as name,
       concat(pg_get_statisticsobjdef(s.oid), to_jsonb(s) -> 'stxstattarget', pg_get_userbyid(s.stxowner)) as definition
  from pg_catalog.pg_statistic_ext s
 cross join lateral pg_identify_object('pg_catalog.pg_statistic_ext'::regclass, s.oid, 0) i`,
  SEQUENCES,
  RELATIONS,
  COLUMNS
];
var SELECT_SEQUENCES = `
select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name, c.oid::regclass::text as shown
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'S' and ${isOurs("c")}`;

// src/stages/readiness/backup/definitions/definition-queries.ts
var OURS = ">= 16384";
var RARE = [
  "pg_am",
  "pg_amop",
  "pg_amproc",
  "pg_cast",
  "pg_collation",
  "pg_conversion",
  "pg_foreign_data_wrapper",
  "pg_foreign_server",
  "pg_language",
  "pg_opclass",
  "pg_operator",
  "pg_opfamily",
  "pg_transform",
  "pg_ts_config",
  "pg_ts_dict",
  "pg_ts_parser",
  "pg_ts_template"
].map(
  (catalog) => `
select i.type || ' ' || i.identity as name, ${withoutIds("o")} as definition
  from pg_catalog.${catalog} o
 cross join lateral pg_identify_object('pg_catalog.${catalog}'::regclass, o.oid, 0) i
 where o.oid ${OURS}`
);
function withoutIds(row) {
  return `(select jsonb_object_agg(key, value order by key) from jsonb_each_text(to_jsonb(${row}))
           where key <> 'oid' and value !~ '^[0-9]{5,}$')::text`;
}
var ROUTINES = `
select case p.prokind when 'p' then 'procedure ' when 'a' then 'aggregate ' else 'function ' end || p.oid::regprocedure as name,
       pg_get_userbyid(p.proowner) || case p.prokind
         when 'a' then (select ${withoutIds("a")} from pg_catalog.pg_aggregate a where a.aggfnoid = p.oid)
         else pg_get_functiondef(p.oid) end as definition
  from pg_catalog.pg_proc p
 where p.oid ${OURS}`;
var TYPES = `
select case t.typtype when 'd' then 'domain ' else 'type ' end || t.oid::regtype as name,
       jsonb_build_array(t.typtype, pg_get_userbyid(t.typowner), t.typnotnull, t.typdefault, t.typlen, t.typinput::text,
         format_type(t.typbasetype, t.typtypmod), t.typcollation::regcollation,
         (select array_agg(enumlabel order by enumsortorder) from pg_catalog.pg_enum where enumtypid = t.oid),
         (select array[rngsubtype::regtype::text, rngcollation::regcollation::text, rngcanonical::text, rngsubdiff::text]
            from pg_catalog.pg_range where rngtypid = t.oid))::text as definition
  from pg_catalog.pg_type t
 where t.oid ${OURS} and t.typtype <> 'c' and t.typisdefined
   and not exists (select from pg_catalog.pg_type e where e.typarray = t.oid)`;
var DATABASE_WIDE = [
  `
select 'schema ' || quote_ident(nspname) as name, pg_get_userbyid(nspowner) as definition
  from pg_catalog.pg_namespace
 where nspname !~ '^pg_' and nspname <> 'information_schema'`,
  `
select 'extension ' || quote_ident(extname) as name, extversion || ' in ' || extnamespace::regnamespace as definition
  from pg_catalog.pg_extension
 where oid ${OURS}`,
  `
select 'event trigger ' || quote_ident(evtname) as name,
       jsonb_build_array(evtevent, evtenabled, evttags, evtfoid::regproc, pg_get_userbyid(evtowner))::text as definition
  from pg_catalog.pg_event_trigger`,
  `
select 'publication ' || quote_ident(p.pubname) as name,
       (to_jsonb(p) - 'oid' - 'pubowner')::text || pg_get_userbyid(p.pubowner)
         || coalesce((select string_agg(to_jsonb(t)::text, ',' order by to_jsonb(t)::text)
                        from pg_catalog.pg_publication_tables t where t.pubname = p.pubname), '') as definition
  from pg_catalog.pg_publication p`,
  `
select 'subscription ' || quote_ident(subname) as name, '' as definition
  from pg_catalog.pg_subscription
 where subdbid = (select oid from pg_catalog.pg_database where datname = current_database())`,
  `
select 'mapping of ' || usename || ' on server ' || quote_ident(srvname) as name, umoptions::text as definition
  from pg_catalog.pg_user_mappings`,
  `
select 'mapping of text search configuration ' || mapcfg::regconfig || ' ' || maptokentype || ' ' || mapseqno as name,
       mapdict::regdictionary::text as definition
  from pg_catalog.pg_ts_config_map
 where mapcfg ${OURS}`,
  `
select 'large object ' || oid as name,
       pg_get_userbyid(lomowner) || md5(lo_get(oid)) || coalesce(lomacl::text, '') as definition
  from pg_catalog.pg_largeobject_metadata`,
  `
select 'comment on ' || i.type || ' ' || i.identity as name, d.description as definition
  from pg_catalog.pg_description d
 cross join lateral pg_identify_object(d.classoid, d.objoid, d.objsubid) i
 where d.objoid ${OURS} or (d.classoid = 'pg_catalog.pg_namespace'::regclass and d.objoid = 'public'::regnamespace)`,
  `
select 'security label of ' || l.provider || ' on ' || i.type || ' ' || i.identity as name, l.label as definition
  from pg_catalog.pg_seclabel l
 cross join lateral pg_identify_object(l.classoid, l.objoid, l.objsubid) i`
];
var rightsOf = (acl) => `
  (select string_agg(concat_ws(' ', case grantee when 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(grantee)) end,
                               privilege_type, is_grantable), ',' order by 1)
     from (select distinct grantee, privilege_type, is_grantable from aclexplode(${acl})) a)`;
function grants(catalog, prefix, kind) {
  const acl = `coalesce(o.${prefix}acl, acldefault(${kind}, o.${prefix}owner))`;
  return `
select 'grants on ' || i.type || ' ' || i.identity as name, ${rightsOf(acl)} as definition
  from pg_catalog.${catalog} o
  left join pg_catalog.pg_init_privs p
    on p.classoid = 'pg_catalog.${catalog}'::regclass and p.objoid = o.oid and p.objsubid = 0
 cross join lateral pg_identify_object('pg_catalog.${catalog}'::regclass, o.oid, 0) i
 where o.oid ${OURS} ${RELATIONS_WITH_GRANTS[catalog] ?? ""}
    or o.oid < 16384 and o.${prefix}acl is distinct from p.initprivs
       and coalesce(i.schema, i.identity) <> 'information_schema'`;
}
var RELATIONS_WITH_GRANTS = {
  pg_class: `and o.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and o.relpersistence <> 't'`,
  pg_namespace: `and o.nspname !~ '^pg_'`,
  pg_type: `and o.typtype <> 'c' and not exists (select from pg_catalog.pg_type e where e.typarray = o.oid)`
};
var GRANTS = [
  grants("pg_class", "rel", `case o.relkind when 'S' then 's' else 'r' end::"char"`),
  grants("pg_proc", "pro", `'f'`),
  grants("pg_namespace", "nsp", `'n'`),
  grants("pg_type", "typ", `'T'`),
  grants("pg_language", "lan", `'l'`),
  grants("pg_foreign_data_wrapper", "fdw", `'F'`),
  grants("pg_foreign_server", "srv", `'S'`),
  `
select 'grants on column ' || a.attrelid::regclass || '.' || quote_ident(a.attname) as name,
       ${rightsOf("a.attacl")} as definition
  from pg_catalog.pg_attribute a
 where a.attrelid ${OURS} and a.attacl is not null and not a.attisdropped`,
  `
select concat_ws(' ', 'default grants of', pg_get_userbyid(defaclrole), 'on', defaclobjtype, 'in',
                 case defaclnamespace when 0 then 'all schemas' else defaclnamespace::regnamespace::text end) as name,
       ${rightsOf("defaclacl")} as definition
  from pg_catalog.pg_default_acl`
];
var DEFINITION_QUERIES = [
  ...DATABASE_WIDE,
  ...RELATION_QUERIES,
  TYPES,
  ROUTINES,
  ...RARE,
  ...GRANTS
];

// src/stages/readiness/backup/definitions/compare-definitions.ts
async function compareDefinitions(original, restored) {
  const [wanted, found] = [await readDefinitions(original), await readDefinitions(restored)];
  const lost = [...wanted.objects].flatMap(([name2, it]) => found.objects.get(name2) === it ? [] : [name2]);
  const extra = [...found.objects.keys()].filter((name2) => !wanted.objects.has(name2));
  return {
    same: wanted.objects.size - lost.length,
    faults: [
      ...lost.map((name2) => `lost or changed: ${name2}`),
      ...extra.map((name2) => `not in the target: ${name2}`)
    ],
    notRestored: [...wanted.ofDatabase].flatMap(
      ([name2, it]) => found.ofDatabase.get(name2) === it ? [] : [name2]
    ),
    hasOtherRoles: wanted.hasOtherRoles
  };
}
async function readDefinitions(database) {
  const connection = await database.connect();
  try {
    await connection.query("begin read only");
    await connection.query("set local search_path to public");
    const objects = /* @__PURE__ */ new Map();
    for (const sql of DEFINITION_QUERIES) await read2(connection, sql, objects);
    const states = await sequenceStates(connection);
    if (states !== null) await read2(connection, states, objects);
    const ofDatabase = /* @__PURE__ */ new Map();
    await read2(connection, SELECT_OF_DATABASE, ofDatabase);
    const others = await connection.query(SELECT_OTHER_ROLES);
    return { objects, ofDatabase, hasOtherRoles: others.rows[0]?.there === "t" };
  } finally {
    await connection.query("rollback").finally(connection.close);
  }
}
async function read2(connection, sql, into) {
  const { rows } = await connection.query(sql);
  for (const { name: name2, definition } of rows) {
    if (name2 === null || name2 === void 0) continue;
    into.set(name2, (into.get(name2) ?? "") + reparsed(definition ?? ""));
  }
}
async function sequenceStates(connection) {
  const { rows } = await connection.query(SELECT_SEQUENCES);
  const states = rows.map(
    ({ name: name2, shown }) => `select ${quoteLiteral(`state of sequence ${shown}`)} as name, concat(last_value, ' ', is_called) as definition from ${name2}`
  );
  return states.length === 0 ? null : states.join(" union all ");
}
function reparsed(definition) {
  return definition.replaceAll(CAST_ARRAY, (_, items) => {
    const cast = items.replaceAll(VARCHAR_LITERAL, (literal) => `(${literal})::text`);
    return `ARRAY[${cast}]`;
  });
}
var VARCHAR_LITERAL = /'(?:[^']|'')*'::character varying/g;
var CAST_ARRAY = /\(ARRAY\[((?:'(?:[^']|'')*'::character varying(?:, )?)+)\]\)::text\[\]/g;
var SELECT_OF_DATABASE = `
select 'the settings' || case s.setrole when 0 then '' else ' of ' || quote_ident(pg_get_userbyid(s.setrole)) end || ' for it' as name,
       (select string_agg(setting, ',' order by setting) from unnest(s.setconfig) setting) as definition
  from pg_catalog.pg_db_role_setting s
  join pg_catalog.pg_database d on d.oid = s.setdatabase
 where d.datname = current_database()
union all
select 'the grants on it',
       (select string_agg(concat_ws(' ', grantee, privilege_type, is_grantable), ',' order by grantee, privilege_type)
          from aclexplode(coalesce(datacl, acldefault('d', datdba))))
  from pg_catalog.pg_database
 where datname = current_database()`;
var SELECT_OTHER_ROLES = `
select exists (select from pg_catalog.pg_shdepend s
                 join pg_catalog.pg_database d on d.oid = s.dbid
                where d.datname = current_database() and s.refclassid = 'pg_catalog.pg_authid'::regclass
                  and s.refobjid <> current_user::regrole)
    or exists (select from pg_catalog.pg_class where oid >= 16384 and relowner <> current_user::regrole) as there`;

// src/stages/readiness/backup/other-rows.ts
async function compareOtherRows({ tables }, original, restored) {
  const [from, to] = [await original.connect(), await restored.connect()];
  try {
    const found = { rows: 0, faults: [] };
    for (const { name: name2, relation, rows, sum: sum2 } of await sumOtherRows({ tables }, from)) {
      const there = await sumIn(to, sumOf(relation));
      found.rows += Number(rows);
      if (there?.rows === rows && there?.sum === sum2) continue;
      found.faults.push(`rows of ${name2} are not what they are in the target`);
    }
    return found;
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}
async function sumOtherRows({ tables }, connection) {
  const sums3 = [];
  for (const { name: name2, schema, relation } of (await connection.query(selectOthers(tables))).rows) {
    const quoted = quoteQualified({ schema: schema ?? "", name: relation ?? "" });
    const { rows: found } = await connection.query(sumOf(quoted));
    const [rows = null, sum2 = null] = [found[0]?.rows, found[0]?.sum];
    sums3.push({ name: name2 ?? "", relation: quoted, rows, sum: sum2 });
  }
  return sums3;
}
async function sumAsText(connection, { target, partitioned }) {
  return await sumIn(connection, sumOf(quoteQualified(target), partitioned));
}
async function sumIn(connection, sql) {
  try {
    const [found] = (await connection.query(sql)).rows;
    return { rows: found?.rows ?? null, sum: found?.sum ?? null };
  } catch (error) {
    if (error instanceof PostgresRefusal) return null;
    throw error;
  }
}
function sumOf(relation, withParts = false) {
  const from = withParts ? relation : `only ${relation}`;
  return `select count(*) as rows, sum(hashtextextended(t::text, 0)) as sum from ${from} t`;
}
function selectOthers(tables) {
  const names = tables.map(({ target }) => quoteLiteral(quoteQualified(target)));
  const widths = tables.map(({ columns }) => columns.length);
  return `
select c.oid::regclass::text as name, n.nspname as schema, c.relname as relation
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.oid >= 16384 and c.relkind in ('r', 'm') and c.relpersistence <> 't' and c.relispopulated
   and n.nspname <> 'pg_toast'
   and not exists (select from unnest(array[${names.join(", ")}]::text[], array[${widths.join(", ")}]::integer[]) planned (name, width)
                    where to_regclass(planned.name) in (c.oid, pg_partition_root(c.oid))
                      and width = (select count(*) from pg_catalog.pg_attribute a
                                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped))
 order by 1`;
}

// src/stages/readiness/backup/judge-restored.ts
async function judgeRestored(how, subject, restored, compareRows, validate) {
  const started = performance.now();
  const rows = await compareRows(subject.plan.tables, subject.database, restored);
  const gone = unreadable2(rows);
  const changed = changedTables(subject, rows);
  const validation = changed.length === 0 || gone.length > 0 ? null : await validate(restored);
  const others = await compareOtherRows(subject.plan, subject.database, restored);
  const definitions2 = await compareDefinitions(subject.database, restored);
  const faults = [
    ...gone.map((source) => `the table ${source} cannot be read`),
    ...validation === null ? [] : explain2(subject, changed, validation),
    ...others.faults,
    ...definitions2.faults
  ];
  if (faults.length > 0) return fail(`${how}: ${list(faults)}.`);
  const by = validation === null ? byTarget(subject, rows) : bySource(validation);
  const time2 = performance.now() - started;
  const beside = others.rows === 0 ? "" : `${amount(others.rows, "row")} of what only the target has, `;
  const { same, notRestored, hasOtherRoles } = definitions2;
  const left = notRestored.length === 0 ? "" : ` It does not bring back what belongs to the database itself: ${list(notRestored)}.`;
  const roles = hasOtherRoles ? "" : NO_ROLES;
  return pass(
    `${how}: there ${by} in ${seconds(time2)}, none differs, and ${beside}${amount(same, "definition")} are the same.${left}${roles}`
  );
}
var NO_ROLES = " No other role than that of the run owned anything there or was granted anything, so nothing was seen of how owners and rights come back.";
function byTarget({ plan }, rows) {
  const widths = new Map(plan.tables.map(({ source, columns }) => [source, columns.length]));
  const cells = sum(rows.map(({ source, restored }) => (restored ?? 0) * (widths.get(source) ?? 0)));
  const ways = new Set(rows.map(({ by }) => WAYS[by]));
  return `${formatCount(cells)} cells were compared with the target, by ${[...ways].join(" or ") || WAYS.sums},`;
}
var WAYS = {
  pages: "the bytes of their pages and the places of the rows that either server sees",
  sums: "the sums of all rows on both sides"
};
function bySource({ tables }) {
  return `${formatCount(sum(tables.map(({ cellsCompared }) => cellsCompared)))} cells were compared with the source`;
}
function unreadable2(compared) {
  return compared.flatMap(
    ({ source, rows, restored }) => rows !== null && restored === null ? [source] : []
  );
}
function changedTables({ load }, compared) {
  const loaded = new Map(load.tables.map((table) => [table.source, table]));
  return compared.filter(({ source, rows, areSame: areSame2 }) => {
    const known = loaded.get(source);
    return !areSame2 || !(known === void 0 || known.failure !== null || known.rowsLoaded === rows);
  });
}
function explain2(subject, changed, validation) {
  const faults = lostRows(subject, validation);
  if (faults.length > 0) return faults;
  return changed.filter(({ rows }) => rows !== null).map(({ source }) => `rows of ${source} are not what they are in the target`);
}
function lostRows({ load }, validation) {
  const restored = new Map(validation.tables.map((table) => [table.source, table]));
  return load.tables.flatMap(({ source, rowsLoaded, failure }) => {
    if (failure !== null) return [];
    const table = restored.get(source);
    if (table === void 0) return [`the table ${source} cannot be read`];
    const lost = rowsLoaded - table.rowsTarget;
    return [
      ...lost > 0 ? [`${amount(lost, "row")} of ${source} lost`] : [],
      ...lost < 0 ? [`${amount(-lost, "row")} of ${source} too many`] : [],
      ...lost === 0 && table.mismatches > 0 ? [`${amount(table.mismatches, "difference")} in ${source}`] : []
    ];
  });
}

// src/stages/readiness/backup/procedure.ts
import { randomBytes } from "node:crypto";
import { existsSync as existsSync2 } from "node:fs";
import { rename } from "node:fs/promises";
import { join as join3 } from "node:path";

// src/stages/readiness/run-owners-command.ts
import { mkdtemp } from "node:fs/promises";
import { join as join2 } from "node:path";
async function runOwnersCommand(command, { database, directory, variables: own, words, timeoutMs }, signal) {
  const variables = { ...database.variables, ...own };
  const { DATABASE_URL = "", PGPASSWORD = "" } = variables;
  const ending = await runShellCommand({
    command,
    variables,
    directory: await mkdtemp(join2(directory, "command-")),
    hearsOutput: false,
    secrets: [DATABASE_URL, encodeURIComponent(PGPASSWORD), PGPASSWORD],
    timeoutMs,
    signal
  });
  if (ending.failure === null) return null;
  const shown = words(ending.lastWords);
  return `${whyItFailed(command, ending)}${shown === null ? "" : `: ${shown}`}`;
}

// src/stages/readiness/backup/program-words.ts
function programWords(lastWords) {
  const lines = lastWords.split("\n").flatMap((line) => {
    const said = /^pg_(?:dump|restore): (?:error: |from TOC entry ).*/.exec(line.trim())?.[0];
    return said === void 0 ? [] : [withoutServer(said)];
  });
  return lines.length === 0 ? null : harmless(lines.join(" "));
}
function withoutServer(line) {
  const [, own = line, server = ""] = OWN_PART.exec(line) ?? [];
  return ONLY_NAMES.test(server) ? `${own}: ${server}` : own;
}
var OWN_PART = /^(.*?(?:could not execute query|COPY failed for table "[^"]*"|query failed|query was|PQputCopyData|PQgetResult\(\) failed|message from server)[^:]*): (.*)$/;
var ONLY_NAMES = /^ERROR: +(?:permission denied |must be |(?:role|type|schema|extension|relation|function|language|collation|tablespace|access method) .*(?:does not exist|already exists|is not available)$)/;

// src/stages/readiness/backup/procedure.ts
var DUMP = ["--format=directory", "--compress=0", "--jobs=2", "--no-sync"];
var RESTORE = ["--jobs=2", "--exit-on-error"];
function commands(name2, { backup, restore }, place2, signal) {
  const { directory } = place2;
  const path = join3(directory, "backup");
  const run = (command, database) => runOwnersCommand(command, { ...place2, database, variables: { BACKUP_PATH: path } }, signal);
  return {
    name: name2,
    backUp: async (target) => await run(backup, target) ?? (existsSync2(path) ? null : "it has written nothing to $BACKUP_PATH"),
    restore: (empty) => run(restore, empty),
    // a restore may have removed it
    hide: async () => {
      if (existsSync2(path)) await rename(path, join3(directory, `hidden-${randomBytes(8).toString("hex")}`));
    },
    // the folder goes with the run
    cleanUp: async () => {
    }
  };
}
function installedPrograms({ pgDump, pgRestore, version }, directory, timeoutMs, signal) {
  const name2 = `pg_dump and pg_restore ${version}`;
  const backup = `LC_ALL=C '${pgDump}' ${DUMP.join(" ")} --file="$BACKUP_PATH"`;
  const restore = `LC_ALL=C '${pgRestore}' ${RESTORE.join(" ")} --dbname="$PGDATABASE" "$BACKUP_PATH"`;
  return {
    ...commands(name2, { backup, restore }, { directory, words: programWords, timeoutMs }, signal),
    hide: null
  };
}
async function programsInside(inside, { majorVersion, address }, signal) {
  const said = await inside.run(["pg_dump", "--version"], {}, signal);
  const version = said.status === 0 ? versionIn(said.output) : null;
  if (version?.split(".")[0] !== String(majorVersion)) return null;
  const run = async (command, database) => {
    const variables = {
      LC_ALL: "C",
      PGHOST: "127.0.0.1",
      PGPORT: String(inside.port),
      PGUSER: address.user,
      PGDATABASE: database.name,
      ...address.password === null ? {} : { PGPASSWORD: address.password }
    };
    const { status, output } = await inside.run(command, variables, signal);
    if (status === 0) return null;
    const words = programWords(output);
    return `exit status ${status}${words === null ? "" : `: ${beginningOf(words, 500)}`}`;
  };
  return {
    name: `pg_dump and pg_restore ${version} in the container of the server`,
    backUp: (target) => run(["pg_dump", ...DUMP, `--file=${inside.folder}`], target),
    restore: (empty) => run(["pg_restore", ...RESTORE, `--dbname=${empty.name}`, inside.folder], empty),
    hide: null,
    cleanUp: async () => void await inside.run(["rm", "-rf", inside.folder], {}, signal).catch(() => {
    })
  };
}

// src/stages/readiness/backup/probe-backup.ts
async function probeBackup(subject, settings, validate, second, signal) {
  const unlogged = await unloggedTables(subject.database, subject.plan);
  const finding2 = await tryBackup(subject, settings, validate, second, signal);
  if (unlogged.length === 0) return finding2;
  return fail(
    `UNLOGGED, so that a crash of the server empties them and a standby has no row of them: ${list(unlogged)}. ${finding2.evidence}`
  );
}
async function tryBackup(subject, settings, validate, second, signal) {
  if (second !== null) return await compareCopy(subject, second, validate, signal);
  const procedure = await chooseProcedure(subject, settings, signal);
  if (procedure !== null) {
    return await dumpAndRestore(subject, procedure, validate, signal).finally(procedure.cleanUp);
  }
  return unverified(
    `There is no pg_dump of version ${subject.server.majorVersion} on this machine. Install the client programs of the server's version, or give backup-command and restore-command.`
  );
}
async function chooseProcedure({ server, directory, commands: rules }, { backupCommand, restoreCommand }, signal) {
  if (backupCommand !== null && restoreCommand !== null) {
    const own = { backup: backupCommand, restore: restoreCommand };
    return commands("the owner's commands", own, { directory, ...shownBy(rules) }, signal);
  }
  const programs = await findClientPrograms(server.majorVersion);
  if (programs !== null && server.address.tls === false) {
    return installedPrograms(programs, directory, rules.timeoutMs, signal);
  }
  return server.inside === void 0 ? null : await programsInside(server.inside, server, signal);
}
async function dumpAndRestore(subject, procedure, validate, signal) {
  const { name: name2, backUp, restore } = procedure;
  const timed2 = async (step, database) => {
    const started = performance.now();
    return { failure: await step(database), time: performance.now() - started };
  };
  const saved = await timed2(backUp, subject.database);
  if (saved.failure !== null) return fail(`The backup failed: ${saved.failure}.`);
  const finding2 = await withScratchDatabase(subject.server, { keep: false, signal }, async (restored) => {
    const brought = await timed2(restore, restored);
    if (brought.failure !== null) return fail(`The backup could not be restored: ${brought.failure}.`);
    const how = `Backed up with ${name2} in ${seconds(saved.time)}, restored into a second database in ${seconds(brought.time)}`;
    return await judgeRestored(how, subject, restored, compareBySums, validate);
  });
  if (finding2.status !== "pass") return finding2;
  const found = await rowsWithoutBackup(subject, procedure, signal);
  if (found.length === 0) return finding2;
  return unverified(
    `The restore command brings rows of ${list(found)} back without $BACKUP_PATH too, so it has not shown that they come from this backup.`
  );
}
async function rowsWithoutBackup({ plan, database, server }, { hide, restore }, signal) {
  if (hide === null) return [];
  await hide();
  return await withScratchDatabase(server, { keep: false, signal }, async (empty) => {
    if (await restore(empty) !== null) return [];
    const compared = await compareBySums(plan.tables, database, empty);
    return compared.flatMap(({ source, rows, areSame: areSame2 }) => areSame2 && rows !== 0 ? [source] : []);
  });
}
async function compareCopy(subject, second, validate, signal) {
  const taken = await second.take(signal).catch((error) => {
    if (error instanceof RehearsalError && error.code === "postgres-start-failed") return error;
    throw error;
  });
  if (taken instanceof RehearsalError) return fail(`No server starts on the files. ${taken.message}`);
  const { server, copied: copied2, started } = taken;
  const how = `No pg_dump of version ${server.majorVersion} is here, so the files of its database and those that all databases share were copied from the embedded server in ${seconds(copied2)} and a second server was started on them in ${seconds(started)}`;
  const restored = databaseOn(server, subject.database.name);
  return await judgeRestored(how, subject, restored, compareByPages, validate);
}

// src/stages/readiness/operations/probe-documentation.ts
import { createReadStream } from "node:fs";
import { readdir, realpath as realpath2, stat as stat2 } from "node:fs/promises";
import { isAbsolute, join as join4, relative as relative2, resolve, sep } from "node:path";

// src/shell/last-change.ts
import { realpath, stat } from "node:fs/promises";
import { dirname, relative } from "node:path";
async function lastChange(path) {
  const absolute = await realpath(path).catch(() => null);
  if (absolute === null) return null;
  const found = await stat(absolute);
  const file = { at: found.mtime, by: "file" };
  const root = repositoryOf(found.isDirectory() ? absolute : dirname(absolute));
  if (root === null) return file;
  const git = async (...args) => (await runGit(["-C", root, ...args]))?.trim() ?? null;
  const named2 = ["--", `:(top,literal)${relative(root, absolute)}`];
  const log = await git(
    "log",
    `-${COMMITS}`,
    "--format=%cI",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    ...named2
  );
  const committed = log === null ? null : lastWithContent(log);
  if (committed === null) return await isNew(git) ? file : "unasked";
  if (committed === "" || await git("status", "--porcelain", ...named2) !== "") return file;
  if (await git("rev-parse", "--is-shallow-repository") === "true") return "shallow";
  return { at: new Date(committed), by: "git" };
}
var COMMITS = 100;
function lastWithContent(log) {
  let time2 = "";
  let hasModesAlone = false;
  for (const line of log.split("\n")) {
    const [, before, after] = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) /.exec(line) ?? [];
    if (before !== void 0 && before !== after) return time2;
    if (before !== void 0) hasModesAlone = true;
    else if (line !== "") {
      if (time2 !== "" && !hasModesAlone) return time2;
      time2 = line;
      hasModesAlone = false;
    }
  }
  return time2;
}
async function isNew(git) {
  if (await git("rev-parse", "--is-inside-work-tree") !== "true") return false;
  return await git("rev-parse", "--verify", "--quiet", "HEAD") === null;
}

// src/stages/readiness/operations/probe-documentation.ts
async function probeDocumentation(path, { schemaFrom: schema, inputs = [] }) {
  if (path === null) {
    return unverified(NEEDS.documentation);
  }
  const documented = await lastChange(path);
  if (documented === null) return fail(`There is no ${path}.`);
  const other = await whatElse(path, inputs);
  if (other !== null) return unverified(`${path} ${other}. Name what documents the migration.`);
  if (!await saysSomething(path)) return fail(`${path} says nothing.`);
  switch (schema.kind) {
    case "command":
      return unverified(
        `${path} is there. A command makes the schema, so nobody knows when it changed. ${ATTEST}`
      );
    case "file":
      return await compare({ path, documented }, schema.path, false);
    case "source":
      if (schema.path !== null) return await compare({ path, documented }, schema.path, true);
      return unverified(
        `${path} is there. The schema is derived from the snapshot, which a command writes for each run, so nobody knows when the schema changed. ${COMMIT}`
      );
    default:
      return schema;
  }
}
var CLOCKS_DIFFER_MS = 10 * 6e4;
var ATTEST = "Somebody can attest that it is up to date.";
var COMMIT = `Keep the schema in a committed file, which \`schema\` names, or let somebody attest that the documentation is up to date.`;
async function compare({ path, documented }, schema, holdsRows) {
  if (await isWithin(schema, path)) {
    return unverified(
      `${path} holds the schema itself, so it is never older. Name what documents the migration.`
    );
  }
  const changed = await lastChange(schema);
  if (documented === "shallow" || changed === "shallow") {
    return unverified(
      `${path} is there. Check out the whole history (fetch-depth: 0), so that git can tell whether it is older than ${schema}.`
    );
  }
  if (documented === "unasked" || changed === "unasked") {
    return unverified(
      `${path} is there. It lies in a git repository that git does not read here, and a checkout gives all files its own time: install git, or make the folder a safe.directory.`
    );
  }
  if (changed === null) return fail(`There is no ${schema}.`);
  const times = `${path}: ${timeOf2(documented)}; ${schema}: ${timeOf2(changed)}`;
  const ahead = [documented, changed].some(({ at }) => at.getTime() > Date.now() + CLOCKS_DIFFER_MS);
  if (ahead) {
    return unverified(`A time in the future tells nothing of which was changed first. ${times}. ${ATTEST}`);
  }
  const isOlder = documented.at < changed.at;
  if (holdsRows && (isOlder || changed.by === "file")) {
    return unverified(
      `${path} is there. The schema is derived from ${schema}, and that file changes with its rows, so its time does not tell when the schema changed. ${times}. ${COMMIT}`
    );
  }
  if (isOlder) return fail(`The documentation is older than the schema. ${times}.`);
  return pass(`The documentation is no older than the schema. ${times}.`);
}
async function whatElse(path, inputs) {
  if ((await realpath2(path)).split(sep).includes(".git")) return "is what git writes";
  for (const input of inputs) {
    if (await isWithin(input, path)) return `is, or holds, what the run itself reads (${input})`;
  }
  return null;
}
async function isWithin(inner, outer) {
  const [one, other] = await Promise.all([inner, outer].map((path) => stat2(path).catch(() => null)));
  if (one != null && other != null && one.ino === other.ino && one.dev === other.dev) return true;
  const [innermost, outermost] = await Promise.all(
    [inner, outer].map((path) => realpath2(path).catch(() => resolve(path)))
  );
  const way = relative2(outermost ?? "", innermost ?? "");
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way));
}
async function saysSomething(path) {
  const found = await stat2(path);
  if (!found.isDirectory()) return found.isFile() && await hasText(path);
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && await hasText(join4(entry.parentPath, entry.name))) return true;
  }
  return false;
}
async function hasText(path) {
  for await (const piece of createReadStream(path, "utf8")) {
    if (/[\p{L}\p{N}]/u.test(String(piece))) return true;
  }
  return false;
}
function timeOf2({ at, by }) {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC by ${by === "git" ? "git" : "the file"}`;
}

// src/stages/readiness/operations/idle-command.ts
function isIdle(command) {
  const text = command.replaceAll(/(^|\s)#.*$/gm, "").replaceAll(NEVER, ":").trim();
  const inner = innerOf(text);
  if (inner !== null) return isIdle(inner);
  const parts = text.split(/\n|;|&&/).map((part) => part.trim());
  if (parts.every(isIdlePart)) return true;
  return ENDS_WITH_NOTHING.test(text) && !LEAVES_EARLIER.test(text);
}
function isIdlePart(part) {
  const inner = innerOf(part);
  return part === "" || (inner === null ? IDLE.test(part) : isIdle(inner));
}
function innerOf(text) {
  const [, single, double, word] = SHELL.exec(text) ?? [];
  return single ?? double ?? word ?? null;
}
var SHELL = /^(?:\S*\/)?\w*sh(?: -[a-df-z]+)*? -[a-df-z]*c (?:'([^']*)'|"([^"$`\\]*)"|([^\s'"|&;<>`$()\\]+))$/;
var NEVER = /\bif false\s*[;\n]\s*then\b(?:(?!\b(?:if|else|elif|fi|case|do)\b)[\s\S])*\bfi\b/g;
var NOTHING = "(?:(?:(?:/usr)?/bin/)?true|:|exit 0)";
var IDLE = new RegExp(`^(?:${NOTHING}|(?:echo|printf|sleep)(?: [^|&<>\`$()]*)?)$`);
var ENDS_WITH_NOTHING = new RegExp(`(?:\\|\\||;|
)\\s*${NOTHING}$`);
var LEAVES_EARLIER = /\bexit\b(?! 0)|\bset\s+-\w*e|\bexec\b/;

// src/stages/readiness/operations/probe-monitoring.ts
async function probeMonitoring({ database, directory, commands: commands2 }, command, signal) {
  if (command === null) {
    return unverified(NEEDS["monitoring-alerts"]);
  }
  if (isIdle(command)) {
    return unverified("The command ends with 0 whatever is configured, so it shows nothing about the alerts.");
  }
  const surroundings = { database, directory, variables: {}, ...shownBy(commands2) };
  const failure = await runOwnersCommand(command, surroundings, signal);
  if (failure !== null) return fail(`The command that checks the alerts ended with ${failure}.`);
  return pass("The command that checks the alerts ended with 0; what it looks at is the word of its owner.");
}

// src/stages/readiness/pooling/probe-pooling.ts
import { setTimeout as delay } from "node:timers/promises";

// src/engines/postgres/is-server-itself.ts
import { Socket } from "node:net";
import { join as join5 } from "node:path";
var SELECT_ENDS = `
select pg_catalog.pg_backend_pid() as pid, pg_catalog.inet_client_port() as client_port,
       pg_catalog.current_setting('port') as port,
       (select setting from pg_catalog.pg_settings where name = 'unix_socket_directories') as folders`;
async function isServerItself(address) {
  const client = new SessionClient({
    ...loginConfig(address, "pg-rehearsal"),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS
  });
  let greeted = null;
  const connection = client.connection;
  connection.once("backendKeyData", ({ processID }) => {
    greeted = processID;
  });
  try {
    await client.connect();
    const [row] = (await client.query(SELECT_ENDS)).rows;
    if (row === void 0 || row.pid !== String(greeted)) return false;
    const { stream } = client.connection;
    const ownPort = stream instanceof Socket ? stream.localPort : void 0;
    if (ownPort !== void 0) return row.client_port === String(ownPort);
    const folders = (row.folders ?? "").split(",").map((folder) => folder.trim());
    return row.port === String(address.port) && folders.some((folder) => join5(folder) === join5(address.host));
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {
    });
  }
}

// src/engines/postgres/pool.ts
init_rehearsal_error();
var WAIT_TIMEOUT_MS = 3e4;
var BEGIN = `begin; set local ${SET_SEARCH_PATH}`;
function openPool(address, size, applicationName) {
  const pool = new Pool({
    ...loginConfig(address, applicationName),
    Client: SessionClient,
    max: size,
    connectionTimeoutMillis: WAIT_TIMEOUT_MS
  });
  pool.on("error", () => {
  });
  const explain4 = (error) => statementRefused(error) ?? connectionLost(error, addressLabel(address));
  return {
    transaction: async (statements) => {
      const client = await pool.connect().catch((error) => {
        throw statementRefused(error) ?? connectionRefused(error, address);
      });
      const results = [];
      try {
        await client.query(BEGIN);
        for (const { sql, values } of statements) {
          const { rows, rowCount } = await client.query(sql, [...values]);
          results.push({ rows, rowCount: rowCount ?? 0 });
        }
        await client.query("commit");
        client.release();
        return results;
      } catch (error) {
        await client.query("rollback").then(
          () => client.release(),
          () => client.release(true)
        );
        throw explain4(error);
      }
    },
    unreturned: () => pool.totalCount - pool.idleCount + pool.waitingCount,
    close: () => pool.end()
  };
}
function failureCode(error) {
  if (error instanceof PostgresRefusal) return error.fields.sqlstate;
  return error instanceof RehearsalError ? error.code : null;
}

// src/stages/readiness/pooling/key-lookups.ts
var LOOKUPS = 20;
async function keyLookups({ tables }, connection) {
  const largest = tables.toSorted((a, b) => b.rowCount - a.rowCount).slice(0, LOOKUPS);
  const most = Math.ceil(LOOKUPS / Math.max(1, largest.length));
  const lookups = [];
  for (const table of largest) lookups.push(...await lookupsIn(table, most, connection));
  return lookups;
}
async function lookupsIn(table, most, connection) {
  const { order } = table;
  const name2 = quoteQualified(table.target);
  if (order.kind === "all") return [{ sql: `select count(*) from ${name2}`, values: [] }];
  const sources = order.kind === "rowid" ? [order.column] : order.columns;
  const key = table.columns.filter(({ source }) => sources.includes(source)).map(({ target }) => quoteIdentifier(target));
  const { rows } = await connection.query(
    `select ${key.map((part, index) => `${part}::text as k${index}`).join(", ")} from ${name2} ${sampleOf(table.rowCount)} order by hashtext(${key[0]}::text) limit ${most}`
  );
  const types2 = await typesOf(table, key, connection);
  const where = key.map((part, index) => `${part} = $${index + 1}::${types2[index]}`).join(" and ");
  return rows.map((row) => ({
    sql: `select * from ${name2} where ${where}`,
    values: key.map((_, index) => row[`k${index}`] ?? null)
  }));
}
function sampleOf(rowCount) {
  const percent = Math.min(100, 100 * SAMPLED_ROWS / Math.max(1, rowCount));
  return `tablesample system (${percent}) repeatable (1)`;
}
var SAMPLED_ROWS = 2e4;
async function typesOf({ target }, key, connection) {
  const { rows } = await connection.query(
    `select quote_ident(attname) as quoted, attname as name, format_type(atttypid, atttypmod) as type from pg_catalog.pg_attribute where attrelid = $1::regclass`,
    [quoteQualified(target)]
  );
  const types2 = new Map(rows.map(({ name: name2, type }) => [quoteIdentifier(name2 ?? ""), type ?? "text"]));
  return key.map((part) => types2.get(part) ?? "text");
}

// src/stages/readiness/pooling/pooled-workload.ts
var MOST_MS_ALONE = 100;
var MOST_ROWS2 = 1e3;
var MOST_WORK = 4e3;
var STATEMENTS_A_CLIENT = 20;
async function pooledWorkload({ plan, performance: performance2 }, clients, address, observer) {
  const compared = performance2?.queries ?? [];
  const finished2 = compared.filter(isShort);
  if (finished2.length === 0) {
    const lookups = (await keyLookups(plan, observer)).map((lookup) => ({ ...lookup, ordered: false }));
    return { statements: await withAnswers(lookups, address), about: "Their queries are lookups by key." };
  }
  const chosen2 = affordable(finished2, clients);
  const asked = chosen2.queries.map(({ query: { postgres, ordered } }) => ({
    sql: postgres.sql,
    values: postgres.values.map((value) => value === null ? null : String(value)),
    ordered
  }));
  const answered = await withAnswers(asked, address);
  const out = compared.filter((outcome) => !chosen2.queries.includes(outcome)).map(({ query }) => query.name);
  const left = out.length === 0 ? "" : `; left out, slow, not measured or not compared: ${list(out)}`;
  return {
    statements: Array.from({ length: chosen2.laps }, () => answered).flat(),
    about: `They run ${amount(chosen2.queries.length, "query", "queries")} of the workload${left}.`
  };
}
function isShort({ grade, results, rows, postgresMs }) {
  const isMeasured2 = grade !== "not-run" && results !== "not-compared" && postgresMs !== null && rows !== null;
  return isMeasured2 && rows <= MOST_ROWS2 && postgresMs.median <= MOST_MS_ALONE;
}
function affordable(finished2, clients) {
  const cost = ({ postgresMs, roundTripMs }) => clients * ((postgresMs?.median ?? 0) + (roundTripMs ?? 0));
  let work2 = 0;
  const queries = finished2.toSorted((a, b) => cost(a) - cost(b)).filter((query, at) => {
    work2 += cost(query);
    return at === 0 || work2 <= MOST_WORK;
  });
  const spent = queries.reduce((sum2, query) => sum2 + cost(query), 0);
  const wanted = Math.ceil(STATEMENTS_A_CLIENT / queries.length);
  return { queries, laps: Math.max(1, Math.min(wanted, Math.floor(MOST_WORK / Math.max(1, spent)))) };
}
async function withAnswers(asked, address) {
  const alone = openPool(address, 1, "pg-rehearsal alone");
  try {
    const statements = [];
    for (const one of asked) {
      const answers = /* @__PURE__ */ new Set();
      for (let time2 = 0; time2 < 2; time2++) {
        const [result] = await alone.transaction([one]);
        answers.add(answerOf(result?.rows ?? [], one.ordered));
      }
      const [answer = "", other] = answers;
      if (other === void 0) statements.push({ ...one, answer });
    }
    return statements;
  } finally {
    await alone.close();
  }
}
function answerOf(rows, ordered) {
  const spelled3 = rows.map((row) => JSON.stringify(row).replaceAll(LONG_DECIMAL, roundedText));
  return (ordered ? spelled3 : spelled3.toSorted()).join("\n");
}
var LONG_DECIMAL = /"-?\d+\.\d{10,}(?:e[+-]?\d+)?"/g;
function roundedText(text) {
  return Number(text.slice(1, -1)).toPrecision(9);
}

// src/stages/readiness/pooling/probe-pooling.ts
var END_TIMEOUT_MS = 5e3;
var MOST_FAILURES = 3;
async function probePooling(subject, { clients, connections, poolerUrl }) {
  const { database, server } = subject;
  const observer = await database.connect();
  try {
    const direct = { ...server.address, database: database.name };
    const { statements: workload, about } = await pooledWorkload(subject, clients, direct, observer);
    if (workload.length === 0) return unverified("The target has no table, and so there is no workload.");
    const size = Math.min(connections, clients);
    const run = { clients, size, workload, observer, database: database.name };
    const runs = [await usePool({ ...run, name: "a pool", address: direct, ends: true })];
    let isPooled = true;
    if (poolerUrl !== null) {
      const address = { ...addressesOfUrl(poolerUrl)[0], database: database.name };
      isPooled = !await isServerItself(address);
      runs.push(await usePool({ ...run, name: "the pooler", address, ends: false }));
    }
    const faults = runs.flatMap((outcome) => outcome.faults);
    if (faults.length > 0) return fail(`${amount(clients, "client")} at once: ${list(faults)}.`);
    const how = runs.map(({ evidence: evidence2 }) => evidence2).join("; over ");
    const evidence = `${amount(clients, "client")} at once over ${how}. ${about} No error, no other answer, no session left.`;
    if (!isPooled) return unverified(`${NO_POOLER} ${evidence}`);
    return clients > connections ? pass(evidence) : unverified(`${nothingShared(clients)} ${evidence}`);
  } finally {
    await observer.close();
  }
}
var NO_POOLER = "At pooler-url is no pooler: it is the server itself. Name the port of the pooler, or leave pooler-url out.";
function nothingShared(clients) {
  const who = clients === 1 ? "One client waits for nobody" : "No client waits for a session";
  return `${who}, so nothing was shared: let clients be more than connections.`;
}
async function usePool(run) {
  const { name: name2, observer } = run;
  const marker = `pg-rehearsal pool ${process.pid} ${Math.random().toString(36).slice(2, 10)}`;
  const tally = { times: [], failures: /* @__PURE__ */ new Map(), wrong: 0 };
  const unreturned = await work(run, marker, tally);
  const idle = run.ends ? "" : ` and state <> 'idle'`;
  const left = await untilNone(observer, `application_name = $1${idle}`, marker);
  const stuck = await untilNone(observer, `datname = $1 and state like 'idle in transaction%'`, run.database);
  const sorted2 = tally.times.toSorted((a, b) => a - b);
  const p95 = sorted2[Math.ceil(sorted2.length * 0.95) - 1] ?? 0;
  return {
    faults: [
      ...[...tally.failures].map(([code, count]) => `${amount(count, "error")} ${code} over ${name2}`),
      ...tally.wrong > 0 ? [`${amount(tally.wrong, "answer")} over ${name2} that nobody gets alone`] : [],
      ...unreturned > 0 ? [`${amount(unreturned, "session")} not given back over ${name2}`] : [],
      ...left > 0 ? [`${amount(left, "session")} left over ${name2}`] : [],
      ...stuck > 0 ? [`${amount(stuck, "transaction")} left open over ${name2}`] : []
    ],
    evidence: `${name2} of ${run.size}: ${formatCount(sorted2.length)} transactions, p95 ${p95.toFixed(1)} ms`
  };
}
async function work({ address, size, clients, workload }, marker, tally) {
  const pool = openPool(address, size, marker);
  const client = async (first) => {
    const own = [...workload.slice(first), ...workload.slice(0, first)];
    let left = MOST_FAILURES;
    for (const statement of own) {
      if (left === 0) return;
      const started = performance.now();
      try {
        const [result] = await pool.transaction([statement]);
        if (result === void 0 || answerOf(result.rows, statement.ordered) !== statement.answer)
          tally.wrong += 1;
        tally.times.push(performance.now() - started);
      } catch (error) {
        const code = failureCode(error);
        if (code === null) throw error;
        left -= 1;
        tally.failures.set(code, (tally.failures.get(code) ?? 0) + 1);
      }
    }
  };
  try {
    const places = Array.from(
      { length: clients },
      (_, index) => Math.floor(index * workload.length / clients)
    );
    await Promise.all(places.map(client));
    return pool.unreturned();
  } finally {
    await pool.close();
  }
}
async function untilNone(observer, where, value) {
  const deadline = performance.now() + END_TIMEOUT_MS;
  for (; ; ) {
    const sql = `select count(*) as n from pg_catalog.pg_stat_activity where ${where}`;
    const left = Number((await observer.query(sql, [value])).rows[0]?.n ?? 0);
    if (left === 0 || performance.now() > deadline) return left;
    await delay(20);
  }
}

// src/stages/readiness/probe-encoding.ts
async function probeTexts({
  snapshot,
  catalog,
  plan,
  load,
  database
}) {
  const whole2 = new Set(
    load.tables.flatMap(
      ({ source: source2, rowsRejected, failure }) => rowsRejected === 0 && failure === null ? [source2] : []
    )
  );
  const source = snapshot.open();
  const connection = await database.connect();
  try {
    const compared = [];
    for (const table of plan.tables.filter((candidate) => whole2.has(candidate.source))) {
      const texts = table.columns.filter(isText2);
      if (texts.length === 0) continue;
      const counting = countTarget(connection, table, texts);
      counting.catch(() => {
      });
      const profiled = countedByProfile(catalog, table);
      const uncounted = texts.filter((column) => !profiled.has(column.source));
      const counted2 = new Map([...profiled, ...countSource(source, table, uncounted)]);
      const there = await counting;
      compared.push(
        ...texts.map((column) => ({
          name: `${table.source}.${column.source}`,
          source: counted2.get(column.source) ?? NOTHING2,
          target: there.get(column.source) ?? NOTHING2
        }))
      );
    }
    return judge(compared);
  } finally {
    source.close();
    await connection.close();
  }
}
var NOTHING2 = { cells: 0, foreign: 0, characters: 0, bytes: 0 };
function isText2({ conversion, type }) {
  return (conversion.kind === "text" || conversion.kind === "json") && type.kind !== "jsonb";
}
function readCounts(row, columns) {
  const figure2 = (name2) => Number(row?.[name2] ?? 0);
  return new Map(
    columns.map(({ source }, index) => [
      source,
      {
        cells: figure2(`n${index}`),
        foreign: figure2(`f${index}`),
        characters: figure2(`c${index}`),
        bytes: figure2(`b${index}`)
      }
    ])
  );
}
function countedByProfile({ tables }, table) {
  const columns = tables.find(({ name: name2 }) => name2 === table.source)?.columns ?? [];
  return new Map(
    columns.flatMap(({ name: name2, profile }) => {
      const { texts, textsNonAscii, textCharacters, totalBytes } = profile;
      if (table.encoding !== "UTF-8" || textCharacters === null || !holdsPlainTexts(profile)) return [];
      return [[name2, { cells: texts, foreign: textsNonAscii, characters: textCharacters, bytes: totalBytes }]];
    })
  );
}
function holdsPlainTexts(profile) {
  const { integers, reals, blobs: blobs2, textsWithNul, textsInvalidUtf8 } = profile;
  return integers + reals + blobs2 + textsWithNul + textsInvalidUtf8 === 0;
}
function countSource(source, table, columns) {
  if (columns.length === 0) return /* @__PURE__ */ new Map();
  const utf16 = table.encoding !== "UTF-8";
  const figures = columns.flatMap((column, index) => {
    const value = quoteIdentifier(column.source);
    const text = decimalText(value);
    const bytes = utf16 ? `length(utf8(${text}))` : `octet_length(${text})`;
    return [
      `count(${value}) as n${index}`,
      `sum(${bytes} <> length(${text})) as f${index}`,
      `sum(length(${text})) as c${index}`,
      `sum(${bytes}) as b${index}`
    ];
  });
  const sql = `select ${figures.join(", ")} from ${quoteIdentifier(table.source)}`;
  return readCounts(source.prepare(sql).get(), columns);
}
async function countTarget(connection, table, columns) {
  const lengths = columns.flatMap((column, index) => {
    const text = `${quoteIdentifier(column.target)}::text`;
    return [`char_length(${text}) as c${index}`, `octet_length(${text}) as b${index}`];
  });
  const figures = columns.flatMap((_, index) => [
    `count(c${index}) as n${index}`,
    `count(*) filter (where b${index} <> c${index}) as f${index}`,
    `sum(c${index}) as c${index}`,
    `sum(b${index}) as b${index}`
  ]);
  const rows = quoteOwnRows(table.target, table.partitioned);
  const result = await connection.query(
    `select ${figures.join(", ")} from (select ${lengths.join(", ")} from ${rows} offset 0) as lengths`
  );
  return readCounts(result.rows[0], columns);
}
function judge(compared) {
  const unequal = (figure2) => compared.filter(({ source, target }) => source[figure2] !== target[figure2]).map(({ name: name2 }) => name2);
  const total = (figure2) => sum(compared.map(({ target }) => target[figure2]));
  const encoded = [...unequal("foreign"), ...unequal("bytes")];
  const cut = [...unequal("cells"), ...unequal("characters")];
  return {
    encoding: encoded.length > 0 ? fail(`Source and target count other bytes, or other cells beyond ASCII, in ${list(encoded)}.`) : pass(
      `Both sides count ${amount(total("foreign"), "cell")} beyond ASCII and ${amount(total("bytes"), "byte")} of UTF-8 in ${amount(compared.length, "column")} of texts.`
    ),
    truncation: cut.length > 0 ? fail(`Source and target count other characters in ${list(cut)}.`) : pass(
      `Both sides count ${amount(total("characters"), "character")} in ${amount(total("cells"), "text")}.`
    )
  };
}

// src/stages/readiness/probe-rules.ts
function judgeForeignKeys(subject, actual) {
  const keys = madeBy(subject, ["foreign-key"]);
  const faults = keys.flatMap(({ table, name: name2, staysInvalid }) => {
    const found = tableOf2(actual, table)?.constraints.find((constraint) => constraint.name === name2);
    if (found === void 0) return [`${name2} of ${table.name} is gone`];
    if (!found.validated && staysInvalid !== true) return [`${name2} of ${table.name} is not validated`];
    return found.enforced ? [] : [`${name2} of ${table.name} is not enforced`];
  });
  if (faults.length > 0) return fail(`By the catalog of PostgreSQL, ${list(faults)}.`);
  return pass(`Its catalog has ${amount(keys.length, "foreign key")}, all validated and enforced.`);
}
var KEYS = ["primary-key", "unique"];
var INDEXES2 = ["unique-index", "index"];
async function probeIndexes(subject, actual, planned) {
  const states = await readStates(subject.database);
  const made = madeBy(subject, [...KEYS, ...INDEXES2]);
  const faults = made.flatMap((statement) => {
    const { table, name: name2 } = statement;
    const state = states.get(JSON.stringify([table.schema, name2]));
    if (state === void 0) return [`${name2} of ${table.name} is gone`];
    if (!state) return [`${name2} of ${table.name} is not valid`];
    const wanted = planned === null ? null : definitionOf(planned, statement);
    const changed = wanted !== null && definitionOf(actual, statement) !== wanted;
    return changed ? [`${name2} of ${table.name} is not what the plan asks for`] : [];
  });
  if (faults.length > 0) return fail(`By the catalog of PostgreSQL, ${list(faults)}.`);
  const equal = planned === null ? "" : " and defined as planned";
  const unused = unusedBy(subject.performance, made);
  return pass([`Its catalog has all ${made.length}, valid${equal}.`, ...unused].join(" "));
}
function unusedBy(performance2, made) {
  if (performance2 === null || made.length === 0) return [];
  const { queries } = performance2;
  const unused = made.filter(({ name: name2 }) => !queries.some(({ indexes }) => indexes.includes(name2)));
  if (unused.length === 0) return ["Each is used by a query of the workload."];
  const byUse = unused.toSorted((a, b) => Number(a.kind !== "index") - Number(b.kind !== "index"));
  const named2 = byUse.map(({ table, name: name2 }) => {
    const asking = queries.find(({ passedOver }) => passedOver.includes(name2));
    const text = `${name2} of ${table.name}`;
    return {
      isIdle: asking === void 0,
      text: asking === void 0 ? text : `${text} (${asking.query.name})`
    };
  });
  const sentence2 = (isIdle2, words) => {
    const texts = named2.filter((one) => one.isIdle === isIdle2).map(({ text }) => text);
    return texts.length === 0 ? [] : [`${formatCount(texts.length)} of them ${words}: ${list(texts)}.`];
  };
  const instead = "would be used by a query for which PostgreSQL reads the whole table, as it is small or most of it is asked for";
  return [...sentence2(true, "no query of the workload uses"), ...sentence2(false, instead)];
}
function madeBy({ schema, load }, kinds) {
  const dropped = new Set(
    load.ledger.filter(({ status }) => status === "dropped" || status === "changed").map(identity)
  );
  return schema.postData.filter(({ kind, entry }) => kinds.includes(kind) && !dropped.has(identity(entry)));
}
var identity = ({ type, table, name: name2 }) => JSON.stringify([type, table, name2]);
function tableOf2(facts, wanted) {
  return facts.tables.find(({ schema, name: name2 }) => schema === wanted.schema && name2 === wanted.name);
}
function definitionOf(facts, { table, name: name2, kind }) {
  const found = tableOf2(facts, table);
  const rules = KEYS.includes(kind) ? found?.constraints : found?.indexes;
  return rules?.find((rule) => rule.name === name2)?.definition ?? null;
}
var SELECT_STATES = `
select n.nspname as schema, c.relname as name, i.indisvalid and i.indisready and i.indislive as usable
  from pg_catalog.pg_index i
  join pg_catalog.pg_class c     on c.oid = i.indexrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace`;
async function readStates(database) {
  const connection = await database.connect();
  try {
    const { rows } = await connection.query(SELECT_STATES);
    return new Map(rows.map(({ schema, name: name2, usable }) => [JSON.stringify([schema, name2]), usable === "t"]));
  } finally {
    await connection.close();
  }
}

// src/stages/readiness/refusal.ts
function refusalOf({ fields }) {
  const [said, code] = [publicMessage(fields), `SQLSTATE ${fields.sqlstate}`];
  return said === code ? code : `${code}, ${said}`;
}

// src/stages/readiness/rollback/probe-rollback.ts
import { existsSync as existsSync3 } from "node:fs";
import { rm } from "node:fs/promises";
import { join as join6 } from "node:path";

// src/stages/readiness/rollback/rowids.ts
function implicitRowid({ tables }, source) {
  const table = tables.find(({ name: name2 }) => name2 === source);
  return table === void 0 || table.rowidAlias !== null ? null : table.rowidName;
}
function readersOfRowids(source, { catalog, performance: performance2 }) {
  const texts = [
    ...catalog.views.map(({ name: name2, sql }) => ({ name: `view ${name2}`, sql })),
    ...catalog.triggers.map(({ name: name2, sql }) => ({ name: `trigger ${name2}`, sql })),
    ...(performance2?.queries ?? []).map(({ query }) => ({
      name: `query ${query.name}`,
      sql: query.sqlite.sql
    }))
  ];
  const columns = catalog.tables.find(({ name: name2 }) => name2 === source)?.columns ?? [];
  const taken = new Set(columns.map(({ name: name2 }) => name2.toLowerCase()));
  const names = ROWID_NAMES.filter((name2) => !taken.has(name2));
  const rowid2 = new RegExp(`\\b(?:${names.join("|")})\\b`, "i");
  return texts.flatMap(
    ({ name: name2, sql }) => rowid2.test(sql) && sql.toLowerCase().includes(source.toLowerCase()) ? [name2] : []
  );
}

// src/stages/readiness/rollback/judge-copy.ts
var SHOWN = 8;
function judgeCopy(compared, by, written, subject) {
  const { objects, rows, cells, respelled: respelled2, newRowids } = compared;
  const faults = faultsOf(compared, subject);
  const what = `The target was written back to a new SQLite file by ${by} in ${seconds(written)} and compared with the snapshot`;
  if (faults.length > 0) {
    const more = faults.length > SHOWN ? ` and ${faults.length - SHOWN} more` : "";
    return fail(`${what}: ${faults.slice(0, SHOWN).join("; ")}${more}.`);
  }
  const { excluded } = subject;
  const left = excluded.length === 0 ? "" : ` Tables that the settings leave out stay out: ${list(excluded)}.`;
  const rowids = newRowids.length === 0 ? "" : ` PostgreSQL holds no rowid that is no column: those of ${list(newRowids)} are new, and no view, trigger or query here reads them.`;
  const as = respelled2.map(({ place: place2, count, unit }) => `${amount(count, unit)} of ${place2}`);
  const documents2 = as.length === 0 ? "" : `, ${list(as)} as the same JSON, spelled otherwise (jsonb keeps neither blanks nor the order of keys)`;
  return pass(
    `${what}: ${formatCount(rows)} rows, every value and storage class of ${formatCount(cells)} cells, and ${amount(objects, "definition")} are the same${documents2}.${rowids}${left}`
  );
}
function faultsOf(compared, subject) {
  const { missingObjects, redefinedObjects, extraObjects } = compared;
  const named2 = (what, names) => names.length === 0 ? [] : [`${what}: ${list(names)}`];
  return [
    ...compared.changed.map(({ column, cells: n }) => `${amount(n, "cell")} of ${column} came back changed`),
    ...compared.missing.map(({ table, rows: n }) => `${amount(n, "row")} of ${table} did not come back`),
    ...compared.extra.map(
      ({ table, rows: n }) => `${amount(n, "row")} of ${table} came back that the snapshot has not`
    ),
    ...named2("not in the new file", missingObjects),
    ...named2("defined otherwise in the new file", redefinedObjects),
    ...named2("in the new file, and not in the snapshot", extraObjects),
    ...named2("not what it is in the snapshot", compared.marks),
    ...compared.newRowids.flatMap((table) => {
      const readers = readersOfRowids(table, subject);
      return readers.length === 0 ? [] : [`the rowids of ${table} are new, and ${list(readers)} may read them`];
    }),
    ...compared.isDamaged ? ["integrity_check finds damage in the new file"] : []
  ];
}

// src/stages/readiness/rollback/same-tables.ts
var HANDLER = new URL("./same-tables-thread.ts", import.meta.url);
async function findSameTables({ path: original, descriptor, encoding, isLarge, threads }, path, trees, signal) {
  if (!isLarge) return /* @__PURE__ */ new Map();
  const request = { original: { path: original, descriptor, encoding }, path, trees };
  const same = await threads.ask(HANDLER, request, signal);
  return new Map(same.map(({ table, rows }) => [table, rows]));
}

// src/stages/readiness/rollback/write-back.ts
async function writeBack({ snapshot, catalog, plan, sequences }, connection, thread, path, signal) {
  const tables = plan.tables.map(({ source }) => source);
  await connection.query("set synchronize_seqscans to off");
  await thread.ask({ kind: "create", sourcePath: snapshot.path, path, tables });
  for (const table of plan.tables) {
    const known = knownOf(catalog, table);
    const isWritten = await writeTable(table, known, true, connection, thread) || await writeTable(table, known, false, connection, thread);
    if (!isWritten) throw new TypeError(`the rows of ${table.source} were not written`);
  }
  const trees = await thread.ask({ kind: "trees" });
  const counters = await readCounters(connection, sequences);
  const finishing = thread.ask({ kind: "finish", counters });
  finishing.catch(() => {
  });
  const same = await findSameTables(snapshot, path, trees, signal);
  await finishing;
  return same;
}
async function writeTable(table, known, byPages, connection, thread) {
  const copySql = await thread.ask({ kind: "begin-table", table, known, byPages });
  await send(connection.copyOut(copySql), thread);
  return await thread.ask({ kind: "end-table", table: table.source });
}
var PIECE_BYTES2 = 256 << 10;
var SEND_AHEAD = 2;
async function send(pieces, thread) {
  const ahead = [];
  const dispatch = async (parts2) => {
    const piece = ownMemory(Buffer.concat(parts2));
    for (const part of parts2) releaseMemory(part);
    const sent = thread.ask({ kind: "rows", piece }, void 0, [piece.buffer]);
    sent.catch(() => {
    });
    ahead.push(sent);
    if (ahead.length > SEND_AHEAD) await ahead.shift();
  };
  let [parts, bytes] = [[], 0];
  for await (const piece of pieces) {
    parts.push(piece);
    bytes += piece.length;
    if (bytes < PIECE_BYTES2) continue;
    await dispatch(parts);
    [parts, bytes] = [[], 0];
  }
  if (parts.length > 0) await dispatch(parts);
  await Promise.all(ahead);
}
async function readCounters(connection, sequences) {
  const counters = [];
  for (const plan of sequences) {
    const name2 = await sequenceOf(connection, plan);
    if (name2 === null) continue;
    const { rows } = await connection.query(`select last_value, is_called from ${name2}`);
    if (rows[0]?.is_called === "t")
      counters.push({ table: plan.sourceTable, last: rows[0].last_value ?? "0" });
  }
  return counters;
}
async function sequenceOf(connection, { table, column, sequence: sequence2 }) {
  if (sequence2 !== void 0) return quoteQualified(sequence2);
  const sql = "select pg_get_serial_sequence($1, $2) as name";
  return (await connection.query(sql, [quoteQualified(table), column])).rows[0]?.name ?? null;
}

// src/stages/readiness/rollback/probe-rollback.ts
function startCopyThread() {
  return new RequestThread(new URL("./copy-thread.ts", import.meta.url), revive);
}
async function probeRollback(subject, command, thread, signal) {
  const path = join6(subject.directory, "rolled-back.sqlite");
  const end = () => void thread.end();
  signal.addEventListener("abort", end, { once: true });
  try {
    return await writeAndCompare(subject, command, thread, path, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", end);
    await thread.end();
    await rm(path, { force: true });
  }
}
var NONE_KNOWN = /* @__PURE__ */ new Map();
async function writeAndCompare(subject, command, thread, path, signal) {
  const started = performance.now();
  const outcome = command === null ? await writeItBack(subject, thread, path, signal) : await runRollback(subject, command, path, signal);
  if (typeof outcome === "string") return fail(`The target could not be written back: ${outcome}.`);
  if (!existsSync3(path)) return fail("The rollback command has written no file to $ROLLBACK_PATH.");
  const written = performance.now() - started;
  const isOwners = command !== null;
  const compared = await compareOrExplain(subject, thread, path, isOwners, outcome ?? NONE_KNOWN);
  if (typeof compared === "string") return fail(`The file that was written back cannot be read: ${compared}.`);
  const finding2 = judgeCopy(compared, isOwners ? "the owner's command" : "this run", written, subject);
  if (!isOwners || finding2.status !== "pass" || compared.rows === 0) return finding2;
  if (!await writesWithoutTarget(subject, command, thread, signal)) return finding2;
  return unverified(
    "The rollback command writes the rows of the snapshot from an empty database too, so it has not shown that it reads the target."
  );
}
function runRollback({ database, directory, commands: commands2 }, command, path, signal) {
  const surroundings = { database, directory, variables: { ROLLBACK_PATH: path }, ...shownBy(commands2) };
  return runOwnersCommand(command, surroundings, signal);
}
async function writesWithoutTarget(subject, command, thread, signal) {
  const path = join6(subject.directory, "from-nothing.sqlite");
  const failure = await withScratchDatabase(
    subject.server,
    { keep: false, signal },
    (database) => runRollback({ ...subject, database }, command, path, signal)
  );
  try {
    if (failure !== null || !existsSync3(path)) return false;
    const compared = await compareOrExplain(subject, thread, path, false, NONE_KNOWN);
    return typeof compared !== "string" && compared.rows > 0;
  } finally {
    await rm(path, { force: true });
  }
}
function revive(error) {
  return error.name === "ScriptError" ? new ScriptError(0, error.message) : reviveSqliteError(error);
}
async function writeItBack(subject, thread, path, signal) {
  const connection = await subject.database.connect();
  try {
    const { sequences } = subject.schema;
    return await writeBack({ ...subject, sequences }, connection, thread, path, signal);
  } catch (error) {
    if (error instanceof ScriptError) return `SQLite refuses a definition of the source: ${error.message}`;
    const code = sqliteResultCode(error);
    if (code === null) throw error;
    return `SQLite refuses a row that PostgreSQL holds (${code})`;
  } finally {
    await connection.close();
  }
}
async function compareOrExplain({ snapshot, catalog, plan, excluded }, thread, path, checksFile, same) {
  const tables = plan.tables.map((table) => ({
    plan: table,
    known: knownOf(catalog, table),
    rowid: implicitRowid(catalog, table.source)
  }));
  try {
    return await thread.ask({
      kind: "compare",
      original: snapshot.path,
      copy: path,
      tables,
      excluded,
      same,
      checksFile
    });
  } catch (error) {
    const code = sqliteResultCode(error);
    if (code === null) throw error;
    return String(code);
  }
}

// src/engines/postgres/provision/copied-cluster.ts
import { constants } from "node:fs";
import { chown as chown2, copyFile, mkdir, readdir as readdir2 } from "node:fs/promises";
import { join as join8, relative as relative3 } from "node:path";

// src/engines/postgres/provision/tls-server.ts
import { chown, writeFile } from "node:fs/promises";
import { join as join7 } from "node:path";

// src/engines/postgres/provision/throw-away-authority.ts
import { generateKeyPairSync, randomBytes as randomBytes2, sign } from "node:crypto";
var HOUR_MS = 36e5;
function makeAuthority() {
  const [root, server] = [keyPair(), keyPair()];
  const authority = certificate("pg-rehearsal throw-away authority", root.publicKey, root.privateKey, [
    extension("551d13", true, sequence(tlv(1, Buffer.from([255])))),
    extension("551d0f", true, tlv(3, Buffer.from([1, 6])))
  ]);
  const own = certificate("127.0.0.1", server.publicKey, root.privateKey, [
    extension("551d11", false, sequence(tlv(135, Buffer.from([127, 0, 0, 1]))))
  ]);
  return {
    authority: pem(authority),
    certificate: pem(own),
    key: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString()
  };
}
function keyPair() {
  return generateKeyPairSync("ec", { namedCurve: "prime256v1" });
}
function certificate(subject, publicKey, signer, extensions) {
  const now = Date.now();
  const body = sequence(
    tlv(160, tlv(2, Buffer.from([2]))),
    tlv(2, Buffer.concat([Buffer.from([1]), randomBytes2(15)])),
    ECDSA_WITH_SHA256,
    name("pg-rehearsal throw-away authority"),
    sequence(time(now - HOUR_MS), time(now + 24 * HOUR_MS)),
    name(subject),
    publicKey.export({ type: "spki", format: "der" }),
    tlv(163, sequence(...extensions))
  );
  const signature = sign("sha256", body, signer);
  return sequence(body, ECDSA_WITH_SHA256, tlv(3, Buffer.concat([Buffer.from([0]), signature])));
}
function tlv(tag, ...parts) {
  const value = Buffer.concat(parts);
  const long = [...Buffer.from(value.length.toString(16).padStart(value.length > 255 ? 4 : 2, "0"), "hex")];
  const length = value.length < 128 ? [value.length] : [128 | long.length, ...long];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}
function sequence(...parts) {
  return tlv(48, ...parts);
}
var oid = (hex2) => tlv(6, Buffer.from(hex2, "hex"));
var ECDSA_WITH_SHA256 = sequence(oid("2a8648ce3d040302"));
function name(common) {
  return sequence(tlv(49, sequence(oid("550403"), tlv(12, Buffer.from(common)))));
}
function time(at) {
  return tlv(23, Buffer.from(`${new Date(at).toISOString().replaceAll(/\D/g, "").slice(2, 14)}Z`));
}
function extension(id, critical, value) {
  const mark = critical ? [tlv(1, Buffer.from([255]))] : [];
  return sequence(oid(id), ...mark, tlv(4, value));
}
function pem(der) {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----
${lines.join("\n")}
-----END CERTIFICATE-----
`;
}

// src/engines/postgres/provision/tls-server.ts
var HOST = "127.0.0.1";
var RULES = `
hostssl all all ${HOST}/32 scram-sha-256
local   all all            scram-sha-256
`;
async function secureCluster(cluster, home, rules = RULES) {
  const { authority, certificate: certificate2, key } = makeAuthority();
  const files = { "server.crt": certificate2, "server.key": key, "pg_hba.conf": rules };
  for (const [name2, content] of Object.entries(files)) {
    const path = join7(home.serverFolder, CLUSTER_FOLDER, name2);
    await writeFile(path, content, { mode: 384 });
    if (home.user !== null) await chown(path, home.user.uid, home.user.gid);
  }
  const [folder, port] = [home.serverFolder, await freePort(HOST)];
  const listen = { unix_socket_directories: folder, listen_addresses: HOST, port: String(port) };
  const endpoint = { host: folder, port, settings: listen };
  return {
    cluster: { ...cluster, settings: { ...cluster.settings, ssl: "on" }, endpoint },
    addressOf: ({ address }) => ({ ...address, host: HOST, tls: { ca: authority } })
  };
}
async function withTlsServer(version, signal, use, rules = RULES) {
  const found = findServerPackage(version);
  const origin = { provision: "embedded", majorVersion: found.majorVersion };
  const secured = Promise.withResolvers();
  return await withServerOn(
    found,
    signal,
    async (programs, home) => {
      const empty = await initialiseCluster(programs, origin, home, signal);
      const made = await secureCluster(empty, home, rules);
      secured.resolve(made);
      return made.cluster;
    },
    async (server) => use((await secured.promise).addressOf(server))
  );
}

// src/engines/postgres/provision/copied-cluster.ts
var NOT_DATA = ["postmaster.pid", "postmaster.opts"];
var COPY_SETTINGS = { shared_buffers: "8MB" };
async function withCopiedCluster(original, database, signal, use) {
  const files = await settledFiles(original, database);
  const begun = performance.now();
  const made = Promise.withResolvers();
  const make = async (_, home) => {
    await copyCluster(files, join8(home.serverFolder, CLUSTER_FOLDER), home);
    const copiedAt = performance.now();
    const password = original.address.password ?? "";
    const tls = await secureCluster({ password, settings: COPY_SETTINGS, database }, home);
    made.resolve({ ...tls, copiedAt });
    return tls.cluster;
  };
  return await withServerOn(findServerPackage(original.majorVersion), signal, make, async (server) => {
    const { addressOf, copiedAt } = await made.promise;
    const started = performance.now() - copiedAt;
    return await use({ server, tlsAddress: addressOf(server), copied: copiedAt - begun, started });
  });
}
async function settledFiles({ address }, database) {
  const connection = await connect(address);
  try {
    await connection.query("checkpoint");
    const sql = `select oid, current_setting('data_directory') as folder from pg_database where datname <> $1`;
    const { rows } = await connection.query(sql, [database]);
    const folder = rows[0]?.folder ?? "";
    return { folder, others: rows.map(({ oid: oid2 }) => join8(folder, "base", oid2 ?? "")) };
  } finally {
    await connection.close();
  }
}
async function copyCluster({ folder: from, others }, to, { user }) {
  const give = async (path) => {
    if (user !== null) await chown2(path, user.uid, user.gid);
  };
  const make = async (path) => {
    await mkdir(path, { mode: 448 });
    await give(path);
  };
  const targetOf = (entry) => join8(to, relative3(from, join8(entry.parentPath, entry.name)));
  await make(to);
  const found = await readdir2(from, { recursive: true, withFileTypes: true });
  const isOfOthers = ({ parentPath, name: name2 }) => [parentPath, join8(parentPath, name2)].some((path) => others.includes(path));
  const wanted = found.filter((entry) => !isOfOthers(entry));
  for (const folder of wanted.filter((entry) => entry.isDirectory())) await make(targetOf(folder));
  const files = wanted.filter((entry) => !entry.isDirectory() && !NOT_DATA.includes(entry.name));
  for (const file of files.toSorted(controlFirst)) {
    const target = targetOf(file);
    if (await copied(join8(file.parentPath, file.name), target)) await give(target);
  }
}
function controlFirst(a, b) {
  return Number(b.name === CONTROL) - Number(a.name === CONTROL);
}
var CONTROL = "pg_control";
async function copied(source, target) {
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

// src/stages/readiness/second-server.ts
async function secondServer({ server, database }, { backup, statements }) {
  const isExecuted2 = statements["backup-restore"]?.notApplicable == null;
  if (server.provision !== "embedded" || !isExecuted2 || backup.backupCommand !== null) return null;
  if (await findClientPrograms(server.majorVersion) !== null) return null;
  const unneeded = Promise.withResolvers();
  let [lent, ended] = [null, Promise.resolve()];
  const begin = (signal) => {
    const ready = Promise.withResolvers();
    ended = withCopiedCluster(server, database.name, signal, async (cluster) => {
      ready.resolve(cluster);
      await unneeded.promise;
    }).catch(ready.reject);
    return ready.promise;
  };
  return {
    take: (signal) => {
      lent ??= begin(signal);
      return lent;
    },
    close: async () => {
      unneeded.resolve();
      await ended;
    }
  };
}

// src/stages/readiness/security/row-write.ts
var RESTART_SEQUENCES = `do $probe$
declare s record; next numeric;
begin
  for s in
    select c.oid::regclass as name, q.seqincrement as step, q.seqmin as least, q.seqmax as most
      from pg_catalog.pg_sequence q
      join pg_catalog.pg_class c on c.oid = q.seqrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  loop
    execute format('select last_value::numeric + case when is_called then %s else 0 end from %s', s.step, s.name)
       into next;
    execute format('alter sequence %s restart with %s', s.name, least(greatest(next, s.least), s.most));
  end loop;
end $probe$`;
async function protectSequences(connection) {
  await connection.query(RESTART_SEQUENCES);
}
async function whyNoTriggerFires(connection) {
  const { rows } = await connection.query(`select current_setting('session_replication_role') as role`);
  if (rows[0]?.role !== "replica") return null;
  await connection.query("savepoint origin");
  const refusal = await tryStatement(connection, "set local session_replication_role to origin");
  if (refusal === null) return null;
  await connection.query("rollback to savepoint origin");
  return "what triggers do: the sessions of the user of the run begin with session_replication_role=replica, and it may not change that";
}
var ROW = "pg_temp.rehearsal_row";
var NEW = "pg_temp.rehearsal_new";
var PLACE = 'target.tableoid = kept."rehearsal part" and target.ctid = kept."rehearsal place"';
async function rowWrite(connection, table, writing, at = null) {
  const { name: name2, columns } = table;
  const isEmpty = (await connection.query(`select 1 from ${name2} limit 1`)).rowCount === 0;
  const where = at === null ? "" : `where r.tableoid = ${quoteLiteral(at.part)}::oid and r.ctid = ${quoteLiteral(at.place)}::tid`;
  const room = await makingRoom(connection, table, writing);
  const prepare2 = [
    `create temp table rehearsal_row as select tableoid as "rehearsal part", ctid as "rehearsal place", r.* from ${name2} r ${where} limit 1`,
    `grant select on ${ROW} to public`,
    // without it the planner expects thousands of rows and reads the whole table
    `analyze ${ROW}`,
    ...room,
    "set constraints all immediate"
  ];
  switch (writing) {
    case "insert": {
      const given = columns.filter(({ hasDefault }) => !hasDefault);
      const names = given.map((column) => column.name).join(", ");
      const nulls = given.map(({ type }) => `null::${type}`).join(", ");
      if (given.length === 0) return { prepare: prepare2, statement: `insert into ${name2} default values` };
      const values = isEmpty ? nulls : `${names} from ${ROW}`;
      return { prepare: prepare2, statement: `insert into ${name2} (${names}) select ${values}` };
    }
    case "update": {
      const written = columns.filter(({ isAlwaysIdentity }) => !isAlwaysIdentity);
      const set2 = written.map((column) => `${column.name} = kept.${column.name}`).join(", ");
      const statement = `update ${name2} as target set ${set2} from ${ROW} as kept where ${PLACE}`;
      return isEmpty ? null : { prepare: prepare2, statement };
    }
    case "delete": {
      const statement = `delete from ${name2} as target using ${ROW} as kept where ${PLACE}`;
      return isEmpty ? null : { prepare: prepare2, statement };
    }
    default:
      return writing;
  }
}
var NEAR = 1e3;
async function rowChange(connection, table) {
  const { name: name2 } = table;
  const unique = await uniqueColumns(connection, table);
  const free = table.columns.filter((column) => !column.isAlwaysIdentity && !unique.has(column.name));
  const write = await rowWrite(connection, table, "update");
  if (write === null || free.length === 0) return null;
  const differences = free.map(
    (column) => `(o.${column.name}::text is distinct from kept.${column.name}::text)::integer`
  );
  const other = `select o.* from (select * from ${name2} limit ${NEAR}) o, ${ROW} kept where ${differences.join(" + ")} > 0 order by ${differences.join(" + ")} desc limit 1`;
  const set2 = free.map((column) => `${column.name} = changed.${column.name}`).join(", ");
  return {
    prepare: [
      ...write.prepare,
      `create temp table rehearsal_new as ${other}`,
      `grant select on ${NEW} to public`
    ],
    needs: `select 1 from ${NEW}`,
    statement: `update ${name2} as target set ${set2} from ${ROW} as kept, ${NEW} as changed where ${PLACE}`
  };
}
var SELECT_UNIQUE = `
select distinct a.attname as name
  from pg_catalog.pg_index i
  join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
 where i.indrelid = $1::oid and i.indisunique`;
async function uniqueColumns(connection, { oid: oid2 }) {
  const { rows } = await connection.query(SELECT_UNIQUE, [oid2]);
  return new Set(rows.map((row) => quoteIdentifier(row.name ?? "")));
}
var SELECT_REFERENCES = `
select format('alter table %s drop constraint %I', conrelid::regclass, conname) as sql
  from pg_catalog.pg_constraint
 where contype = 'f' and confrelid = $1::oid and conparentid = 0`;
async function makingRoom(connection, { name: name2, oid: oid2 }, writing) {
  if (writing === "update") return [];
  if (writing === "delete") {
    return (await connection.query(SELECT_REFERENCES, [oid2])).rows.map(({ sql }) => sql ?? "");
  }
  if (!await isSuperuser(connection)) return [];
  return [
    "set local session_replication_role to replica",
    `delete from ${name2} as target using ${ROW} as kept where ${PLACE}`,
    "set local session_replication_role to origin"
  ];
}
async function isSuperuser(connection) {
  const { rows } = await connection.query(`select current_setting('is_superuser') as superuser`);
  return rows[0]?.superuser === "on";
}

// src/stages/readiness/security/access/extension-rights.ts
var givenByExtension = (catalog, oid2, right) => `
exists (select from pg_catalog.pg_init_privs i cross join lateral aclexplode(i.initprivs) e
         where i.privtype = 'e' and i.classoid = 'pg_catalog.${catalog}'::regclass and i.objoid = ${oid2} and i.objsubid = 0
           and e.grantee = 0 and e.privilege_type = ${right} and not e.is_grantable)`;

// src/stages/readiness/security/access/held-rights.ts
var follows = (owner) => `reach.rolsuper or ${owner} in (select oid from reach)`;
var SELECT_HELD = `
with role as (select oid, rolsuper from pg_catalog.pg_roles where rolname = $1),
reach as (
  select g.oid, g.rolname, g.rolsuper from role r
    join pg_catalog.pg_roles g on g.oid = r.oid or (not r.rolsuper and pg_has_role(r.oid, g.oid, 'member'))),
own as (
  select oid, nspname, nspowner from pg_catalog.pg_namespace
   where nspname !~ '^pg_' and nspname <> 'information_schema'),
relation as (
  select c.oid, own.oid as namespace, nspname,
         case when c.relispartition then pg_partition_root(c.oid)::oid else c.oid end as root, c.relname, c.relowner,
         case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind
    from pg_catalog.pg_class c join own on own.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'v', 'm', 'f')),
everybody as (
  select r.oid, lower(a.privilege_type) as right_name
    from relation r join pg_catalog.pg_class c on c.oid = r.oid cross join lateral aclexplode(c.relacl) a
   where a.grantee = 0 and ${givenByExtension("pg_class", "r.oid", "a.privilege_type")}),
asked (right_name) as (
  select unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'])
  union all
  select 'maintain' where current_setting('server_version_num')::int >= 170000),
option (suffix) as (values (''), (' with grant option')),
function as (
  select p.oid, own.oid as namespace, nspname, p.proname, p.proowner
    from pg_catalog.pg_proc p join own on own.oid = p.pronamespace
   where p.prosecdef and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
     and not exists (select from pg_catalog.pg_depend d
                      where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'))
select right_name as right, suffix <> '' as passed_on, r.kind, root as oid, nspname as schema,
       relname as name, rolname as by, ${follows("r.relowner")} as follows
  from reach, relation r, asked, option
 where has_schema_privilege(reach.oid, r.namespace, 'usage')
   and not (suffix = '' and (r.oid, right_name) in (select everybody.oid, everybody.right_name from everybody)
            and not has_table_privilege(reach.oid, r.oid, right_name || ' with grant option'))
   and case when right_name in ('select', 'insert', 'update', 'references')
            then has_any_column_privilege(reach.oid, r.oid, right_name || suffix)
            else has_table_privilege(reach.oid, r.oid, right_name || suffix) end
union all
select 'execute', suffix <> '', 'function', f.oid, nspname, proname, rolname, ${follows("f.proowner")}
  from reach, function f, option
 where has_schema_privilege(reach.oid, f.namespace, 'usage')
   and has_function_privilege(reach.oid, f.oid, 'execute' || suffix)
union all
select 'create', false, 'container', own.oid, nspname, 'objects in the schema ' || nspname, rolname, ${follows("own.nspowner")}
  from reach, own
 where has_schema_privilege(reach.oid, own.oid, 'create')
union all
select 'create', false, 'container', d.oid, '', 'schemas', rolname, ${follows("d.datdba")}
  from reach, pg_catalog.pg_database d
 where d.datname = current_database() and has_database_privilege(reach.oid, d.oid, 'create')
union all
select lower(a.privilege_type), a.is_grantable, 'default', d.oid, '', '', reach.rolname, ${follows("d.defaclrole")}
  from pg_catalog.pg_default_acl d
  cross join lateral aclexplode(d.defaclacl) a
  join reach on reach.oid = a.grantee and reach.oid <> d.defaclrole
 where d.defaclobjtype in ('r', 'n') and a.privilege_type <> 'USAGE'`;
async function readHeldRights(connection, role) {
  const { rows } = await connection.query(SELECT_HELD, [role]);
  return rows.map((row) => ({
    right: row.right ?? "",
    passedOn: row.passed_on === "t",
    kind: row.kind,
    oid: row.oid ?? "",
    schema: row.schema ?? "",
    name: row.name ?? "",
    by: row.by ?? "",
    follows: row.follows === "t"
  }));
}

// src/stages/readiness/checklist-settings.ts
var RIGHTS = ["select", "insert", "update", "delete", "truncate"];

// src/stages/readiness/security/access/judge-held-rights.ts
function judgeHeldRights({ name: role, granted }, held, names) {
  const key = ({ right, passedOn, kind, oid: oid2, name: what }) => [right, passedOn, kind, oid2, what].join(" ");
  const own = new Set(held.filter(({ by }) => by === role).map(key));
  const inOrder2 = held.filter((one) => one.by === role || !own.has(key(one))).filter((one) => !one.follows && !(granted.owner === true && one.kind === "container")).toSorted((one, other) => orderOf(one) - orderOf(other));
  const nouns = inOrder2.filter(({ right }) => NOUNS.has(right));
  const later = inOrder2.filter((one) => one.kind === "default" && !nouns.includes(one));
  return [
    ...grantedWithAll(role, nouns, names),
    ...grantedLater(role, granted, later),
    ...inOrder2.filter((right) => !nouns.includes(right)).flatMap((right) => excessOf(role, granted, right, names)),
    ...missing(role, granted, held, names)
  ];
}
function orderOf({ right }) {
  const place2 = RIGHTS.indexOf(right);
  return place2 === -1 ? RIGHTS.length : place2;
}
var VERBS = {
  references: "make references",
  trigger: "create triggers",
  maintain: "run maintenance"
};
var NOUNS = new Set(Object.keys(VERBS));
function grantedWithAll(role, nouns, names) {
  const objects = [...Map.groupBy(nouns, ({ oid: oid2, by }) => `${oid2} ${by}`).values()].flatMap((held) => {
    const [first] = held;
    const rights = [...new Set(held.map(({ right }) => right))];
    return first === void 0 ? [] : [{ ...first, rights }];
  });
  const alike = Map.groupBy(objects, ({ kind, by, rights }) => JSON.stringify([kind, by, rights]));
  return [...alike.values()].flatMap((some) => {
    const [first] = some;
    if (first === void 0) return [];
    const { rights, kind, oid: oid2, name: name2, by } = first;
    const acts = rights.map((right) => VERBS[right] ?? right).join(" and ");
    const one = kind === "default" ? "whatever is created" : names.sources.get(oid2) ?? name2;
    const on = kind === "default" || some.length === 1 ? one : amount(some.length, kind);
    const advice = rights.includes("references") && rights.includes("trigger") ? ADVICE : "";
    return [`${role} may ${acts} on ${on}${by === role ? "" : ` as ${by}`}${advice}`];
  });
}
var ADVICE = " (from GRANT ALL: write the rights that it needs instead, such as GRANT SELECT, INSERT, UPDATE, DELETE)";
function grantedLater(role, granted, later) {
  const excess = later.filter(({ right, passedOn }) => passedOn || !globsOf(granted, right).includes("*"));
  return [...Map.groupBy(excess, ({ by }) => by)].map(([by, some]) => {
    const acts = [...new Set(some.map(({ right }) => right))].join(" and ");
    return `${role} may ${acts} on whatever is created${by === role ? "" : ` as ${by}`}`;
  });
}
function excessOf(role, granted, held, names) {
  const { right, passedOn, kind, name: name2, by } = held;
  const through = by === role ? "" : ` as ${by}`;
  switch (kind) {
    case "container":
      return [`${role} may create ${name2}${through}`];
    case "default":
      return [];
    case "function": {
      const what = `execute ${name2}(), which has the rights of its owner${through}`;
      if (!matchesAny([name2], granted.execute ?? [])) return passedOn ? [] : [`${role} may ${what}`];
      return passedOn ? [`${role} may let others ${what}`] : [];
    }
    case "table":
    case "view": {
      const called = names.sources.get(held.oid) ?? name2;
      if (!matchesAny(namesOf(held, names), globsOf(granted, right))) {
        return passedOn ? [] : [`${role} may ${right} on ${called}${through}`];
      }
      return passedOn ? [`${role} may let others ${right} on ${called}${through}`] : [];
    }
    default:
      return kind;
  }
}
function missing(role, granted, held, names) {
  const own = held.filter(({ by }) => by === role);
  const views = RIGHTS.flatMap(
    (right) => globsOf(granted, right).filter((glob) => !/[*?]/.test(glob)).filter((glob) => !names.tables.some((table) => matchesGlob(table, glob))).filter((glob) => names.others.some((called) => matchesAny(called, [glob]))).filter((glob) => !own.some((one) => one.right === right && matchesAny(namesOf(one, names), [glob]))).map((glob) => `${role} may not ${right} on ${glob}`)
  );
  const functions2 = (granted.execute ?? []).filter((glob) => !/[*?]/.test(glob) && names.functions.some((name2) => matchesGlob(name2, glob))).filter((glob) => !own.some(({ kind, name: name2 }) => kind === "function" && matchesGlob(name2, glob))).map((glob) => `${role} may not execute ${glob}`);
  return [...views, ...functions2];
}
function globsOf(granted, right) {
  const known = RIGHTS.find((one) => one === right);
  return known === void 0 ? [] : granted[known] ?? [];
}
function namesOf({ oid: oid2, schema, name: name2 }, { sources }) {
  const source = sources.get(oid2);
  return source === void 0 ? [name2, `${schema}.${name2}`] : [source];
}
function matchesAny(names, globs) {
  return globs.some((glob) => names.some((name2) => matchesGlob(name2, glob)));
}

// src/stages/readiness/security/access/attempt.ts
var bare = (role) => ({ role, settings: [] });
async function attempt(connection, login, sql, prepare2 = []) {
  const touched = await attemptRows(connection, login, sql, prepare2);
  return typeof touched === "number" ? null : touched;
}
async function attemptRows(connection, { role, settings }, sql, prepare2) {
  return await takenBack(connection, async () => {
    for (const statement of prepare2) await connection.query(statement);
    await set(connection, settings);
    try {
      await connection.query(`set local role ${quoteIdentifier(role)}`);
      return (await connection.query(sql)).rowCount;
    } catch (error) {
      if (error instanceof PostgresRefusal) return error.fields;
      throw error;
    }
  });
}
async function asLogin(connection, login, work2) {
  return await takenBack(connection, async () => {
    await become(connection, login);
    return await work2();
  });
}
async function become(connection, { role, settings }) {
  await set(connection, settings);
  await connection.query(`set local role ${quoteIdentifier(role)}`);
}
async function takenBack(connection, work2) {
  await connection.query("savepoint attempt");
  try {
    return await work2();
  } finally {
    await connection.query("rollback to savepoint attempt; release savepoint attempt");
  }
}
async function set(connection, settings) {
  if (settings.length > 0) await connection.query(setStatement(settings));
}
var IN_TRANSACTION = {
  default_transaction_read_only: "transaction_read_only"
};
function setStatement(settings) {
  const calls = settings.map(
    ({ name: name2, value }) => `pg_catalog.set_config(${quoteLiteral(IN_TRANSACTION[name2] ?? name2)}, ${quoteLiteral(value)}, true)`
  );
  return `select ${calls.join(", ")}`;
}

// src/stages/readiness/security/access/login-settings.ts
var SELECT_SETTINGS = `
select left(entry, strpos(entry, '=') - 1) as name, substr(entry, strpos(entry, '=') + 1) as value
  from pg_catalog.pg_db_role_setting s
  left join pg_catalog.pg_roles r on r.oid = s.setrole
  cross join lateral unnest(s.setconfig) entry
 where (s.setdatabase = 0 or s.setdatabase = (select oid from pg_catalog.pg_database where datname = current_database()))
   and (s.setrole = 0 or (r.rolname = $1 and r.rolcanlogin))
 order by s.setrole <> 0, s.setdatabase <> 0`;
async function readLoginSettings(connection, role) {
  const { rows } = await connection.query(SELECT_SETTINGS, [role]);
  const all = new Map(rows.map(({ name: name2, value }) => [(name2 ?? "").toLowerCase(), value ?? ""]));
  const [settings, faults, untried] = [[], [], []];
  for (const [name2, value] of all) {
    if (isWithoutRights(name2)) continue;
    if (name2 === "session_replication_role" && value === "replica") {
      faults.push(
        `the sessions of ${role} begin with session_replication_role=replica, which switches triggers and foreign keys off`
      );
    }
    const why = AT_LOGIN[name2] ?? await whyNot(connection, { name: name2, value });
    if (why === null) settings.push({ name: name2, value });
    else untried.push(`the sessions of ${role} with ${name2}, which is set for them (${why})`);
  }
  return { login: { role, settings }, faults, untried };
}
var AT_LOGIN = {
  role: "they become another role",
  session_authorization: "they become another role",
  session_preload_libraries: "they load libraries",
  local_preload_libraries: "they load libraries"
};
function isWithoutRights(name2) {
  return /^(log_|transaction_|default_transaction_(?!read_only)|client_)|_timeout$/.test(name2);
}
async function whyNot(connection, setting) {
  const refusal = await takenBack(connection, () => tryStatement(connection, setStatement([setting])));
  return refusal === null ? null : `SQLSTATE ${refusal.sqlstate}`;
}

// src/stages/readiness/security/access/ownership.ts
var SELECT_OWNED = `
with role as (select oid, rolsuper from pg_catalog.pg_roles where rolname = $1),
reach as (
  select g.oid, g.rolname from role r
    join pg_catalog.pg_roles g on g.oid = r.oid or (not r.rolsuper and pg_has_role(r.oid, g.oid, 'member'))),
own as (
  select oid, nspname, nspowner from pg_catalog.pg_namespace
   where nspname !~ '^pg_' and nspname <> 'information_schema'),
owned (owner, place, kind, oid, name) as (
  select c.relowner, case c.relkind when 'S' then 2 when 'v' then 3 when 'm' then 3 else 1 end,
         case c.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'view' else 'table' end,
         c.oid, c.oid::regclass::text
    from pg_catalog.pg_class c join own on own.oid = c.relnamespace
   where c.relkind in ('r', 'p', 'S', 'v', 'm', 'f')
  union all
  select p.proowner, 4, 'function', p.oid, p.oid::regprocedure::text
    from pg_catalog.pg_proc p join own on own.oid = p.pronamespace
  union all
  select nspowner, 5, 'schema', oid, nspname from own
  union all
  select d.datdba, 6, 'database', d.oid, ''
    from pg_catalog.pg_database d where d.datname = current_database())
select reach.rolname as by, kind, owned.oid, name
  from owned join reach on reach.oid = owned.owner
 order by reach.rolname <> $1, reach.rolname, place, name`;
async function readOwned(connection, role) {
  const { rows } = await connection.query(SELECT_OWNED, [role]);
  return rows.map((row) => ({
    by: row.by ?? "",
    kind: row.kind,
    oid: row.oid ?? "",
    name: row.name ?? ""
  }));
}
function inWords(owned) {
  const kinds = [...Map.groupBy(owned, ({ kind }) => kind)].map(([kind, all]) => {
    if (kind === "database") return "the database";
    return all.length === 1 ? `the ${kind} ${all[0]?.name}` : amount(all.length, kind);
  });
  return kinds.length < 2 ? kinds.join("") : `${kinds.slice(0, -1).join(", ")} and ${kinds.at(-1)}`;
}

// src/stages/readiness/security/access/public-rights.ts
var SELECT_PUBLIC = `
with own as (
  select oid, nspname, nspacl from pg_catalog.pg_namespace
   where nspname !~ '^pg_' and nspname <> 'information_schema')
select lower(a.privilege_type) || ' on ' || c.relname as what
  from pg_catalog.pg_class c
  join own on own.oid = c.relnamespace
  cross join lateral aclexplode(c.relacl) a
 where a.grantee = 0 and not ${givenByExtension("pg_class", "c.oid", "a.privilege_type")}
union all
select lower(a.privilege_type) || ' on ' || c.relname || '.' || t.attname
  from pg_catalog.pg_attribute t
  join pg_catalog.pg_class c on c.oid = t.attrelid
  join own on own.oid = c.relnamespace
  cross join lateral aclexplode(t.attacl) a
 where a.grantee = 0
union all
select lower(a.privilege_type) || ' on the schema ' || nspname
  from own cross join lateral aclexplode(nspacl) a
 where a.grantee = 0
   and not ${givenByExtension("pg_namespace", "own.oid", "a.privilege_type")}
   and not (nspname = 'public' and a.privilege_type = 'USAGE')
   and not (nspname = 'public' and current_setting('server_version_num')::int < 150000)
union all
select 'create on the database'
  from pg_catalog.pg_database d cross join lateral aclexplode(d.datacl) a
 where d.datname = current_database() and a.grantee = 0 and a.privilege_type = 'CREATE'
union all
select lower(a.privilege_type) || ' on whatever is created'
  from pg_catalog.pg_default_acl d cross join lateral aclexplode(d.defaclacl) a
 where a.grantee = 0 and d.defaclobjtype in ('r', 'S', 'n')`;
async function publicRights(connection) {
  const { rows } = await connection.query(SELECT_PUBLIC);
  return rows.map(({ what }) => `PUBLIC may ${what}`);
}

// src/stages/readiness/security/access/parameter-rights.ts
var FIRST_WITH_RIGHTS = 15e4;
var SELECT_SILENCERS = `
select g.rolname as name
  from pg_catalog.pg_roles r
  join pg_catalog.pg_roles g on g.oid = r.oid or (not r.rolsuper and pg_has_role(r.oid, g.oid, 'member'))
 where r.rolname = $1 and not g.rolsuper
   and has_parameter_privilege(g.oid, 'session_replication_role', 'set')
 order by g.oid <> r.oid, g.rolname
 limit 1`;
async function parameterFaults(connection, role) {
  const version = await connection.query(`select current_setting('server_version_num') as number`);
  if (Number(version.rows[0]?.number) < FIRST_WITH_RIGHTS) return [];
  const { rows } = await connection.query(SELECT_SILENCERS, [role]);
  return rows.map(({ name: name2 }) => {
    const through = name2 === role ? "" : ` through ${name2}`;
    return `${role} may switch triggers and foreign keys off by session_replication_role${through}`;
  });
}

// src/stages/readiness/security/access/role-faults.ts
var SELECT_REACH = `
select g.rolname as name, g.oid = r.oid as itself, g.rolsuper as superuser, g.rolbypassrls as bypasses,
       g.rolcreaterole as creates_roles, g.rolcreatedb as creates_databases, g.rolreplication as replicates,
       r.rolcanlogin and r.rolconnlimit <> 0 and coalesce(r.rolvaliduntil > now(), true) as logs_in,
       has_database_privilege(r.oid, current_database(), 'connect') as connects,
       d.datallowconn and (d.datconnlimit = -1 or d.datconnlimit > 0 or r.rolsuper) as lets_in
  from pg_catalog.pg_roles r
  join pg_catalog.pg_roles g on g.oid = r.oid or (not r.rolsuper and pg_has_role(r.oid, g.oid, 'member'))
  join pg_catalog.pg_database d on d.datname = current_database()
 where r.rolname = $1
 order by g.oid <> r.oid, g.rolname`;
var PREDEFINED = {
  pg_read_server_files: "may read files of the server",
  pg_write_server_files: "may write files of the server",
  pg_execute_server_program: "may run programs on the server",
  pg_create_subscription: "may subscribe to other servers",
  pg_signal_backend: "may end sessions of others",
  pg_maintain: "may lock and rewrite every table"
};
async function roleFaults(connection, probed, owned) {
  const { name: role, purpose } = probed;
  const { rows } = await connection.query(SELECT_REACH, [role]);
  const [own] = rows;
  if (own === void 0) {
    return {
      exists: false,
      isSuperuser: false,
      faults: [`the role ${role} is not there (names without quotes are in lower case)`]
    };
  }
  const faults = rows.flatMap((row) => {
    const through = row.itself === "t" ? "" : ` through ${row.name}`;
    const power = PREDEFINED[row.name ?? ""];
    return [
      ...row.superuser === "t" ? ["is a superuser"] : [],
      ...row.bypasses === "t" ? ["is free of row security"] : [],
      ...row.creates_roles === "t" ? ["is a creator of roles"] : [],
      ...row.creates_databases === "t" ? ["is a creator of databases"] : [],
      ...row.replicates === "t" ? ["may replicate all of the server"] : [],
      ...power === void 0 ? [] : [power]
    ].map((fault) => `${role} ${fault}${through}`);
  });
  return {
    exists: true,
    isSuperuser: own.superuser === "t",
    faults: [
      ...faults,
      ...await parameterFaults(connection, role),
      ...ownerFaults(
        probed,
        owned,
        rows.flatMap((row) => row.superuser === "t" ? row.name ?? [] : [])
      ),
      ...purpose === "application" && own.logs_in !== "t" ? [`${role} may not log in`] : [],
      ...purpose === "application" && own.connects !== "t" ? [`${role} may not connect to the database`] : [],
      ...purpose === "application" && own.lets_in !== "t" ? [`the database lets ${role} in no session (CONNECTION LIMIT, ALLOW_CONNECTIONS)`] : []
    ]
  };
}
function ownerFaults({ name: role, purpose, granted }, owned, superusers) {
  if (granted.owner === true) {
    return owned.length === 0 ? [`${role} owns nothing, and rights has owner: true for it`] : [];
  }
  const withoutPower = owned.filter(({ by }) => !superusers.includes(by));
  if (withoutPower.length === 0 || purpose === "group") return [];
  const all = [...Map.groupBy(withoutPower, ({ by }) => by)].map(
    ([by, some]) => `${inWords(some)}${by === role ? "" : ` through ${by}`}`
  );
  const advice = purpose === "application" ? "let another role own that, and give it owner: true in rights" : "if it is the role that makes the schema, give it owner: true in rights";
  return [`${role} owns ${all.join(", and ")} (${advice})`];
}

// src/stages/readiness/security/access/roles-file.ts
import { randomBytes as randomBytes3 } from "node:crypto";

// src/engines/postgres/split-script.ts
function splitPostgresScript(script) {
  const statements = [];
  const open2 = { start: 0, hasContent: false, atomicDepth: 0 };
  const cut = (end, next) => {
    const sql = script.slice(open2.start, end).trim();
    if (open2.hasContent) statements.push({ sql, line: lineOf(script, open2.start) });
    Object.assign(open2, { start: next, hasContent: false, atomicDepth: 0 });
  };
  for (let at = 0; at < script.length; ) {
    const { kind, text, end } = tokenAt(script, at);
    if (kind === "space" && !open2.hasContent) open2.start = end;
    else if (kind === "command" && !open2.hasContent) open2.start = end;
    else if (kind === "semicolon" && open2.atomicDepth === 0) cut(at, end);
    else if (kind !== "space") {
      open2.hasContent = true;
      open2.atomicDepth = depthAfter(open2.atomicDepth, text, script.slice(open2.start, at));
    }
    at = end;
  }
  cut(script.length, script.length);
  return statements;
}
var RULES2 = [
  ["space", /\s+|--[^\n]*/y],
  ["command", /\\[^\n]*/y],
  ["semicolon", /;/y],
  ["other", /[eE]'(?:[^'\\]|\\.|'')*'?/sy],
  ["other", /(?:[uU]&|[bBnNxX])?'[^']*(?:''[^']*)*'?/y],
  ["other", /(?:[uU]&)?"[^"]*(?:""[^"]*)*"?/y],
  ["other", /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y]
];
function tokenAt(script, at) {
  if (script.startsWith("/*", at)) return { kind: "space", text: "", end: endOfComment(script, at) };
  const quoted = endOfDollarQuote(script, at);
  if (quoted !== null) return { kind: "other", text: "", end: quoted };
  for (const [kind, pattern] of RULES2) {
    pattern.lastIndex = at;
    const text = pattern.exec(script)?.[0];
    if (text !== void 0) return { kind, text, end: at + text.length };
  }
  return { kind: "other", text: script.charAt(at), end: at + 1 };
}
function endOfComment(script, start) {
  let depth = 0;
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  for (let mark = marks.exec(script); mark !== null; mark = marks.exec(script)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return script.length;
}
function endOfDollarQuote(script, at) {
  const opening = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
  opening.lastIndex = at;
  const tag = opening.exec(script)?.[0];
  if (tag === void 0) return null;
  const closing2 = script.indexOf(tag, at + tag.length);
  return closing2 === -1 ? script.length : closing2 + tag.length;
}
function depthAfter(depth, word, before) {
  const upper = word.toUpperCase();
  if (upper === "ATOMIC" && /\bbegin\s+$/i.test(before)) return 1;
  if (depth > 0 && upper === "CASE") return depth + 1;
  return depth > 0 && upper === "END" ? depth - 1 : depth;
}
function lineOf(script, offset) {
  let line = 1;
  for (let at = script.indexOf("\n"); at !== -1 && at < offset; at = script.indexOf("\n", at + 1)) line++;
  return line;
}

// src/stages/readiness/security/access/database-names.ts
var OF_EVERY_SERVER = /* @__PURE__ */ new Set(["postgres", "template0", "template1"]);
var IDENTIFIER = '(?:"(?:[^"]|"")+"|[A-Za-z_\\u0080-\\uffff][\\w$\\u0080-\\uffff]*)';
var PARTS2 = new RegExp(
  [
    String.raw`[eE]'(?:[^'\\]|\\.|'')*'`,
    `'(?:[^']|'')*'`,
    String.raw`--[^\n]*`,
    String.raw`/\*[\s\S]*?\*/`,
    String.raw`\$(?<tag>\w*)\$[\s\S]*?\$\k<tag>\$`,
    String.raw`(?<!:):(?<quote>["']?)DBNAME\k<quote>(?!\w)`,
    String.raw`\b(?<before>(?:on|in|alter)\s+database\s+)(?<names>${IDENTIFIER}(?:\s*,\s*${IDENTIFIER})*)`,
    IDENTIFIER
  ].join("|"),
  "gi"
);
function readdress(sql, database) {
  const names = [];
  const quoted = quoteIdentifier(database);
  const written = sql.replaceAll(PARTS2, (...match) => {
    const whole2 = String(match[0]);
    const { quote, before, names: listed } = match.at(-1);
    if (quote !== void 0) return quote === "'" ? quoteLiteral(database) : quoted;
    if (before === void 0 || listed === void 0) return whole2;
    return before + listed.replaceAll(new RegExp(IDENTIFIER, "gi"), (name2) => {
      const folded = fold(name2);
      if (OF_EVERY_SERVER.has(folded)) return name2;
      names.push(folded);
      return quoted;
    });
  });
  return { sql: written, names };
}
function fold(name2) {
  return name2.startsWith('"') ? name2.slice(1, -1).replaceAll('""', '"') : name2.toLowerCase();
}

// src/stages/readiness/security/access/connect-command.ts
function readConnecting([word = "-", ...others], isFirst, known) {
  const name2 = /^"(?:[^"]|"")+"$/.test(word) ? word.slice(1, -1).replaceAll('""', '"') : word;
  if (name2.startsWith("-") && name2 !== "-") return refused2("leave its options out");
  if (others.some((other) => other !== "-")) {
    return refused2("write SET ROLE for another user, and give psql the server on its command line");
  }
  if (/=|:\/\//.test(name2)) return refused2("give psql the server on its command line");
  if (name2 === "-" || name2 === known || OWN.has(name2)) return { kind: "same" };
  if (OF_EVERY_SERVER.has(name2)) {
    return refused2(
      "the grants behind it would go to a database that every server has; leave it out, and give psql the database of the application on its command line"
    );
  }
  if (!isFirst || known !== null) {
    return refused2(
      "what follows would go to another database than what came before; name one, before the first statement"
    );
  }
  return { kind: "production", name: name2 };
}
var OWN = /* @__PURE__ */ new Set([":DBNAME", `:"DBNAME"`, `:'DBNAME'`]);
var refused2 = (advice) => ({ kind: "refused", advice });

// src/stages/readiness/security/access/psql-variables.ts
var PSQL_NAME = String.raw`[A-Za-z0-9_\u0080-\u{10ffff}]+`;
var isSet = (variables, name2) => variables.has(name2) ? "TRUE" : "FALSE";
function quotedFor(quote, value) {
  if (quote === '"') return quoteIdentifier(value);
  const doubled = value.replaceAll("'", "''");
  return /[\\\n]/.test(value) ? ` E'${doubled.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}'` : `'${doubled}'`;
}

// src/stages/readiness/security/access/psql-command.ts
var NAME2 = /\\([A-Za-z_?!]*)/y;
var PART = new RegExp(
  [
    String.raw`(?<space>[^\S\n]+)`,
    String.raw`'(?<text>(?:[^'\\\n]|\\[^\n]|'')*)'(?!')`,
    "(?<program>`[^`\\n]*`)",
    String.raw`"[^"\n]*"`,
    "(?<unclosed>['\"`][^\\n]*)",
    String.raw`:\{\?(?<asked>${PSQL_NAME})\}`,
    String.raw`:(?<quote>["'])(?<quoted>${PSQL_NAME})\k<quote>`,
    `:(?<plain>${PSQL_NAME})`,
    String.raw`[^\s\\]`
  ].join("|"),
  "uy"
);
function readPsqlCommand(script, at, variables) {
  NAME2.lastIndex = at;
  const name2 = NAME2.exec(script)?.[1] ?? "";
  let end = at + 1 + name2.length;
  const words = [];
  let word = null;
  let [runsProgram, isUnclosed] = [false, false];
  for (; ; ) {
    PART.lastIndex = end;
    const part = PART.exec(script);
    const groups = part?.groups ?? {};
    if (part === null || groups.space !== void 0) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      runsProgram ||= groups.program !== void 0;
      isUnclosed ||= groups.unclosed !== void 0;
      word = (word ?? "") + expanded(part[0], groups, variables);
    }
    if (part === null) break;
    end += part[0].length;
  }
  return { name: name2, words, runsProgram, isUnclosed, end: script.startsWith("\\\\", end) ? end + 2 : end };
}
function expanded(written, { text, asked, quote, quoted, plain }, variables) {
  if (text !== void 0) return unescaped(text);
  if (asked !== void 0) return isSet(variables, asked);
  const value = variables.get(quoted ?? plain ?? "");
  if (value === void 0) return written;
  return quote === void 0 ? value : quotedFor(quote, value);
}
var ESCAPES = { n: "\n", t: "	", b: "\b", r: "\r", f: "\f" };
function unescaped(text) {
  return text.replaceAll(
    /''|\\([0-7]{1,3})|\\x([0-9a-f]{1,2})|\\([\s\S])/gi,
    (_, octal, hex2, letter) => {
      if (octal !== void 0) return String.fromCharCode(Number.parseInt(octal, 8));
      if (hex2 !== void 0) return String.fromCharCode(Number.parseInt(hex2, 16));
      return letter === void 0 ? "'" : ESCAPES[letter] ?? letter;
    }
  );
}

// src/stages/readiness/security/access/read-psql-script.ts
var HARMLESS = new Set(
  "set unset restrict unrestrict echo qecho warn pset timing encoding x errverbose t a o".split(" ")
);
var SET_IT = "give the variable its value with \\set";
var ONE_FILE = "put the statements of that file into this one";
var NO_CONDITION = "leave the condition out, or write it as a DO block";
var TO_DO = /* @__PURE__ */ new Map([
  ["gexec", "write it as a DO block that runs each statement with EXECUTE"],
  ["g", "end the statement with a semicolon"],
  ["gx", "end the statement with a semicolon"],
  ["gset", SET_IT],
  ["getenv", SET_IT],
  ["prompt", SET_IT],
  ["i", ONE_FILE],
  ["ir", ONE_FILE],
  ["include", ONE_FILE],
  ["include_relative", ONE_FILE],
  ["if", NO_CONDITION],
  ["elif", NO_CONDITION],
  ["else", NO_CONDITION],
  ["endif", NO_CONDITION],
  ["password", "write ALTER ROLE \u2026 PASSWORD"]
]);
var SENDS = /^(g|gx|gset|gexec|gdesc|watch|crosstabview)$/;
function readPsqlScript(script) {
  const reading = {
    variables: /* @__PURE__ */ new Map(),
    values: /* @__PURE__ */ new Set(),
    unset: /* @__PURE__ */ new Set(),
    refusals: [],
    database: null,
    hasBegun: false
  };
  const sql = expand(script, reading, { within: [], lineAt: (at) => lineOf(script, at) });
  const { refusals, values, unset, database } = reading;
  return { sql, refusals, values: [...values], unset: [...unset], database };
}
function expand(text, reading, place2) {
  let sql = "";
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    if (token.kind === "other") reading.hasBegun = true;
    const piece = token.kind === "command" ? carryOut(text, at, reading, place2.lineAt(at)) : token.text === ":" ? replace(text, at, reading, place2) : { sql: text.slice(at, token.end), end: token.end };
    sql += piece.sql;
    at = piece.end;
  }
  return sql;
}
function carryOut(text, at, reading, line) {
  const { variables, refusals } = reading;
  if (/^\\[;:]/.test(text.slice(at, at + 2))) return { sql: text.charAt(at + 1), end: at + 2 };
  const { name: name2, words, runsProgram, isUnclosed, end } = readPsqlCommand(text, at, variables);
  const [variable, ...rest] = words;
  const refuse = (what, advice) => refusals.push({ line, text: `psql's ${what} is not carried out here: ${advice}` });
  if (name2 === "set" && runsProgram) refuse("\\set with a program in backquotes", "write the value itself");
  else if (name2 === "set" && isUnclosed) refuse("\\set with a quote that is not closed", "close it");
  else if (name2 === "set" && variable !== void 0) variables.set(variable, rest.join(""));
  else if (name2 === "unset" && variable !== void 0) variables.delete(variable);
  else if (name2 === "c" || name2 === "connect") {
    const connecting = readConnecting(words, !reading.hasBegun, reading.database);
    if (connecting.kind === "refused") refuse(`\\${name2}`, connecting.advice);
    if (connecting.kind === "production") reading.database = connecting.name;
  } else if (!HARMLESS.has(name2)) refuse(`\\${name2}`, TO_DO.get(name2) ?? "leave it out, or write it in SQL");
  return { sql: SENDS.test(name2) ? ";" : " ", end };
}
var NO_VARIABLE = /:[:=]?/y;
var VARIABLE = new RegExp(
  String.raw`:\{\?(?<asked>${PSQL_NAME})\}|:(?<quote>["'])(?<quoted>${PSQL_NAME})\k<quote>|:(?<plain>${PSQL_NAME})`,
  "uy"
);
function replace(text, at, reading, { within, lineAt }) {
  const { variables, values, unset } = reading;
  VARIABLE.lastIndex = at;
  NO_VARIABLE.lastIndex = at;
  const found = VARIABLE.exec(text);
  const whole2 = found?.[0] ?? NO_VARIABLE.exec(text)?.[0] ?? ":";
  const end = at + whole2.length;
  const { asked, quote, quoted, plain } = found?.groups ?? {};
  if (asked !== void 0) return { sql: isSet(variables, asked), end };
  const name2 = quoted ?? plain;
  if (name2 === void 0 || within.includes(name2)) return { sql: whole2, end };
  const value = variables.get(name2);
  if (value === void 0) {
    unset.add(name2);
    return { sql: whole2, end };
  }
  values.add(value);
  if (quote !== void 0) return { sql: quotedFor(quote, value), end };
  return { sql: expand(value, reading, { within: [...within, name2], lineAt: () => lineAt(at) }), end };
}

// src/stages/readiness/security/access/roles-file.ts
async function runRolesFile(connection, { file, script, database }) {
  const { sql: written, refusals: commands2, values, unset, database: connected } = readPsqlScript(script);
  const refusals = commands2.map(({ line, text }) => `${file}:${line}: ${text}`);
  const kept = [];
  const databases = new Set(connected === null ? [] : [connected]);
  const before = new Set(
    (await connection.query("select oid from pg_catalog.pg_roles")).rows.map(({ oid: oid2 }) => oid2)
  );
  for (const { sql, line } of splitPostgresScript(written)) {
    if (OPENS_OR_COMMITS.test(sql)) continue;
    if (TAKES_BACK.test(sql)) {
      refusals.push(`${file}:${line}: it takes back what came before it`);
      continue;
    }
    const { sql: statement, names } = readdress(sql, database);
    for (const name2 of names) databases.add(name2);
    const refusal = await execute(connection, statement);
    if (refusal === null) continue;
    const role = refusal.fields.sqlstate === DUPLICATE_OBJECT ? CREATES_ROLE.exec(sql)?.[1] : void 0;
    if (role !== void 0 && before.has(await oidOf(connection, role))) {
      if (!await makeAnew(connection, role, statement)) kept.push(fold(role));
      continue;
    }
    const { sqlstate, message } = refusal.fields;
    const isSecret = couldShow(message, values);
    const isHidden = /^(22|P0)/.test(sqlstate) || isSecret;
    const why = isSecret ? " (what PostgreSQL says could show the value of a variable)" : "";
    const without = unset.filter((name2) => !/^\d/.test(name2) && mentions(statement, name2));
    const hint = sqlstate !== SYNTAX_ERROR || without.length === 0 ? "" : ` (no value is known of ${without.map((name2) => `:${name2}`).join(" and ")}: give it with \\set in the file)`;
    refusals.push(`${file}:${line}: ${isHidden ? `SQLSTATE ${sqlstate}` : message}${why}${hint}`);
  }
  if (databases.size > 1) {
    const names = [...databases].join(", ");
    refusals.push(
      `${file}: of ${couldShow(names, values) ? amount(databases.size, "database") : names} only one can be the database of the application; write it as :"DBNAME"`
    );
  }
  await connection.query("reset session authorization");
  await connection.query("reset role");
  await connection.query(OWN_SETTINGS);
  return { refusals, kept };
}
var OPENS_OR_COMMITS = /^(begin|start\s+transaction|commit(?!\s+prepared)|end|savepoint|release|set\s+(local\s+|session\s+)?(transaction|characteristics))\b/i;
var TAKES_BACK = /^(rollback|abort)\b/i;
var SYNTAX_ERROR = "42601";
function couldShow(message, values) {
  const shown = message.toLowerCase();
  const words = values.flatMap((value) => value.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  return words.some((word) => word !== "" && shown.includes(word.slice(0, 8)));
}
function mentions(sql, variable) {
  return ["", "'", '"'].some((quote) => sql.includes(`:${quote}${variable}${quote}`));
}
var DUPLICATE_OBJECT = "42710";
var CREATES_ROLE = new RegExp(`^create\\s+(?:role|user|group)\\s+(${IDENTIFIER})`, "i");
var OWN_SETTINGS = `
set local search_path to "$user", public;
set local row_security to on;
set local statement_timeout to 0;
set local lock_timeout to 0;
set local standard_conforming_strings to on`;
async function execute(connection, sql) {
  await connection.query("savepoint statement");
  try {
    await connection.query(`select pg_catalog.set_config('pg_rehearsal.statement', $1, true)`, [sql]);
    await connection.query(FENCED);
    await connection.query("release savepoint statement");
    return null;
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error;
    await connection.query("rollback to savepoint statement");
    return error;
  }
}
var FENCED = `do $fence$ begin
  execute pg_catalog.current_setting('pg_rehearsal.statement');
end $fence$`;
async function oidOf(connection, role) {
  const { rows } = await connection.query("select pg_catalog.to_regrole($1)::oid as oid", [role]);
  return rows[0]?.oid ?? null;
}
var SELECT_USES = `
select 1 from pg_catalog.pg_shdepend
 where refclassid = 'pg_catalog.pg_authid'::regclass and refobjid = pg_catalog.to_regrole($1)
   and dbid = (select oid from pg_catalog.pg_database where datname = current_database())`;
async function makeAnew(connection, role, sql) {
  if ((await connection.query(SELECT_USES, [role])).rowCount > 0) return false;
  const aside = quoteIdentifier(`rehearsal_${randomBytes3(8).toString("hex")}`);
  if (await execute(connection, `alter role ${role} rename to ${aside}`) !== null) return false;
  if (await execute(connection, sql) === null) return true;
  await execute(connection, `alter role ${aside} rename to ${role}`);
  return false;
}

// src/stages/readiness/security/access/take-role.ts
async function canTake(connection, role) {
  if (await attempt(connection, bare(role), "select 1") === null) return true;
  const join13 = `grant ${quoteIdentifier(role)} to current_user`;
  if (await attempt(connection, bare(role), "select 1", [join13]).catch(refused3) !== null) return false;
  await connection.query(join13);
  return true;
}
function refused3(error) {
  if (error instanceof PostgresRefusal) return error;
  throw error;
}
function untakable(role) {
  return `anything as ${role}: the user of the run may not take that role (GRANT ${quoteIdentifier(role)} TO the user)`;
}

// src/stages/readiness/security/access/search-path.ts
async function trySearchPath({ connection, tables, queries }, { granted, purpose }, login) {
  const { role, settings } = login;
  const isSet2 = settings.some(({ name: name2 }) => name2 === "search_path");
  if (!isSet2 || !await canTake(connection, role)) return { faults: [], untried: [] };
  const used = tables.filter(
    ({ source }) => RIGHTS.some((right) => granted[right]?.some((glob) => matchesGlob(source, glob)))
  );
  const oids = used.map(({ oid: oid2 }) => oid2);
  const [found, usual] = [await visible(connection, login, oids), await visible(connection, bare(role), oids)];
  const isHidden = (oid2) => !found.has(oid2) && (usual.has(oid2) || found.size === 0);
  const hidden = used.filter(({ oid: oid2 }) => isHidden(oid2)).map(({ source }) => source);
  if (hidden.length === 0) return { faults: [], untried: [] };
  const lost = [];
  for (const { name: name2, sql } of purpose === "application" ? queries : []) {
    const isLost = await isNotFound(connection, login, sql) && !await isNotFound(connection, bare(role), sql);
    if (isLost) lost.push(name2);
  }
  if (lost.length > 0) {
    const text2 = `by the search_path of its sessions ${role} does not find what the workload names (${list(lost)})`;
    return { faults: [text2], untried: [] };
  }
  const text = `whether ${role} always names the schema of ${list(hidden)}, which the search_path of its sessions does not find`;
  return { faults: [], untried: [text] };
}
async function visible(connection, login, oids) {
  const sql = "select oid from pg_catalog.unnest($1::pg_catalog.oid[]) oid where pg_catalog.pg_table_is_visible(oid)";
  const { rows } = await asLogin(connection, login, () => connection.query(sql, [`{${oids.join(",")}}`]));
  return new Set(rows.map(({ oid: oid2 }) => oid2 ?? ""));
}
async function isNotFound(connection, login, sql) {
  const refusal = await asLogin(
    connection,
    login,
    () => tryStatement(connection, `prepare pg_rehearsal_probe as ${sql}`)
  );
  if (refusal === null) await connection.query("deallocate pg_rehearsal_probe");
  return refusal !== null && NOT_FOUND.has(refusal.sqlstate);
}
var NOT_FOUND = /* @__PURE__ */ new Set(["42P01", "42883", "42704", "3F000"]);

// src/stages/readiness/security/access/table-probes.ts
var SELECT_COLUMNS2 = `
select attname as name, format_type(atttypid, atttypmod) as type, atthasdef or attidentity <> '' as filled,
       attidentity = 'a' as always
  from pg_catalog.pg_attribute
 where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
 order by attnum`;
var SELECT_FIRES = `
select distinct event
  from pg_catalog.pg_trigger
  cross join (values ('insert', 4), ('delete', 8), ('update', 16)) e (event, bit)
 where not tgisinternal and tgenabled <> 'D' and tgtype & bit <> 0
   and tgrelid in (select $1::regclass union select relid from pg_partition_tree($1::regclass))
union
select event
  from pg_catalog.pg_rewrite
  join (values ('insert', '3'), ('delete', '4'), ('update', '2')) e (event, letter) on letter = ev_type::text
 where ev_class = $1::regclass and ev_enabled <> 'D'`;
async function readProbes(connection, table) {
  const name2 = quoteQualified(table.target);
  const { rows } = await takenBack(connection, async () => {
    await connection.query(`set local search_path to ''`);
    return await connection.query(SELECT_COLUMNS2, [name2]);
  });
  const columns = rows.map((row) => ({
    name: quoteIdentifier(row.name ?? ""),
    type: row.type ?? "text",
    hasDefault: row.filled === "t",
    isAlwaysIdentity: row.always === "t"
  }));
  const oid2 = (await connection.query("select $1::regclass::oid as oid", [name2])).rows[0]?.oid ?? "";
  const fires = await connection.query(SELECT_FIRES, [name2]);
  const names = columns.map((column) => column.name).join(", ");
  const nulls = columns.map(({ type }) => `null::${type}`).join(", ");
  const whole2 = {
    select: `select * from ${name2} limit 1`,
    insert: `insert into ${name2} (${names}) overriding system value select ${nulls} where false`,
    update: `update ${name2} set ${columns.map((column) => `${column.name} = default`).join(", ")} where false`,
    delete: `delete from ${name2} where false`,
    truncate: `truncate ${name2}`
  };
  const any = (right) => anyColumn(right, name2);
  return {
    source: table.source,
    oid: oid2,
    name: name2,
    columns,
    fires: new Set(fires.rows.map(({ event }) => event ?? "")),
    may: whole2,
    mayNot: { ...whole2, select: any("select"), insert: any("insert"), update: any("update") }
  };
}
function anyColumn(right, name2) {
  return `do $probe$ begin
    if not has_any_column_privilege(current_user, ${quoteLiteral(name2)}, '${right}') then
      raise insufficient_privilege;
    end if;
  end $probe$`;
}

// src/stages/readiness/security/access/target-names.ts
var SELECT_NAMES = `
select c.oid, nspname as schema, relname as name, false as is_function
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
   and nspname !~ '^pg_' and nspname <> 'information_schema'
union all
select p.oid, nspname, proname, true
  from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
 where p.prosecdef and nspname !~ '^pg_' and nspname <> 'information_schema'`;
async function readTargetNames(connection, tables) {
  const { rows } = await connection.query(SELECT_NAMES);
  const sources = new Map(tables.map(({ oid: oid2, source }) => [oid2, source]));
  const others = rows.filter((row) => row.is_function === "f" && !sources.has(row.oid ?? ""));
  return {
    tables: tables.map(({ source }) => source),
    sources,
    others: others.map(({ schema, name: name2 }) => [name2 ?? "", `${schema}.${name2}`]),
    functions: rows.filter((row) => row.is_function === "t").map(({ name: name2 }) => name2 ?? "")
  };
}
function unknownNames({ name: role, granted }, names, excluded) {
  const globs = new Set(RIGHTS.flatMap((right) => granted[right] ?? []));
  const relations = [...names.tables, ...names.others.flat()];
  const lost = [...globs].filter((glob) => glob !== "*" && !relations.some((name2) => matchesGlob(name2, glob)));
  const leftOut = lost.filter((glob) => excluded.some((name2) => matchesGlob(name2, glob)));
  const functions2 = (granted.execute ?? []).filter(
    (glob) => !names.functions.some((name2) => matchesGlob(name2, glob))
  );
  return {
    faults: [
      ...lost.filter((glob) => !leftOut.includes(glob)).map((glob) => `no table or view is called ${glob}, which rights gives ${role}`),
      ...functions2.map(
        (glob) => `no function with the rights of its owner is called ${glob}, which rights gives ${role}`
      )
    ],
    leftOut: leftOut.map((glob) => `what ${role} may do with ${glob}, which is left out of the migration`)
  };
}

// src/stages/readiness/security/access/touched-roles.ts
var SELECT_ROLES = `
select r.oid,
       concat_ws(' ', r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin, r.rolreplication,
                 r.rolbypassrls, r.rolconnlimit, r.rolvaliduntil,
                 (select string_agg((to_jsonb(m) - 'oid')::text, ' ' order by m.roleid, m.grantor)
                    from pg_catalog.pg_auth_members m where m.member = r.oid)) as is
  from pg_catalog.pg_roles r`;
async function readRoles(connection) {
  const { rows } = await connection.query(SELECT_ROLES);
  return new Map(rows.map((row) => [row.oid ?? "", row.is ?? ""]));
}
var SELECT_TOUCHED = `
with here as (select oid from pg_catalog.pg_database where datname = current_database()),
touched as (
  select r.oid
    from pg_catalog.pg_roles r
   where r.oid = any ($1::oid[])
      or (not r.rolsuper and exists (
            select from pg_catalog.pg_shdepend d, here
             where d.refclassid = 'pg_catalog.pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'a'
               and (d.dbid = here.oid
                    or (d.classid = 'pg_catalog.pg_database'::regclass and d.objid = here.oid)))))
select r.rolname as name, r.rolcanlogin as logs_in
  from pg_catalog.pg_roles r
 where r.rolname !~ '^pg_'
   and (r.oid in (select oid from touched)
        or (r.rolcanlogin and not r.rolsuper
            and exists (select from touched t where pg_has_role(r.oid, t.oid, 'member'))))
   and r.rolname <> session_user
 order by r.rolname`;
async function touchedRoles(connection, before) {
  const after = await readRoles(connection);
  const changed = [...after].filter(([oid2, is]) => before.get(oid2) !== is).map(([oid2]) => oid2);
  const { rows } = await connection.query(SELECT_TOUCHED, [`{${changed.join(",")}}`]);
  return rows.map((row) => ({ name: row.name ?? "", logsIn: row.logs_in === "t" }));
}

// src/stages/readiness/security/access/denied.ts
var DENIED = "42501";

// src/stages/readiness/security/access/row-security.ts
var COMMANDS = {
  select: "r",
  insert: "a",
  update: "w",
  delete: "d"
};
var SELECT_POLICIES = `
select p.polpermissive as permissive,
       coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') as rows_before,
       coalesce(pg_get_expr(p.polwithcheck, p.polrelid), pg_get_expr(p.polqual, p.polrelid), 'true') as rows_after
  from pg_catalog.pg_policy p
 where p.polrelid = $1::oid and p.polcmd::text in ('*', $3)
   and (0::oid = any (p.polroles)
        or exists (select from unnest(p.polroles) granted where granted <> 0 and pg_has_role($2::name, granted, 'usage')))`;
async function rowSecurity(connection, { role, oid: oid2, right }) {
  const command = COMMANDS[right];
  if (command === void 0) return null;
  const active = await connection.query("select pg_catalog.row_security_active($1::oid) as active", [oid2]);
  if (active.rows[0]?.active !== "t") return null;
  const { rows } = await connection.query(SELECT_POLICIES, [oid2, role, command]);
  const isFree = (row) => (command === "a" || row.rows_before === "true") && (command === "r" || command === "d" || row.rows_after === "true");
  const permissive = rows.filter((row) => row.permissive === "t");
  if (permissive.length === 0) return "none";
  const isRestricted = rows.some((row) => row.permissive !== "t" && !isFree(row));
  return permissive.some(isFree) && !isRestricted ? "all" : "some";
}

// src/stages/readiness/security/no-row-written.ts
var SELECT_SWALLOWERS = `
select 'trigger ' || tgname as name
  from pg_catalog.pg_trigger
 where not tgisinternal and tgenabled in ('O', 'A') and tgtype & 3 = 3
   and tgtype & (case $2 when 'insert' then 4 when 'delete' then 8 else 16 end) <> 0
   and tgrelid in (select $1::oid union select relid from pg_catalog.pg_partition_tree($1::oid))
union
select 'rule ' || rulename
  from pg_catalog.pg_rewrite
 where ev_class = $1::oid and is_instead and ev_enabled in ('O', 'A')
   and ev_type = case $2 when 'update' then '2' when 'insert' then '3' else '4' end
 order by 1`;
var SELECT_CHANGES = `
select pg_catalog.current_setting('track_counts') as counts,
       sum(pg_catalog.pg_stat_get_xact_tuples_inserted(oid) + pg_catalog.pg_stat_get_xact_tuples_updated(oid)
           + pg_catalog.pg_stat_get_xact_tuples_deleted(oid)) as changes
  from pg_catalog.pg_class where relkind = 'r' and oid >= 16384`;
async function whyNoRow(connection, login, { oid: oid2 }, writing, { prepare: prepare2, statement }) {
  const { rows } = await connection.query(SELECT_SWALLOWERS, [oid2, writing]);
  const by = rows.map(({ name: name2 }) => name2).join(", ");
  return await takenBack(connection, async () => {
    for (const sql of prepare2) await connection.query(sql);
    const [before] = (await connection.query(SELECT_CHANGES)).rows;
    const { hidden, after } = await asLogin(connection, login, async () => {
      const isHidden = await connection.query("select pg_catalog.row_security_active($1::oid) as is", [oid2]);
      await connection.query(statement);
      const [after2] = (await connection.query(SELECT_CHANGES)).rows;
      return { hidden: isHidden.rows[0]?.is === "t", after: after2 };
    });
    if (hidden) return { kind: "unknown", why: "no row was written, as row security may hide all of them" };
    if (by === "") return { kind: "unknown", why: "no row was written" };
    if (before?.counts !== "on" || before.changes !== after?.changes)
      return { kind: "unknown", why: `no row was written there, and perhaps others instead, by the ${by}` };
    return { kind: "swallowed", by };
  });
}

// src/stages/readiness/security/access/write-attempts.ts
async function tryWrite(connection, login, table, right, mayRead) {
  const hasTriggers = table.fires.has(right);
  const unreached = (why) => hasTriggers ? { kind: "unknown", why } : { kind: "done" };
  if (right !== "insert" && !mayRead)
    return unreached("triggers and rules that need a row, which it may not read");
  const write = await rowWrite(connection, table, right);
  if (write === null) return unreached("triggers and rules that need a row, and there is none");
  const touched = await attemptRows(connection, login, write.statement, write.prepare);
  if (touched === 0) return await whyNoRow(connection, login, table, right, write);
  if (typeof touched === "number") return { kind: "done" };
  const { sqlstate, message, where } = touched;
  if (sqlstate === DENIED) {
    return { kind: "denied", reason: where === null ? message : "denied in a trigger or a function" };
  }
  const isRefusedByTable = sqlstate.startsWith("23") && touched.table !== null;
  return isRefusedByTable && !hasTriggers ? { kind: "done" } : { kind: "unknown", why: `SQLSTATE ${sqlstate}` };
}

// src/stages/readiness/security/access/try-role.ts
async function tryRole(ground, { granted }, { login, isSuperuser: isSuperuser2, owned }) {
  const { connection, tables } = ground;
  const { role } = login;
  if (!await canTake(connection, role)) {
    return { allowed: 0, refused: 0, faults: [], untried: [untakable(role)] };
  }
  const answers = [];
  const owns = (kind, which) => isSuperuser2 || owned.some((one) => one.kind === kind && which(one));
  for (const table of tables) {
    for (const right of RIGHTS) {
      const wanted = (granted[right] ?? []).some((glob) => matchesGlob(table.source, glob));
      if (wanted) answers.push(await tryAtLogin(ground, login, table, right));
      else if (!owns("table", ({ oid: oid2 }) => oid2 === table.oid)) {
        answers.push(await tryUnwanted(ground, role, table, right));
      }
    }
  }
  const schemas = ground.schemas.filter((schema) => !owns("schema", ({ name: name2 }) => name2 === schema));
  for (const [act, sql] of isSuperuser2 ? [] : definitions(granted.owner === true ? [] : schemas)) {
    answers.push(await tryDefinition(ground, role, act, sql));
  }
  return {
    allowed: answers.filter(({ is }) => is === "allowed").length,
    refused: answers.filter(({ is }) => is === "refused").length,
    faults: answers.flatMap((answer) => answer.is === "fault" ? [answer.text] : []),
    untried: answers.flatMap((answer) => answer.is === "untried" ? [answer.text] : [])
  };
}
function isNoAnswer(code) {
  return code !== null && code !== DENIED && /^(25|42|5[3-8]|XX)/.test(code);
}
async function tryUnwanted({ connection }, role, { source, mayNot }, right) {
  const code = (await attempt(connection, bare(role), mayNot[right]))?.sqlstate ?? null;
  if (isNoAnswer(code)) return untold(role, source, right, `SQLSTATE ${code}`);
  if (code === DENIED) return { is: "refused" };
  return { is: "fault", text: `${role} may ${right} on ${source}` };
}
function withSettings(settings) {
  return `with the settings that its sessions begin with (${list(settings.map(({ name: name2 }) => name2))})`;
}
async function tryAtLogin(ground, login, table, right) {
  const answer = await tryWanted(ground, login, table, right);
  if (answer.is === "allowed" || login.settings.length === 0) return answer;
  const without = bare(login.role);
  const codeOf2 = async (one) => (await attempt(ground.connection, one, table.may[right]))?.sqlstate;
  const isHindered = await codeOf2(login) !== void 0 && await codeOf2(without) === void 0;
  if (!isHindered && !await isAllowed(ground, without, table, right)) return answer;
  const what = `${right} on ${table.source}, but not ${withSettings(login.settings)}`;
  return { is: "fault", text: `${login.role} may ${what}` };
}
async function isAllowed(ground, login, table, right) {
  try {
    return (await tryWanted(ground, login, table, right)).is === "allowed";
  } catch (error) {
    if (error instanceof PostgresRefusal) return false;
    throw error;
  }
}
async function tryWanted(ground, login, table, right) {
  const { connection } = ground;
  const { role } = login;
  const { source, oid: oid2 } = table;
  const code = (await attempt(connection, login, table.may[right]))?.sqlstate ?? null;
  if (isNoAnswer(code)) return untold(role, source, right, `SQLSTATE ${code}`);
  if (code === DENIED) return { is: "fault", text: `${role} may not ${right} on ${source}` };
  const leaves = await asLogin(connection, login, () => rowSecurity(connection, { role, oid: oid2, right }));
  if (leaves === "none") {
    return {
      is: "fault",
      text: `${role} may not ${right} on ${source}: no policy of its row security lets it`
    };
  }
  if (right === "truncate") return { is: "allowed" };
  if (right === "select") return leaves === "some" ? await countSeen(ground, login, table) : { is: "allowed" };
  if (leaves === "some") {
    return {
      is: "untried",
      text: `which rows of ${source} ${role} may ${right}, because row security decides`
    };
  }
  const mayRead = await attempt(connection, login, table.may.select) === null;
  const written = await tryWrite(connection, login, table, right, mayRead);
  switch (written.kind) {
    case "done":
      return { is: "allowed" };
    case "denied":
      return { is: "fault", text: `${role} may not ${right} on ${source}: ${written.reason}` };
    case "swallowed": {
      const text = `no row is written, by the ${written.by}`;
      if (ground.ignoring.has(source))
        return untold(role, source, right, `${text}; the source ignores rows too`);
      return { is: "fault", text: `${role} may ${right} on ${source}, but ${text}` };
    }
    case "unknown":
      return untold(role, source, right, written.why);
    default:
      return written;
  }
}
var untold = (role, source, right, why) => ({
  is: "untried",
  text: `${right} on ${source} as ${role} (${why})`
});
async function countSeen({ connection, rowsOf: rowsOf2 }, login, { source, name: name2 }) {
  const { role } = login;
  const { rows } = await asLogin(
    connection,
    login,
    () => connection.query(`select count(*) as n from ${name2}`)
  );
  const [seen, all] = [Number(rows[0]?.n), rowsOf2.get(source) ?? 0];
  if (seen === all && all > 0) return { is: "allowed" };
  const text = `which rows of ${source} ${role} may select: by row security it sees ${formatCount(seen)} of ${formatCount(all)}`;
  return { is: "untried", text };
}
async function tryDefinition({ connection }, role, act, sql) {
  const code = (await attempt(connection, bare(role), sql))?.sqlstate ?? null;
  if (code === null) return { is: "fault", text: `${role} may ${act}` };
  if (code === DENIED) return { is: "refused" };
  return { is: "untried", text: `to ${act} as ${role} (SQLSTATE ${code})` };
}
function definitions(schemas) {
  const probe2 = (schema) => quoteQualified({ schema, name: "pg_rehearsal_probe" });
  return [
    ...schemas.map(
      (schema) => [`create objects in the schema ${schema}`, `create table ${probe2(schema)} (i integer)`]
    ),
    ["create roles", "create role rehearsal_probe"]
  ];
}

// src/stages/readiness/security/access/try-owner.ts
async function tryOwner({ connection, tables }, { role, settings }, owned) {
  const owners = new Map(owned.filter(({ kind }) => kind === "table").map(({ oid: oid2, by }) => [oid2, by]));
  const untakables = [];
  for (const taken of /* @__PURE__ */ new Set([role, ...owners.values()])) {
    if (!await canTake(connection, taken)) untakables.push(taken);
  }
  const [faults, untried] = [[], untakables.map(untakable)];
  let allowed = 0;
  for (const { source, oid: oid2, name: name2 } of tables) {
    const owner = owners.get(oid2);
    if (owner === void 0 || untakables.includes(owner)) continue;
    const sql = `alter table ${name2} add column pg_rehearsal_probe integer`;
    const takers = [.../* @__PURE__ */ new Set([role, owner])].filter((taken) => !untakables.includes(taken));
    const refusal = await refusalOf2(connection, takers, settings, sql);
    if (refusal === null) allowed += 1;
    else if (settings.length > 0 && await refusalOf2(connection, takers, [], sql) === null) {
      faults.push(`${role} may alter ${source}, but not ${withSettings(settings)}`);
    } else if (refusal === DENIED) faults.push(`${role} may not alter ${source}, which it owns`);
    else untried.push(`to alter ${source} as ${role} (SQLSTATE ${refusal})`);
  }
  return { allowed, refused: 0, faults, untried, owns: `${role} owns ${inWords(owned)}` };
}
async function refusalOf2(connection, takers, settings, sql) {
  let refusal = DENIED;
  for (const role of takers) {
    if (refusal === DENIED) refusal = (await attempt(connection, { role, settings }, sql))?.sqlstate ?? null;
  }
  return refusal;
}

// src/stages/readiness/security/access/probe-access.ts
async function probeAccess(subject, settings) {
  if (settings === null) {
    return unverified(NEEDS["access-controls"]);
  }
  const script = await readRegularFile(settings.sql).then(String, () => null);
  if (script === null) return fail(`The file ${settings.sql} of access-controls cannot be read.`);
  const connection = await subject.database.connect();
  await connection.query(ROLES_OF_OTHERS_HIDDEN);
  try {
    const before = await readRoles(connection);
    const file = { file: settings.sql, script, database: subject.database.name };
    const { refusals, kept } = await runRolesFile(connection, file);
    if (refusals.length > 0) return fail(`PostgreSQL refused: ${list(refusals)}.`);
    const roles = rolesToProbe(settings, await touchedRoles(connection, before));
    const tried = await probeRoles(subject, connection, roles);
    const stale = kept.map(
      (role) => `what the file says of ${role}, which was there before: leave CREATE ROLE out of it, or drop the role`
    );
    return judge2(roles, [...tried, { ...NOTHING3, untried: stale }]);
  } finally {
    await connection.query("rollback").catch(() => {
    });
    await connection.close();
  }
}
var ROLES_OF_OTHERS_HIDDEN = "begin isolation level repeatable read";
var NOTHING3 = { allowed: 0, refused: 0, faults: [], untried: [] };
function rolesToProbe({ applicationRole, rights }, touched) {
  const named2 = Object.entries(rights).map(([name2, granted]) => {
    return { name: name2, granted, purpose: name2 === applicationRole ? "application" : "named" };
  });
  const others = touched.filter(({ name: name2 }) => !Object.hasOwn(rights, name2)).map(({ name: name2, logsIn }) => ({ name: name2, granted: {}, purpose: logsIn ? "unnamed" : "group" }));
  return [...named2, ...others];
}
async function probeRoles({ catalog, plan, validation, performance: performance2, excluded }, connection, roles) {
  const tables = [];
  for (const table of plan.tables) tables.push(await readProbes(connection, table));
  const silent = await whyNoTriggerFires(connection);
  await protectSequences(connection);
  const ground = {
    connection,
    tables,
    rowsOf: new Map(validation.tables.map(({ source, rowsTarget }) => [source, rowsTarget])),
    ignoring: new Set(
      catalog.triggers.filter(({ sql }) => /\braise\s*\(\s*ignore\b/i.test(sql)).map(({ table }) => table)
    ),
    schemas: (await connection.query(SELECT_SCHEMAS)).rows.map(({ name: name2 }) => name2 ?? ""),
    queries: (performance2?.queries ?? []).filter(({ query, grade }) => query.source === "settings" && grade !== "not-run").map(({ query: { name: name2, postgres } }) => ({ name: name2, sql: postgres.sql }))
  };
  const names = await readTargetNames(connection, tables);
  const tried = [
    { ...NOTHING3, faults: await publicRights(connection), untried: silent === null ? [] : [silent] }
  ];
  for (const role of roles) {
    const owned = await readOwned(connection, role.name);
    const { exists, isSuperuser: isSuperuser2, faults } = await roleFaults(connection, role, owned);
    tried.push({ ...NOTHING3, faults });
    if (!exists || role.purpose === "group") continue;
    const unknown = unknownNames(role, names, excluded);
    const held = judgeHeldRights(role, await readHeldRights(connection, role.name), names);
    tried.push({ ...NOTHING3, faults: [...unknown.faults, ...held], untried: unknown.leftOut });
    const { login, ...settings } = await readLoginSettings(connection, role.name);
    tried.push({ ...NOTHING3, ...settings });
    tried.push(await tryRole(ground, role, { login, isSuperuser: isSuperuser2, owned }));
    tried.push({ ...NOTHING3, ...await trySearchPath(ground, role, login) });
    if (role.granted.owner === true && owned.length > 0) tried.push(await tryOwner(ground, login, owned));
  }
  return tried;
}
var SELECT_SCHEMAS = `
select nspname as name
  from pg_catalog.pg_namespace
 where nspname !~ '^pg_' and nspname <> 'information_schema'
 order by nspname`;
function judge2(roles, tried) {
  const faults = tried.flatMap((one) => one.faults);
  const untried = tried.flatMap((one) => one.untried);
  const unnamed = roles.filter(({ purpose }) => purpose === "unnamed").map(({ name: name2 }) => name2);
  const stranger = unnamed.length === 0 ? "" : ` Not named in rights: ${list(unnamed)}.`;
  if (faults.length > 0) return fail(`Tried as each role: ${list(faults)}.${stranger}`);
  if (untried.length > 0)
    return unverified(`It could not be told by trying: ${list(untried)}. Somebody can attest it.`);
  const allowed = amount(sum(tried.map((one) => one.allowed)), "right");
  const refused5 = formatCount(sum(tried.map((one) => one.refused)));
  const [application] = roles.filter(({ purpose }) => purpose === "application");
  const owns = tried.flatMap((one) => one.owns ?? []);
  const owners = owns.length === 0 ? "" : ` As rights says, ${owns.join("; ")}.`;
  return pass(
    `Tried as ${amount(roles.filter(({ purpose }) => purpose !== "group").length, "role")}: ${allowed} that must be there are, and ${refused5} that must not be were refused with 42501. PUBLIC has nothing beyond its default, and ${application?.name} is neither superuser nor owner.${owners}`
  );
}

// src/stages/readiness/security/audit/compare-firing.ts
function firesForLess(trigger, plan, firing) {
  const { name: name2, watches, writes, refuses } = trigger;
  const unwatched = columnsUnwatched(trigger, plan, firing);
  if (unwatched.length > 0) {
    return {
      is: "fault",
      text: `the trigger ${name2} does not fire where ${list(unwatched)} of ${watches} is updated`
    };
  }
  const refusesAll = refuses === "always" && writes.length === 0;
  if (!firing.eachRow && !refusesAll) {
    return firing.seesRows ? { is: "untold", text: `whether ${name2}, which fires once for a statement, heeds each row` } : { is: "fault", text: `the trigger ${name2} fires once for a statement and not for each row` };
  }
  if (firing.conditional && !trigger.conditional && refuses !== "sometimes") {
    return {
      is: "untold",
      text: `whether the condition of ${name2} leaves out what the source heeds, where the trigger has none`
    };
  }
  return null;
}
function columnsUnwatched({ on, columns }, plan, firing) {
  const watched = firing.columns;
  if (on !== "update" || watched === null || plan === null) return [];
  return plan.columns.filter(
    ({ source, generated }) => columns === null ? !generated : columns.some((one) => sameName(one, source))
  ).filter(({ target }) => !watched.includes(target)).map(({ source }) => source);
}

// src/stages/readiness/security/audit/heeded-rows.ts
var NEAR2 = 2e4;
var MOST_ROWS3 = 8;
async function heededRows(source, connection, plan, probes, trigger) {
  const [key, ...more] = plan.keyColumns;
  const column = plan.columns.find((one) => one.source === key);
  const { condition } = trigger;
  if (condition === null || key === void 0 || more.length > 0 || column === void 0) return [];
  if (trigger.on === "insert" && asksForDefault(condition, plan, probes)) return [];
  const keys = spread(keysOf2(source, plan.source, key, condition));
  if (keys.length === 0) return [];
  try {
    return await takenBack(connection, async () => {
      const { rows } = await connection.query(
        `select tableoid::text as part, ctid::text as place from ${probes.name} where ${quoteIdentifier(column.target)} in (${keys.join(", ")})`
      );
      return rows.map((row) => ({ part: row.part ?? "", place: row.place ?? "" }));
    });
  } catch (error) {
    if (error instanceof PostgresRefusal) return [];
    throw error;
  }
}
function keysOf2(source, table, name2, condition) {
  const [from, key] = [quoteIdentifier(table), quoteIdentifier(name2)];
  const near = (direction) => `new.${key} in (select ${key} from ${from} order by ${key} ${direction} limit ${NEAR2})`;
  try {
    return source.prepare(
      `select cast(new.${key} as text) from ${from} as new join ${from} as old on old.${key} = new.${key}
          where typeof(new.${key}) = 'integer' and (${near("asc")} or ${near("desc")}) and (${condition}
)
          order by new.${key}`
    ).pluck().all();
  } catch (error) {
    if (sqliteResultCode(error) !== null) return [];
    throw error;
  }
}
function spread(keys) {
  if (keys.length <= MOST_ROWS3) return keys;
  const last = keys.length - 1;
  return Array.from({ length: MOST_ROWS3 }, (_, at) => keys[Math.round(at * last / (MOST_ROWS3 - 1))] ?? "");
}
function asksForDefault(condition, { columns }, probes) {
  const words = lexSqlite(condition).map(({ value }) => value);
  const filled = probes.columns.filter(({ hasDefault }) => hasDefault).map(({ name: name2 }) => name2);
  return columns.some(
    ({ source, target }) => filled.includes(quoteIdentifier(target)) && words.some((word) => sameName(word, source))
  );
}

// src/stages/readiness/security/audit/judge-trials.ts
function judgeTrials(trigger, trials, outcomes, writes) {
  const { name: name2, watches, on, refuses, isSure, condition } = trigger;
  const told = (answer) => ({ answer, isDenied: false });
  const untold2 = (why) => ({ is: "untold", text: `what ${name2} does: ${why}` });
  if (trials.length === 0) return told(untold2(`there is no row in ${watches}`));
  const tried = trials.flatMap((trial, at) => {
    const outcome = outcomes[at];
    return outcome == null ? [] : [{ ...trial, outcome, isGood: isGood(trigger, outcome, writes) }];
  });
  const obstacle = tried.map(({ outcome }) => outcome.refusal).find((one) => one !== null && !isRaised(one));
  if (obstacle != null) {
    const { sqlstate, where } = obstacle.fields;
    return { answer: untold2(refusalOf(obstacle)), isDenied: sqlstate === DENIED && where === null };
  }
  const silent = tried.find(({ outcome }) => isSilent(trigger, outcome));
  if (silent !== void 0) return told(silently(trigger, silent.outcome));
  const missed = tried.filter(({ isGood: isGood2, isDemanded }) => !isGood2 && isDemanded);
  const isEvery = refuses === "always" || isSure;
  const isTold = isEvery || condition !== null;
  if (tried.some((one) => one.isGood) && (missed.length === 0 || !isTold))
    return told({ is: "seen", tried: howMany(trigger, tried, isEvery), without: null });
  const isAll = missed.length === 0 || missed.length === tried.length;
  const some = isAll ? `a row of ${watches}` : someOf(missed, tried, watches);
  const verb = missed.length > 1 && !isAll ? "were" : "was";
  if (refuses === "always" || refuses !== null && condition !== null && missed.length > 0)
    return told({ is: "fault", text: `the trigger ${name2} lets ${some} be ${PAST[on]}` });
  const what = writes > 0 ? "wrote nothing" : "refused nothing";
  return told(untold2(`it ${what} when ${some} ${verb} ${PAST[on]}`));
}
var PAST = { insert: "inserted", update: "updated", delete: "deleted" };
function isGood({ refuses, ignores }, outcome, writes) {
  if (outcome.refusal !== null) return refuses !== null;
  return outcome.kept ? writes > 0 && outcome.allGrew : refuses !== null && ignores;
}
function isSilent({ refuses, ignores }, { kept, refusal }) {
  return refuses !== null && !ignores && !kept && refusal === null;
}
function silently({ name: name2, watches, on }, { hidden }) {
  return hidden ? {
    is: "untold",
    text: `what ${name2} does: row security may hide the rows of ${watches} from who writes`
  } : {
    is: "fault",
    text: `the trigger ${name2} leaves out without an error that a row of ${watches} is ${PAST[on]}, where the source refuses it with one`
  };
}
function isRaised({ fields: { where } }) {
  return where !== null && /\bRAISE\b/.test(where);
}
function someOf(missed, tried, watches) {
  const fresh = missed.every(({ isFresh }) => isFresh) ? ", the new one," : "";
  return `${missed.length} of ${amount(tried.length, "row")} of ${watches} that were tried${fresh}`;
}
function howMany({ name: name2 }, tried, isEvery) {
  const fresh = tried.filter(({ isFresh }) => isFresh).length;
  const good = tried.filter((one) => one.isGood).length;
  const share = isEvery ? "" : `${good} of `;
  return `${name2} on ${share}${amount(tried.length, "row")}${fresh > 0 ? ", one of them new" : ""}`;
}

// src/stages/readiness/security/audit/choose-rows.ts
var MOST_ROWS4 = 8;
var NEAR3 = 1e3;
var FEW_VALUES = 12;
var KINDS = 4;
var OTHERS = 2;
var LONG_TYPES = /^(bytea|jsonb?|xml|tsvector)\b|\[\]$/;
async function chooseRows(connection, { name: name2, oid: oid2, columns }) {
  const sorting = columns.filter(({ type }) => !LONG_TYPES.test(type));
  if (sorting.length === 0) return [];
  const values = sorting.map((column, at) => `(${at}, r.${column.name}::text)`).join(", ");
  const place2 = 'r.tableoid as "rehearsal part", r.ctid as "rehearsal place", r.*';
  const size = await connection.query(
    "select least(100, 100.0 * $2 / greatest(reltuples, $2)) as share from pg_catalog.pg_class where oid = $1::oid",
    [oid2, NEAR3]
  );
  const share = size.rows[0]?.share ?? "100";
  const { rows } = await connection.query(`
    with near as materialized (
      (select ${place2} from ${name2} r limit ${NEAR3})
      union all
      (select ${place2} from ${name2} r tablesample system (${share}) repeatable (1) limit ${NEAR3})
    ), numbered as (
      select row_number() over () as "rehearsal number", n.* from near n
    ), first_of as (
      select distinct on (v.col, v.val) v.col, r."rehearsal number" as number, r."rehearsal part" as part, r."rehearsal place" as place
        from numbered r cross join lateral (values ${values}) v (col, val)
       order by v.col, v.val, number
    ), ranked as (
      select *, row_number() over (partition by col order by number) as rank, count(*) over (partition by col) as kinds
        from first_of
    )
    select part::text as part, place::text as place
      from ranked
     where rank <= case when kinds <= ${FEW_VALUES} then ${KINDS} else ${OTHERS} end
     group by part, place
     order by min(rank), min(number)
     limit ${MOST_ROWS4}`);
  return rows.map((row) => ({ part: row.part ?? "", place: row.place ?? "" }));
}

// src/stages/readiness/security/audit/fresh-row.ts
async function freshWrite(connection, table, writing) {
  const write = await rowWrite(connection, table, writing);
  if (write === null) return null;
  const unique = await uniqueColumns(connection, table);
  const given = table.columns.flatMap((column) => {
    const value = unique.has(column.name) ? freshValue(table, column) : `kept.${column.name}`;
    return value === null || column.isAlwaysIdentity ? [] : [{ name: column.name, value }];
  });
  const names = given.map(({ name: name2 }) => name2).join(", ");
  const copy = given.length === 0 ? "default values" : `(${names}) select ${given.map(({ value }) => value).join(", ")} from ${ROW} kept`;
  const make = `do $probe$ declare part oid; place tid; begin
    insert into ${table.name} ${copy} returning tableoid, ctid into part, place;
    delete from ${ROW};
    insert into ${ROW} select r.tableoid, r.ctid, r.* from ${table.name} r where r.tableoid = part and r.ctid = place;
  end $probe$`;
  const silent = await isSuperuser(connection) ? ["replica", "origin"] : [];
  const [before = [], after = []] = silent.map((role) => [`set local session_replication_role to ${role}`]);
  return {
    ...write,
    prepare: [...write.prepare, `alter table ${table.name} disable trigger user`, ...before, make, ...after]
  };
}
function freshValue({ name: table }, { name: name2, type, hasDefault }) {
  if (/^(smallint|integer|bigint|numeric|real|double precision)/.test(type))
    return `(select coalesce(max(${name2}), 0) + 1 from ${table})::${type}`;
  if (hasDefault) return null;
  if (/^(text|character)/.test(type)) return `pg_catalog.md5(pg_catalog.random()::text)::${type}`;
  if (type === "uuid") return "pg_catalog.gen_random_uuid()";
  if (/^(date|timestamp)/.test(type)) return `(select max(${name2}) + interval '1 day' from ${table})::${type}`;
  return `kept.${name2}`;
}

// src/stages/readiness/security/audit/trials.ts
async function trialsOf(connection, probes, { on, columns, condition }, heeded, alone) {
  const trial = (write, kind) => write === null ? [] : [{ ...write, ...kind, oid: probes.oid, prepare: [...write.prepare, ...alone] }];
  const [first = null, ...others] = await chooseRows(connection, probes);
  const trials = trial(await rowWrite(connection, probes, on, first), {
    isExtra: false,
    isDemanded: condition === null,
    isFresh: false
  });
  if (trials.length === 0) return [];
  const more = { isExtra: true, isDemanded: condition === null, isFresh: false };
  const demanded = { ...more, isDemanded: true };
  for (const row of heeded) trials.push(...trial(await rowWrite(connection, probes, on, row), demanded));
  for (const row of others) trials.push(...trial(await rowWrite(connection, probes, on, row), more));
  if (on === "update") {
    const changed = { ...more, isDemanded: more.isDemanded && columns === null };
    trials.push(...trial(await rowChange(connection, probes), changed));
  }
  if (on !== "insert") {
    trials.push(...trial(await freshWrite(connection, probes, on), { ...more, isFresh: true }));
  }
  return trials;
}

// src/stages/readiness/security/audit/growth.ts
async function watchGrowth(connection, targets) {
  const growths = [];
  for (const [at, target] of targets.entries()) growths.push(await watch(connection, target, at));
  return async () => {
    for (const growth of growths) if (await growth() <= 0n) return false;
    return true;
  };
}
async function watch(connection, target, at) {
  const counter = `pg_rehearsal.growth_${at}`;
  await connection.query("savepoint growth");
  const refusal = await tryStatement(connection, countingInto(counter, target, at));
  if (refusal === null) {
    await connection.query("release savepoint growth");
    return async () => await ask(connection, `select pg_catalog.current_setting('${counter}') as n`);
  }
  await connection.query("rollback to savepoint growth; release savepoint growth");
  const before = await countRows(connection, target);
  return async () => await countRows(connection, target) - before;
}
function countingInto(counter, target, at) {
  const step = (event, by, each) => {
    const name2 = `rehearsal_growth_${at}_${event}`;
    return `create trigger ${name2} after ${event} on ${target} for each ${each} execute function ${counting}('${by}');
      alter table ${target} enable always trigger ${name2};`;
  };
  const counting = `pg_temp.rehearsal_growth_${at}`;
  return `do $probe$ begin
      -- what comes into a child fires nothing here
      if exists (select from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhparent
                  where c.oid = ${quoteLiteral(target)}::regclass and c.relkind <> 'p') then
        raise feature_not_supported;
      end if;
    end $probe$;
    create or replace function ${counting}() returns trigger language plpgsql security definer as $count$ begin
      perform pg_catalog.set_config('${counter}',
        (pg_catalog.current_setting('${counter}')::bigint + tg_argv[0]::bigint)::text, true);
      return null;
    end $count$;
    ${step("insert", "1", "row")}
    ${step("delete", "-1", "row")}
    ${step("truncate", EMPTIED, "statement")}
    select pg_catalog.set_config('${counter}', '0', true)`;
}
var EMPTIED = "-1000000000000";
async function countRows(connection, target) {
  return await ask(connection, `select count(*) as n from ${target}`);
}
async function ask(connection, sql) {
  return BigInt((await connection.query(sql)).rows[0]?.n ?? 0);
}

// src/stages/readiness/security/audit/write-once.ts
async function writeOnce(connection, login, { prepare: prepare2, needs, statement, oid: oid2, isExtra }, targets) {
  await connection.query("savepoint fire");
  let isPrepared = false;
  try {
    for (const sql of prepare2) await connection.query(sql);
    if (needs !== void 0 && (await connection.query(needs)).rowCount === 0) return null;
    const hasGrown = await watchGrowth(connection, targets);
    isPrepared = true;
    await become(connection, login);
    const { rowCount } = await connection.query(statement);
    const hides = await connection.query("select pg_catalog.row_security_active($1::oid) as is", [oid2]);
    await connection.query("set local role none");
    return { kept: rowCount > 0, allGrew: await hasGrown(), hidden: hides.rows[0]?.is === "t", refusal: null };
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error;
    if (isExtra && (!isPrepared || error.fields.where === null)) return null;
    return { kept: false, allGrew: false, hidden: false, refusal: error };
  } finally {
    await connection.query("rollback to savepoint fire; release savepoint fire");
  }
}

// src/stages/readiness/security/audit/fire-triggers.ts
async function fireTriggers({ tables }, source, triggers, connection, writer) {
  const answers = [];
  for (const trigger of triggers) answers.push(await fire(tables, source, trigger, connection, writer));
  return {
    faults: answers.flatMap((answer) => answer.is === "fault" ? [answer.text] : []),
    untold: answers.flatMap((answer) => answer.is === "untold" ? [answer.text] : []),
    seen: answers.flatMap((answer) => answer.is === "seen" ? [answer.tried] : []),
    withoutWriter: answers.flatMap((answer) => answer.is === "seen" ? answer.without ?? [] : [])
  };
}
var SELECT_TRIGGER = `
select t.tgname as name, t.tgenabled::text as enabled, c.relname as watches, n.nspname as schema,
       tgtype & (case $2 when 'insert' then 4 when 'delete' then 8 else 16 end) <> 0 as fires,
       tgtype & 1 <> 0 as each_row, tgqual is not null as conditional,
       tgoldtable is not null or tgnewtable is not null as sees_rows,
       (select json_agg(a.attname)
          from pg_catalog.pg_attribute a
         where a.attrelid = t.tgrelid and a.attnum = any (t.tgattr::int2[])) as columns
  from pg_catalog.pg_trigger t
  join pg_catalog.pg_class c on c.oid = t.tgrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where not t.tgisinternal and lower(t.tgname) = lower($1)
 order by t.tgname`;
async function fire(tables, source, trigger, connection, writer) {
  const { name: name2, watches, on } = trigger;
  const plan = tables.find((one) => one.source === watches);
  const { rows } = await connection.query(SELECT_TRIGGER, [name2, on]);
  if (rows.length === 0) return { is: "fault", text: `the trigger ${name2} is not in the target` };
  const found = rows.find(
    (row) => plan === void 0 ? row.watches?.toLowerCase() === watches.toLowerCase() : row.watches === plan.target.name && row.schema === plan.target.schema
  );
  if (found === void 0) return { is: "fault", text: `the trigger ${name2} does not watch ${watches}` };
  if (found.enabled !== "O" && found.enabled !== "A") {
    return { is: "fault", text: `the trigger ${name2} is disabled` };
  }
  if (found.fires !== "t") return { is: "fault", text: `the trigger ${name2} does not fire on ${on}` };
  const less = firesForLess(trigger, plan ?? null, firingOf(found));
  if (less?.is === "fault") return less;
  const answer = await observeAlone(tables, source, trigger, found.name ?? "", connection, writer);
  if (less === null || answer.is === "fault") return answer;
  return answer.is === "untold" ? { is: "untold", text: `${answer.text}, and ${less.text}` } : less;
}
function firingOf(row) {
  return {
    eachRow: row.each_row === "t",
    seesRows: row.sees_rows === "t",
    conditional: row.conditional === "t",
    columns: row.columns == null ? null : JSON.parse(row.columns)
  };
}
async function observeAlone(tables, source, trigger, found, connection, writer) {
  const { name: name2, watches, writes, refuses } = trigger;
  const plan = tables.find((one) => one.source === watches);
  if (writes.length === 0 && refuses === null) return { is: "present" };
  if (plan === void 0) return { is: "untold", text: `what ${name2} does: it watches the view ${watches}` };
  const probes = await readProbes(connection, plan);
  const alone = [
    `alter table ${probes.name} disable trigger user`,
    `alter table ${probes.name} enable trigger ${quoteIdentifier(found)}`
  ];
  const targets = writes.flatMap((audit) => {
    const table = tables.find((one) => one.source === audit);
    return table === void 0 ? [] : [quoteQualified(table.target)];
  });
  const heeded = await heededRows(source, connection, plan, probes, trigger);
  const trials = await trialsOf(connection, probes, trigger, heeded, alone);
  const observe = async (login) => {
    const outcomes = [];
    for (const trial of trials) outcomes.push(await writeOnce(connection, login, trial, targets));
    return judgeTrials(trigger, trials, outcomes, targets.length);
  };
  const { isDenied, answer } = await observe(writer.login);
  if (!isDenied) return answer;
  const own = (await observe(writer.itself)).answer;
  return own.is === "seen" ? { ...own, without: name2 } : own;
}

// src/stages/readiness/security/audit/takes-rows.ts
async function takeRows({ tables }, names, triggers, connection, { login, itself }) {
  const guarded = triggers.flatMap(
    ({ on, refuses, watches }) => on === "insert" && refuses !== null ? [watches] : []
  );
  const found = { faults: [], untold: [] };
  for (const plan of tables) {
    const { source } = plan;
    if (!names.includes(source) || guarded.includes(source)) continue;
    const probes = await readProbes(connection, plan);
    const write = await rowWrite(connection, probes, "insert");
    if (write === null) continue;
    const written = async (one) => await attemptRows(connection, one, write.statement, write.prepare);
    let [by, touched] = [login, await written(login)];
    if (typeof touched !== "number" && touched.sqlstate === DENIED) {
      by = itself;
      touched = await written(itself);
    }
    if (touched === 0) {
      const none = await whyNoRow(connection, by, probes, "insert", write);
      if (none.kind === "swallowed") found.faults.push(`${source} takes no row, by the ${none.by}`);
      else found.untold.push(`whether ${source} takes a row: ${none.why}`);
    } else if (typeof touched !== "number" && !touched.sqlstate.startsWith("23")) {
      found.untold.push(`whether ${source} takes a row: ${refusalOf({ fields: touched })}`);
    }
  }
  return found;
}

// src/stages/readiness/security/audit/try-truncate.ts
async function tryTruncate({ tables }, names, triggers, connection, { login, itself, name: name2 }) {
  const found = { faults: [], untold: [] };
  const guarded = triggers.flatMap(
    ({ on, refuses, watches }) => on === "delete" && refuses !== null ? [watches] : []
  );
  for (const { source, target } of tables) {
    if (!names.includes(source) || !guarded.includes(source)) continue;
    const refusal = await attempt(connection, login, `truncate ${quoteQualified(target)} cascade`);
    if (refusal === null && login === itself)
      found.untold.push(
        `whether the application may TRUNCATE ${source}, for which the trigger that refuses DELETE does not fire (it was tried as ${name2}; a trigger that refuses TRUNCATE would settle it)`
      );
    else if (refusal === null)
      found.faults.push(
        `${name2} may TRUNCATE ${source}, for which the trigger that refuses DELETE does not fire`
      );
    else if (refusal.sqlstate !== DENIED && !/\bRAISE\b/.test(refusal.where ?? ""))
      found.untold.push(`whether ${name2} may TRUNCATE ${source}: ${refusalOf({ fields: refusal })}`);
  }
  return found;
}

// src/stages/readiness/security/audit/observe-trail.ts
async function observeTrail({ plan }, names, triggers, source, connection, choose) {
  await connection.query("begin");
  try {
    const silent = await whyNoTriggerFires(connection);
    if (silent !== null) return { faults: [], untold: [silent], seen: null };
    await protectSequences(connection);
    const writer = await choose();
    const taken = await takeRows(plan, names, triggers, connection, writer);
    const truncated = await tryTruncate(plan, names, triggers, connection, writer);
    const fired = await fireTriggers(plan, source, triggers, connection, writer);
    return {
      faults: [...fired.faults, ...taken.faults, ...truncated.faults],
      untold: [...fired.untold, ...taken.untold, ...truncated.untold],
      seen: fired.seen.length === 0 ? null : sayFired(fired, writer)
    };
  } finally {
    await connection.query("rollback").catch(() => {
    });
  }
}
function sayFired({ seen, withoutWriter }, { name: name2 }) {
  const others = withoutWriter.length === 0 ? "" : ` (${list(withoutWriter)} as the user of the run: ${name2} may not write what it watches)`;
  const were = seen.length === 1 ? "was" : "were";
  return `${seen.length} of which ${were} fired as ${name2}${others} and seen to write or to refuse: ${list(seen)}`;
}

// src/stages/readiness/security/audit/row-order.ts
var SORTABLE = /* @__PURE__ */ new Set([
  "integer",
  "epoch",
  "duration",
  "date",
  "timestamp",
  "timestamptz",
  "float"
]);
async function keptOrder(table, source, connection) {
  if (table.rowCount < 2 || table.rowidName === null) return { kind: "kept", by: [] };
  const found = risingColumns(source, table, table.rowidName);
  const [first] = found.columns;
  if (first === void 0) return { kind: "lost", column: null };
  const values = found.columns.map(({ target }) => quoteIdentifier(target));
  const { rows } = await connection.query(
    `select count(*) as n, count(distinct (${values.join(", ")})) as different from ${quoteQualified(table.target)}`
  );
  const ties = Number(rows[0]?.n) - Number(rows[0]?.different);
  if (ties > found.ties) return { kind: "lost", column: first.target };
  const by = found.columns.map(named);
  return ties === 0 ? { kind: "kept", by } : { kind: "ties", by, rows: ties };
}
function risingColumns(source, table, rowid2) {
  const { order, keyColumns, columns, rowCount } = table;
  const isRowid = columns.find((column) => order.kind === "rowid" && column.source === order.column);
  if (isRowid !== void 0) return { columns: [isRowid], ties: 0 };
  const candidates = columns.filter(
    ({ conversion, source: name2 }) => SORTABLE.has(conversion.kind) || keyColumns.includes(name2) && SORTABLE_KEYS.has(conversion.kind) && (conversion.kind !== "text" || table.encoding === "UTF-8")
  );
  let best = { columns: [], ties: rowCount - 1 };
  for (; ; ) {
    let better = best;
    for (const column of candidates) {
      const longer = [...best.columns, column];
      const ties = tiesOf(source, table.source, rowid2, longer);
      if (ties !== null && ties < better.ties) better = { columns: longer, ties };
      if (better.ties === 0) return better;
    }
    if (better === best) return best;
    best = better;
  }
}
function tiesOf(source, name2, rowid2, columns) {
  const order = `over (order by ${quoteIdentifier(rowid2)})`;
  const values = columns.map(spelled2);
  const written = values.map((value, index) => `${value} as v${index}, lag(${value}) ${order} as p${index}`);
  const row = (letter) => `(${columns.map((_, index) => `${letter}${index}`).join(", ")})`;
  const sql = `
    select count(*) filter (where (${row("v")} >= ${row("p")}) is not true) as falls,
           count(*) filter (where ${row("v")} = ${row("p")}) as ties
      from (select ${written.join(", ")}, row_number() ${order} as r from ${quoteIdentifier(name2)})
     where r > 1`;
  const found = source.prepare(sql).get();
  return found?.falls === 0n ? Number(found.ties) : null;
}
var SORTABLE_KEYS = /* @__PURE__ */ new Set(["text", "uuid", "respelled-uuid"]);
function spelled2({ source, conversion: { kind } }) {
  const value = quoteIdentifier(source);
  if (kind === "text") return `${value} collate binary`;
  if (kind !== "uuid" && kind !== "respelled-uuid") return value;
  return `lower(iif(typeof(${value}) = 'blob', hex(${value}), replace(trim(${value}, '{}'), '-', '')))`;
}
function named({ target, conversion }) {
  return conversion.kind === "text" ? `${target} collate "C"` : target;
}

// src/stages/readiness/security/audit/source-trigger.ts
function auditTriggers(triggers, tables) {
  return triggers.flatMap((trigger) => {
    const { name: name2, table, sql } = trigger;
    const mentions2 = (one) => one === table || new RegExp(wordOf(one), "iu").test(sql);
    if (!tables.some(mentions2)) return [];
    const text = withoutNoise(sql);
    const writes = tables.filter(
      (one) => new RegExp(`\\binto\\s+(?:["'\`[]?main["'\`\\]]?\\s*\\.\\s*)?["'\`[]?${wordOf(one)}`, "iu").test(text)
    );
    const { when, ...head } = headOf(sql);
    const refuses = refusalOf3(text);
    const writesEach = writes.length > 0 && refuses === null && writesSurely(sql);
    const isSure = writesEach && !head.conditional;
    const condition = writesEach || refuses !== null && isBareRaise(text) ? when : null;
    const ignores = /\braise\s*\(\s*ignore\b/i.test(text);
    return [{ name: name2, watches: table, ...head, writes, refuses, ignores, isSure, condition }];
  });
}
function triggersOutOfScope(source, outOfScope) {
  return source.prepare(`select name, tbl_name as "table", sql from sqlite_schema where type = 'trigger'`).all().filter(({ table }) => outOfScope.some((one) => sameName(one, table)));
}
function wordOf(name2) {
  return `(?<![\\p{L}\\p{N}_$])${name2.replaceAll(/[\\^$.+*?()[\]{}|]/g, "\\$&")}(?![\\p{L}\\p{N}_$])`;
}
function withoutNoise(sql) {
  return sql.replaceAll(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, " ");
}
function headOf(sql) {
  const tokens = lexSqlite(sql);
  const isWord = (at, ...words) => tokens[at]?.kind === "word" && words.includes(tokens[at].value.toLowerCase());
  const event = tokens.findIndex((_, at) => isWord(at, ...WRITINGS));
  const word = tokens[event]?.value.toLowerCase();
  const on = tokens.findIndex((_, at) => at > event && isWord(at, "on"));
  const names = tokens.slice(event + 2, on).filter(({ kind }) => kind !== "operator");
  const columns = isWord(event + 1, "of") ? names.map(({ value }) => value) : null;
  const behindName = on + (tokens[on + 2]?.value === "." ? 4 : 2);
  const condition = behindName + (isWord(behindName, "for") ? FOR_EACH_ROW.length : 0);
  const conditional = isWord(condition, "when");
  const begin = tokens.findIndex((_, at) => at > condition && isWord(at, "begin"));
  const isQuery = tokens.slice(condition, begin).some((_, at) => isWord(condition + at, "select"));
  const when = conditional && !isQuery ? sql.slice(tokens[condition]?.end, tokens[begin]?.start).trim() : null;
  return { on: WRITINGS.find((one) => one === word) ?? "update", columns, conditional, when };
}
var DOUBTFUL = /* @__PURE__ */ new Set(["from", "where", "having", "limit", "or", "replace", "conflict"]);
function writesSurely(sql) {
  const tokens = lexSqlite(sql);
  const words = tokens.map(
    ({ kind, value }) => kind === "word" ? value.toLowerCase() : kind === "operator" ? value : ""
  );
  const ends = words.flatMap((word, at) => word === ";" ? [at] : []);
  const statements = ends.map((end, at) => words.slice(ends[at - 1] ?? words.indexOf("begin"), end));
  return statements.every((words2) => !words2.includes("into") || !words2.some((word) => DOUBTFUL.has(word)));
}
var FOR_EACH_ROW = ["for", "each", "row"];
var WRITINGS = ["insert", "update", "delete"];
function refusalOf3(text) {
  if (!/\braise\s*\(/i.test(text)) return null;
  return isBareRaise(text) && !/\bwhen\b/i.test(text) ? "always" : "sometimes";
}
function isBareRaise(text) {
  return /\bbegin\s+select\s+raise\s*\(\s*\w+\s*(?:,\s*'(?:[^']|'')*'\s*)?\)\s*;\s*end\b/i.test(text);
}

// src/stages/readiness/security/audit/writer.ts
async function chooseWriter(connection, database, access) {
  const { rows } = await connection.query(
    `select current_user as name, current_setting('is_superuser') as superuser`
  );
  const itself = bare(rows[0]?.name ?? "");
  const ownself = (why) => ({
    login: itself,
    itself,
    name: `the user of the run (${why})`
  });
  if (access === null) return ownself("access-controls names no application-role");
  if (rows[0]?.superuser !== "on") return ownself("it is no superuser, who alone surely can become another");
  const { sql: file, applicationRole: role } = access;
  const script = await readRegularFile(file).then(String, () => null);
  if (script === null) return ownself(`${file} cannot be read`);
  const grant = async () => (await runRolesFile(connection, { file, script, database })).refusals;
  if ((await takenBack(connection, grant)).length > 0) return ownself(`${file} could not be carried out`);
  await grant();
  const found = await connection.query("select 1 from pg_catalog.pg_roles where rolname = $1", [role]);
  if (found.rowCount === 0) return ownself(`${file} makes no ${role}`);
  return { login: (await readLoginSettings(connection, role)).login, itself, name: role };
}

// src/stages/readiness/security/audit/probe-audit.ts
async function probeAudit(subject, globs, access) {
  if (globs.length === 0) {
    return unverified(NEEDS["audit-trail"]);
  }
  const judged2 = subject.catalog.tables.map(({ name: name2 }) => name2).filter((name2) => isMatched(name2, globs));
  const leftOut = subject.outOfScope.filter((name2) => isMatched(name2, globs));
  const known = [...judged2, ...leftOut];
  const unknown = globs.filter((glob) => !known.some((name2) => matchesGlob(name2, glob)));
  if (unknown.length > 0) return fail(`No table of the source is called ${list(unknown)}.`);
  const own = judged2.length === 0 ? null : await probeTables(subject, judged2, access);
  return inParts(own, { judged: judged2, leftOut }, `This run leaves out of the audit trail: ${list(leftOut)}.`);
}
async function probeTables(subject, names, access) {
  const source = subject.snapshot.open();
  const connection = await subject.database.connect();
  try {
    const faults = names.flatMap((name2) => [...lostContent(subject, name2), ...lostColumns(subject, name2)]);
    const unlogged = await unloggedTables(subject.database, subject.plan);
    faults.push(...names.filter((name2) => unlogged.includes(name2)).map(unloggedOf));
    const orders = /* @__PURE__ */ new Map();
    const unread = subject.load.tables.filter(({ failure }) => failure !== null).map((table) => table.source);
    for (const table of subject.plan.tables) {
      if (names.includes(table.source) && !unread.includes(table.source))
        orders.set(table.source, await keptOrder(table, source, connection));
    }
    faults.push(...[...orders].flatMap(([name2, order]) => lostOrder(name2, order)));
    const triggers = auditTriggers(subject.catalog.triggers, names);
    const observed = await observeTrail(
      subject,
      [...orders.keys()],
      triggers,
      source,
      connection,
      () => chooseWriter(connection, subject.database.name, access)
    );
    faults.push(...observed.faults);
    if (faults.length > 0) return fail(`Of the audit trail, ${list(faults)}.`);
    const strangers = auditTriggers(triggersOutOfScope(source, subject.outOfScope), names);
    const untold2 = [
      ...strangers.length === 0 ? [] : [strangersOf(strangers)],
      ...observed.untold.length === 0 ? [] : [`It could not be told by trying: ${list(observed.untold)}.`],
      ...[...orders].flatMap(([name2, order]) => tiesOf2(name2, order))
    ];
    if (untold2.length > 0) return unverified(`${untold2.join(" ")} Somebody can attest it.`);
    return pass(passed(subject, names, { orders, triggers: triggers.length, seen: observed.seen }));
  } finally {
    source.close();
    await connection.close();
  }
}
function strangersOf(triggers) {
  const names = triggers.map(({ name: name2, watches }) => `${name2} on ${watches}`);
  return `This run leaves out tables with triggers for the audit trail: ${list(names)}.`;
}
function passed({ plan, validation }, names, proven) {
  const { orders, triggers, seen } = proven;
  const rows = validation.tables.filter((table) => names.includes(table.source));
  const count = amount(sum(rows.map(({ rowsCompared }) => rowsCompared)), "row");
  const unordered = plan.tables.filter(
    ({ source, rowidName, rowCount }) => names.includes(source) && rowidName === null && rowCount > 1
  );
  const order = unordered.length === 0 ? "in the order in which they were written" : `in the order of their keys (the source itself does not tell in which order ${list(unordered.map(({ source }) => source))} was written)`;
  const by = [...orders].flatMap(
    ([name2, order2]) => order2.kind !== "kept" || order2.by.length < 2 ? [] : [`${name2} by ${order2.by.join(", then ")}`]
  );
  const settled = by.length === 0 ? "" : ` (${list(by)})`;
  const shown = seen === null ? "" : `, ${seen}`;
  return `${list(names)}: ${count}, every cell compared, ${order}${settled}; ${amount(triggers, "trigger")} in the target${shown}.`;
}
function isMatched(name2, globs) {
  return globs.some((glob) => matchesGlob(name2, glob));
}
function lostContent({ load, validation }, name2) {
  const loaded = load.tables.find((table) => table.source === name2);
  const compared = validation.tables.find((table) => table.source === name2);
  if (loaded === void 0 || compared === void 0) return [`${name2} is not in the target`];
  const lost = loaded.rowsSource - compared.rowsTarget;
  return [
    ...lost === 0 ? [] : [
      `${amount(Math.abs(lost), "row")} of ${name2} ${lost < 0 ? "too many" : lost === 1 ? "is lost" : "are lost"}`
    ],
    ...compared.mismatches === 0 ? [] : [`${amount(compared.mismatches, "difference")} in ${name2}`],
    ...compared.rowsCompared === loaded.rowsLoaded ? [] : [`not all rows of ${name2} were compared`]
  ];
}
function lostColumns({ catalog, plan }, name2) {
  const table = catalog.tables.find((candidate) => candidate.name === name2);
  const arrived = plan.tables.find(({ source }) => source === name2);
  if (table === void 0 || arrived === void 0) return [];
  const columns = [...table.columns, ...table.leftOut?.columns ?? []];
  const lost = columns.filter((column) => !arrived.columns.some(({ source }) => source === column.name));
  return lost.map((column) => `the column ${column.name} of ${name2} is not in the target`);
}
function unloggedOf(name2) {
  return `${name2} is UNLOGGED: a crash of the server empties it`;
}
function lostOrder(name2, order) {
  if (order.kind !== "lost") return [];
  return order.column === null ? [`no column of ${name2} tells the order of its rows`] : [`${order.column} of ${name2} no longer tells its order`];
}
function tiesOf2(name2, order) {
  if (order.kind !== "ties") return [];
  const by = order.by.join(", then ");
  const share = order.rows === 1 ? "1 row has" : `${formatCount(order.rows)} rows have`;
  return [
    `The rows of ${name2} are in the order in which they were written by ${by}, but ${share} the same there as the row before, and no column tells which came first: in the source only the rowid does, which is no column.`
  ];
}

// src/stages/readiness/security/probe-connection.ts
import { checkServerIdentity } from "node:tls";
init_rehearsal_error();
async function probeConnection({ server }, { url, rehearse: rehearse2, plaintext }, second, signal) {
  if (url !== null) return await examine(addressesOfUrl(url)[0], "the server of the settings", plaintext);
  if (rehearse2) {
    const look = (address) => examine(address, "a server of our own with a throw-away authority", plaintext);
    if (second !== null) return await look((await second.take(signal)).tlsAddress);
    return await withTlsServer(server.majorVersion, signal, look);
  }
  if (server.address.tls !== false) return await examine(server.address, "the server of the run", plaintext);
  return unverified(`The server of the run has no TLS. ${NEEDS["connection-security"]}`);
}
async function examine(address, where, plaintext) {
  if (address.tls === false) return fail("The URL asks for no TLS: sslmode=verify-full does.");
  const tls = address.tls === true ? {} : address.tls;
  if (tls.rejectUnauthorized === false) {
    return fail("The certificate is not verified: sslmode=verify-full and sslrootcert do.");
  }
  if (tls.checkServerIdentity !== void 0) {
    return fail("The host name is not compared with the certificate: sslmode=verify-full does.");
  }
  const session = await askServer(address);
  if (session instanceof RehearsalError) return fail(`No session with TLS on ${where}: ${session.message}`);
  if (session.ssl !== "t") return fail(`The session on ${where} is without TLS, by pg_stat_ssl.`);
  const accepted = await acceptedStrangers(address, tls);
  if (accepted !== null) return accepted(where);
  const bare2 = await askServer({ ...address, tls: false });
  const refused5 = bare2 instanceof RehearsalError;
  if (refused5 && !isForWantOfTls(bare2)) {
    return unverified(`Whether ${where} refuses a session without TLS could not be told: ${bare2.message}`);
  }
  if (!refused5 && plaintext === "refused") return fail(`On ${where} a session without TLS was let in.`);
  return pass(
    `On ${where} pg_stat_ssl shows ${session.version} with ${session.cipher}; the certificate and its host name were verified, and refused by a client of another authority and by one that looked for another host; a session without TLS was ${refused5 ? "refused" : "let in, which the settings allow"}.`
  );
}
var NO_HOST = "pg-rehearsal.invalid";
async function acceptedStrangers(address, right) {
  const isOtherName = (_, certificate2) => checkServerIdentity(NO_HOST, certificate2);
  const strangers = {
    "an authority that has not signed it": { ...right, ca: makeAuthority().authority },
    "a host that it does not name": { ...right, checkServerIdentity: isOtherName }
  };
  for (const [whom, tls] of Object.entries(strangers)) {
    const session = await askServer({ ...address, tls });
    if (!(session instanceof RehearsalError)) {
      return (where) => fail(`The certificate of ${where} was accepted for ${whom}.`);
    }
    if (!ABOUT_CERTIFICATE.test(errorCode(session.cause) ?? "")) {
      return (where) => unverified(
        `Whether the certificate of ${where} is refused for ${whom} could not be told: ${session.message}`
      );
    }
  }
  return null;
}
var ABOUT_CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)/;
function isForWantOfTls(error) {
  return ["28000", "08P01"].includes(errorCode(error.cause) ?? "");
}
async function askServer(address) {
  try {
    const connection = await connect(address);
    try {
      const { rows } = await connection.query(
        "select ssl, version, cipher from pg_catalog.pg_stat_ssl where pid = pg_backend_pid()"
      );
      return { ssl: rows[0]?.ssl ?? null, version: rows[0]?.version ?? null, cipher: rows[0]?.cipher ?? null };
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (error instanceof RehearsalError) return error;
    throw error;
  }
}

// src/stages/readiness/target-state.ts
var TargetWatch = class {
  #subject;
  #known = null;
  constructor(subject) {
    this.#subject = subject;
  }
  /**
   * Reads the target before and after something; nothing else may write to it meanwhile. What has changed fails the finding:
   * all that is found out about such a target is not about the one that was validated.
   *
   * @throws PostgresRefusal where the user may not look at something
   */
  async around(work2) {
    const before = this.#known ?? await readState(this.#subject);
    const found = await work2();
    const after = await readState(this.#subject);
    this.#known = after;
    const changed = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].filter(
      (name2) => before.get(name2) !== after.get(name2)
    );
    return changed.length === 0 ? found : fail(`A command changed the target itself: ${list(changed)}. ${found.evidence}`);
  }
};
async function readState({ plan, database }) {
  const { objects, ofDatabase } = await readDefinitions(database);
  return new Map([...await rowsOf(plan, database), ...objects, ...ofDatabase]);
}
async function rowsOf(plan, database) {
  const state = /* @__PURE__ */ new Map();
  const sums3 = new Map((await sumRows(plan.tables, database)).map((table) => [table.source, table]));
  const connection = await database.connect();
  try {
    for (const table of plan.tables) {
      const known = sums3.get(table.source);
      const { rows, sum: sum2 } = known === void 0 || known.rows === null ? await sumAsText(connection, table) ?? {} : known;
      if (rows !== void 0) state.set(`rows of ${table.source}`, `${rows} ${sum2}`);
    }
    for (const { name: name2, rows, sum: sum2 } of await sumOtherRows(plan, connection)) {
      state.set(`rows of ${name2}`, `${rows} ${sum2}`);
    }
    return state;
  } finally {
    await connection.close();
  }
}

// src/stages/readiness/rehearse-readiness.ts
async function rehearseReadiness(subject, settings, tools, context) {
  const proofs = /* @__PURE__ */ new Map();
  const execute2 = async (probes, signal2) => {
    for (const [id, probe2] of probes) {
      if (!isExecuted(settings, id)) continue;
      signal2.throwIfAborted();
      context.emit({ type: "note", message: `checklist: ${id}` });
      proofs.set(id, await probe2(signal2).catch((error) => explain3(error, signal2)));
    }
  };
  const { signal } = context;
  await execute2(measuringProbes(subject, settings), signal);
  const prepared = prepare(subject, settings, tools);
  try {
    await execute2(lockingProbes(subject, settings), signal);
    const second = await prepared.second;
    await allOrNone(probesSideBySide(subject, settings, tools, prepared, second), signal, execute2);
  } finally {
    await prepared.end();
  }
  return proofs;
}
function isExecuted({ statements }, id) {
  return statements[id]?.notApplicable == null;
}
function prepare(subject, settings, tools) {
  const second = secondServer(subject, settings);
  const planned = isExecuted(settings, "index-creation") ? tools.readPlanned() : Promise.resolve(null);
  const copyThread = isExecuted(settings, "rollback-plan") ? startCopyThread() : null;
  for (const begun of [second, planned]) begun.catch(() => {
  });
  const end = async () => {
    await Promise.allSettled([planned, second.then((server) => server?.close()), copyThread?.end()]);
  };
  return { second, planned, copyThread, end };
}
function measuringProbes(subject, settings) {
  return [["connection-pooling", () => probePooling(subject, settings.pooling)]];
}
function lockingProbes(subject, settings) {
  return [
    ["access-controls", () => probeAccess(subject, settings.access)],
    ["audit-trail", () => probeAudit(subject, settings.auditTables, settings.access)]
  ];
}
function probesSideBySide(subject, settings, { validate, readActual }, { planned, copyThread }, second) {
  const actual = once(readActual);
  const texts = once(() => probeTexts(subject));
  const rollback = copyThread === null ? [] : [["rollback-plan", (signal) => probeRollback(subject, settings.rollbackCommand, copyThread, signal)]];
  const isOwners = settings.rollbackCommand !== null;
  const watch2 = new TargetWatch(subject);
  const watched = (command, [id, probe2]) => {
    if (command === null) return [id, probe2];
    const found = (signal) => probe2(signal).catch((error) => explain3(error, signal));
    return [id, (signal) => watch2.around(() => found(signal))];
  };
  const connection = [
    "connection-security",
    (signal) => probeConnection(subject, settings.connection, second, signal)
  ];
  return [
    isOwners ? [] : rollback,
    [
      ["foreign-keys", async () => judgeForeignKeys(subject, await actual())],
      ["index-creation", async () => probeIndexes(subject, await actual(), await planned)],
      watched(settings.monitoringCommand, [
        "monitoring-alerts",
        (signal) => probeMonitoring(subject, settings.monitoringCommand, signal)
      ]),
      ...isOwners ? rollback.map((probe2) => watched(settings.rollbackCommand, probe2)) : [],
      ...second === null ? [] : [connection],
      watched(settings.backup.backupCommand, [
        "backup-restore",
        (signal) => probeBackup(subject, settings.backup, validate, second, signal).finally(() => second?.close())
      ])
    ],
    [
      ["no-truncation", async () => (await texts()).truncation],
      ["character-encoding", async () => (await texts()).encoding],
      ["documentation", () => probeDocumentation(settings.documentationPath, subject)],
      ...second === null ? [connection] : []
    ]
  ];
}
async function allOrNone(rows, signal, execute2) {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  await Promise.allSettled(
    rows.map(
      (row) => execute2(row, either).catch((error) => {
        failed.abort(error);
        throw error;
      })
    )
  );
  signal.throwIfAborted();
  if (failed.signal.aborted) throw failed.signal.reason;
}
function once(work2) {
  let begun = null;
  return () => {
    begun ??= work2();
    return begun;
  };
}
function explain3(error, signal) {
  signal.throwIfAborted();
  if (error instanceof PostgresRefusal) return unverified(`It could not be tried: ${refusalOf(error)}.`);
  if (sqliteResultCode(error) !== null)
    return unverified(`It could not be tried: SQLite cannot read the source: ${messageWithoutValue(error)}.`);
  if (error instanceof RehearsalError && error.code !== "postgres-connection-lost") {
    return OURS2.has(error.code) ? unverified(`It could not be tried: ${error.message}`) : fail(error.message);
  }
  throw error;
}
var OURS2 = /* @__PURE__ */ new Set([
  "postgres-not-installed",
  "postgres-start-failed",
  "postgres-unsupported",
  "docker-unavailable"
]);

// src/rehearsal/execute-checklist.ts
var NAMED_ELSEWHERE = /* @__PURE__ */ new Set(["schema", "documentation"]);
async function executeChecklist(migrated, settings, context) {
  const { checklist, target } = settings;
  if (checklist === null) return /* @__PURE__ */ new Map();
  const { snapshot, plan, load } = migrated;
  const directory = await mkdtemp2(join9(snapshot.privateDirectory, "checklist-"));
  const schemaFrom = schemaSource(target) ?? { kind: "source", path: settings.source.snapshot };
  const inputs = [
    ...inputsOf(settings).flatMap(({ what, path }) => NAMED_ELSEWHERE.has(what) ? [] : [path]),
    ...settings.file === null ? [] : [settings.file]
  ];
  const subject = { ...migrated, directory, schemaFrom, inputs, commands: commandRules(settings) };
  const tools = {
    validate: (database) => validateTables(snapshot, plan, load.tables, database, settings, quietly(context)),
    readActual: () => readFactsOf(migrated.database),
    readPlanned: () => readPlanned(migrated, context.signal)
  };
  try {
    return await rehearseReadiness(subject, checklist, tools, context);
  } finally {
    await rm2(directory, { recursive: true, force: true });
  }
}
async function readPlanned({ schema, server }, signal) {
  if (schema.origin !== "derived") return null;
  const twin = await withScratchDatabase(
    server,
    { keep: false, signal },
    (empty) => createTwin(schema, empty)
  );
  return twin.facts;
}

// src/rehearsal/load-and-validate.ts
import { stat as stat3 } from "node:fs/promises";

// src/engines/postgres/durability.ts
async function isDurable(database) {
  const connection = await database.connect();
  try {
    const { rows } = await connection.query(
      `select current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' as durable`
    );
    return rows[0]?.durable === "t";
  } finally {
    await connection.close();
  }
}

// src/stages/load/add-constraints.ts
import { isDeepStrictEqual } from "node:util";

// src/stages/load/set-aside.ts
import { setImmediate } from "node:timers/promises";
function loadableRows(table) {
  const misfits = misfitRows(table);
  return misfits === null && table.tooLarge === null ? null : rowsThat(table, misfits ?? "0", false);
}
async function setAsideMisfits(database, table, rejects, options) {
  await setAsideTooLarge(database, table, rejects);
  const misfits = misfitRows(table);
  if (misfits === null) return;
  const keys = keyExpressions(table);
  const statement = database.prepare(`
      select ${[...describeMisfit(table, options.showValues), ...keys].join(", ")}
        from ${quoteIdentifier(table.source)}
       where ${rowsThat(table, misfits, true)}`).raw();
  let count = 0;
  for (const row of statement.iterate()) {
    await rejects.write(toReject(table, row, options.showValues));
    count += 1;
    if (count % 1e3 === 0) {
      await setImmediate();
      options.signal.throwIfAborted();
    }
  }
}
async function setAsideTooLarge(database, table, rejects) {
  if (table.tooLarge === null) return;
  const keys = keyExpressions(table);
  const rows = database.prepare(`
      select ${["null", ...keys].join(", ")}
        from ${quoteIdentifier(table.source)} not indexed
       where ${table.tooLarge}`).raw();
  const column = table.tooLargeColumn;
  const issue2 = issueId({
    category: "quality",
    code: "value-too-large",
    table: table.source,
    column,
    object: null
  });
  for (const row of rows.iterate()) {
    const key = rowKey(table, row.slice(1));
    await rejects.write({ key, column, storageClass: null, length: null, sqlstate: "54000", issue: issue2 });
  }
}
function misfitRows(table) {
  const misfits = table.columns.flatMap(({ misfit }) => misfit === null ? [] : [`coalesce(${misfit}, 0)`]);
  return misfits.length === 0 ? null : joinBalanced(misfits, "or");
}
function rowsThat(table, misfits, areMisfits) {
  const wanted = areMisfits ? `(${misfits})` : `not (${misfits})`;
  return table.tooLarge === null ? wanted : `case when ${table.tooLarge} then 0 else ${wanted} end`;
}
function describeMisfit(table, showValues) {
  const suspects = table.columns.filter(({ misfit }) => misfit !== null);
  const ofFirst = (field) => firstCase(suspects.map((column) => [column.misfit ?? "0", field(column, quoteIdentifier(column.source))]));
  return [
    ofFirst(({ source }) => quoteLiteral(source)),
    ofFirst((column) => misfitIssue(column, table)),
    ofFirst((_, value) => `typeof(${value})`),
    ofFirst((_, value) => `iif(typeof(${value}) in ('text', 'blob'), length(${value}), null)`),
    showValues ? ofFirst((_, value) => shownValue(value)) : "null"
  ];
}
function firstCase(cases2) {
  const [last = ["", "null"], ...before] = cases2.toReversed();
  const tested = before.toReversed().map(([test, result]) => `when ${test} then ${result}`);
  return tested.length === 0 ? last[1] : `case ${tested.join(" ")} else ${last[1]} end`;
}
function misfitIssue({ source, misfitIssues }, table) {
  const place2 = { table: table.source, column: source, object: null };
  const fallback = quoteLiteral(issueId({ category: "quality", code: "row-refused", ...place2 }));
  const cases2 = misfitIssues.map(({ id, where }) => `when ${where} then ${quoteLiteral(id)}`);
  return cases2.length === 0 ? fallback : `case ${cases2.join(" ")} else ${fallback} end`;
}
function shownValue(value) {
  return `case typeof(${value}) when 'blob' then 'x''' || hex(${value}) || '''' else ${value} end`;
}
function toReject(table, row, showValues) {
  const [column, issue2, storageClass, length, value, ...keys] = row;
  return {
    key: rowKey(table, keys),
    column,
    storageClass,
    length: length === null ? null : Number(length),
    sqlstate: expectedSqlstate(issue2),
    issue: issue2,
    ...showValues ? { value: plainValue(value) } : {}
  };
}
var SQLSTATES = {
  "null-in-not-null": "23502",
  "nul-in-text": "22021",
  "invalid-utf8": "22021",
  "invalid-date": "22007",
  "interval-unclear": "22007",
  "date-encodings-mixed": "22007",
  "date-encoding-unknown": "22007",
  "integer-out-of-range": "22003",
  "integer-beyond-64-bits": "22003",
  "decimal-overflow": "22003",
  "varchar-overflow": "22001",
  "trailing-blanks-lost": "01004",
  "json-not-jsonb": "01004",
  "time-part-lost": "01004",
  "time-zone-lost": "01004",
  "timespan-text": "01004",
  "sub-microsecond": "01004",
  "float-precision-lost": "01004"
};
function expectedSqlstate(issue2) {
  const code = issue2.slice(issue2.indexOf("/") + 1, issue2.indexOf(":"));
  return SQLSTATES[code] ?? "22P02";
}
function plainValue(value) {
  if (value === null || value === void 0) return null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return typeof value === "number" ? value : String(value);
}

// src/stages/load/find-rejected-parents.ts
var NONE = { rows: 0, distinct: 0, examples: [] };
function findRejectedParents({ sourceTable, columns, parent }, plan, loads, source) {
  const child = plan.tables.find((table) => table.source === sourceTable);
  const parents = plan.tables.find(
    ({ target }) => target.schema === parent.schema && target.name === parent.name
  );
  if (child === void 0 || parents === void 0) return NONE;
  const key = keyOf(child, columns);
  const wanted = keyOf(parents, parent.columns);
  if (key === null || wanted === null) return NONE;
  try {
    return withRejectedRows(parents, loads, source, "refused_parents", (rejected) => {
      if (rejected === null) return NONE;
      return withRejectedRows(child, loads, source, "refused_children", (own) => {
        const from = `select ${wanted} from ${quoteIdentifier(parents.source)} where ${wanted} is not null`;
        const where = [
          `${key} in (${from} and (${rejected}))`,
          `${key} not in (${from} and not (${rejected}))`,
          `not (${own ?? "0"})`
        ];
        return readRows(child, key, where.join(" and "), source);
      });
    });
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    return NONE;
  }
}
function readRows(child, key, where, source) {
  const from = `from ${quoteIdentifier(child.source)} not indexed where ${where}`;
  const counted2 = source.prepare(`select count(*), count(distinct ${key}) ${from}`);
  const [rows = 0n, distinct = 0n] = counted2.raw().get() ?? [];
  const names = keyExpressions(child);
  if (rows === 0n || names.length === 0)
    return { rows: Number(rows), distinct: Number(distinct), examples: [] };
  const first = source.prepare(`select ${names.join(", ")} ${from} limit ${MAX_EXAMPLES}`).raw().all();
  const examples = first.map((values) => rowKey(child, values));
  return { rows: Number(rows), distinct: Number(distinct), examples };
}
function withRejectedRows(table, loads, source, name2, use) {
  const load = loads.find((candidate) => candidate.source === table.source);
  if (load === void 0 || load.rowsRejected === 0) return use(null);
  if (load.failure !== null) return use("1");
  const loadable = loadableRows(table);
  const notSent = loadable === null ? [] : [`not (${loadable})`];
  if (load.refusedRows === null) return use(notSent[0] ?? "0");
  const refused5 = attachIdentities(source, load.refusedRows, name2);
  try {
    return use([...notSent, refused5].join(" or "));
  } finally {
    detachIdentities(source, name2);
  }
}
function keyOf(table, columns) {
  const values = columns.flatMap((quoted) => {
    const column = table.columns.find(({ target }) => quoteIdentifier(target) === quoted);
    if (column === void 0) return [];
    return [arrivingValue(quoteIdentifier(column.source), arrivalOf(column, table.encoding))];
  });
  if (values.length === 0 || values.length !== columns.length) return null;
  const isWhole = values.map((value) => `${value} is not null`).join(" and ");
  return values.length === 1 ? values[0] ?? null : `iif(${isWhole}, ${compositeKey(values)}, null)`;
}

// src/stages/load/find-violations.ts
var NONE2 = { rows: 0, distinct: 0, examples: [] };
var SPELLED_ALIKE = /* @__PURE__ */ new Set([
  "integer",
  "text",
  "rendered",
  "bytes",
  "date",
  "uuid"
]);
function isSpelledAlike({ conversion }) {
  return SPELLED_ALIKE.has(conversion.kind);
}
async function findViolations(statement, sqlstate, plan, connection) {
  const table = plan.tables.find(({ source }) => source === statement.sourceTable);
  if (table === void 0) return NONE2;
  if (sqlstate === TOO_LARGE) return await findLargeKeys(statement, keyTargets(table), connection);
  const rows = violatingRows(statement, sqlstate);
  if (rows === null) return NONE2;
  const counted2 = await connection.query(`
    select count(*) as rows, count(distinct "pg-rehearsal offence") as distinct_offences
      from (${rows}) as violation`);
  const [count] = counted2.rows;
  const keys = keyTargets(table);
  return {
    rows: Number(count?.rows ?? 0),
    distinct: Number(count?.distinct_offences ?? 0),
    examples: keys.every(isSpelledAlike) && keys.length > 0 ? await firstKeys(rows, keys, connection) : []
  };
}
var TOO_LARGE = "54000";
var LARGEST_ENTRY_BYTES = 2696;
async function findLargeKeys({ table, columns, where = "true" }, keys, connection) {
  const parts = columns.map((column, at) => `(${column}) as part_${at}`);
  const named2 = keys.map(({ target }, at) => `${quoteIdentifier(target)} as key_${at}`);
  await connection.query(`
    create temp table large_key as
    select ${[...parts, ...named2].join(", ")}
      from ${quoteQualified(table)}
     where ${where}`);
  try {
    const size = columns.map((_, at) => `coalesce(pg_column_size(part_${at}), 0)`).join(" + ");
    const rows = `select * from large_key where ${size} > ${LARGEST_ENTRY_BYTES}`;
    const counted2 = await connection.query(`select count(*) as rows from (${rows}) as violation`);
    const count = Number(counted2.rows[0]?.rows ?? 0);
    const renamed = keys.map((key, at) => ({ ...key, target: `key_${at}` }));
    const isNamed = keys.length > 0 && keys.every(isSpelledAlike);
    return { rows: count, distinct: 0, examples: isNamed ? await firstKeys(rows, renamed, connection) : [] };
  } finally {
    await connection.query("drop table large_key");
  }
}
async function firstKeys(rows, keys, connection) {
  const columns = keys.map(({ target }) => quoteIdentifier(target)).join(", ");
  const found = await connection.query(`
    select ${columns}
      from (${rows}) as violation
     order by ${columns}
     limit ${MAX_EXAMPLES}`);
  return found.rows.map((row) => toRowKey(keys, row));
}
function violatingRows(statement, sqlstate) {
  const table = quoteQualified(statement.table);
  const key = `row(${statement.columns.join(", ")})::text`;
  switch (sqlstate) {
    case "23505":
      return duplicates(statement, table, key);
    case "23502":
      return `select t.*, ${key} as "pg-rehearsal offence" from ${table} as t where ${anyNull(statement.columns)}`;
    case "23503":
      return statement.kind === "foreign-key" ? orphans(statement, table) : null;
    case "23514":
      if (statement.kind !== "check") return null;
      return `select t.*, '' as "pg-rehearsal offence" from ${table} as t where not (${statement.expression})`;
    default:
      return null;
  }
}
function duplicates(statement, table, key) {
  const parts = statement.columns.join(", ");
  const where = statement.where === void 0 ? "" : `and (${statement.where})`;
  return `
    select * from (
      select t.*, ${key} as "pg-rehearsal offence", count(*) over (partition by ${parts}) as "pg-rehearsal sharing"
        from ${table} as t
       where ${NULLS_EQUAL.test(statement.sql) ? "true" : `not (${anyNull(statement.columns)})`} ${where}) as shared
     where "pg-rehearsal sharing" > 1`;
}
var NULLS_EQUAL = / NULLS NOT DISTINCT/;
var MATCH_FULL = / MATCH FULL/;
function anyNull(columns) {
  return columns.map((column) => `(${column}) is null`).join(" or ");
}
function orphans({ columns, parent, sql }, table) {
  const joined = columns.map((column, index) => `p.${parent.columns[index]} = t.${column}`).join(" and ");
  const key = `row(${columns.map((column) => `t.${column}`).join(", ")})::text`;
  const isNull3 = MATCH_FULL.test(sql) ? " and " : " or ";
  return `
    select t.*, ${key} as "pg-rehearsal offence"
      from ${table} as t
     where not (${columns.map((column) => `t.${column} is null`).join(isNull3)})
       and not exists (select from ${quoteQualified(parent)} as p where ${joined})`;
}
function keyTargets(table) {
  return table.keyColumns.flatMap((source) => table.columns.filter((column) => column.source === source));
}
function toRowKey(keys, row) {
  return Object.fromEntries(
    keys.map(({ source, target, conversion }) => [source, keyValue(row[target] ?? null, conversion)])
  );
}
function keyValue(text, conversion) {
  if (text === null) return null;
  if (conversion.kind === "bytes") return cutKey(`x'${text.slice(2)}'`);
  const number2 = Number(text);
  return conversion.kind === "integer" && Number.isSafeInteger(number2) ? number2 : cutKey(text);
}

// src/stages/load/explain-refusal.ts
async function explainRefusal(statement, refusal, loaded) {
  const { plan, connection } = loaded;
  const found = await findViolations(statement, refusal.sqlstate, plan, connection);
  const violations = withRejects(found, brokenByRejects(statement, loaded));
  const code = issueCode(statement, refusal.sqlstate);
  return code === "foreign-key-orphans" && statement.kind === "foreign-key" ? explainOrphans(statement, violations, refusal, loaded) : [refused4(statement, code, violations, refusal, plan)];
}
function explainRejects(statement, loaded) {
  const broken = brokenByRejects(statement, loaded);
  if (broken === void 0) return [];
  const { rows, examples } = broken;
  const place2 = {
    table: statement.sourceTable,
    ...onlyColumn(statement, loaded.plan),
    object: statement.entry.name
  };
  const message = `${VIOLATION_WORDS.brokenCheck(rows, nameOf3(statement))}, and of ${rows === 1 ? "that row" : "those rows"} another value is refused`;
  return [issue("check-violated", { ...place2, rows, examples, message })];
}
function brokenByRejects({ kind, sourceTable, name: name2 }, { loads }) {
  if (kind !== "check") return void 0;
  const load = loads.find(({ source }) => source === sourceTable);
  return load?.checksBrokenByRejects.find((broken) => broken.name === name2);
}
function withRejects(violations, broken) {
  if (broken === void 0) return violations;
  const examples = [...violations.examples, ...broken.examples].slice(0, MAX_EXAMPLES);
  return { ...violations, rows: violations.rows + broken.rows, examples };
}
function explainOrphans(statement, violations, refusal, { plan, loads, source }) {
  const code = "foreign-key-orphans";
  const { rows, distinct, examples } = findRejectedParents(statement, plan, loads, source);
  if (rows === 0) return [refused4(statement, code, violations, refusal, plan)];
  const place2 = { table: statement.sourceTable, ...onlyColumn(statement, plan), object: statement.entry.name };
  const message = `${amount(rows, "row")} lost the parent: ${amount(distinct, "row")} of ${statement.parent.name} ${distinct === 1 ? "was" : "were"} rejected (${nameOf3(statement)})`;
  const lost = issue("foreign-key-parent-rejected", { ...place2, rows, examples, message });
  const left = { rows: violations.rows - rows, distinct: violations.distinct - distinct, examples: [] };
  return left.rows > 0 ? [refused4(statement, code, left, refusal, plan), lost] : [lost];
}
var OF_REFUSED_KEY = {
  priority: "MED",
  remedy: "Mend the key that it refers to: another issue tells why PostgreSQL refused it."
};
function refused4(statement, code, violations, refusal, plan) {
  return issue(code, {
    table: statement.sourceTable,
    ...onlyColumn(statement, plan),
    object: statement.entry.name,
    // a unique index is a rule, and without it the next write can break the rule
    ...statement.kind === "unique-index" ? { priority: "HIGH" } : {},
    ...code === "foreign-key-parent-not-unique" ? OF_REFUSED_KEY : {},
    rows: violations.rows,
    examples: violations.examples,
    message: refusalMessage(statement, code, violations, refusal)
  });
}
function onlyColumn({ sourceTable, columns: [quoted], columns }, plan) {
  const table = plan.tables.find(({ source }) => source === sourceTable);
  const column = table?.columns.find(({ target }) => quoteIdentifier(target) === quoted);
  return column === void 0 || columns.length > 1 ? {} : { column: column.source };
}
function issueCode(statement, sqlstate) {
  switch (sqlstate) {
    case "23505":
      return "duplicate-key";
    case "23502":
      return statement.kind === "not-null" ? "target-column-required" : "null-in-primary-key";
    case "23503":
      return "foreign-key-orphans";
    case "23514":
      return "check-violated";
    case "42804":
      return statement.kind === "foreign-key" ? "foreign-key-type-mismatch" : "constraint-refused";
    case "42830":
      return "foreign-key-parent-not-unique";
    default:
      return statement.kind === "index" || statement.kind === "unique-index" ? "index-refused" : "constraint-refused";
  }
}
function refusalMessage(statement, code, { rows, distinct }, refusal) {
  const name2 = nameOf3(statement);
  switch (code) {
    case "duplicate-key":
      return VIOLATION_WORDS.sharedKey(rows, name2);
    case "null-in-primary-key":
      return VIOLATION_WORDS.noKey(rows, name2);
    case "foreign-key-orphans":
      return VIOLATION_WORDS.noParent(rows, distinct, name2);
    case "check-violated":
      return VIOLATION_WORDS.brokenCheck(rows, name2);
    case "foreign-key-parent-not-unique":
      return `The ${name2} refers to a key${ofParent(statement)} that PostgreSQL refused`;
    case "target-column-required":
      return `${amount(rows, "row")} without a value: NOT NULL cannot be put back`;
    default:
      return `${large(rows)}PostgreSQL refused the ${name2}: ${publicMessage(refusal)}`;
  }
}
function ofParent(statement) {
  return statement.kind === "foreign-key" ? ` of ${statement.parent.name}` : "";
}
function nameOf3({ entry }) {
  return `${entry.type} ${entry.name}`;
}
function large(rows) {
  return rows === 0 ? "" : `The key of ${amount(rows, "row")} is too large: `;
}

// src/stages/load/add-constraints.ts
async function addConstraint(statement, connection, refusals, sets = []) {
  const fields = await tryStatement(connection, [...sets, statement.sql].join("; "));
  if (fields !== null) refusals.set(statement, { status: "dropped", fields });
}
async function validateConstraint(statement, connection, refusals, sets = []) {
  if (refusals.has(statement)) return;
  const fields = await tryValidation(statement, connection, sets);
  if (fields !== null) refusals.set(statement, { status: "changed", fields });
}
async function addAndValidate(statement, connection, refusals, sets = []) {
  await addConstraint(statement, connection, refusals, sets);
  await validateConstraint(statement, connection, refusals);
}
function settingsOfKey({ kind, columns }, table) {
  const isSorted2 = kind === "primary-key" && isDeepStrictEqual(columns, sentOrder(table).map(quoteIdentifier));
  return isSorted2 ? ["set local max_parallel_maintenance_workers = 0"] : [];
}
function sentOrder({ order, rowidName, columns }) {
  if (order.kind === "all" || order.kind === "key" && rowidName !== null) return [];
  const sources = order.kind === "rowid" ? [order.column] : order.columns;
  return sources.flatMap((source) => columns.find((column) => column.source === source)?.target ?? []);
}
async function addLast(statements, { origin }, database, { jobs, frozen }, refusals) {
  const isApart = origin === "derived";
  const add = isApart ? addConstraint : addAndValidate;
  await inParallel(
    statements,
    1,
    database.connect,
    (connection, statement) => add(statement, connection, refusals)
  );
  if (!isApart) return;
  await inParallel(
    statements,
    jobs,
    database.connect,
    (connection, statement) => validateConstraint(statement, connection, refusals, readsInStep(statement, frozen) ? IN_STEP : [])
  );
}
var IN_STEP = ["set local enable_hashjoin = off", "set local max_parallel_workers_per_gather = 0"];
function readsInStep(statement, frozen) {
  if (statement.kind !== "foreign-key" || statement.bothInOrder !== true) return false;
  return [statement.table, statement.parent].every(
    (table) => frozen.some(({ schema, name: name2 }) => table.schema === schema && table.name === name2)
  );
}
async function explainRefusals({ postData }, refusals, loaded, context) {
  const issues = [];
  const ledger = [];
  const impossible = [];
  for (const statement of postData) {
    context.signal.throwIfAborted();
    const refusal = refusals.get(statement);
    if (refusal === void 0) {
      issues.push(...explainRejects(statement, loaded));
      ledger.push(statement.entry);
    } else {
      issues.push(...await explainRefusal(statement, refusal.fields, loaded));
      const entry = statement.staysInvalid ? statement.entry : refusedEntry(statement, refusal);
      ledger.push(entry);
      if (isOfDefinition(refusal.fields)) impossible.push({ statement, entry });
    }
  }
  return { issues, ledger, impossible };
}
function isOfDefinition({ sqlstate }) {
  return /^(?:42(?!830)|0A|54011)/.test(sqlstate);
}
async function tryValidation({ validateSql, staysInvalid }, connection, sets) {
  if (validateSql === void 0) return null;
  if (staysInvalid !== true) return await tryStatement(connection, [...sets, validateSql].join("; "));
  await connection.query("begin");
  try {
    return await tryStatement(connection, validateSql);
  } finally {
    await connection.query("rollback");
  }
}
function refusedEntry(statement, { status, fields }) {
  const said = publicMessage(fields);
  return {
    ...statement.entry,
    status,
    reason: status === "changed" ? `stays NOT VALID, which holds for new rows only: ${said}` : said
  };
}

// src/stages/load/constraint-order.ts
function constraintOrder({ origin, postData }, plan) {
  const planned = new Set(plan.tables.map(({ source }) => source));
  const isOwn = ({ kind, sourceTable }) => origin === "derived" && kind !== "foreign-key" && planned.has(sourceTable);
  const isIndex = ({ kind }) => kind === "index" || kind === "unique-index";
  const own = postData.filter(isOwn);
  return {
    keys: Map.groupBy(
      own.filter((statement) => !isIndex(statement)),
      ({ sourceTable }) => sourceTable
    ),
    indexes: Map.groupBy(own.filter(isIndex), ({ sourceTable }) => sourceTable),
    last: postData.filter((statement) => !isOwn(statement))
  };
}

// src/stages/load/encode-line.ts
function encodeLine(table) {
  return concatenate(
    TAB,
    loadedColumns(table).map((column) => lineField(column, table))
  );
}
function encodeFittingValues(table, before) {
  const fields = loadedColumns(table).map((column) => {
    const field = lineField(column, table);
    return column.misfit === null ? field : `iif(coalesce(${column.misfit}, 0), ${COPY_NULL}, ${field})`;
  });
  return concatenate(TAB, [...before, ...fields]);
}
function lineField(column, table) {
  return `coalesce(${encodeField(column, table)}, ${COPY_NULL})`;
}
function loadedColumns(table) {
  return table.columns.filter((column) => !column.generated);
}
var COPY_NULL = `'\\N'`;
var TAB = "char(9)";
var TEXTS = /* @__PURE__ */ new Set(["text", "rendered", "json"]);
function encodeField(column, table) {
  const value = quoteIdentifier(column.source);
  const { conversion, type } = column;
  if (column.plainTexts && conversion.kind === "text") return value;
  if (column.plainTexts && TEXTS.has(conversion.kind)) return decimalText(value);
  return encodeValue(conversion, type, value, table.encoding !== "UTF-8");
}
function encodeValue(conversion, type, value, utf16) {
  switch (conversion.kind) {
    case "integer":
    case "boolean":
    case "date":
    case "midnight":
    case "time":
    case "timestamp":
    case "timestamptz":
    case "uuid":
    case "respelled-uuid":
      return value;
    case "numeral":
      return `iif(typeof(${value}) = 'real', cast(${value} as integer), ${value})`;
    case "float":
    case "spelled-float":
      return withSignedZero(value);
    case "decimal":
      return hasFewDigits(type) ? `cast(${value} as text)` : decimalText(value);
    case "text":
      return escapeText(utf16 ? textOfAny(value) : `cast(${value} as text)`);
    case "rendered":
    case "json":
      return escapeText(utf16 ? textOfAny(value) : decimalText(value));
    case "bytes":
      return `iif(${isNull(value)}, null, '\\\\x' || hex(${utf16 ? `utf8(${value})` : value}))`;
    case "epoch":
      return encodeEpoch(value, conversion.unit);
    case "duration":
      return encodeDuration(value);
    default:
      return conversion;
  }
}
function hasFewDigits(type) {
  return type.kind === "numeric" && type.precision !== null && type.precision <= MOST_CAST_DIGITS;
}
function textOfAny(value) {
  return `iif(typeof(${value}) = 'blob', text_of_utf8(${value}), ${decimalText(value)})`;
}
function withSignedZero(value) {
  return `iif(${value} = 0 collate binary, iif(atan2(${value}, -1.0) < 0, '-0', '0'), ${value})`;
}
function escapeText(text) {
  return `replace(replace(replace(replace(${text}, '\\', '\\\\'), char(9), '\\t'), char(10), '\\n'), char(13), '\\r')`;
}
function encodeEpoch(value, unit) {
  if (unit === "seconds") {
    return `iif(typeof(${value}) = 'real', ${encodeMicroseconds(value)}, datetime(${value}, 'unixepoch') || '+00')`;
  }
  const milliseconds2 = `((${value} % 1000) + 1000) % 1000`;
  const seconds2 = `(${value} - ${milliseconds2}) / 1000`;
  return `datetime(${seconds2}, 'unixepoch') || printf('.%03d+00', ${milliseconds2})`;
}
function encodeMicroseconds(seconds2) {
  const microseconds = `cast(${seconds2} * 1e6 + 0.5 as integer)`;
  return `datetime(${microseconds} / 1000000, 'unixepoch') || printf('.%06d+00', ${microseconds} % 1000000)`;
}
function encodeDuration(value) {
  const part = (divisor, modulus) => `abs(${value}) / ${divisor} % ${modulus}`;
  const parts = [`abs(${value}) / 3600000000`, part(6e7, 60), part(1e6, 60), part(1, 1e6)];
  return `iif(${isNull(value)}, null, iif(${value} < 0 collate binary, '-', '') || printf('%d:%02d:%02d.%06d', ${parts.join(", ")}))`;
}

// src/stages/load/line-query.ts
var BATCH_BYTES = 512 << 10;
var MOST_BATCH_ROWS = 2e4;
var WORST_BATCH_BYTES = 100 << 20;
function lineQuery(table) {
  const wanted = Math.floor(BATCH_BYTES / table.meanRowBytes);
  const safe = Math.floor(WORST_BATCH_BYTES / table.largestShortRowBytes);
  const loadable = loadableRows(table);
  return {
    table: table.source,
    line: encodeLine(table),
    where: table.longRows === null ? loadable : `(${loadable ?? "1"}) and not (${table.longRows})`,
    order: storedOrder(table) ?? { expressions: table.keyColumns.map(quoteIdentifier) },
    batchRows: Math.max(1, Math.min(wanted, safe, MOST_BATCH_ROWS)),
    utf16: table.encoding !== "UTF-8"
  };
}
function longQuery(table) {
  if (table.longRows === null) return null;
  return {
    ...lineQuery(table),
    where: `(${loadableRows(table) ?? "1"}) and ${table.longRows}`,
    batchRows: 1
  };
}

// src/stages/load/binary-rows.ts
var LEAST_ROW_BYTES = 512;
var LEAST_FIELD_BYTES = 256;
var BINARY_HEADER = Buffer.from("PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0", "latin1");
var BINARY_TRAILER = Buffer.from([255, 255]);
function quickestQuery(table) {
  return binaryQuery(table) ?? lineQuery(table);
}
function binaryQuery(table) {
  if (!isWorthIt(table) || table.encoding !== "UTF-8" || table.longRows !== null) return null;
  const fields = loadedColumns(table).map(binaryField);
  if (fields.includes(null)) return null;
  const parts = fields.flatMap((field) => field ?? []);
  const row = concatenate(`''`, [`x'${hex(fields.length, 2)}'`, ...parts]);
  return { ...lineQuery(table), line: row, isBinary: true };
}
function isWorthIt(table) {
  const columns = loadedColumns(table);
  const hasBlobs = columns.some(({ conversion }) => conversion.kind === "bytes");
  return table.meanRowBytes >= (hasBlobs ? LEAST_ROW_BYTES : LEAST_FIELD_BYTES * columns.length);
}
function binaryField({ source, type, conversion, plainTexts }) {
  const value = quoteIdentifier(source);
  switch (conversion.kind) {
    case "integer":
      return integerField(value, type.kind);
    case "boolean":
      return chosen(value, [
        [`lower(${value}) in ('1', 't', 'true')`, `x'${hex(1, 4)}01'`],
        [`lower(${value}) in ('0', 'f', 'false')`, `x'${hex(1, 4)}00'`]
      ]);
    case "text":
    case "rendered":
    case "json": {
      if (!TEXT_TYPES.has(type.kind)) return null;
      return bytesField(plainTexts && conversion.kind === "text" ? value : decimalText(value));
    }
    case "bytes":
      return type.kind === "bytea" ? bytesField(value) : null;
    case "uuid":
      return chosen(value, [
        [`octet_length(unhex(${value}, '-')) = 16`, `unhex('${hex(16, 4)}' || ${value}, '-')`]
      ]);
    case "numeral":
    case "float":
    case "spelled-float":
    case "decimal":
    case "date":
    case "midnight":
    case "time":
    case "timestamp":
    case "timestamptz":
    case "epoch":
    case "duration":
    case "respelled-uuid":
      return null;
    default:
      return conversion;
  }
}
var TEXT_TYPES = /* @__PURE__ */ new Set(["text", "varchar", "json"]);
var INTEGER_BYTES = {
  smallint: 2,
  integer: 4,
  bigint: 8
};
function integerField(value, type) {
  const bytes = INTEGER_BYTES[type];
  if (bytes === void 0) return null;
  const bound = 2n ** BigInt(8 * bytes - 1);
  const fits = bytes === 8 ? "1" : `${value} between -${bound} and ${bound - 1n}`;
  const digits = `substr(printf('%016x', ${value}), ${-2 * bytes})`;
  return chosen(value, [
    [`typeof(${value}) = 'integer' and ${fits}`, `unhex('${hex(bytes, 4)}' || ${digits})`]
  ]);
}
function bytesField(bytes) {
  const length = `unhex(printf('%08x', octet_length(${bytes})))`;
  return [`iif(typeof(${bytes}) = 'null', ${NULL_FIELD}, ${length})`, bytes];
}
function chosen(value, cases2) {
  const others = cases2.map(([condition, field]) => `when ${condition} then ${field}`).join(" ");
  return [`case when typeof(${value}) = 'null' then ${NULL_FIELD} ${others} else ${REFUSED_FIELD} end`];
}
var NULL_FIELD = `x'ffffffff'`;
var REFUSED_FIELD = `x'00000003000000'`;
function hex(value, bytes) {
  return value.toString(16).padStart(2 * bytes, "0");
}

// src/stages/load/copy-with-rejects.ts
import { setImmediate as setImmediate2 } from "node:timers/promises";

// src/stages/load/copy-context.ts
function readCopyContext(table, refusal) {
  const context = refusal.fields.where ?? "";
  const start = `COPY ${table.target.name}, `;
  const at = context.indexOf(start);
  if (at === -1) return { line: null, column: null };
  const [, number2, rest] = /^\D*(\d+)(?:, \S+ (.*))?/s.exec(context.slice(at + start.length)) ?? [];
  return {
    line: number2 === void 0 ? null : Number(number2),
    column: rest === void 0 ? null : longestColumn(table, rest)
  };
}
function longestColumn(table, rest) {
  const candidates = table.columns.filter(({ target }) => rest === target || rest.startsWith(`${target}:`));
  return candidates.toSorted((a, b) => b.target.length - a.target.length)[0]?.source ?? null;
}

// src/stages/load/copy-in-parts.ts
async function copyInParts(connection, table, statement, lines, from, patience) {
  const refused5 = [];
  const settled = (end) => ({
    refused: refused5.filter(({ line }) => line < end).toSorted((a, b) => a.line - b.line),
    end
  });
  const pending = [[from, lines.count]];
  let failures = 0;
  for (let part = pending.pop(); part !== void 0; part = pending.pop()) {
    const [first, end] = part;
    if (first >= end) continue;
    if (failures >= patience) return settled(first);
    const refusal = await tryCopy(connection, statement, [lines.slice(first, end)]);
    if (refusal === null) continue;
    failures += 1;
    const line = end - first === 1 ? first : namedLine(table, refusal, first, end);
    if (line === null) {
      const middle = first + end >> 1;
      pending.push([middle, end], [first, middle]);
      continue;
    }
    refused5.push({ line, sqlstate: refusal.fields.sqlstate, column: refusedColumn(table, refusal) });
    pending.push([line + 1, end], [first, line]);
  }
  return settled(lines.count);
}
async function tryCopy(connection, statement, lines) {
  const sink = connection.copyIn(statement);
  try {
    for (const piece of lines) await sink.write(piece);
    await sink.end();
    return null;
  } catch (error) {
    if (error instanceof PostgresRefusal) return error;
    throw error;
  }
}
function namedLine(table, refusal, first, end) {
  const { line } = readCopyContext(table, refusal);
  return line === null || line < 1 || line > end - first ? null : first + line - 1;
}
function refusedColumn(table, refusal) {
  const { column } = readCopyContext(table, refusal);
  const { table: named2, column: field, sqlstate } = refusal.fields;
  return column ?? sourceColumn(table, named2, field) ?? computedColumn(table, sqlstate);
}
function computedColumn({ columns }, sqlstate) {
  const [only, ...others] = columns.filter(({ generated }) => generated);
  return only !== void 0 && others.length === 0 && sqlstate.startsWith("22") ? only.source : null;
}
function sourceColumn(table, tableName2, columnName) {
  if (tableName2 !== table.target.name) return null;
  return table.columns.find(({ target }) => target === columnName)?.source ?? null;
}

// src/stages/load/copy-skipping.ts
async function copySkipping(connection, statement, lines, count) {
  const skipped = [];
  const sink = connection.copyIn(`${statement} with (on_error ignore, log_verbosity verbose)`, (notice) => {
    if (notice.where?.startsWith("COPY ") === true) skipped.push(numberIn(notice.message) - 1);
  });
  try {
    await sink.write(lines);
    const taken = await sink.end();
    const isUnderstood = skipped.every((line, at) => line < count && line > (skipped[at - 1] ?? -1));
    return isUnderstood && taken + skipped.length === count ? skipped : null;
  } catch (error) {
    if (error instanceof PostgresRefusal) return null;
    throw error;
  }
}
function numberIn(sentence2) {
  return Number(/\d+/.exec(sentence2)?.[0]);
}

// src/stages/load/long-rows.ts
var LONG_VALUE_BYTES = 1 << 20;
var PIECE_BYTES3 = 1 << 20;
var TAB2 = Buffer.from("	");
var LINE_FEED = Buffer.from("\n");
var HEX_PREFIX = Buffer.from("\\\\x");
function* readLongLines(database, table, query) {
  const columns = loadedColumns(table);
  const values = columns.flatMap((column) => [shortField(column, table), longValue(column, table)]);
  const rows = database.prepare(`select ${values.join(", ")} from ${inOrder(query)}`).raw().iterate();
  for (const row of rows) yield lineOf2(columns, row);
}
function* lineOf2(columns, row) {
  for (const [place2, { conversion }] of columns.entries()) {
    const [short, long] = [row[2 * place2], row[2 * place2 + 1]];
    if (place2 > 0) yield TAB2;
    if (Buffer.isBuffer(long)) yield* conversion.kind === "bytes" ? hexPieces(long) : textPieces(long);
    else yield Buffer.from(String(short));
    row[2 * place2 + 1] = null;
  }
  yield LINE_FEED;
}
function isLong({ source }) {
  return `ifnull(octet_length(${quoteIdentifier(source)}), 0) > ${LONG_VALUE_BYTES}`;
}
function mayBeLong({ conversion }) {
  return conversion.kind === "bytes" || TEXTS.has(conversion.kind);
}
function shortField(column, table) {
  const field = `cast(${lineField(column, table)} as text)`;
  return mayBeLong(column) ? `iif(${isLong(column)}, null, ${field})` : field;
}
function longValue(column, { encoding }) {
  if (!mayBeLong(column)) return "null";
  const value = quoteIdentifier(column.source);
  return `iif(${isLong(column)}, ${encoding === "UTF-8" ? `cast(${value} as blob)` : `utf8(${value})`}, null)`;
}
function* hexPieces(bytes) {
  yield HEX_PREFIX;
  for (const piece of piecesOf(bytes)) yield Buffer.from(piece.toString("hex"), "latin1");
}
function* textPieces(bytes) {
  for (const piece of piecesOf(bytes)) {
    const escaped = piece.toString("latin1").replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES2[character] ?? "");
    yield Buffer.from(escaped, "latin1");
  }
}
var ESCAPES2 = { "\\": "\\\\", "	": "\\t", "\n": "\\n", "\r": "\\r" };
function* piecesOf(bytes) {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES3) yield bytes.subarray(at, at + PIECE_BYTES3);
}

// src/stages/load/numbered-lines.ts
var NEWLINE = 10;
var NumberedLines = class {
  #lines;
  /** The offset behind each newline. */
  #ends = [];
  constructor(lines) {
    this.#lines = lines;
    for (let at = lines.indexOf(NEWLINE); at !== -1; at = lines.indexOf(NEWLINE, at + 1)) {
      this.#ends.push(at + 1);
    }
  }
  get count() {
    return this.#ends.length;
  }
  /** The lines from `first` up to `end`, which is not among them; both counted from 0. */
  slice(first, end) {
    return this.#lines.subarray(this.#start(first), this.#start(end));
  }
  /**
   * The lines from `first` on, each with its place as a field before the others.
   *
   * @param fields that follow the place, each with its tab
   */
  numbered(first, fields = "") {
    return this.numberedOf(
      Array.from({ length: this.count - first }, (_, index) => first + index),
      fields
    );
  }
  /** The same of some lines. */
  numberedOf(lines, fields) {
    return Buffer.concat(
      lines.flatMap((line) => [Buffer.from(`${line}	${fields}`), this.slice(line, line + 1)])
    );
  }
  /** The lines from `first` on, without some. */
  without(lines, first) {
    const pieces = [];
    let from = first;
    for (const line of [...lines].toSorted((a, b) => a - b)) {
      pieces.push(this.slice(from, line));
      from = line + 1;
    }
    return Buffer.concat([...pieces, this.slice(from, this.count)]);
  }
  #start(line) {
    return this.#ends[line - 1] ?? 0;
  }
};

// src/stages/load/refusal-log.ts
import { randomUUID } from "node:crypto";
import { join as join10 } from "node:path";

// src/stages/load/row-cursor.ts
var RowCursor = class {
  #rows;
  #next = 0;
  #current = [];
  /** @param expressions what is read of a row */
  constructor(database, query, expressions) {
    this.#rows = database.prepare(`select ${expressions.join(", ")} from ${inOrder(query)}`).raw().iterate();
  }
  /**
   * @param place counted from 0, and not before that of the last call
   * @throws SqliteError where there is no such row: the file gave it before, and so it is damaged
   */
  at(place2) {
    while (this.#next <= place2) {
      const { value, done } = this.#rows.next();
      if (done === true) throw foundDamage("a row that was read is not there any more");
      this.#current = value;
      this.#next += 1;
    }
    return this.#current;
  }
  /** The connection cannot be closed before. */
  close() {
    this.#rows.return?.();
  }
};

// src/stages/load/refusal-log.ts
var RefusalLog = class {
  #database;
  #table;
  #options;
  #cursors = /* @__PURE__ */ new Map();
  #opened = null;
  constructor(database, table, options) {
    this.#database = database;
    this.#table = table;
    this.#options = options;
  }
  /** Makes a reject of a refused row, which lies behind that of the call before with the same query. */
  add(query, { row, sqlstate, column }) {
    this.#opened ??= this.#open();
    const keys = this.#cursor(query, null, () => [identityOf(this.#table), ...keyExpressions(this.#table)]);
    const [identity2, ...key] = keys.at(row);
    const place2 = loadedColumns(this.#table).findIndex(({ source }) => source === column);
    this.#opened.identities.add(identity2, place2 === -1 ? null : place2);
    const [storageClass, length, text] = column === null ? [null, null, null] : this.#valueAt(query, row, column);
    return {
      key: rowKey(this.#table, key),
      column,
      storageClass,
      length: storageClass === "text" || storageClass === "blob" ? Number(length) : null,
      sqlstate,
      issue: refusalIssueId(this.#table, column, sqlstate),
      ...this.#options.showValues ? { value: text === null ? null : String(text) } : {}
    };
  }
  /** The rows that were added; null when there were none. */
  close() {
    for (const cursors of this.#cursors.values()) for (const cursor of cursors.values()) cursor.close();
    if (this.#opened === null) return null;
    this.#opened.identities.close();
    return { path: this.#opened.path, identity: identityOf(this.#table) };
  }
  #open() {
    const path = join10(this.#options.privateDirectory, `refused-${randomUUID()}.sqlite`);
    return { path, identities: new RowIdentities(path, this.#table.encoding) };
  }
  /** Each column has a cursor of its own, so that only those with refused values are read; null stands for the key. */
  #cursor(query, column, expressions) {
    const cursors = this.#cursors.get(query) ?? /* @__PURE__ */ new Map();
    this.#cursors.set(query, cursors);
    const cursor = cursors.get(column) ?? new RowCursor(this.#database, query, expressions());
    cursors.set(column, cursor);
    return cursor;
  }
  #valueAt(query, row, column) {
    const value = quoteIdentifier(column);
    const shown = this.#options.showValues ? `cast(${value} as text)` : "null";
    return this.#cursor(query, column, () => [`typeof(${value})`, `length(${value})`, shown]).at(row);
  }
};
function identityOf({ rowidName, keyColumns, columns }) {
  if (rowidName !== null) return quoteIdentifier(rowidName);
  const names = keyColumns.length > 0 ? keyColumns : columns.map(({ source }) => source);
  const values = names.map((name2) => {
    const value = quoteIdentifier(name2);
    return `iif(typeof(${value}) = 'text', 't' || hex(${value}), quote(${value}))`;
  });
  return concatenate(`','`, values);
}
function refusalIssueId(table, column, sqlstate) {
  const place2 = { table: table.source, column };
  const domain = table.columns.find(({ source }) => source === column)?.domain;
  if (sqlstate === "23514" && domain !== void 0)
    return issueId({ category: "integrity", code: "check-violated", ...place2, object: domain.name });
  const code = sqlstate === "22021" ? "invalid-utf8" : "row-refused";
  return issueId({ category: "quality", code, ...place2, object: null });
}

// src/stages/load/temporary-objects.ts
async function makeTemporary(connection, definitions2) {
  try {
    for (const statement of definitions2) await connection.query(statement);
    return true;
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error;
    await dropTemporary(connection);
    return false;
  }
}
async function dropTemporary(connection) {
  await connection.query("discard temp");
}

// src/stages/load/row-sieve.ts
var LINES = "pg_temp.pg_rehearsal_lines";
var ROW2 = "pg_temp.pg_rehearsal_row";
var SIEVE = "pg_temp.pg_rehearsal_sieve";
var RowSieve = class _RowSieve {
  #connection;
  #table;
  #columns;
  constructor(connection, table) {
    this.#connection = connection;
    this.#table = table;
    this.#columns = loadedColumns(table);
  }
  /** Null where PostgreSQL does not allow it: a table of 1600 columns leaves no room for the number of the line. */
  static async open(connection, table) {
    const sieve = new _RowSieve(connection, table);
    return await makeTemporary(connection, sieve.#definitions()) ? sieve : null;
  }
  /**
   * Inserts the lines from `first` on, all but those that PostgreSQL refuses.
   *
   * @returns the refused ones in their order; null when the lines could not even be held as texts, and none is inserted
   */
  async insert(lines, first) {
    await this.#connection.query("begin");
    const refusal = await tryCopy(this.#connection, `copy ${LINES} from stdin`, [lines.numbered(first)]);
    if (refusal !== null) {
      await this.#connection.query("rollback");
      return null;
    }
    const { rows } = await this.#connection.query(`select * from ${SIEVE}()`);
    await this.#connection.query("commit");
    return rows.map((row) => ({
      line: Number(row.refused_line),
      sqlstate: row.refused_sqlstate ?? "",
      column: row.refused_place == null ? sourceColumn(this.#table, row.refused_table ?? null, row.refused_column ?? null) ?? computedColumn(this.#table, row.refused_sqlstate ?? "") : this.#columns[Number(row.refused_place)]?.source ?? null
    }));
  }
  async close() {
    await dropTemporary(this.#connection);
  }
  #definitions() {
    const columns = this.#columns.map(({ target }) => quoteIdentifier(target));
    const texts = columns.map((_, place2) => `c${place2} text`);
    const typed = columns.map((column, place2) => `${column} as c${place2}`);
    return [
      `create temporary table pg_rehearsal_lines (${["line integer", ...texts].join(", ")}) on commit delete rows`,
      `create temporary table pg_rehearsal_row as
       select ${typed.join(", ")} from ${quoteQualified(this.#table.target)} with no data`,
      `create function ${SIEVE}(out refused_line integer, out refused_sqlstate text, out refused_place integer,
                                out refused_table text, out refused_column text)
       returns setof record language plpgsql as ${quoteLiteral(this.#body(columns))}`
    ];
  }
  /** Constraints that are checked at the end of the transaction would refuse the whole batch. A full disk is no row's fault. */
  #body(columns) {
    const assignments = columns.map(
      (_, place2) => `refused_place := ${place2}; fields.c${place2} := sent.c${place2};`
    );
    return `
declare
  sent   record;
  fields ${ROW2};
begin
  set constraints all immediate;
  for sent in select * from ${LINES} order by line loop
    begin
      ${assignments.join("\n      ")}
      refused_place := null;
      insert into ${quoteQualified(this.#table.target)} (${columns.join(", ")}) overriding system value
      values (${columns.map((_, place2) => `fields.c${place2}`).join(", ")});
    exception
      when disk_full then
        raise;
      when others then
        get stacked diagnostics refused_sqlstate = returned_sqlstate,
                                refused_table    = table_name,
                                refused_column   = column_name;
        refused_line := sent.line;
        return next;
    end;
  end loop;
end`;
  }
};

// src/stages/load/value-sieve.ts
var LINES2 = "pg_temp.pg_rehearsal_values";
var ROW3 = "pg_temp.pg_rehearsal_types";
var SIEVE2 = "pg_temp.pg_rehearsal_value_sieve";
var ASKED = "pg_rehearsal_asked";
var NOTHING_KNOWN = "{}	\\N	";
var ValueSieve = class _ValueSieve {
  #connection;
  #table;
  #types = [];
  /** The input functions are asked; else an assignment has to be tried. */
  #asksInput = false;
  #canSkip = false;
  /** The bad values of the batch are to be noted yet. */
  #isUnnoted = false;
  constructor(connection, table) {
    this.#connection = connection;
    this.#table = table;
  }
  /** Null where PostgreSQL does not allow it: a table of 1600 columns leaves no room for what is known of a line. */
  static async open(connection, table) {
    const sieve = new _ValueSieve(connection, table);
    if (!await makeTemporary(connection, sieve.#definitions())) return null;
    const { rows } = await connection.query(`select current_setting('server_version_num') as version`);
    const version = Number(rows[0]?.version);
    sieve.#asksInput = version >= 16e4;
    sieve.#canSkip = version >= 17e4;
    sieve.#types = await sieve.#readTypes();
    return sieve;
  }
  /** It judges so fast that it may judge rows that are probably sound. */
  get isFast() {
    return this.#asksInput;
  }
  /** COPY can pass over what it refuses, and say which lines these were. */
  get canSkip() {
    return this.#canSkip;
  }
  /**
   * Judges numbered lines, whose first two fields are the places of the values that are known to be bad, as an array, and
   * the place that the server has named already, or NULL.
   *
   * @param isInTransaction one is open, and goes on unless the result is null
   * @returns values that are named for the first time, in the order of lines and places; null when the lines could not even
   *   be held as texts
   */
  async judge(lines, isInTransaction = false) {
    await this.#connection.query(`truncate ${LINES2}`);
    if (await tryCopy(this.#connection, `copy ${LINES2} from stdin`, [lines]) !== null) return null;
    const rows = await this.#askInput(isInTransaction) ?? (await this.#connection.query(`select * from ${SIEVE2}()`)).rows;
    return rows.map((row) => ({
      line: Number(row.refused_line),
      place: Number(row.refused_place),
      sqlstate: row.refused_sqlstate ?? ""
    }));
  }
  /**
   * Null where an input function does not know how to refuse without an error: those of some extensions, and of domains
   * whose CHECK fails on a value. https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-VALIDITY
   */
  async #askInput(isInTransaction) {
    if (!this.#asksInput) return null;
    const codes = judged(this.#types).map(({ place: place2, type }) => `when ${place2} then ${reasonOf(place2, type)}`);
    if (codes.length === 0) return [];
    if (isInTransaction) await this.#connection.query(`savepoint ${ASKED}`);
    try {
      const { rows } = await this.#connection.query(`
        select line as refused_line, place as refused_place,
               case place ${codes.join(" ")} end as refused_sqlstate
          from (select *, ${unsound(this.#types)} as found from ${LINES2}) as judged,
               unnest(found) as place
         where named is distinct from place
         order by line, place`);
      this.#isUnnoted = true;
      return rows;
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error;
      if (isInTransaction) await this.#connection.query(`rollback to savepoint ${ASKED}`);
      this.#asksInput = false;
      return null;
    }
  }
  async #noteBad() {
    if (!this.#isUnnoted || !this.#asksInput) return;
    await this.#connection.query(`update ${LINES2} set bad = bad || ${unsound(this.#types)}`);
    this.#isUnnoted = false;
  }
  /**
   * The lines of the batch that was judged last which break a CHECK. Those with a bad value in one of its columns are
   * left out; so are all of them where it cannot be computed, or reads what the source does not have.
   */
  async breakers({ columns, expression }) {
    const loaded = loadedColumns(this.#table).map(({ target }) => quoteIdentifier(target));
    const places = columns.map((column) => loaded.indexOf(column));
    if (places.length === 0 || places.includes(-1)) return [];
    await this.#noteBad();
    const typed = places.map((place2, at) => `(c${place2})::${this.#types[place2]} as ${columns[at]}`);
    try {
      const { rows } = await this.#connection.query(`
        with sound as materialized (select * from ${LINES2} where not bad && '{${places.join(",")}}')
        select line
          from (select line, ${typed.join(", ")} from sound) as typed
         where not (${expression})
         order by line`);
      return rows.map(({ line }) => Number(line));
    } catch (error) {
      if (error instanceof PostgresRefusal) return [];
      throw error;
    }
  }
  async close() {
    await dropTemporary(this.#connection);
  }
  /** Of the columns that are loaded, in their order. */
  async #readTypes() {
    const { rows } = await this.#connection.query(`
      select format_type(atttypid, atttypmod) as type
        from pg_attribute
       where attrelid = '${ROW3}'::regclass and attnum > 0
       order by attnum`);
    return rows.map(({ type }) => type ?? "text");
  }
  #definitions() {
    const columns = loadedColumns(this.#table).map(({ target }) => quoteIdentifier(target));
    const texts = columns.map((_, place2) => `c${place2} text`);
    const typed = columns.map((column, place2) => `${column} as c${place2}`);
    return [
      `create temporary table pg_rehearsal_values (
         ${["line integer", "bad integer[]", "named integer", ...texts].join(", ")})`,
      `create temporary table pg_rehearsal_types as
       select ${typed.join(", ")} from ${quoteQualified(this.#table.target)} with no data`,
      `create function ${SIEVE2}(out refused_line integer, out refused_place integer, out refused_sqlstate text)
       returns setof record language plpgsql as ${quoteLiteral(this.#body(columns.length))}`
    ];
  }
  /** All values at once, for a block that catches errors costs more than what it holds; one by one where that fails. */
  #body(columns) {
    const places = Array.from({ length: columns }, (_, place2) => place2);
    const judgements = places.map(
      (place2) => `
      if sent.c${place2} is not null then
        begin
          fields.c${place2} := sent.c${place2};
        exception when others then
          sent.bad := sent.bad || ${place2};
          if sent.named is distinct from ${place2} then
            refused_line := sent.line;
            refused_place := ${place2};
            refused_sqlstate := sqlstate;
            return next;
          end if;
        end;
      end if;`
    );
    return `
declare
  sent   record;
  fields ${ROW3};
begin
  for sent in select ctid as place, * from ${LINES2} order by line loop
    begin
      ${places.map((place2) => `fields.c${place2} := sent.c${place2};`).join("\n      ")}
    exception when others then
      ${judgements.join("")}
      update ${LINES2} set bad = sent.bad where ctid = sent.place;
    end;
  end loop;
end`;
  }
};
function judged(types2) {
  return types2.map((type, place2) => ({ place: place2, type })).filter(({ type }) => type !== "text");
}
function unsound(types2) {
  const places = judged(types2).map(
    ({ place: place2, type }) => `case when not pg_input_is_valid(c${place2}, ${quoteLiteral(type)}) then ${place2} end`
  );
  return `array_remove(array[${places.join(", ")}]::integer[], null)`;
}
function reasonOf(place2, type) {
  return `(pg_input_error_info(c${place2}, ${quoteLiteral(type)})).sql_error_code`;
}

// src/stages/load/copy-with-rejects.ts
var CAREFUL_BATCH_ROWS = 1e4;
var PATIENCE2 = 6;
var NOTED_AT_ONCE = 100;
async function copyWithRejects(copied2, query, statement, rejects, options) {
  const { table, source, connection } = copied2;
  const careful = { ...query, batchRows: Math.min(query.batchRows, CAREFUL_BATCH_ROWS) };
  const loader = new CarefulLoader(connection, table, statement);
  const log = new RefusalLog(source, table, options);
  let rowsLoaded = 0;
  let isJudged = true;
  let refusedRows = null;
  const note = async ({ firstRow }, refused5) => {
    for (const [index, { line, others, ...why }] of refused5.entries()) {
      const reject = log.add(careful, { row: firstRow + line, ...why });
      await rejects.write(reject);
      isJudged &&= others !== void 0 && !options.hasChecks;
      for (const { column, sqlstate } of options.hasChecks ? [] : others ?? []) {
        rejects.tell({ issue: refusalIssueId(table, column, sqlstate), sqlstate, key: reject.key });
      }
      if (index % NOTED_AT_ONCE === 0) await setImmediate2();
    }
  };
  let noted = Promise.resolve();
  let loading = Promise.resolve([]);
  try {
    for await (const batch of options.read(careful)) {
      loading = loader.load(new NumberedLines(batch.lines));
      const [refused5] = await Promise.all([loading, noted]);
      releaseMemory(batch.lines);
      rowsLoaded += batch.rows - refused5.length;
      options.onRows(batch.rows);
      noted = note(batch, refused5);
      noted.catch(() => {
      });
    }
    await noted;
    for await (const refused5 of copyLong(copied2, statement, options)) {
      if (refused5 === null) rowsLoaded += 1;
      else {
        await rejects.write(log.add(refused5.query, refused5));
        isJudged = false;
      }
    }
    await loader.close();
  } catch (error) {
    await Promise.allSettled([loading, noted]);
    await loader.close().catch(() => {
    });
    throw error;
  } finally {
    refusedRows = log.close();
  }
  return { rowsLoaded, isFrozen: false, refusedRows, isJudged };
}
async function* copyLong({ table, source, connection }, statement, { onRows, signal }) {
  const query = longQuery(table);
  if (query === null) return;
  let row = 0;
  for (const line of readLongLines(source, table, query)) {
    signal.throwIfAborted();
    const refusal = await tryCopy(connection, statement, line);
    onRows(1);
    if (refusal === null) yield null;
    else yield { query, row, sqlstate: refusal.fields.sqlstate, column: refusedColumn(table, refusal) };
    row += 1;
  }
}
var CarefulLoader = class {
  #connection;
  #table;
  #statement;
  /** Opened by the first batch that needs them. */
  #values;
  #sieve;
  /** So far, types have refused all rows that were refused. */
  #onlyTypesRefuse = true;
  #patience = PATIENCE2;
  constructor(connection, table, statement) {
    this.#connection = connection;
    this.#table = table;
    this.#statement = statement;
  }
  /** Gives the refused lines, in their order. */
  async load(lines) {
    const skipped = await this.#copySkipping(lines);
    if (skipped !== null) return skipped;
    const copied2 = await this.#copy(lines, 0, this.#patience);
    if (copied2.end === lines.count) return copied2.refused;
    const unfit = await this.#copyFitting(lines, copied2.end);
    if (unfit !== null) return [...copied2.refused, ...unfit];
    this.#sieve ??= RowSieve.open(this.#connection, this.#table);
    const sifted = await (await this.#sieve)?.insert(lines, copied2.end) ?? null;
    if (sifted !== null) {
      this.#patience = sifted.length > PATIENCE2 ? 0 : PATIENCE2;
      return [...copied2.refused, ...sifted];
    }
    const rest = await this.#copy(lines, copied2.end, Number.POSITIVE_INFINITY);
    return [...copied2.refused, ...rest.refused];
  }
  /** Gives the lines that were skipped; null where others are refused too, and none is loaded. */
  async #copySkipping(lines) {
    const values = await this.#openValues();
    if (values?.canSkip !== true || !this.#onlyTypesRefuse) return null;
    await this.#connection.query("begin");
    const skipped = await copySkipping(
      this.#connection,
      this.#statement,
      lines.slice(0, lines.count),
      lines.count
    );
    const unfit = skipped && await this.#judge(values, lines.numberedOf(skipped, NOTHING_KNOWN), true);
    this.#onlyTypesRefuse = unfit !== null && unfit.length === skipped?.length;
    await this.#connection.query(this.#onlyTypesRefuse ? "commit" : "rollback");
    return this.#onlyTypesRefuse ? unfit : null;
  }
  /** Gives the lines with values that do not fit; null where others are refused too, and none is loaded. */
  async #copyFitting(lines, first) {
    const values = await this.#openValues();
    if (values?.isFast !== true || !this.#onlyTypesRefuse) return null;
    const unfit = await this.#judge(values, lines.numbered(first, NOTHING_KNOWN), false);
    const fitting = lines.without(new Set(unfit.map(({ line }) => line)), first);
    this.#onlyTypesRefuse = unfit.length > 0 && await tryCopy(this.#connection, this.#statement, [fitting]) === null;
    if (!this.#onlyTypesRefuse) return null;
    this.#patience = unfit.length > PATIENCE2 ? 0 : PATIENCE2;
    return unfit;
  }
  /** Gives the lines with values that do not fit, each for the first of them. */
  async #judge(values, lines, isInTransaction) {
    const refused5 = Map.groupBy(await values.judge(lines, isInTransaction) ?? [], ({ line }) => line);
    return [...refused5].map(([line, found]) => {
      const reasons = found.map(({ place: place2, sqlstate }) => ({ column: this.#columnAt(place2), sqlstate }));
      const [first = { column: null, sqlstate: "" }, ...others] = reasons;
      return { line, ...first, others };
    });
  }
  #columnAt(place2) {
    return loadedColumns(this.#table)[place2]?.source ?? null;
  }
  #openValues() {
    this.#values ??= ValueSieve.open(this.#connection, this.#table);
    return this.#values;
  }
  async close() {
    await (await this.#values)?.close();
    await (await this.#sieve)?.close();
  }
  #copy(lines, first, patience) {
    return copyInParts(this.#connection, this.#table, this.#statement, lines, first, patience);
  }
};

// src/stages/load/worth-freezing.ts
var WORTH_FREEZING_BYTES = 256 << 10;
function isWorthFreezing({ rowCount, meanRowBytes }) {
  return rowCount * meanRowBytes >= WORTH_FREEZING_BYTES;
}

// src/stages/load/copy-table.ts
async function copyTable(copied2, rejects, options) {
  const { table } = copied2;
  let told = 0;
  const onRows = (rows) => {
    told += rows;
    options.onRows(rows);
  };
  const copyAll = isWorthFreezing(table) ? copyFrozen : copyAtOnce;
  try {
    return await copyAll(copied2, { ...options, onRows });
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error;
    options.onRows(-told);
  }
  const [query, statement] = [lineQuery(table), copyStatement(table)];
  return await copyWithRejects(copied2, query, statement, rejects, options);
}
function copyStatement(table, options = []) {
  const columns = loadedColumns(table).map((column) => quoteIdentifier(column.target));
  const end = options.length === 0 ? "" : ` with (${options.join(", ")})`;
  return `copy ${quoteQualified(table.target)} (${columns.join(", ")}) from stdin${end}`;
}
async function copyFrozen(copied2, options) {
  const { table, connection } = copied2;
  await connection.query("begin");
  try {
    await connection.query(truncate(table));
    const outcome = await copyAtOnce(copied2, options, ["freeze"]);
    await connection.query("commit");
    return { ...outcome, isFrozen: true };
  } catch (error) {
    if (error instanceof PostgresRefusal) await connection.query("rollback");
    throw error;
  }
}
async function copyAtOnce({ table, source, connection }, options, copyOptions = []) {
  const query = quickestQuery(table);
  const form = query.isBinary ? ["format binary"] : [];
  const sink = connection.copyIn(copyStatement(table, [...copyOptions, ...form]));
  await abortedOnError(sink, async () => {
    if (query.isBinary) await sink.write(BINARY_HEADER);
    await sendRows(sink, await options.ahead.take(table) ?? options.read(query), options);
    if (query.isBinary) await sink.write(BINARY_TRAILER);
    else await sendLong(sink, source, table, options);
  });
  const ending = sink.end();
  await Promise.allSettled([ending, options.ahead.readNext()]);
  return { rowsLoaded: await ending, isFrozen: false, refusedRows: null, isJudged: true };
}
async function abortedOnError(sink, send2) {
  try {
    await send2();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
async function sendRows(sink, batches, { onRows }) {
  for await (const batch of batches) {
    await sink.write(batch.lines);
    if (sink.isFlushed()) releaseMemory(batch.lines);
    onRows(batch.rows);
  }
}
async function sendLong(sink, source, table, { onRows, signal }) {
  const query = longQuery(table);
  if (query === null) return;
  for (const line of readLongLines(source, table, query)) {
    signal.throwIfAborted();
    for (const piece of line) {
      await sink.write(piece);
      if (sink.isFlushed()) releaseMemory(piece);
    }
    onRows(1);
  }
}
function truncate({ target, partitioned }) {
  return `truncate ${quoteOwnRows(target, partitioned)}`;
}

// src/stages/load/judge-rejects.ts
var REFUSED = "judged_rows";
var NOTHING4 = `'\\N'`;
async function judgeRejects(source, connection, { table, refusedRows, checks }, rejects, signal) {
  const sieve = await ValueSieve.open(connection, table);
  if (sieve === null) return [];
  const refused5 = refusedRows && attachIdentities(source, refusedRows, REFUSED);
  const named2 = refusedRows && noteOf(refusedRows.identity, REFUSED);
  const unloaded = [misfitRows(table), refused5].filter((predicate) => predicate !== null);
  const judged2 = {
    ...lineQuery(table),
    where: `${rowsThat(table, unloaded.join(" or "), true)} and not (${table.longRows ?? "0"})`,
    line: encodeFittingValues(table, [knownMisfits(table), `coalesce(${named2 ?? NOTHING4}, ${NOTHING4})`])
  };
  const keys = new RowCursor(source, judged2, [...keyExpressions(table), "null"]);
  const broken = new Map(checks.map(({ name: name2 }) => [name2, { name: name2, rows: 0, examples: [] }]));
  try {
    for await (const { lines, firstRow } of readLines(source, judged2, signal)) {
      const findings = await judgeLines(sieve, new NumberedLines(lines), checks);
      for (const { line, ...why } of findings.toSorted((a, b) => a.line - b.line)) {
        const key = rowKey(table, keys.at(firstRow + line));
        if ("check" in why) {
          const tally = broken.get(why.check);
          if (tally === void 0) continue;
          tally.rows += 1;
          if (tally.examples.length < MAX_EXAMPLES) tally.examples.push(key);
        } else {
          const column = loadedColumns(table)[why.place]?.source ?? null;
          rejects.tell({ issue: refusalIssueId(table, column, why.sqlstate), sqlstate: why.sqlstate, key });
        }
      }
    }
  } finally {
    keys.close();
    await sieve.close();
    if (refused5 !== null) detachIdentities(source, REFUSED);
  }
  return [...broken.values()].filter(({ rows }) => rows > 0);
}
async function judgeLines(sieve, lines, checks) {
  const findings = [];
  const pending = [[0, lines.count]];
  for (let part = pending.pop(); part !== void 0; part = pending.pop()) {
    const [first, end] = part;
    const refused5 = await sieve.judge(new NumberedLines(lines.slice(first, end)).numbered(0));
    if (refused5 === null) {
      const middle = first + end >> 1;
      if (end - first > 1) pending.push([middle, end], [first, middle]);
      continue;
    }
    findings.push(...refused5.map((value) => ({ ...value, line: first + value.line })));
    for (const check of checks) {
      const breakers = await sieve.breakers(check);
      findings.push(...breakers.map((line) => ({ line: first + line, check: check.name })));
    }
  }
  return findings;
}
function knownMisfits(table) {
  const places = loadedColumns(table).flatMap(
    ({ misfit }, place2) => misfit === null ? [] : [`iif(${misfit}, ${place2}, null)`]
  );
  return places.length === 0 ? `'{}'` : `'{' || ${concatenate(`','`, places)} || '}'`;
}

// src/stages/load/reject-issues.ts
function rejectIssues(table, planned, tallies) {
  const announced = new Set(planned.map((known) => issueId(known.issue)));
  return [...tallies].flatMap(([id, tally]) => announced.has(id) ? [] : [unannounced(table, id, tally)]);
}
function unannounced(table, id, tally) {
  const code = codeOf(id);
  const { category } = ISSUE_CODES[code];
  const column = table.columns.find(
    ({ source, domain }) => [null, domain?.name ?? null].some(
      (object2) => issueId({ category, code, table: table.source, column: source, object: object2 }) === id
    )
  );
  const told = {
    table: table.source,
    ...column === void 0 ? {} : { column: column.source },
    rows: tally.rows,
    examples: tally.examples
  };
  if (code === "check-violated" && column?.domain !== void 0) {
    const { name: name2, checks } = column.domain;
    const rule = `domain ${name2}, ${checks.join(" and ")}`;
    return issue(code, { ...told, object: name2, message: VIOLATION_WORDS.brokenCheck(tally.rows, rule) });
  }
  return issue(code, {
    ...told,
    message: `${ISSUE_CODES[code].title}: ${amount(tally.rows, "row")} rejected (SQLSTATE ${[...tally.sqlstates].join(", ")})`,
    ...column?.generated === true ? { remedy: withoutExpression(table.source, column.source) } : {}
  });
}
function withoutExpression(table, column) {
  const statement = `alter table ${quoteIdentifier(table)} drop column ${quoteIdentifier(column)}`;
  return `PostgreSQL computes the column, and its expression fails on these rows. Correct their values; or drop the column with a \`prepare\` script, \`${statement}\`, and add it in PostgreSQL.`;
}
function codeOf(id) {
  const code = id.slice(id.indexOf("/") + 1, id.indexOf(":"));
  if (code in ISSUE_CODES) return code;
  throw new TypeError(`${id} is not the id of an issue`);
}

// src/stages/load/reject-writer.ts
init_rehearsal_error();
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir as mkdir2 } from "node:fs/promises";
import { dirname as dirname2, join as join11 } from "node:path";
import { finished } from "node:stream/promises";
var LONGEST_NAME = 200;
var BUFFER_BYTES = 256 << 10;
var RejectWriter = class {
  #path;
  #tallies = /* @__PURE__ */ new Map();
  #stream = null;
  #rows = 0;
  /** `directory` null writes no file. */
  constructor(directory, table) {
    this.#path = directory === null ? null : join11(directory, rejectFileName(table));
  }
  get rows() {
    return this.#rows;
  }
  /** By issue id. */
  get tallies() {
    return this.#tallies;
  }
  /** @throws RehearsalError `output-unwritable` */
  async write(reject) {
    this.#rows += 1;
    this.tell(reject);
    if (this.#path === null) return;
    this.#stream ??= await openStream(this.#path);
    const isFull = !this.#stream.write(`${JSON.stringify(reject)}
`);
    if (this.#stream.errored !== null) throw unwritable(this.#path, this.#stream.errored);
    if (isFull) await drained(this.#stream);
  }
  /** Counts a row under one more issue: its own, or one that it has beside the reason for which it was rejected. */
  tell({ issue: issue2, sqlstate, key }) {
    const tally = this.#tallies.get(issue2) ?? { rows: 0, examples: [], sqlstates: /* @__PURE__ */ new Set() };
    tally.rows += 1;
    tally.sqlstates.add(sqlstate);
    if (tally.examples.length < MAX_EXAMPLES) tally.examples.push(key);
    this.#tallies.set(issue2, tally);
  }
  /** @throws RehearsalError `output-unwritable` */
  async close() {
    if (this.#stream === null) return;
    this.#stream.end();
    await finished(this.#stream).catch((cause) => {
      throw unwritable(this.#path, cause);
    });
  }
};
function rejectFileName(table) {
  const safe = encodeURIComponent(table).replace(/^\./, "%2E").replaceAll("*", "%2A");
  if (safe.length <= LONGEST_NAME) return `${safe === "" ? "%" : safe}.ndjson`;
  const digest = createHash("sha256").update(table).digest("hex").slice(0, 16);
  return `${safe.slice(0, LONGEST_NAME - digest.length - 1)}-${digest}.ndjson`;
}
async function openStream(path) {
  await mkdir2(dirname2(path), { recursive: true });
  return createWriteStream(path, { flags: "wx", highWaterMark: BUFFER_BYTES }).on("error", () => {
  });
}
function unwritable(path, cause) {
  return new RehearsalError("output-unwritable", `Cannot write the rejects to ${path}.`, {
    hint: "Make room, or name another folder with --out.",
    cause
  });
}
function drained(stream) {
  return new Promise((resolve2) => {
    stream.once("drain", resolve2);
    stream.once("close", resolve2);
  });
}

// src/stages/load/restore-triggers.ts
async function restoreTriggers({ triggers = [] }, connection) {
  for (const trigger of triggers) {
    if (trigger.enabled !== "D") await connection.query(enableTrigger(trigger));
  }
}
var ENABLE = { O: "enable", R: "enable replica", A: "enable always", D: "disable" };
function enableTrigger({ table, name: name2, enabled }) {
  return `alter table ${quoteQualified(table)} ${ENABLE[enabled]} trigger ${quoteIdentifier(name2)}`;
}

// src/stages/load/rows-ahead.ts
var RowsAhead = class {
  #tables;
  #sources;
  #signal;
  #begun = /* @__PURE__ */ new Set();
  #rows = /* @__PURE__ */ new Map();
  #next = 0;
  /** @param tables in the order in which they are loaded, the largest first */
  constructor(tables, sources, signal) {
    this.#tables = tables;
    this.#sources = sources;
    this.#signal = signal;
  }
  /** Reads the next table, if that is a small one. Never throws: what goes wrong is for who loads it. */
  async readNext() {
    const table = this.#firstNotBegun();
    if (table === void 0 || isWorthFreezing(table)) return;
    this.#begun.add(table);
    const rows = this.#readWhole(table);
    this.#rows.set(table, rows);
    await rows.catch(() => {
    });
  }
  /**
   * The rows of a table that is loaded now, by its `quickestQuery`, to be had once; null where they are still to be read.
   *
   * @throws the driver's error, and the reason of the signal
   */
  async take(table) {
    this.#begun.add(table);
    const rows = this.#rows.get(table) ?? null;
    this.#rows.delete(table);
    return await rows;
  }
  #firstNotBegun() {
    for (; ; ) {
      const table = this.#tables[this.#next];
      if (table === void 0 || !this.#begun.has(table)) return table;
      this.#next += 1;
    }
  }
  async #readWhole(table) {
    const source = this.#sources.take();
    try {
      const rows = [];
      for await (const batch of readLines(source, quickestQuery(table), this.#signal)) rows.push(batch);
      return rows;
    } finally {
      this.#sources.giveBack(source);
    }
  }
};

// src/stages/load/set-sequences.ts
async function setSequences(sequences, connection) {
  const used = sequences.flatMap(
    ({ highest, ...plan }) => highest === null || highest < 1n ? [] : `(${sequenceOf2(plan)}::regclass, ${highest})`
  );
  if (used.length === 0) return;
  await connection.query(`
    select setval(sequence, least(max(highest), seqmax), true)
      from (values ${used.join(", ")}) as used (sequence, highest)
      join pg_sequence on seqrelid = sequence and seqmin <= highest
     group by sequence, seqmax`);
}
function sequenceOf2({ table, column, sequence: sequence2 }) {
  return sequence2 === void 0 ? `pg_get_serial_sequence(${quoteLiteral(quoteQualified(table))}, ${quoteLiteral(column)})` : quoteLiteral(quoteQualified(sequence2));
}

// src/stages/load/load-tables.ts
async function loadTables(snapshot, schema, plan, database, options, context) {
  const order = constraintOrder(schema, plan);
  const refusals = /* @__PURE__ */ new Map();
  const loads = [];
  const sources = new KeptConnections(snapshot.open, plan.tables.length);
  const queue = largestFirst(plan.tables);
  const ahead = new RowsAhead(queue, sources, context.signal);
  const tableOptions = { ...options, sources, ahead };
  try {
    await workThrough(
      queue.map((table) => ({ kind: "rows", table })),
      options.jobs,
      database.connect,
      async (connection2, step, add) => {
        context.signal.throwIfAborted();
        if (step.kind === "rows") {
          loads.push(await loadTable(snapshot, step.table, schema, connection2, tableOptions, context));
        } else {
          for (const statement of step.statements) {
            await addAndValidate(statement, connection2, refusals, settingsOfKey(statement, step.table));
          }
        }
        add(stepsBehind(step, order));
      }
    );
  } finally {
    sources.close();
  }
  const tables = plan.tables.map((table) => loadOf(loads, table));
  if (schema.origin === "derived") options.onRowsThere?.(tables);
  const connection = await database.connect();
  const source = snapshot.open();
  try {
    const unfrozen = new Set(loads.flatMap(({ load, isFrozen }) => isFrozen ? [] : [load.source]));
    const frozen = plan.tables.filter(({ source: name2 }) => !unfrozen.has(name2)).map(({ target }) => target);
    await addLast(order.last, schema, database, { jobs: options.jobs, frozen }, refusals);
    const constraints = await explainRefusals(
      schema,
      refusals,
      { plan, loads: tables, connection, source },
      context
    );
    await setSequences(schema.sequences, connection);
    await restoreTriggers(schema, connection);
    return {
      tables,
      issues: [...loads.flatMap(({ issues }) => issues), ...constraints.issues],
      ledger: [...schema.ledger, ...constraints.ledger, ...schema.sequences.map(({ entry }) => entry)],
      impossible: constraints.impossible
    };
  } finally {
    source.close();
    await connection.close();
  }
}
function stepsBehind({ kind, table }, { keys, indexes }) {
  const own = keys.get(table.source) ?? [];
  if (kind === "rows" && own.length > 0) return [{ kind: "keys", table, statements: own }];
  if (kind === "index") return [];
  return (indexes.get(table.source) ?? []).map((statement) => ({
    kind: "index",
    table,
    statements: [statement]
  }));
}
async function loadTable(snapshot, table, schema, connection, options, context) {
  const source = options.sources.take();
  const rejects = new RejectWriter(options.rejectsDirectory, table.source);
  try {
    const checks = unknownChecks(table, schema);
    const copying = { ...options, hasChecks: checks.length > 0 };
    const copied2 = await loadRows(snapshot, { table, source, connection }, rejects, copying, context);
    const unjudged = copied2.isJudged ? null : copied2.refusedRows;
    const mayHideMore = unjudged !== null || schema.origin !== "derived" && misfitRows(table) !== null;
    const load = {
      source: table.source,
      rowsSource: table.rowCount,
      rowsLoaded: copied2.rowsLoaded,
      rowsRejected: rejects.rows,
      refusedRows: copied2.refusedRows,
      checksBrokenByRejects: mayHideMore ? await judgeRejects(
        source,
        connection,
        { table, refusedRows: unjudged, checks },
        rejects,
        context.signal
      ) : [],
      failure: null
    };
    const issues = rejectIssues(table, issuesOf(table, schema), rejects.tallies);
    return { load, isFrozen: copied2.isFrozen, issues };
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    await connection.query("rollback");
    await connection.query(truncate(table));
    return unreadable3(table, error);
  } finally {
    await rejects.close();
    options.sources.giveBack(source);
  }
}
function unknownChecks(table, { origin, postData }) {
  const checks = postData.filter((statement) => statement.kind === "check");
  return origin === "derived" ? [] : checks.filter(({ sourceTable }) => sourceTable === table.source);
}
function issuesOf({ source }, { issues }) {
  return issues.filter(({ issue: { table } }) => table === source);
}
async function loadRows({ path, privateDirectory, threads }, copied2, rejects, { showValues, hasChecks, ahead }, context) {
  const { table, source } = copied2;
  const { signal } = context;
  const onRows = (rows) => context.emit({ type: "rows-done", stage: "load", table: table.source, rows });
  await setAsideMisfits(source, table, rejects, { showValues, signal });
  onRows(rejects.rows);
  return await copyTable(copied2, rejects, {
    showValues,
    hasChecks,
    privateDirectory,
    signal,
    onRows,
    ahead,
    read: (query) => isWorthThread(table) ? readLinesApart(threads, path, query, [], signal) : readLines(source, query, signal)
  });
}
function unreadable3(table, cause) {
  const failure = `SQLite could not read all of its rows: ${messageWithoutValue(cause)}`;
  const load = {
    source: table.source,
    rowsSource: table.rowCount,
    rowsLoaded: 0,
    rowsRejected: table.rowCount,
    refusedRows: null,
    checksBrokenByRejects: [],
    failure
  };
  const damage = issue("source-read-failed", { table: table.source, rows: table.rowCount, message: failure });
  return { load, isFrozen: false, issues: [damage] };
}
function loadOf(loads, table) {
  const found = loads.find(({ load }) => load.source === table.source);
  if (found === void 0) throw new TypeError(`the table ${table.source} was not loaded`);
  return found.load;
}

// src/rehearsal/load-and-validate.ts
async function loadAndValidate({ snapshot, schema, plan, database }, run, settings, { emit, signal }) {
  const started = performance.now();
  const failed = new AbortController();
  const context = { emit, signal: AbortSignal.any([signal, failed.signal]) };
  let comparison = null;
  const compare2 = (tables) => {
    comparison ??= run.stage(
      "validation",
      () => validateTables(snapshot, plan, tables, database, settings, context)
    );
    comparison.catch((error) => failed.abort(error));
    return comparison;
  };
  try {
    const { rejectsDirectory } = run;
    const { jobs, output } = settings;
    const options = { jobs, rejectsDirectory, showValues: output.showValues, onRowsThere: compare2 };
    const load = await run.stage("load", () => loadTables(snapshot, schema, plan, database, options, context));
    run.loaded(load);
    const validation = await compare2(load.tables);
    const elapsedMs = Math.round(performance.now() - started);
    const rehearsedBytes = (await stat3(snapshot.path)).size;
    run.measured({ durable: await isDurable(database), rehearsedBytes, elapsedMs });
    return { load, validation };
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled([comparison]);
    throw error;
  }
}

// src/stages/validation/probe-sequences.ts
async function probeSequences(sequences, database) {
  const probed = sequences.filter(({ highest }) => highest !== HIGHEST_INTEGER);
  if (probed.length === 0) return [];
  const connection = await database.connect();
  const issues = [];
  try {
    for (const table of await readTables(probed, connection)) {
      const reason = await probe(table, connection);
      if (reason !== null) issues.push(probeFailed(table.sequence, reason));
    }
  } finally {
    await connection.close();
  }
  return issues;
}
async function readTables(sequences, connection) {
  const named2 = sequences.map(({ table, column }, place2) => {
    const name2 = quoteLiteral(quoteQualified(table));
    return `(${place2}, ${name2}::regclass, ${name2}, ${quoteLiteral(column)})`;
  });
  const probed = `with probed (place, relation, name, identity) as (values ${named2.join(", ")})`;
  const states = await statementsOf(`${probed} ${STATES}`, connection);
  const rules = await statementsOf(`${probed} ${OTHER_RULES}`, connection);
  return sequences.map((sequence2, place2) => ({
    sequence: sequence2,
    restore: states(place2)[0] ?? null,
    lifts: rules(place2)
  }));
}
async function statementsOf(sql, connection) {
  const { rows } = await connection.query(sql);
  const byPlace = Map.groupBy(rows, ({ place: place2 }) => Number(place2));
  return (place2) => (byPlace.get(place2) ?? []).flatMap(({ statement }) => statement ?? []);
}
var STATES = `
  select place, format('select setval(%L::regclass, %s, %L)', seqrelid::regclass, coalesce(last_value, seqstart),
                       last_value is not null) as statement
    from probed
    join pg_sequence on seqrelid = pg_get_serial_sequence(name, identity)::regclass
   cross join pg_sequence_last_value(seqrelid) as last_value`;
var OTHER_RULES = `
  select place, format('alter table %s drop constraint if exists %I cascade', relation, conname) as statement
    from probed
    join pg_constraint on conrelid = relation and contype in ('c', 'f', 'u', 'x')
  union all
  select place, format('drop index if exists %s cascade', i.indexrelid::regclass)
    from probed
    join pg_index i on i.indrelid = relation and i.indisunique
   where not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  union all
  select place, format('alter table %s alter column %I drop not null', relation, a.attname)
    from probed
    join pg_attribute a on a.attrelid = relation and a.attnum > 0 and not a.attisdropped and a.attnotnull
     and a.attidentity = ''
   where not exists (select from pg_constraint c
                      where c.conrelid = relation and c.contype = 'p' and a.attnum = any (c.conkey))`;
async function probe({ sequence: { table, column, highest }, restore, lifts }, connection) {
  if (restore === null) return "the column has no sequence";
  const insert = `insert into ${quoteQualified(table)} default values returning ${quoteIdentifier(column)} as key`;
  try {
    const inserted = await connection.query(["begin", ...lifts, insert].join("; "));
    return judgeKey(inserted.rows[0]?.key ?? null, highest);
  } catch (error) {
    if (error instanceof PostgresRefusal)
      return `PostgreSQL refused it with SQLSTATE ${error.fields.sqlstate}`;
    throw error;
  } finally {
    await connection.query(`rollback; ${restore}`);
  }
}
function judgeKey(key, highest) {
  if (key === null) return "the row got no key";
  const expected = highest === null || highest < 1n ? 1n : highest + 1n;
  return BigInt(key) === expected ? null : `the row got the key ${key} instead of ${expected}`;
}
function probeFailed(sequence2, reason) {
  return issue("insert-probe-failed", {
    table: sequence2.sourceTable,
    column: sequence2.column,
    message: `an INSERT that takes the next ${sequence2.column} failed: ${reason}`
  });
}

// src/stages/target/create-schema.ts
init_rehearsal_error();

// src/stages/target/given/run-schema-files.ts
import { readdir as readdir3, stat as stat4 } from "node:fs/promises";
import { join as join12 } from "node:path";
init_rehearsal_error();
var SHOWN_REFUSALS = 10;
async function runSchemaFiles(path, database, signal) {
  const refusals = [];
  for (const file of await sqlFiles(path)) {
    const statements = splitPostgresScript(await readScript(file, signal));
    const connection = await database.connect();
    try {
      refusals.push(...await runStatements(file, statements, connection, signal));
    } finally {
      await connection.close();
    }
  }
  if (refusals.length > 0) throw schemaRefused(refusals);
}
var UNDOES = /[._-]down\.sql$/i;
async function sqlFiles(path) {
  try {
    if (!(await stat4(path)).isDirectory()) return [path];
    const names = await readdir3(path, { recursive: true });
    const files = names.filter((name2) => /\.sql$/i.test(name2) && !UNDOES.test(name2)).toSorted();
    if (files.length > 0) return files.map((name2) => join12(path, name2));
  } catch (cause) {
    throw unreadable4(path, cause);
  }
  throw new RehearsalError("schema-unreadable", `The folder ${path} holds no .sql file.`, {
    hint: "Name a folder of SQL files with --schema, or a command that creates the schema with --schema-command."
  });
}
async function readScript(file, signal) {
  try {
    return (await readGivenFile(file, signal)).toString("utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    signal.throwIfAborted();
    throw unreadable4(file, cause);
  }
}
function unreadable4(path, cause) {
  const code = errorCode(cause);
  const why = code === null ? "" : ` (${code})`;
  return new RehearsalError("schema-unreadable", `Cannot read the schema ${path}${why}.`, {
    hint: "Name a SQL file, or a folder of them, with --schema; paths are relative to the working directory.",
    cause
  });
}
var IN_FAILED_TRANSACTION = "25P02";
async function runStatements(file, statements, connection, signal) {
  const refusals = [];
  for (const { sql, line } of statements) {
    signal.throwIfAborted();
    if (/^copy\b.*\bfrom\s+stdin\b/is.test(sql)) throw holdsData(file, line);
    try {
      await connection.query(sql);
    } catch (error) {
      if (!(error instanceof PostgresRefusal)) throw error;
      const { sqlstate, message } = error.fields;
      if (sqlstate === IN_FAILED_TRANSACTION) continue;
      const why = sqlstate.startsWith("22") ? `SQLSTATE ${sqlstate}` : message;
      refusals.push(`${file}:${line}: ${why}`.replaceAll("\n", "\\n"));
    }
  }
  return refusals;
}
function holdsData(file, line) {
  return new RehearsalError("schema-refused", `${file}:${line}: the data of COPY \u2026 FROM stdin is not read.`, {
    hint: "Write the schema alone: pg_dump --schema-only --no-owner --no-privileges."
  });
}
function schemaRefused(refusals) {
  const more = refusals.length - SHOWN_REFUSALS;
  const lines = [...refusals.slice(0, SHOWN_REFUSALS), ...more > 0 ? [`and ${more} more`] : []];
  const title = refusals.length === 1 ? "PostgreSQL refused a statement" : `PostgreSQL refused ${refusals.length} statements`;
  return new RehearsalError("schema-refused", `${title} of the schema:
${lines.join("\n")}`, {
    hint: "Correct the schema. Roles and extensions must exist on the server; pg_dump writes none with --no-owner --no-privileges."
  });
}

// src/stages/target/create-schema.ts
async function createSchema(source, database, rules, signal) {
  switch (source.kind) {
    case "file":
      return await runSchemaFiles(source.path, database, signal);
    case "command":
      return await runSchemaCommand(source.command, database, rules, signal);
    default:
      return source;
  }
}
async function runSchemaCommand(command, database, rules, signal) {
  await withPrivateDirectory(async (directory) => {
    const { variables } = database;
    const secrets = secretsOf(variables);
    const { timeoutMs } = rules;
    const shell = { command, variables, directory, hearsOutput: true, secrets, timeoutMs, signal };
    const ending = await runShellCommand(shell);
    if (ending.failure === null) return;
    const why = whyItFailed(command, ending);
    throw new RehearsalError("schema-command-failed", `The schema command ended with ${why}.`, {
      hint: wordsAsHint(ending.lastWords, rules, "with DATABASE_URL set to an empty database")
    });
  });
}
function secretsOf({ DATABASE_URL = "", PGPASSWORD = "" }) {
  return [DATABASE_URL, encodeURIComponent(PGPASSWORD), PGPASSWORD];
}

// src/stages/validation/present-rows.ts
function presentRows(plan, { tables, mismatches }) {
  return tables.flatMap(({ source, rowsTarget }) => {
    if (rowsTarget === 0) return [];
    const own = mismatches.filter(({ table }) => table === source);
    const different2 = keysOf3(own, "value");
    const alone = keysOf3(own, "extra");
    const keyColumns = plan.tables.find((table) => table.source === source)?.keyColumns ?? [];
    const [key] = keyColumns;
    return issue("target-rows-present", {
      table: source,
      ...key !== void 0 && keyColumns.length === 1 ? { column: key } : {},
      rows: rowsTarget,
      examples: [...different2, ...alone].filter((row) => Object.keys(row).length > 0),
      priority: different2.length + alone.length > 0 ? "MED" : "LOW",
      message: `The schema comes with ${amount(rowsTarget, "row")}: ${counted(different2)} with the key of another row of the source, ${counted(alone)} that the source does not have. The table is emptied first`
    });
  });
}
function keysOf3(mismatches, kind) {
  const keys = new Map(
    mismatches.filter((mismatch) => mismatch.kind === kind).map(({ key }) => [JSON.stringify(key), key])
  );
  return [...keys.values()];
}
function counted(keys) {
  return keys.length >= MAX_MISMATCHES ? `${keys.length} or more` : String(keys.length);
}

// src/rehearsal/prepare-given.ts
async function prepareGiven(given, settings, source, { database, server }, run, context) {
  await createSchema(given, database, commandRules(settings), context.signal);
  const facts = await readFactsOf(database);
  const toGiven = (catalog, renames) => {
    const wanted = new Set(catalog.tables.map(({ name: name2 }) => name2));
    const excluded = source.whole.tables.map(({ name: name2 }) => name2).filter((name2) => !wanted.has(name2));
    return matchSchema(catalog, facts, given.kind, renames, excluded);
  };
  const toTarget = (catalog, renames) => {
    const schema2 = toGiven(catalog, renames);
    return { ...schema2, issues: [...schema2.issues, ...sourceFacts(deriveSchema(catalog, renames))] };
  };
  const measured = await measureMoments(source, toGiven, settings, context);
  const resolved = run.resolved(await resolveIssues({ ...measured, toTarget }, settings, context));
  const rules = await compareRules(resolved, facts, server, context);
  const seeds = await compareSeeds(resolved, database, context);
  const { schema, issues } = await prepareTarget(resolved.schema, database);
  return {
    resolved,
    schema: { ...schema, ledger: [...schema.ledger, ...rules.ledger] },
    issues: [...rules.issues, ...seeds, ...issues]
  };
}
async function compareRules({ snapshot, catalog, renames, schema, issues }, facts, server, { signal }) {
  const derived = deriveSchema(catalog, renames);
  const expected = await withScratchDatabase(
    server,
    { keep: false, signal },
    (twin) => createTwin(derived, twin)
  );
  const compared = compareSchemas({ catalog, derived, expected, given: schema, actual: facts });
  const known = new Set(schema.ledger.map(objectOf));
  const told = new Set(issues.map(ruleOf));
  const skipped = schema.ledger.filter(({ reason }) => reason === SKIPPED);
  const isLeftOut = (found) => {
    const target = skipTarget(found);
    return target !== null && skipped.some((entry) => isSkipped(entry, target));
  };
  return {
    issues: locateRows(snapshot, catalog, compared.issues).filter(
      (found) => !isLeftOut(found) && (found.code !== "target-rule-extra" || !told.has(ruleOf(found)))
    ).map((found) => found.priority === "HIGH" ? { ...found, priority: "MED" } : found),
    ledger: compared.ledger.filter(
      (entry) => !known.has(objectOf(entry)) && (entry.status !== "kept" || !MADE_BY_THE_LOAD.has(entry.type))
    )
  };
}
function objectOf({ type, table, name: name2 }) {
  return JSON.stringify([type, table, name2]);
}
var RULES3 = {
  "target-identity-always": "IDENTITY",
  "target-column-generated": "GENERATED"
};
function ruleOf({ code, table, column, object: object2 }) {
  return JSON.stringify([table, column, RULES3[code] ?? object2]);
}
var MADE_BY_THE_LOAD = /* @__PURE__ */ new Set([
  "primary-key",
  "unique",
  "index",
  "check",
  "foreign-key",
  "sequence"
]);
async function compareSeeds({ snapshot, catalog, schema }, database, context) {
  const seeded = new Set(schema.tables.filter(({ hasRows }) => hasRows).map(({ source }) => source));
  if (seeded.size === 0) return [];
  const { tables } = planMigration(catalog, schema, snapshot.encoding);
  const plan = { tables: tables.filter(({ source }) => seeded.has(source)) };
  const validation = await validateTables(snapshot, plan, null, database, { jobs: 1 }, quietly(context));
  return [...validation.issues, ...presentRows(plan, validation)];
}

// src/rehearsal/open-target.ts
async function openTarget(settings, source, postgres, run, context) {
  const given = schemaSource(settings.target);
  const prepare2 = given === null ? await deriving(settings, source, run, context) : (place3) => prepareGiven(given, settings, source, place3, run, context);
  const { place: place2, resolved, schema, issues } = await run.stage("postgres", async () => {
    const place3 = await postgres.take();
    return { place: place3, ...await prepare2(place3) };
  });
  run.preparedTarget(place2.database, schema, issues);
  const { snapshot, catalog } = resolved;
  const excluded = resolved.excluded.map(({ name: name2 }) => name2);
  const outOfScope = resolved.excluded.filter(({ reason }) => reason !== SKIPPED).map(({ name: name2 }) => name2);
  return {
    ...place2,
    snapshot,
    catalog,
    excluded,
    outOfScope,
    schema,
    plan: planMigration(catalog, schema, snapshot.encoding)
  };
}
async function sequenceIssues({ schema, database }) {
  return schema.origin === "derived" ? await probeSequences(schema.sequences, database) : (await checkSequences(schema.sequences, database)).issues;
}
async function deriving(settings, source, run, context) {
  const resolved = run.resolved(await resolveIssues({ ...source, toTarget: deriveSchema }, settings, context));
  return async ({ database }) => ({ resolved, ...await prepareTarget(resolved.schema, database) });
}

// src/rehearsal/rehearse.ts
async function rehearse(settings, context, invocation) {
  return await OutputFolder.lend(
    settings.output,
    inputsOf(settings),
    (output) => rehearseInto(output, settings, context, invocation)
  );
}
async function rehearseInto(output, settings, context, invocation) {
  const isDerived = schemaSource(settings.target) === null;
  const run = await RunLog.start("rehearse", settings, context, invocation, output);
  const workload = await readWorkload(settings.performance, context.signal);
  const size = Promise.withResolvers();
  const postgres = lendPostgres(settings, invocation, size.promise, context, run.tellLeft);
  await run.guard(
    "snapshot",
    () => withSnapshot(snapshotOptions(settings, invocation), context, async (taken) => {
      run.tookSnapshot(taken);
      size.resolve((await stat5(taken.path)).size);
      const source = await run.stage("catalog", () => readSource(taken, settings, context, isDerived));
      run.examining(taken.examine());
      const target = await openTarget(settings, source, postgres, run, context);
      const moved = await loadAndValidate(target, run, settings, context);
      run.validated(moved.validation, [...moved.validation.issues, ...await sequenceIssues(target)]);
      const migrated = { ...target, ...moved };
      const performance2 = await comparePerformance(workload, migrated, run, settings, context);
      const checklist = () => executeChecklist({ ...migrated, performance: performance2 }, settings, context);
      run.executed(await run.stage("readiness", checklist));
    }).finally(() => postgres.giveBack())
  );
  return await run.finish();
}
async function comparePerformance(workload, migrated, run, { performance: options, jobs }, context) {
  if (!options.enabled) return null;
  const { plan, database } = migrated;
  const compared = await run.stage("performance", async () => {
    await analyzeTables(plan, database, jobs);
    return await compareQueries(
      workload,
      { ...migrated, loadMs: run.took("load") },
      database,
      options,
      context
    );
  });
  run.comparedQueries(compared);
  return compared;
}

export {
  rehearse
};
