import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-RJJKDBUE.js";
import "./chunk-2HLX34HW.js";
import "./chunk-OY3BMEDV.js";
import "./chunk-4RWT53GD.js";
import "./chunk-H5JMT3YH.js";
import "./chunk-O5A5QF2J.js";
import "./chunk-FJHE2CV7.js";
import "./chunk-L2WD74TH.js";
import "./chunk-ZTRD6ZY7.js";
import "./chunk-76QHEN3A.js";
import "./chunk-WWUCIXIO.js";
import "./chunk-T4IGKRSY.js";
import "./chunk-U572FZWL.js";
import "./chunk-Z4M33H6W.js";
import "./chunk-HYXKYRZA.js";
import "./chunk-R4PBBNZB.js";
import "./chunk-HEU5HODC.js";
import "./chunk-KY2C5O75.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
