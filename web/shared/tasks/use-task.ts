/** One task as its page shows it; that somebody else has done it meanwhile is told, not found out by pressing the button. */
import { onBeforeUnmount, onMounted, ref, shallowRef } from 'vue'
import { answered, api, Refusal, type Reply } from '../api/client.ts'
import { followLive } from '../api/live.ts'

export type TaskPage = Reply<'/tasks/{userTaskKey}/page'>

/** @param isBusy one's own completion is under way: its news is no news. */
export function useTask(userTaskKey: string, isBusy: () => boolean) {
  const page = shallowRef<TaskPage | null>(null)
  const missing = ref('')
  const gone = ref('')

  async function read() {
    try {
      page.value = await answered(api.GET('/tasks/{userTaskKey}/page', { params: { path: { userTaskKey } } }))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      missing.value = error.message
    }
  }

  let end = () => {}
  onMounted(() => {
    void read()
    end = followLive(({ kind, subject, state }) => {
      if (kind === 'task' && subject === userTaskKey && state !== 'open' && !isBusy())
        gone.value = state === 'completed' ? '这件事已经由别人办了。' : '这件事不用办了：流程已经走到别处。'
    })
  })
  onBeforeUnmount(() => end())

  return { page, missing, gone }
}
