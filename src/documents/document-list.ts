/** `data/documents.csv`: the one list of the kinds of document, those that have a template and those that wait for one. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readCsv } from '../platform/csv.ts'

const listedKind = z.strictObject({
  code: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  name: z.string().min(1),
  stage: z.enum([
    'entry',
    'filing',
    'investigation',
    'decision',
    'summary',
    'closing',
    'archiving',
    // At any time while the case runs.
    'any',
  ]),
  /** In the 文号, as in numbering.yaml; empty where the kind has none. */
  abbreviation: z.string(),
  numbered: z.enum(['yes', 'no']).transform((word) => word === 'yes'),
  /** Who must agree before it is issued. */
  approval: z.string(),
  /** To whom it is handed over. */
  served: z.string(),
  signed_by: z.string(),
  note: z.string(),
})

export type ListedKind = z.output<typeof listedKind>

/** @param seedFolder the folder `data/`. @throws ZodError, or Error with the line at fault. */
export function readDocumentList(seedFolder: string): ListedKind[] {
  return z.array(listedKind).parse(readCsv(readFileSync(join(seedFolder, 'documents.csv'), 'utf8')))
}
