import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)

// src/shell/git.ts
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { promisify } from "node:util";
function repositoryOf(folder) {
  if (existsSync(join(folder, ".git"))) return folder;
  const above = dirname(folder);
  return above === folder ? null : repositoryOf(above);
}
async function runGit(args, environment) {
  try {
    const options = { env: environment, cwd: parse(process.execPath).root, maxBuffer: 1e8 };
    const { stdout } = await promisify(execFile)("git", args, options);
    return stdout;
  } catch {
    return null;
  }
}

export {
  repositoryOf,
  runGit
};
