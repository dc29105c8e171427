import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-DXEAD7IM.js";
import "./chunk-FWTYUWFH.js";
import "./chunk-RDF3UAHR.js";
import "./chunk-E3WS5OFU.js";
import "./chunk-7IZWFCN6.js";
import "./chunk-5FQYKRAP.js";
import "./chunk-5TJV7DTC.js";
import "./chunk-AVLEOUIP.js";
import "./chunk-VEDDUM64.js";
import "./chunk-HEHM6342.js";
import "./chunk-GLDF3TIM.js";
import "./chunk-XV2HHHHA.js";
import "./chunk-IGQXYNWZ.js";
import "./chunk-4YPL3JZ2.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-PUUVIMFE.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-D4TW372C.js";
import "./chunk-TQDBZOT5.js";
import "./chunk-M4WBZ5ID.js";
import "./chunk-SRCRWCXW.js";
import "./chunk-E6KN3HUF.js";
import "./chunk-VAG4FJDS.js";
import "./chunk-HYVSOWXK.js";
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
