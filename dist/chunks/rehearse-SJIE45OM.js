import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-MNLPMWW5.js";
import "./chunk-FWTYUWFH.js";
import "./chunk-TZWGLIBX.js";
import "./chunk-MOE7MJHA.js";
import "./chunk-2TJQZM3X.js";
import "./chunk-NWXWKMQS.js";
import "./chunk-YOOFPADQ.js";
import "./chunk-QS2QCPMX.js";
import "./chunk-67ZY7E5K.js";
import "./chunk-WDXJTZXJ.js";
import "./chunk-WDT3ZSJI.js";
import "./chunk-OCMR2VWV.js";
import "./chunk-GLDF3TIM.js";
import "./chunk-4FQAPGRK.js";
import "./chunk-YJLUG6D3.js";
import "./chunk-IGQXYNWZ.js";
import "./chunk-GESP7CXA.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-GMWKVU3R.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-D4TW372C.js";
import "./chunk-O34MLC5F.js";
import "./chunk-ZOFKX4C4.js";
import "./chunk-M4WBZ5ID.js";
import "./chunk-JVITMQCB.js";
import "./chunk-AJR6PP63.js";
import "./chunk-IFEAK3DM.js";
import "./chunk-VAG4FJDS.js";
import "./chunk-GWUVQCSV.js";
import "./chunk-YE4AR55E.js";
import "./chunk-FQ3Z6WZN.js";
import "./chunk-M3VP6R7Y.js";
import "./chunk-DEE53WNT.js";
import "./chunk-76LBD5FE.js";
import "./chunk-MIAQXQPO.js";
import "./chunk-LCA6X7PU.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
