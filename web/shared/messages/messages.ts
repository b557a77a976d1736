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

/** For as long as the frame is there. */
export function useMessages() {
  let end = () => {}
  let later: ReturnType<typeof setTimeout> | undefined
  const soon = () => {
    clearTimeout(later)
    later = setTimeout(() => {
      // What was read stays in sight when the line is down for a while.
      read().catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
      })
    }, 300)
  }
  onMounted(() => {
    soon()
    end = followLive(({ kind }) => {
      if (kind !== 'task') soon()
    })
  })
  onBeforeUnmount(() => {
    end()
    clearTimeout(later)
  })
  return { messages }
}
