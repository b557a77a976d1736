/** What a page has to say about what it did: shown for a while, read out, and never in the way. */
import { reactive } from 'vue'
import { Refusal } from './api/client.ts'

export interface Notice {
  id: number
  kind: 'done' | 'refused'
  text: string
  /** Of a refusal: the article that explains it. */
  more?: string
}

export const notices = reactive<Notice[]>([])
let last = 0

export function say(text: string): void {
  add({ kind: 'done', text }, 4_000)
}

/** Says why something was not done. @param error a {@link Refusal}; anything else is a fault of the page, which the browser's console keeps. */
export function sayRefused(error: unknown): void {
  if (!(error instanceof Refusal)) console.error(error)
  const text =
    error instanceof Refusal ? error.message : '页面出了差错，请重新载入；如仍不行，请告诉系统管理员。'
  add(
    {
      kind: 'refused',
      text,
      ...(error instanceof Refusal &&
        error.problem.code !== 'offline' && { more: `/problems/${error.problem.code}` }),
    },
    12_000,
  )
}

export function dismiss(id: number): void {
  const index = notices.findIndex((one) => one.id === id)
  if (index >= 0) notices.splice(index, 1)
}

function add(notice: Omit<Notice, 'id'>, milliseconds: number): void {
  const id = ++last
  notices.push({ id, ...notice })
  setTimeout(() => dismiss(id), milliseconds)
}
