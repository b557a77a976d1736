/** What `templates/<kind>/fields.yaml` may say. Unknown keys are errors: a typing mistake must not switch a check off. */
import { z } from 'zod'

export const fieldFormats = [
  'text',
  'paragraphs',
  'texts',
  'integer',
  'numeral-cn',
  'date-cn',
  'date-dotted',
  'datetime-cn',
  'day-of-instant-cn',
  'money-cn',
  'money-upper',
  'article-cn',
  'phone-masked',
  'id-masked',
  'image',
  'flag',
  'list',
] as const
export type FieldFormat = (typeof fieldFormats)[number]

const condition = z.strictObject({
  /** Path into the facts. */
  source: z.string(),
  equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** Default when `equals` is not given: true. */
  present: z.boolean().optional(),
})
export type Condition = z.output<typeof condition>

const fieldShape = {
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'an English name in camelCase'),
  label: z.string().min(1),
  /** Path into the facts; within a list, into its item. */
  source: z.string().regex(/^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/, 'a path such as party.name'),
  /** The article or rule that asks for it; missing = optional. */
  required: z.string().min(2).optional(),
  /** `required` holds only where all of these hold. */
  requiredWhen: z.array(condition).optional(),
  format: z.enum(fieldFormats).default('text'),
  /** Printed where the fact is missing, e.g. 无. */
  empty: z.string().default(''),
  /** Roles that may change it by hand in a draft; facts themselves are changed where they live. */
  editable: z.array(z.string()).default([]),
  /** Of a list: how many at least, where it is required. */
  minimum: z.number().int().min(1).default(1),
}

const itemDefinition = z.strictObject({
  ...fieldShape,
  format: z.enum(fieldFormats).exclude(['list']).default('text'),
})
const fieldDefinition = z
  .strictObject({ ...fieldShape, items: z.array(itemDefinition).min(1).optional() })
  .refine(
    (field) => (field.format === 'list') === (field.items !== undefined),
    'format list and items go together',
  )

export type FieldDefinition = z.output<typeof fieldDefinition>
export type ItemDefinition = z.output<typeof itemDefinition>

export const kindDefinition = z.strictObject({
  /** Title as printed. */
  title: z.string().min(1),
  /** Carries a 文号: it can't be issued without one. */
  numbered: z.boolean(),
  /** The act that asks for this document. */
  law: z.string().optional(),
  /** Groups of fields that kinds share: `templates/partials/<name>.fields.yaml`. */
  include: z.array(z.string()).default([]),
  fields: z.array(fieldDefinition).default([]),
})
export const fieldGroup = z.array(fieldDefinition)
export type KindDefinition = z.output<typeof kindDefinition>
