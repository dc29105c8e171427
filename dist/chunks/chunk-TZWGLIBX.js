import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/rehearsal/schema-source.ts
function schemaSource({ schema, schemaCommand }) {
  if (schema !== null) return { kind: "file", path: schema };
  return schemaCommand === null ? null : { kind: "command", command: schemaCommand };
}

export {
  schemaSource
};
