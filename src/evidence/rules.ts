/** data/evidence.yaml as a checked value: kinds, files, limits, what counts as a difference. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const count = z.number().int().positive()
const fileKind = z.strictObject({
  /** Chinese. */
  name: z.string().min(1),
  /** Other names of the same media type. */
  also: z.array(z.string()).default([]),
  /** Bytes. */
  largest: count,
  picture: z.boolean().default(false),
  archive: z.boolean().default(false),
})
const file = z.strictObject({
  kinds: z.array(z.string().min(1)).min(1),
  unfinishedDays: count,
  mostPerCase: count,
  files: z.record(z.string(), fileKind),
  mostPixels: count,
  archive: z.strictObject({ largestUnpacked: count, mostEntries: count, largestRatio: count }),
  difference: z.strictObject({ minutes: count, metres: count }),
  aheadMinutes: count,
  copy: z.strictObject({ longestSide: count, text: z.string().min(1) }),
})

export type EvidenceRules = z.infer<typeof file>
export type FileKind = z.infer<typeof fileKind>

/** @param seedFolder the folder `data/`. @throws ZodError naming the path of what is wrong in the file. */
export function readEvidenceRules(seedFolder: string): EvidenceRules {
  return file.parse(parse(readFileSync(join(seedFolder, 'evidence.yaml'), 'utf8')))
}

/** The one name of a media type that a device may call otherwise; undefined for files that are not taken in. */
export function mediaTypeOf({ files }: EvidenceRules, claimed: string): string | undefined {
  const plain = claimed.toLowerCase().split(';')[0]!.trim()
  if (files[plain]) return plain
  return Object.entries(files).find(([, { also }]) => also.includes(plain))?.[0]
}

/** JPEG 照片、PNG 图片 … */
export function takenIn({ files }: EvidenceRules): string {
  return Object.values(files)
    .map(({ name }) => name)
    .join('、')
}
