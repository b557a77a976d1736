/** A form on its way to the server: whatever is wrong stands at its field, and what was refused otherwise is told beside the button. */
import { nextTick, ref, type ShallowRef, watch } from 'vue'
import { type Problem, Refusal } from '../shared/api/client.ts'
import { sayRefused } from '../shared/notices.ts'
import { faultsOf, type Faults } from './faults.ts'
import { type Component, type Data, filled } from './form.ts'

export interface Submission {
  /** What is asked for, which may depend on what was filled in. */
  components: () => Component[]
  data: () => Data
  /** Around the fields: the first that is wrong is brought into view. */
  around: Readonly<ShallowRef<HTMLElement | null>>
}

export function useSubmission({ components, data, around }: Submission) {
  const faults = ref<Faults>(new Map())
  /** What the server did not do, where no field shows why. */
  const refused = ref<Problem | null>(null)
  const busy = ref(false)
  /** What the server told of a field stands until the field is changed. */
  let told = new Map<string, { message: string; value: string }>()

  watch(
    data,
    () => {
      if (faults.value.size > 0) faults.value = look()
    },
    { deep: true },
  )

  const valueAt = (path: string) =>
    JSON.stringify(
      path
        .split(/[.[\]]+/)
        .filter((name) => name !== '')
        .reduce<unknown>((at, name) => (at as Data | undefined)?.[name], data()),
    ) ?? ''

  function look(): Map<string, string> {
    const now = faultsOf(components(), data(), Date.now())
    for (const [path, { message, value }] of told)
      if (!now.has(path) && valueAt(path) === value) now.set(path, message)
    return now
  }

  /** @param send is given what is shown and filled in. @returns whether it was sent. */
  async function submit(send: (filled: Data) => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    refused.value = null
    told = new Map()
    faults.value = look()
    if (faults.value.size > 0) return showFirstFault()
    busy.value = true
    try {
      await send(filled(components(), data()))
      return true
    } catch (error) {
      if (error instanceof Refusal) return explain(error.problem)
      sayRefused(error)
      return false
    } finally {
      busy.value = false
    }
  }

  async function explain(problem: Problem): Promise<false> {
    const fields = problem.fields ?? []
    // The server names the field before it says what is wrong; here it stands at the field.
    told = new Map(
      fields.map(({ path, message }) => [
        path,
        { message: message.replace(/^(?:[^：，；。（]|（[^）]*）){1,40}：/, ''), value: valueAt(path) },
      ]),
    )
    faults.value = look()
    await nextTick()
    const unseen = fields.filter(({ path }) => !isShown(path))
    if (fields.length === 0 || unseen.length > 0)
      refused.value = { ...problem, detail: [problem.detail, ...unseen.map(({ message }) => message)].join('：') }
    return showFirstFault()
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

  return { faults, refused, busy, submit }
}
