/**
 * The file that a thread runs, given where it lies beside the module that starts it. The bundle has these files
 * elsewhere, and another module in the place of this one: scripts/build/bundled-thread-file.ts.
 */
export function threadFile(inTheSources: URL): URL {
  return inTheSources
}
