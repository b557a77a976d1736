/** data/violation-words.yaml: how people on the street call a violation. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const file = z.record(z.string().regex(/^[A-Z]{2}-\d{3}$/), z.array(z.string().min(2)).min(5))

/** Phrases by code of the violation. @throws ZodError naming the path of what is wrong in the file. */
export function readEverydayWords(seedFolder: string): Map<string, string[]> {
  return new Map(
    Object.entries(file.parse(parse(readFileSync(join(seedFolder, 'violation-words.yaml'), 'utf8')))),
  )
}
