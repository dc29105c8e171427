export type Verdict = 'acceptable' | 'degraded' | 'failed'

/** `too-fast`: the answer comes in less than can be told from the noise. */
export type Grade = Verdict | 'too-fast' | 'not-run'
