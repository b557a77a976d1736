/** What a tab shows beyond the page of the case: read as the tab opens, and anew whenever the page is. */
import { shallowRef, watch } from 'vue'
import { sayRefused } from '../../shared/notices.ts'
import type { CasePage } from './use-case-page.ts'

export function usePart<Part>(page: () => CasePage, ask: (caseId: string) => Promise<Part>) {
  /** Null until it has been read. */
  const part = shallowRef<Part | null>(null)

  async function read(): Promise<void> {
    try {
      part.value = await ask(page().case.id)
    } catch (error) {
      sayRefused(error)
    }
  }
  watch(page, read, { immediate: true })

  return { part, read }
}
