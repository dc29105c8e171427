import { escapeMarkdown } from '../escape-markdown.ts'

/** Where a run took place. */
export interface RunOrigin {
  readonly runId: number
  /** Counts the attempts of one run, from 1. */
  readonly attempt: number
  /** `ci.yml/rehearse`: a comment can be shared by several jobs. */
  readonly job: string
  /** Tells the steps of a job apart; empty where it is not known. */
  readonly step: string
  /** Tells the legs of a matrix apart; empty where the job has only one. */
  readonly leg: string
  readonly sha: string | null
  readonly runUrl: string | null
  readonly jobUrl: string | null
  readonly artifactUrl: string | null
  /** The page of the report, in the browser. */
  readonly pageUrl: string | null
}

/** `[Report in the browser](…) · [Record and all files](…) · [Job](…)`; a link that is not known is left out. */
export function originLinks({
  artifactUrl,
  pageUrl,
  jobUrl,
  runUrl,
}: Pick<RunOrigin, 'artifactUrl' | 'pageUrl' | 'jobUrl' | 'runUrl'>): readonly string[] {
  return [
    link('Report in the browser', pageUrl),
    link(pageUrl === null ? 'Record and report' : 'Record and all files', artifactUrl),
    link('Job', jobUrl) ?? link('Run', runUrl),
  ].filter((part) => part !== null)
}

/** Only what is an address of the web becomes a link: a leg of a matrix can come from a stranger. */
function link(text: string, url: string | null): string | null {
  return url !== null && /^https?:\/\/[\w.:/?=&%#~+-]+$/.test(url) ? `[${text}](${url})` : null
}

/** `run 57, attempt 2`; holds the name of the leg, escaped. */
export function originName({ runId, attempt, leg }: RunOrigin): string {
  const again = attempt > 1 ? `, attempt ${attempt}` : ''
  return `run ${runId}${again}${leg === '' ? '' : `, ${escapeMarkdown(leg)}`}`
}

/** Whether `left` is of a later run, or of a later attempt of the same: GitHub numbers runs in their order. */
export function isLater(
  left: Pick<RunOrigin, 'runId' | 'attempt'>,
  right: Pick<RunOrigin, 'runId' | 'attempt'>,
): boolean {
  return left.runId === right.runId ? left.attempt > right.attempt : left.runId > right.runId
}
