import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-VU35X3XV.js";
import "./chunk-PEYJDWY2.js";
import "./chunk-GWUVQCSV.js";
import "./chunk-FWTYUWFH.js";
import "./chunk-TZWGLIBX.js";
import "./chunk-4OUQNUPO.js";
import "./chunk-IASZ6OVY.js";
import "./chunk-GPAO654I.js";
import "./chunk-M3VP6R7Y.js";
import "./chunk-EAZBQWOY.js";
import "./chunk-ATVV6N3H.js";
import "./chunk-JEJQDPT6.js";
import "./chunk-FQ3Z6WZN.js";
import "./chunk-76QMD3WK.js";
import "./chunk-THCW5BCA.js";
import "./chunk-YOOFPADQ.js";
import "./chunk-AZK3MJLL.js";
import "./chunk-OCMR2VWV.js";
import "./chunk-GLDF3TIM.js";
import "./chunk-4FQAPGRK.js";
import "./chunk-YJLUG6D3.js";
import "./chunk-IGQXYNWZ.js";
import "./chunk-3LTCWK5K.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-IE3QE5DE.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-D4TW372C.js";
import "./chunk-GGAEXMQ7.js";
import "./chunk-H32F656T.js";
import "./chunk-M4WBZ5ID.js";
import "./chunk-VQQR6LEC.js";
import "./chunk-AJR6PP63.js";
import "./chunk-7ICMUGGX.js";
import "./chunk-DEE53WNT.js";
import "./chunk-76LBD5FE.js";
import "./chunk-D2TH455S.js";
import "./chunk-XMX4Y7CS.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-7VKMMJYT.js";
import "./chunk-BPQJ7PEJ.js";
import "./chunk-SOGSMY6K.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
