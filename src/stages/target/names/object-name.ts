import { fitName } from './name-registry.ts'

/**
 * What the ledger, and so each issue, calls a constraint: as it would be called without a rename, or its issues would be
 * others as soon as the owner renames a table, and the waivers of them be lost. Pure.
 *
 * @param wanted the name that was asked for in the target
 * @param usual the same of the names of the source
 * @param taken the name that it got
 */
export function objectName(wanted: string, usual: string, taken: string): string {
  if (wanted === usual) return taken
  const fitted = fitName(wanted)
  return fitName(usual) + (taken.startsWith(fitted) ? taken.slice(fitted.length) : '')
}

/** Completes what the ledger says of an object that has another name in the target; empty where it has not. */
export function otherName(object: string, name: string): readonly string[] {
  return object === name ? [] : [`its name in the target is ${name}`]
}
