/** What the replay of a case is made of: its trace, its diagrams, and the moment that is looked at. */
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { answered, api, Refusal, type Reply } from '../../../shared/api/client.ts'
import type { CasePage } from '../use-case-page.ts'
import { inOrder, momentAt, type Step } from './course.ts'

export type Diagrams = Reply<'/cases/{caseId}/diagrams'>

/** Steps in a second. */
export const speeds = [1, 2, 5, 10, 30] as const

export function useReplay(caseId: string, from: number | undefined) {
  const page = shallowRef<CasePage | null>(null)
  const diagrams = shallowRef<Diagrams | null>(null)
  const missing = ref('')
  const moment = ref(0)
  const playing = ref(false)
  const speed = ref<number>(2)
  const steps = shallowRef<Step[]>([])
  const now = computed<Step | undefined>(() => steps.value[moment.value])

  async function read() {
    const params = { path: { caseId } }
    try {
      const [seen, drawn] = await Promise.all([
        answered(api.GET('/cases/{caseId}', { params })),
        answered(api.GET('/cases/{caseId}/diagrams', { params })),
      ])
      const known = new Set(drawn.instances.map(({ processInstanceKey }) => processInstanceKey))
      page.value = seen
      diagrams.value = drawn
      steps.value = inOrder(seen.trace.filter(({ processInstanceKey }) => known.has(processInstanceKey)))
      moment.value = from === undefined ? Math.max(0, steps.value.length - 1) : momentAt(steps.value, from)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      missing.value = error.message
    }
  }

  let timer: ReturnType<typeof setInterval> | undefined
  watch([playing, speed], () => {
    clearInterval(timer)
    if (playing.value) timer = setInterval(() => go(1), 1000 / speed.value)
  })
  onBeforeUnmount(() => clearInterval(timer))

  function go(by: number) {
    moment.value = Math.max(0, Math.min(moment.value + by, steps.value.length - 1))
    if (moment.value === steps.value.length - 1) playing.value = false
  }

  function play() {
    if (moment.value === steps.value.length - 1) moment.value = 0
    playing.value = !playing.value
  }

  void read()
  return { page, diagrams, missing, steps, moment, now, playing, speed, go, play }
}
