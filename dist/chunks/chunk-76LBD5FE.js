import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/sql/quote.ts
function quoteIdentifier(name) {
  return `"${name.replaceAll('"', '""')}"`;
}
function quoteQualified(table) {
  return `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
}
function quoteOwnRows(name, partitioned) {
  return `${partitioned ? "" : "only "}${quoteQualified(name)}`;
}
function quoteLiteral(text) {
  return `'${text.replaceAll("'", "''")}'`;
}

export {
  quoteIdentifier,
  quoteQualified,
  quoteOwnRows,
  quoteLiteral
};
