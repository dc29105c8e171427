import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-RKY55KZQ.js";
import "./chunk-LRMP53ZA.js";
import "./chunk-P7OSRHWZ.js";
import "./chunk-TJJMWBB3.js";
import "./chunk-RXVNK3TX.js";
import "./chunk-J23UDW4R.js";
import "./chunk-44B6GRXB.js";
import "./chunk-NMRNABDN.js";
import "./chunk-23O5JPUT.js";
import "./chunk-WVMSSRLS.js";
import "./chunk-LUKSVRLR.js";
import "./chunk-HOQJ5LUM.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
