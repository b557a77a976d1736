/**
 * Release and disposal 解除、处理 (行政强制法 第二十七条、第二十八条): each release names one measure and says of each item how much leaves and which way. Only
 * what an approved release covers is given out.
 */
import { otherPenalties } from '../documents/model.ts'
import { type Actor, systemActor } from '../identity/actor.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { ExitWay, ItemRow, MeasureRow, ReleaseItemRow, ReleaseRow, RequestRow } from './model.ts'
import { toSteps, toText } from './quantity.ts'
import { type OpenedRequest, openRequest } from './requests.ts'
import { limitKey, lockMeasure, type PropertyRoom, requireOnCase } from './room.ts'

export interface NewRelease {
  ground: string
  reason: string
  items: { itemId: string; quantity: string; way: ExitWay }[]
}

export async function applyForRelease(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  measureId: string,
  { ground, reason, items }: NewRelease,
): Promise<OpenedRequest & { releaseId: string; measure: MeasureRow }> {
  const measure = await lockMeasure(room, tx, measureId)
  await requireOnCase(room, tx, actor, 'property.apply', measure.case_id)
  if (measure.state !== 'executed') throw problem('conflict', '措施尚未实施，或者已经办结')
  if (measure.approved_at === null)
    throw problem('conflict', '当场采取的措施应当先报告并补办批准（行政强制法 第十九条）')
  if (!(ground in room.rules.grounds))
    throw problem('input-invalid', '理由有误', [
      { path: 'ground', message: `应当是${Object.values(room.rules.grounds).join('、')}之一` },
    ])
  const asked = await openRequest(room, tx, actor, measure, { act: 'release', reason })
  const free = await unreleased(tx.sql, measureId)
  const wanted = new Map<string, Omit<ReleaseItemRow, 'release_id' | 'given_out' | 'measure_id'>>()
  for (const [index, { itemId, quantity, way }] of items.entries()) {
    const item = free.get(itemId)
    const refuse = (name: string, message: string) =>
      problem('input-invalid', '物品有误', [{ path: `items.${index}.${name}`, message }])
    if (!item) throw refuse('itemId', '该物品不属于这项措施')
    if (wanted.has(itemId)) throw refuse('itemId', '同一物品只能列一次')
    const steps = toSteps(quantity, item.decimals, `items.${index}.quantity`)
    if (steps === 0 || steps > item.left)
      throw refuse('quantity', `尚未申请处理的数量为 ${toText(item.left, item.decimals)} ${item.unit}`)
    const documentId =
      way === 'confiscated' ? await confiscatingDecision(room, tx.sql, measure.case_id) : null
    wanted.set(itemId, { item_id: itemId, way, quantity: steps, document_id: documentId })
  }
  const releaseId = await writeRelease(room, tx, measure, asked.requestId, ground, 'applied', [
    ...wanted.values(),
  ])
  return { releaseId, measure, ...asked }
}

/** What the penalty decision of the case confiscates 没收 must be said in it. */
async function confiscatingDecision(
  { documents, rules, cases }: PropertyRoom,
  sql: Sql,
  caseId: string,
): Promise<string> {
  const decision = await documents.latest(sql, await cases.standsIn({ sql }, caseId), 'penalty-decision')
  if (!otherPenalties(decision).some((text) => new RegExp(rules.confiscation, 'u').test(text)))
    throw problem(
      'conflict',
      '没收财物须有载明没收的处罚决定书，本案没有（行政处罚法 第九条、行政强制法 第二十七条）',
    )
  return decision!.id
}

/** Items of a measure with what no release covers yet. */
export async function unreleased(
  sql: Sql,
  measureId: string,
): Promise<Map<string, ItemRow & { left: number }>> {
  const items = await sql.all<ItemRow>('SELECT * FROM property_items WHERE measure_id = ?', [measureId])
  const covered = await sql.all<{ item_id: string; quantity: number | string }>(
    `SELECT i.item_id, SUM(i.quantity) AS quantity FROM property_release_items i JOIN property_releases r ON r.id = i.release_id
     WHERE i.measure_id = ? AND r.state <> 'refused' GROUP BY i.item_id`,
    [measureId],
  )
  const sums = new Map(covered.map(({ item_id, quantity }) => [item_id, Number(quantity)]))
  return new Map(items.map((item) => [item.id, { ...item, left: item.quantity - (sums.get(item.id) ?? 0) }]))
}

async function writeRelease(
  room: PropertyRoom,
  tx: WriteTransaction,
  measure: MeasureRow,
  requestId: string,
  ground: string,
  state: 'applied' | 'approved',
  items: Omit<ReleaseItemRow, 'release_id' | 'given_out' | 'measure_id'>[],
): Promise<string> {
  const id = room.newId()
  await insertRow<ReleaseRow>(tx.sql, 'property_releases', {
    id,
    measure_id: measure.id,
    request_id: requestId,
    ground,
    state,
    approved_at: state === 'approved' ? room.clock.now() : null,
  })
  for (const item of items)
    await insertRow<ReleaseItemRow>(tx.sql, 'property_release_items', {
      release_id: id,
      measure_id: measure.id,
      given_out: 0,
      ...item,
    })
  return id
}

/** The approval of a release has ended. */
export async function granted(
  room: PropertyRoom,
  tx: WriteTransaction,
  measure: MeasureRow,
  request: RequestRow,
  outcome: 'agreed' | 'returned' | 'rejected' | 'withdrawn' | 'void',
): Promise<void> {
  const agreed = outcome === 'agreed'
  await updateRows<ReleaseRow>(
    tx.sql,
    'property_releases',
    { request_id: request.id },
    agreed ? { state: 'approved', approved_at: room.clock.now() } : { state: 'refused' },
  )
  if (agreed) await stopWhenDecided(room, tx, measure)
}

/** An urgent measure that was not approved: everything goes back, without another application (行政强制法 第十九条). */
export async function releaseEverything(
  room: PropertyRoom,
  tx: WriteTransaction,
  measure: MeasureRow,
  request: RequestRow,
): Promise<void> {
  const free = [...(await unreleased(tx.sql, measure.id)).values()].filter(({ left }) => left > 0)
  if (free.length === 0) return
  await writeRelease(
    room,
    tx,
    measure,
    request.id,
    'not-approved',
    'approved',
    free.map(({ id, left }) => ({ item_id: id, way: 'returned', quantity: left, document_id: null })),
  )
  await stopWhenDecided(room, tx, measure)
}

/** The limit asks for a decision on what was taken: it is kept once approved releases cover everything. */
async function stopWhenDecided(room: PropertyRoom, tx: WriteTransaction, measure: MeasureRow): Promise<void> {
  const waiting = await tx.sql.all(
    "SELECT 1 FROM property_releases WHERE measure_id = ? AND state = 'applied'",
    [measure.id],
  )
  const free = await unreleased(tx.sql, measure.id)
  if (waiting.length === 0 && [...free.values()].every(({ left }) => left === 0))
    await room.deadlines.stop(tx, systemActor('property.release'), limitKey(room, measure))
}
