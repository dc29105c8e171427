import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  serveRequests
} from "../chunks/chunk-L2EFLYKZ.js";
import "../chunks/chunk-GZWC464I.js";

// src/threads/pooled-thread.ts
var loaded = /* @__PURE__ */ new Map();
serveRequests(async ({ handler, request }, tell) => {
  const module = loaded.get(handler) ?? await import(handler);
  loaded.set(handler, module);
  return request === null ? { value: null, transfer: [] } : await module.handle(request, tell);
});
