/** Remedies 救济: administrative review 行政复议 and litigation 行政诉讼 against the bureau's decisions, from the copy to what it means for the case. */
import type { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Sql } from '../platform/database/sql.ts'
import { answerRemedy, type NewAnswer } from './answer.ts'
import {
  becomeFinal,
  concludeRemedy,
  type NewOutcome,
  type publicityWithdrawal,
  withdrawPublicity,
} from './conclude.ts'
import { isEnforcementSuspended, type Period, surchargePauses } from './enforcement.ts'
import type { RemedyRow } from './model.ts'
import { type NewRemedy, registerRemedy } from './register.ts'
import { remediesEnd } from './remedies-end.ts'
import { findRemedy, type RemedyParts, type RemedyRoom, requireOnCase } from './room.ts'
import { type NewSuspension, resumeEnforcement, suspendEnforcement } from './suspend-enforcement.ts'
import { listRemedies, type RemedyQuery, type RemedyView, viewRemedies } from './view.ts'

export type Remedies = ReturnType<typeof createRemedies>

export function createRemedies(parts: RemedyParts) {
  const room: RemedyRoom = { ...parts, newId: parts.tasks.newId }
  const { database } = room
  const view = async (row: RemedyRow): Promise<RemedyView> => (await viewRemedies(room, [row]))[0]!

  return {
    rules: parts.rules,
    register: async (actor: Actor, caseId: string, remedy: NewRemedy) =>
      view(await registerRemedy(room, actor, caseId, remedy)),
    answer: async (actor: Actor, id: string, answer: NewAnswer, version: number) =>
      view(await answerRemedy(room, actor, id, answer, version)),
    suspendEnforcement: async (actor: Actor, id: string, suspension: NewSuspension, version: number) =>
      view(await suspendEnforcement(room, actor, id, suspension, version)),
    resumeEnforcement: async (actor: Actor, id: string, end: { toOn: string }, version: number) =>
      view(await resumeEnforcement(room, actor, id, end, version)),
    conclude: async (actor: Actor, id: string, outcome: NewOutcome, version: number) =>
      view(await concludeRemedy(room, actor, id, outcome, version)),
    becomeFinal: async (actor: Actor, id: string, on: string, version: number) =>
      view(await becomeFinal(room, actor, id, on, version)),
    withdrawPublicity: async (
      actor: Actor,
      id: string,
      withdrawal: z.output<typeof publicityWithdrawal>,
      version: number,
    ) => view(await withdrawPublicity(room, actor, id, withdrawal, version)),

    list: (actor: Actor, query: RemedyQuery) => listRemedies(room, actor, query),
    async get(actor: Actor, id: string): Promise<RemedyView> {
      const row = await findRemedy(database.sql, id)
      await requireOnCase(room, database, actor, 'remedy.read', row.case_id)
      return view(row)
    },
    async ofCase(actor: Actor, caseId: string): Promise<RemedyView[]> {
      await requireOnCase(room, database, actor, 'remedy.read', caseId)
      return viewRemedies(
        room,
        await database.sql.all<RemedyRow>('SELECT * FROM remedies WHERE case_id = ? ORDER BY id', [caseId]),
      )
    },

    // For enforcement; `sql` is that of the transaction under way.
    /** @param onDay YYYY-MM-DD, default today. */
    isEnforcementSuspended: (caseId: string, onDay?: string, sql?: Sql): Promise<boolean> =>
      isEnforcementSuspended(room, caseId, onDay, sql),
    /** Days that the surcharge leaves out (行政处罚法 第七十三条). */
    surchargePauses: (caseId: string, sql?: Sql): Promise<Period[]> => surchargePauses(room, caseId, sql),
    /** Epoch ms until when the party may go to review or to court; undefined while it is there. */
    end: (
      sql: Sql,
      caseId: string,
      over?: { documentId: string; servedAt: number },
    ): Promise<number | undefined> => remediesEnd(room, sql, caseId, over),
  }
}
