/** The tasklist as it stands on the page: pages read as one scrolls, changes as they happen. */
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue'
import { answered, api, type Reply } from '../api/client.ts'
import { followLive } from '../api/live.ts'
import { say, sayRefused } from '../notices.ts'
import { isOpen, useLists } from './lists.ts'

export type TasklistItem = Reply<'/tasklist'>['items'][number]

export function useTasklist() {
  const items = shallowRef<TasklistItem[]>([])
  const next = ref<string | null>(null)
  const loading = ref(true)
  const { lists, list, seen, place } = useLists()
  const text = ref('')
  let reading = 0

  const shown = computed(() => {
    const words = text.value.trim().toLowerCase()
    if (words === '') return items.value
    return items.value.filter(({ title, caseTitle, caseNumber }) =>
      [title, caseTitle, caseNumber].some((one) => one?.toLowerCase().includes(words)),
    )
  })

  async function read(cursor?: string): Promise<void> {
    const whose = list.value
    if (!isOpen(whose)) return
    const mine = ++reading
    loading.value = true
    try {
      const query = {
        limit: 100,
        ...(cursor && { cursor }),
        ...(whose !== 'mine' && { whose }),
      }
      const page = await answered(api.GET('/tasklist', { params: { query } }))
      if (mine !== reading) return
      items.value = cursor ? [...items.value, ...page.items] : page.items
      next.value = page.next
    } catch (error) {
      if (mine === reading) sayRefused(error)
    } finally {
      if (mine === reading) loading.value = false
    }
  }

  async function change(act: 'claim' | 'unclaim', { userTaskKey, title }: TasklistItem): Promise<void> {
    try {
      const params = { path: { userTaskKey } }
      await answered(
        act === 'claim'
          ? api.POST('/tasks/{userTaskKey}/claim', { params })
          : api.POST('/tasks/{userTaskKey}/unclaim', { params }),
      )
      say(act === 'claim' ? `已认领：${title}` : `已退回，别人可以认领：${title}`)
    } catch (error) {
      sayRefused(error)
    }
    await read()
  }

  watch(list, () => {
    items.value = []
    void read()
  })

  let later: ReturnType<typeof setTimeout> | undefined
  /** Changes come in swarms: one reading for all of them. */
  const soon = () => {
    clearTimeout(later)
    later = setTimeout(() => void read(), 300)
  }
  let end = () => {}
  onMounted(() => {
    void read()
    end = followLive(({ kind }) => {
      if (kind !== 'notification') soon()
    })
  })
  onBeforeUnmount(() => {
    clearTimeout(later)
    end()
  })

  return { items, shown, next, loading, lists, list, seen, place, text, read, change }
}
