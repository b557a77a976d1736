/**
 * A form-js schema as a thing to fill in: which fields are there for the data at hand, what is wrong with them, and what is sent. The server checks the same
 * once more (src/tasks/form-schema.ts) and has the last word; here a person learns of it while the words are still in hand.
 */
import { evaluate } from 'feelin'

/** Text stands first: Vue makes `true` of an empty text where a truth value is named before it. */
export type Value = string | number | boolean | null | Value[] | Data
export interface Data {
  [key: string]: Value | undefined
}

export interface Option {
  label: string
  value: string | number | boolean
}

export interface Component {
  type: string
  id: string
  key?: string
  path?: string
  label?: string
  dateLabel?: string
  description?: string
  text?: string
  subtype?: 'date' | 'time' | 'datetime'
  decimalDigits?: number
  readonly?: boolean
  disabled?: boolean
  defaultValue?: Value
  defaultRepetitions?: number
  values?: Option[]
  valuesKey?: string
  appearance?: { suffixAdorner?: string; prefixAdorner?: string }
  validate?: {
    required?: boolean
    min?: number | string
    max?: number | string
    minLength?: number
    maxLength?: number
    pattern?: string
    patternErrorMessage?: string
  }
  conditional?: { hide?: string }
  properties?: { control?: string; when?: string; [name: string]: string | undefined }
  components?: Component[]
}

export interface Form {
  id: string
  components: Component[]
}

/** Where a component keeps its value within the data around it; undefined: it holds none. */
export function nameOf({ type, key, path }: Component): string | undefined {
  return type === 'dynamiclist' || type === 'group' ? path : key
}

export function labelOf(component: Component): string {
  return component.label ?? component.dateLabel ?? nameOf(component) ?? ''
}

/** A condition that cannot be read leaves the field visible: asking too much is mended by a person, a missing fact is not. */
export function isHidden({ conditional }: Component, data: Data): boolean {
  if (!conditional?.hide) return false
  try {
    return evaluate(conditional.hide.replace(/^=/, ''), data as Record<string, unknown>).value === true
  } catch {
    return false
  }
}

/** What a form begins with: the defaults of its fields, and one empty row of each list that has none. */
export function begun(components: Component[], given: Data = {}): Data {
  const data: Data = { ...given }
  for (const component of components) {
    const name = nameOf(component)
    if (component.type === 'group' && !name) Object.assign(data, begun(component.components ?? [], data))
    if (!name || data[name] !== undefined) continue
    if (component.type === 'group') data[name] = begun(component.components ?? [])
    else if (component.type === 'dynamiclist')
      data[name] = Array.from({ length: component.defaultRepetitions ?? 1 }, () => begun(component.components ?? []))
    else if (component.defaultValue !== undefined) data[name] = component.defaultValue
    else if (component.type === 'checkbox') data[name] = false
  }
  return data
}

/** What is sent: what is shown and filled in. @param all the data of the whole form, which conditions look at. */
export function filled(components: Component[], data: Data, all: Data = data): Data {
  const sent: Data = {}
  for (const component of components) {
    const name = nameOf(component)
    if (isHidden(component, all)) continue
    if (component.type === 'group') {
      const inner = filled(component.components ?? [], name ? ((data[name] ?? {}) as Data) : data, all)
      if (!name) Object.assign(sent, inner)
      else if (Object.keys(inner).length > 0) sent[name] = inner
    } else if (name) {
      const value = sentValue(component, data[name], all)
      if (value !== undefined) sent[name] = value
    }
  }
  return sent
}

function sentValue(component: Component, value: Value | undefined, all: Data): Value | undefined {
  if (Array.isArray(value) && component.type === 'dynamiclist') {
    const rows = value
      .map((row) => filled(component.components ?? [], row as Data, { ...all, ...(row as Data) }))
      .filter((row) => Object.values(row).some((one) => one !== false))
    return rows.length > 0 ? rows : undefined
  }
  return isEmpty(value) ? undefined : value
}

export function isEmpty(value: Value | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}
