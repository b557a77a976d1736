/** The form of a task in hand, and the act that completes it. */
import { computed, type ShallowRef } from 'vue'
import { useFilling } from '../../forms/filling.ts'
import type { Data, Form } from '../../forms/form.ts'
import { answered, api } from '../api/client.ts'
import { say } from '../notices.ts'
import { actOf, reviewForm } from './review.ts'
import type { TaskPage } from './use-task.ts'

export interface TaskFormSetting {
  page: TaskPage
  form: Form
  /** It is not to be done any more. */
  closed: () => boolean
  around: Readonly<ShallowRef<HTMLElement | null>>
}

export function useTaskForm({ page, form, closed, around }: TaskFormSetting) {
  const { components } = page.approval ? reviewForm(form, page.approval) : form
  const { submit, ...filling } = useFilling({
    components: () => components,
    begin: page.begin as Data,
    draftKey: `task.${page.task.userTaskKey}`,
    around,
  })

  /** @returns whether it was done. */
  async function complete(): Promise<boolean> {
    if (closed()) return false
    const { userTaskKey, title } = page.task
    return submit(async (filled) => {
      const shown = page.documents.map(({ id, sha256 }) => ({ documentId: id, sha256 }))
      const { state } = await answered(
        api.POST('/tasks/{userTaskKey}/complete', {
          params: { path: { userTaskKey } },
          body: { data: filled, shown },
        }),
      )
      say(state === 'effective' ? `已办：${title}` : `已提交，正在办理：${title}`)
    })
  }

  return { ...filling, components, act: computed(() => actOf(page, filling.data)), complete }
}
