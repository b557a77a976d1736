/** How a file's columns become a clue's fields: data/clue-imports.yaml, held against the sources' fields. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { ClueSource } from '../clue-sources.ts'
import { coordinateSystems } from '../rules.ts'

const plainFields = [
  'receivedAt',
  'occurredAt',
  'place',
  'content',
  'category',
  'violationCode',
  'longitude',
  'latitude',
  'department',
] as const
export type PlainField = (typeof plainFields)[number]

const mapping = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** Chinese. */
  label: z.string().min(1),
  source: z.string(),
  coordinateSystem: z.enum(coordinateSystems).default('WGS84'),
  /** Column of the file → field. */
  columns: z.record(
    z.string(),
    z.union([z.enum(plainFields), z.templateLiteral(['particulars.', z.string()])]),
  ),
  /** Columns that a file may lack. */
  optional: z.array(z.string()).default([]),
  /** The file's category → ours. */
  categories: z.record(z.string(), z.string()).default({}),
})

export type ImportMapping = z.infer<typeof mapping>

/** @param seedFolder the folder `data/`. @throws ZodError, or Error naming the mapping whose source or field does not exist. */
export function readImportMappings(seedFolder: string, sources: ClueSource[]): ImportMapping[] {
  const { mappings } = z
    .strictObject({ mappings: z.array(mapping).min(1) })
    .parse(parse(readFileSync(join(seedFolder, 'clue-imports.yaml'), 'utf8')))
  for (const { name, source: code, columns, optional } of mappings) {
    const source = sources.find((one) => one.code === code)
    if (!source) throw new Error(`clue-imports.yaml: ${name} names the unknown source ${code}`)
    for (const field of Object.values(columns)) {
      const [, particular] = /^particulars\.(.+)$/.exec(field) ?? []
      if (particular !== undefined && !source.fields.some((one) => one.name === particular))
        throw new Error(`clue-imports.yaml: ${name}: ${code} has no field ${particular}`)
    }
    const unknown = optional.find((column) => !(column in columns))
    if (unknown !== undefined) throw new Error(`clue-imports.yaml: ${name}: optional ${unknown} is no column`)
  }
  return mappings
}
