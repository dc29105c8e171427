import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  ISSUE_CODES
} from "./chunk-H32F656T.js";

// src/issues/issue.ts
var MAX_EXAMPLES = 10;
function issue(code, details) {
  const entry = ISSUE_CODES[code];
  return {
    code,
    category: entry.category,
    priority: details.priority ?? entry.priority,
    table: details.table ?? null,
    column: details.column ?? null,
    object: details.object ?? null,
    rows: details.rows ?? 0,
    examples: (details.examples ?? []).slice(0, MAX_EXAMPLES),
    message: details.message,
    remedy: details.remedy ?? entry.remedy
  };
}
function issueId(found) {
  const place = [found.table, found.column].flatMap((part) => part === null ? [] : partOfId(part)).join(".");
  const object = found.object === null ? "" : `[${found.object}]`;
  return `${found.category}/${found.code}:${place}${object}`;
}
function partOfId(name) {
  return /^"|\./.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

export {
  MAX_EXAMPLES,
  issue,
  issueId
};
