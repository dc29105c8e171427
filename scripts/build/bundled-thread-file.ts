// In the bundle this stands for src/threads/thread-file.ts: there the first files of threads are in dist/threads, and the
// module that starts one is in dist or in dist/chunks.

/** The file of the bundle, given the one of the sources. */
export function threadFile(inTheSources: URL): URL {
  const name = inTheSources.pathname.slice(inTheSources.pathname.lastIndexOf('/') + 1).replace(/\.ts$/, '.js')
  const toDist = /\/chunks\/[^/]*$/.test(import.meta.url) ? '..' : '.'
  return new URL(`${toDist}/threads/${name}`, import.meta.url)
}
