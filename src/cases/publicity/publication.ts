/**
 * 处罚决定公开 (行政处罚法 第四十八条): approved (side flow `publicity`), published and recorded once; what is online when review or litigation changes the decision is
 * withdrawn within three working days, with the reason made public; where nobody has recorded whether it is, that is asked.
 */
import { z } from 'zod'
import type { DocumentRow } from '../../documents/model.ts'
import { type Actor, systemActor } from '../../identity/actor.ts'
import { isoInstant, parseInstant } from '../../platform/clock.ts'
import { insertRow, updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import { isIssued } from '../decision-round.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, lockCase, policyObjectOf } from '../room.ts'
import type { PublicationRow } from './model.ts'

const law = '行政处罚法 第四十八条'
const limit = 'publicity'

/** The penalty decision that stands as it was issued; one that review or litigation touched is not published. */
export async function publishableDecision(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
): Promise<DocumentRow | undefined> {
  if (row.decided_at === null || row.decision_state !== null) return undefined
  for (const kind of ['penalty-decision', 'summary-decision'])
    if (await isIssued(room, sql, row, kind)) return room.documents.latest(sql, row.id, kind)
  return undefined
}

/** To be published, published, or to be withdrawn. */
export async function openPublication(sql: Sql, caseId: string): Promise<PublicationRow | undefined> {
  const [row] = await sql.all<PublicationRow>('SELECT * FROM publications WHERE open_mark = ?', [caseId])
  return row
}

/** Its days run from the decision. */
export async function beginToPublish({ deadlines }: CaseRoom, tx: WriteTransaction, row: CaseRow, by: Actor) {
  await deadlines.start(tx, by, { caseId: row.id, limit, at: Number(row.decided_at) })
}

const runsFromIssue = ({ publicityRules }: CaseRoom, kind: string): boolean =>
  publicityRules.fromIssue.some((one) => one === kind)

/** Whether it is published is for the bureau to decide; that it decides in time is asked from the day of the decision (data/publicity.yaml). */
export async function runFromIssue(room: CaseRoom, tx: WriteTransaction, row: CaseRow, kind: string) {
  if (runsFromIssue(room, kind)) await beginToPublish(room, tx, row, systemActor('document.issue'))
}

/** Its request was refused: nothing has been decided yet, and where its days run anyway they go on. */
export async function afterRefusal(room: CaseRoom, tx: WriteTransaction, row: CaseRow, by: Actor) {
  if (await openPublication(tx.sql, row.id)) return
  const decision = await publishableDecision(room, tx.sql, row)
  if (!decision || !runsFromIssue(room, decision.kind)) await dropPublication(room, tx, row.id, by)
}

/** Its approval agrees. */
export async function approvePublication(
  { newId, clock }: CaseRoom,
  { sql }: WriteTransaction,
  caseId: string,
  sideFlowId: string,
  platform: string,
): Promise<void> {
  await insertRow<PublicationRow>(sql, 'publications', {
    id: newId(),
    case_id: caseId,
    side_flow_id: sideFlowId,
    state: 'to-publish',
    open_mark: caseId,
    platform,
    approved_at: clock.now(),
    address: null,
    published_at: null,
    recorded_by: null,
    recorded_at: null,
    withdrawn_on: null,
    withdrawal_reason: null,
    withdrawn_by: null,
  })
}

/** Nothing is to be published any more: what was approved falls, and its limit with it, which nobody has missed then. */
export async function dropPublication(
  { deadlines, clock }: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  actor: Actor,
): Promise<void> {
  await updateRows<PublicationRow>(
    tx.sql,
    'publications',
    { case_id: caseId, state: 'to-publish' },
    { state: 'dropped', open_mark: null },
  )
  const running = (await deadlines.ofCase(caseId, tx.sql)).find(
    (one) => one.limit === limit && one.endedOn === null,
  )
  if (running) await deadlines.stop(tx, actor, { id: running.id }, Math.min(clock.now(), running.dueAt))
}

export const publicationRecord = z.strictObject({
  at: z.iso.datetime({ offset: true }).describe('公开的时间'),
  address: z
    .url({ error: '应当是 http:// 或者 https:// 开头的网址', protocol: /^https?$/ })
    .max(1000)
    .describe('公开的网址'),
})

export async function recordPublication(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  { at, address }: z.infer<typeof publicationRecord>,
): Promise<void> {
  const { database, policy, deadlines, clock, audit } = room
  await database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    const found = await openPublication(tx.sql, caseId)
    if (found?.state !== 'to-publish' && found?.state !== 'to-check')
      throw problem('conflict', found ? '已经登记公开，不能重复登记' : '没有已经批准、尚未公开的决定')
    const published_at = parseInstant(at)
    if (published_at < Number(found.approved_at) || published_at > clock.now())
      throw problem('input-invalid', '公开的时间不对', [
        { path: 'at', message: '应当在批准公开之后，且不晚于现在' },
      ])
    const recorded: Partial<PublicationRow> = {
      // What was online when the decision was changed is to be withdrawn.
      state: found.state === 'to-check' ? 'to-withdraw' : 'published',
      address,
      published_at,
      recorded_by: actor.officerId ?? actor.accountId,
      recorded_at: clock.now(),
    }
    await updateRows<PublicationRow>(tx.sql, 'publications', { id: found.id }, recorded)
    const kept = await deadlines.stop(tx, actor, { caseId, limit }, published_at)
    await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [caseId])
    await audit.append(tx, {
      actor,
      action: 'publication.recorded',
      object: { type: 'publication', id: found.id },
      caseId,
      after: { at: isoInstant(published_at), address, inTime: kept?.state === 'met' },
      authority: law,
    })
  })
}

