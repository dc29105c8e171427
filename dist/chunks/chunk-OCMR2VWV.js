import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  array,
  boolean,
  number,
  object,
  record,
  string
} from "./chunk-4FQAPGRK.js";
import {
  errorCode
} from "./chunk-YJLUG6D3.js";
import {
  RehearsalError,
  init_rehearsal_error
} from "./chunk-HPZ5FJ6H.js";

// src/engines/postgres/provision/docker/docker-engine.ts
init_rehearsal_error();

// src/engines/postgres/provision/docker/docker-endpoint.ts
init_rehearsal_error();
import { homedir } from "node:os";
import { join } from "node:path";
var TCP_PORT = 2375;
function dockerEndpoints(environment) {
  const { DOCKER_HOST: given = "" } = environment;
  if (given !== "") return [parseDockerHost(given)];
  if (process.platform === "win32") return [{ kind: "socket", path: String.raw`\\.\pipe\docker_engine` }];
  const { XDG_RUNTIME_DIR: runtime, HOME: home = homedir() } = environment;
  const paths = [
    "/var/run/docker.sock",
    ...runtime ? [join(runtime, "docker.sock"), join(runtime, "podman", "podman.sock")] : [],
    join(home, ".docker", "run", "docker.sock"),
    join(home, ".colima", "default", "docker.sock")
  ];
  return paths.map((path) => ({ kind: "socket", path }));
}
function endpointLabel(endpoint) {
  return endpoint.kind === "socket" ? endpoint.path : `${endpoint.host}:${endpoint.port}`;
}
function parseDockerHost(text) {
  const [, scheme, rest = ""] = /^(unix|npipe|tcp|http):\/\/(.+)$/.exec(text) ?? [];
  if (scheme === "unix") return { kind: "socket", path: rest };
  if (scheme === "npipe") return { kind: "socket", path: rest.replaceAll("/", "\\") };
  const url = scheme === void 0 ? null : URL.parse(`http://${rest}`);
  if (url === null) {
    throw new RehearsalError("docker-unavailable", "DOCKER_HOST is not an address that can be used here.", {
      hint: "Set it to unix:///path/of/docker.sock or tcp://host:port, or name a running PostgreSQL by its URL."
    });
  }
  return { kind: "tcp", host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port) || TCP_PORT };
}

// src/engines/postgres/provision/docker/docker-engine.ts
var PING_TIMEOUT_MS = 5e3;
var CALL_TIMEOUT_MS = 12e4;
async function openDocker(environment) {
  const failures = [];
  for (const endpoint of dockerEndpoints(environment)) {
    const engine = engineAt(endpoint);
    try {
      await requireLinux(engine);
      return engine;
    } catch (error) {
      if (!(error instanceof RehearsalError)) throw error;
      failures.push(error);
    }
  }
  throw failures.find(({ cause }) => !isMissing(cause)) ?? failures[0] ?? unavailable("anywhere", null);
}
async function requireLinux(engine) {
  const response = await engine.open({ method: "GET", path: "/_ping", timeout: PING_TIMEOUT_MS });
  response.resume();
  if (response.statusCode !== 200) {
    throw unavailable(endpointLabel(engine.endpoint), new Error(`status ${response.statusCode}`));
  }
  if (response.headers.ostype !== "windows") return;
  throw new RehearsalError("docker-unavailable", "The docker of this machine runs Windows containers only.", {
    hint: "Name a running PostgreSQL by its URL, or use one that is installed."
  });
}
function engineAt(endpoint) {
  const place = endpoint.kind === "socket" ? { socketPath: endpoint.path, host: "docker" } : { host: endpoint.host, port: endpoint.port };
  const open = async ({ method, path, body, headers, timeout = CALL_TIMEOUT_MS, signal }) => {
    const { request } = await import("node:http");
    return await new Promise((resolve, reject) => {
      const text = body === void 0 ? "" : JSON.stringify(body);
      const sent = request({
        ...place,
        method,
        path,
        headers: {
          ...headers,
          ...body === void 0 ? {} : { "content-type": "application/json" },
          "content-length": Buffer.byteLength(text)
        },
        timeout,
        // No connection outlives its call, so none keeps the program alive.
        agent: false,
        ...signal === void 0 ? {} : { signal }
      });
      sent.on("timeout", () => sent.destroy(new Error(`no answer within ${timeout / 1e3} seconds`)));
      sent.on("error", (error) => reject(signal?.aborted ? signal.reason : unavailable(label, error)));
      sent.on("response", resolve);
      sent.end(text);
    });
  };
  const label = endpointLabel(endpoint);
  const call = async (options) => {
    const response = await open(options);
    try {
      return { status: response.statusCode ?? 0, body: Buffer.concat(await response.toArray()) };
    } catch (error) {
      throw options.signal?.aborted ? options.signal.reason : unavailable(label, error);
    }
  };
  return { endpoint, call, open };
}
function refusalIn({ status, body }) {
  try {
    const { message } = JSON.parse(body.toString("utf8"));
    return typeof message === "string" ? message : `status ${status}`;
  } catch {
    return `status ${status}`;
  }
}
function unavailable(place, cause) {
  const code = errorCode(cause) ?? "";
  const why = REASONS[code] ?? (cause instanceof Error ? cause.message : "nothing was found");
  return new RehearsalError("docker-unavailable", `Docker does not answer at ${place}: ${why}.`, {
    hint: code === "EACCES" ? "Let this user speak to docker, for example as a member of the group docker." : "Start docker, or name a running PostgreSQL by its URL.",
    cause
  });
}
var REASONS = {
  ENOENT: "there is no such socket",
  ECONNREFUSED: "no daemon listens there",
  EACCES: "this user may not open it"
};
function isMissing(error) {
  return errorCode(error) === "ENOENT";
}

