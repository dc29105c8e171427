/** 2001-01-01 in seconds since 1970-01-01 UTC. */
export const CORE_DATA_EPOCH = 978_307_200

const OWN_COLUMNS = ['Z_PK', 'Z_ENT', 'Z_OPT']

/**
 * Whether Core Data of Apple has written a table: it gives these columns to each entity. Its dates count seconds since
 * 2001-01-01 UTC. https://developer.apple.com/documentation/foundation/nsdate/timeintervalsincereferencedate
 */
export function isCoreDataTable({
  columns,
}: {
  readonly columns: readonly { readonly name: string }[]
}): boolean {
  return OWN_COLUMNS.every((own) => columns.some(({ name }) => name === own))
}
