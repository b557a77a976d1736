/** Notifications outside the product, by mail and by webhook. */
import type { Actor } from '../identity/actor.ts'
import { risingIds } from '../platform/ids.ts'
import { enqueue } from './enqueue.ts'
import type { OutsideParts, OutsideRoom } from './room.ts'
import { sendDue } from './send.ts'
import { changeSettings, deliveriesOf, readSettings, type SettingsChange } from './settings.ts'

export type OutsideNotifications = ReturnType<typeof createOutsideNotifications>

/** Milliseconds of real time between two looks at what is due. */
const pause = 2_000

export function createOutsideNotifications(parts: OutsideParts) {
  const room: OutsideRoom = { ...parts, newId: risingIds(parts.clock) }
  parts.product.onSent((tx, row) => enqueue(room, tx, row))
  let work: Promise<unknown> = Promise.resolve()
  let busy = false
  let timer: NodeJS.Timeout | undefined

  return {
    settings: (actor: Actor) => readSettings(room, actor),
    change: (actor: Actor, change: SettingsChange, version: number) =>
      changeSettings(room, actor, change, version),
    deliveries: (actor: Actor) => deliveriesOf(room, actor),
    /** Everything that is due now. @returns how many messages were tried. */
    sendDue: () => sendDue(room),

    start(): void {
      timer = setInterval(() => {
        if (busy) return
        busy = true
        work = sendDue(room)
          .catch((error: unknown) => parts.log.error({ err: error }, 'notifications could not be sent'))
          .finally(() => (busy = false))
      }, pause)
      timer.unref()
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      await work
    },
  }
}
