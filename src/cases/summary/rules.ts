/** Rules of the summary procedure 简易程序 as data, and what they refuse. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { PartyKind } from '../../parties/service.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import type { Violation } from '../../violations/service.ts'
import type { SummarySubmission } from './submission.ts'
import { type AgeBand, ageFault } from '../age-at-act.ts'
import { fineFault } from '../fine-range.ts'
import { yuan } from '../../platform/yuan.ts'

const fen = z.number().int().positive()
const rules = z.strictObject({
  /** The highest fine that may be decided on the spot (行政处罚法 第五十一条). */
  mostFen: z.strictObject({ citizen: fen, organisation: fen }),
  /** When the fine may be collected on the spot (第六十八条、第六十九条). */
  collectionGrounds: z.array(
    z.strictObject({ code: z.string(), name: z.string(), law: z.string(), mostFen: fen.optional() }),
  ),
})

export type SummaryRules = z.infer<typeof rules>

/** @param seedFolder the folder `data/`. */
export function readSummaryRules(seedFolder: string): SummaryRules {
  return rules.parse(parse(readFileSync(join(seedFolder, 'summary-procedure.yaml'), 'utf8')))
}

/** @param band age at the time of the act; undefined where it is not known. @throws Problem `input-invalid` with every field that the law does not allow. */
export function requireLawful(
  { mostFen, collectionGrounds }: SummaryRules,
  { penalty, collection }: Pick<SummarySubmission, 'penalty' | 'collection'>,
  violation: Violation,
  party: { kind: PartyKind; band?: AgeBand },
): void {
  const faults: FieldProblem[] = []
  const refuse = (path: string, message: string) => faults.push({ path, message })
  const { warning, fineFen } = penalty
  if (violation.appliesTo !== 'any' && violation.appliesTo !== party.kind)
    refuse('violationCode', violation.appliesTo === 'citizen' ? '只适用于公民' : '只适用于单位')
  const tooYoung = ageFault(party.band, fineFen ?? 0, violation.fineMaxFen)
  if (tooYoung !== undefined) refuse(party.band === 'child' ? 'party' : 'penalty.fineFen', tooYoung)
  if (!warning && fineFen === undefined) refuse('penalty', '当场处罚应当是警告或者罚款')
  if (fineFen !== undefined) {
    const most = mostFen[party.kind]
    if (fineFen > most)
      refuse(
        'penalty.fineFen',
        `超过简易程序限额 ${yuan(most)} 元，应当适用普通程序（行政处罚法 第五十一条）`,
      )
    const fault = fineFault(violation, fineFen)
    if (fault) refuse('penalty.fineFen', fault.message)
  }
  if (collection !== undefined) {
    const ground = collectionGrounds.find(({ code }) => code === collection.ground)
    if (!ground)
      refuse(
        'collection.ground',
        `应当是：${collectionGrounds.map((one) => `${one.code} ${one.name}`).join('、')}`,
      )
    else if (fineFen === undefined) refuse('collection', '没有罚款，不能当场收缴')
    else if (ground.mostFen !== undefined && fineFen > ground.mostFen)
      refuse('collection.ground', `罚款超过 ${yuan(ground.mostFen)} 元，不能以此为由当场收缴`)
  }
  if (faults.length > 0) throw problem('input-invalid', '不能当场处罚', faults)
}
