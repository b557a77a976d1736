/** Why a document could not be made, in the runtime's words: a browser that hangs may be tried again, a missing fact must be mended by a person. */
import { DocumentError } from '../documents/document-error.ts'
import { Problem } from '../platform/problem.ts'
import { TryLater } from './worker.ts'

/** For `.catch`: always throws. */
export function documentFailure(error: unknown): never {
  if (!(error instanceof DocumentError)) throw error
  // A browser that was killed as it started counts as none. Where there is none indeed the case waits at the document, and nothing is lost.
  if (error.isPassing) throw new TryLater(error.message, 10_000, { cause: error })
  throw new Problem('conflict', error.message)
}
