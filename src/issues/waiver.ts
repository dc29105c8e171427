/** An issue that its owner accepts for a time. `issue` is an issue id, or a glob over ids. */
export interface Waiver {
  readonly issue: string
  readonly reason: string
  readonly owner: string | null
  /** The last day on which it holds, `YYYY-MM-DD`, in UTC. */
  readonly expires: string
}
