/** Printing inside a use case: what a document lacks is told to the person who is at it, field by field. */
import { DocumentError } from './document-error.ts'
import { problem } from '../platform/problem.ts'

/** @throws Problem `input-invalid` with the fields that are missing, `printing-unavailable` where no browser prints. */
export function printed<T>(printing: Promise<T>): Promise<T> {
  return printing.catch((error: unknown) => {
    if (!(error instanceof DocumentError)) throw error
    if (error.isPassing) throw problem('printing-unavailable', error.message)
    throw problem(
      error.code === 'fields-invalid' ? 'input-invalid' : 'conflict',
      error.message,
      error.faults.map(({ field, message }) => ({ path: field, message })),
    )
  })
}
