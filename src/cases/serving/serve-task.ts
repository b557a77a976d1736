/** A service that is recorded on the form of the task that waits for it: the simple case, where the first attempt succeeds. */
import type { Settlement } from '../../engine/outbox/index.ts'
import { systemActor } from '../../identity/actor.ts'
import { parseInstant } from '../../platform/clock.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { Completion, FormData, TaskActRow } from '../../tasks/index.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { attemptsOf, changeAttempt, findAttempt, unserved } from './attempts.ts'
import { requireServed } from './check.ts'
import type { AttemptRow, Particulars, Way } from './model.ts'
import { freshAttempt, insertAttempt } from './record.ts'
import { kindsOfForm, wayOf } from './rules.ts'
import { served } from './served.ts'

/** Nothing where the form is not one of service, or says that the document was not served. */
export async function acceptService(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  { actor, task, data, actId }: Completion,
): Promise<void> {
  const kinds = kindsOfForm(room.serviceRules, task.form_id)
  if (kinds.length === 0 || data.noticeFailed === true) return
  const attempts = await attemptsOf(tx.sql, row.id)
  const documents = await unserved(room, tx.sql, row.id, kinds, attempts)
  if (documents.length === 0) throw problem('conflict', '没有需要送达的文书')
  const way = wayOnForm(room, data)
  const said = particularsOf(data)
  const ids = documents.map(({ id }) => id)
  const sent = attempts.find(
    (one) =>
      one.row.way === way && one.row.state === 'under-way' && ids.every((id) => one.documentIds.includes(id)),
  )
  const at = parseInstant(data.at as string)
  const particulars: Particulars = { ...sent?.particulars, ...said }
  await requireServed(room, tx.sql, row, { way, particulars, at, documents })
  const submitted = { state: 'submitted' as const, served_at: at, act_id: actId, ended_at: room.clock.now() }
  if (sent) {
    const data = JSON.stringify({ ...particulars, wasUnderWay: true })
    await changeAttempt(tx.sql, sent.row, { ...submitted, data })
    return
  }
  const attempt = freshAttempt(room, actor, { caseId: row.id, way, documentIds: ids, particulars })
  await insertAttempt(tx, { ...attempt, row: { ...attempt.row, ...submitted, began_at: at } })
}

function wayOnForm({ serviceRules }: CaseRoom, data: FormData): Exclude<Way, 'announcement'> {
  const way = wayOf(serviceRules, data.way as string)
  if (way === undefined || way === 'announcement')
    throw problem('input-invalid', '送达方式不对', [{ path: 'way', message: '公告送达另行申请' }])
  return way
}

const fields = [
  'place',
  'recipient',
  'recipientRelation',
  'refusal',
  'witness',
  'trackingNumber',
  'entrustedTo',
  'sentOn',
  'channel',
  'remark',
] as const

function particularsOf(data: FormData): Particulars {
  const said = fields.flatMap((name) => (typeof data[name] === 'string' ? [[name, data[name]] as const] : []))
  const recordings =
    typeof data.recordings === 'string' ? data.recordings.split(/[\s,，、]+/).filter(Boolean) : []
  return { ...Object.fromEntries(said), ...(recordings.length > 0 && { recordingIds: recordings }) }
}

/** The engine's verdict on the task that an attempt was to complete. */
export async function settleService(
  room: CaseRoom,
  tx: WriteTransaction,
  act: TaskActRow,
  { outcome }: Settlement,
): Promise<void> {
  const [found] = await tx.sql.all<AttemptRow>('SELECT * FROM service_attempts WHERE act_id = ?', [act.id])
  if (!found || found.state !== 'submitted') return
  if (outcome === 'effective') {
    await changeAttempt(tx.sql, found, { state: 'served' })
    await served(room, tx, systemActor('service'), found.id)
    return
  }
  const { wasUnderWay, ...particulars } = (await findAttempt(tx.sql, found.id)).particulars
  await changeAttempt(
    tx.sql,
    found,
    wasUnderWay
      ? {
          state: 'under-way',
          data: JSON.stringify(particulars),
          served_at: null,
          act_id: null,
          ended_at: null,
        }
      : { state: 'void', reason: act.reason },
  )
}
