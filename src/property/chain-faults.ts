/** What breaks an item's chain. Pure; quantities are in the unit's smallest step. */
import type { PropertyRecord } from './chain.ts'
import type { ItemRow } from './model.ts'

export interface ItemFault {
  /** Of the item, measure or release. */
  id: string
  caseId: string | null
  /** Chinese. */
  text: string
}

const sum = (numbers: (number | bigint)[]) => numbers.reduce<number>((total, one) => total + Number(one), 0)

export function itemFaults(item: ItemRow, record: PropertyRecord): ItemFault[] {
  const { exits, movements, released, releases } = record
  const faults: ItemFault[] = []
  const say = (text: string) =>
    faults.push({ id: item.id, caseId: item.case_id, text: `${item.number} ${item.name}：${text}` })
  const own = movements.filter(({ item_id }) => item_id === item.id)
  const out = sum(exits.filter(({ item_id }) => item_id === item.id).map(({ quantity }) => quantity))
  const onShelf = Number(item.on_shelf)
  if ((item.entered_at === null ? 0 : Number(item.quantity)) !== out + onShelf)
    say('入库数量不等于出库与在库数量之和')
  if (sum(own.map(({ quantity_change }) => quantity_change)) !== onShelf) say('台账合计与在库数量不符')
  if (own.some(({ sequence }, index) => Number(sequence) !== index + 1)) say('台账的行有缺失')
  let balance = 0
  let place: string | null = null
  for (const line of own) {
    balance += Number(line.quantity_change)
    if (Number(line.balance) !== balance) say(`台账第${line.sequence}行的结存不对`)
    if (line.kind === 'entry' || line.kind === 'move') place = `${line.to_warehouse}/${line.to_shelf}`
    if (line.kind === 'exit') place = null
  }
  if ((item.warehouse === null ? null : `${item.warehouse}/${item.shelf}`) !== place)
    say('登记的货位与台账不符')
  const covered = released.filter(
    ({ item_id, release_id }) => item_id === item.id && releases.get(release_id)?.state !== 'refused',
  )
  if (sum(covered.map(({ quantity }) => quantity)) > Number(item.quantity)) say('批准处理的数量超过清单数量')
  return faults
}

/** Every exit stands on exactly one approved release, every release on one measure and one request. */
export function releaseFaults(record: PropertyRecord): ItemFault[] {
  const { measures, requests, items, releases, released, exits, movements } = record
  const faults: ItemFault[] = []
  const say = (id: string, measureId: string | undefined, text: string) =>
    faults.push({ id, caseId: measures.get(measureId ?? '')?.case_id ?? null, text })
  for (const line of released) {
    const out = exits.filter(
      ({ release_id, item_id }) => release_id === line.release_id && item_id === line.item_id,
    )
    if (sum(out.map(({ quantity }) => quantity)) !== Number(line.given_out))
      say(line.item_id, line.measure_id, '出库记录的数量与处理决定上的已出库数量不符')
  }
  for (const exit of exits) {
    const release = releases.get(exit.release_id)
    const item = items.find(({ id }) => id === exit.item_id)
    const number = item?.number ?? exit.item_id
    if (release?.state !== 'approved' && release?.state !== 'done')
      say(exit.item_id, item?.measure_id, `${number}：出库没有经批准的解除、处理决定`)
    if (release && item && item.measure_id !== release.measure_id)
      say(exit.item_id, item.measure_id, `${number}：出库所依据的决定不是这项措施的`)
    const lines = movements.filter(({ exit_id }) => exit_id === exit.id)
    if (lines.length !== 1 || Number(lines[0]!.quantity_change) !== -Number(exit.quantity))
      say(exit.item_id, item?.measure_id, `${number}：出库与台账不是一一对应`)
  }
  for (const release of releases.values()) {
    const request = requests.get(release.request_id)
    // 不予批准 of a measure that was taken on the spot is itself the ground to give back (行政强制法 第十九条).
    const allowed =
      request && (request.act === 'release' ? request.state === 'agreed' : request.state === 'rejected')
    const approved = release.state === 'approved' || release.state === 'done'
    if (approved !== allowed) say(release.id, release.measure_id, '处理决定与审批结果不符')
    const open = released.some(
      (one) => one.release_id === release.id && Number(one.given_out) < Number(one.quantity),
    )
    if (release.state !== 'refused' && (release.state === 'done') === open)
      say(release.id, release.measure_id, '处理决定的状态与实际出库不符')
  }
  return faults
}

/** @param over ids of closed cases. */
export function measureFaults({ measures, items }: PropertyRecord, over: ReadonlySet<string>): ItemFault[] {
  const faults: ItemFault[] = []
  for (const { id, case_id: caseId, executed_at, state } of measures.values()) {
    const say = (text: string) => faults.push({ id, caseId, text })
    const own = items.filter(({ measure_id }) => measure_id === id)
    if (executed_at === null) {
      if (own.some((item) => item.state !== 'listed')) say('措施没有实施，物品却已入库')
    } else if ((state === 'ended') !== own.every((item) => item.state === 'out'))
      say(state === 'ended' ? '措施已经办结，物品却没有全部出库' : '物品全部出库，措施却没有办结')
    if (executed_at !== null && state !== 'ended' && over.has(caseId))
      say('案件已经结案，涉案财物却没有处理完毕（行政强制法 第二十七条）')
  }
  return faults
}
