import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-W6OTN7OZ.js";
import "./chunk-FWTYUWFH.js";
import "./chunk-TZWGLIBX.js";
import "./chunk-6DFOGNQE.js";
import "./chunk-D5K2D6TE.js";
import "./chunk-NWXWKMQS.js";
import "./chunk-YOOFPADQ.js";
import "./chunk-QS2QCPMX.js";
import "./chunk-GQZ4X4ER.js";
import "./chunk-WDXJTZXJ.js";
import "./chunk-WDT3ZSJI.js";
import "./chunk-OCMR2VWV.js";
import "./chunk-GLDF3TIM.js";
import "./chunk-4FQAPGRK.js";
import "./chunk-YJLUG6D3.js";
import "./chunk-IGQXYNWZ.js";
import "./chunk-HW7LH2Y7.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-VWZ5G7UD.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-D4TW372C.js";
import "./chunk-O34MLC5F.js";
import "./chunk-ZOFKX4C4.js";
import "./chunk-M4WBZ5ID.js";
import "./chunk-ZQFLYTB2.js";
import "./chunk-AJR6PP63.js";
import "./chunk-E6KN3HUF.js";
import "./chunk-VAG4FJDS.js";
import "./chunk-JF42FQB6.js";
import "./chunk-YE4AR55E.js";
import "./chunk-FQ3Z6WZN.js";
import "./chunk-M3VP6R7Y.js";
import "./chunk-DEE53WNT.js";
import "./chunk-HYXKYRZA.js";
import "./chunk-MIAQXQPO.js";
import "./chunk-LCA6X7PU.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
