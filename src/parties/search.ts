/** Finding parties: by name, by the letters of its pinyin, by a whole number or phone through their blind indexes. */
import type { Actor } from '../identity/actor.ts'
import type { SqlValue } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { placesOf } from './family.ts'
import { idKinds } from './id-kind.ts'
import { normaliseIdNumber } from './id-number.ts'
import type { PartyRow } from './model.ts'
import { masked, type PartyRoom } from './room.ts'
import { numberIndexes, phoneIndexes } from './search-indexes.ts'
import type { Party, PartyQuery } from './service.ts'

const usual = 50
const most = 200
/** Sorts after every name. */
const last = '\u{10FFFF}'

export async function searchParties(room: PartyRoom, actor: Actor, query: PartyQuery): Promise<Party[]> {
  room.policy.require(actor, 'party.read')
  const rows = await selectParties(room, query, Math.min(query.limit ?? usual, most))
  return rows.map((row) => masked(room, row))
}

export async function selectParties(
  room: PartyRoom,
  { name, prefix, initials, idNumber, phone, kind, after }: PartyQuery,
  limit: number,
): Promise<PartyRow[]> {
  const conditions: string[] = []
  const values: SqlValue[] = []
  const where = (condition: string, ...more: SqlValue[]) => {
    conditions.push(condition)
    values.push(...more)
  }
  const begins = (column: string, text: string) =>
    where(`${column} >= ? AND ${column} < ?`, text, text + last)
  if (name?.trim()) where('(INSTR(name, ?) > 0 OR INSTR(trade_name, ?) > 0)', name.trim(), name.trim())
  if (prefix?.trim()) begins('name', prefix.trim())
  if (initials?.trim()) begins('name_initials', initials.trim().toLowerCase())
  if (idNumber?.trim()) {
    const numbers = typedNumberIndexes(room, idNumber)
    where(`id_number_index IN (${placesOf(numbers)})`, ...numbers)
  }
  if (phone?.trim()) {
    const phones = phoneIndexes(room, phone)
    where(`phone_index IN (${placesOf(phones)})`, ...phones)
  }
  if (conditions.length === 0) {
    throw problem('input-invalid', '请输入姓名、名称、拼音首字母、电话或者完整的证件号码', [
      { path: 'name', message: '请输入查询内容' },
    ])
  }
  if (kind) where('kind = ?', kind)
  if (after)
    where(
      '(name > (SELECT name FROM parties WHERE id = ?) OR (name = (SELECT name FROM parties WHERE id = ?) AND id > ?))',
      after,
      after,
      after,
    )
  return room.database.sql.all<PartyRow>(
    `SELECT * FROM parties WHERE ${conditions.join(' AND ')} ORDER BY name, id LIMIT ?`,
    [...values, limit],
  )
}

/** Whoever types a number need not say of which kind it is; a passport's country may stand before it: `USA 123456789`. */
function typedNumberIndexes(room: PartyRoom, typed: string): string[] {
  const [, country, number] = /^\s*([A-Za-z]{3})\s+(.+)$/.exec(typed) ?? []
  if (country && number) return numberIndexes(room, 'passport', country.toUpperCase(), number)
  const text = normaliseIdNumber(typed)
  return idKinds
    .filter((kind) => kind !== 'passport')
    .flatMap((kind) => numberIndexes(room, kind, null, text))
    .concat(numberIndexes(room, 'passport', 'CHN', text))
}
