import { serveProcess } from '../../threads/serve-requests.ts'
import { checkIntegrity } from './check-integrity.ts'

// The first file of the process in which SQLite checks a large database: see examine-source.ts.

export interface CheckRequest {
  readonly path: string
  readonly sizeBytes: number
}

serveProcess<CheckRequest>(({ path, sizeBytes }) => checkIntegrity(path, sizeBytes))
