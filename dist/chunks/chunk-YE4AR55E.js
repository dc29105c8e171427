import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  registerTextFunctions
} from "./chunk-MIAQXQPO.js";
import {
  require_lib
} from "./chunk-LCA6X7PU.js";
import {
  __toESM
} from "./chunk-GZWC464I.js";

// src/engines/sqlite/open-private-copy.ts
var import_better_sqlite3 = __toESM(require_lib(), 1);
function openPrivateCopy(path) {
  const database = new import_better_sqlite3.default(path, { fileMustExist: true });
  database.defaultSafeIntegers(true);
  database.unsafeMode(true);
  database.exec(FREE_WRITING);
  registerTextFunctions(database);
  return database;
}
var FREE_WRITING = `
  pragma synchronous              = off;
  pragma trusted_schema           = off;
  pragma cell_size_check          = on;
  pragma foreign_keys             = off;
  pragma recursive_triggers       = off;
  pragma ignore_check_constraints = on`;

export {
  openPrivateCopy
};
