/** 消息: what one is told beside one's tasks. One list for the mark in the frame and the page, read anew when something comes. */
import { computed, onBeforeUnmount, onMounted, shallowRef } from 'vue'
import { answered, api, Refusal, type Reply } from '../api/client.ts'
import { followLive } from '../api/live.ts'

export type Message = Reply<'/notifications'>['items'][number]

/** The newest; older ones are in the pages of their cases. */
const limit = 200
const messages = shallowRef<Message[] | null>(null)
export const unread = computed(() => messages.value?.filter(({ readAt }) => readAt === null) ?? [])

async function read(): Promise<void> {
  messages.value = (await answered(api.GET('/notifications', { params: { query: { limit } } }))).items
}

/** @throws Refusal. */
export async function markRead(ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await answered(api.POST('/notifications/read', { body: { ids } }))
  const gone = new Set(ids)
  const readAt = new Date().toISOString()
  messages.value = messages.value?.map((one) => (gone.has(one.id) ? { ...one, readAt } : one)) ?? null
}

let followers = 0
let end = () => {}
let later: ReturnType<typeof setTimeout> | undefined

function soon(): void {
  clearTimeout(later)
  later = setTimeout(() => {
    // What was read stays in sight when the line is down for a while.
    read().catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
    })
  }, 300)
}

/** For as long as the frame or the page is there; read once for both. */
export function useMessages() {
  onMounted(() => {
    if (followers++ > 0) return
    soon()
    end = followLive(({ kind }) => {
      if (kind !== 'task') soon()
    })
  })
  onBeforeUnmount(() => {
    if (--followers > 0) return
    end()
    clearTimeout(later)
  })
  return { messages }
}
