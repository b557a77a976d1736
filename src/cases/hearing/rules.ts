/** Rules of hearings as data. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { RoleCode } from '../../identity/actor.ts'

const rules = z.strictObject({
  /** Whose holders may be designated to preside. */
  hostRoles: z.array(z.string().transform((role) => role as RoleCode)).min(1),
  mostAgents: z.number().int().positive(),
  /** What stands still while a hearing is under way. */
  excludes: z.strictObject({ limit: z.string(), reason: z.string(), basis: z.string() }),
})

export type HearingRules = z.infer<typeof rules>

/** @param seedFolder the folder `data/`. */
export function readHearingRules(seedFolder: string): HearingRules {
  return rules.parse(parse(readFileSync(join(seedFolder, 'hearing.yaml'), 'utf8')))
}
