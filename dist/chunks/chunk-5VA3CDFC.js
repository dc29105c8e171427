import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/sql/same-name.ts
function sameName(a, b) {
  return foldName(a) === foldName(b);
}
function foldName(name) {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export {
  sameName,
  foldName
};
