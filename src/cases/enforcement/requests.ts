/** What may be asked for in enforcement, and why not now: the officer reads it before filling anything in. */
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { type SideFlowCode, sideFlowKinds } from '../side-flows/kinds.ts'
import { whyNotNow } from '../side-flows/side-flow.ts'

export const requestCodes = [
  'instalment',
  'surcharge',
  'enforcement-stay',
  'enforcement-termination',
  'refund',
] as const satisfies SideFlowCode[]

export interface Request {
  code: (typeof requestCodes)[number]
  title: string
  law: string
  whyNot: string | null
}

export function requestsOf(room: CaseRoom, row: CaseRow): Promise<Request[]> {
  // Of these kinds nothing is written, nor asked of a transaction but its rows.
  const reading = { sql: room.database.sql } as WriteTransaction
  return Promise.all(
    requestCodes.map(async (code) => {
      const { title, law } = sideFlowKinds[code]
      return { code, title, law, whyNot: (await whyNotNow(room, reading, row, code)) ?? null }
    }),
  )
}
