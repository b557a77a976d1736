/** Camunda 7's typed values ↔ JSON variables. Types are compared without regard to case: clients write both `Json` and `json`. */
import type { Json, Variables } from '../port.ts'
import { BadRequest } from './replies.ts'

export interface TypedValue {
  value?: unknown
  type?: string | null
  valueInfo?: object
}
export type TypedValues = { [name: string]: TypedValue }

const int32 = 2 ** 31

export function toTyped(variables: Variables): TypedValues {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, { ...typed(value), valueInfo: {} }]),
  )
}

function typed(value: Json): { type: string; value: unknown } {
  if (value === null) return { type: 'Null', value: null }
  if (typeof value === 'string') return { type: 'String', value }
  if (typeof value === 'boolean') return { type: 'Boolean', value }
  if (typeof value === 'object') return { type: 'Json', value: JSON.stringify(value) }
  if (!Number.isInteger(value)) return { type: 'Double', value }
  return { type: value >= -int32 && value < int32 ? 'Integer' : 'Long', value }
}

/** @throws BadRequest naming the variable. */
export function fromTyped(values: TypedValues | null | undefined): Variables {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, plain(name, value)]))
}

function plain(name: string, { value = null, type }: TypedValue): Json {
  const kind = type?.toLowerCase()
  if (kind === 'file' || kind === 'bytes') {
    throw new BadRequest(
      `variable ${name}: ${type} values are not kept in process variables; store the file with the case instead`,
    )
  }
  if ((kind === 'json' || kind === 'object') && typeof value === 'string') {
    try {
      return JSON.parse(value) as Json
    } catch {
      throw new BadRequest(`variable ${name}: its value is no JSON`)
    }
  }
  const fits = kind === undefined || value === null ? undefined : checks.get(kind)
  if (fits && !fits(value)) throw new BadRequest(`variable ${name}: its value is no ${type}`)
  return value as Json
}

/** Types whose values would otherwise enter the process as something else than they say. */
const checks = new Map<string, (value: unknown) => boolean>([
  ['string', (value) => typeof value === 'string'],
  ['date', (value) => typeof value === 'string'],
  ['boolean', (value) => typeof value === 'boolean'],
  ['integer', Number.isInteger],
  ['short', Number.isInteger],
  ['long', Number.isInteger],
  ['double', Number.isFinite],
])
