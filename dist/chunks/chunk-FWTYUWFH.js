import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  formatCount
} from "./chunk-D4TW372C.js";

// src/stages/performance/result-limits.ts
var MOST_ROWS = 5e4;
var MOST_BYTES = 16 * 2 ** 20;
function tooLarge(limit) {
  return limit === "rows" ? `it gives over ${formatCount(MOST_ROWS)} rows` : `it gives over ${MOST_BYTES / 2 ** 20} MiB of texts and blobs`;
}

export {
  MOST_ROWS,
  MOST_BYTES,
  tooLarge
};
