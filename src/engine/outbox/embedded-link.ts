/**
 * The embedded engine's link: its writer takes waiting rows into its next batch and settles them in the batch's own transaction, so each row is
 * done exactly once, whatever crashes.
 */
import { createEmbeddedEngine } from '../embedded/index.ts'
import { Unavailable } from '../port.ts'
import type { EngineLink, LinkParts } from './link.ts'
import { type Ticket, voidBecause } from './outbox.ts'
import { growingPause } from './pause.ts'

export async function connectEmbedded(parts: LinkParts): Promise<EngineLink> {
  const { database, clock, log, outbox, projections } = parts
  const handedOver = new Set<Ticket>()
  const pause = growingPause()
  let running = false
  let taking: Promise<void> | undefined
  let again = false

  const engine = await createEmbeddedEngine({
    database,
    clock,
    log,
    async onBatch(transaction, { records, outcomes }) {
      for (const projection of projections) await projection.project(transaction, records)
      for (const { ticket, answer, refusal } of outcomes) {
        await outbox.settle(
          transaction,
          ticket,
          refusal ? voidBecause(refusal) : { outcome: 'effective', answer: answer ?? null },
        )
      }
    },
  })

  const takeOnce = async () => {
    const rows = await outbox.waiting()
    for (const { ticket, command } of rows) {
      if (handedOver.has(ticket)) continue
      handedOver.add(ticket)
      void engine
        .execute(command, { ticket })
        .then(
          () => pause.reset(),
          (error: unknown) => {
            // A refusal is settled with the batch; only what could not be written waits for another turn.
            if (!(error instanceof Unavailable)) return
            log.warn({ ticket, reason: error.message }, 'outbox row is tried again')
            pause.begin(() => void take())
          },
        )
        .finally(() => handedOver.delete(ticket))
    }
  }
  const take = (): Promise<void> => {
    if (!running) return Promise.resolve()
    if (taking) {
      again = true
      return taking
    }
    taking = takeOnce()
      .catch((error: unknown) => {
        log.error({ err: error }, 'outbox could not be read')
        pause.begin(() => void take())
      })
      .finally(() => {
        taking = undefined
        if (again) {
          again = false
          void take()
        }
      })
    return taking
  }

  return {
    engine,
    async start() {
      running = true
      outbox.onAdded(() => void take())
      await take()
    },
    async quiet() {
      for (;;) {
        await take()
        await engine.idle()
        if (!running || (handedOver.size === 0 && (await outbox.waiting()).length === 0)) return
      }
    },
    async close() {
      running = false
      pause.stop()
      await taking
      await engine.close()
    },
  }
}
