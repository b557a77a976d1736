/** 举行听证: what the host records of the session, who signed the record, and the report (行政处罚法 第六十四条、第六十五条). */
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { requireOpen } from './arrangement.ts'
import { requireNotHeavier } from '../notified-penalty.ts'
import type { HearingRow, Session } from './model.ts'
import { changeHearing, lastHearing, openHearingOf } from './proceedings.ts'

const partySide = ['当事人', '法定代表人', '委托代理人']
const agent = '委托代理人'
const investigator = '案件调查人员'

export async function checkSession(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  data: FormData,
): Promise<void> {
  const hearing = await requireOpen(tx.sql, row.id)
  const session = data as unknown as Session
  const faults: FieldProblem[] = []
  if (session.outcome === 'held' || session.outcome === 'absent')
    checkOpened(room, hearing, session, (path, message) => void faults.push({ path, message }))
  if (faults.length > 0) throw problem('input-invalid', '听证笔录不完整', faults)
}

function checkOpened(
  { clock, hearingRules }: CaseRoom,
  { starts_at: startsAt }: HearingRow,
  { outcome, startedAt, endedAt, participants = [], speeches = [] }: Session,
  refuse: (path: string, message: string) => void,
): void {
  const [from, to] = [parseInstant(startedAt!), parseInstant(endedAt!)]
  if (from < Number(startsAt)) refuse('startedAt', '不能早于通知的听证时间（行政处罚法 第六十四条第二项）')
  else if (legalDay(from) !== legalDay(Number(startsAt)))
    refuse('startedAt', '不是通知的听证日期；改期的请选择“延期举行”，重新通知')
  if (to < from || to > clock.now()) refuse('endedAt', '应当在开始之后，且不晚于现在')
  const count = (roles: string[]) => participants.filter(({ role }) => roles.includes(role)).length
  if (count([investigator]) === 0)
    refuse('participants', '调查人员应当提出违法事实、证据和处罚建议（行政处罚法 第六十四条第七项）')
  if (outcome === 'held' && count(partySide) === 0)
    refuse('participants', '当事人及其代理人都没有出席的，视为放弃听证权利（行政处罚法 第六十四条第六项）')
  if (count([agent]) > hearingRules.mostAgents)
    refuse('participants', '当事人可以委托一至二人代理（行政处罚法 第六十四条第五项）')
  if (participants.length < 2) refuse('participants', '至少写明两名听证参加人')
  if (speeches.length === 0) refuse('speeches', '笔录应当记明听证内容（行政处罚法 第六十四条第八项）')
}

export async function settleSession(
  _room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  data: FormData,
): Promise<void> {
  const hearing = await openHearingOf(tx.sql, caseId)
  if (!hearing) return
  const { outcome, reason = null } = data as unknown as Session
  // The job hearing.end closes what has ended.
  await changeHearing(tx, hearing, { state: outcome === 'adjourned' ? 'requested' : outcome, reason })
}

export async function settleResumption(_room: CaseRoom, tx: WriteTransaction, caseId: string): Promise<void> {
  const hearing = await openHearingOf(tx.sql, caseId)
  if (hearing) await changeHearing(tx, hearing, { state: 'requested', reason: null })
}

/** Each who took part signs or is noted as refusing (行政处罚法 第六十四条第八项). */
export async function checkSignatures(
  _room: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  data: FormData,
): Promise<void> {
  const signatures = (data.signatures ?? []) as unknown as {
    role: string
    name: string
    signed?: boolean
    remark?: string
  }[]
  const session = dataOf(await effectiveFacts(sql, row.id), 'hearing-session') as Session | undefined
  const faults: FieldProblem[] = []
  for (const { role, name } of session?.participants ?? [])
    if (!signatures.some((one) => one.name === name && one.role === role))
      faults.push({ path: 'signatures', message: `${role}${name}：没有登记是否签字` })
  for (const [index, { signed, remark, name }] of signatures.entries())
    if (signed !== true && !remark)
      faults.push({
        path: `signatures[${index}].remark`,
        message: `${name}没有签字的，由主持人注明（行政处罚法 第六十四条第八项）`,
      })
  if (faults.length > 0) throw problem('input-invalid', '签字情况不完整', faults)
}

/** A hearing never makes the penalty heavier (行政处罚法 第四十五条). */
export async function checkReport(
  { penaltyKinds }: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  data: FormData,
): Promise<void> {
  await requireNotHeavier(penaltyKinds, sql, row.id, data)
}

export async function settleReport(_room: CaseRoom, tx: WriteTransaction, caseId: string): Promise<void> {
  const hearing = await lastHearing(tx.sql, caseId)
  if (hearing?.state === 'held') await changeHearing(tx, hearing, { state: 'reported' })
}

/** 行政处罚法 第六十五条: where there was a hearing, the decision follows its record. */
export async function requireHeard(sql: Sql, caseId: string): Promise<void> {
  const hearing = await lastHearing(sql, caseId)
  if (!hearing) {
    const facts = await effectiveFacts(sql, caseId)
    // `hearing`: the one form of an older model.
    if (dataOf(facts, 'hearing-requested') && !dataOf(facts, 'hearing'))
      throw problem('conflict', '当事人已经要求听证，尚未举行，不能作出决定（行政处罚法 第六十三条）')
    return
  }
  if (hearing.open_mark !== null) throw problem('conflict', '听证尚未结束，不能作出决定')
  if (hearing.state === 'held')
    throw problem('conflict', '听证报告尚未提交，不能作出决定（行政处罚法 第六十五条）')
}
