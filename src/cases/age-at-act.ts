/**
 * 行政处罚法 第三十条: who was not yet fourteen at the time of the act is not penalised, the guardian is told to discipline them; from fourteen to eighteen the penalty is
 * lighter or mitigated. What counts is the day of birth in the id number; what a form says only where there is none. The years are data (data/no-penalty.yaml).
 */
import type { Actor } from '../identity/actor.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { addDays } from '../platform/legal-day.ts'
import { type FieldProblem, problem } from '../platform/problem.ts'
import type { Completion } from '../tasks/index.ts'
import { yearsBetween } from './document-facts.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import { type CaseRow, dayOfRules } from './model.ts'
import type { NoPenaltyRules } from './no-penalty.ts'
import type { CaseRoom } from './room.ts'

export type AgeBand = 'child' | 'minor' | 'adult'

const words: Record<AgeBand, string> = {
  child: '不满十四周岁',
  minor: '已满十四周岁不满十八周岁',
  adult: '已满十八周岁',
}

/** A year of age is full on the day after the birthday. @param onDay of the act, YYYY-MM-DD. */
export function bandOn({ ages }: Pick<NoPenaltyRules, 'ages'>, birthDay: string, onDay: string): AgeBand {
  const years = yearsBetween(birthDay, addDays(onDay, -1))
  return years < ages.youngest ? 'child' : years < ages.adult ? 'minor' : 'adult'
}

/** By the register; undefined where nobody's number says it. An organisation is of age. */
async function known(room: CaseRoom, actor: Actor, row: CaseRow): Promise<AgeBand | undefined> {
  if (row.party_id === null) return undefined
  const { kind, birthDay } = await room.parties.get(actor, row.party_id)
  if (kind !== 'citizen') return 'adult'
  return birthDay === null ? undefined : bandOn(room.noPenaltyRules, birthDay, dayOfRules(row))
}

async function bandOf(room: CaseRoom, sql: Sql, actor: Actor, row: CaseRow): Promise<AgeBand | undefined> {
  const said = dataOf(await effectiveFacts(sql, row.id), 'interview')?.ageBand as AgeBand | undefined
  return (await known(room, actor, row)) ?? said
}

/** Of the interview, where the band is said on which the discretion of the model rests. */
export async function requireBandOfNumber(
  room: CaseRoom,
  _tx: WriteTransaction,
  row: CaseRow,
  { actor, data }: Pick<Completion, 'actor' | 'data'>,
): Promise<void> {
  const band = await known(room, actor, row)
  if (band === undefined || data.ageBand === band) return
  throw problem('input-invalid', '年龄与当事人的证件号码不符', [
    { path: 'ageBand', message: `按证件号码，当事人行为时${words[band]}（行政处罚法 第三十条）` },
  ])
}

/** What is wrong with a fine for somebody of this age. @param most of the provision, fen. */
export function ageFault(
  band: AgeBand | undefined,
  fineFen: number,
  most: number | null,
): string | undefined {
  if (band === 'child') return childrenAre
  if (band === 'minor' && most !== null && fineFen >= most)
    return '当事人行为时已满十四周岁不满十八周岁，应当从轻或者减轻处罚，不能按最高额罚款（行政处罚法 第三十条）'
  return undefined
}

const childrenAre = '当事人行为时不满十四周岁，不予行政处罚，责令监护人加以管教（行政处罚法 第三十条）'

/** @param field of the form that holds the fine in fen. */
export function requireAgeRespected(field: 'fineFen' | 'intendedFineFen') {
  return async (
    room: CaseRoom,
    { sql }: WriteTransaction,
    row: CaseRow,
    { actor, data }: Pick<Completion, 'actor' | 'data'>,
  ) => {
    const band = await bandOf(room, sql, actor, row)
    const faults: FieldProblem[] = []
    if (band === 'child' && data.decisionKind === 'penalty-decision')
      faults.push({ path: 'decisionKind', message: childrenAre })
    if (band !== 'child' && band !== undefined && data.noPenaltyGround === 'under-age')
      faults.push({ path: 'noPenaltyGround', message: `当事人行为时${words[band]}（行政处罚法 第三十条）` })
    const fineFen = data[field]
    if (typeof fineFen === 'number' && fineFen > 0) {
      const { fineMaxFen } = await room.violations.get(row.violation_code!, dayOfRules(row))
      const fault = ageFault(band, fineFen, fineMaxFen)
      if (fault !== undefined) faults.push({ path: field.replace(/Fen$/, 'Yuan'), message: fault })
    }
    if (faults.length > 0) throw problem('input-invalid', '处罚与当事人的年龄不符', faults)
  }
}
