import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-JXSQHKQH.js";
import "./chunk-FWTYUWFH.js";
import "./chunk-X7ST3OZ4.js";
import "./chunk-BDS2H7J5.js";
import "./chunk-XMC4GUPC.js";
import "./chunk-45ONKQ5T.js";
import "./chunk-X4TXB67W.js";
import "./chunk-3GAMT7G3.js";
import "./chunk-6DB52IGL.js";
import "./chunk-D4TW372C.js";
import "./chunk-3D5SVXCS.js";
import "./chunk-GLDF3TIM.js";
import "./chunk-XV2HHHHA.js";
import "./chunk-BVNSQO2R.js";
import "./chunk-PABM5BKL.js";
import "./chunk-FQGNZ2ZX.js";
import "./chunk-5VA3CDFC.js";
import "./chunk-NQXGVPDR.js";
import "./chunk-DCU6QL5I.js";
import "./chunk-2FHNJAMJ.js";
import "./chunk-VAG4FJDS.js";
import "./chunk-HYVSOWXK.js";
import "./chunk-FOIRWQQQ.js";
import "./chunk-FQ3Z6WZN.js";
import "./chunk-M3VP6R7Y.js";
import "./chunk-HYXKYRZA.js";
import "./chunk-CRINON5D.js";
import "./chunk-LCA6X7PU.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
