/**
 * A form of forms/ (form-js schema) as a check of what a person sends: types, required, ranges, lengths, patterns, options. Unknown keys are refused,
 * since what is not on the form was not meant. Hidden fields are not asked for. A date or time whose property `when` is `past` tells of what has happened: it
 * can't be ahead of now.
 */
import { evaluate, parseExpression } from '../engine/feel/index.ts'
import { legalDay } from '../platform/clock.ts'
import { problem, type FieldProblem } from '../platform/problem.ts'

export type FormValue = null | boolean | number | string | FormValue[] | { [key: string]: FormValue }
export type FormData = { [key: string]: FormValue }

interface Validation {
  required?: boolean
  min?: number | string
  max?: number | string
  minLength?: number
  maxLength?: number
  pattern?: string
  patternErrorMessage?: string
}

export interface FormComponent {
  type: string
  key?: string
  path?: string
  label?: string
  subtype?: string
  dateLabel?: string
  decimalDigits?: number
  readonly?: boolean
  disabled?: boolean
  values?: { label: string; value: string | number | boolean }[]
  valuesKey?: string
  valuesExpression?: string
  validate?: Validation
  conditional?: { hide?: string }
  properties?: { [name: string]: string }
  components?: FormComponent[]
}

export interface Form {
  id: string
  components: FormComponent[]
}

/** Types that hold no value. */
const silent = new Set([
  'text',
  'html',
  'image',
  'button',
  'separator',
  'spacer',
  'iframe',
  'table',
  'documentPreview',
])

export function parseForm(text: string): Form {
  const { id, components } = JSON.parse(text) as Partial<Form>
  if (typeof id !== 'string' || !Array.isArray(components))
    throw new Error('a form needs an id and components')
  return { id, components }
}

/** @param now epoch ms. @returns the values that the form knows, trimmed, with empty ones left out. @throws Problem `input-invalid` naming each field at fault. */
export function checkForm(form: Form, data: FormData, now: number): FormData {
  const faults: FieldProblem[] = []
  const checked = checkComponents(form.components, data, '', { all: data, now, faults })
  if (faults.length > 0) throw problem('input-invalid', '填写的内容有误，请逐项更正', faults)
  return checked
}

export interface FormField {
  field: string
  label: string
  /** The engine is told what it says. */
  steers: boolean
  /** Property `notBefore`, `<kind of fact>.<field>`: what it tells of follows what stands there. */
  notBefore?: string
  /** Property `from`, places parted by spaces: where the page that shows the form finds what is known already. */
  from?: string[]
}

/** Each field that holds a value. */
export function fieldsOfForm(form: Form): FormField[] {
  return fieldsOf(form.components, '', false, {}).map(({ at, label, dateLabel, properties }) => ({
    field: at,
    label: label ?? dateLabel ?? at,
    steers: properties?.variable !== undefined,
    ...(properties?.notBefore && { notBefore: properties.notBefore }),
    ...(properties?.from && { from: properties.from.split(/\s+/) }),
  }))
}

type Field = FormComponent & { at: string }

interface Filling {
  all: FormData
  now: number
  faults: FieldProblem[]
}

function checkComponents(
  components: FormComponent[],
  data: FormData,
  at: string,
  filling: Filling,
): FormData {
  const checked: FormData = {}
  const known = new Set<string>()
  for (const field of fieldsOf(components, '', false, filling.all)) {
    known.add(field.at)
    if (field.hidden) continue
    const value = checkComponent(field, valueAt(data, field.at), `${at}${field.at}`, filling)
    if (value !== undefined) setAt(checked, field.at, value)
  }
  for (const path of unknownPaths(data, '', known))
    filling.faults.push({ path: `${at}${path}`, message: '表单中没有这一项' })
  return checked
}

/** The fields that hold a value, by the path where they keep it: `inspection.startedAt`. Groups only arrange (or prefix) what is inside them. */
function fieldsOf(
  components: FormComponent[],
  prefix: string,
  hidden: boolean,
  all: FormData,
): (Field & { hidden: boolean })[] {
  return components.flatMap((component) => {
    if (silent.has(component.type)) return []
    const gone = hidden || isHidden(component, all)
    if (component.type === 'group') {
      return fieldsOf(
        component.components ?? [],
        component.path ? `${prefix}${component.path}.` : prefix,
        gone,
        all,
      )
    }
    const name = component.type === 'dynamiclist' ? component.path : component.key
    return name ? [{ ...component, at: `${prefix}${name}`, hidden: gone }] : []
  })
}

function valueAt(data: FormData, path: string): FormValue | undefined {
  let value: FormValue | undefined = data
  for (const name of path.split('.')) value = value !== undefined && isRecord(value) ? value[name] : undefined
  return value
}

function setAt(data: FormData, path: string, value: FormValue): void {
  const names = path.split('.')
  const last = names.pop()!
  let place = data
  for (const name of names) {
    const next = place[name]
    place = next !== undefined && isRecord(next) ? next : ((place[name] = {}) as FormData)
  }
  place[last] = value
}

