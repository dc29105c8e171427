import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-JA6QCVKG.js";
import "./chunk-FWTYUWFH.js";
import "./chunk-ILFGR5VI.js";
import "./chunk-7S5VTC57.js";
import "./chunk-EWICRQMX.js";
import "./chunk-YOOFPADQ.js";
import "./chunk-PH4LOEKQ.js";
import "./chunk-GQZ4X4ER.js";
import "./chunk-5ZVRFRNU.js";
import "./chunk-UX4TLXBP.js";
import "./chunk-GLDF3TIM.js";
import "./chunk-WVMP45GS.js";
import "./chunk-IGQXYNWZ.js";
import "./chunk-5IVOEZS7.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-NJXAO3NM.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-D4TW372C.js";
import "./chunk-E75IAXWI.js";
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
