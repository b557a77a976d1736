/** A release that is approved, with what has left by it and stands on no sheet yet. */
import type { ApprovalFacts } from '../../documents/decision-facts.ts'
import type { Actor } from '../../identity/actor.ts'
import { problem } from '../../platform/problem.ts'
import { type MeasureView, viewMeasure } from '../measure-view.ts'
import type { ExitWay, ItemRow, MeasureRow, ReleaseRow } from '../model.ts'
import { findMeasure, officerOf, type PropertyRoom } from '../room.ts'
import { itemsById } from './handled-items.ts'

export interface ExitLine {
  movement_id: string
  item_id: string
  way: ExitWay
  particulars: string
  quantity_change: number
  from_shelf: string | null
  at: number
}

export interface Released {
  measure: MeasureRow
  release: MeasureView['releases'][number]
  request: MeasureView['requests'][number] | undefined
  items: Map<string, ItemRow>
  /** What lets the goods go, with its number. */
  basis: string
  exitNumber: string | undefined
  /** Who agreed to it; none where an urgent measure was not approved. */
  approvals: ApprovalFacts[]
  /** What has left and stands on no sheet yet. */
  unsheeted: ExitLine[]
}

/** @throws Problem `forbidden`, `not-found`, `conflict` where nothing may leave yet. */
export async function findReleased(room: PropertyRoom, actor: Actor, releaseId: string): Promise<Released> {
  room.policy.require(actor, 'property.edit')
  officerOf(actor)
  const { sql } = room.database
  const [row] = await sql.all<ReleaseRow>('SELECT * FROM property_releases WHERE id = ?', [releaseId])
  if (!row) throw problem('not-found', '没有这次解除、处理')
  if (row.state !== 'approved' && row.state !== 'done')
    throw problem('conflict', '没有经批准的解除、处理决定，不能出库')
  const measure = await findMeasure(sql, row.measure_id)
  const view = await viewMeasure(room, measure)
  const release = view.releases.find(({ id }) => id === releaseId)!
  const request = view.requests.find(({ id, act }) => id === row.request_id && act === 'release')
  const decision = view.documents.find(
    ({ requestId, kind }) =>
      requestId === row.request_id && room.rules.measures[measure.kind].papers.release.includes(kind),
  )
  if (request && !decision) throw problem('conflict', '解除、处理的决定书正在制作，请稍候再试')
  const [exit] = await sql.all<{ number: string | null }>(
    'SELECT d.number FROM property_sheets s JOIN documents d ON d.id = s.document_id WHERE s.exit_mark = ?',
    [releaseId],
  )
  return {
    measure,
    release,
    request,
    items: await itemsById(sql, measure.id),
    basis: decision
      ? `《${decision.name}》${decision.number ?? ''}`
      : (room.rules.releaseBasis[row.ground] ?? '《中华人民共和国行政强制法》第十九条'),
    exitNumber: exit?.number ?? undefined,
    approvals: request?.approvalId ? await room.cases.approvalFacts(measure.case_id, request.approvalId) : [],
    unsheeted: await sql.all<ExitLine>(
      `SELECT m.id AS movement_id, e.item_id, e.way, e.particulars, m.quantity_change, m.from_shelf, e.at
       FROM property_exits e JOIN property_movements m ON m.exit_id = e.id
       WHERE e.release_id = ? AND NOT EXISTS (SELECT 1 FROM property_sheet_lines l WHERE l.movement_id = m.id)
       ORDER BY e.at, e.id`,
      [releaseId],
    ),
  }
}
