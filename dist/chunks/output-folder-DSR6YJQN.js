import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  OutputFolder,
  filesOfRun
} from "./chunk-76QMD3WK.js";
import "./chunk-THCW5BCA.js";
import "./chunk-YOOFPADQ.js";
import "./chunk-AZK3MJLL.js";
import "./chunk-4FQAPGRK.js";
import "./chunk-YJLUG6D3.js";
import "./chunk-J4VUKYDV.js";
import "./chunk-D4TW372C.js";
import "./chunk-H32F656T.js";
import "./chunk-XMX4Y7CS.js";
import "./chunk-HPZ5FJ6H.js";
import "./chunk-GZWC464I.js";
export {
  OutputFolder,
  filesOfRun
};
