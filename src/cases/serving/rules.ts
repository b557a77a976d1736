/** data/service.yaml: the ways of service 送达, what each asks, and which documents are served. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { DocumentRow } from '../../documents/model.ts'
import { problem } from '../../platform/problem.ts'
import { type Way, ways } from './model.ts'

const asked = z.enum([
  'recipient',
  'refusal',
  'witness-or-recording',
  'tracking-number',
  'entrusted-to',
  'sent',
  'consent',
])
const wayRule = z.strictObject({
  title: z.string(),
  law: z.string(),
  /** Which day is the day of service, in words. */
  counts: z.string(),
  asks: z.array(asked),
  relations: z
    .strictObject({ citizen: z.array(z.string()).min(1), organisation: z.array(z.string()).min(1) })
    .optional(),
})
const file = z.strictObject({
  ways: z.record(z.enum(ways), wayRule),
  announcement: z.strictObject({
    after: z.array(z.enum(ways)).min(1),
    limit: z.string(),
    excludedFrom: z.string(),
  }),
  returnedMailCounts: z.boolean(),
  documents: z.array(
    z.strictObject({
      kind: z.string(),
      form: z.string().optional(),
      /** That it was served is said on its form, which asks for more than the page of service; and nobody announces it. */
      onFormOnly: z.literal(true).optional(),
      within: z.string().optional(),
      /** Path into the document's facts: who is called in or asked, the party or another person. */
      addressee: z.string().optional(),
    }),
  ),
})

export type ServiceRules = z.infer<typeof file>
export type WayRule = z.infer<typeof wayRule>

/** @param seedFolder the folder `data/`. @throws ZodError naming what is wrong. */
export function readServiceRules(seedFolder: string): ServiceRules {
  return file.parse(parse(readFileSync(join(seedFolder, 'service.yaml'), 'utf8')))
}

/** The way that a form calls by its Chinese name. */
export function wayOf({ ways: known }: ServiceRules, title: string): Way | undefined {
  return ways.find((way) => known[way].title === title)
}

/** Kinds that a task of a model waits for; none where the form is not one of service. */
export function kindsOfForm({ documents }: ServiceRules, formId: string): string[] {
  return documents.filter(({ form }) => form === formId).map(({ kind }) => kind)
}

/** @throws Problem `conflict` for a document of which only the form of its task may say that it was served. */
export function requireBesideForm({ documents }: ServiceRules, served: readonly DocumentRow[]): void {
  for (const { kind, name } of served)
    if (documents.some((one) => one.kind === kind && one.onFormOnly))
      throw problem(
        'conflict',
        `《${name}》何时送达决定能否如期进行，请在等待送达的任务中登记，不能如期送达的也在那里登记（行政处罚法 第六十四条）`,
      )
}
