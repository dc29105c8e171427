/**
 * Bytes in memory of their own, which can be given to another thread; copied where they lie among others, as small buffers of
 * Node do. https://nodejs.org/api/buffer.html#bufferpoolsize
 */
export function ownMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes
  const isWhole = buffer instanceof ArrayBuffer && bytes.length === buffer.byteLength
  return isWhole ? new Uint8Array(buffer) : Uint8Array.from(bytes)
}
