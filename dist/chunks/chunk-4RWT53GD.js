import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  quoteIdentifier
} from "./chunk-HYXKYRZA.js";

// src/stages/readiness/rollback/spelling.ts
function knownOf({ tables }, { source }) {
  const columns = tables.find(({ name }) => name === source)?.columns ?? [];
  return new Map(columns.map(({ name, affinity, profile }) => [name, { affinity, profile }]));
}
function readSpelling(source, table, column, known) {
  const { profile } = known;
  const value = quoteIdentifier(column.source);
  const from = `from main.${quoteIdentifier(table.source)}`;
  const rows = (sql) => source.prepare(sql).all();
  const isSpelled = column.conversion.kind === "boolean" && profile.texts > 0;
  return {
    storageClass: usualClass(profile),
    truths: isSpelled ? readTruths(rows, value, from) : { t: 1n, f: 0n },
    shapes: TIMED.has(column.conversion.kind) ? readShapes(rows, value, from) : { whole: null, decimal: null }
  };
}
function hasNumericAffinity({ affinity }) {
  return affinity !== "TEXT" && affinity !== "BLOB";
}
var TIMED = /* @__PURE__ */ new Set(["time", "timestamp", "timestamptz"]);
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
  const spelled = (found, usual) => typeof found === "string" || typeof found === "bigint" ? found : usual;
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
  knownOf,
  readSpelling,
  hasNumericAffinity
};
