/** The fields that the acts of the store ask for. */
import type { Component, Option } from '../../forms/form.ts'

export const line = (key: string, label: string, most: number, more: Partial<Component> = {}): Component => ({
  type: 'textfield',
  id: key,
  key,
  label,
  ...more,
  validate: { required: true, maxLength: most, ...more.validate },
})

export const optional = { validate: { required: false } }

export const words = (
  key: string,
  label: string,
  most: number,
  more: Partial<Component> = {},
): Component => ({
  ...line(key, label, most, more),
  type: 'textarea',
})

export const choice = (
  key: string,
  label: string,
  values: Option[],
  more: Partial<Component> = {},
): Component => ({
  type: 'select',
  id: key,
  key,
  label,
  values,
  validate: { required: true },
  ...more,
})

export const past = (key: string, label: string): Component => ({
  type: 'datetime',
  subtype: 'datetime',
  id: key,
  key,
  dateLabel: label,
  properties: { when: 'past' },
  validate: { required: true },
})
