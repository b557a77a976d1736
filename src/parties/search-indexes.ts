/** The columns by which a party is found: blind indexes of what is sealed, initials and key of the name. */
import type { SealedColumns } from '../identity/key-rotation.ts'
import { updateRows } from '../platform/database/rows.ts'
import { normalisePhone } from './check-party.ts'
import { indexedNumber, type IdKind } from './id-kind.ts'
import { normaliseIdNumber } from './id-number.ts'
import { type PartyRow, place, reveal } from './model.ts'
import { addressKey, initialsOf, nameKey } from './names.ts'
import type { PartyRoom } from './room.ts'
import type { RevealedParty } from './service.ts'

/** Raised when the columns are made otherwise: `refreshIndexes` then makes those of every party anew. */
const indexVersion = 1

type Indexes = Pick<
  PartyRow,
  'id_number_index' | 'phone_index' | 'address_index' | 'name_initials' | 'name_key' | 'index_version'
>
type Indexed = Pick<
  RevealedParty,
  'kind' | 'name' | 'idKind' | 'idCountry' | 'idNumber' | 'phone' | 'address'
>

function numberIndex(
  { cipher }: PartyRoom,
  idKind: IdKind,
  idCountry: string | null,
  number: string,
): string {
  return cipher.blindIndex(indexedNumber(idKind, idCountry, normaliseIdNumber(number)), place.idNumber)
}

/** What the number may be indexed as while keys are being replaced. */
export const numberIndexes = (
  { cipher }: PartyRoom,
  idKind: IdKind,
  idCountry: string | null,
  number: string,
): string[] =>
  cipher.blindIndexes(indexedNumber(idKind, idCountry, normaliseIdNumber(number)), place.idNumber)

export const phoneIndexes = ({ cipher }: PartyRoom, phone: string): string[] =>
  cipher.blindIndexes(normalisePhone(phone), place.phone)

const phoneIndex = ({ cipher }: PartyRoom, phone: string): string =>
  cipher.blindIndex(normalisePhone(phone), place.phone)

export async function indexesOf(room: PartyRoom, party: Indexed): Promise<Indexes> {
  const { kind, name, idKind, idCountry, idNumber, phone, address } = party
  return {
    id_number_index:
      idNumber === null || idKind === null ? null : numberIndex(room, idKind, idCountry, idNumber),
    phone_index: phone === null ? null : phoneIndex(room, phone),
    address_index: address === null ? null : room.cipher.blindIndex(addressKey(address), place.address),
    name_initials: await initialsOf(name),
    name_key: kind === 'organisation' ? nameKey(name, room.rules.organisationForms) : null,
    index_version: indexVersion,
  }
}

/** For the rotation of keys: the indexes go with what they index. */
export const sealedColumns = (room: PartyRoom): SealedColumns => ({
  table: 'parties',
  key: 'id',
  columns: { id_number: place.idNumber, phone: place.phone, address: place.address },
  async indexes(row) {
    const { id_number_index, phone_index, address_index } = await indexesOf(
      room,
      reveal(row as unknown as PartyRow, room.cipher),
    )
    return { id_number_index, phone_index, address_index }
  },
})

const batch = 500

export async function refreshIndexes(room: PartyRoom): Promise<void> {
  const { database, cipher } = room
  for (;;) {
    const rows = await database.sql.all<PartyRow>(
      'SELECT * FROM parties WHERE index_version < ? ORDER BY index_version, id LIMIT ?',
      [indexVersion, batch],
    )
    if (rows.length === 0) return
    await database.write(async ({ sql }) => {
      for (const row of rows) {
        const indexes = await indexesOf(room, reveal(row, cipher))
        await updateRows<PartyRow>(sql, 'parties', { id: row.id, version: row.version }, indexes)
      }
    })
  }
}
