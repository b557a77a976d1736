/** data/property.yaml and data/warehouses.yaml: what law or bureau may change about property. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Dialect } from '../platform/database/dialect.ts'
import type { Sql } from '../platform/database/sql.ts'
import { measureKinds } from './model.ts'

const measureRule = z.strictObject({
  title: z.string(),
  law: z.string(),
  limit: z.string(),
  extension: z.string().optional(),
  approval: z.string(),
  disposal: z.string(),
  papers: z.strictObject({
    decision: z.array(z.string()).min(1),
    sheet: z.array(z.string()),
    siteRecord: z.array(z.string()),
    extend: z.array(z.string()),
    release: z.array(z.string()).min(1),
  }),
})
const rulesFile = z.strictObject({
  number: z.strictObject({ format: z.string(), digits: z.number().int().min(1).max(12) }),
  measures: z.record(z.enum(measureKinds), measureRule),
  kinds: z.array(z.string()).min(1),
  units: z.record(z.string(), z.number().int().min(0).max(6)),
  grounds: z.record(z.string().max(20), z.string()),
  confiscation: z.string(),
  releaseBasis: z.record(z.string(), z.string()),
  pickUp: z.string(),
  reminders: z.strictObject({
    report: z.strictObject({ hoursBefore: z.array(z.number().positive()), hoursBetween: z.number().min(1) }),
    hold: z.strictObject({
      daysBefore: z.array(z.number().int().positive()),
      daysBetween: z.number().int().min(1),
    }),
  }),
})
const warehousesFile = z.array(
  z.strictObject({
    code: z.string().regex(/^[a-z0-9-]{1,20}$/),
    name: z.string().min(1).max(60),
    place: z.string().min(1).max(200),
    shelves: z.array(z.string().min(1).max(20)).min(1),
  }),
)

export type PropertyRules = z.infer<typeof rulesFile>

/** @param seedFolder the folder `data/`. @throws ZodError naming what is wrong. */
export function readPropertyRules(seedFolder: string): PropertyRules {
  return rulesFile.parse(parse(readFileSync(join(seedFolder, 'property.yaml'), 'utf8')))
}

/** Warehouses are renamed by the file; none is taken away, since items stood there. */
export async function seedWarehouses(
  sql: Sql,
  { onConflictReplace, insertIgnore }: Dialect,
  seedFolder: string,
): Promise<void> {
  const warehouses = warehousesFile.parse(parse(readFileSync(join(seedFolder, 'warehouses.yaml'), 'utf8')))
  for (const { code, name, place, shelves } of warehouses) {
    await sql.run(
      `INSERT INTO warehouses (code, name, place) VALUES (?, ?, ?) ${onConflictReplace(['code'], ['name', 'place'])}`,
      [code, name, place],
    )
    for (const shelf of shelves)
      await sql.run(`${insertIgnore} INTO shelves (warehouse, code) VALUES (?, ?)`, [code, shelf])
  }
}
