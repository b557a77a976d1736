/** An act of an officer on a case, as its dialog asks for it. The server has the last word. */
import type { Component, Data, Option } from '../../forms/form.ts'

export interface CaseAct {
  title: string
  /** The article by which this is done. */
  law: string
  /** The words on the button. */
  act: string
  /** What is asked may depend on what was filled in. */
  components: (data: Data) => Component[]
  begun?: Data
  send: (data: Data) => Promise<unknown>
}

type More = Partial<Component>
const named = (key: string, label: string) => ({ id: key, key, label })

export const text = (key: string, label: string, more: More = {}): Component => ({
  type: 'textfield',
  ...named(key, label),
  validate: { maxLength: 200 },
  ...more,
})
export const longText = (key: string, label: string, more: More = {}): Component => ({
  type: 'textarea',
  ...named(key, label),
  validate: { maxLength: 1000 },
  ...more,
})
export const day = (key: string, label: string, more: More = {}): Component => ({
  type: 'datetime',
  subtype: 'date',
  id: key,
  key,
  dateLabel: label,
  properties: { when: 'past' },
  ...more,
})
export const moment = (key: string, label: string): Component => ({
  ...day(key, label, { validate: { required: true } }),
  subtype: 'datetime',
})
export const choose = (
  key: string,
  label: string,
  values: Option[],
  more: More = { validate: { required: true } },
): Component => ({ type: values.length > 6 ? 'select' : 'radio', ...named(key, label), values, ...more })
export const several = (key: string, label: string, values: Option[], more: More = {}): Component => ({
  type: 'checklist',
  ...named(key, label),
  values,
  ...more,
})
export const tick = (key: string, label: string, more: More = {}): Component => ({
  type: 'checkbox',
  ...named(key, label),
  ...more,
})
/** Yuan as they are typed; sent in fen. */
export const money = (key: string, label: string, more: More = {}): Component => ({
  type: 'number',
  ...named(key, label),
  decimalDigits: 2,
  appearance: { suffixAdorner: '元' },
  validate: { required: true, min: 0 },
  ...more,
})
export const fen = (typed: Data[string]) => Math.round(Number(typed ?? 0) * 100)

/** Asked, and not to be left out. */
export const needed = (component: Component): Component => ({
  ...component,
  validate: { ...component.validate, required: true },
})
export const optionsOf = (names: { [value: string]: string }): Option[] =>
  Object.entries(names).map(([value, label]) => ({ value, label }))