/** Review or litigation has touched the decision. @returns what becomes of its publication. */
export async function revokePublication(
  room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  actor: Actor,
): Promise<'to-check' | 'to-withdraw' | null> {
  const found = await openPublication(tx.sql, caseId)
  await room.deadlines.stop(tx, actor, { caseId, limit })
  if (found?.state !== 'published' && found?.state !== 'to-publish') return null
  // Approved and not recorded is not the same as not online: that is asked, and treated as if it were until it is answered.
  const state = found.state === 'published' ? 'to-withdraw' : 'to-check'
  await updateRows<PublicationRow>(tx.sql, 'publications', { id: found.id }, { state })
  return state
}

export const notOnline = z.strictObject({ note: text(1000).describe('怎样核对的') })

/** It had not been put online when the decision was changed: nothing is to be withdrawn. */
export async function recordNotOnline(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  { note }: z.infer<typeof notOnline>,
): Promise<void> {
  const { database, policy, deadlines, audit } = room
  await database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    const found = await openPublication(tx.sql, caseId)
    if (found?.state !== 'to-check') throw problem('conflict', '没有需要核对是否上网的决定')
    const dropped: Partial<PublicationRow> = { state: 'dropped', open_mark: null }
    await updateRows<PublicationRow>(tx.sql, 'publications', { id: found.id }, dropped)
    for (const one of await deadlines.ofCase(caseId, tx.sql))
      if (one.limit === 'publicity-withdrawn' && one.endedOn === null)
        await deadlines.stop(tx, actor, { id: one.id })
    await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [caseId])
    await audit.append(tx, {
      actor,
      action: 'publication.not-online',
      object: { type: 'publication', id: found.id },
      caseId,
      after: { note },
      authority: law,
    })
  })
}

export interface Withdrawal {
  caseId: string
  /** YYYY-MM-DD */
  on: string
  /** As it is made public. */
  reason: string
}

/** @throws Problem where nothing is to be withdrawn. */
export async function withdrawPublication(
  { audit }: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  { caseId, on, reason }: Withdrawal,
): Promise<void> {
  const found = await openPublication(tx.sql, caseId)
  if (found?.state === 'to-check') throw problem('conflict', '请办案人员先登记决定是否已经上网')
  if (found?.state !== 'to-withdraw') throw problem('conflict', '没有需要撤回的公开信息')
  const withdrawn: Partial<PublicationRow> = {
    state: 'withdrawn',
    open_mark: null,
    withdrawn_on: on,
    withdrawal_reason: reason,
    withdrawn_by: actor.officerId ?? actor.accountId,
  }
  await updateRows<PublicationRow>(tx.sql, 'publications', { id: found.id }, withdrawn)
  await audit.append(tx, {
    actor,
    action: 'publication.withdrawn',
    object: { type: 'publication', id: found.id },
    caseId,
    before: { address: found.address },
    after: { on, reason },
    authority: law,
  })
}
