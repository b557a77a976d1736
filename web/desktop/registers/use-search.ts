/** What is found for the words in a search box, as one types; the words stand in the address, so that going back finds the same. */
import { onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue'
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router'
import { sayRefused } from '../../shared/notices.ts'

/** Milliseconds without a key. */
const pause = 250

export function useSearch<Found>(
  ask: (words: string) => Promise<Found>,
  /** Which words may stand in an address: addresses end up in logs. */
  mayShow: (words: string) => boolean = () => true,
) {
  const route = useRoute()
  const router = useRouter()
  const inAddress = () => (typeof route.query.q === 'string' ? route.query.q : '')
  const words = ref(inAddress())
  /** Null: nothing was asked. */
  const found = shallowRef<Found | null>(null)
  const busy = ref(false)
  const place = route.path
  let asked = ''
  let asking = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Someone chose before the words had come into the address: writing them there now would call the way to the chosen page off. */
  let leaving = false

  async function now(): Promise<void> {
    clearTimeout(timer)
    const text = words.value.trim()
    if (text === asked) return
    asked = text
    const mine = ++asking
    if (route.path === place && !leaving)
      await router.replace({ query: { ...route.query, q: mayShow(text) && text ? text : undefined } })
    busy.value = text !== ''
    if (text === '') return void (found.value = null)
    try {
      const answer = await ask(text)
      if (mine === asking) found.value = answer
    } catch (error) {
      if (mine === asking) {
        asked = ''
        sayRefused(error)
      }
    } finally {
      if (mine === asking) busy.value = false
    }
  }

  watch(words, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void now(), pause)
  })
  watch(inAddress, (text) => {
    if (route.path === place && text !== '' && text !== words.value.trim()) words.value = text
  })
  onMounted(() => void now())
  onBeforeRouteLeave(() => {
    leaving = true
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    asking++
  })

  return { words, found, busy, now }
}