// src/engines/postgres/provision/docker/container.ts
init_rehearsal_error();
var inspected = object({
  Id: string(),
  Created: string(),
  State: object({ Running: boolean(), ExitCode: number(), Error: string().nullish() }),
  Config: object({
    Image: string(),
    Env: array(string()).nullish(),
    Labels: record(string(), string()).nullish()
  }),
  HostConfig: object({ NetworkMode: string().nullish() }),
  NetworkSettings: object({
    Networks: record(string(), object({ IPAddress: string().nullish() })).nullish(),
    Ports: record(string(), array(object({ HostPort: string() })).nullish()).nullish()
  })
});
async function inspectContainer(engine, id) {
  const reply = await engine.call({ method: "GET", path: `/containers/${encodeURIComponent(id)}/json` });
  if (reply.status === 404) return null;
  if (reply.status !== 200) throw misunderstood(refusalIn(reply));
  const parsed = inspected.safeParse(JSON.parse(reply.body.toString("utf8")));
  if (!parsed.success) throw misunderstood("the description of a container has an unknown form");
  const { Id, Created, State, Config, HostConfig, NetworkSettings } = parsed.data;
  return {
    id: Id,
    image: Config.Image,
    running: State.Running,
    exitCode: State.ExitCode,
    error: State.Error ?? "",
    created: Date.parse(Created),
    environment: new Map((Config.Env ?? []).map(toPair)),
    labels: new Map(Object.entries(Config.Labels ?? {})),
    networkMode: HostConfig.NetworkMode ?? "",
    addresses: addressesIn(NetworkSettings.Networks ?? {}),
    published: publishedIn(NetworkSettings.Ports ?? {})
  };
}
function toPair(entry) {
  const at = entry.indexOf("=");
  return at < 0 ? [entry, ""] : [entry.slice(0, at), entry.slice(at + 1)];
}
function addressesIn(networks) {
  return new Map(
    Object.entries(networks).flatMap(
      ([name, { IPAddress }]) => IPAddress ? [[name, IPAddress]] : []
    )
  );
}
function publishedIn(ports) {
  return new Map(
    Object.entries(ports).flatMap(([key, bindings]) => {
      const [, port] = /^(\d+)\/tcp$/.exec(key) ?? [];
      const hostPort = Number(bindings?.[0]?.HostPort);
      return port !== void 0 && hostPort > 0 ? [[Number(port), hostPort]] : [];
    })
  );
}
function misunderstood(what) {
  return new RehearsalError("docker-unavailable", `Docker gives an answer that is of no use: ${what}.`, {
    hint: "Name a running PostgreSQL by its URL."
  });
}

// src/engines/postgres/provision/docker/container-owner.ts
import { readlinkSync } from "node:fs";
import { hostname as hostname2 } from "node:os";

