/** A form in hand: what was typed is kept until it has been sent. */
import { onBeforeUnmount, onMounted, reactive, type ShallowRef, watch } from 'vue'
import { draftOf, dropDraft, keepDraft } from '../shared/draft.ts'
import { begun, type Component, type Data } from './form.ts'
import { useSubmission } from './submission.ts'

export interface Filling {
  /** What is asked for, which may depend on what was filled in. */
  components: (data: Data) => Component[]
  /** Where the draft is kept. */
  draftKey: string
  begin?: Data
  around: Readonly<ShallowRef<HTMLElement | null>>
}

export function useFilling({ components, draftKey, begin, around }: Filling) {
  const first = draftOf<Data>(draftKey) ?? begin ?? {}
  const data = reactive<Data>(begun(components(first), first))
  const submission = useSubmission({ components: () => components(data), data: () => data, around })

  let saving: ReturnType<typeof setTimeout> | undefined
  const save = () => {
    if (saving === undefined) return
    clearTimeout(saving)
    saving = undefined
    keepDraft(draftKey, data)
  }
  const stop = watch(data, () => {
    clearTimeout(saving)
    saving = setTimeout(save, 400)
  })
  // Who puts the phone away, closes the page or goes to another leaves what was typed last behind, too.
  onMounted(() => document.addEventListener('visibilitychange', save))
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', save)
    save()
  })

  async function submit(send: (filled: Data) => Promise<unknown>): Promise<boolean> {
    save()
    const sent = await submission.submit(send)
    if (sent) {
      stop()
      clearTimeout(saving)
      saving = undefined
      dropDraft(draftKey)
    }
    return sent
  }

  return { ...submission, data, submit }
}
