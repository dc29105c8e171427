import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-STYYMF3T.js";
import "./chunk-RSLD65TJ.js";
import "./chunk-YY2ATVDK.js";
import "./chunk-4RWT53GD.js";
import "./chunk-H5JMT3YH.js";
import "./chunk-PDA4R3WZ.js";
import "./chunk-FJHE2CV7.js";
import "./chunk-L2WD74TH.js";
import "./chunk-ZTRD6ZY7.js";
import "./chunk-RFN4HHZW.js";
import "./chunk-ARJVKQRB.js";
import "./chunk-H2ENGHLQ.js";
import "./chunk-R7Z5EX4O.js";
import "./chunk-OOJIHRO4.js";
import "./chunk-HYXKYRZA.js";
import "./chunk-SOPIWXVC.js";
import "./chunk-C32T2LZG.js";
import "./chunk-KY2C5O75.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
