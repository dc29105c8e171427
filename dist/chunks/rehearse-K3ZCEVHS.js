import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-UQL2NZ57.js";
import "./chunk-IWBU3KKR.js";
import "./chunk-WAUVJHJ5.js";
import "./chunk-KCT7P5CT.js";
import "./chunk-FJHE2CV7.js";
import "./chunk-L2WD74TH.js";
import "./chunk-ZTRD6ZY7.js";
import "./chunk-U36JA4RE.js";
import "./chunk-ZDU4AMMF.js";
import "./chunk-MTFPJB6H.js";
import "./chunk-SLQTNQET.js";
import "./chunk-4RWT53GD.js";
import "./chunk-IETIAMCN.js";
import "./chunk-HYXKYRZA.js";
import "./chunk-FQ3Z6WZN.js";
import "./chunk-H5JMT3YH.js";
import "./chunk-SBIOSOUS.js";
import "./chunk-MAJ6QLHV.js";
import "./chunk-KY2C5O75.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
