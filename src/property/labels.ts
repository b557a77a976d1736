/** Labels 标签 with a QR code for items: 70 × 37 mm, twenty-four on an A4 sheet, or one by itself; or on the roll of a portable printer. */
import { qrPath } from '../documents/qr-code.ts'
import type { ReceiptForm, ReceiptWidth } from '../documents/receipt/papers.ts'
import type { LabelFacts } from '../documents/volume-facts.ts'
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { problem } from '../platform/problem.ts'
import { itemsWithin } from './item-view.ts'
import type { PropertyRoom } from './room.ts'

/** The page of a scanned item, without the bureau's own address: the scanner's application knows it. */
const scanned = (itemId: string) => `zhiheng:property-items/${itemId}`

export type LabelForm =
  | { on: 'label' }
  /** @param start how many labels of the sheet are used up already. */
  | { on: 'sheet'; start: number }
  | { on: 'roll'; width: ReceiptWidth; as: ReceiptForm }

export async function printLabels(
  room: PropertyRoom,
  actor: Actor,
  itemIds: string[],
  form: LabelForm,
): Promise<Buffer> {
  const labels = await labelsOf(room, actor, itemIds)
  const { templates, bureau } = room.documents
  const template = await templates.inForce(form.on === 'sheet' ? 'property-label-sheet' : 'property-label')
  const request = (printed: LabelFacts[]) => ({
    kind: template.kind,
    template,
    facts: { bureau, labels: printed },
    issuedOn: legalDay(room.clock.now()),
  })
  if (form.on !== 'roll') {
    const used = Array.from({ length: form.on === 'sheet' ? form.start : 0 }, () => ({}))
    return (await room.renderer.render(request([...used, ...labels]))).pdf
  }
  const strip = async (printed: LabelFacts[]) => {
    const { receipt } = await room.renderer.write(request(printed))
    return room.renderer.printReceipt(receipt!, form.width, form.as)
  }
  // What goes to a printer is cut after each.
  if (form.as !== 'escpos') return strip(labels)
  const strips: Buffer[] = []
  for (const label of labels) strips.push(await strip([label]))
  return Buffer.concat(strips)
}

async function labelsOf(room: PropertyRoom, actor: Actor, itemIds: string[]) {
  const items = await itemsWithin(room, actor, itemIds)
  if (items.length !== new Set(itemIds).size)
    throw problem('not-found', '有物品不存在，或者不在您的权限范围内')
  return items.map((item) => {
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
      qrSize: size,
    }
  })
}
