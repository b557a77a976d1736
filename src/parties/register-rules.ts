/** data/party-register.yaml, checked. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { roleCodes, type RoleCode } from '../identity/actor.ts'

const rowsByRole = z.partialRecord(z.enum(roleCodes as [RoleCode, ...RoleCode[]]), z.int().min(1))
const file = z.strictObject({
  exportRows: rowsByRole,
  revealedExportRows: rowsByRole,
  exportsPerDay: z.int().min(1),
  importRows: z.int().min(1),
  organisationForms: z.array(z.string().min(1)),
  similarNames: z.number().gt(0).max(1),
})

export type RegisterRules = z.infer<typeof file>

/** @param seedFolder the folder `data/`. @throws ZodError naming the path of what is wrong in the file. */
export function readRegisterRules(seedFolder: string): RegisterRules {
  return file.parse(parse(readFileSync(join(seedFolder, 'party-register.yaml'), 'utf8')))
}
