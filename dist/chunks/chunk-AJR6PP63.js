import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/sql/integer-bounds.ts
var LOWEST_INTEGER = -(2n ** 63n);
var HIGHEST_INTEGER = 2n ** 63n - 1n;
function isLowestInteger({ operator, operand }) {
  return operator === "-" && operand.kind === "number" && /^0*9223372036854775808$/.test(operand.text);
}

export {
  LOWEST_INTEGER,
  HIGHEST_INTEGER,
  isLowestInteger
};
