import { isLater } from './run-origin.ts'
import { isCutFrom, type SectionState, severityOf } from './section-state.ts'

/** What a section is of: a leg, of a step, of a job. */
type Place = Pick<SectionState, 'job' | 'step' | 'leg'>

/**
 * Whether two sections are of the same place. What one of them does not know tells nothing: comments of older versions
 * know no job and only the beginning of a leg, and who reads the records of other jobs knows no step.
 */
export function isSamePlace(a: Place, b: Place): boolean {
  const agrees = (left: string, right: string) => left === right || left === '' || right === ''
  return agrees(a.job, b.job) && agrees(a.step, b.step) && isSameLeg(a, b)
}

function isSameLeg(a: Place, b: Place): boolean {
  return (
    a.leg === b.leg || (a.job === '' && isCutFrom(a.leg, b.leg)) || (b.job === '' && isCutFrom(b.leg, a.leg))
  )
}

/** What was said of a place: of this very one, else of one that may be it. */
export function findPlace<T extends { readonly state: SectionState }>(
  sections: readonly T[],
  place: Place,
): T | null {
  const isIt = ({ state }: T) =>
    state.job === place.job && state.step === place.step && state.leg === place.leg
  return sections.find(isIt) ?? sections.find(({ state }) => isSamePlace(state, place)) ?? null
}

/** Which of two sections of one place stands: the later, then the one that knows its place better, then the worse. */
export function byPrecedence(a: SectionState, b: SectionState): number {
  if (isLater(a, b)) return -1
  if (isLater(b, a)) return 1
  return unknownIn(a) - unknownIn(b) || severityOf(a) - severityOf(b)
}

function unknownIn({ job, step }: Place): number {
  return [job, step].filter((part) => part === '').length
}

export function byPlace(a: Place, b: Place): number {
  return compare(a.job, b.job) || compare(a.leg, b.leg) || compare(a.step, b.step)
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** What to call the sections of one comment: by their legs, and by as much more as tells them apart. */
export function placeNames(places: readonly Place[]): (place: Place) => string {
  const severalJobs = new Set(places.map(({ job }) => job)).size > 1
  return (place) => {
    const { job, leg, step } = place
    const isTwin = places.some((other) => other !== place && other.job === job && other.leg === leg)
    const parts = [severalJobs || leg === '' ? job : '', leg, isTwin ? step : '']
    return parts.filter((part) => part !== '').join(', ') || 'this job'
  }
}
