/**
 * Sends something; where the server is not within reach it is kept, sealed, and sent when it is. It is written down before it is sent, so that whatever
 * happens in between it is in one place, and its `idempotencyKey` makes a second sending harmless.
 */
import { Refusal } from '../api/client.ts'
import { draftChange, draftOf } from '../draft.ts'
import { away } from './connection.ts'
import { store } from './store.ts'
import { sync } from './sync.ts'
import { type Outcome, tryOne } from './try-one.ts'
import { ways } from './ways.ts'
import { put, type ToSend, type Waiting, waiting, waitingOf, withdraw, writeWaiting } from './waiting.ts'

export interface Handed {
  /** What is sent after it, each naming what it comes `after`. */
  then?: ToSend[]
  /** Keys of the drafts that it was: they go as it is written down, and come back where it is refused. */
  drafts?: string[]
}

/** @throws Refusal with the server's words; nothing is kept then, and the drafts are back. */
export async function sendOrKeep(
  one: ToSend,
  { then = [], drafts = [] }: Handed = {},
): Promise<{ state: 'sent'; answer: unknown } | { state: 'kept' }> {
  if (!canKeep()) return { state: 'sent', answer: await sendAtOnce(one) }
  const typed = drafts.map((key) => [key, draftOf(key)] as const)
  // In the order in which they were handed in, whatever the device's clock does.
  const at = Math.max(Date.now(), ...waiting.value.map((before) => before.at + 1))
  const items = [one, ...then].map((item, index): Waiting => ({
    ...item,
    at: at + index,
    unanswered: 0,
    refused: false,
  }))
  await writeWaiting([...items.map(put), ...drafts.map((key) => draftChange(key, undefined))])
  void navigator.storage?.persist?.()
  if (away.value) return { state: 'kept' }
  const outcome = await tryOne(one.id, true)
  if (outcome.state === 'refused') {
    const [refused] = items
    await withdraw(
      (await waitingOf(one.id)) ?? refused!,
      typed.map(([key, value]) => draftChange(key, value)),
    )
    throw new Refusal(outcome.problem)
  }
  return answerOf(outcome)
}

function answerOf(outcome: Outcome): { state: 'sent'; answer: unknown } | { state: 'kept' } {
  if (outcome.state !== 'sent') return { state: 'kept' }
  void sync()
  return { state: 'sent', answer: outcome.answer }
}

/** A browser that cannot seal keeps nothing: there it is sent, or it stays in the form. */
export const canKeep = () => store()?.lasting === true

function sendAtOnce(one: ToSend): Promise<unknown> {
  const item = { ...one, at: Date.now(), unanswered: 0, refused: false }
  return ways[one.way ?? 'json'](item, () => Promise.resolve())
}
