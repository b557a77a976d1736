/** 入库单: what of a measure came into one warehouse and stands on no entry sheet yet (行政强制法 第二十六条). */
import { z } from 'zod'
import type { IssuedPaper } from '../../documents/issued-paper.ts'
import type { Actor } from '../../identity/actor.ts'
import { isoInstant } from '../../platform/clock.ts'
import { problem } from '../../platform/problem.ts'
import type { MovementRow } from '../model.ts'
import { findMeasure, officerOf, type PropertyRoom } from '../room.ts'
import { handled, itemsById } from './handled-items.ts'
import { issueSheet } from './issue-sheet.ts'

export const entrySheetFields = z.strictObject({
  warehouse: z.string(),
  deliveredBy: z.string().describe('移交人：办案人员编号'),
  remark: z.string().trim().min(1).max(500).optional(),
})

export async function drawEntrySheet(
  room: PropertyRoom,
  actor: Actor,
  measureId: string,
  { warehouse, deliveredBy, remark }: z.infer<typeof entrySheetFields>,
): Promise<IssuedPaper> {
  room.policy.require(actor, 'property.edit')
  officerOf(actor)
  const { sql } = room.database
  const measure = await findMeasure(sql, measureId)
  if (!(await room.cases.handlers({ sql }, measure.case_id)).includes(deliveredBy))
    throw problem('input-invalid', '移交人有误', [{ path: 'deliveredBy', message: '移交人须是本案办案人员' }])
  const movements = await sql.all<MovementRow>(
    `SELECT m.* FROM property_movements m JOIN property_items i ON i.id = m.item_id
     WHERE i.measure_id = ? AND m.kind = 'entry' AND m.to_warehouse = ?
       AND NOT EXISTS (SELECT 1 FROM property_sheet_lines l WHERE l.movement_id = m.id) ORDER BY i.number`,
    [measureId, warehouse],
  )
  if (movements.length === 0) throw problem('conflict', '该仓库没有尚未开具入库单的入库')
  const items = await itemsById(sql, measureId)
  const [name] = await sql.all<{ name: string }>('SELECT name FROM warehouses WHERE code = ?', [warehouse])
  const [officer] = await room.officers.getMany([deliveredBy])
  const { title } = room.rules.measures[measure.kind]
  return issueSheet(room, actor, {
    kind: 'warehouse-entry',
    measure,
    movements: movements.map(({ id }) => id),
    facts: {
      warehouseEntry: {
        enteredAt: isoInstant(Math.max(...movements.map(({ at }) => Number(at)))),
        warehouse: name!.name,
        measure: [title, measure.decision_number].filter(Boolean).join('，'),
        deliveredBy: officer!.name,
        keeper: actor.name,
        items: movements.map(({ item_id, quantity_change, to_shelf }) =>
          handled(items.get(item_id)!, Number(quantity_change), to_shelf),
        ),
        ...(remark !== undefined && { remark }),
      },
    },
  })
}
