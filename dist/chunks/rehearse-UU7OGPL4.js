import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-TP77KKEB.js";
import "./chunk-KXIEUNHZ.js";
import "./chunk-EX32MVVZ.js";
import "./chunk-6HGFJSZ2.js";
import "./chunk-RXVNK3TX.js";
import "./chunk-PHLR7ILR.js";
import "./chunk-ZTRD6ZY7.js";
import "./chunk-HT7R767N.js";
import "./chunk-ARJVKQRB.js";
import "./chunk-2J22XKXI.js";
import "./chunk-NJNPRA64.js";
import "./chunk-OYR5LLQ3.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
