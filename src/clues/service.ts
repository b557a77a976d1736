/** Clues 线索: where every case begins. Each use case stands in a file of its own. */
import type { DueObject } from '../deadlines/owners.ts'
import type { Deadline, DeadlineColour } from '../deadlines/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { risingIds } from '../platform/ids.ts'
import { amendClue, type ClueChange } from './amend.ts'
import { type Answer, answerReporter, answersDue } from './answers.ts'
import {
  addAttachment,
  type AttachmentView,
  largestAttachment,
  type NewAttachment,
  readAttachment,
} from './attachments.ts'
import type { NewClue } from './check-clue.ts'
import { type CluePage, cluePage } from './clue-page.ts'
import type { ClueSource } from './clue-sources.ts'
import { clueIdsOf, dueClues } from './due-objects.ts'
import { acceptClue, educateClue, joinClue } from './ends.ts'
import { importClues, type ImportOrder, type ImportReport } from './import/import-clues.ts'
import type { ImportMapping } from './import/mapping.ts'
import { type ClueQuery, type ClueSummary, listClues } from './list.ts'
import type { ClueRow } from './model.ts'
import type { Particulars } from './particulars.ts'
import { decideProposal, type Proposal, type ProposalDecision, proposeEnd } from './proposals.ts'
import { placeKey } from './place-key.ts'
import { type CheckedClue, checkClue, insertClue, registerClue, type Registered } from './register.ts'
import { reopenClue } from './reopen.ts'
import { reporterForRegistration, revealClue } from './reveal.ts'
import { type CaseAccess, type ClueParts, type ClueRoom, findClue } from './room.ts'
import type { ClueRules } from './rules.ts'
import { type SimilarClue, similarClues } from './similar.ts'
import {
  assignVerification,
  reportVerification,
  type VerificationReport,
  verificationOf,
} from './verification.ts'

export interface Clues {
  readonly sources: ClueSource[]
  readonly rules: ClueRules
  readonly mappings: ImportMapping[]
  /** Bytes that the largest kind of attachment may have. */
  readonly largestAttachment: number
  /** The slice of cases says which case a clue may be joined to. */
  useCases(access: CaseAccess): void

  register(actor: Actor, clue: NewClue): Promise<Registered>
  /** The two halves of `register`, for who writes a clue in a transaction of their own. */
  check(actor: Actor, clue: NewClue): Promise<CheckedClue>
  insert(tx: WriteTransaction, actor: Actor, clue: CheckedClue): Promise<Registered>
  /** @param expectedVersion of the clue that the person saw. */
  amend(
    actor: Actor,
    clueId: string,
    change: ClueChange,
    expectedVersion: number,
  ): Promise<{ version: number }>
  list(actor: Actor, query: ClueQuery): Promise<{ items: ClueSummary[]; next: string | null }>
  page(actor: Actor, clueId: string): Promise<CluePage>
  similar(actor: Actor, clueId: string): Promise<SimilarClue[]>
  /** Particulars in clear; each look is in the audit log. */
  reveal(actor: Actor, clueId: string, purpose: string): Promise<Particulars>

  addAttachment(actor: Actor, clueId: string, attachment: NewAttachment): Promise<AttachmentView>
  attachment(
    actor: Actor,
    attachmentId: string,
  ): Promise<{ name: string; mediaType: string; sha256: string; bytes: Buffer }>

  assignVerification(actor: Actor, clueId: string, officerId: string): Promise<void>
  reportVerification(actor: Actor, clueId: string, report: VerificationReport): Promise<void>
  join(actor: Actor, clueId: string, joining: { caseId: string; reason: string }): Promise<void>
  educate(actor: Actor, clueId: string, education: { reason: string }): Promise<void>
  propose(actor: Actor, clueId: string, proposal: Proposal): Promise<void>
  decideProposal(actor: Actor, clueId: string, decision: ProposalDecision): Promise<void>
  reopen(actor: Actor, clueId: string, why: { reason: string }): Promise<void>

