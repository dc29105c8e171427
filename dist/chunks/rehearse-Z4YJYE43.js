import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-DXL5LVEL.js";
import "./chunk-GWUVQCSV.js";
import "./chunk-FWTYUWFH.js";
import "./chunk-TZWGLIBX.js";
import "./chunk-OAKMQQKH.js";
import "./chunk-HMSKD5ZW.js";
import "./chunk-M3VP6R7Y.js";
import "./chunk-HCRRW3ZJ.js";
import "./chunk-GEMSGPVI.js";
import "./chunk-IONNGPA4.js";
import "./chunk-FQ3Z6WZN.js";
import "./chunk-LT6KD4KO.js";
import "./chunk-4ETKATXA.js";
import "./chunk-YOOFPADQ.js";
import "./chunk-WDT3ZSJI.js";
import "./chunk-OCMR2VWV.js";
import "./chunk-GLDF3TIM.js";
import "./chunk-4FQAPGRK.js";
import "./chunk-YJLUG6D3.js";
import "./chunk-IGQXYNWZ.js";
import "./chunk-WUIB6YT5.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-ZBNNDDON.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-D4TW372C.js";
import "./chunk-UW6KCZRV.js";
import "./chunk-EMAO26KV.js";
import "./chunk-M4WBZ5ID.js";
import "./chunk-E3JRAUH2.js";
import "./chunk-AJR6PP63.js";
import "./chunk-VXJWN6UT.js";
import "./chunk-DEE53WNT.js";
import "./chunk-76LBD5FE.js";
import "./chunk-AU3AWPWJ.js";
import "./chunk-EPRJUWT6.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-UYV7375W.js";
import "./chunk-RKTSSLMR.js";
import "./chunk-SJS45HG2.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
