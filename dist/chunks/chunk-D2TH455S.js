import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  require_lib
} from "./chunk-XMX4Y7CS.js";
import {
  __toESM
} from "./chunk-GZWC464I.js";

// src/engines/sqlite/open-sqlite.ts
var import_better_sqlite3 = __toESM(require_lib(), 1);

// src/engines/sqlite/text-functions.ts
import { isUtf8 } from "node:buffer";
import { hash } from "node:crypto";

// src/sql/double-text.ts
function spellsDouble(decimal) {
  return significance(decimal) === significance(String(Number(decimal)));
}
function significance(number) {
  const [, sign = "", whole = "", decimals = "", exponent = "0"] = /^(-?)(\d*)(?:\.(\d*))?(?:e(.+))?$/i.exec(number) ?? [];
  const digits = `${whole}${decimals}`.replace(/^0+/, "");
  const significant = withoutZerosBehind(digits);
  const power = Number(exponent) - decimals.length + digits.length - significant.length;
  return significant === "" ? "0" : `${sign}${significant}e${power}`;
}
function withoutZerosBehind(digits) {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}

// src/sql/interval-text.ts
var UNIT = "years?|y|mons?|months?|weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|seconds?|secs?|s|milliseconds?|ms|microseconds?|us";
var CLOCK = String.raw`[+-]?\d+:\d\d(?::\d\d(?:\.\d{1,6}0*)?)?`;
var WORDS = new RegExp(
  String.raw`^(?:@ *)?(?:[+-]?\d+(?:\.\d{1,6}0*)? *(?:${UNIT}) *)*(?:${CLOCK})?(?: +ago)?$`,
  "i"
);
var ISO = /^[+-]?P(?=.)(?:[+-]?\d+(?:\.\d{1,6})?[YMWD])*(?:T(?:[+-]?\d+(?:\.\d{1,6}0*)?[HMS])+)?$/;
var LONGEST = 300;
function isIntervalText(text, decimals = 6) {
  const spelled = text.trim().replace(/ +/g, " ");
  if (spelled.length > LONGEST) return false;
  const isInterval = /\d/.test(spelled) && (WORDS.test(spelled) || ISO.test(spelled));
  return isInterval && [...spelled.matchAll(DECIMALS)].every(([, digits = ""]) => digits.length <= decimals);
}
var DECIMALS = /\.(\d*?)0*(?=\s*$|\s+ago\b|\s*(?:s|secs?|seconds?)(?![a-z]))/gi;
function intervalDecimals(name) {
  const [, decimals] = /\((\d)\)$/.exec(name) ?? [];
  return decimals === void 0 ? null : Number(decimals);
}
function isIntervalType(name) {
  return /^interval\b(?!.*\[\])/.test(name);
}

// src/sql/is-json.ts
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// src/engines/sqlite/keeps-as-jsonb.ts
function keepsAsJsonb(text) {
  const parsed = parse(text);
  return parsed !== void 0 && countStorable(parsed) === countKeys(text);
}
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function countStorable(document) {
  let members = 0;
  const open = [document];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string" ? !isStorable(value) : Object.is(value, -0)) return null;
    if (typeof value !== "object" || value === null) continue;
    const keys = Array.isArray(value) ? [] : Object.keys(value);
    if (!keys.every(isStorable)) return null;
    members += keys.length;
    for (const member of Object.values(value)) open.push(member);
  }
  return members;
}
function isStorable(text) {
  return text.isWellFormed() && !text.includes("\0");
}
function countKeys(text) {
  let keys = 0;
  for (let start = text.indexOf('"'); start !== -1; ) {
    let next = endOfString(text, start) + 1;
    while (isBlank(text.charCodeAt(next))) next += 1;
    if (text[next] === ":") keys += 1;
    start = text.indexOf('"', next);
  }
  return keys;
}
function endOfString(text, start) {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let backslash = end - 1;
    while (text[backslash] === "\\") backslash -= 1;
    if ((end - backslash) % 2 === 1) return end;
  }
}
function isBlank(code) {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

// src/engines/sqlite/text-functions.ts
function registerTextFunctions(database) {
  const encoding = database.pragma("encoding", { simple: true });
  const isValid = encoding === "UTF-8" ? isUtf8 : encoding === "UTF-16le" ? isUtf16le : isUtf16be;
  const options = { deterministic: true, directOnly: true };
  database.function("is_utf8", options, (blob) => toBit(Buffer.isBuffer(blob) && isUtf8(blob)));
  database.function("is_valid_text", options, (blob) => toBit(Buffer.isBuffer(blob) && isValid(blob)));
  database.function(
    "is_float4",
    options,
    (real) => toBit(typeof real === "number" && Object.is(Math.fround(real), real))
  );
  database.function(
    "shortest_decimal",
    options,
    (real) => typeof real === "number" ? shortestDecimal(real) : real
  );
  database.function("is_json", options, (text) => toBit(typeof text === "string" && isJson(text)));
  database.function(
    "keeps_as_jsonb",
    options,
    (text) => toBit(typeof text === "string" && keepsAsJsonb(text))
  );
  database.function(
    "is_interval",
    options,
    (text, decimals) => toBit(typeof text === "string" && isIntervalText(text, Number(decimals)))
  );
  database.function("spells_double", options, (text) => toBit(typeof text === "string" && spellsDouble(text)));
  database.function("fold_case", options, (text) => typeof text === "string" ? text.toLowerCase() : text);
  database.function("utf8", options, (text) => typeof text === "string" ? Buffer.from(text, "utf8") : text);
  database.function("text_of_utf8", options, (blob) => Buffer.isBuffer(blob) ? blob.toString("utf8") : blob);
  database.function("sha256", options, (blob) => Buffer.isBuffer(blob) ? hash("sha256", blob) : blob);
}
function shortestDecimal(real) {
  const text = String(real);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
function toBit(value) {
  return value ? 1n : 0n;
}
function isUtf16le(bytes) {
  return bytes.length % 2 === 0 && bytes.toString("utf16le").isWellFormed();
}
function isUtf16be(bytes) {
  return bytes.length % 2 === 0 && isUtf16le(Buffer.from(bytes).swap16());
}

// src/engines/sqlite/open-sqlite.ts
function openSqlite(path) {
  const database = new import_better_sqlite3.default(path, { readonly: true, fileMustExist: true });
  database.defaultSafeIntegers(true);
  database.exec(SAFE_READING);
  registerTextFunctions(database);
  return database;
}
var SAFE_READING = `
  pragma query_only      = on;
  pragma trusted_schema  = off;
  pragma cell_size_check = on`;

export {
  significance,
  intervalDecimals,
  isIntervalType,
  isJson,
  registerTextFunctions,
  openSqlite
};