// src/engines/postgres/provision/process-identity.ts
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
var END_TIMEOUT_MS = 5e3;
function identifyProcess(pid) {
  const started = startOf(pid);
  return started === null ? null : { pid, host: hostname(), started };
}
function isRunning(identity) {
  return identity.host !== hostname() || startOf(identity.pid) === identity.started;
}
function endProcess(identity) {
  if (identity.host !== hostname()) return;
  for (const signal of ["SIGQUIT", "SIGKILL"]) {
    if (!isRunning(identity)) return;
    try {
      process.kill(identity.pid, signal);
    } catch {
    }
    waitWhileRunning(identity);
  }
}
function waitWhileRunning(identity) {
  const deadline = Date.now() + END_TIMEOUT_MS;
  while (isRunning(identity) && Date.now() < deadline) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  }
}
function startOf(pid) {
  try {
    switch (process.platform) {
      case "linux":
        return startOnLinux(pid);
      case "win32":
        process.kill(pid, 0);
        return "unknown";
      default:
        return startOnUnix(pid);
    }
  } catch {
    return null;
  }
}
function startOnLinux(pid) {
  const stat3 = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat3.slice(stat3.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? null : fields[19] ?? null;
}
function startOnUnix(pid) {
  const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  return line.startsWith("Z") ? null : line.replace(/^\S+\s+/, "");
}

// src/engines/postgres/provision/docker/container-owner.ts
var MARK_LABEL = "pg-rehearsal";
var OWNER_LABEL = "pg-rehearsal.owner";
var LONGEST_RUN_MS = 24 * 60 * 60 * 1e3;
var ownerSchema = object({
  pid: number(),
  host: string(),
  started: string(),
  namespace: string(),
  container: string().nullable()
});
function ownerLabels(own) {
  const identity = identifyProcess(process.pid);
  const owner = identity === null ? {} : { ...identity, namespace: namespaceOfProcesses(), container: own };
  return { [MARK_LABEL]: "1", [OWNER_LABEL]: JSON.stringify(owner) };
}
async function isLeftover(engine, container) {
  if (!container.labels.has(MARK_LABEL)) return false;
  if (Date.now() - container.created > LONGEST_RUN_MS) return true;
  const owner = ownerOf(container);
  if (owner === null) return false;
  if (owner.host === hostname2() && owner.namespace === namespaceOfProcesses()) return !isRunning(owner);
  if (owner.container === null) return false;
  const home = await inspectContainer(engine, owner.container);
  return home === null || !home.running;
}
function ownerOf(container) {
  try {
    return ownerSchema.parse(JSON.parse(container.labels.get(OWNER_LABEL) ?? ""));
  } catch {
    return null;
  }
}
function namespaceOfProcesses() {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return process.platform;
  }
}

// src/engines/postgres/provision/docker/remove-containers.ts
var listed = array(object({ Id: string() }));
async function removeContainer(engine, name) {
  const path = `/containers/${encodeURIComponent(name)}?force=true&v=true`;
  try {
    const { status } = await engine.call({ method: "DELETE", path });
    return status === 204 || status === 404 || status === 409;
  } catch {
    return false;
  }
}
async function removeLeftoverContainers(engine) {
  try {
    const filters = encodeURIComponent(JSON.stringify({ label: [`${MARK_LABEL}=1`] }));
    const reply = await engine.call({ method: "GET", path: `/containers/json?all=true&filters=${filters}` });
    for (const { Id } of listed.parse(JSON.parse(reply.body.toString("utf8")))) {
      const container = await inspectContainer(engine, Id);
      if (container !== null && await isLeftover(engine, container)) await removeContainer(engine, Id);
    }
  } catch {
  }
}

// src/engines/postgres/provision/leftover-homes.ts
import { readFileSync as readFileSync2, writeFileSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join as join2 } from "node:path";
var HOME_PREFIX = "pg-rehearsal-server-";
var OWNER_FILE = "owner.json";
var UNKNOWN_STAYS_MS = 24 * 60 * 60 * 1e3;
function recordOwner(folder, children) {
  const owner = identifyProcess(process.pid);
  if (owner === null) return;
  const record2 = { owner, children };
  writeFileSync(join2(folder, OWNER_FILE), JSON.stringify(record2));
}
async function removeLeftoverHomes(parent) {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(HOME_PREFIX))) {
    await removeIfLeftover(join2(parent, name)).catch(() => {
    });
  }
}
async function removeIfLeftover(folder) {
  const { uid, mtimeMs } = await stat(folder);
  if (process.getuid !== void 0 && uid !== process.getuid()) return;
  const record2 = readOwner(folder);
  if (record2 === null ? Date.now() - mtimeMs < UNKNOWN_STAYS_MS : isRunning(record2.owner)) return;
  for (const child of record2?.children ?? []) endProcess(child);
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
}
function readOwner(folder) {
  try {
    return JSON.parse(readFileSync2(join2(folder, OWNER_FILE), "utf8"));
  } catch {
    return null;
  }
}

// src/engines/postgres/provision/temporary-folder.ts
import { stat as stat2 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
async function temporaryFolder(shared) {
  const folder = tmpdir();
  return shared && !await isOpenToAll(folder) ? "/tmp" : folder;
}
async function isOpenToAll(folder) {
  const { mode } = await stat2(folder);
  if ((mode & 1) === 0) return false;
  return dirname(folder) === folder || isOpenToAll(dirname(folder));
}

export {
  identifyProcess,
  endProcess,
  openDocker,
  refusalIn,
  inspectContainer,
  misunderstood,
  ownerLabels,
  removeContainer,
  removeLeftoverContainers,
  HOME_PREFIX,
  recordOwner,
  removeLeftoverHomes,
  temporaryFolder
};
