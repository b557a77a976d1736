/** What a rater's sheet comes to, when two of them do not agree, and the result of all of them. Pure: nobody types a total or a grade. */
import type { FieldProblem } from '../platform/problem.ts'
import type { Criterion, QualityRules } from './rules.ts'

export type Procedure = 'ordinary' | 'summary'

/** 评查表 of one rater. */
export interface Sheet {
  scores: { criterion: string; points: number; remark?: string | undefined }[]
  knockOuts: { criterion: string; remark: string }[]
  remark?: string | undefined
}

export interface Marks {
  /** Of 100, to a tenth. */
  points: number
  knockedOut: boolean
  grade: string
}

export const criteriaFor = ({ criteria }: QualityRules, procedure: Procedure): Criterion[] =>
  criteria.filter(({ ordinaryOnly }) => procedure === 'ordinary' || !ordinaryOnly)

/** Every criterion once, within its points; whoever takes points off says why. */
export function sheetFaults(rules: QualityRules, procedure: Procedure, sheet: Sheet): FieldProblem[] {
  const asked = criteriaFor(rules, procedure)
  const faults: FieldProblem[] = []
  const seen = new Set<string>()
  sheet.scores.forEach(({ criterion, points, remark }, index) => {
    const fault = (field: string, message: string) =>
      faults.push({ path: `scores[${index}].${field}`, message })
    const known = asked.find(({ code }) => code === criterion)
    if (!known) return void fault('criterion', '不是本案的评查项目')
    if (seen.has(criterion)) return void fault('criterion', `${known.name}重复`)
    seen.add(criterion)
    if (points > known.points) fault('points', `${known.name}最多 ${known.points} 分`)
    else if (points < known.points && remark === undefined) fault('remark', `${known.name}扣分须写明理由`)
  })
  for (const { code, name } of asked)
    if (!seen.has(code)) faults.push({ path: 'scores', message: `缺少“${name}”` })
  sheet.knockOuts.forEach(({ criterion }, index) => {
    const path = `knockOuts[${index}].criterion`
    if (!rules.knockOuts.some(({ code }) => code === criterion))
      faults.push({ path, message: '不是一票否决项目' })
    else if (sheet.knockOuts.findIndex((one) => one.criterion === criterion) !== index)
      faults.push({ path, message: '重复' })
  })
  return faults
}

/** @param sheet without faults. */
export function marksOf(rules: QualityRules, procedure: Procedure, sheet: Sheet): Marks {
  const possible = criteriaFor(rules, procedure).reduce((sum, { points }) => sum + points, 0)
  const given = sheet.scores.reduce((sum, { points }) => sum + points, 0)
  return graded(rules, toTenth((given * 100) / possible), sheet.knockOuts.length > 0)
}

/** Of the first two. */
export function needsThird({ differencePoints }: QualityRules, [one, other]: [Marks, Marks]): boolean {
  return (
    Math.abs(one.points - other.points) > differencePoints ||
    one.grade !== other.grade ||
    one.knockedOut !== other.knockedOut
  )
}

/** Two who agree: their mean. Three: the one in the middle, and knocked out by two of them. */
export function resultOf(rules: QualityRules, marks: Marks[]): Marks {
  const points = marks.map((one) => one.points).sort((one, other) => one - other)
  const middle =
    points.length % 2 === 1
      ? points[(points.length - 1) / 2]!
      : toTenth((points[points.length / 2 - 1]! + points[points.length / 2]!) / 2)
  return graded(rules, middle, marks.filter(({ knockedOut }) => knockedOut).length * 2 > marks.length)
}

function graded({ grades }: QualityRules, points: number, knockedOut: boolean): Marks {
  const { code } = knockedOut ? grades.at(-1)! : grades.find(({ from }) => points >= from)!
  return { points, knockedOut, grade: code }
}

/** Downwards, so that a grade is never reached by rounding. */
const toTenth = (points: number) => Math.floor(points * 10 + 1e-6) / 10
