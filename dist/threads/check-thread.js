import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  checkIntegrity,
  sha256OfDescriptor
} from "../chunks/chunk-KZQMIBHS.js";
import "../chunks/chunk-XW6RKT37.js";
import "../chunks/chunk-OZJIVXPC.js";
import "../chunks/chunk-HYXKYRZA.js";
import "../chunks/chunk-MAJ6QLHV.js";
import "../chunks/chunk-KY2C5O75.js";
import "../chunks/chunk-GZWC464I.js";

// src/stages/snapshot/check-thread.ts
async function handle(request) {
  switch (request.kind) {
    case "hash":
      return { value: sha256OfDescriptor(request.descriptor), transfer: [] };
    case "check":
      return { value: checkIntegrity(request.path, request.sizeBytes), transfer: [] };
    default:
      return request;
  }
}
export {
  handle
};
