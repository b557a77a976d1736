/** What waits to be sent: sealed on this device, in the order in which it was handed in, and the same in every tab. */
import { shallowRef } from 'vue'
import type { Problem } from '../api/client.ts'
import { draftChange } from '../draft.ts'
import type { KeptFile } from './files.ts'
import { type Change, store } from './store.ts'

export interface ToSend {
  id: string
  /** As a person calls it: 登记线索. */
  what: string
  /** Below /api/v1. `{name}` stands for what is taken from the answer to `after`. */
  path: string
  body: unknown
  idempotencyKey: string
  /** By which way of ways.ts; left out: a POST of JSON. */
  way?: 'json' | 'file' | 'evidence'
  file?: KeptFile
  /** Id of what has to be sent before. */
  after?: string
  /** Added to the body where it is sent later than it was handed in: when it was received, which at once is now. */
  late?: Record<string, unknown>
  /** Fields of the body ← fields of the answer to `after`. */
  fromAnswer?: Record<string, string>
  /** What was typed, in the words of the form: label and text. */
  shown?: [label: string, text: string][]
  /** The page on which it can be mended; it takes up the draft `again.<id>`. */
  mend?: string
  /** Where it is to be seen once it was sent, and in which words; `{name}` of the answer. */
  sent?: { page: string; words: string }
}

export interface Waiting extends ToSend {
  /** Epoch ms: handed in. */
  at: number
  /** Tries that no answer came to: what became of them is not known. */
  unanswered: number
  /** Epoch ms of the first of them: the server knows the key for thirty days. */
  unansweredSince?: number
  /** What the server said the last time. */
  problem?: Problem
  /** The server does not want it as it is; a person looks at it. */
  refused: boolean
  /** How far a way in several steps has come. */
  step?: string
}

export interface Sent {
  id: string
  what: string
  /** Epoch ms */
  at: number
  words: string
  page: string
}

export const waiting = shallowRef<Waiting[]>([])
export const sent = shallowRef<Sent[]>([])
const mostSent = 20

const tabs = new BroadcastChannel('zhiheng.waiting')
tabs.onmessage = () => void loadWaiting()

export async function loadWaiting(): Promise<void> {
  const from = store()
  const [rows, done] = await Promise.all([from?.all<Waiting>('waiting'), from?.all<Sent>('sent')])
  waiting.value = (rows ?? []).map(({ value }) => value).sort((a, b) => a.at - b.at)
  sent.value = (done ?? []).map(({ value }) => value).sort((a, b) => b.at - a.at)
}

/** @returns null once it was sent or dropped, also in another tab. */
export async function waitingOf(id: string): Promise<Waiting | null> {
  return (await store()?.get<Waiting>('waiting', id)) ?? null
}

export const put = (item: Waiting): Change => ({ kind: 'waiting', id: item.id, value: item })
const gone = ({ id }: ToSend): Change => ({ kind: 'waiting', id })
const fileGone = ({ file }: ToSend): Change[] => (file ? [{ kind: 'file', id: file.id }] : [])

export async function writeWaiting(changes: Change[]): Promise<void> {
  await store()?.write(changes)
  await loadWaiting()
  tabs.postMessage('')
}

/** @returns with everything that comes after it. */
export function withFollowers(item: Waiting): Waiting[] {
  const next = waiting.value.filter(({ after }) => after === item.id)
  return [item, ...next.flatMap(withFollowers)]
}

/** It was sent: what comes after it is told what it waited for. */
export async function settle(item: Waiting, answer: unknown): Promise<void> {
  const told = waiting.value.filter(({ after }) => after === item.id).map((next) => put(follow(next, answer)))
  await writeWaiting([gone(item), ...fileGone(item), ...told, ...noted(item, answer)])
}

function follow({ after: _, fromAnswer = {}, ...next }: Waiting, answer: unknown): Waiting {
  const fields = Object.entries(fromAnswer).map(([to, from]) => [to, fieldOf(answer, from)])
  return {
    ...next,
    path: filledIn(next.path, answer),
    ...(fields.length > 0 && { body: { ...(next.body as object), ...Object.fromEntries(fields) } }),
  }
}

function noted({ id, what, sent: words }: Waiting, answer: unknown): Change[] {
  if (!words) return []
  const value: Sent = {
    id,
    what,
    at: Date.now(),
    words: filledIn(words.words, answer),
    page: filledIn(words.page, answer),
  }
  const oldest = sent.value.slice(mostSent - 1).map((one): Change => ({ kind: 'sent', id: one.id }))
  return [...oldest, { kind: 'sent', id, value }]
}

const fieldOf = (answer: unknown, name: string) => (answer as Record<string, unknown> | undefined)?.[name]
const filledIn = (text: string, answer: unknown) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(fieldOf(answer, name) ?? ''))

/** Refused in front of the person who handed it in: the form still has it. */
export function withdraw(item: Waiting, drafts: Change[]): Promise<void> {
  return writeWaiting([...withFollowers(item).map(gone), ...drafts])
}

/** As it stands: what was in the way may be gone. */
export async function tryAgain(item: Waiting): Promise<void> {
  const { problem: _, ...rest } = item
  await writeWaiting([put({ ...rest, refused: false })])
}

/** A person gives it up, with what comes after it. */
export function drop(item: Waiting): Promise<void> {
  return writeWaiting(withFollowers(item).flatMap((one) => [gone(one), ...fileGone(one)]))
}

/** Back into the form: what was typed becomes a draft again, in the same step. @returns the page that takes it up. */
export async function takeBack(item: Waiting): Promise<string> {
  const all = withFollowers(item)
  const draft = `again.${item.id}`
  await writeWaiting([
    ...all.map(gone),
    draftChange(draft, { ...(item.body as object), ...item.late }),
    draftChange(
      `${draft}.files`,
      all.flatMap(({ file }) => file ?? []),
    ),
  ])
  return `${item.mend}?again=${item.id}`
}
