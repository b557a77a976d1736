/** How items, their measures and what happens to them are said on a page. */
import type { Reply } from '../../shared/api/client.ts'

export type ItemPage = Reply<'/property-items/{itemId}'>
export type ListedItem = Reply<'/property-items'>['items'][number]
export type Measure = ItemPage['measure']['measure']
export type Release = ItemPage['measure']['releases'][number]
export type Way = Release['items'][number]['way']

export const itemStates: Record<ListedItem['state'], string> = {
  listed: '未入库',
  stored: '在库',
  'partly-out': '部分出库',
  out: '已出库',
}

/** What an item waits for at the store. */
export const waits: Record<NonNullable<ListedItem['waits']>, string> = { entry: '等待入库', exit: '可以出库' }

export const measureStates: Record<Measure['state'], string> = {
  applied: '正在审批',
  returned: '退回',
  refused: '不予批准',
  approved: '已批准',
  decided: '已决定',
  executed: '已实施',
  ended: '已办结',
}

export const movements: Record<ItemPage['ledger'][number]['kind'], string> = {
  entry: '入库',
  move: '移库',
  'partial-exit': '部分出库',
  exit: '出库',
  difference: '账实不符',
}

export const ways: Record<Way, string> = {
  returned: '返还',
  confiscated: '没收',
  transferred: '移送',
  destroyed: '销毁',
  auctioned: '拍卖',
}

/** @returns 12.5 公斤, and what of it is still there where a part has left. */
export function quantityWords({
  quantity,
  onShelf,
  unit,
  state,
}: Pick<ListedItem, 'quantity' | 'onShelf' | 'unit' | 'state'>): string {
  return `${quantity} ${unit}${state === 'partly-out' ? `，在库 ${onShelf} ${unit}` : ''}`
}

export function placeWords({ warehouseName, shelf }: Pick<ListedItem, 'warehouseName' | 'shelf'>): string {
  return warehouseName === null ? '' : `${warehouseName} ${shelf}`
}
