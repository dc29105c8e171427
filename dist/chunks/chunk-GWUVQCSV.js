import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  exactDecimal
} from "./chunk-M3VP6R7Y.js";
import {
  quoteIdentifier
} from "./chunk-76LBD5FE.js";

// src/sql/canonical-json.ts
var JsonNumber = class {
  text;
  constructor(text) {
    this.text = text;
  }
};
function canonicalJson(text) {
  try {
    return spell(JSON.parse(text, keepDigits));
  } catch {
    return text;
  }
}
function keepDigits(_key, value, context) {
  if (typeof value !== "number") return value;
  const source = context?.source ?? String(value);
  return new JsonNumber(exactDecimal(source) ?? source);
}
function spell(value) {
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(spell).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => a < b ? -1 : 1);
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${spell(entry)}`).join(",")}}`;
}

// src/stages/readiness/rollback/usual-form.ts
var CANONICAL_UUID = { hasHyphens: true, hasCapitals: false };
function usualUuidForm(column) {
  const value = quoteIdentifier(column.column);
  const isUuid = `typeof(${value}) = 'text' and length(${value}) in (32, 36)`;
  const form = `(length(${value}) = 36) * 2 + (${value} = upper(${value}) collate binary)`;
  const found = usual(column, form, `${isUuid} and lower(${value}) <> upper(${value})`);
  if (found !== null) return { hasHyphens: found >= 2, hasCapitals: found % 2 === 1 };
  return { hasHyphens: (usual(column, form, isUuid) ?? 2) >= 2, hasCapitals: false };
}
function usualDecimals(column) {
  const value = quoteIdentifier(column.column);
  const point = `instr(${value}, '.')`;
  const telling = `typeof(${value}) = 'text' and (${point} = 0 or ${value} like '%0')`;
  return usual(column, `iif(${point} = 0, 0, length(${value}) - ${point})`, telling) ?? 0;
}
function isUsuallyCompact(column) {
  const value = quoteIdentifier(column.column);
  const telling = `typeof(${value}) = 'text' and (instr(${value}, ':') > 0 or instr(${value}, ',') > 0)`;
  const form = `iif(json_valid(${value}), json(${value}) = ${value} collate binary, null)`;
  return usual(column, form, `${telling} and json_valid(${value})`) === 1;
}
function usual({ source, table }, form, telling) {
  const from = `from main.${quoteIdentifier(table)} where ${telling}`;
  const ask = (sql) => source.prepare(sql).get()?.form ?? null;
  const first = ask(`select ${form} as form ${from} limit 1`);
  if (first === null) return null;
  const hasOthers = ask(`select 1 as form ${from} and ${form} <> ${first} limit 1`) !== null;
  const most = `select ${form} as form, count(*) as n ${from} group by 1 order by 2 desc limit 1`;
  return Number(hasOthers ? ask(most) : first);
}

// src/stages/readiness/rollback/spelling.ts
function knownOf({ tables }, { source }) {
  const columns = tables.find(({ name }) => name === source)?.columns ?? [];
  return new Map(columns.map(({ name, affinity, profile }) => [name, { affinity, profile }]));
}
function readSpelling(source, table, column, known) {
  const { profile } = known;
  const value = quoteIdentifier(column.source);
  const from = `from main.${quoteIdentifier(table.source)}`;
  const asked = { source, table: table.source, column: column.source };
  const rows = (sql) => source.prepare(sql).all();
  const isSpelled = column.conversion.kind === "boolean" && profile.texts > 0;
  return {
    storageClass: usualClass(profile),
    truths: isSpelled ? readTruths(rows, value, from) : { t: 1n, f: 0n },
    shapes: TIMED.has(column.conversion.kind) || isZonedTime(column.type) ? readShapes(rows, value, from) : { whole: null, decimal: null },
    uuid: column.conversion.kind === "respelled-uuid" ? usualUuidForm(asked) : CANONICAL_UUID,
    decimals: isTextOfDigits(column, known) ? usualDecimals(asked) : 0,
    isCompact: column.type.kind === "jsonb" && isUsuallyCompact(asked)
  };
}
function hasNumericAffinity({ affinity }) {
  return affinity !== "TEXT" && affinity !== "BLOB";
}
function isTextOfDigits({ conversion }, known) {
  return (conversion.kind === "decimal" || conversion.kind === "spelled-float") && usualClass(known.profile) === "text" && !hasNumericAffinity(known);
}
function isZonedTime(type) {
  return type.kind === "other" && /^time(?:\(\d\))? with time zone$/.test(type.name);
}
var TIMED = /* @__PURE__ */ new Set(["time", "timestamp", "timestamptz", "midnight"]);
function usualClass({ integers, reals, texts, blobs }) {
  const most = Math.max(integers, reals, texts, blobs);
  if (texts === most) return "text";
  if (integers === most) return "integer";
  return reals === most ? "real" : "blob";
}
function readTruths(rows, value, from) {
  const most = (words) => rows(
    `select ${value} as value, count(*) as n ${from} where lower(${value}) in (${words}) group by typeof(${value}), ${value} collate binary order by 2 desc limit 1`
  )[0]?.value;
  const spelled = (found, usual2) => typeof found === "string" || typeof found === "bigint" ? found : usual2;
  return { t: spelled(most(`'1', 't', 'true'`), 1n), f: spelled(most(`'0', 'f', 'false'`), 0n) };
}
function readShapes(rows, value, from) {
  const shape = [..."012345678"].reduce((text2, digit) => `replace(${text2}, '${digit}', '9')`, value);
  const isText = `typeof(${value}) = 'text'`;
  const first = rows(`select ${shape} as value ${from} where ${isText} limit 1`)[0]?.value;
  if (typeof first !== "string") return { whole: null, decimal: null };
  if (isOnlyShape(rows, value, from, first)) return { whole: first, decimal: first };
  const decimals = `ltrim(substr(${value}, instr(${value}, '.') + 1), '0')`;
  const hasDecimals = `(instr(${value}, '.') > 0 and ${decimals} glob '[1-9]*')`;
  const most = (where) => rows(
    `select ${shape} as value, count(*) as n ${from} where ${isText} and ${where} group by 1 order by 2 desc limit 1`
  )[0]?.value;
  const text = (found) => typeof found === "string" ? found : null;
  return { whole: text(most(`not ${hasDecimals}`)), decimal: text(most(hasDecimals)) };
}
function isOnlyShape(rows, value, from, shape) {
  const pattern = shape.replaceAll("9", "[0-9]");
  return rows(
    `select 1 as value ${from} where typeof(${value}) = 'text' and ${value} not glob '${pattern}' limit 1`
  ).length === 0;
}

export {
  canonicalJson,
  knownOf,
  readSpelling,
  hasNumericAffinity,
  isZonedTime
};
