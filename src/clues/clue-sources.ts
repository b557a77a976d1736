/** Kinds of clue sources 案件来源 and the fields of each, as data. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const field = z.strictObject({
  name: z.string().regex(/^[a-z][A-Za-z]*$/),
  /** Chinese. */
  label: z.string().min(1),
  kind: z.enum(['text', 'date', 'phone', 'person']),
  required: z.boolean().default(false),
  /** Encrypted at rest, masked, never part of what the party sees. */
  personal: z.boolean().default(false),
})

const source = z
  .strictObject({
    code: z.string(),
    /** Chinese. */
    name: z.string().min(1),
    /** Whether the reporter may stay unnamed 匿名. */
    anonymousAllowed: z.boolean().default(false),
    /** Limit within which a reporter who gave a name is answered 答复. */
    answerLimit: z.string().optional(),
    /** The field by which the system it came from numbers it: never registered twice. */
    ticket: z.string().optional(),
    fields: z.array(field),
  })
  .refine(({ ticket, fields }) => ticket === undefined || fields.some(({ name }) => name === ticket), {
    error: 'ticket names no field of the source',
  })

export type SourceField = z.infer<typeof field>
export type ClueSource = z.infer<typeof source>

/** @param seedFolder the folder `data/`. @throws ZodError naming the path of what is wrong in the file. */
export function readClueSources(seedFolder: string): ClueSource[] {
  return z
    .strictObject({ sources: z.array(source) })
    .parse(parse(readFileSync(join(seedFolder, 'clue-sources.yaml'), 'utf8'))).sources
}
