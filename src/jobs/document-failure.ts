/** Why a document could not be made, in the runtime's words: a browser that hangs may be tried again, a missing fact must be mended by a person. */
import { DocumentError } from '../documents/document-error.ts'
import { Problem } from '../platform/problem.ts'
import { TryLater } from './worker.ts'

/** For `.catch`: always throws. */
export function documentFailure(error: unknown): never {
  if (!(error instanceof DocumentError)) throw error
  if (error.code === 'printing-failed') throw new TryLater(error.message, 10_000, { cause: error })
  // Where no browser is found the case waits at the document, and nothing is lost.
  throw new Problem('conflict', error.message)
}
