/** The forms of user tasks, by id: files of forms/ whose name is the form's id. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Form, parseForm } from './form-schema.ts'

export interface Forms {
  get(id: string): Form | undefined
}

/** @throws Error naming the file whose id differs from its name, or that is no form. */
export function readForms(folder: string): Forms {
  const forms = new Map<string, Form>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.form'))) {
    const form = parseForm(readFileSync(join(folder, file), 'utf8'))
    if (`${form.id}.form` !== file)
      throw new Error(`forms/${file} holds the form ${form.id}: a form is named after its id`)
    forms.set(form.id, form)
  }
  return forms
}
