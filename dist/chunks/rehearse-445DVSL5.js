import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-SXO3GHYE.js";
import "./chunk-NA7CSAQ6.js";
import "./chunk-Q2TOFOI3.js";
import "./chunk-BC647E3B.js";
import "./chunk-RXVNK3TX.js";
import "./chunk-WUCVPXS3.js";
import "./chunk-44B6GRXB.js";
import "./chunk-B5R4GE5F.js";
import "./chunk-ARJVKQRB.js";
import "./chunk-LKHIGWKP.js";
import "./chunk-CBVULXJH.js";
import "./chunk-OYR5LLQ3.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
