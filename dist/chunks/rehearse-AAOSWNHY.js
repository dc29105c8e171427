import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-Z3RGPPFU.js";
import "./chunk-4XVDQ6S2.js";
import "./chunk-OPFD5C7N.js";
import "./chunk-KCT7P5CT.js";
import "./chunk-FJHE2CV7.js";
import "./chunk-L2WD74TH.js";
import "./chunk-ZTRD6ZY7.js";
import "./chunk-2IBKXJXJ.js";
import "./chunk-ZDU4AMMF.js";
import "./chunk-RE2GLALK.js";
import "./chunk-BSTCDY62.js";
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
