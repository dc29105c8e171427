import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/threads/serve-requests.ts
import { parentPort } from "node:worker_threads";
function serveRequests(handle) {
  const port = parentPort;
  if (port === null) throw new TypeError("this file is for a thread");
  port.on("message", ({ id, request }) => {
    const tell = (progress) => port.postMessage({ id, progress });
    handle(request, tell).then(
      ({ value, transfer }) => port.postMessage({ id, value }, [...transfer]),
      (error) => port.postMessage({ id, error: toSent(error) })
    );
  });
}
function serveProcess(handle) {
  const send = (message) => void process.send?.(message);
  process.on("message", async ({ id, request }) => {
    try {
      send({ id, value: await handle(request) });
    } catch (error) {
      send({ id, error: toSent(error) });
    }
  });
}
function toSent(error) {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), code: null, stack: null };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  return { name: error.name, message: error.message, code, stack: error.stack ?? null };
}

export {
  serveRequests,
  serveProcess
};
