/** A person who fills in a form at the page: each field by what it is, as the hand does it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { projectRoot } from '../../src/platform/project-root.ts'
import type { FormData } from '../../src/tasks/index.ts'

interface Component {
  type: string
  key?: string
  path?: string
  subtype?: string
  values?: { label: string; value: unknown }[]
  valuesKey?: string
  properties?: { control?: string }
  components?: Component[]
}

/** How a value is said on the page where the form does not know: officers by name, choices that depend on the case. */
export type Said = (value: string) => string

export async function fillForm(page: Page, name: string, data: FormData, said: Said): Promise<void> {
  const { components } = JSON.parse(
    readFileSync(join(projectRoot(), 'forms', `${name}.form`), 'utf8'),
  ) as Required<Component>
  await page.locator('form footer button[type=submit]').waitFor()
  for (const component of components) await fillComponent(page, component, data, '', said)
}

async function fillComponent(
  page: Page,
  component: Component,
  data: FormData,
  at: string,
  said: Said,
): Promise<void> {
  const name = component.type === 'dynamiclist' ? component.path : component.key
  const value = name === undefined ? undefined : data[name]
  if (value === undefined) return
  if (component.type === 'dynamiclist')
    return fillRows(page, component, value as FormData[], `${at}${name}`, said)
  const field = page.locator(`[data-field="${at}${name}"]`)
  const label = component.values?.find((one) => one.value === value)?.label ?? said(String(value))
  if (component.type === 'select' || component.properties?.control === 'officer')
    await choose(page, field, label)
  else if (component.type === 'radio') await field.getByText(label, { exact: true }).click()
  else if (component.type === 'checkbox') {
    // The box itself is drawn; who clicks hits its label.
    if ((await field.getByRole('checkbox').isChecked()) !== value) await field.locator('label').click()
  } else if (component.type === 'datetime') await fillTime(page, field, String(value))
  else await field.locator('input, textarea').first().fill(String(value))
}

async function fillRows(
  page: Page,
  { components = [] }: Component,
  rows: FormData[],
  at: string,
  said: Said,
): Promise<void> {
  for (const [index, row] of rows.entries()) {
    if (index > 0)
      await page
        .locator('fieldset.list', { has: page.locator(`[data-field^="${at}["]`) })
        .getByRole('button', { name: '增加一行' })
        .click()
    for (const component of components) await fillComponent(page, component, row, `${at}[${index}].`, said)
  }
}

/** Types into a field with proposals, and takes the one that is meant. */
async function choose(page: Page, field: Locator, words: string): Promise<void> {
  await field.locator('input').first().fill(words)
  await page.getByRole('option', { name: words }).filter({ visible: true }).first().click()
}

/** @param at an instant, or a day. */
export async function fillTime(page: Page, field: Locator, at: string): Promise<void> {
  const shown = at.includes('T') ? legalMinute(Date.parse(at)) : at
  await field.locator('input').first().fill(shown)
  await page.keyboard.press('Enter')
}

function legalMinute(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
