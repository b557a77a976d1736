/**
 * What a completion tells the engine: the fields that the form marks with a `variable`, and who did it where the task asks (header `completedBy`). Nothing
 * else of what a person wrote goes there. People write yuan, we keep fen: a number whose key ends in `Yuan` becomes the same key in `Fen`.
 */
import type { Variables } from '../engine/port.ts'
import type { Form, FormComponent, FormData, FormValue } from './form-schema.ts'

export function inFen(data: FormData): FormData {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) =>
      key.endsWith('Yuan') && typeof value === 'number'
        ? [fenKey(key), Math.round(value * 100)]
        : [key, inside(value)],
    ),
  )
}

/** What `inFen` was given. */
export function inYuan(data: FormData): FormData {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) =>
      key.endsWith('Fen') && typeof value === 'number'
        ? [key.replace(/Fen$/, 'Yuan'), value / 100]
        : [key, Array.isArray(value) ? value.map(yuanInside) : yuanInside(value)],
    ),
  )
}

const yuanInside = (value: FormValue): FormValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? inYuan(value) : value

const fenKey = (key: string) => key.replace(/Yuan$/, 'Fen')

function inside(value: FormValue): FormValue {
  if (Array.isArray(value)) return value.map(inside)
  return typeof value === 'object' && value !== null ? inFen(value) : value
}

/** @param data checked, in fen. A box that was left alone says no; any other field that was not filled keeps the variable as it is. */
export function routingFacts(form: Form, data: FormData): Variables {
  const variables: Variables = {}
  for (const { key, type, properties } of withVariables(form.components)) {
    const value = data[fenKey(key!)] ?? (type === 'checkbox' ? false : undefined)
    if (value !== undefined) variables[properties!.variable!] = value
  }
  return variables
}

function withVariables(components: FormComponent[]): FormComponent[] {
  return components.flatMap((component) => [
    ...(component.key !== undefined && component.properties?.variable !== undefined ? [component] : []),
    ...(component.type === 'dynamiclist' ? [] : withVariables(component.components ?? [])),
  ])
}
