/**
 * 立即代履行 (行政强制法 第五十二条): what was dropped on or blocks a road, a river, a waterway or a public place and the party cannot clear is cleared at once, without a
 * demand; a party who was not there is told at once afterwards.
 */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import { insertRow, updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import type { CaseRow } from '../model.ts'
import { past, refuseFaults } from '../papers/kind.ts'
import { type CaseRoom, lockCase, policyObjectOf } from '../room.ts'
import { addStep, type OwnRow } from './model.ts'

const law = '行政强制法 第五十二条'
const instant = z.iso.datetime({ offset: true })

export const immediate = z.strictObject({
  place: text(20).describe('见 data/enforcement.yaml 的 own.immediate.places'),
  object: text(20).describe('见 data/enforcement.yaml 的 own.immediate.objects'),
  because: text(1000).describe('须立即清除、当事人不能清除的理由'),
  decidedBy: z.string().describe('决定立即实施的负责人：人员编号'),
  decidedAt: instant,
})
export type Immediate = z.infer<typeof immediate>

export async function immediateFaults(
  { enforcementRules, officers }: CaseRoom,
  sql: Sql,
  row: CaseRow,
  { place, object, decidedBy, decidedAt }: Immediate,
  startedAt: string,
): Promise<FieldProblem[]> {
  const rules = enforcementRules.own.immediate
  const faults: FieldProblem[] = []
  const oneOf = (path: string, code: string, words: { [code: string]: string }) => {
    if (!(code in words))
      faults.push({
        path: `immediate.${path}`,
        message: `应当是：${Object.entries(words)
          .map(([key, value]) => `${key} ${value}`)
          .join('；')}（${law}）`,
      })
  }
  oneOf('place', place, rules.places)
  oneOf('object', object, rules.objects)
  if (parseInstant(decidedAt) > parseInstant(startedAt))
    faults.push({ path: 'immediate.decidedAt', message: '应当先决定，后实施' })
  const may = await Promise.all(
    rules.decidedBy.map((role) =>
      officers.findApprovers(
        { role, scope: 'department', departmentId: row.department_id, at: parseInstant(decidedAt) },
        sql,
      ),
    ),
  )
  if (!may.flat().some(({ officerId }) => officerId === decidedBy))
    faults.push({ path: 'immediate.decidedBy', message: `须是有权决定的负责人（${law}）` })
  return faults
}

/** Recorded once it was done; told afterwards where the party was not there. */
export async function recordImmediate(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  actor: Actor,
  record: { partyPresent: boolean },
): Promise<void> {
  const now = room.clock.now()
  const own: OwnRow = {
    id: room.newId(),
    case_id: row.id,
    means: 'immediate',
    state: record.partyPresent ? 'ended' : 'to-tell',
    open_mark: null,
    source_kind: null,
    source_document_id: null,
    demand_document_id: null,
    decision_document_id: null,
    last_demand_document_id: null,
    posted_on: null,
    began_at: now,
    ended_at: record.partyPresent ? now : null,
    ended_by: record.partyPresent ? 'enforced' : null,
  }
  await insertRow<OwnRow>(tx.sql, 'own_enforcements', own)
  await addStep(room, tx, actor, own, { kind: 'record', data: record, law })
}

export const partyNotice = z.strictObject({
  toldAt: instant,
  way: text(500).describe('通知的方式和接受通知的人'),
})

/** 事后立即通知当事人: of the oldest that it does not know of. */
export async function tellParty(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  given: z.infer<typeof partyNotice>,
): Promise<void> {
  await room.database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    room.policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    const [own] = await tx.sql.all<OwnRow>(
      "SELECT * FROM own_enforcements WHERE case_id = ? AND state = 'to-tell' ORDER BY id LIMIT 1",
      [caseId],
    )
    if (!own) throw problem('conflict', `没有尚未通知当事人的立即代履行（${law}）`)
    refuseFaults([
      past(room, 'toldAt', given.toldAt),
      legalDay(parseInstant(given.toldAt)) < legalDay(own.began_at) && {
        path: 'toldAt',
        message: `不能早于 ${legalDay(Number(own.began_at))}`,
      },
    ])
    await addStep(room, tx, actor, own, { kind: 'notice', data: given, law })
    await updateRows<OwnRow>(
      tx.sql,
      'own_enforcements',
      { id: own.id },
      { state: 'ended', ended_at: room.clock.now(), ended_by: 'enforced' },
    )
  })
}
