import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  serveProcess
} from "../chunks/chunk-L2EFLYKZ.js";
import {
  checkIntegrity
} from "../chunks/chunk-3LTCWK5K.js";
import "../chunks/chunk-GGAEXMQ7.js";
import "../chunks/chunk-H32F656T.js";
import "../chunks/chunk-76LBD5FE.js";
import "../chunks/chunk-D2TH455S.js";
import "../chunks/chunk-XMX4Y7CS.js";
import "../chunks/chunk-HPZ5FJ6H.js";
import "../chunks/chunk-GZWC464I.js";

// src/stages/snapshot/check-process.ts
serveProcess(({ path, sizeBytes }) => checkIntegrity(path, sizeBytes));
