#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import "./chunks/chunk-GZWC464I.js";

// src/cli/node-version.ts
var MINIMUM = [22, 16];
function nodeMistake(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > MINIMUM[0] || major === MINIMUM[0] && minor >= MINIMUM[1]) return null;
  return `pg-rehearsal needs Node ${MINIMUM.join(".")} or newer; this is Node ${version}`;
}

// src/cli/entry.ts
var mistake = nodeMistake(process.versions.node);
if (mistake === null) {
  const { main } = await import("./chunks/main-ZQ2YNN3H.js");
  await main();
} else {
  console.error(`error: ${mistake}
hint: Install a newer one from https://nodejs.org.`);
  process.exitCode = 2;
}