  answer(actor: Actor, clueId: string, answer: Answer): Promise<Deadline | undefined>
  answersDue(
    actor: Actor,
    query: { colour?: DeadlineColour; departmentId?: string; cursor?: string; limit?: number },
  ): Promise<{ items: (ClueSummary & { answer: Deadline })[]; next: string | null }>

  import(actor: Actor, order: ImportOrder): Promise<ImportReport>

  // For cases, in their transaction.
  /** The clue becomes a case. @throws Problem `conflict` when it has come to another end. */
  accept(tx: WriteTransaction, actor: Actor, clueId: string, caseId: string): Promise<ClueRow>
  /** @throws Problem `not-found`. */
  row(sql: Sql, clueId: string): Promise<ClueRow>
  /** 核查: what its verifier reported last. */
  verification(sql: Sql, clueId: string): ReturnType<typeof verificationOf>
  sourceName(code: string): string
  /** An address as it is compared. */
  placeKey(address: string): string
  /** Clues of these ids as what limits run on. */
  dueObjects(sql: Sql, ids: string[]): Promise<DueObject[]>
  /** Ids of the clues that wait for an end and are the officer's to bring to one. */
  idsOfOfficer(sql: Sql, officerId: string): Promise<string[]>
  /** Who reported, in clear, for the 案源登记表 alone. */
  reporterForRegistration(clueId: string, caseId: string): Promise<{ name?: string; phone?: string }>
}

export function createClues(parts: ClueParts): Clues {
  let access: CaseAccess | undefined
  const room: ClueRoom = {
    ...parts,
    newId: risingIds(parts.clock),
    cases() {
      if (!access) throw new Error('the slice of cases has not been connected')
      return access
    },
  }
  const { sources, rules, mappings } = parts
  return {
    sources,
    rules,
    mappings,
    largestAttachment: largestAttachment(room),
    useCases: (given) => void (access = given),
    register: (actor, clue) => registerClue(room, actor, clue),
    check: (actor, clue) => checkClue(room, actor, clue),
    insert: (tx, actor, clue) => insertClue(room, tx, actor, clue),
    amend: (actor, clueId, change, version) => amendClue(room, actor, clueId, change, version),
    list: (actor, query) => listClues(room, actor, query),
    page: (actor, clueId) => cluePage(room, actor, clueId),
    similar: (actor, clueId) => similarClues(room, actor, clueId),
    reveal: (actor, clueId, purpose) => revealClue(room, actor, clueId, purpose),
    addAttachment: (actor, clueId, attachment) => addAttachment(room, actor, clueId, attachment),
    attachment: (actor, attachmentId) => readAttachment(room, actor, attachmentId),
    assignVerification: (actor, clueId, officerId) => assignVerification(room, actor, clueId, officerId),
    reportVerification: (actor, clueId, report) => reportVerification(room, actor, clueId, report),
    join: (actor, clueId, joining) => joinClue(room, actor, clueId, joining),
    educate: (actor, clueId, education) => educateClue(room, actor, clueId, education),
    propose: (actor, clueId, proposal) => proposeEnd(room, actor, clueId, proposal),
    decideProposal: (actor, clueId, decision) => decideProposal(room, actor, clueId, decision),
    reopen: (actor, clueId, why) => reopenClue(room, actor, clueId, why),
    answer: (actor, clueId, answer) => answerReporter(room, actor, clueId, answer),
    answersDue: (actor, query) => answersDue(room, actor, query),
    import: (actor, order) => importClues(room, actor, order),
    accept: (tx, actor, clueId, caseId) => acceptClue(room, tx, actor, clueId, caseId),
    row: (sql, clueId) => findClue(sql, clueId),
    dueObjects: dueClues,
    idsOfOfficer: clueIdsOf,
    placeKey: (address) => placeKey(address, rules.similar.placePrefixes),
    sourceName: (code) => sources.find((one) => one.code === code)?.name ?? code,
    verification: verificationOf,
    reporterForRegistration: (clueId, caseId) => reporterForRegistration(room, clueId, caseId),
  }
}
