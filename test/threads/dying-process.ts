import { serveProcess } from '../../src/threads/serve-requests.ts'

// Answers in a process of its own: who it is; and, as it is asked, ends after the answer or before it, or never answers.

serveProcess<'who' | 'answer and end' | 'end' | 'think'>((request) => {
  if (request === 'end') process.exit(3)
  if (request === 'answer and end') setTimeout(() => process.exit(3), 50)
  return request === 'think' ? new Promise(() => {}) : process.pid
})
