import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  PageFile,
  UnexpectedPage
} from "./chunk-SOGSMY6K.js";

// src/engines/sqlite/pages/open-pages.ts
import { existsSync } from "node:fs";
function openPages({ path, descriptor, encoding }) {
  if (encoding !== "UTF-8" || existsSync(`${path}-wal`)) return null;
  return orUnexpected(() => new PageFile(descriptor));
}
function orUnexpected(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnexpectedPage) return null;
    throw error;
  }
}

export {
  openPages,
  orUnexpected
};
