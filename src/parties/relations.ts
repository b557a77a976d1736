/** How parties belong together 关联: from a day, to a day, seen from both sides. Circles are allowed where the world has them: an employee of the firm they represent. */
import type { Actor } from '../identity/actor.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { familyOf, placesOf } from './family.ts'
import type { PartyRow } from './model.ts'
import { findParty, type PartyRoom } from './room.ts'
import type { Parties, PartyKind } from './service.ts'

export const relationKinds = ['legal-representative-of', 'operator-of', 'employee-of', 'guardian-of'] as const
type RelationKind = (typeof relationKinds)[number]

/** Who may stand on which side, and how each side reads. One at a time: a second one in the same days is a mistake (民法典 第六十一条: one legal representative). */
const rules: Record<
  RelationKind,
  { from: PartyKind[]; to: PartyKind[]; words: [string, string]; oneAtATime: boolean }
> = {
  'legal-representative-of': {
    from: ['citizen'],
    to: ['organisation'],
    words: ['担任法定代表人', '法定代表人'],
    oneAtATime: true,
  },
  'operator-of': {
    from: ['citizen', 'organisation'],
    to: ['organisation'],
    words: ['经营', '经营者'],
    oneAtATime: false,
  },
  'employee-of': {
    from: ['citizen'],
    to: ['organisation'],
    words: ['受雇于', '从业人员'],
    oneAtATime: false,
  },
  // Parents are two; an organisation may be a guardian too (民法典 第二十七条、第三十二条).
  'guardian-of': {
    from: ['citizen', 'organisation'],
    to: ['citizen'],
    words: ['监护', '监护人'],
    oneAtATime: false,
  },
}

interface RelationRow {
  id: string
  kind: RelationKind
  party_id: string
  other_id: string
  from_on: string
  to_on: string | null
  recorded_by: string
  recorded_at: number
}

export interface NewRelation {
  kind: RelationKind
  /** Who represents, operates, works, guards. */
  partyId: string
  /** Whom or what. */
  otherId: string
  fromOn: string
  toOn?: string
}

export interface Relation {
  id: string
  kind: RelationKind
  /** Whether the party that was asked for stands first. */
  outgoing: boolean
  /** Chinese, as read from the party that was asked for. */
  word: string
  other: { id: string; kind: PartyKind; name: string }
  fromOn: string
  toOn: string | null
}

