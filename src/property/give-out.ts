/** Out of the warehouse 出库: by the keeper, against an approved release and no further than it goes, with what each way asks for. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { tellFlow } from './flow.ts'
import { placeOf, writeMovement } from './ledger.ts'
import type { ExitRow, ItemRow, MeasureRow, ReleaseItemRow, ReleaseRow } from './model.ts'
import { toSteps, toText } from './quantity.ts'
import { changeMeasure, limitKey, lockItem, lockWarehouse, officerOf, type PropertyRoom } from './room.ts'
import { instant } from '../platform/instant.ts'

const name = z.string({ error: '请填写姓名' }).trim().min(1, '请填写姓名').max(60)
const remark = z.string().max(1000).optional()

/** What must be known of each way: who signed, to which organ, before whom, for how much. */
export const exitParticulars = z.discriminatedUnion('way', [
  z.strictObject({
    way: z.literal('returned'),
    recipient: name,
    relation: z.string().trim().min(1).max(40).describe('与物主的关系，如本人、委托代理人'),
    signedAt: instant.describe('签收时间'),
    remark,
  }),
  z.strictObject({ way: z.literal('confiscated'), treasuryReceipt: z.string().max(60).optional(), remark }),
  z.strictObject({
    way: z.literal('transferred'),
    organ: z.string().trim().min(2).max(120).describe('接收机关'),
    receivedBy: name,
    remark,
  }),
  z.strictObject({
    way: z.literal('destroyed'),
    officerIds: z.array(z.string()).min(2, '销毁须有两名以上执法人员'),
    witness: name,
    place: z.string().trim().min(1).max(200),
    remark,
  }),
  z.strictObject({
    way: z.literal('auctioned'),
    auctioneer: z.string().trim().min(2).max(120),
    proceedsFen: z.number().int().min(0),
    remark,
  }),
])
export type ExitParticulars = z.infer<typeof exitParticulars>

export async function giveOut(
  room: PropertyRoom,
  actor: Actor,
  releaseId: string,
  exit: { itemId: string; quantity: string; particulars: ExitParticulars },
): Promise<{ exitId: string }> {
  room.policy.require(actor, 'property.edit')
  const keeper = officerOf(actor)
  return room.database.write(async (tx) => {
    const { item, measure } = await lockItem(room, tx, exit.itemId)
    const covered = await findCovered(tx.sql, releaseId, item.id)
    const steps = toSteps(exit.quantity, item.decimals, 'quantity')
    await requireCovered(room, item, covered, steps, exit.particulars)
    if (exit.particulars.way === 'destroyed')
      await room.officers.assertNameable(exit.particulars.officerIds, legalDay(room.clock.now()), 2, tx.sql)
    const from = placeOf(item)
    if (!from || steps > item.on_shelf) throw problem('conflict', '该物品尚未入库，或者在库数量不足')
    await lockWarehouse(room, tx, from.warehouse)
    const exitId = room.newId()
    await insertRow<ExitRow>(tx.sql, 'property_exits', {
      id: exitId,
      release_id: releaseId,
      item_id: item.id,
      way: covered.way,
      quantity: steps,
      particulars: JSON.stringify(exit.particulars),
      given_out_by: keeper,
      at: room.clock.now(),
    })
    await updateRows<ReleaseItemRow>(
      tx.sql,
      'property_release_items',
      { release_id: releaseId, item_id: item.id },
      { given_out: covered.given_out + steps },
    )
    const left = item.on_shelf - steps
    await updateRows<ItemRow>(
      tx.sql,
      'property_items',
      { id: item.id },
      left > 0
        ? { on_shelf: left, state: 'partly-out' }
        : { on_shelf: 0, state: 'out', warehouse: null, shelf: null },
    )
    await writeMovement(room, tx, actor, item, {
      kind: left > 0 ? 'partial-exit' : 'exit',
      change: -steps,
      from,
      exitId,
    })
    await room.audit.append(tx, {
      actor,
      action: 'property.given-out',
      object: { type: 'property', id: item.id },
      caseId: item.case_id,
      after: { release: releaseId, exit: exitId, way: covered.way, quantity: exit.quantity },
    })
    await finish(room, tx, actor, measure, releaseId)
    return { exitId }
  })
}

type Covered = ReleaseItemRow & { release_state: ReleaseRow['state'] }

async function findCovered(sql: Sql, releaseId: string, itemId: string): Promise<Covered> {
  const [covered] = await sql.all<Covered>(
    `SELECT i.*, r.state AS release_state FROM property_release_items i JOIN property_releases r ON r.id = i.release_id
     WHERE i.release_id = ? AND i.item_id = ?`,
    [releaseId, itemId],
  )
  if (!covered) throw problem('conflict', '该处理申请没有列出这件物品')
  return covered
}

async function requireCovered(
  { clock }: PropertyRoom,
  { decimals, unit }: ItemRow,
  { release_state, way, quantity, given_out }: Covered,
  steps: number,
  particulars: ExitParticulars,
): Promise<void> {
  if (release_state !== 'approved') throw problem('conflict', '没有经批准的解除、处理决定，不能出库')
  if (particulars.way !== way)
    throw problem('input-invalid', '出库方式有误', [
      { path: 'particulars.way', message: '与批准的处理方式不同' },
    ])
  if (particulars.way === 'returned' && particulars.signedAt > clock.now())
    throw problem('input-invalid', '签收时间有误', [
      { path: 'particulars.signedAt', message: '签收时间不能晚于现在' },
    ])
  const left = quantity - given_out
  if (steps === 0 || steps > left)
    throw problem('input-invalid', '数量有误', [
      { path: 'quantity', message: `该决定尚可出库 ${toText(left, decimals)} ${unit}` },
    ])
}

/** A release whose items are all given out is done; a measure whose items are all out has ended, and its limits with it. */
async function finish(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  measure: MeasureRow,
  releaseId: string,
): Promise<void> {
  const open = await tx.sql.all(
    'SELECT 1 FROM property_release_items WHERE release_id = ? AND given_out < quantity LIMIT 1',
    [releaseId],
  )
  if (open.length === 0)
    await updateRows<ReleaseRow>(tx.sql, 'property_releases', { id: releaseId }, { state: 'done' })
  const inside = await tx.sql.all(
    "SELECT 1 FROM property_items WHERE measure_id = ? AND state <> 'out' LIMIT 1",
    [measure.id],
  )
  if (inside.length > 0) return changeMeasure(tx, measure, {})
  const disposed = await tx.sql.all(
    `SELECT 1 FROM property_exits e JOIN property_releases r ON r.id = e.release_id WHERE r.measure_id = ? AND e.way <> 'returned' LIMIT 1`,
    [measure.id],
  )
  const way = disposed.length > 0 ? 'disposed' : 'released'
  await changeMeasure(tx, measure, { state: 'ended', ended_at: room.clock.now(), end_way: way })
  await room.deadlines.stop(tx, actor, limitKey(room, measure))
  await tellFlow(room, tx, measure, 'goods-given-out', measure.id)
  await room.audit.append(tx, {
    actor,
    action: 'measure.ended',
    object: { type: 'measure', id: measure.id },
    caseId: measure.case_id,
    after: { way },
  })
}
