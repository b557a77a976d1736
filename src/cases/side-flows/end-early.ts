/** A case that ends before a decision: its process is cancelled, its limits end, what waits for approval falls. */
import type { Actor } from '../../identity/actor.ts'
import { overtakeStay } from '../enforcement/stay.ts'
import { revokeOwn } from '../own-enforcement/close.ts'
import { abandonHearing } from '../hearing/proceedings.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { CaseRow, EarlyEnd } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { dropAnnouncement } from '../serving/served.ts'
import { beginTimeToBind } from '../volumes/time-to-bind.ts'
import { sideFlowStage } from './kind.ts'
import { overtakeSuspension } from './suspension.ts'

export async function endEarly(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  end: EarlyEnd,
  actor: Actor,
): Promise<'done'> {
  const { clock, audit } = room
  // Measures of a case that is joined to another go on, and their limits with them.
  await stopCourse(room, tx, row, actor, (subject) => end !== 'joined' || subject === '')
  await overtakeSuspension(room, tx, row.id)
  await updateRows<CaseRow>(
    tx.sql,
    'cases',
    { id: row.id },
    { state: end, closed_at: clock.now(), suspended_at: null, version: row.version + 1 },
  )
  await beginTimeToBind(room, tx, actor, row.id)
  await audit.append(tx, {
    actor,
    action: 'case.ended-early',
    object: { type: 'case', id: row.id },
    caseId: row.id,
    before: { stage: row.stage, state: row.state },
    after: { state: end },
  })
  return 'done'
}

/** Nothing of the case goes on: its limits and its process, what is drafted, heard or waits for a tier. What is published still has to be withdrawn. */
export async function stopCourse(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  actor: Actor,
  ends: (subject: string) => boolean = () => true,
): Promise<void> {
  const { deadlines, outbox, approvals, documents } = room
  await dropAnnouncement(room, tx, actor, row.id)
  await revokeOwn(room, tx, row.id, actor)
  await overtakeStay(room, tx, row.id, actor)
  for (const { id, limit, endedOn, subject } of await deadlines.ofCase(row.id, tx.sql))
    if (endedOn === null && limit !== 'publicity-withdrawn' && ends(subject))
      await deadlines.stop(tx, actor, { id })
  await documents.voidDrafts(tx, actor, row.id)
  await abandonHearing(room, tx, row.id)
  await approvals.abandon(tx, row.id, sideFlowStage)
  if (row.process_instance_key !== null && row.state === 'open')
    await outbox.add(tx, {
      stream: row.id,
      command: { verb: 'cancelInstance', processInstanceKey: row.process_instance_key },
    })
}
