import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  openPages
} from "../chunks/chunk-7VKMMJYT.js";
import {
  RowCursor
} from "../chunks/chunk-BPQJ7PEJ.js";
import {
  UnexpectedPage
} from "../chunks/chunk-SOGSMY6K.js";
import "../chunks/chunk-GZWC464I.js";

// src/stages/readiness/rollback/same-tables-thread.ts
import { closeSync, openSync } from "node:fs";

// src/engines/sqlite/pages/same-rows.ts
function sameRows(one, other) {
  try {
    return countSame(new RowCursor(one.file, [one.root]), new RowCursor(other.file, [other.root]));
  } catch (error) {
    if (error instanceof UnexpectedPage) return null;
    throw error;
  }
}
function countSame(one, other) {
  for (let rows = 0; ; rows += 1) {
    const isRow = one.nextRow();
    if (isRow !== other.nextRow()) return null;
    if (!isRow) return rows;
    if (!one.isSameAs(other)) return null;
  }
}

// src/stages/readiness/rollback/same-tables-thread.ts
async function handle({ original, path, trees }) {
  const descriptor = openSync(path, "r");
  try {
    const [one, other] = [openPages(original), openPages({ ...original, path, descriptor })];
    if (one === null || other === null) return { value: [], transfer: [] };
    const same = trees.flatMap(({ table, original: root, copy }) => {
      const rows = sameRows({ file: one, root }, { file: other, root: copy });
      return rows === null ? [] : [{ table, rows }];
    });
    return { value: same, transfer: [] };
  } finally {
    closeSync(descriptor);
  }
}
export {
  handle
};
