/**
 * 公告送达 (民事诉讼法 第九十五条): asked for by an officer when each other way that data/service.yaml names has failed, approved, published, and deemed served on the
 * day its period ends. Its course is service-by-announcement.bpmn; what it means stands here.
 */
import { z } from 'zod'
import type { DocumentRow } from '../../documents/model.ts'
import type { Settlement, Ticket } from '../../engine/outbox/index.ts'
import { type Actor, systemActor } from '../../identity/actor.ts'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { Completion, TaskActRow } from '../../tasks/index.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, lockCase, policyObjectOf, requireActive } from '../room.ts'
import { otherAddressee } from './addressee.ts'
import { type Attempt, attemptsOf, changeAttempt, documentsToServe, findAttempt } from './attempts.ts'
import { type PreparedResult, prepareResult, writeResult } from './conclude.ts'
import { requireWanted } from './given-up.ts'
import { freshAttempt, insertAttempt, requireUnserved } from './record.ts'
import { requireBesideForm } from './rules.ts'
import { announcementCause, openAnnouncement } from './served.ts'

const text = (most: number) => z.string({ error: '请填写' }).trim().min(1, '请填写').max(most)

export const announcementFields = z.strictObject({
  documentIds: z.array(z.string()).min(1, '至少一份文书').max(20),
  reason: text(2000).describe('公告送达的原因和经过'),
  content: text(4000).describe('文书的主要内容'),
})

const kind = 'announcement-of-service'
/** Milliseconds that the message waits for a deployed model. */
const patience = 3_600_000

export async function requestAnnouncement(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  { documentIds, reason, content }: z.infer<typeof announcementFields>,
): Promise<{ attemptId: string; ticket: Ticket }> {
  return room.database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    room.policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    requireActive(row)
    await requireWanted(room, tx.sql, caseId, documentIds)
    const attempts = await requireUnserved(room, tx, caseId, documentIds)
    const documents = await documentsToServe(room, tx.sql, caseId, documentIds)
    requireParty(room, documents)
    requireBesideForm(room.serviceRules, documents)
    requireLastResort(room, attempts, documentIds)
    if (openAnnouncement(attempts)) throw problem('conflict', '本案有一次公告送达尚未结束')
    const attempt = freshAttempt(room, actor, {
      caseId,
      way: 'announcement',
      state: 'requested',
      documentIds,
      particulars: { announcementReason: reason, content },
    })
    await insertAttempt(tx, attempt)
    const { id } = attempt.row
    await room.audit.append(tx, {
      actor,
      action: 'service.announcement-requested',
      object: { type: 'service-attempt', id },
      caseId,
      after: { documents: documentIds },
      authority: room.serviceRules.ways.announcement.law,
    })
    const ticket = await room.outbox.add(tx, {
      stream: caseId,
      command: {
        verb: 'publishMessage',
        name: 'announcement-requested',
        correlationKey: id,
        timeToLive: patience,
        messageId: `announcement-${id}`,
        variables: {
          caseId,
          attemptId: id,
          drafterId: actor.officerId,
          departmentId: row.department_id,
          procedure: row.case_procedure,
          partyKind: row.party_kind ?? 'citizen',
        },
      },
      act: { kind: 'announcement-request', id },
    })
    return { attemptId: id, ticket }
  })
}

/** Nobody else is told in public that they are asked about the party. */
function requireParty({ serviceRules }: CaseRoom, documents: DocumentRow[]): void {
  const other = documents.map((one) => otherAddressee(serviceRules, one)).find((name) => name !== undefined)
  if (other !== undefined)
    throw problem('conflict', `受送达人${other}不是当事人，不能公告送达；另行约定询问或者提供的时间`)
}

/** 用其他方式无法送达的: each of the ways has been tried on each of the documents, and has failed. */
function requireLastResort({ serviceRules }: CaseRoom, attempts: Attempt[], documentIds: string[]): void {
  const { ways, announcement } = serviceRules
  for (const way of announcement.after)
    for (const id of documentIds)
      if (
        !attempts.some(
          ({ row, documentIds: of }) => row.way === way && row.state === 'failed' && of.includes(id),
        )
      )
        throw problem(
          'conflict',
          `只有${announcement.after.map((one) => ways[one].title).join('、')}均未能送达的，才能公告送达（${ways.announcement.law}）；尚未登记${ways[way].title}未果`,
        )
}

