import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize'
import type { FieldCipher } from '../identity/field-cipher.ts'
import { birthDayOf, sexOf } from './id-number.ts'
import { maskAddress, maskIdNumber, maskPhone } from './mask.ts'
import type { Party, PartyKind, PartyRecord, RevealedParty } from './service.ts'

export interface PartyRow {
  id: string
  kind: PartyKind
  name: string
  trade_name: string | null
  legal_representative: string | null
  /** Sealed. */
  id_number: string | null
  /** Blind index of the normalised number. */
  id_number_index: string | null
  /** Sealed. */
  phone: string | null
  /** Sealed. */
  address: string | null
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
  revoked_at: number | null
}

export interface PartyModels {
  parties: ModelStatic<Model<PartyRow, PartyRow>>
  records: ModelStatic<Model<RecordRow, RecordRow>>
}

export function definePartyModels(sequelize: Sequelize): PartyModels {
  const text = (length: number) => DataTypes.STRING(length)
  const id = { type: text(26), primaryKey: true }
  return {
    parties: sequelize.define<Model<PartyRow, PartyRow>>(
      'party',
      {
        id,
        kind: text(12),
        name: text(120),
        trade_name: text(120),
        legal_representative: text(60),
        id_number: DataTypes.TEXT,
        id_number_index: text(64),
        phone: DataTypes.TEXT,
        address: DataTypes.TEXT,
        version: DataTypes.BIGINT,
        created_at: DataTypes.BIGINT,
        updated_at: DataTypes.BIGINT,
      },
      { tableName: 'parties' },
    ),
    records: sequelize.define<Model<RecordRow, RecordRow>>(
      'party_record',
      {
        id,
        party_id: text(26),
        violation_code: text(20),
        decided_on: text(10),
        fine_fen: DataTypes.BIGINT,
        case_id: text(26),
        revoked_at: DataTypes.BIGINT,
      },
      { tableName: 'party_records' },
    ),
  }
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
  const citizen = row.kind === 'citizen' && idNumber !== null
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    idNumber,
    phone: open(row.phone, place.phone),
    address: open(row.address, place.address),
    legalRepresentative: row.legal_representative,
    tradeName: row.trade_name,
    birthDay: citizen ? birthDayOf(idNumber) : null,
    sex: citizen ? sexOf(idNumber) : null,
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
    caseId: row.case_id,
  }
}
