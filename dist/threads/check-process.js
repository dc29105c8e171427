import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  checkIntegrity
} from "../chunks/chunk-GESP7CXA.js";
import "../chunks/chunk-O34MLC5F.js";
import "../chunks/chunk-ZOFKX4C4.js";
import "../chunks/chunk-VAG4FJDS.js";
import {
  serveProcess
} from "../chunks/chunk-L2EFLYKZ.js";
import "../chunks/chunk-76LBD5FE.js";
import "../chunks/chunk-MIAQXQPO.js";
import "../chunks/chunk-LCA6X7PU.js";
import "../chunks/chunk-HPZ5FJ6H.js";
import "../chunks/chunk-GZWC464I.js";

// src/stages/snapshot/check-process.ts
serveProcess(({ path, sizeBytes }) => checkIntegrity(path, sizeBytes));
