import type { Reply } from '../../threads/serve-requests.ts'
import { checkIntegrity } from './check-integrity.ts'
import { sha256OfDescriptor } from './file-stamp.ts'

// In a thread: reads a large file from end to end. See examine-source.ts.

export type CheckRequest =
  | { readonly kind: 'hash'; readonly descriptor: number }
  | { readonly kind: 'check'; readonly path: string; readonly sizeBytes: number }

export async function handle(request: CheckRequest): Promise<Reply> {
  switch (request.kind) {
    case 'hash':
      return { value: sha256OfDescriptor(request.descriptor), transfer: [] }
    case 'check':
      return { value: checkIntegrity(request.path, request.sizeBytes), transfer: [] }
    default:
      return request satisfies never
  }
}
