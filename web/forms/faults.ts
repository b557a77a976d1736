/** What is wrong with what was filled in, by the path of the field (`items[0].name`), in the words that the server has for it. */
import { type Component, type Data, isEmpty, isHidden, labelOf, nameOf, type Value } from './form.ts'

export type Faults = ReadonlyMap<string, string>

/** @param at path of the data within the form. @param now epoch ms: what has happened is not ahead of it. */
export function faultsOf(components: Component[], data: Data, now: number, all: Data = data, at = ''): Map<string, string> {
  const faults = new Map<string, string>()
  for (const component of components) {
    if (isHidden(component, all)) continue
    const name = nameOf(component)
    if (component.type === 'group') {
      const inner = name ? ((data[name] ?? {}) as Data) : data
      const deeper = faultsOf(component.components ?? [], inner, now, all, name ? `${at}${name}.` : at)
      for (const [path, message] of deeper) faults.set(path, message)
    } else if (name) {
      const value = data[name]
      const message = faultOf(component, value, now)
      if (message) faults.set(`${at}${name}`, message)
      if (component.type === 'dynamiclist' && Array.isArray(value))
        value.forEach((row, index) => {
          if (isUnwritten(component, row as Data)) return
          const within = { ...all, ...(row as Data) }
          const rowFaults = faultsOf(component.components ?? [], row as Data, now, within, `${at}${name}[${index}].`)
          for (const [path, told] of rowFaults) faults.set(path, told)
        })
    }
  }
  return faults
}

/** A row that was only laid out, and is not sent. */
function isUnwritten({ components = [], validate }: Component, row: Data): boolean {
  return !validate?.required && components.every((one) => isEmpty(row[nameOf(one) ?? '']) || row[nameOf(one) ?? ''] === false)
}

function faultOf(component: Component, value: Value | undefined, now: number): string | undefined {
  const { validate = {}, readonly } = component
  if (isEmpty(value)) return validate.required && !readonly ? `请填写${labelOf(component)}` : undefined
  switch (component.type) {
    case 'number':
      return ofNumber(component, Number(value))
    case 'checkbox':
      return validate.required && value !== true ? '须确认' : undefined
    case 'datetime':
      return component.properties?.when === 'past' && isAhead(component, String(value), now)
        ? component.subtype === 'date'
          ? '不能晚于今天'
          : '不能晚于现在'
        : undefined
    case 'textfield':
    case 'textarea':
      return ofText(component, String(value).trim())
    default:
      return undefined
  }
}

function ofNumber({ validate = {}, decimalDigits }: Component, value: number): string | undefined {
  if (!Number.isFinite(value)) return '应当是数字'
  if (decimalDigits !== undefined && !Number.isInteger(Number((value * 10 ** decimalDigits).toFixed(6))))
    return decimalDigits === 0 ? '应当是整数' : `最多${decimalDigits}位小数`
  if (validate.min !== undefined && value < Number(validate.min)) return `不小于${validate.min}`
  if (validate.max !== undefined && value > Number(validate.max)) return `不大于${validate.max}`
  return undefined
}

function ofText({ validate = {} }: Component, text: string): string | undefined {
  const length = [...text].length
  if (validate.minLength !== undefined && length < validate.minLength) return `不少于${validate.minLength}个字`
  if (validate.maxLength !== undefined && length > validate.maxLength) return `不超过${validate.maxLength}个字`
  if (validate.pattern && !new RegExp(validate.pattern, 'u').test(text)) return validate.patternErrorMessage ?? '格式不对'
  return undefined
}

function isAhead({ subtype }: Component, value: string, now: number): boolean {
  return subtype === 'date' ? value > legalDay(now) : Date.parse(value) > now
}

/** The day in Beijing time, YYYY-MM-DD. */
export function legalDay(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
}
