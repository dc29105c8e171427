import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-FARIZQNQ.js";
import "./chunk-DHC5KQDM.js";
import "./chunk-KIQ5IFIF.js";
import "./chunk-NLEQJXVT.js";
import "./chunk-H5JMT3YH.js";
import "./chunk-SL7UIAKB.js";
import "./chunk-ZQG4RDH2.js";
import "./chunk-7IGBSL2I.js";
import "./chunk-ZTRD6ZY7.js";
import "./chunk-Z2MC2P2M.js";
import "./chunk-ARJVKQRB.js";
import "./chunk-BTCGXTXR.js";
import "./chunk-LRKLDQ2S.js";
import "./chunk-5BBIE6OA.js";
import "./chunk-HYXKYRZA.js";
import "./chunk-VZI4ZHM7.js";
import "./chunk-NVFLLZT2.js";
import "./chunk-KY2C5O75.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
