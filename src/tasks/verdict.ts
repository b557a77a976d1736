/** What a caller is told of an act: done, refused (with the reason), or still under way with an address to ask (design §4: then 202). */
import { z } from 'zod'
import type { Outbox, Ticket } from '../engine/outbox/index.ts'
import { problem } from '../platform/problem.ts'
import type { Reply } from '../platform/route.ts'

export const verdict = z.object({
  state: z.enum(['effective', 'submitted']),
  ticket: z.string(),
  /** Where to ask again while it is submitted. */
  status: z.string().optional(),
})

/** Milliseconds that a caller waits for the engine. */
const patience = 5_000

/** @throws Problem `engine-refused` when the act is void. */
export async function whenSettled(outbox: Outbox, ticket: Ticket, more: object = {}): Promise<Reply> {
  const settlement = await outbox.settled(ticket, patience)
  if (settlement === undefined)
    return { status: 202, body: { state: 'submitted', ticket, status: `/api/v1/acts/${ticket}`, ...more } }
  if (settlement.outcome === 'void')
    throw problem('engine-refused', `本次操作没有生效：${settlement.reason}。已保留您提交的内容`)
  return { body: { state: 'effective', ticket, ...more } }
}
