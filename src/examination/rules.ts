/** data/examination.yaml: which limits bind the bureau. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { readLimitFile } from '../deadlines/limits.ts'

const file = z.strictObject({ notBinding: z.array(z.string()) })

export interface ExaminationRules {
  /** Codes of limits whose running out is no fault of the bureau. */
  notBinding: ReadonlySet<string>
}

/** @param seedFolder the folder `data/`. @throws ZodError, or Error naming a limit that limits.csv does not have. */
export function readExaminationRules(seedFolder: string): ExaminationRules {
  const { notBinding } = file.parse(parse(readFileSync(join(seedFolder, 'examination.yaml'), 'utf8')))
  const known = new Set(readLimitFile(seedFolder).map(({ code }) => code))
  const unknown = notBinding.find((code) => !known.has(code))
  if (unknown !== undefined) throw new Error(`examination.yaml: no limit ${unknown} in limits.csv`)
  return { notBinding: new Set(notBinding) }
}
