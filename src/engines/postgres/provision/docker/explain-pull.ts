import { RehearsalError } from '../../../../errors/rehearsal-error.ts'

interface Explanation {
  readonly pattern: RegExp
  /** Trying again cannot help. */
  readonly isFinal: boolean
  readonly hint: string
}

const MIRROR = 'name a mirror, for example postgres-image: public.ecr.aws/docker/library/postgres:18'

/** The first that matches what the daemon says counts. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern: /toomanyrequests|rate limit|429/i,
    isFinal: false,
    hint: `The registry limits how often images are loaded without a login: log in before (docker/login-action), or ${MIRROR}.`,
  },
  {
    pattern: /manifest unknown|manifest for .* not found|no such image|not found: manifest/i,
    isFinal: true,
    hint: 'Check the name and the tag of the image.',
  },
  {
    pattern: /denied|unauthorized|authentication required|no basic auth|401|403/i,
    isFinal: true,
    hint: 'Check the name of the image, and log in to its registry before (docker/login-action) if it is private.',
  },
  {
    pattern: /no matching manifest|does not match the specified platform/i,
    isFinal: true,
    hint: 'The image is not made for the processor of this machine: choose another one.',
  },
  {
    pattern: /no space left/i,
    isFinal: true,
    hint: 'Free space where docker keeps its images, then run again.',
  },
]

const OTHERWISE = `Check that this machine reaches the registry, or ${MIRROR}.`

/** Whether trying again would give the same answer. */
export function isFinal(failure: string): boolean {
  return explanationOf(failure)?.isFinal ?? false
}

/** @param failure the words of the daemon */
export function pullFailed(image: string, failure: string): RehearsalError {
  return new RehearsalError(
    'postgres-image-unavailable',
    `The image ${image} could not be loaded: ${failure}.`,
    { hint: explanationOf(failure)?.hint ?? OTHERWISE },
  )
}

function explanationOf(failure: string): Explanation | undefined {
  return EXPLANATIONS.find(({ pattern }) => pattern.test(failure))
}
