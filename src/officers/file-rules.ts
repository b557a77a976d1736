/** data/officer-files.yaml, checked. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const file = z.strictObject({
  certificateWarningDays: z.array(z.int().min(1)).min(1),
})

export type FileRules = z.infer<typeof file>

/** @param seedFolder the folder `data/`. @throws ZodError naming the path of what is wrong in the file. */
export function readFileRules(seedFolder: string): FileRules {
  return file.parse(parse(readFileSync(join(seedFolder, 'officer-files.yaml'), 'utf8')))
}
