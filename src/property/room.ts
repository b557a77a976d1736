/** What the use cases of this folder share, and how they read a measure, an item, a warehouse under its lock: always in this order. */
import type { Audit } from '../audit/service.ts'
import type { Cases } from '../cases/index.ts'
import type { Deadlines } from '../deadlines/service.ts'
import type { DocumentRenderer } from '../documents/renderer.ts'
import type { Documents } from '../documents/service.ts'
import type { Outbox } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import type { Action } from '../identity/actions.ts'
import type { Policy, PolicyObject } from '../identity/policy.ts'
import type { Officers } from '../officers/service.ts'
import type { Parties } from '../parties/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import type { Tasks } from '../tasks/index.ts'
import type { ItemRow, MeasureRow } from './model.ts'
import type { PropertyRules } from './rules.ts'

export interface PropertyParts {
  database: Database
  clock: Clock
  outbox: Outbox
  audit: Audit
  policy: Policy
  officers: Officers
  parties: Parties
  deadlines: Deadlines
  documents: Documents
  renderer: DocumentRenderer
  tasks: Tasks
  cases: Cases
  rules: PropertyRules
}

export interface PropertyRoom extends PropertyParts {
  newId: NewId
}

export async function findMeasure(sql: Sql, measureId: string, lock = ''): Promise<MeasureRow> {
  const [row] = await sql.all<MeasureRow>(`SELECT * FROM measures WHERE id = ? ${lock}`, [measureId])
  if (!row) throw problem('not-found', '没有这项强制措施')
  return row
}

export function lockMeasure(
  { database }: PropertyRoom,
  { sql }: WriteTransaction,
  measureId: string,
): Promise<MeasureRow> {
  return findMeasure(sql, measureId, database.dialect.forUpdate)
}

export async function findItem(sql: Sql, itemId: string): Promise<ItemRow> {
  const [row] = await sql.all<ItemRow>('SELECT * FROM property_items WHERE id = ?', [itemId])
  if (!row) throw problem('not-found', '没有这件涉案财物')
  return row
}

/** The item as it is once nobody else can change it: with the lock of its measure. */
export async function lockItem(
  room: PropertyRoom,
  tx: WriteTransaction,
  itemId: string,
): Promise<{ item: ItemRow; measure: MeasureRow }> {
  const measure = await lockMeasure(room, tx, (await findItem(tx.sql, itemId)).measure_id)
  return { measure, item: await findItem(tx.sql, itemId) }
}

/** Goods go in and out only where nobody is counting 盘点期间停止出入库. */
export async function lockWarehouse(
  { database }: PropertyRoom,
  { sql }: WriteTransaction,
  code: string,
): Promise<void> {
  const [found] = await sql.all(`SELECT code FROM warehouses WHERE code = ? ${database.dialect.forUpdate}`, [
    code,
  ])
  if (!found) throw problem('not-found', '没有这个仓库')
  const counting = await sql.all('SELECT 1 FROM stock_takes WHERE open_mark = ?', [code])
  if (counting.length > 0) throw problem('conflict', '该仓库正在盘点，盘点期间停止出入库和移库')
}

export async function requireShelf(sql: Sql, warehouse: string, shelf: string): Promise<void> {
  const found = await sql.all('SELECT 1 FROM shelves WHERE warehouse = ? AND code = ?', [warehouse, shelf])
  if (found.length === 0)
    throw problem('input-invalid', '没有这个货位', [{ path: 'shelf', message: '该仓库没有这个货位' }])
}

/** Department and officers of the measure's case. */
export async function objectOf(
  { cases }: PropertyRoom,
  tx: Pick<WriteTransaction, 'sql'>,
  caseId: string,
): Promise<PolicyObject> {
  const { department_id: departmentId } = await cases.row(tx, caseId)
  return { departmentId, officerIds: await cases.handlers(tx, caseId) }
}

export async function requireOnCase(
  room: PropertyRoom,
  tx: Pick<WriteTransaction, 'sql'>,
  actor: Actor,
  action: Action,
  caseId: string,
): Promise<void> {
  room.policy.require(actor, action, await objectOf(room, tx, caseId))
}

