/** A form in hand: what was typed is kept until it has been sent, and whatever is wrong stands at its field. */
import { nextTick, onBeforeUnmount, reactive, ref, type ShallowRef, watch } from 'vue'
import { Refusal, type Problem } from '../shared/api/client.ts'
import { draftOf, dropDraft, keepDraft } from '../shared/draft.ts'
import { sayRefused } from '../shared/notices.ts'
import { faultsOf, type Faults } from './faults.ts'
import { begun, type Component, type Data, filled } from './form.ts'

export interface Filling {
  /** What is asked for, which may depend on what was filled in. */
  components: (data: Data) => Component[]
  /** Where the draft is kept. */
  draftKey: string
  begin?: Data
  /** Around the fields: the first that is wrong is brought into view. */
  around: Readonly<ShallowRef<HTMLElement | null>>
}

export function useFilling({ components, draftKey, begin, around }: Filling) {
  const first = draftOf<Data>(draftKey) ?? begin ?? {}
  const data = reactive<Data>(begun(components(first), first))
  const faults = ref<Faults>(new Map())
  /** What the server did not do, where no field shows why. */
  const refused = ref<Problem | null>(null)
  const busy = ref(false)

  let saving: ReturnType<typeof setTimeout> | undefined
  let told = false
  const stop = watch(data, () => {
    clearTimeout(saving)
    saving = setTimeout(() => keepDraft(draftKey, data), 400)
    if (faults.value.size > 0) faults.value = still(told)
  })
  onBeforeUnmount(() => clearTimeout(saving))

  /** What the page can tell is wrong; a fault that the server told stands until its field is changed. */
  const said = new Map<string, { message: string; value: string }>()
  const valueAt = (path: string) =>
    JSON.stringify(path.split('.').reduce<unknown>((at, name) => (at as Data | undefined)?.[name], data))
  function still(byServer: boolean): Map<string, string> {
    const now = faultsOf(components(data), data, Date.now())
    if (byServer)
      for (const [path, { message, value }] of said)
        if (!now.has(path) && valueAt(path) === value) now.set(path, message)
    return now
  }

  /** @param send is given what is shown and filled in. @returns whether it was sent. */
  async function submit(send: (filled: Data) => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    refused.value = null
    told = false
    faults.value = still(false)
    if (faults.value.size > 0) return showFirstFault()
    busy.value = true
    try {
      await send(filled(components(data), data))
      stop()
      clearTimeout(saving)
      dropDraft(draftKey)
      return true
    } catch (error) {
      if (!(error instanceof Refusal)) {
        sayRefused(error)
        return false
      }
      const fields = error.problem.fields ?? []
      said.clear()
      for (const { path, message } of fields)
        said.set(path, { message: message.replace(/^[^：]{1,40}：/, ''), value: valueAt(path) })
      told = true
      faults.value = still(true)
      await nextTick()
      if (fields.length === 0 || fields.some(({ path }) => !isShown(path))) refused.value = error.problem
      return showFirstFault()
    } finally {
      busy.value = false
    }
  }

  const isShown = (path: string) =>
    around.value?.querySelector(`[data-field="${CSS.escape(path)}"]`) !== null

  async function showFirstFault(): Promise<false> {
    await nextTick()
    const field = around.value?.querySelector<HTMLElement>('.faulty')
    field?.scrollIntoView({ block: 'center' })
    field?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
    return false
  }

  return { data, faults, refused, busy, submit }
}
