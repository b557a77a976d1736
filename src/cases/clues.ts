/** Clues 线索: kept for ever, with their source and what became of them. Duplicates are suggested, never merged alone. */
import type { Actor } from '../identity/actor.ts'
import { insertRow, shown, type Shown, updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { ClueRow } from './model.ts'
import type { CaseRoom } from './room.ts'

export interface NewClue {
  source: string
  /** Epoch ms; now when left out. */
  receivedAt?: number
  occurredAt?: number
  place: string
  longitude?: number
  latitude?: number
  content: string
  category?: string
  violationCode?: string
  particulars?: { [name: string]: string }
}

export type ClueView = Omit<Shown<ClueRow>, 'particulars'> & { particulars: { [name: string]: string } }

const viewOf = (row: ClueRow): ClueView => ({
  ...shown(row),
  particulars: JSON.parse(row.particulars) as ClueView['particulars'],
})

export type ClueDisposal = 'educated' | 'transferred' | 'rejected' | 'joined'

export async function registerClue(room: CaseRoom, actor: Actor, clue: NewClue): Promise<string> {
  const row = await newClueRow(room, actor, clue)
  await room.database.write((tx) => insertClue(room, tx, actor, row))
  return row.id
}

/** Checked, not yet written. */
export async function newClueRow(room: CaseRoom, actor: Actor, clue: NewClue): Promise<ClueRow> {
  const { policy, officers, clueSources, clock, newId } = room
  policy.require(actor, 'clue.create')
  if (actor.officerId === null) throw problem('forbidden', '只有在编人员可以登记线索')
  const source = clueSources.find(({ code }) => code === clue.source)
  if (!source)
    throw problem('input-invalid', '线索来源不对', [
      {
        path: 'source',
        message: `应当是：${clueSources.map(({ code, name }) => `${code} ${name}`).join('、')}`,
      },
    ])
  const unknown = Object.keys(clue.particulars ?? {}).filter((name) => !source.particulars.includes(name))
  if (unknown.length > 0)
    throw problem(
      'input-invalid',
      '线索来源的内容不对',
      unknown.map((name) => ({ path: `particulars.${name}`, message: `${source.name}没有这一项` })),
    )
  const { departmentId } = await officers.get(actor.officerId)
  return {
    id: newId(),
    number: null,
    source: clue.source,
    received_at: clue.receivedAt ?? clock.now(),
    occurred_at: clue.occurredAt ?? null,
    place: clue.place,
    longitude: clue.longitude ?? null,
    latitude: clue.latitude ?? null,
    content: clue.content,
    category: clue.category ?? null,
    violation_code: clue.violationCode ?? null,
    particulars: JSON.stringify(clue.particulars ?? {}),
    registered_by: actor.officerId,
    registered_name: actor.name,
    department_id: departmentId,
    state: 'received',
    disposal: null,
    case_id: null,
    decided_at: null,
  }
}

export async function insertClue(
  { audit }: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: ClueRow,
): Promise<void> {
  await insertRow<ClueRow>(tx.sql, 'clues', row)
  await audit.append(tx, {
    actor,
    action: 'clue.registered',
    object: { type: 'clue', id: row.id },
    after: { source: row.source, violation: row.violation_code },
  })
}

export async function lockClue(
  { database }: CaseRoom,
  { sql }: WriteTransaction,
  clueId: string,
): Promise<ClueRow> {
  const [clue] = await sql.all<ClueRow>(`SELECT * FROM clues WHERE id = ? ${database.dialect.forUpdate}`, [
    clueId,
  ])
  if (!clue) throw problem('not-found', `线索 ${clueId} 不存在`)
  return clue
}

/** What becomes of a clue that opens no case: educated and closed, transferred, rejected, joined to a case. */
export async function disposeClue(
  room: CaseRoom,
  actor: Actor,
  clueId: string,
  disposal: { state: ClueDisposal; reason: string; caseId?: string },
): Promise<void> {
  await room.database.write(async (tx) => {
    const clue = await lockClue(room, tx, clueId)
    room.policy.require(actor, 'clue.decide', {
      departmentId: clue.department_id,
      officerIds: [clue.registered_by],
    })
    if (clue.state !== 'received') throw problem('conflict', '线索已经处理')
    if ((disposal.state === 'joined') !== (disposal.caseId !== undefined)) {
      throw problem('input-invalid', '并案须指明案件', [{ path: 'caseId', message: '并入的案件' }])
    }
    // Who registered it does not reject it alone: a rejection has an approver.
    if (disposal.state === 'rejected' && clue.registered_by === actor.officerId)
      throw problem('forbidden', '登记人不能自行决定不予受理，请部门负责人处理')
    await updateRows<ClueRow>(
      tx.sql,
      'clues',
      { id: clueId },
      {
        state: disposal.state,
        disposal: disposal.reason,
        case_id: disposal.caseId ?? null,
        decided_at: room.clock.now(),
      },
    )
    await room.audit.append(tx, {
      actor,
      action: 'clue.decided',
      object: { type: 'clue', id: clueId },
      caseId: disposal.caseId,
      before: { state: clue.state },
      after: { state: disposal.state },
    })
  })
}

/** Milliseconds within which two clues of one place may be the same event. */
const near = 30 * 86_400_000

export async function similarClues(
  { database, policy }: CaseRoom,
  actor: Actor,
  clueId: string,
): Promise<ClueView[]> {
  const [clue] = await database.sql.all<ClueRow>('SELECT * FROM clues WHERE id = ?', [clueId])
  if (!clue) throw problem('not-found', `线索 ${clueId} 不存在`)
  policy.require(actor, 'clue.read', { departmentId: clue.department_id, officerIds: [clue.registered_by] })
  const rows = await database.sql.all<ClueRow>(
    'SELECT * FROM clues WHERE place = ? AND id <> ? AND received_at BETWEEN ? AND ? ORDER BY received_at DESC LIMIT 20',
    [clue.place, clueId, clue.received_at - near, clue.received_at + near],
  )
  return rows
    .filter(
      ({ violation_code, category }) =>
        violation_code === clue.violation_code || (category !== null && category === clue.category),
    )
    .map(viewOf)
}

export async function listClues(
  { database, policy }: CaseRoom,
  actor: Actor,
  { state, cursor, limit = 50 }: { state?: string; cursor?: string; limit?: number },
) {
  const reach = policy.reach(actor, 'clue.read')
  if (!reach) throw problem('forbidden', '您的角色不能查看线索')
  const size = Math.min(limit, 200)
  const conditions = ['id < ?']
  const values: (string | number)[] = [cursor ?? '~']
  if (state !== undefined) {
    conditions.push('state = ?')
    values.push(state)
  }
  if (!reach.all) {
    const places = reach.departmentIds.map(() => '?').join(', ')
    conditions.push(
      `(${reach.departmentIds.length > 0 ? `department_id IN (${places}) OR ` : ''}registered_by = ?)`,
    )
    values.push(...reach.departmentIds, reach.ownOfficerId ?? '')
  }
  const rows = await database.sql.all<ClueRow>(
    `SELECT * FROM clues WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
    [...values, size + 1],
  )
  const items = rows.slice(0, size).map(viewOf)
  return { items, next: rows.length > size ? items.at(-1)!.id : null }
}