export async function changeMeasure(
  { sql }: WriteTransaction,
  row: MeasureRow,
  changes: Partial<MeasureRow>,
): Promise<void> {
  await updateRows<MeasureRow>(sql, 'measures', { id: row.id }, { ...changes, version: row.version + 1 })
  Object.assign(row, changes, { version: row.version + 1 })
}

/** A measure serves an investigation that is going on (行政强制法 第二条): none is begun or carried out when it stands still, or when the case is decided. */
export async function requireInvestigated(
  { cases }: PropertyRoom,
  tx: Pick<WriteTransaction, 'sql'>,
  caseId: string,
): Promise<void> {
  const row = await cases.row(tx, caseId)
  if (row.state !== 'open') throw problem('conflict', '案件已经办结，不能再采取强制措施')
  if (row.decided_at !== null)
    throw problem('conflict', '案件已经作出决定，不能再采取强制措施（行政强制法 第二条）')
  if (row.suspended_at !== null) throw problem('conflict', '案件已经中止调查，恢复后才能采取强制措施')
}

/** The officer who acts; accounts without one keep no goods and apply for nothing. */
export function officerOf(actor: Actor): string {
  if (actor.officerId === null) throw problem('forbidden', '只有在册人员可以办理涉案财物')
  return actor.officerId
}

/** What acted on a measure's limits: one deadline of its case with the measure as subject. */
export function limitKey(
  { rules }: PropertyRoom,
  { case_id, kind, id }: MeasureRow,
): { caseId: string; limit: string; subject: string } {
  return { caseId: case_id, limit: rules.measures[kind].limit, subject: id }
}

/** Report within 24 hours and supplement the approval (行政强制法 第十九条). */
export const urgentLimit = 'urgent-measure-approval'

/** What was taken must be given back or disposed of before its case is closed (行政强制法 第二十七条). */
export async function requireEnded({ sql }: WriteTransaction, caseId: string): Promise<void> {
  const open = await sql.all(
    `SELECT 1 FROM measures WHERE state = 'executed' AND (case_id = ?
     OR case_id IN (SELECT from_case_id FROM case_relations WHERE to_case_id = ? AND kind = 'joined')) LIMIT 1`,
    [caseId, caseId],
  )
  if (open.length > 0)
    throw problem('conflict', '案件尚有涉案财物没有处理完毕，不能结案（行政强制法 第二十七条）')
}

/** Before a case is joined to another: what is being asked about its measures is answered first, since the approvals of the case fall with it. */
export async function requireNothingAsked({ sql }: WriteTransaction, caseId: string): Promise<void> {
  const open = await sql.all(
    `SELECT 1 FROM measures m WHERE m.case_id = ? AND (m.state IN ('applied', 'returned', 'approved', 'decided')
     OR (m.state = 'executed' AND m.approved_at IS NULL AND m.refused_at IS NULL)
     OR EXISTS (SELECT 1 FROM measure_requests r WHERE r.open_mark = m.id)) LIMIT 1`,
    [caseId],
  )
  if (open.length > 0) throw problem('conflict', '案件有强制措施正在申请或者尚未实施，不能并案')
}

/** Sealed or seized, and not out yet. */
export async function holdsGoods(sql: Sql, caseId: string): Promise<boolean> {
  const held = await sql.all(
    "SELECT 1 FROM property_items i JOIN measures m ON m.id = i.measure_id WHERE m.case_id = ? AND m.kind IN ('sealing', 'seizure') AND m.state = 'executed' AND i.state <> 'out' LIMIT 1",
    [caseId],
  )
  return held.length > 0
}

/** Given out as confiscated, destroyed, sold or transferred: not to whom it belonged. */
export async function disposedOfGoods(sql: Sql, caseId: string): Promise<boolean> {
  const gone = await sql.all(
    "SELECT 1 FROM property_exits e JOIN property_items i ON i.id = e.item_id JOIN measures m ON m.id = i.measure_id WHERE m.case_id = ? AND e.way <> 'returned' LIMIT 1",
    [caseId],
  )
  return gone.length > 0
}
