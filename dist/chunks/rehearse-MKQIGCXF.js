import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-R3CEWHKM.js";
import "./chunk-STDG7VOR.js";
import "./chunk-EX32MVVZ.js";
import "./chunk-KLB25LT3.js";
import "./chunk-RXVNK3TX.js";
import "./chunk-PHLR7ILR.js";
import "./chunk-ZTRD6ZY7.js";
import "./chunk-HVQ5RBIF.js";
import "./chunk-ARJVKQRB.js";
import "./chunk-HO626TP6.js";
import "./chunk-OAPE5IDQ.js";
import "./chunk-OYR5LLQ3.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
