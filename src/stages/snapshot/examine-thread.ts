import type { Reply } from '../../threads/serve-requests.ts'
import { checkIntegrity } from './check-integrity.ts'
import { sha256OfDescriptor } from './file-stamp.ts'

// In a thread: reads a large file from end to end. See examine-source.ts.

export type ExamineRequest =
  /** Of an open file; whoever asks closes it, and not before the answer or the end of the thread. */
  | { readonly kind: 'hash'; readonly descriptor: number }
  | { readonly kind: 'check'; readonly path: string; readonly sizeBytes: number }

export async function handle(request: ExamineRequest): Promise<Reply> {
  switch (request.kind) {
    case 'hash':
      return { value: sha256OfDescriptor(request.descriptor), transfer: [] }
    case 'check':
      return { value: checkIntegrity(request.path, request.sizeBytes), transfer: [] }
    default:
      return request satisfies never
  }
}
