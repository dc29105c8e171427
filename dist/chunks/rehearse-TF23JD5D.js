import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-R6EQN5J2.js";
import "./chunk-QEQGEDLY.js";
import "./chunk-XTX5Y6DV.js";
import "./chunk-WBX57SEW.js";
import "./chunk-AHDKPW5O.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
