import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/threads/small-heap.ts
import { versions } from "node:process";
import { setFlagsFromString } from "node:v8";
var YOUNG_GENERATION_MB = 2;
var KNOWS_CAPACITY = 13;
var MOST_GARBAGE_PERCENT = 40;
function keepHeapSmall() {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString(`--heap-growing-percent=${MOST_GARBAGE_PERCENT}`);
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

// src/threads/request-thread.ts
import { Worker } from "node:worker_threads";

// scripts/build/bundled-thread-file.ts
function threadFile(inTheSources) {
  const name = inTheSources.pathname.slice(inTheSources.pathname.lastIndexOf("/") + 1).replace(/\.ts$/, ".js");
  const toDist = /\/chunks\/[^/]*$/.test(import.meta.url) ? ".." : ".";
  return new URL(`${toDist}/threads/${name}`, import.meta.url);
}

// src/threads/request-thread.ts
var RequestThread = class {
  #worker;
  #revive;
  #waiting = /* @__PURE__ */ new Map();
  #last = 0;
  #ended = null;
  /**
   * @param file its first file, which calls `serveRequests`
   * @param revive makes an error of what the thread has sent
   */
  constructor(file, revive = plainError) {
    this.#revive = revive;
    this.#worker = new Worker(threadFile(file), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB }
    });
    this.#worker.on("message", (message) => this.#receive(message));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("a thread has ended before its answer")));
  }
  get hasEnded() {
    return this.#ended !== null;
  }
  /**
   * Sends a request. The caller knows what the answer to it is.
   *
   * @param transfer memory that goes to the thread instead of being copied
   */
  ask(request, onProgress = () => {
  }, transfer = []) {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) return reject(this.#ended);
      this.#waiting.set(id, { resolve, reject, onProgress });
      this.#worker.postMessage({ id, request }, transfer);
    });
  }
  /** Ends the thread; what it has not answered is refused. Never rejects. */
  async end() {
    this.#fail(new Error("a thread was ended before its answer"));
    await this.#worker.terminate();
  }
  #receive(message) {
    const waiting = this.#waiting.get(message.id);
    if (waiting === void 0) return;
    if ("progress" in message) {
      waiting.onProgress(message.progress);
      return;
    }
    this.#waiting.delete(message.id);
    if ("error" in message) waiting.reject(this.#revive(message.error));
    else waiting.resolve(message.value);
  }
  #fail(error) {
    this.#ended ??= error instanceof Error ? error : new Error(String(error));
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of all) reject(this.#ended);
  }
};
function plainError({ message, name, stack }) {
  return Object.assign(new Error(message), { name, ...stack === null ? {} : { stack } });
}

// src/threads/thread-pool.ts
var PooledThread = class {
  #thread;
  constructor(revive) {
    this.#thread = new RequestThread(new URL("./pooled-thread.ts", import.meta.url), revive);
  }
  get hasEnded() {
    return this.#thread.hasEnded;
  }
  /**
   * Sends a request to the module that answers such requests. The caller knows what the answer is.
   *
   * @param handler a module that exports `handle`, given where it lies beside the one that asks
   */
  ask(handler, request, onProgress = () => {
  }) {
    return this.#thread.ask({ handler: threadFile(handler).href, request }, onProgress);
  }
  /** Has it read a module before it is asked. Whether that is possible shows when it is. */
  prepare(handler) {
    this.#thread.ask({ handler: threadFile(handler).href, request: null }).catch(() => {
    });
  }
  /** Ends the thread, in the middle of what it does; nobody borrows it again. Never rejects. */
  end() {
    return this.#thread.end();
  }
};
var ThreadPool = class {
  #most;
  #revive;
  #all = [];
  #free = [];
  #waiting = [];
  /**
   * @param most threads at a time
   * @param revive makes an error of what a thread has sent
   */
  constructor(most, revive) {
    this.#most = most;
    this.#revive = revive;
  }
  /**
   * Starts all threads, so that they are there when they are asked.
   *
   * @param handler the module that they are going to be asked for first, where it is known
   */
  start(handler = null) {
    while (this.#all.length < this.#most) {
      const thread = this.#add();
      if (handler !== null) thread.prepare(handler);
      this.#free.push(thread);
    }
  }
  /**
   * Borrows a thread, as soon as there is one. Who has borrowed one must not wait for another.
   *
   * @throws the reason of the signal
   */
  async take(signal) {
    signal.throwIfAborted();
    const free = this.#free.pop();
    if (free !== void 0) return free;
    if (this.#all.length < this.#most) return this.#add();
    return await this.#next(signal);
  }
  /**
   * Borrows a thread for one request. It ends when the run is cancelled: when this throws, nobody is at work on it any more.
   *
   * @param handler as {@link PooledThread.ask} wants it
   * @throws the reason of the signal, or what the thread has thrown
   */
  async ask(handler, request, signal) {
    const thread = await this.take(signal);
    const stop = () => void thread.end();
    signal.addEventListener("abort", stop, { once: true });
    try {
      return await thread.ask(handler, request);
    } catch (error) {
      await thread.end();
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", stop);
      this.giveBack(thread);
    }
  }
  /** Takes back a thread that has answered all that it was asked. One that has ended makes room for another. */
  giveBack(thread) {
    if (thread.hasEnded) this.#all.splice(this.#all.indexOf(thread), 1);
    const next = this.#waiting.shift();
    if (next !== void 0) next(thread.hasEnded ? this.#add() : thread);
    else if (!thread.hasEnded) this.#free.push(thread);
  }
  /** Ends all threads. Never rejects. */
  async close() {
    this.#free.length = 0;
    await Promise.all(this.#all.splice(0).map((thread) => thread.end()));
  }
  #add() {
    const thread = new PooledThread(this.#revive);
    this.#all.push(thread);
    return thread;
  }
  #next(signal) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const onAbort = () => {
      this.#waiting.splice(this.#waiting.indexOf(lend), 1);
      reject(signal.reason);
    };
    const lend = (thread) => {
      signal.removeEventListener("abort", onAbort);
      resolve(thread);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    this.#waiting.push(lend);
    return promise;
  }
};

// src/stages/snapshot/large-database.ts
var LARGE_DATABASE = 8 << 20;
function isLarge(sizeBytes) {
  return sizeBytes >= LARGE_DATABASE;
}

// src/stages/catalog/share-out.ts
var HANDLER = new URL("./profile-thread.ts", import.meta.url);
async function shareOut(parts, threads, jobs, signal, measure) {
  const queue = parts.values();
  const borrowed = [];
  const work = async () => {
    const thread = await threads.take(signal);
    borrowed.push(thread);
    for (const part of queue) {
      signal.throwIfAborted();
      await measure(thread, part);
    }
    await thread.ask(HANDLER, { kind: "close" });
  };
  const stop = () => void Promise.all(borrowed.map((thread) => thread.end()));
  signal.addEventListener("abort", stop, { once: true });
  try {
    await Promise.all(Array.from({ length: Math.min(jobs, parts.length) }, work));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    for (const thread of borrowed) threads.giveBack(thread);
  }
}

export {
  keepHeapSmall,
  STAGES,
  quietly,
  threadFile,
  RequestThread,
  ThreadPool,
  isLarge,
  HANDLER,
  shareOut
};
