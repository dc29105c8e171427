import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/errors/error-code.ts
function errorCode(error) {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return error.code === void 0 || error.code === null ? null : String(error.code);
}

export {
  errorCode
};
