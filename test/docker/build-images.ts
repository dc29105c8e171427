import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findServerPackage } from '../../src/engines/postgres/provision/server-package.ts'

/** What the entrypoint and the tests run in a container. */
const PROGRAMS = ['sh', 'sleep', 'id', 'mkdir', 'chown', 'chmod', 'mktemp', 'rm', 'setpriv', 'cat', 'true']

const ENTRYPOINT = fileURLToPath(new URL('image/entrypoint.sh', import.meta.url))

/** Majors of which there is an image `pg-rehearsal-test/postgres:<major>`. */
export const MAJORS = [14, 18] as const

/** The image without a server, for job containers: Node comes as a mount, as on GitHub. */
export const JOB_IMAGE = 'pg-rehearsal-test/job:1'

export function postgresImage(major: (typeof MAJORS)[number]): string {
  return `pg-rehearsal-test/postgres:${major}`
}

/** Imports the images into the daemon: there is no registry, so they are made of what this machine has. */
export function buildImages(dockerHost: string): void {
  for (const major of MAJORS) {
    withRoot((root) => {
      const { native } = findServerPackage(major)
      cpSync(native, join(root, 'usr/local/pgsql'), { recursive: true, verbatimSymlinks: true })
      addPrograms(root, [join(native, 'bin', 'postgres'), join(native, 'bin', 'initdb')])
      copyFileSync(ENTRYPOINT, join(root, 'usr/local/bin/docker-entrypoint.sh'))
      // 18 has moved both. https://hub.docker.com/_/postgres#pgdata
      const volume = major >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data'
      const data = major >= 18 ? `/var/lib/postgresql/${major}/docker` : volume
      importImage(dockerHost, root, postgresImage(major), [
        'ENV PATH=/usr/local/pgsql/bin:/usr/bin:/bin',
        'ENV LC_ALL=C',
        `ENV PG_MAJOR=${major}`,
        `ENV PGDATA=${data}`,
        `VOLUME ${volume}`,
        'ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]',
        'EXPOSE 5432',
        'CMD ["postgres"]',
      ])
    })
  }
  buildClientImage(dockerHost)
  withRoot((root) => {
    addPrograms(root, [process.execPath])
    importImage(dockerHost, root, JOB_IMAGE, ['ENV PATH=/usr/bin:/bin', 'CMD ["sleep", "600"]'])
  })
}

/** Where Debian, Ubuntu and GitHub's runners have a server with its client programs; the packages of npm have none. */
const INSTALLED = '/usr/lib/postgresql'

/** A server with pg_dump and pg_restore, as the official image has them. */
export const CLIENT_IMAGE = 'pg-rehearsal-test/postgres-with-clients:1'

/** The newest server that is installed on this machine, where it lies here. */
function buildClientImage(dockerHost: string): void {
  const [major] = readdirSync(INSTALLED).toSorted((a, b) => Number(b) - Number(a))
  const programs = join(INSTALLED, String(major), 'bin')
  withRoot((root) => {
    for (const folder of [dirname(programs), `/usr/share/postgresql/${major}`, '/usr/share/zoneinfo']) {
      cpSync(folder, join(root, folder), { recursive: true, verbatimSymlinks: true })
    }
    addPrograms(
      root,
      ['postgres', 'initdb', 'pg_dump', 'pg_restore'].map((name) => join(programs, name)),
    )
    copyFileSync(ENTRYPOINT, join(root, 'usr/local/bin/docker-entrypoint.sh'))
    importImage(dockerHost, root, CLIENT_IMAGE, [
      `ENV PATH=/usr/local/bin:${programs}:/usr/bin:/bin`,
      'ENV LC_ALL=C',
      `ENV PG_MAJOR=${major}`,
      'ENV PGDATA=/var/lib/postgresql/data',
      'VOLUME /var/lib/postgresql/data',
      'ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]',
      'EXPOSE 5432',
      'CMD ["postgres"]',
    ])
  })
}

function withRoot(build: (root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'pg-rehearsal-image-'))
  try {
    for (const folder of ['usr/local/bin', 'usr/bin', 'etc', 'tmp', 'var/run', 'var/lib'])
      mkdirSync(join(root, folder), { recursive: true })
    symlinkSync('usr/bin', join(root, 'bin'))
    chmodSync(join(root, 'tmp'), 0o1777)
    chmodSync(root, 0o755)
    writeFileSync(
      join(root, 'etc/passwd'),
      'root:x:0:0::/root:/bin/sh\npostgres:x:999:999::/var/lib/postgresql:/bin/sh\n',
    )
    writeFileSync(join(root, 'etc/group'), 'root:x:0:\npostgres:x:999:\n')
    build(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** Programs of this machine, and the libraries that they and `others` need. */
function addPrograms(root: string, others: readonly string[]): void {
  const programs = PROGRAMS.map((name) =>
    execFileSync('sh', ['-c', `command -v ${name} || true`], { encoding: 'utf8' }).trim(),
  )
  const paths = programs.map((path, at) => (path.startsWith('/') ? path : `/bin/${PROGRAMS[at]}`))
  for (const path of paths) {
    copyFileSync(realpathSync(path), join(root, 'usr/bin', basename(path)))
    chmodSync(join(root, 'usr/bin', basename(path)), 0o755)
  }
  for (const library of new Set([...paths, ...others].flatMap(librariesOf))) {
    mkdirSync(join(root, dirname(library)), { recursive: true })
    copyFileSync(realpathSync(library), join(root, library))
    chmodSync(join(root, library), 0o755)
  }
}

/** `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)`, and the loader by itself. */
function librariesOf(program: string): readonly string[] {
  const listing = execFileSync('ldd', [program], { encoding: 'utf8' })
  return [...listing.matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm)]
    .map(([, path = '']) => path)
    .filter((path) => !path.includes('node_modules'))
}

function importImage(dockerHost: string, root: string, name: string, changes: readonly string[]): void {
  const options = changes.flatMap((change) => ['--change', change])
  execFileSync(
    'sh',
    [
      '-c',
      'tar -C "$0" --numeric-owner --owner=0 --group=0 -c . | docker import "$@"',
      root,
      ...options,
      '-',
      name,
    ],
    {
      env: { ...process.env, DOCKER_HOST: dockerHost },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
}
