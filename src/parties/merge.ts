/**
 * Merging two files of one party 合并: proposed by one person, decided by another, undone when it was wrong. A merge only sets a pointer from the merged
 * party to the survivor: nothing else is rewritten, so cases keep the name and number they were handled under, and undoing restores exactly what was.
 */
import type { Actor } from '../identity/actor.ts'
import { insertRow, shown, type Shown, updateRows } from '../platform/database/rows.ts'
import type { Sql, SqlValue, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { writeChange } from './history.ts'
import { normaliseIdNumber } from './id-number.ts'
import { type PartyRow, reveal } from './model.ts'
import { findParty, type PartyRoom } from './room.ts'
import type { Parties } from './service.ts'

export const mergeStates = ['proposed', 'approved', 'refused', 'undone'] as const
export type MergeState = (typeof mergeStates)[number]

interface MergeRow {
  id: string
  merged_id: string
  survivor_id: string
  state: MergeState
  reason: string
  proposed_by: string
  proposed_name: string
  proposed_at: number
  decided_by: string | null
  decided_name: string | null
  decided_at: number | null
  decision_reason: string | null
  undone_by: string | null
  undone_name: string | null
  undone_at: number | null
  undo_reason: string | null
}

export type Merge = Shown<MergeRow>

export function mergingParties(
  room: PartyRoom,
): Pick<Parties, 'proposeMerge' | 'decideMerge' | 'undoMerge' | 'merges'> {
  const { database, clock, audit, policy, cipher, newId } = room
  const { forUpdate } = database.dialect

  async function find(sql: Sql, id: string): Promise<MergeRow> {
    const [row] = await sql.all<MergeRow>(`SELECT * FROM party_merges WHERE id = ? ${forUpdate}`, [id])
    if (!row) throw problem('not-found', '合并申请不存在')
    return row
  }

  /** Both rows, locked in the order of their ids so that two who merge crosswise do not wait for each other. */
  async function lockBoth(sql: Sql, mergedId: string, survivorId: string): Promise<[PartyRow, PartyRow]> {
    const rows = new Map<string, PartyRow>()
    for (const id of [mergedId, survivorId].sort()) rows.set(id, await findParty(sql, id, forUpdate))
    return [rows.get(mergedId)!, rows.get(survivorId)!]
  }

  function requireMergeable(merged: PartyRow, survivor: PartyRow): void {
    if (merged.kind !== survivor.kind) throw problem('conflict', '公民与单位不能合并')
    for (const { name, merged_into } of [merged, survivor])
      if (merged_into !== null) throw problem('conflict', `“${name}”已并入其他档案，不能再合并`)
    if (merged.id_number !== null && survivor.id_number === null)
      throw problem('conflict', '被并入的档案有证件号码而保留的没有，请保留有证件号码的档案')
    const [one, other] = [reveal(merged, cipher), reveal(survivor, cipher)]
    if (
      merged.id_number !== null &&
      one.idKind === other.idKind &&
      normaliseIdNumber(one.idNumber ?? '') !== normaliseIdNumber(other.idNumber ?? '') &&
      merged.id_kind !== 'passport'
    )
      throw problem('conflict', '两份档案的同种证件号码不同，不是同一对象；号码登记有误的请先更正')
  }

  async function point(
    tx: WriteTransaction,
    actor: Actor,
    act: 'merged' | 'merge-undone',
    row: PartyRow,
    mergedInto: string | null,
  ): Promise<void> {
    const version = Number(row.version) + 1
    await updateRows<PartyRow>(
      tx.sql,
      'parties',
      { id: row.id },
      { merged_into: mergedInto, version, updated_at: clock.now() },
    )
    const before = reveal(row, cipher)
    await writeChange(room, tx, actor, { act, id: row.id, version }, before, { ...before, mergedInto })
  }

  const record = (tx: WriteTransaction, actor: Actor, action: string, row: MergeRow, reason: string) =>
    audit.append(tx, {
      actor,
      action,
      object: { type: 'party', id: row.merged_id },
      authority: reason,
      after: { merge: row.id, survivor: row.survivor_id },
    })

  return {
    async proposeMerge(tx, actor, { mergedId, survivorId, reason }) {
      policy.require(actor, 'party.edit')
      if (mergedId === survivorId)
        throw problem('input-invalid', '不能与自身合并', [{ path: 'survivorId', message: '与被并入的相同' }])
      const [merged, survivor] = await lockBoth(tx.sql, mergedId, survivorId)
      requireMergeable(merged, survivor)
      const [open] = await tx.sql.all(
        "SELECT id FROM party_merges WHERE state = 'proposed' AND (merged_id IN (?, ?) OR survivor_id = ?)",
        [mergedId, survivorId, mergedId],
      )
      if (open) throw problem('conflict', '其中一份档案已有待审批的合并申请')
      const row: MergeRow = {
        id: newId(),
        merged_id: mergedId,
        survivor_id: survivorId,
        state: 'proposed',
        reason,
        proposed_by: actor.accountId,
        proposed_name: actor.name,
        proposed_at: clock.now(),
        decided_by: null,
        decided_name: null,
        decided_at: null,
        decision_reason: null,
        undone_by: null,
        undone_name: null,
        undone_at: null,
        undo_reason: null,
      }
      await insertRow(tx.sql, 'party_merges', row)
      await record(tx, actor, 'party.merge-proposed', row, reason)
      return shown(row)
    },

    async decideMerge(tx, actor, mergeId, { approve, reason }) {
      policy.require(actor, 'party.merge')
      const row = await find(tx.sql, mergeId)
      if (row.state !== 'proposed') throw problem('conflict', '该合并申请已经处理')
      if (row.proposed_by === actor.accountId)
        throw problem('forbidden', '不能审批自己提出的合并，请由他人审批')
      if (approve) {
        const [merged, survivor] = await lockBoth(tx.sql, row.merged_id, row.survivor_id)
        requireMergeable(merged, survivor)
        await point(tx, actor, 'merged', merged, survivor.id)
      }
      const decided: Partial<MergeRow> = {
        state: approve ? 'approved' : 'refused',
        decided_by: actor.accountId,
        decided_name: actor.name,
        decided_at: clock.now(),
        decision_reason: reason,
      }
      await updateRows<MergeRow>(tx.sql, 'party_merges', { id: mergeId }, decided)
      await record(tx, actor, approve ? 'party.merged' : 'party.merge-refused', row, reason)
      return shown({ ...row, ...decided })
    },

    async undoMerge(tx, actor, mergeId, reason) {
      policy.require(actor, 'party.merge')
      const row = await find(tx.sql, mergeId)
      if (row.state !== 'approved') throw problem('conflict', '该合并没有生效，无须撤销')
      await point(tx, actor, 'merge-undone', await findParty(tx.sql, row.merged_id, forUpdate), null)
      const undone: Partial<MergeRow> = {
        state: 'undone',
        undone_by: actor.accountId,
        undone_name: actor.name,
        undone_at: clock.now(),
        undo_reason: reason,
      }
      await updateRows<MergeRow>(tx.sql, 'party_merges', { id: mergeId }, undone)
      await record(tx, actor, 'party.merge-undone', row, reason)
      return shown({ ...row, ...undone })
    },

    async merges(actor, { state, partyId }) {
      policy.require(actor, 'party.read')
      const conditions = ['1 = 1']
      const values: SqlValue[] = []
      if (state) {
        conditions.push('state = ?')
        values.push(state)
      }
      if (partyId) {
        conditions.push('(merged_id = ? OR survivor_id = ?)')
        values.push(partyId, partyId)
      }
      const rows = await database.sql.all<MergeRow>(
        `SELECT * FROM party_merges WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT 200`,
        values,
      )
      return rows.map(shown)
    },
  }
}
