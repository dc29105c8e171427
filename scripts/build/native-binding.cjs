// In the bundle this stands for better-sqlite3/lib/binding.js, which looks for its binary in the folders of an
// installed package. Each path is spelled out, so that esbuild sees it and copies the binary to dist/native.

const { readFileSync } = require('node:fs')
const { RehearsalError } = require('../../src/errors/rehearsal-error.ts')

const BINARIES = {
  'darwin-arm64': () => require('../../node_modules/better-sqlite3/prebuilds/darwin-arm64.node'),
  'darwin-x64': () => require('../../node_modules/better-sqlite3/prebuilds/darwin-x64.node'),
  'linux-arm64': () => require('../../node_modules/better-sqlite3/prebuilds/linux-arm64.node'),
  'linux-x64': () => require('../../node_modules/better-sqlite3/prebuilds/linux-x64.node'),
  'linuxmusl-x64': () => require('../../node_modules/better-sqlite3/prebuilds/linuxmusl-x64.node'),
  'win32-arm64': () => require('../../node_modules/better-sqlite3/prebuilds/win32-arm64.node'),
  'win32-x64': () => require('../../node_modules/better-sqlite3/prebuilds/win32-x64.node'),
}

exports.getBinding = () => {
  const platform = `${isMusl() ? 'linuxmusl' : process.platform}-${process.arch}`
  const load = BINARIES[platform]
  if (load !== undefined) return load()
  throw new RehearsalError('platform-unsupported', `There is no SQLite for this platform, ${platform}.`, {
    hint: `Use one of ${Object.keys(BINARIES).join(', ')}.`,
  })
}

/** Whether this process runs with the C library of Alpine Linux: its loader is mapped into it. */
function isMusl() {
  try {
    return readFileSync('/proc/self/maps', 'latin1').includes('/ld-musl-')
  } catch {
    return false // not Linux
  }
}
