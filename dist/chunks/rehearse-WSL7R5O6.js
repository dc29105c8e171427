import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-6NBN3CD3.js";
import "./chunk-FWTYUWFH.js";
import "./chunk-EGNAK6E2.js";
import "./chunk-AL5IYRTS.js";
import "./chunk-LW3AU3AX.js";
import "./chunk-YOOFPADQ.js";
import "./chunk-XJK6UPKN.js";
import "./chunk-GQZ4X4ER.js";
import "./chunk-MZPCUSWN.js";
import "./chunk-UX4TLXBP.js";
import "./chunk-GLDF3TIM.js";
import "./chunk-WVMP45GS.js";
import "./chunk-IGQXYNWZ.js";
import "./chunk-P53JY2YM.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-A64YGG3W.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-D4TW372C.js";
import "./chunk-3DEV3DB2.js";
import "./chunk-M4WBZ5ID.js";
import "./chunk-GS36YGLP.js";
import "./chunk-E6KN3HUF.js";
import "./chunk-VAG4FJDS.js";
import "./chunk-U773ZZCA.js";
import "./chunk-CABRMAA4.js";
import "./chunk-FQ3Z6WZN.js";
import "./chunk-M3VP6R7Y.js";
import "./chunk-DEE53WNT.js";
import "./chunk-HYXKYRZA.js";
import "./chunk-6GWAINOO.js";
import "./chunk-LCA6X7PU.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
