import { spawn } from 'node:child_process'
import type { DockerEndpoint } from './docker-endpoint.ts'

/** Asks the daemon for the removal. In a process of its own, because one that is ending cannot await an answer. */
const SCRIPT = `
  const [place, path] = process.argv.slice(1)
  require('node:http').request({ ...JSON.parse(place), method: 'DELETE', path }).on('error', () => {}).end()`

/** Has a container removed after this process has ended. Returns at once. */
export function removeLater(endpoint: DockerEndpoint, name: string): void {
  const place =
    endpoint.kind === 'socket' ? { socketPath: endpoint.path } : { host: endpoint.host, port: endpoint.port }
  const path = `/containers/${name}?force=true&v=true`
  spawn(process.execPath, ['-e', SCRIPT, JSON.stringify(place), path], {
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  }).unref()
}
