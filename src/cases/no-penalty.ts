/**
 * No penalty 不予处罚 (行政处罚法 第三十条、第三十一条、第三十三条、第三十六条、第五十七条) and the first-violation exemption 首违不罚: grounds and list are data (data/no-penalty.yaml). A first
 * violation is one: the party's record says so. Who is not penalised is educated (第三十三条第三款).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { NoPenaltyFacts } from '../documents/decision-facts.ts'
import type { ExemptionFacts } from '../documents/outcome-facts.ts'
import { type FieldProblem, problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import { earlierViolations } from './earlier-violations.ts'
import { dataOf, type EffectiveFact } from './facts.ts'
import type { CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'

const rulesFile = z.strictObject({
  lookBackMonths: z.number().int().min(1),
  /** Years at the time of the act (第三十条): who is younger is not penalised, penalised lighter. */
  ages: z.strictObject({ youngest: z.number().int(), adult: z.number().int() }),
  grounds: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      law: z.string(),
      article: z.string(),
      educate: z.boolean(),
      first: z.boolean().default(false),
      guardian: z.string().optional(),
      established: z.boolean().default(true),
      earlier: z.boolean().default(true),
    }),
  ),
  exemptions: z.array(z.strictObject({ violation: z.string(), entry: z.string() })),
})
export type NoPenaltyRules = z.infer<typeof rulesFile>

/** @param seedFolder the folder `data/`. */
export function readNoPenaltyRules(seedFolder: string): NoPenaltyRules {
  return rulesFile.parse(parse(readFileSync(join(seedFolder, 'no-penalty.yaml'), 'utf8')))
}

/** Each ground as the legal section reads and confirms it; that of a first violation with its list. */
export function noPenaltyTexts({ grounds, lookBackMonths, exemptions }: NoPenaltyRules) {
  return grounds.map(({ code, name, article, educate, first, earlier }) => ({
    id: code,
    name: `不予处罚：${name}`,
    words: [
      name,
      article,
      educate ? '须教育当事人' : '不须教育',
      ...(earlier ? [] : ['以后不计为违法一次']),
      ...(first
        ? [
            `${lookBackMonths} 个月内没有同类违法`,
            `免罚清单：${exemptions.map(({ violation, entry }) => `${violation} ${entry}`).join('、')}`,
          ]
        : []),
    ].join('；'),
  }))
}

const noPenalty = 'no-penalty-decision'

/** Of the decision's draft: a decision without a penalty gives its ground, and what that asks for. @throws Problem `input-invalid` naming each field. */
export async function checkNoPenalty(room: CaseRoom, row: CaseRow, data: FormData): Promise<void> {
  if (data.decisionKind !== noPenalty) return
  const faults: FieldProblem[] = []
  const ask = (field: string, message: string) => {
    if (typeof data[field] !== 'string') faults.push({ path: field, message })
  }
  if (data.fineFen !== 0) faults.push({ path: 'fineYuan', message: '不予处罚的没有罚款' })
  const ground = room.noPenaltyRules.grounds.find(({ code }) => code === data.noPenaltyGround)
  if (!ground) {
    faults.push({ path: 'noPenaltyGround', message: '请选择不予处罚的情形' })
  } else {
    ask('noPenaltyReason', '请说明不予处罚的理由（行政处罚法 第五十七条）')
    if (ground.educate) ask('education', '不予处罚的应当教育当事人（行政处罚法 第三十三条第三款）')
    if (ground.guardian !== undefined) ask('guardian', '请填写监护人（行政处罚法 第三十条、第三十一条）')
    if (ground.first) {
      ask('slight', '请说明危害后果轻微的情况（行政处罚法 第三十三条第一款）')
      ask('corrected', '请说明及时改正的情况（行政处罚法 第三十三条第一款）')
      if (!(await earlierViolations(room, row)).firstViolation)
        faults.push({
          path: 'noPenaltyGround',
          message: `当事人 ${room.noPenaltyRules.lookBackMonths} 个月内有同类违法记录（不予处罚的也是），不是初次违法（行政处罚法 第三十三条第一款）`,
        })
    }
  }
  if (faults.length > 0) throw problem('input-invalid', '不予处罚的内容有误，请逐项更正', faults)
  await room.ruleTexts.assertConfirmed(room.database.sql, 'no-penalty', ground!.code)
}

/** What was decided without a penalty, and is an earlier violation the next time. */
export function countsAsEarlier(
  { noPenaltyRules }: Pick<CaseRoom, 'noPenaltyRules'>,
  drafted: FormData | undefined,
): boolean {
  return noPenaltyRules.grounds.find(({ code }) => code === drafted?.noPenaltyGround)?.earlier === true
}

/** Not where the decision came to that there was no violation. */
export function violationStands(
  { noPenaltyRules }: Pick<CaseRoom, 'noPenaltyRules'>,
  drafted: FormData | undefined,
): boolean {
  if (drafted?.decisionKind !== noPenalty) return true
  return noPenaltyRules.grounds.find(({ code }) => code === drafted.noPenaltyGround)?.established !== false
}

export function noPenaltyFacts(
  { noPenaltyRules: rules }: CaseRoom,
  { row, facts }: { row: CaseRow; facts: EffectiveFact[] },
): { noPenalty?: NoPenaltyFacts; exemption?: ExemptionFacts } {
  const drafted = dataOf(facts, 'decision') as { [field: string]: string | undefined } | undefined
  const ground = rules.grounds.find(({ code }) => code === drafted?.noPenaltyGround)
  if (drafted?.decisionKind !== noPenalty || !ground) return {}
  const noPenaltySays = {
    ground: `${ground.name}。${drafted.noPenaltyReason ?? ''}`,
    basis: ground.article,
    education: drafted.education,
    ...(ground.guardian !== undefined && {
      guardian: `依据${ground.article}的规定，责令其监护人（${drafted.guardian ?? ''}）${ground.guardian}。`,
    }),
    ...(!ground.established && { notEstablished: true as const }),
  }
  if (!ground.first) return { noPenalty: noPenaltySays }
  return {
    noPenalty: noPenaltySays,
    exemption: {
      first: `经查，当事人 ${rules.lookBackMonths} 个月内没有同类违法记录`,
      slight: drafted.slight!,
      corrected: drafted.corrected!,
      education: drafted.education!,
      listEntry: rules.exemptions.find(({ violation }) => violation === row.violation_code)?.entry,
    },
  }
}
