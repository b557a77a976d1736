/** A register by keyboard: from the search box down into the list, j/k along it, Enter opens (the rows are links), / back to the box. */
import { onBeforeUnmount, onMounted, type Ref } from 'vue'

type Element<Kind extends HTMLElement> = Readonly<Ref<Kind | null>>

/** @param list its links with `data-row` are the rows. */
export function useListKeys(search: Element<HTMLInputElement>, list: Element<HTMLElement>) {
  const rows = () => [...(list.value?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]

  function go(step: number) {
    const all = rows()
    const next = all.indexOf(document.activeElement as HTMLElement) + step
    if (next < 0) search.value?.focus()
    else all[Math.min(next, all.length - 1)]?.focus()
  }

  const acts: Record<string, () => void> = {
    j: () => go(1),
    ArrowDown: () => go(1),
    k: () => go(-1),
    ArrowUp: () => go(-1),
    '/': () => {
      search.value?.focus()
      search.value?.select()
    },
  }

  function onKey(event: KeyboardEvent) {
    const { target, key } = event
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.isComposing || target.closest('dialog, [role=dialog]')) return
    const typing = target.matches('input, textarea, select')
    if (typing && !(target === search.value && key === 'ArrowDown')) {
      if (key === 'Escape' && target === search.value) target.blur()
      return
    }
    const act = acts[key]
    if (!act) return
    event.preventDefault()
    act()
  }

  onMounted(() => {
    addEventListener('keydown', onKey)
    // At a screen that is touched the keyboard would cover the page.
    if (matchMedia('(pointer: fine)').matches) search.value?.focus()
  })
  onBeforeUnmount(() => removeEventListener('keydown', onKey))

  return { toFirst: () => rows()[0]?.focus() }
}
