/**
 * An approved side flow 旁支事项 takes effect (job case.apply-side-flow): whether it still can, the numbers of its documents and what it brings about are one
 * transaction. What can no longer be brought about, since the case has gone on meanwhile, takes no number: it is refused with the reason, and who asked for it is told.
 */
import type { PreparedIssue } from '../../documents/issue.ts'
import { systemActor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { FormData } from '../../tasks/index.ts'
import { afterIssue } from '../after-issue.ts'
import { documentFacts } from '../document-facts.ts'
import type { CaseRow, SideFlowRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { endSideFlow, holdSideFlow } from './end-side-flow.ts'
import { whyRests } from './at-rest.ts'
import { issuedWith } from './kind.ts'
import { sideFlowKinds } from './kinds.ts'

const actor = systemActor('case.apply-side-flow')

/** Its documents, printed and not yet issued; or why there are none. */
export type PreparedSideFlow = { why: string } | { issues: PreparedIssue[] }

export interface AppliedSideFlow {
  applied: boolean
  /** The case waits to be resumed. */
  suspended: boolean
  /** Its enforcement does, until then at most (epoch ms). */
  stayedUntil: number | null
}

async function whyNotNow(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  { kind: code, data }: SideFlowRow,
): Promise<string | undefined> {
  const kind = sideFlowKinds[code]
  if (!kind.ended && !kind.endedToo && row.state !== 'open') return '案件已经办结'
  return whyRests(row, kind) ?? kind.whyNot?.(room, tx, row, JSON.parse(data) as FormData)
}

/** Printing is slow and asks for facts that may be gone with what has changed: it is not begun where nothing can follow. @throws DocumentError */
export async function prepareSideFlow(
  room: CaseRoom,
  id: string,
  kinds: readonly string[],
): Promise<PreparedSideFlow> {
  const { row, found, why } = await room.database.write(async (tx) => {
    const held = await holdSideFlow(room, tx, id)
    return { ...held, why: await whyNotNow(room, tx, held.row, held.found) }
  })
  if (found.state !== 'requested') return { issues: [] }
  if (why !== undefined) return { why }
  const issues: PreparedIssue[] = []
  for (const kind of kinds) {
    const factsFor = (number: string | undefined, issuedOn: string) =>
      documentFacts(room, row.id, { kind, issuedOn, ...(number !== undefined && { number }) })
    issues.push(await room.documents.prepareIssue(row.id, kind, factsFor))
  }
  return { issues }
}

export async function applySideFlow(
  room: CaseRoom,
  tx: WriteTransaction,
  id: string,
  prepared: PreparedSideFlow,
): Promise<AppliedSideFlow> {
  const { row, found } = await holdSideFlow(room, tx, id)
  const nothing = { suspended: false, stayedUntil: null }
  if (found.state !== 'requested')
    return { ...nothing, applied: found.state !== 'refused', suspended: found.state === 'suspended' }
  const why = 'why' in prepared ? prepared.why : await whyNotNow(room, tx, row, found)
  if ('why' in prepared || why !== undefined) {
    await refuse(room, tx, row, found, why!)
    return { ...nothing, applied: false }
  }
  for (const issue of prepared.issues)
    await afterIssue(room, tx, await room.documents.issue(tx, actor, issue))
  const state = await sideFlowKinds[found.kind].apply(
    room,
    tx,
    row,
    JSON.parse(found.data) as FormData,
    actor,
    id,
  )
  const decided_at = room.clock.now()
  if (state === 'done') await endSideFlow(room, tx, found, { state, decided_at })
  else await updateRows<SideFlowRow>(tx.sql, 'side_flows', { id }, { state: 'suspended', decided_at })
  return {
    ...nothing,
    applied: true,
    ...(typeof state === 'object' ? state : { suspended: state === 'suspended' }),
  }
}

async function refuse(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  found: SideFlowRow,
  reason: string,
): Promise<void> {
  const { title, document, refused } = sideFlowKinds[found.kind]
  if (document !== null) await room.documents.voidDrafts(tx, actor, row.id, document)
  await endSideFlow(room, tx, found, { state: 'refused', reason, decided_at: room.clock.now() })
  await refused?.(room, tx, row, found.id)
  const left = await alreadyIssued(room, tx, found)
  const instead =
    left.length > 0
      ? `已经出具的${left.join('、')}没有发生效力，请依法作废或者撤销，已经送达的告知当事人。`
      : '没有出具文书；仍有需要的，请重新提出。'
  await room.tasks.notifications.send(tx, {
    officerIds: [found.requested_by],
    caseId: row.id,
    kind: 'side-flow-not-effective',
    text: `案件 ${row.number ?? '（尚未立案）'} 的“${title}”已经审批同意，但是未能生效：${reason}。${instead}`,
    link: `/cases/${row.id}`,
  })
}

/** By flows on a model that issues before this step, as it was once and as a bureau may draw it. */
async function alreadyIssued(
  { documents }: CaseRoom,
  { sql }: WriteTransaction,
  { case_id, kind, requested_at, data }: SideFlowRow,
): Promise<string[]> {
  const { document } = sideFlowKinds[kind]
  const withIt = issuedWith(sideFlowKinds[kind], JSON.parse(data) as FormData)
  const since = Number(requested_at)
  return (await documents.ofCase(sql, case_id))
    .filter((one) => one.kind === document || withIt.includes(one.kind))
    .filter(({ state, issued_at }) => state === 'issued' && Number(issued_at) >= since)
    .map(({ name, number, issued_at }) => `《${name}》${number ?? legalDay(Number(issued_at))}`)
}
