import type { Key } from '../../port.ts'

export type ErrorType =
  | 'IO_MAPPING_ERROR'
  | 'EXTRACT_VALUE_ERROR'
  | 'CONDITION_ERROR'
  | 'CALLED_ELEMENT_ERROR'
  | 'UNHANDLED_ERROR_EVENT'
  | 'JOB_NO_RETRIES'
  | 'CALLED_DECISION_ERROR'
  | 'DECISION_EVALUATION_ERROR'
  | 'FORM_NOT_FOUND'
  | 'MESSAGE_SIZE_EXCEEDED'

/**
 * A step of an element that cannot be done. Thrown by behaviours; it becomes an incident, and what was emitted before stays: resolving the incident
 * does the step again.
 */
export class Failure extends Error {
  readonly errorType: ErrorType
  /** Whose variables were asked; the element's own when left out. */
  readonly variableScopeKey: Key | undefined
  constructor(errorType: ErrorType, message: string, variableScopeKey?: Key) {
    super(message)
    this.name = 'Failure'
    this.errorType = errorType
    this.variableScopeKey = variableScopeKey
  }
}
