import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-MW6CL4JI.js";
import "./chunk-DLWS6PZA.js";
import "./chunk-ICJXCVWS.js";
import "./chunk-776LIIXR.js";
import "./chunk-KVIFWNBW.js";
import "./chunk-RUDLZC2T.js";
import "./chunk-HZDFHSP2.js";
import "./chunk-RXVNK3TX.js";
import "./chunk-23O5JPUT.js";
import "./chunk-SCKP6VVN.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
