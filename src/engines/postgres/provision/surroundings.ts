/** The ways to a PostgreSQL that nobody has named. */
export type Way = 'service' | 'docker' | 'installed' | 'embedded'

/** A service container of the job, as GitHub describes it in `job.services`. */
export interface JobService {
  /** The key below `services:`. */
  readonly name: string
  readonly containerId: string
}

/** What GitHub tells about the containers of a job; without them, `services` is empty and the rest null. */
export interface JobContainers {
  readonly services: readonly JobService[]
  /** The container that the steps run in; null in a job that runs on the machine itself. */
  readonly containerId: string | null
}

/** What is around the program that a PostgreSQL can come from. */
export interface Surroundings {
  /** The ways that are tried when neither a URL nor an image is given, in this order. */
  readonly order: readonly Way[]
  readonly job: JobContainers
  /** Where docker and the installed programs are: `DOCKER_HOST`, `HOME`, `PATH`, `PGBIN` and so on. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Called with the name of a container before it is made, for whoever cleans up after a kill. */
  readonly remember: (containerName: string) => void
}

/** What a GitHub job offers comes first: it costs nothing, and it is the version that the workflow names. */
export const ORDER_IN_A_JOB: readonly Way[] = ['service', 'docker', 'installed', 'embedded']

/** The embedded server needs nothing of the machine; docker comes last because it may have to load an image. */
export const ORDER_IN_A_TERMINAL: readonly Way[] = ['embedded', 'installed', 'docker']

/** Nothing but the embedded server. */
export const NO_SURROUNDINGS: Surroundings = {
  order: ['embedded'],
  job: { services: [], containerId: null },
  environment: {},
  remember: () => {},
}
