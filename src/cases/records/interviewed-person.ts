/** Who is asked 被询问人, as the form of the task and the paper of a further interview tell it in the same fields. */
import { z } from 'zod'
import { birthDayOf } from '../../parties/id-number.ts'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { FieldProblem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import { yearsBetween } from '../document-facts.ts'
import type { CaseRoom } from '../room.ts'

export const interviewedPerson = {
  personName: text(200).describe('被询问人'),
  personGender: z.enum(['男', '女']).optional(),
  personAge: z.number().int().min(0).max(120).optional(),
  personIdNumber: z
    .string()
    .regex(/^\d{17}[\dXx]$/, '应为18位公民身份号码')
    .optional(),
  personPhone: z
    .string()
    .regex(/^[0-9+ -]{5,20}$/, '电话号码不正确')
    .optional(),
  personAddress: text(200).optional(),
  personEmployer: text(200).optional(),
  guardian: text(200).optional().describe('在场的监护人或者其他合适成年人：被询问人未满十八周岁的，必须填写'),
}

/** 询问未成年人: with the guardian, or another adult who stands for it. The number says the age better than the form does. */
export function guardianFault(
  { noPenaltyRules }: Pick<CaseRoom, 'noPenaltyRules'>,
  {
    startedAt,
    personIdNumber,
    personAge,
    guardian,
  }: { startedAt: string; personIdNumber?: string; personAge?: number; guardian?: string },
): FieldProblem | false {
  const born = personIdNumber === undefined ? null : birthDayOf(personIdNumber)
  const years = born === null ? personAge : yearsBetween(born, legalDay(parseInstant(startedAt)))
  if (years === undefined || years >= noPenaltyRules.ages.adult || guardian !== undefined) return false
  return {
    path: 'guardian',
    message: '被询问人未满十八周岁，询问应当有监护人或者其他合适成年人在场，请写明姓名和关系',
  }
}