/** The engine did not start its approval: it may be asked for again. */
export async function settleAnnouncementRequest(
  room: CaseRoom,
  tx: WriteTransaction,
  attemptId: string,
  settlement: Settlement,
): Promise<void> {
  if (settlement.outcome === 'void') await refuseAnnouncement(room, tx, attemptId, '流程没有启动')
}

/** Its approval did not agree (job service.settle). */
export async function refuseAnnouncement(
  room: CaseRoom,
  tx: WriteTransaction,
  attemptId: string,
  reason: string,
): Promise<void> {
  const { row } = await findAttempt(tx.sql, attemptId)
  if (row.state !== 'requested') return
  await changeAttempt(tx.sql, row, { state: 'void', reason, ended_at: room.clock.now() })
  await room.documents.voidDrafts(tx, systemActor('service.settle'), row.case_id, kind)
}

/** The form of publication: where and when it was put up. Nothing where the form is another. */
export async function acceptPublication(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  { task, data, actId }: Completion,
): Promise<void> {
  if (task.form_id !== 'publish-announcement') return
  const found = openAnnouncement(await attemptsOf(tx.sql, row.id))
  if (found?.row.state !== 'requested') throw problem('conflict', '文书已经以其他方式送达，不再公告')
  const announcement = await room.documents.latest(tx.sql, row.id, kind)
  const day = legalDay(parseInstant(data.publishedAt as string))
  if (day > legalDay(room.clock.now()) || day < legalDay(announcement!.issued_at!))
    throw problem('input-invalid', '公告时间不对', [
      { path: 'publishedAt', message: '应当在公告签发之后、不晚于今天' },
    ])
  await changeAttempt(tx.sql, found.row, {
    act_id: actId,
    data: JSON.stringify({ ...found.particulars, media: data.media, remark: data.remark }),
    began_at: parseInstant(data.publishedAt as string),
  })
}

/** Published: from now on the time for the decision stands still. */
export async function settlePublication(
  room: CaseRoom,
  tx: WriteTransaction,
  act: TaskActRow,
  { outcome }: Settlement,
): Promise<void> {
  if (act.form_id !== 'publish-announcement' || outcome !== 'effective') return
  const [found] = await tx.sql.all<{ id: string }>('SELECT id FROM service_attempts WHERE act_id = ?', [
    act.id,
  ])
  if (!found) return
  const { row, particulars } = await findAttempt(tx.sql, found.id)
  if (row.state !== 'requested') return
  const { deadlines, serviceRules } = room
  const { excludedFrom } = serviceRules.announcement
  const running = (await deadlines.ofCase(row.case_id)).find(
    (one) => one.limit === excludedFrom && (one.state === 'running' || one.state === 'suspended'),
  )
  if (running)
    await deadlines.suspend(
      tx,
      systemActor('service'),
      { id: running.id },
      {
        reason: '公告送达',
        basis: serviceRules.ways.announcement.law,
        at: row.began_at!,
        cause: announcementCause,
      },
    )
  await changeAttempt(tx.sql, row, {
    state: 'under-way',
    act_id: null,
    data: JSON.stringify({ ...particulars, ...(running && { excluded: true }) }),
  })
}

/** Publication, from which the period is counted (job deadline.start). */
export async function publishedAt(sql: Sql, attemptId: string): Promise<number | undefined> {
  return (await findAttempt(sql, attemptId)).row.began_at ?? undefined
}

/** The period is over: printed before the transaction where no task waits. Nothing where it was overtaken. */
export async function prepareAnnouncementEnd(
  room: CaseRoom,
  attemptId: string,
): Promise<PreparedResult | undefined> {
  const attempt = await findAttempt(room.database.sql, attemptId)
  if (attempt.row.state !== 'under-way') return undefined
  const { limit } = room.serviceRules.announcement
  const { dueAt } = await room.deadlines.dueOf(limit, attempt.row.began_at!)
  return prepareResult(room, attempt, { outcome: 'served', at: dueAt, particulars: attempt.particulars })
}

export async function endAnnouncement(
  room: CaseRoom,
  tx: WriteTransaction,
  attemptId: string,
  prepared: PreparedResult | undefined,
): Promise<void> {
  const attempt = await findAttempt(tx.sql, attemptId)
  if (attempt.row.state !== 'under-way' || prepared === undefined) return
  if (prepared.result.at > room.clock.now()) throw problem('conflict', '公告期尚未届满')
  await writeResult(room, tx, systemActor('service.settle'), attempt, prepared)
}
