/** How many tasks wait for whoever is signed in: on the tab 待办, and on the product's icon where it is installed. */
import { onBeforeUnmount, onMounted, ref } from 'vue'
import { answered, api, Refusal } from '../shared/api/client.ts'
import { followLive } from '../shared/api/live.ts'

/** As many as are counted; beyond it is said that there are more. */
const most = 99

export function useOpenTasks() {
  const open = ref(0)

  async function count() {
    try {
      const { items } = await answered(api.GET('/tasks', { params: { query: { limit: most + 1 } } }))
      open.value = items.length
      await navigator.setAppBadge?.(items.length)
    } catch (error) {
      // The page itself says that no answer came, or that the session is over.
      if (!(error instanceof Refusal)) console.error(error)
    }
  }

  let later: ReturnType<typeof setTimeout> | undefined
  let end = () => {}
  onMounted(() => {
    void count()
    end = followLive(({ kind }) => {
      if (kind === 'notification') return
      clearTimeout(later)
      later = setTimeout(() => void count(), 800)
    })
  })
  onBeforeUnmount(() => {
    clearTimeout(later)
    end()
  })

  return { open, words: () => (open.value > most ? `${most}+` : String(open.value)) }
}
