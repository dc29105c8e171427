import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-WRFGHTM7.js";
import "./chunk-FWTYUWFH.js";
import "./chunk-3IB3AH4K.js";
import "./chunk-JM44ITKQ.js";
import "./chunk-TRD3B4JL.js";
import "./chunk-YOOFPADQ.js";
import "./chunk-QCJDGHQS.js";
import "./chunk-GQZ4X4ER.js";
import "./chunk-FWGKSORP.js";
import "./chunk-H2KHVRBA.js";
import "./chunk-QOKRUSHS.js";
import "./chunk-GLDF3TIM.js";
import "./chunk-4FQAPGRK.js";
import "./chunk-IGQXYNWZ.js";
import "./chunk-5L5AQ3HX.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-BQV5TA7I.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-D4TW372C.js";
import "./chunk-YG3OAOOE.js";
import "./chunk-M4WBZ5ID.js";
import "./chunk-GS36YGLP.js";
import "./chunk-E6KN3HUF.js";
import "./chunk-VAG4FJDS.js";
import "./chunk-U773ZZCA.js";
import "./chunk-EUD5KCQT.js";
import "./chunk-FQ3Z6WZN.js";
import "./chunk-M3VP6R7Y.js";
import "./chunk-DEE53WNT.js";
import "./chunk-HYXKYRZA.js";
import "./chunk-EVWFF7WT.js";
import "./chunk-LCA6X7PU.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
