import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { ProgramsInside } from '../../server.ts'
import { misunderstood } from './container.ts'
import { splitPieces } from './container-log.ts'
import { type DockerEngine, type DockerReply, refusalIn } from './docker-engine.ts'

/** https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Exec */
const created = z.object({ Id: z.string() })
const ended = z.object({ ExitCode: z.number().nullable() })

/**
 * Runs programs in the container of a server, as `docker exec` does: the official image has those of its own version.
 *
 * @param port that the server listens at in its container
 */
export function programsInContainer(engine: DockerEngine, id: string, port: number): ProgramsInside {
  return {
    port,
    folder: `/tmp/pg-rehearsal-${randomBytes(8).toString('hex')}`,
    run: async (command, variables, signal) => {
      const begun = await engine.call({
        method: 'POST',
        path: `/containers/${encodeURIComponent(id)}/exec`,
        body: {
          AttachStdout: true,
          AttachStderr: true,
          Cmd: command,
          Env: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
        },
        signal,
      })
      if (begun.status !== 201) throw misunderstood(refusalIn(begun))
      const { Id } = understood(created, begun)
      // a dump can be silent for longer than any daemon may be
      const start = { method: 'POST', path: `/exec/${Id}/start`, timeout: 0, signal } as const
      const said = await engine.call({ ...start, body: { Detach: false, Tty: false } })
      const output = splitPieces(said.body)
      // 126 and 127: there is no such program, which old daemons say with a status of their own
      if (said.status !== 200) return { status: 127, output: refusalIn(said) }
      const state = await engine.call({ method: 'GET', path: `/exec/${Id}/json`, signal })
      if (state.status !== 200) throw misunderstood(refusalIn(state))
      return { status: understood(ended, state).ExitCode, output }
    },
  }
}

function understood<T>(form: z.ZodType<T>, { body }: DockerReply): T {
  const parsed = form.safeParse(JSON.parse(body.toString('utf8')))
  if (!parsed.success) throw misunderstood('what it says of a program has an unknown form')
  return parsed.data
}
