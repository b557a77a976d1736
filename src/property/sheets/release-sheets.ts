/** Sheets of a release 解除、处理: 出库审批单 with the opinions that let the goods go, 返还单 for each recipient (行政强制法 第二十八条). */
import { z } from 'zod'
import type { IssuedPaper } from '../../documents/issued-paper.ts'
import type { Actor } from '../../identity/actor.ts'
import { isoInstant } from '../../platform/clock.ts'
import { problem } from '../../platform/problem.ts'
import type { ExitParticulars } from '../give-out.ts'
import { type ReleaseItemRow, wayWords } from '../model.ts'
import type { PropertyRoom } from '../room.ts'
import { handled } from './handled-items.ts'
import { issueSheet } from './issue-sheet.ts'
import { type ExitLine, findReleased } from './released.ts'
import { text } from '../../platform/required-text.ts'

export const exitSheetFields = z.strictObject({ recipient: text(120).describe('接收人') })
export const returnSheetFields = z.strictObject({
  place: text(200).describe('返还地点'),
  idNumber: text(40).optional().describe('领取人身份证件号码'),
  phone: text(40).optional(),
  remark: text(500).optional(),
})
export async function drawExitSheet(
  room: PropertyRoom,
  actor: Actor,
  releaseId: string,
  { recipient }: z.infer<typeof exitSheetFields>,
): Promise<IssuedPaper> {
  const { measure, release, request, items, basis, approvals } = await findReleased(room, actor, releaseId)
  if (release.exits.length > 0) throw problem('conflict', '出库审批单应当在出库以前开具')
  const { sql } = room.database
  const covered = await sql.all<ReleaseItemRow>(
    'SELECT * FROM property_release_items WHERE release_id = ? ORDER BY item_id',
    [releaseId],
  )
  const [applicant] = request ? await room.officers.getMany([request.requestedBy]) : []
  const stores = await sql.all<{ name: string }>(
    `SELECT DISTINCT w.name FROM property_release_items c JOIN property_items i ON i.id = c.item_id
     JOIN warehouses w ON w.code = i.warehouse WHERE c.release_id = ? ORDER BY w.name`,
    [releaseId],
  )
  return issueSheet(room, actor, {
    kind: 'warehouse-exit',
    measure,
    releaseId,
    ...(request && { requestId: request.id }),
    movements: [],
    facts: {
      ...(approvals.length > 0 && { approvals }),
      warehouseExit: {
        warehouse: stores.map(({ name }) => name).join('、') || (measure.storage ?? measure.place),
        purpose: [...new Set(covered.map(({ way }) => wayWords[way]))].join('、'),
        reason: request?.reason ?? release.groundText,
        basis,
        recipient,
        applicant: applicant?.name ?? actor.name,
        appliedAt: isoInstant(request?.requestedAt ?? Number(release.approvedAt)),
        keeper: actor.name,
        items: covered.map(({ item_id, quantity }) => {
          const item = items.get(item_id)!
          return handled(item, quantity, item.shelf)
        }),
      },
    },
  })
}

/** For the recipient who has waited longest for one; asked again, for the next. */
export async function drawReturnSheet(
  room: PropertyRoom,
  actor: Actor,
  releaseId: string,
  { place, remark, ...person }: z.infer<typeof returnSheetFields>,
): Promise<IssuedPaper> {
  const { measure, items, basis, exitNumber, request, unsheeted } = await findReleased(room, actor, releaseId)
  const back = unsheeted.filter(({ way }) => way === 'returned')
  const receipt = (line: ExitLine) =>
    JSON.parse(line.particulars) as Extract<ExitParticulars, { way: 'returned' }>
  const first = back[0] && receipt(back[0])
  if (!first) throw problem('conflict', '没有尚未开具返还单的返还')
  const same = back.filter((line) => {
    const { recipient, relation } = receipt(line)
    return recipient === first.recipient && relation === first.relation
  })
  return issueSheet(room, actor, {
    kind: 'property-return',
    measure,
    releaseId,
    ...(request && { requestId: request.id }),
    movements: same.map(({ movement_id }) => movement_id),
    facts: {
      propertyReturn: {
        returnedAt: isoInstant(Math.max(...same.map((line) => receipt(line).signedAt))),
        place,
        basis,
        ...(exitNumber !== undefined && { exitNumber }),
        recipient: { name: first.recipient, relation: first.relation, ...person },
        keeper: actor.name,
        items: same.map((line) => handled(items.get(line.item_id)!, line.quantity_change, line.from_shelf)),
        ...(remark !== undefined && { remark }),
      },
    },
  })
}
