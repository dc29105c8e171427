/** The largest of these and `least`. They can be more than a function takes as arguments. */
export function largest(values: readonly number[], least: number): number {
  return values.reduce((most, value) => Math.max(most, value), least)
}
