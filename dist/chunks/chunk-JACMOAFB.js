import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  getInput,
  saveState
} from "./chunk-WK5KUCGN.js";
import {
  ORDER_IN_A_JOB
} from "./chunk-GLDF3TIM.js";
import {
  object,
  record,
  string
} from "./chunk-4FQAPGRK.js";

// src/action/parse-json.ts
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// src/action/job-surroundings.ts
var CONTAINER_STATE = "container";
var services = record(string(), object({ id: string().min(1) }));
var container = object({ id: string().min(1) });
function jobSurroundings(environment) {
  return {
    order: ORDER_IN_A_JOB,
    job: jobContainers((name) => getInput(name)),
    environment,
    remember: (name) => saveState(CONTAINER_STATE, name)
  };
}
function jobContainers(read) {
  const found = services.safeParse(parseJson(read("job-services")));
  const own = container.safeParse(parseJson(read("job-container")));
  return {
    services: Object.entries(found.data ?? {}).map(([name, { id }]) => ({ name, containerId: id })),
    containerId: own.data?.id ?? null
  };
}

export {
  parseJson,
  CONTAINER_STATE,
  jobSurroundings
};
