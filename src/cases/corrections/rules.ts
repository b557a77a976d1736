/** data/fact-corrections.yaml: which facts may be corrected 更正, until when, with whose consent. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { fieldsOfForm, type Form, type Forms } from '../../tasks/index.ts'
import { stages } from '../model.ts'

const field = z.strictObject({
  /** The last stage in which it may be corrected. */
  until: z.enum(stages),
  /** The head of the department must agree. */
  consent: z.boolean().default(false),
  /** Paths into the facts of documents. */
  cites: z.array(z.string()).default([]),
  /** Elements of the model that decide by it. */
  routes: z.array(z.string()).default([]),
  /** What to do once they have. */
  instead: z.string().optional(),
})
const fact = z.strictObject({
  title: z.string(),
  form: z.string(),
  /** Kinds that are approved on the strength of it. */
  submittedWith: z.array(z.string()).default([]),
  /** Why its other fields are not corrected. */
  otherwise: z.string(),
  fields: z.record(z.string(), field),
})
const file = z.strictObject({ otherwise: z.string(), facts: z.record(z.string(), fact) })

export type FieldRule = z.output<typeof field> & { name: string; label: string }
export interface FactRule extends Omit<z.output<typeof fact>, 'form' | 'fields'> {
  form: Form
  fields: { [field: string]: FieldRule }
}
export interface CorrectionRules {
  otherwise: string
  facts: { [kind: string]: FactRule }
}

/**
 * @param seedFolder the folder `data/`. @throws ZodError naming what is wrong, or Error where a form does not have the field, or a field that steers the flow
 * does not say what decides by it.
 */
export function readCorrectionRules(seedFolder: string, forms: Forms): CorrectionRules {
  const { otherwise, facts } = file.parse(
    parse(readFileSync(join(seedFolder, 'fact-corrections.yaml'), 'utf8')),
  )
  const complete = Object.entries(facts).map(([kind, rule]): [string, FactRule] => {
    const form = forms.get(rule.form)
    if (!form)
      throw new Error(`fact-corrections.yaml: ${kind} is of the form ${rule.form}, which is not there`)
    const known = new Map(fieldsOfForm(form).map((one) => [one.field, one]))
    const fields = Object.entries(rule.fields).map(([name, given]): [string, FieldRule] => {
      const found = known.get(name)
      if (!found) throw new Error(`fact-corrections.yaml: the form ${rule.form} has no field ${name}`)
      if (found.steers && (given.routes.length === 0 || given.instead === undefined))
        throw new Error(`fact-corrections.yaml: ${kind}.${name} steers the flow: routes and instead say how`)
      return [name, { ...given, name, label: found.label }]
    })
    return [kind, { ...rule, form, fields: Object.fromEntries(fields) }]
  })
  return { otherwise, facts: Object.fromEntries(complete) }
}
