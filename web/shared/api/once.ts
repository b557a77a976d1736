/** `Idempotency-Key`: what is sent a second time, because someone clicked twice or the answer was lost, is done once. */
import { draftOf, dropDraft, keepDraft } from '../draft.ts'
import { newKey } from '../new-key.ts'

interface Sent {
  body: string
  key: string
}

/** @param name of the draft beside which the key is kept: a page that was loaded anew sends the same thing under the same key. */
export function once(name: string) {
  const draftKey = `${name}.once`
  return {
    /** The same key for the same body, another one for another. */
    keyFor(body: unknown): string {
      const text = JSON.stringify(body)
      const sent = draftOf<Sent>(draftKey)
      if (sent?.body === text) return sent.key
      const key = newKey()
      keepDraft(draftKey, { body: text, key } satisfies Sent)
      return key
    },
    done: () => dropDraft(draftKey),
  }
}
