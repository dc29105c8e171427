import type { Reply } from '../../threads/serve-requests.ts'
import { sha256OfDescriptor } from './file-stamp.ts'

// In a thread: reads a large file from end to end. See examine-source.ts.

export interface HashRequest {
  /** Of an open file; whoever asks closes it, and not before the answer or the end of the thread. */
  readonly descriptor: number
}

export async function handle({ descriptor }: HashRequest): Promise<Reply> {
  return { value: sha256OfDescriptor(descriptor), transfer: [] }
}