export function relatedParties(room: PartyRoom): Pick<Parties, 'relate' | 'endRelation' | 'relations'> {
  const { database, clock, audit, policy, newId } = room

  const overlapping = (
    sql: Sql,
    condition: string,
    ids: string[],
    fromOn: string,
    toOn: string | undefined,
  ) =>
    sql.all<RelationRow>(
      `SELECT * FROM party_relations WHERE ${condition} AND from_on <= ? AND (to_on IS NULL OR to_on >= ?)`,
      [...ids, toOn ?? '9999-12-31', fromOn],
    )

  function view(row: RelationRow, other: PartyRow, outgoing: boolean): Relation {
    return {
      id: row.id,
      kind: row.kind,
      outgoing,
      word: rules[row.kind].words[outgoing ? 0 : 1],
      other: { id: other.id, kind: other.kind, name: other.name },
      fromOn: row.from_on,
      toOn: row.to_on,
    }
  }

  return {
    async relate(tx, actor, { kind, partyId, otherId, fromOn, toOn }) {
      policy.require(actor, 'party.edit')
      const refuse = (path: string, message: string) =>
        problem('input-invalid', '关联信息有误', [{ path, message }])
      if (toOn !== undefined && toOn < fromOn) throw refuse('toOn', '截止日期不能早于起始日期')
      if (partyId === otherId) throw refuse('otherId', '不能与自身关联')
      const { forUpdate } = database.dialect
      const rows = new Map<string, PartyRow>()
      for (const id of [partyId, otherId].sort()) rows.set(id, await findParty(tx.sql, id, forUpdate))
      const [party, other] = [rows.get(partyId)!, rows.get(otherId)!]
      const rule = rules[kind]
      if (!rule.from.includes(party.kind)) throw refuse('partyId', `单位不能${rule.words[0]}`)
      if (!rule.to.includes(other.kind))
        throw refuse('otherId', other.kind === 'citizen' ? '对方应为单位' : '对方应为公民')
      const [twice] = await overlapping(
        tx.sql,
        rule.oneAtATime ? 'kind = ? AND other_id = ?' : 'kind = ? AND other_id = ? AND party_id = ?',
        rule.oneAtATime ? [kind, otherId] : [kind, otherId, partyId],
        fromOn,
        toOn,
      )
      if (twice) throw problem('conflict', `“${other.name}”在此期间已有${rule.words[1]}，请先登记其截止日期`)
      if (kind === 'guardian-of') {
        // Who needs a guardian cannot be one (民法典 第二十七条: a guardian has the capacity for it).
        const wards = await overlapping(
          tx.sql,
          "kind = 'guardian-of' AND (other_id = ? OR party_id = ?)",
          [partyId, otherId],
          fromOn,
          toOn,
        )
        if (wards.length > 0) throw problem('conflict', '在此期间被监护的人不能担任监护人')
      }
      const row: RelationRow = {
        id: newId(),
        kind,
        party_id: partyId,
        other_id: otherId,
        from_on: fromOn,
        to_on: toOn ?? null,
        recorded_by: actor.accountId,
        recorded_at: clock.now(),
      }
      await insertRow(tx.sql, 'party_relations', row)
      await record(tx, actor, 'party.related', row)
      return view(row, other, true)
    },

    async endRelation(tx, actor, relationId, toOn) {
      policy.require(actor, 'party.edit')
      const [row] = await tx.sql.all<RelationRow>(
        `SELECT * FROM party_relations WHERE id = ? ${database.dialect.forUpdate}`,
        [relationId],
      )
      if (!row) throw problem('not-found', '关联不存在')
      if (row.to_on !== null) throw problem('conflict', `该关联已于 ${row.to_on} 截止`)
      if (toOn < row.from_on)
        throw problem('input-invalid', '关联信息有误', [
          { path: 'toOn', message: `不能早于起始日期 ${row.from_on}` },
        ])
      await updateRows<RelationRow>(tx.sql, 'party_relations', { id: relationId }, { to_on: toOn })
      const ended = { ...row, to_on: toOn }
      await record(tx, actor, 'party.relation-ended', ended)
      return view(ended, await findParty(tx.sql, row.other_id), true)
    },

    async relations(actor, partyId) {
      policy.require(actor, 'party.read')
      await findParty(database.sql, partyId)
      const family = await familyOf(database.sql, partyId)
      const places = placesOf(family)
      const rows = await database.sql.all<RelationRow>(
        `SELECT * FROM party_relations WHERE party_id IN (${places}) OR other_id IN (${places}) ORDER BY from_on, id`,
        [...family, ...family],
      )
      const others = rows.map((row) => (family.includes(row.party_id) ? row.other_id : row.party_id))
      if (others.length === 0) return []
      const parties = await database.sql.all<PartyRow>(
        `SELECT * FROM parties WHERE id IN (${placesOf(others)})`,
        others,
      )
      const byId = new Map(parties.map((party) => [party.id, party]))
      return rows.map((row, index) => view(row, byId.get(others[index]!)!, family.includes(row.party_id)))
    },
  }

  function record(tx: Parameters<Parties['relate']>[0], actor: Actor, action: string, row: RelationRow) {
    return audit.append(tx, {
      actor,
      action,
      object: { type: 'party', id: row.party_id },
      after: { relation: row.id, kind: row.kind, other: row.other_id, from: row.from_on, to: row.to_on },
    })
  }
}
