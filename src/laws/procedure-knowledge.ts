/** data/procedure-knowledge.yaml: what a step of the procedure asks of the officer now, and by which article. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { LawReference } from './service.ts'

const duty = z.strictObject({
  duty: z.string().min(1),
  law: z.string().min(1),
  article: z.int().min(1),
})
const file = z.array(
  z.strictObject({
    stage: z.enum(['entry', 'filing', 'investigation', 'decision', 'closing']),
    /** Elements of bpmn/ to which it applies; the stage as a whole without. */
    elements: z.array(z.string().min(1)).default([]),
    duties: z.array(duty).min(1),
  }),
)

export type Stage = z.infer<typeof file>[number]['stage']

export interface ProcedureDuty {
  stage: Stage
  elements: string[]
  /** In our own words, Chinese. */
  duty: string
  reference: LawReference
}

export interface ProcedureKnowledge {
  /** In the order of the file: the stage's own first. */
  find(query: { elementId?: string; stage?: Stage }): ProcedureDuty[]
  all(): ProcedureDuty[]
}

/** @throws ZodError naming the path of what is wrong in the file. */
export function readProcedureKnowledge(seedFolder: string): ProcedureKnowledge {
  const entries = file.parse(parse(readFileSync(join(seedFolder, 'procedure-knowledge.yaml'), 'utf8')))
  const duties = entries.flatMap(({ stage, elements, duties: own }) =>
    own.map(({ duty: words, law, article }): ProcedureDuty => ({
      stage,
      elements,
      duty: words,
      reference: `${law}#${article}`,
    })),
  )
  return {
    find: ({ elementId, stage }) =>
      duties.filter(
        (one) =>
          (elementId === undefined || one.elements.includes(elementId)) &&
          (stage === undefined || one.stage === stage),
      ),
    all: () => duties,
  }
}