function unknownPaths(data: FormData, prefix: string, known: ReadonlySet<string>): string[] {
  return Object.entries(data).flatMap(([name, value]) => {
    const path = `${prefix}${name}`
    if (known.has(path)) return []
    const inner = [...known].some((field) => field.startsWith(`${path}.`))
    return inner && isRecord(value) ? unknownPaths(value, `${path}.`, known) : [path]
  })
}

function isHidden({ conditional }: FormComponent, data: FormData): boolean {
  if (!conditional?.hide) return false
  const expression = conditional.hide.replace(/^=/, '')
  // A condition that cannot be read leaves the field visible: asking too much is mended by a person, a missing fact is not.
  try {
    const outcome = evaluate(parseExpression(`= ${expression}`), data, 0)
    return outcome.ok && outcome.value === true
  } catch {
    return false
  }
}

function checkComponent(
  component: FormComponent,
  value: FormValue | undefined,
  path: string,
  filling: Filling,
): FormValue | undefined {
  const { label, validate = {} } = component
  const name = label ?? component.dateLabel ?? path
  const fault = (message: string) => {
    filling.faults.push({ path, message: `${name}：${message}` })
    return undefined
  }
  const empty =
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  if (empty) return validate.required && !component.readonly ? fault('必须填写') : undefined
  switch (component.type) {
    case 'number':
      return checkNumber(component, value, fault)
    case 'checkbox':
      if (typeof value !== 'boolean') return fault('只能是“是”或“否”')
      return validate.required && !value ? fault('必须确认') : value
    case 'select':
    case 'radio':
      return isOption(component, value) ? value : fault(outside(component))
    case 'checklist':
    case 'taglist':
      return Array.isArray(value) && value.every((one) => isOption(component, one))
        ? value
        : fault(outside(component))
    case 'datetime':
      return checkDate(component, value, filling.now, fault)
    case 'dynamiclist':
      if (!Array.isArray(value)) return fault('格式不对')
      return value.flatMap((row, index) => {
        if (isRecord(row))
          return [checkComponents(component.components ?? [], row, `${path}[${index}].`, filling)]
        fault(`第${index + 1}行格式不对`)
        return []
      })
    default:
      return checkText(component, value, fault)
  }
}

type Fault = (message: string) => undefined

function checkText({ validate = {} }: FormComponent, value: FormValue, fault: Fault) {
  if (typeof value !== 'string') return fault('应当是文字')
  const text = value.trim()
  const length = [...text].length
  if (validate.minLength !== undefined && length < validate.minLength)
    return fault(`不少于${validate.minLength}个字`)
  if (validate.maxLength !== undefined && length > validate.maxLength)
    return fault(`不超过${validate.maxLength}个字`)
  if (validate.pattern && !new RegExp(validate.pattern, 'u').test(text))
    return fault(validate.patternErrorMessage ?? '格式不对')
  return text
}

function checkNumber({ validate = {}, decimalDigits }: FormComponent, value: FormValue, fault: Fault) {
  const number = typeof value === 'string' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return fault('应当是数字')
  if (decimalDigits !== undefined && !Number.isInteger(Number((number * 10 ** decimalDigits).toFixed(6)))) {
    return fault(decimalDigits === 0 ? '应当是整数' : `最多${decimalDigits}位小数`)
  }
  if (validate.min !== undefined && number < Number(validate.min)) return fault(`不小于${validate.min}`)
  if (validate.max !== undefined && number > Number(validate.max)) return fault(`不大于${validate.max}`)
  return number
}

const day = /^\d{4}-\d{2}-\d{2}$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

function checkDate(
  { subtype = 'date', properties }: FormComponent,
  value: FormValue,
  now: number,
  fault: Fault,
) {
  if (typeof value !== 'string') return fault('应当是日期')
  if (subtype === 'time') return /^\d{2}:\d{2}/.test(value) ? value : fault('应当是时间，如 09:30')
  const isDay = subtype === 'date'
  if (!(isDay ? day : instant).test(value) || Number.isNaN(Date.parse(value))) {
    return fault(isDay ? '应当是日期，如 2026-01-05' : '应当是带时区的时间，如 2026-01-05T09:30:00+08:00')
  }
  if (properties?.when === 'past' && (isDay ? value > legalDay(now) : Date.parse(value) > now))
    return fault(isDay ? '不能晚于今天' : '不能晚于现在')
  return value
}

function isOption({ values }: FormComponent, value: FormValue): boolean {
  // Options that come from facts at run time are checked by the use case that takes them.
  return values === undefined || values.some((option) => option.value === value)
}

/** What could have been chosen, value and words: who asks through the API has only the message. */
function outside({ values = [] }: FormComponent): string {
  return `不在可选范围内，可选：${values.map(({ value, label }) => `${value}（${label}）`).join('、')}`
}

function isRecord(value: FormValue): value is FormData {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
