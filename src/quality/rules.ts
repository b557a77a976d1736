/** data/quality.yaml: by what a case is rated, how it is drawn, when a third rater is asked, and how supervision notices are followed up. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { roleCodes, type RoleCode } from '../identity/actor.ts'

const code = z.string().regex(/^[a-z]+(-[a-z]+)*$/)
const law = z.string().min(1).optional()
const grade = z.strictObject({
  code: code.max(20),
  name: z.string().min(1),
  from: z.number().min(0).max(100),
})
const criterion = z.strictObject({
  code,
  name: z.string().min(1),
  points: z.int().min(1),
  look: z.string().min(1),
  law,
  ordinaryOnly: z.boolean().default(false),
})

const file = z.strictObject({
  differencePoints: z.number().min(0).max(100),
  sample: z.strictObject({ period: z.enum(['quarter', 'month']), perSquad: z.int().min(1).max(100) }),
  appealDays: z.int().min(1),
  grades: z
    .array(grade)
    .min(2)
    .refine((grades) => grades.at(-1)?.from === 0, '最后一个等次应当从 0 分起')
    .refine(
      (grades) => grades.every(({ from }, index) => index === 0 || from < grades[index - 1]!.from),
      '等次应当由高到低',
    ),
  criteria: z
    .array(criterion)
    .min(1)
    .refine((list) => new Set(list.map((one) => one.code)).size === list.length, '评查项目不能重复')
    .refine((list) => list.reduce((sum, { points }) => sum + points, 0) === 100, '各项分值合计应当为 100 分'),
  knockOuts: z
    .array(z.strictObject({ code, name: z.string().min(1), law }))
    .refine((list) => new Set(list.map((one) => one.code)).size === list.length, '一票否决项目不能重复'),
  supervision: z.strictObject({
    escalateTo: z.array(z.enum(roleCodes as [RoleCode, ...RoleCode[]])).min(1),
    proofs: z.strictObject({
      most: z.int().min(1),
      largestMegabytes: z.int().min(1),
      types: z.array(z.string()).min(1),
    }),
  }),
})

export type QualityRules = z.infer<typeof file>
export type Criterion = QualityRules['criteria'][number]

/** @param seedFolder the folder `data/`. @throws ZodError naming the path of what is wrong in the file. */
export function readQualityRules(seedFolder: string): QualityRules {
  return file.parse(parse(readFileSync(join(seedFolder, 'quality.yaml'), 'utf8')))
}
