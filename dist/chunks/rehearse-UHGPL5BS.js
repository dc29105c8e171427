import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-4WZQ7CHT.js";
import "./chunk-SJXDTAZO.js";
import "./chunk-SBVEZYDQ.js";
import "./chunk-WBX57SEW.js";
import "./chunk-AHDKPW5O.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
