/** 服务对象库: citizens and organisations whom cases concern, and what they were penalised for. Numbers are sealed at rest and masked when shown. */
import type { SealedColumns } from '../identity/key-rotation.ts'
import type { Actor } from '../identity/actor.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { Duplicate } from './duplicates.ts'
import type { ExportRequest } from './export-parties.ts'
import type { PartyChange } from './history.ts'
import type { IdKind } from './id-kind.ts'
import type { ImportReport } from './import-parties.ts'
import type { Merge, MergeState } from './merge.ts'
import type { NewRelation, Relation } from './relations.ts'

export type PartyKind = 'citizen' | 'organisation'

export interface NewParty {
  kind: PartyKind
  name: string
  /** 身份证号 (GB 11643) of a citizen, 统一社会信用代码 (GB 32100) of an organisation; left out when it is not known yet. */
  idNumber?: string
  /** Left out: 居民身份证 of a citizen, 统一社会信用代码 of an organisation. */
  idKind?: IdKind
  /** Who issued a passport, ISO 3166 of three letters. */
  idCountry?: string
  phone?: string
  address?: string
  /** Organisations: 法定代表人 or person in charge. */
  legalRepresentative?: string
  /** Sole traders 个体工商户 have a trade name 字号 and an operator 经营者. */
  tradeName?: string
  operator?: string
}

/** A party as lists and screens show it: a citizen's number, phone and address masked. */
export interface Party {
  id: string
  kind: PartyKind
  name: string
  idKind: IdKind | null
  idCountry: string | null
  /** `330381********1234`; null when unknown. */
  idNumber: string | null
  phone: string | null
  address: string | null
  legalRepresentative: string | null
  tradeName: string | null
  operator: string | null
  /** YYYY-MM-DD, derived from a citizen's number; needed for ages 14 and 18 (行政处罚法 第三十条). */
  birthDay: string | null
  /** The party that stands for this one since they were merged 合并. */
  mergedInto: string | null
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
  /** False: the violation stands, and was not penalised 不予处罚. */
  penalised: boolean
  caseId: string
}

/** At least one of name, initials, idNumber and phone. */
export interface PartyQuery {
  /** Part of a name or trade name. */
  name?: string
  /** Only names that begin so: by the index, for lists that grow with each key pressed. */
  prefix?: string
  /** First letters of the name's pinyin: `ljfd` finds 临江饭店. */
  initials?: string
  /** The whole number, of any kind. */
  idNumber?: string
  phone?: string
  kind?: PartyKind
  /** Id of the last party of the page before. */
  after?: string
  /** At most 200; 50 unless told. */
  limit?: number
}

export interface Parties {
  /** Masked. @throws Problem `not-found`. */
  get(actor: Actor, id: string): Promise<Party>
  /** Masked, as it was on record at the instant (epoch ms). */
  getAt(actor: Actor, id: string, at: number): Promise<Party>
  /** Masked, by name. @throws Problem `input-invalid` when nothing is asked for. */
  search(actor: Actor, query: PartyQuery): Promise<Party[]>
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
  /** @param version as it was read: @throws Problem `changed-meanwhile` when somebody was faster. */
  update(
    tx: WriteTransaction,
    actor: Actor,
    id: string,
    change: Partial<Omit<NewParty, 'kind'>>,
    version: number,
  ): Promise<Party>
  /** Who changed what when, oldest first, the values masked. */
  history(actor: Actor, id: string): Promise<PartyChange[]>
  /** Records a decided violation 违法记录, once per case. `penalised` left out: as it was, of a new record true. */
  addRecord(
    tx: WriteTransaction,
    actor: Actor,
    record: Omit<PartyRecord, 'id' | 'penalised'> & { penalised?: boolean },
  ): Promise<PartyRecord>
  /** Takes a record back when the decision was revoked (review or litigation). */
  revokeRecord(tx: WriteTransaction, actor: Actor, caseId: string, reason: string): Promise<void>
  /** Of the party and of those merged with it. */
  records(partyId: string): Promise<PartyRecord[]>
  /** Decisions against the party for the same violation within `monthsBack` months up to and with `asOf` (YYYY-MM-DD), newest first. */
  findRepeatRecord(
    partyId: string,
    violationCode: string,
    monthsBack: number,
    asOf: string,
  ): Promise<PartyRecord[]>

  /** The party and all that were merged with it; for whoever gathers what concerns one party. */
  familyOf(partyId: string): Promise<string[]>
  /** Parties that may be the same as this one, with why; or, without one, pairs of the whole register. */
  duplicates(actor: Actor, partyId?: string): Promise<Duplicate[]>
  proposeMerge(
    tx: WriteTransaction,
    actor: Actor,
    merge: { mergedId: string; survivorId: string; reason: string },
  ): Promise<Merge>
  /** By another person than the proposer. */
  decideMerge(
    tx: WriteTransaction,
    actor: Actor,
    mergeId: string,
    decision: { approve: boolean; reason: string },
  ): Promise<Merge>
  undoMerge(tx: WriteTransaction, actor: Actor, mergeId: string, reason: string): Promise<Merge>
  merges(actor: Actor, query: { state?: MergeState; partyId?: string }): Promise<Merge[]>

  relate(tx: WriteTransaction, actor: Actor, relation: NewRelation): Promise<Relation>
  endRelation(tx: WriteTransaction, actor: Actor, relationId: string, toOn: string): Promise<Relation>
  /** Seen from the party: of both directions, with the other's name. */
  relations(actor: Actor, partyId: string): Promise<Relation[]>

  /** CSV with a byte order mark, as spreadsheet programs like it. */
  exportCsv(tx: WriteTransaction, actor: Actor, request: ExportRequest): Promise<string>
  /** What cannot be taken is reported, the rest is entered; a dry run enters nothing and reports the same. */
  importCsv(actor: Actor, csv: string, dryRun: boolean): Promise<ImportReport>
  /** Makes search indexes anew that an older version made, or none. */
  /** For the rotation of keys. */
  readonly sealedColumns: SealedColumns
  refreshIndexes(): Promise<void>
}
