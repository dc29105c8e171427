import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  ScriptError,
  readScript,
  runScript
} from "../chunks/chunk-FQ3Z6WZN.js";
import {
  serveProcess
} from "../chunks/chunk-L2EFLYKZ.js";
import "../chunks/chunk-GZWC464I.js";

// src/engines/sqlite/script-process.ts
var NEVER = new AbortController().signal;
serveProcess(async ({ script, path, maxBytes }) => {
  try {
    await runScript(readScript(script), path, { maxBytes, signal: NEVER });
    return null;
  } catch (error) {
    if (error instanceof ScriptError) {
      const { line, message: message2, resultCode } = error;
      return { kind: "statement", line, message: message2, resultCode };
    }
    const { code, syscall, message } = error;
    if (code === void 0 || syscall === void 0) throw error;
    return { kind: "file", code, syscall, message };
  }
});
