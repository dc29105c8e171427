import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  CONTAINER_STATE
} from "./chunks/chunk-JACMOAFB.js";
import {
  getState,
  warning
} from "./chunks/chunk-WK5KUCGN.js";
import "./chunks/chunk-MQWKYAEF.js";
import "./chunks/chunk-WYGEGETD.js";
import {
  openDocker,
  removeContainer,
  removeLeftoverHomes,
  temporaryFolder
} from "./chunks/chunk-OCMR2VWV.js";
import "./chunks/chunk-GLDF3TIM.js";
import "./chunks/chunk-4FQAPGRK.js";
import "./chunks/chunk-YJLUG6D3.js";
import "./chunks/chunk-HPZ5FJ6H.js";
import "./chunks/chunk-GZWC464I.js";

// src/engines/postgres/provision/remove-leftovers.ts
async function removeLeftovers(container2, environment) {
  await removeLeftoverHomes(await temporaryFolder(process.getuid?.() === 0)).catch(() => {
  });
  if (container2 === null) return null;
  try {
    const engine = await openDocker(environment);
    return await removeContainer(engine, container2) ? null : `The container ${container2} could not be removed.`;
  } catch (error) {
    return `The container ${container2} could not be removed: ${error instanceof Error ? error.message : error}`;
  }
}

// src/action/post.ts
var container = getState(CONTAINER_STATE);
var remains = await removeLeftovers(container === "" ? null : container, process.env);
if (remains !== null) warning(remains);
