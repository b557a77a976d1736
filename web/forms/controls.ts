/** What a form is filled in with: the desk and the phone each bring their own controls, the form is the same. */
import type { Component as VueComponent, InjectionKey } from 'vue'
import type { Component, Option, Value } from './form.ts'

/** What every control is given; it tells of a change by `update:modelValue`. */
export interface ControlProps {
  component: Component
  modelValue: Value | undefined
  /** Of the element that the label names. */
  id: string
  /** Ids of what is said about the field. */
  describedBy?: string
  invalid: boolean
  /** Of select, radio, checklist and taglist. */
  options: Option[]
}

export type Kind =
  | 'text'
  | 'long-text'
  | 'number'
  | 'date'
  | 'select'
  | 'radio'
  | 'checkbox'
  | 'several'
  | 'tags'
  | 'party'
  | 'violation'
  | 'officer'

export type Controls = Record<Kind, VueComponent>

export const controlsKey: InjectionKey<Controls> = Symbol('controls')

const kinds: Record<string, Kind> = {
  textfield: 'text',
  textarea: 'long-text',
  number: 'number',
  datetime: 'date',
  select: 'select',
  radio: 'radio',
  checkbox: 'checkbox',
  checklist: 'several',
  taglist: 'tags',
}
const pickers = new Set<string>(['party', 'violation', 'officer'] satisfies Kind[])

/** @returns undefined for what holds no value. */
export function kindOf({ type, properties }: Component): Kind | undefined {
  const control = properties?.control
  return control !== undefined && pickers.has(control) ? (control as Kind) : kinds[type]
}
