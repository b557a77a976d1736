/** data/clue-rules.yaml as a checked value: what a bureau may set about clues. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { type RoleCode, roleCodes } from '../identity/actor.ts'

export const coordinateSystems = ['WGS84', 'CGCS2000', 'GCJ-02'] as const
export type CoordinateSystem = (typeof coordinateSystems)[number]

export const attachmentTypes = ['image/jpeg', 'image/png', 'application/pdf', 'video/mp4'] as const
export type AttachmentType = (typeof attachmentTypes)[number]

const count = z.number().int().positive()
const file = z.strictObject({
  decisionLimit: z.string(),
  approvers: z.array(z.enum(roleCodes as [RoleCode, ...RoleCode[]])).min(1),
  answerManners: z.array(z.string().min(1)).min(1),
  similar: z.strictObject({
    metres: z.number().positive(),
    days: count,
    alikeText: z.number().min(0).max(1),
    listed: count,
    placePrefixes: z.array(z.string().min(1)),
  }),
  pointError: z.record(z.enum(coordinateSystems), z.number().min(0)),
  attachments: z.strictObject({ most: count, largest: z.record(z.enum(attachmentTypes), count) }),
  imports: z.strictObject({
    largestFile: count,
    largestUnpacked: count,
    largestSharedText: count,
    mostRows: count,
    listedFaults: count,
  }),
})

export type ClueRules = z.infer<typeof file>

/** @param seedFolder the folder `data/`. @throws ZodError naming the path of what is wrong in the file. */
export function readClueRules(seedFolder: string): ClueRules {
  return file.parse(parse(readFileSync(join(seedFolder, 'clue-rules.yaml'), 'utf8')))
}
