/** What a kind of paper 办案文书 says of itself, and what several of them check. `kinds.ts` is the table. */
import type { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { parseInstant } from '../../platform/clock.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { type FieldProblem, problem } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'

export interface PaperKind<Fields extends z.ZodObject = z.ZodObject> {
  /** Chinese. */
  title: string
  law: string
  /** Kind of fact under which the document finds it. */
  fact: string
  fields: Fields
  /** Refuses what cannot be drawn up now; asked before it is printed, and again in the transaction. @throws Problem. */
  check(room: CaseRoom, sql: Sql, row: CaseRow, given: z.infer<Fields>): Promise<void>
  /** What follows, in the transaction that issues it. */
  after?(
    room: CaseRoom,
    tx: WriteTransaction,
    row: CaseRow,
    actor: Actor,
    given: z.infer<Fields>,
    factId: string,
  ): Promise<void>
}

/** Keeps the types of `fields` and `check` together. */
export function paper<Fields extends z.ZodObject>(kind: PaperKind<Fields>): PaperKind {
  return kind as unknown as PaperKind
}

/** @throws Problem `input-invalid` naming all that is wrong. */
export function refuseFaults(faults: (FieldProblem | false)[]): void {
  const found = faults.filter((fault) => fault !== false)
  if (found.length > 0) throw problem('input-invalid', '填写的内容有误，请逐项更正', found)
}

export const past = ({ clock }: CaseRoom, path: string, at: string): FieldProblem | false =>
  parseInstant(at) > clock.now() && { path, message: '不能晚于现在' }
export const ahead = ({ clock }: CaseRoom, path: string, at: string): FieldProblem | false =>
  parseInstant(at) <= clock.now() && { path, message: '不能早于现在' }
