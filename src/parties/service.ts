/** 服务对象库: citizens and organisations whom cases concern, and what they were penalised for. Numbers are sealed at rest and masked when shown. */
import type { Actor } from '../identity/actor.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'

export type PartyKind = 'citizen' | 'organisation'

export interface NewParty {
  kind: PartyKind
  name: string
  /** 身份证号 (GB 11643) of a citizen, 统一社会信用代码 (GB 32100) of an organisation; left out when it is not known yet. */
  idNumber?: string
  phone?: string
  address?: string
  /** Organisations: 法定代表人 or person in charge. */
  legalRepresentative?: string
  /** Sole traders 个体工商户 have a trade name and an operator; then 字号. */
  tradeName?: string
}

/** A party as lists and screens show it: a citizen's number, phone and address masked. */
export interface Party {
  id: string
  kind: PartyKind
  name: string
  /** `330381********1234`; null when unknown. */
  idNumber: string | null
  phone: string | null
  address: string | null
  legalRepresentative: string | null
  tradeName: string | null
  /** YYYY-MM-DD, derived from a citizen's number; needed for ages 14 and 18 (行政处罚法 第三十条). */
  birthDay: string | null
  version: number
}

/** A party with everything in clear; only `reveal` gives it, and each time is in the audit log. */
export interface RevealedParty extends Party {
  sex: 'female' | 'male' | null
}

export interface PartyRecord {
  id: string
  partyId: string
  violationCode: string
  /** YYYY-MM-DD */
  decidedOn: string
  fineFen: number
  caseId: string
}

export interface Parties {
  /** Masked. @throws Problem `not-found`. */
  get(actor: Actor, id: string): Promise<Party>
  /** By name (part of it), or by the exact id number; masked, at most 50. */
  search(actor: Actor, query: { name?: string; idNumber?: string; kind?: PartyKind }): Promise<Party[]>
  /** @param purpose what the numbers are needed for, Chinese; written into the audit log. */
  reveal(
    tx: WriteTransaction,
    actor: Actor,
    id: string,
    purpose: string,
    caseId?: string,
  ): Promise<RevealedParty>
  /**
   * The party with this id number, or a new one; without a number always a new one (same names are not the same person). Facts that were missing are filled
   * in, those that differ are replaced; a citizen's name is not: a number that stands under another name is a `conflict`.
   * @throws Problem `input-invalid` with the field when a check digit is wrong.
   */
  findOrCreate(
    tx: WriteTransaction,
    actor: Actor,
    party: NewParty,
    caseId?: string,
  ): Promise<{ party: Party; created: boolean }>
  update(
    tx: WriteTransaction,
    actor: Actor,
    id: string,
    change: Partial<Omit<NewParty, 'kind'>>,
    caseId?: string,
  ): Promise<Party>
  /** Records a decided violation 违法记录, once per case. */
  addRecord(tx: WriteTransaction, actor: Actor, record: Omit<PartyRecord, 'id'>): Promise<PartyRecord>
  /** Takes a record back when the decision was revoked (review or litigation). */
  revokeRecord(tx: WriteTransaction, actor: Actor, caseId: string, reason: string): Promise<void>
  records(partyId: string): Promise<PartyRecord[]>
  /** Decisions against the party for the same violation within `monthsBack` months up to and with `asOf` (YYYY-MM-DD), newest first. */
  findRepeatRecord(
    partyId: string,
    violationCode: string,
    monthsBack: number,
    asOf: string,
  ): Promise<PartyRecord[]>
}
