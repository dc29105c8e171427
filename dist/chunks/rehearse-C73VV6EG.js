import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-7ZJFVBNJ.js";
import "./chunk-FWTYUWFH.js";
import "./chunk-4MKSMGZ4.js";
import "./chunk-ELRBGTU4.js";
import "./chunk-CXKHJHYG.js";
import "./chunk-24CCEDUR.js";
import "./chunk-D4TW372C.js";
import "./chunk-L2WD74TH.js";
import "./chunk-ZTRD6ZY7.js";
import "./chunk-KZQMIBHS.js";
import "./chunk-HZXE56HX.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-XW6RKT37.js";
import "./chunk-ISA2RTCX.js";
import "./chunk-ZSEPFHUQ.js";
import "./chunk-OZJIVXPC.js";
import "./chunk-4RWT53GD.js";
import "./chunk-IETIAMCN.js";
import "./chunk-FQ3Z6WZN.js";
import "./chunk-HYXKYRZA.js";
import "./chunk-MAJ6QLHV.js";
import "./chunk-KY2C5O75.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
