/** Answers as screens show them: numbers of persons stay in the record and its document, their ends are shown. */
import { maskIdNumber, maskPhone } from '../parties/mask.ts'
import type { FormData, FormValue } from '../tasks/index.ts'

const masks: { [field: string]: ((text: string) => string) | undefined } = {
  idNumber: maskIdNumber,
  personIdNumber: maskIdNumber,
  phone: maskPhone,
  personPhone: maskPhone,
}

export const masked = (data: FormData): FormData =>
  Object.fromEntries(Object.entries(data).map(([field, value]) => [field, maskedValue(field, value)]))

function maskedValue(field: string, value: FormValue): FormValue {
  if (typeof value === 'string') return (Object.hasOwn(masks, field) && masks[field]?.(value)) || value
  if (Array.isArray(value)) return value.map((one) => maskedValue(field, one))
  return typeof value === 'object' && value !== null ? masked(value) : value
}
