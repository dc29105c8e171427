import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/engines/sqlite/sidecars.ts
var SIDECARS_WITH_DATA = ["-wal", "-journal"];
var SIDECARS = [...SIDECARS_WITH_DATA, "-shm"];

export {
  SIDECARS_WITH_DATA,
  SIDECARS
};
