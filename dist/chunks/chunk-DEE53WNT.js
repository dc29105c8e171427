import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/threads/release-memory.ts
function releaseMemory(buffer) {
  const { buffer: memory } = buffer;
  const isItsOwn = buffer.byteLength === memory.byteLength && memory instanceof ArrayBuffer;
  if (isItsOwn && buffer.byteLength >= LARGE) memory.transfer(0);
}
var LARGE = 16 << 10;

export {
  releaseMemory
};
