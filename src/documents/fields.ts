/**
 * Facts → checked, formatted fields: all that a template sees. A required field that is missing is a fault that names field, label and
 * article; all faults of a document are told at once.
 */
import { chineseNumber } from '../platform/article-number.ts'
import {
  articleChinese,
  dateChinese,
  dateDotted,
  datetimeChinese,
  dayOfInstantChinese,
  idMasked,
  moneyChinese,
  moneyUpper,
  phoneMasked,
} from './chinese-formats.ts'
import type { DocumentFault } from './document-error.ts'
import type { DocumentFacts } from './facts.ts'
import type { Condition, FieldDefinition, FieldFormat, ItemDefinition } from './field-definitions.ts'

/** A text, its paragraphs, a flag, or the items of a list. */
export type FieldValue = string | string[] | boolean | { [name: string]: FieldValue }[]
export type Fields = { [name: string]: FieldValue }

export interface CheckedFields {
  fields: Fields
  faults: DocumentFault[]
}

/** How a draft marks a required field that has no value: it cannot be issued like that, and the officer sees where to write. */
export const toBeFilled = (label: string): string => `【待填：${label}】`

export function checkFields(definitions: readonly FieldDefinition[], facts: DocumentFacts): CheckedFields {
  const faults: DocumentFault[] = []
  const fields: Fields = {}
  for (const definition of definitions) {
    const required =
      definition.required !== undefined && (definition.requiredWhen ?? []).every((c) => holds(c, facts))
    const value = valueAt(facts, definition.source)
    fields[definition.name] = definition.items
      ? listField(definition, definition.items, value, required, faults)
      : singleField(definition, value, required, definition.name, definition.label, faults)
  }
  return { fields, faults }
}

function listField(
  definition: FieldDefinition,
  items: readonly ItemDefinition[],
  value: unknown,
  required: boolean,
  faults: DocumentFault[],
): { [name: string]: FieldValue }[] {
  const list: unknown[] = Array.isArray(value) ? value : []
  if (required && list.length < definition.minimum) {
    const few =
      definition.minimum > 1
        ? `${definition.label}至少需要${definition.minimum}项`
        : `${definition.label}不能为空`
    faults.push(missing(definition, definition.name, definition.label, few))
  }
  return list.map((entry, index) => {
    const fields: Fields = {}
    for (const item of items) {
      const label = `${definition.label}（第${index + 1}项）${item.label}`
      const needed =
        item.required !== undefined && (item.requiredWhen ?? []).every((condition) => holds(condition, entry))
      fields[item.name] = singleField(
        item,
        valueAt(entry, item.source),
        needed,
        `${definition.name}.${index}.${item.name}`,
        label,
        faults,
      )
    }
    return fields
  })
}

function singleField(
  definition: ItemDefinition | FieldDefinition,
  value: unknown,
  required: boolean,
  path: string,
  label: string,
  faults: DocumentFault[],
): FieldValue {
  if (isBlank(value)) {
    if (required) faults.push(missing(definition, path, label, `${label}不能为空`))
    return blankValue(definition.format, required ? toBeFilled(definition.label) : definition.empty)
  }
  try {
    return formatValue(definition.format, value)
  } catch (error) {
    faults.push({ field: path, label, message: `${label}：格式不正确（${(error as Error).message}）` })
    return blankValue(definition.format, toBeFilled(definition.label))
  }
}

function missing(
  definition: { required?: string | undefined },
  field: string,
  label: string,
  what: string,
): DocumentFault {
  const law = definition.required!
  return { field, label, law, message: `${what}（${law}）` }
}

function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}

function blankValue(format: FieldFormat, text: string): FieldValue {
  if (format === 'paragraphs' || format === 'texts') return text === '' ? [] : [text]
  if (format === 'flag') return false
  return format === 'image' ? '' : text
}

function formatValue(format: FieldFormat, value: unknown): FieldValue {
  switch (format) {
    case 'text':
      return textOf(value)
    case 'paragraphs':
      return textOf(value)
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '')
    case 'texts':
      if (!Array.isArray(value)) throw new TypeError('not a list of texts')
      return value.map(textOf)
    case 'integer':
      if (!Number.isInteger(value)) throw new TypeError('not a whole number')
      return String(value)
    case 'numeral-cn':
      return chineseNumber(Number(value))
    case 'date-cn':
      return dateChinese(textOf(value))
    case 'date-dotted':
      return dateDotted(textOf(value))
    case 'datetime-cn':
      return datetimeChinese(textOf(value))
    case 'day-of-instant-cn':
      return dayOfInstantChinese(textOf(value))
    case 'money-cn':
      return moneyChinese(Number(value))
    case 'money-upper':
      return moneyUpper(Number(value))
    case 'article-cn':
      return articleChinese(textOf(value))
    case 'phone-masked':
      return phoneMasked(textOf(value))
    case 'id-masked':
      return idMasked(textOf(value))
    case 'image':
      // Only what lies in the document itself is ever loaded.
      if (!/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+$/.test(textOf(value)))
        throw new TypeError('not a PNG, JPEG or WebP as data URI')
      return textOf(value)
    case 'flag':
      return value === true
    case 'list':
      throw new TypeError('a list has items')
  }
}

/** Control characters have no place on paper; half of a surrogate pair is damaged text. */
function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') throw new TypeError('not a text')
  if (/\p{Surrogate}/u.test(value)) throw new TypeError('damaged text')
  return value.replace(/(?![\t\n\r])\p{Cc}/gu, '')
}

function holds(condition: Condition, facts: unknown): boolean {
  const value = valueAt(facts, condition.source)
  if (condition.equals !== undefined) return value === condition.equals
  return isBlank(value) !== (condition.present ?? true)
}

/** Own properties only: a path can't wander into prototypes. */
export function valueAt(from: unknown, path: string): unknown {
  let value: unknown = from
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as { [step: string]: unknown })[step]
  }
  return value
}
