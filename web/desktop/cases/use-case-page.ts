/** The page of a case as it stands: read anew after every act, when something changes for the one who looks, and from time to time while others have it. */
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue'
import { answered, api, Refusal, type Reply } from '../../shared/api/client.ts'
import { followLive } from '../../shared/api/live.ts'
import { me } from '../../shared/session/session.ts'

export type CasePage = Reply<'/cases/{caseId}'>
export type UnsignedRecord = Reply<'/cases/{caseId}/unsigned-records'>['items'][number]

/** Milliseconds. What happens to a case at other people's desks is told to them, not to whoever looks at it. */
const fromTimeToTime = 15_000

export function useCasePage(caseId: () => string) {
  const page = shallowRef<CasePage | null>(null)
  const unsigned = shallowRef<UnsignedRecord[]>([])
  const missing = ref('')
  let reading = 0

  /** The one who looks is an officer of this case: what is offered to them, the server decides. */
  const ours = computed(
    () =>
      page.value?.officers.some(
        ({ officerId, toAt }) => toAt === null && officerId === me.value?.officerId,
      ) ?? false,
  )

  async function read(): Promise<void> {
    const mine = ++reading
    const params = { path: { caseId: caseId() } }
    try {
      const seen = await answered(api.GET('/cases/{caseId}', { params }))
      if (mine !== reading) return
      page.value = seen
      const { items } = await answered(api.GET('/cases/{caseId}/unsigned-records', { params }))
      if (mine === reading) unsigned.value = items
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // What was read stays on the page when the line is down for a while.
      if (mine === reading && !page.value) missing.value = error.message
    }
  }

  watch(
    caseId,
    () => {
      page.value = null
      unsigned.value = []
      missing.value = ''
      void read()
    },
    { immediate: true },
  )

  let later: ReturnType<typeof setTimeout> | undefined
  /** Changes come in swarms: one reading for all of them. */
  const soon = () => {
    clearTimeout(later)
    later = setTimeout(() => void read(), 300)
  }
  const looked = () => {
    if (document.visibilityState === 'visible') soon()
  }
  let end = () => {}
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    end = followLive(soon)
    timer = setInterval(looked, fromTimeToTime)
    document.addEventListener('visibilitychange', looked)
  })
  onBeforeUnmount(() => {
    end()
    clearTimeout(later)
    clearInterval(timer)
    document.removeEventListener('visibilitychange', looked)
  })

  return { page, unsigned, missing, ours, read }
}
