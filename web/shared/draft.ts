/** What was typed and not sent yet, kept on this device until it is: by a key, for the one who typed it. */
import { me } from './session/session.ts'

const prefix = 'zhiheng.draft.'
const keyOf = (key: string) => `${prefix}${me.value?.accountId}.${key}`

export function keepDraft(key: string, value: unknown): void {
  sessionStorage.setItem(keyOf(key), JSON.stringify(value))
}

export function draftOf<Draft>(key: string): Draft | undefined {
  const kept = sessionStorage.getItem(keyOf(key))
  return kept === null ? undefined : (JSON.parse(kept) as Draft)
}

export function dropDraft(key: string): void {
  sessionStorage.removeItem(keyOf(key))
}

/** Signing out leaves nothing behind for the next one at this device. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
}
