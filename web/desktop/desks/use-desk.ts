/** The pages of a desk, read one after the other; the question stands in the address. */
import { ref, shallowRef, watch, type WatchSource } from 'vue'
import { sayRefused } from '../../shared/notices.ts'

/** @param questions when one of them changes, the desk is read anew. */
export function useDesk<Item>(
  questions: WatchSource[],
  ask: (cursor: string | undefined) => Promise<{ items: Item[]; next: string | null }>,
) {
  const items = shallowRef<Item[]>([])
  const next = ref<string | null>(null)
  const loading = ref(true)
  let reading = 0

  async function read(cursor?: string): Promise<void> {
    const mine = ++reading
    loading.value = true
    try {
      const page = await ask(cursor)
      if (mine !== reading) return
      items.value = cursor ? [...items.value, ...page.items] : page.items
      next.value = page.next
    } catch (error) {
      if (mine === reading) sayRefused(error)
    } finally {
      if (mine === reading) loading.value = false
    }
  }
  watch(questions, () => void read(), { immediate: true })

  return { items, next, loading, read }
}
