import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  rehearse
} from "./chunk-QAMIAQJE.js";
import "./chunk-S7MA5MRV.js";
import "./chunk-44Q3RYO5.js";
import "./chunk-NLEQJXVT.js";
import "./chunk-H5JMT3YH.js";
import "./chunk-ODKAZB7O.js";
import "./chunk-ZQG4RDH2.js";
import "./chunk-RD2X467A.js";
import "./chunk-65E6UWNI.js";
import "./chunk-FCLGPZGU.js";
import "./chunk-ARJVKQRB.js";
import "./chunk-FJUWL5ZL.js";
import "./chunk-W7SKDSWO.js";
import "./chunk-5BBIE6OA.js";
import "./chunk-HYXKYRZA.js";
import "./chunk-VZI4ZHM7.js";
import "./chunk-NVFLLZT2.js";
import "./chunk-KY2C5O75.js";
import "./chunk-GZWC464I.js";
export {
  rehearse
};
