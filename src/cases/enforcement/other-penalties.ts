/**
 * 其他处罚的执行: what a decision orders beside its fine (没收、暂扣、吊销、停产停业…) is carried out as well before the case is closed (行政处罚法 第六十六条), and the record says when,
 * how, and by which evidence. Which kinds are carried out by being served alone (警告) is data (data/penalty-kinds.yaml).
 */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import { dataOf, effectiveFacts, type EffectiveFact, writeFact } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import type { PenaltyKinds } from '../notified-penalty.ts'
import { type CaseRoom, findCase, lockCase, policyObjectOf, requireActive } from '../room.ts'

export const penaltyExecution = z.strictObject({
  kind: z.string().describe('处罚种类，见执行页的 otherPenalties'),
  on: z.iso.date().describe('执行完毕之日'),
  way: text(500).describe('如何执行，如“上缴国库”“收缴并注销许可证”'),
  amountFen: z.number().int().min(1).optional().describe('没收违法所得的，本次上缴的数额，以分计'),
  evidenceId: z.string().describe('票据、交接清单、现场照片等，已收入本案的证据'),
})
export type PenaltyExecution = z.infer<typeof penaltyExecution>

export interface OtherPenalty {
  kind: string
  state: 'to-execute' | 'executed'
  /** Fen, of what the list of confiscation 没收清单 says; null where the kind is not money or no list does. */
  owedFen: number | null
  executions: PenaltyExecution[]
}

const factKind = 'penalty-executions'
const recorded = (facts: EffectiveFact[]) =>
  (dataOf(facts, factKind)?.items ?? []) as unknown as PenaltyExecution[]

/** Of the decision that counts; none where it was revoked or decides no penalty. What the store gave out as confiscated needs no record besides. */
export async function otherPenalties(
  { penaltyKinds, goods }: Pick<CaseRoom, 'penaltyKinds' | 'goods'>,
  sql: Sql,
  row: CaseRow,
): Promise<OtherPenalty[]> {
  const facts = await effectiveFacts(sql, row.id)
  const { other, decisionKind } = dataOf(facts, 'decision') ?? {}
  if (typeof other !== 'string' || decisionKind !== 'penalty-decision' || row.decided_at === null) return []
  if (row.decision_state === 'revoked') return []
  const disposed = await goods.disposed(sql, row.id)
  return ordered(penaltyKinds, other).map(({ kind, execution, list }) => {
    const executions = recorded(facts).filter((one) => one.kind === kind)
    const gains = execution === 'money' ? dataOf(facts, 'confiscation')?.gainsFen : undefined
    const owedFen = typeof gains === 'number' ? gains : null
    const given = executions.reduce((sum, { amountFen = 0 }) => sum + amountFen, 0)
    const done =
      (list && execution === 'act' && disposed) || (executions.length > 0 && given >= (owedFen ?? 0))
    return { kind, state: done ? ('executed' as const) : ('to-execute' as const), owedFen, executions }
  })
}

const ordered = (kinds: PenaltyKinds, words: string) =>
  kinds.filter((one) => one.execution !== 'by-service' && one.words.test(words))

/** @throws Problem `conflict` naming what is still to be carried out. */
export async function requireExecuted(
  room: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
): Promise<void> {
  if (row.enforcement_ended_at !== null) return
  const left = (await otherPenalties(room, sql, row)).filter(({ state }) => state === 'to-execute')
  if (left.length === 0) return
  const names = left.map(({ kind, owedFen }) =>
    owedFen === null ? `“${kind}”` : `“${kind}”（${owedFen / 100} 元）`,
  )
  throw problem('conflict', `${names.join('、')}尚未登记执行完毕，不能结案（行政处罚法 第六十六条）`)
}

/** @throws Problem `conflict` before the decision is served; `input-invalid` naming the field. */
export async function recordExecution(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  given: PenaltyExecution,
): Promise<OtherPenalty[]> {
  const { database, clock, policy } = room
  policy.require(actor, 'case.edit', await policyObjectOf(database.sql, await findCase(database.sql, caseId)))
  return database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    requireActive(row)
    if (row.served_at === null)
      throw problem('conflict', '处罚决定书尚未送达，不能执行（行政处罚法 第六十一条）')
    const kind = room.penaltyKinds.find((one) => one.kind === given.kind)
    const refuse = (path: string, message: string) =>
      problem('input-invalid', '执行情况有误', [{ path, message }])
    const penalties = await otherPenalties(room, tx.sql, row)
    if (!kind || !penalties.some((one) => one.kind === given.kind))
      throw refuse(
        'kind',
        `处罚决定中没有这一种处罚；有：${penalties.map((one) => one.kind).join('、') || '无'}`,
      )
    if ((kind.execution === 'money') !== (given.amountFen !== undefined))
      throw refuse('amountFen', kind.execution === 'money' ? '请填写上缴的数额' : '这一种处罚没有数额')
    if (kind.list && !dataOf(await effectiveFacts(tx.sql, caseId), 'confiscation'))
      throw problem('conflict', '没收清单尚未出具，不能登记没收的执行（行政处罚法 第九条）')
    if (given.on < legalDay(Number(row.served_at)) || given.on > legalDay(clock.now()))
      throw refuse('on', '执行之日不能早于送达，也不能晚于今天')
    const [evidence] = await tx.sql.all('SELECT 1 FROM evidence_files WHERE id = ? AND case_id = ?', [
      given.evidenceId,
      caseId,
    ])
    if (!evidence) throw refuse('evidenceId', '本案没有这一件证据')
    const facts = await effectiveFacts(tx.sql, caseId)
    const data = { items: [...recorded(facts), given].map((one) => ({ ...one })) }
    await writeFact(room, tx, { caseId, kind: factKind, data, actor, state: 'effective' })
    await room.audit.append(tx, {
      actor,
      action: 'penalty.executed',
      object: { type: 'case', id: caseId },
      caseId,
      after: { ...given },
      authority: '行政处罚法 第六十六条',
    })
    await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [caseId])
    return otherPenalties(room, tx.sql, row)
  })
}
