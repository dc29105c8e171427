import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  SIDECARS_WITH_DATA
} from "./chunk-J4VUKYDV.js";

// src/stages/snapshot/file-stamp.ts
import { createHash } from "node:crypto";
import { readSync } from "node:fs";
import { stat } from "node:fs/promises";
async function stampFiles(path) {
  const stamps = ["", ...SIDECARS_WITH_DATA].map(async (suffix) => {
    const found = await stat(path + suffix, { bigint: true }).catch(() => null);
    return found === null ? "none" : `${found.ino}:${found.size}:${found.mtimeNs}`;
  });
  return (await Promise.all(stamps)).join(" ");
}
function sha256OfDescriptor(descriptor) {
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  for (let position = 0; ; ) {
    const bytesRead = readSync(descriptor, piece, { position });
    if (bytesRead === 0) return hash.digest("hex");
    hash.update(piece.subarray(0, bytesRead));
    position += bytesRead;
  }
}
var PIECE_BYTES = 1 << 20;

export {
  stampFiles,
  sha256OfDescriptor
};
