import type { FieldCipher } from '../identity/field-cipher.ts'
import type { IdKind } from './id-kind.ts'
import { birthDayOf, sexOf } from './id-number.ts'
import { maskAddress, maskIdNumber, maskPhone } from './mask.ts'
import type { Party, PartyKind, PartyRecord, RevealedParty } from './service.ts'

export interface PartyRow {
  id: string
  kind: PartyKind
  name: string
  trade_name: string | null
  legal_representative: string | null
  /** Of a sole trader 个体工商户: the operator 经营者. */
  operator_name: string | null
  id_kind: IdKind | null
  /** Who issued a passport, ISO 3166 of three letters. */
  id_country: string | null
  /** Sealed. */
  id_number: string | null
  /** Blind index of the normalised number. */
  id_number_index: string | null
  /** Sealed. */
  phone: string | null
  /** Sealed. */
  address: string | null
  /** Blind index. */
  phone_index: string | null
  /** Blind index of the address without spaces and marks. */
  address_index: string | null
  /** Of the pinyin of the name. */
  name_initials: string | null
  /** Of an organisation: its name without the words that many share. */
  name_key: string | null
  /** By which version of the code the four above were made. */
  index_version: number
  /** The party that this one was merged into 合并. */
  merged_into: string | null
  version: number
  created_at: number
  updated_at: number
}

export interface RecordRow {
  id: string
  party_id: string
  violation_code: string
  decided_on: string
  fine_fen: number
  case_id: string
  /** 0: decided without a penalty 不予处罚. */
  penalised: number
  revoked_at: number | null
}

/** Names of the sealed fields, as the cipher binds them. */
export const place = {
  idNumber: 'parties.id_number',
  phone: 'parties.phone',
  address: 'parties.address',
} as const

export function reveal(row: PartyRow, cipher: FieldCipher): RevealedParty {
  const open = (sealed: string | null, where: string) => (sealed === null ? null : cipher.open(sealed, where))
  const idNumber = open(row.id_number, place.idNumber)
  const proving = row.id_kind === 'resident-id' && idNumber !== null
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    idKind: row.id_kind,
    idCountry: row.id_country,
    idNumber,
    phone: open(row.phone, place.phone),
    address: open(row.address, place.address),
    legalRepresentative: row.legal_representative,
    tradeName: row.trade_name,
    operator: row.operator_name,
    birthDay: proving ? birthDayOf(idNumber) : null,
    sex: proving ? sexOf(idNumber) : null,
    mergedInto: row.merged_into,
    version: Number(row.version),
  }
}

/** An organisation's code and seat are public (企业信息公示); a citizen's are not. */
export function mask({ sex: _sex, ...party }: RevealedParty): Party {
  const phone = party.phone && maskPhone(party.phone)
  if (party.kind === 'organisation') return { ...party, phone }
  return {
    ...party,
    phone,
    idNumber: party.idNumber && maskIdNumber(party.idNumber),
    address: party.address && maskAddress(party.address),
  }
}

export function toRecord(row: RecordRow): PartyRecord {
  return {
    id: row.id,
    partyId: row.party_id,
    violationCode: row.violation_code,
    decidedOn: row.decided_on,
    fineFen: Number(row.fine_fen),
    penalised: Number(row.penalised) === 1,
    caseId: row.case_id,
  }
}
