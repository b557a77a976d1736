/** What was typed and not sent yet, kept on this device until it is: by a key, for the one who typed it. Read once when the store is opened, so that a form stands with it at once. */
import { type Change, type Store, store } from './offline/store.ts'

const drafts = new Map<string, string>()

export async function loadDrafts(from: Store): Promise<void> {
  drafts.clear()
  for (const { id, value } of await from.all('draft')) drafts.set(id, JSON.stringify(value))
}

export function keepDraft(key: string, value: unknown): void {
  write(draftChange(key, value))
}

export function draftOf<Draft>(key: string): Draft | undefined {
  const kept = drafts.get(key)
  return kept === undefined ? undefined : (JSON.parse(kept) as Draft)
}

export function dropDraft(key: string): void {
  if (drafts.has(key)) write(draftChange(key, undefined))
}

/** To be written in one step with something else: a draft that becomes something to be sent is never both, and never neither. */
export function draftChange(key: string, value: unknown): Change {
  if (value === undefined) {
    drafts.delete(key)
    return { kind: 'draft', id: key }
  }
  const text = JSON.stringify(value)
  drafts.set(key, text)
  return { kind: 'draft', id: key, value: JSON.parse(text) as unknown }
}

function write(change: Change): void {
  // Without room on the device the draft lives as long as the page.
  store()?.write([change]).catch(console.error)
}
