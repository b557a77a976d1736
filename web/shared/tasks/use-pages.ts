/** A list that is read page by page: what is past, which changes only at its beginning. */
import { onMounted, ref, shallowRef } from 'vue'
import { sayRefused } from '../notices.ts'

export function usePages<Item>(
  ask: (cursor: string | undefined) => Promise<{ items: Item[]; next: string | null }>,
) {
  const items = shallowRef<Item[]>([])
  const next = ref<string | null>(null)
  const loading = ref(true)

  async function read(cursor?: string): Promise<void> {
    loading.value = true
    try {
      const page = await ask(cursor)
      items.value = cursor === undefined ? page.items : [...items.value, ...page.items]
      next.value = page.next
    } catch (error) {
      sayRefused(error)
    } finally {
      loading.value = false
    }
  }
  onMounted(() => void read())

  return { items, next, loading, more: () => void (next.value && read(next.value)) }
}
