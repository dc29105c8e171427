#!/usr/bin/env node
import { nodeMistake } from './node-version.ts'

const mistake = nodeMistake(process.versions.node)
if (mistake === null) {
  // Only now: an old Node fails while it links the rest, with a message that helps nobody.
  const { main } = await import('./main.ts')
  await main()
} else {
  console.error(`error: ${mistake}\nhint: Install a newer one from https://nodejs.org.`)
  process.exitCode = 2
}
