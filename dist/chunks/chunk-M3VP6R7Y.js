import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/sql/exact-decimal.ts
var FARTHEST_SHIFT = 400;
function exactDecimal(text) {
  const parts = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  if (parts === null) return null;
  const [, sign, whole = "", decimals = "", exponent = "0"] = parts;
  const shift = Number(exponent);
  if (Math.abs(shift) > FARTHEST_SHIFT || whole + decimals === "") return null;
  const digits = `${"0".repeat(Math.max(0, -shift))}${whole}${decimals}${"0".repeat(Math.max(0, shift))}`;
  const point = Math.max(0, -shift) + whole.length + shift;
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, "") || "0";
  const after = digits.slice(point).replace(/0+$/, "");
  const absolute = after === "" ? before : `${before}.${after}`;
  return sign === "-" && absolute !== "0" ? `-${absolute}` : absolute;
}

export {
  exactDecimal
};
