/** 处罚决定公开, as routes and other slices call it. */
import type { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { CaseRoom } from '../room.ts'
import {
  orderWithdrawal,
  type ownWithdrawal,
  recordOwnWithdrawal,
  type WithdrawalOrder,
} from './order-withdrawal.ts'
import { type PublicationPage, publicationPage } from './page.ts'
import {
  type notOnline,
  type publicationRecord,
  recordNotOnline,
  recordPublication,
  type Withdrawal,
  withdrawPublication,
} from './publication.ts'

export interface Publicity {
  page(actor: Actor, caseId: string): Promise<PublicationPage>
  record(actor: Actor, caseId: string, given: z.infer<typeof publicationRecord>): Promise<PublicationPage>
  /** It had not been put online when the decision was changed. */
  recordNotOnline(actor: Actor, caseId: string, given: z.infer<typeof notOnline>): Promise<PublicationPage>
  /** Of a decision that the bureau withdrew itself. */
  recordOwnWithdrawal(
    actor: Actor,
    caseId: string,
    given: z.infer<typeof ownWithdrawal>,
  ): Promise<PublicationPage>
  /** Within three working days what is online is to be withdrawn. */
  order(tx: WriteTransaction, actor: Actor, order: WithdrawalOrder): Promise<void>
  /** @throws Problem where nothing is to be withdrawn. */
  withdraw(tx: WriteTransaction, actor: Actor, withdrawal: Withdrawal): Promise<void>
}

export function createPublicity(room: CaseRoom): Publicity {
  const page = (actor: Actor, caseId: string) => publicationPage(room, actor, caseId)
  return {
    page,
    async record(actor, caseId, given) {
      await recordPublication(room, actor, caseId, given)
      return page(actor, caseId)
    },
    async recordNotOnline(actor, caseId, given) {
      await recordNotOnline(room, actor, caseId, given)
      return page(actor, caseId)
    },
    async recordOwnWithdrawal(actor, caseId, given) {
      await recordOwnWithdrawal(room, actor, caseId, given)
      return page(actor, caseId)
    },
    order: (tx, actor, order) => orderWithdrawal(room, tx, actor, order),
    withdraw: (tx, actor, withdrawal) => withdrawPublication(room, tx, actor, withdrawal),
  }
}
