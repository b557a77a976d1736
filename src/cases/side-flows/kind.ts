/** What a kind of side flow 旁支事项 says of itself. One file per kind; `kinds.ts` is the table. */
import type { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { FormData } from '../../tasks/index.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'

/** `suspended`: the case waits to be resumed; `stayedUntil`: its enforcement does, until then at most (epoch ms). */
type Applied = 'done' | 'suspended' | { stayedUntil: number }

/** The `stage` of their approvals: they decide nothing about the stages of the case. */
export const sideFlowStage = 'side-flow'

export interface SideFlowKind<Fields extends z.ZodObject = z.ZodObject> {
  /** Chinese. */
  title: string
  /** The article that asks for it, e.g. 行政处罚法 第六十条. */
  law: string
  /** Kind of document that is approved and issued; null where the law knows none: then the approval itself is the record. */
  document: string | null
  /** Kinds that are issued with it, once it is agreed to; by what is asked for where that decides. */
  alsoIssues?: string[] | ((fact: FormData) => string[])
  /** Also of cases that were decided on the spot. */
  summaryToo?: boolean
  /** It is asked for once the case has ended, not while it is open. */
  ended?: true
  /** Also once the case has ended. */
  endedToo?: true
  /** Also while the investigation is suspended 中止. */
  suspendedToo?: true
  /** What the officer fills in. */
  fields: Fields
  /** Kind of fact under which its document finds it. */
  fact: string
  /**
   * Why there is nothing to ask for; and once it is agreed to, with what was asked for, why it cannot be brought about any more: things change in between. Then
   * nothing is issued, no number is taken.
   */
  whyNot?(
    room: CaseRoom,
    tx: WriteTransaction,
    row: CaseRow,
    asked?: FormData,
  ): string | undefined | Promise<string | undefined>
  /** Refuses what cannot be asked for now. @returns the fact. @throws Problem. */
  request(
    room: CaseRoom,
    tx: WriteTransaction,
    row: CaseRow,
    given: z.infer<Fields>,
    actor: Actor,
  ): Promise<object>
  /** What its approval brings about, in the transaction that issues its documents, when `whyNot` has found nothing in the way. */
  apply(
    room: CaseRoom,
    tx: WriteTransaction,
    row: CaseRow,
    fact: FormData,
    actor: Actor,
    sideFlowId: string,
  ): Promise<Applied>
  /** What follows where its approval does not agree, or it could not be applied any more. */
  refused?(room: CaseRoom, tx: WriteTransaction, row: CaseRow, sideFlowId: string): Promise<void>
}

export function issuedWith({ alsoIssues = [] }: SideFlowKind, fact: FormData): string[] {
  return typeof alsoIssues === 'function' ? alsoIssues(fact) : alsoIssues
}

/** Keeps the types of `fields` and `request` together. */
export function sideFlow<Fields extends z.ZodObject>(kind: SideFlowKind<Fields>): SideFlowKind {
  return kind as unknown as SideFlowKind
}
