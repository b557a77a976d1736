/** Files that may be of one party, with why: suggested, never merged alone. */
import type { Actor } from '../identity/actor.ts'
import type { Sql } from '../platform/database/sql.ts'
import { placesOf } from './family.ts'
import type { PartyRow } from './model.ts'
import { likeness } from './names.ts'
import { findParty, masked, type PartyRoom } from './room.ts'
import type { Party } from './service.ts'

export interface Duplicate {
  party: Party
  other: Party
  /** Chinese. */
  reasons: string[]
}

const most = 100

/** Of one party, or pairs of the whole register. */
export async function duplicatesOf(room: PartyRoom, actor: Actor, partyId?: string): Promise<Duplicate[]> {
  const { policy, database } = room
  policy.require(actor, 'party.read')
  const pairs = partyId === undefined ? await surePairs(database.sql) : await pairsOf(database.sql, partyId)
  return pairs
    .map(([party, other]) => ({ party, other, reasons: reasonsOf(room, party, other) }))
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ party, other, reasons }) => ({
      party: masked(room, party),
      other: masked(room, other),
      reasons,
    }))
}

function reasonsOf({ rules }: PartyRoom, one: PartyRow, other: PartyRow): string[] {
  const same = (column: 'id_number_index' | 'phone_index' | 'address_index' | 'name') =>
    one[column] !== null && one[column] === other[column]
  const reasons: string[] = []
  if (same('id_number_index')) reasons.push('证件号码相同')
  if (one.kind !== other.kind) return reasons
  if (same('name') && same('phone_index')) reasons.push('姓名或者名称相同，电话相同')
  if (same('name') && same('address_index')) reasons.push('姓名或者名称相同，地址相同')
  if (one.name_key !== null && other.name_key !== null && !same('name')) {
    if (one.name_key === other.name_key) reasons.push('名称只差单位形式或者标点')
    else if (likeness(one.name_key, other.name_key) >= rules.similarNames) reasons.push('名称近似')
  }
  if (one.kind === 'organisation' && same('name') && reasons.length === 0) reasons.push('名称相同')
  return reasons
}

/** Candidates come from indexes: the same number, phone, address or name, and names that begin alike. */
async function pairsOf(sql: Sql, partyId: string): Promise<[PartyRow, PartyRow][]> {
  const party = await findParty(sql, partyId)
  const start = [...(party.name_key ?? '')].slice(0, 2).join('')
  const rows = await sql.all<PartyRow>(
    `SELECT * FROM parties WHERE id <> ? AND merged_into IS NULL AND (id_number_index = ? OR name = ? OR (name_key >= ? AND name_key < ?)) ORDER BY name, id LIMIT 2000`,
    [
      partyId,
      party.id_number_index,
      party.name,
      start === '' ? null : start,
      start === '' ? null : `${start}\u{10FFFF}`,
    ],
  )
  return rows.map((row) => [party, row])
}

/** What two equal indexes show; names that are merely alike are looked for one party at a time. */
async function surePairs(sql: Sql): Promise<[PartyRow, PartyRow][]> {
  const alike = [
    'b.id_number_index = a.id_number_index',
    'b.name = a.name AND b.kind = a.kind AND (b.phone_index = a.phone_index OR b.address_index = a.address_index)',
    'b.name_key = a.name_key',
  ]
  const found = new Map<string, [string, string]>()
  for (const condition of alike) {
    const pairs = await sql.all<{ one: string; other: string }>(
      `SELECT a.id AS one, b.id AS other FROM parties a JOIN parties b ON ${condition}
       WHERE a.id < b.id AND a.merged_into IS NULL AND b.merged_into IS NULL ORDER BY a.id, b.id LIMIT ?`,
      [most],
    )
    for (const { one, other } of pairs) found.set(`${one} ${other}`, [one, other])
  }
  const ids = [...new Set([...found.values()].flat())]
  if (ids.length === 0) return []
  const rows = await sql.all<PartyRow>(`SELECT * FROM parties WHERE id IN (${placesOf(ids)})`, ids)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return [...found.values()].slice(0, most).map(([one, other]) => [byId.get(one)!, byId.get(other)!])
}
