import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'
import { renderLicenses } from './render-licenses.ts'

/** What CommonJS packages expect to find around them, and an ES module does not have. */
const COMMONJS_GLOBALS = [
  "import { createRequire as __createRequire } from 'node:module'",
  "import { dirname as __dirnameOf } from 'node:path'",
  "import { fileURLToPath as __fileURLToPath } from 'node:url'",
  'const require = __createRequire(import.meta.url)',
  'const __filename = __fileURLToPath(import.meta.url)',
  'const __dirname = __dirnameOf(__filename)',
].join('\n')

/** The first files of threads and of processes, and what threads of a pool answer by, by their names in dist/threads. */
const THREADS = {
  'threads/pooled-thread': 'src/threads/pooled-thread.ts',
  'threads/examine-thread': 'src/stages/snapshot/examine-thread.ts',
  'threads/profile-thread': 'src/stages/catalog/profile-thread.ts',
  'threads/line-thread': 'src/engines/sqlite/line-thread.ts',
  'threads/same-tables-thread': 'src/stages/readiness/rollback/same-tables-thread.ts',
  'threads/copy-thread': 'src/stages/readiness/rollback/copy-thread.ts',
  'threads/script-process': 'src/engines/sqlite/script-process.ts',
  'threads/check-process': 'src/stages/snapshot/check-process.ts',
  'threads/query-process': 'src/stages/performance/query-process.ts',
}

/**
 * Bundles both doors into `folder`, which is empty: `cli.js`, `action.js`, `post.js`, the first files of threads, the chunks
 * that all of these share, the binaries of SQLite in `native/` and `licenses.txt`. The same sources give the same bytes,
 * wherever they lie.
 */
export async function bundle(root: string, folder: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      cli: 'src/cli/entry.ts',
      action: 'src/action/main.ts',
      post: 'src/action/post.ts',
      ...THREADS,
    },
    outdir: folder,
    chunkNames: 'chunks/[name]-[hash]',
    assetNames: 'native/[name]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.16',
    banner: { js: COMMONJS_GLOBALS },
    loader: { '.node': 'copy' },
    plugins: [nativeBinding(root), threadFile(root), packageVersion(root), withoutUnzipStream()],
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  })
  chmodSync(join(folder, 'cli.js'), 0o755)
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ type: 'module' }, null, 2)}\n`)
  writeFileSync(join(folder, 'licenses.txt'), renderLicenses(root, packagesIn(metafile)))
}

/** See native-binding.cjs. */
function nativeBinding(root: string): Plugin {
  return {
    name: 'native-binding',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/binding$/ }, ({ importer }) =>
        /[\\/]better-sqlite3[\\/]lib[\\/]/.test(importer)
          ? { path: join(root, 'scripts', 'build', 'native-binding.cjs') }
          : null,
      )
    },
  }
}

/** See bundled-thread-file.ts. */
function threadFile(root: string): Plugin {
  return {
    name: 'thread-file',
    setup({ onResolve }) {
      onResolve({ filter: /\/thread-file\.ts$/ }, () => ({
        path: join(root, 'scripts', 'build', 'bundled-thread-file.ts'),
      }))
    },
  }
}

/** The program needs the version out of package.json; the rest would make dist stale with every change of a script. */
function packageVersion(root: string): Plugin {
  return {
    name: 'package-version',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => {
        if (path !== join(root, 'package.json')) return null
        const { version } = JSON.parse(readFileSync(path, 'utf8'))
        return { contents: JSON.stringify({ version }), loader: 'json' }
      })
    },
  }
}

/**
 * The client for artifacts unpacks with it, and we do not: src/action/artifacts/unzip.ts has limits. Two packages behind
 * it come without the text of a licence, so it cannot be carried along.
 */
function withoutUnzipStream(): Plugin {
  const contents = "export default { Extract() { throw new Error('unzip-stream is not bundled') } }"
  return {
    name: 'without-unzip-stream',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^unzip-stream$/ }, ({ path }) => ({ path, namespace: 'not-bundled' }))
      onLoad({ filter: /.*/, namespace: 'not-bundled' }, () => ({ contents, loader: 'js' }))
    },
  }
}

/** The folders of all packages of which something was bundled. */
function packagesIn({ inputs }: Metafile): readonly string[] {
  const folders = Object.keys(inputs).flatMap(
    (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  )
  return [...new Set(folders)]
}
