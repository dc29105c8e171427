import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-VKBJOTL2.js";
import "./chunk-JBO3JZNT.js";
import "./chunk-Q2TOFOI3.js";
import "./chunk-GKC5IPMR.js";
import "./chunk-RXVNK3TX.js";
import "./chunk-WUCVPXS3.js";
import "./chunk-44B6GRXB.js";
import "./chunk-PKDRJB5Q.js";
import "./chunk-ARJVKQRB.js";
import "./chunk-ZLWRQIBE.js";
import "./chunk-7U4HUV2S.js";
import "./chunk-OYR5LLQ3.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
