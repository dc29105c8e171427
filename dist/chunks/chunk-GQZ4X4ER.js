import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/threads/young-generation.ts
import { versions } from "node:process";
import { setFlagsFromString } from "node:v8";
var YOUNG_GENERATION_MB = 2;
var KNOWS_CAPACITY = 13;
function keepYoungGenerationSmall() {
  setFlagsFromString("--semi-space-growth-factor=1");
  if (Number.parseInt(versions.v8, 10) >= KNOWS_CAPACITY) {
    setFlagsFromString("--scavenger-max-new-space-capacity-mb=1");
  }
}

// src/progress/context.ts
var STAGES = [
  "snapshot",
  "catalog",
  "postgres",
  "load",
  "validation",
  "performance",
  "readiness"
];
function quietly(context) {
  return { ...context, emit: () => {
  } };
}

export {
  YOUNG_GENERATION_MB,
  keepYoungGenerationSmall,
  STAGES,
  quietly
};
