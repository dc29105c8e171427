import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  OutputFolder,
  filesOfRun
} from "./chunk-LT6KD4KO.js";
import "./chunk-4ETKATXA.js";
import "./chunk-YOOFPADQ.js";
import "./chunk-WDT3ZSJI.js";
import "./chunk-4FQAPGRK.js";
import "./chunk-YJLUG6D3.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-D4TW372C.js";
import "./chunk-EMAO26KV.js";
import "./chunk-EPRJUWT6.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-GZWC464I.js";
export {
  OutputFolder,
  filesOfRun
};
