import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-JCXCDVDR.js";
import "./chunk-IT5EZ5V4.js";
import "./chunk-U53FNM7L.js";
import "./chunk-ZMRYCYWT.js";
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
