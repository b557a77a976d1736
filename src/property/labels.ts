/** Labels 标签 with a QR code for items: 70 × 37 mm, twenty-four on an A4 sheet, or one by itself. */
import { qrPath } from '../documents/qr-code.ts'
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { problem } from '../platform/problem.ts'
import { itemsWithin } from './item-view.ts'
import type { PropertyRoom } from './room.ts'

/** The page of a scanned item, without the bureau's own address: the scanner's application knows it. */
const scanned = (itemId: string) => `zhiheng:property-items/${itemId}`

/** @param start how many labels of the sheet are used up already. */
export async function printLabels(
  room: PropertyRoom,
  actor: Actor,
  itemIds: string[],
  form: { sheet: boolean; start: number },
): Promise<Buffer> {
  const items = await itemsWithin(room, actor, itemIds)
  if (items.length !== new Set(itemIds).size)
    throw problem('not-found', '有物品不存在，或者不在您的权限范围内')
  const labels = items.map((item) => {
    const { path, size } = qrPath(scanned(item.id))
    return {
      number: item.number,
      name: item.name,
      specification: item.specification,
      quantity: `${item.quantity} ${item.unit}`,
      owner: item.ownerName ?? '物主不明',
      caseNumber: item.caseNumber ?? '尚未立案',
      place: item.warehouse === null ? '尚未入库' : `${item.warehouseName} ${item.shelf}`,
      qr: path,
      qrBox: `0 0 ${size} ${size}`,
    }
  })
  const used = Array.from({ length: form.sheet ? form.start : 0 }, () => ({}))
  const template = await room.documents.templates.inForce(
    form.sheet ? 'property-label-sheet' : 'property-label',
  )
  const { pdf } = await room.renderer.render({
    kind: template.kind,
    template,
    facts: { bureau: room.documents.bureau, labels: [...used, ...labels] },
    issuedOn: legalDay(room.clock.now()),
  })
  return pdf
}
