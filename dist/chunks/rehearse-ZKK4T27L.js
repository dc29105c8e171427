import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-XXKPPQAL.js";
import "./chunk-NFBNWTLK.js";
import "./chunk-FJ4OG3GD.js";
import "./chunk-RXQTIZBU.js";
import "./chunk-3J23FXI2.js";
import "./chunk-Z6YXVA4E.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
