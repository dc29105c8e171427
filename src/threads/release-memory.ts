/**
 * Gives the memory of a large buffer back at once; it is empty afterwards. The garbage collector would take its time, for
 * it sees only the object: 32 MB and more lie about in each thread (measured).
 *
 * Nobody may hold another view of the same memory, or wait for it to be written.
 */
export function releaseMemory(buffer: Uint8Array): void {
  const { buffer: memory } = buffer
  const isItsOwn = buffer.byteLength === memory.byteLength && memory instanceof ArrayBuffer
  if (isItsOwn && buffer.byteLength >= LARGE) memory.transfer(0)
}

/** Smaller ones may lie in memory that Node shares among buffers. https://nodejs.org/api/buffer.html#bufferpoolsize */
const LARGE = 16 << 10
