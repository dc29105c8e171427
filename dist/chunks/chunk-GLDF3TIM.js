import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/engines/postgres/provision/surroundings.ts
var ORDER_IN_A_JOB = ["service", "docker", "installed", "embedded"];
var ORDER_IN_A_TERMINAL = ["embedded", "installed", "docker"];
var NO_SURROUNDINGS = {
  order: ["embedded"],
  job: { services: [], containerId: null },
  environment: {},
  remember: () => {
  }
};

export {
  ORDER_IN_A_JOB,
  ORDER_IN_A_TERMINAL,
  NO_SURROUNDINGS
};
