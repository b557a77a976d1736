/** A scanned label opens its item, wherever the hand scanner is pointed from: what it types goes to the page when no field has the focus. */
import { onBeforeUnmount, onMounted } from 'vue'
import { useRouter } from 'vue-router'
import { isBegun, scannedItem } from './scanned.ts'

/** Milliseconds between two keys of a scanner; nobody types so fast for so long. */
const pause = 100

/** @param take what becomes of the item; by default its page is opened. */
export function useScannedItem(take?: (itemId: string) => unknown) {
  const router = useRouter()
  let typed = ''
  let last = 0

  /** @returns whether the text was a label's. */
  async function openScanned(text: string): Promise<boolean> {
    const itemId = scannedItem(text)
    if (itemId === undefined) return false
    if (take) await take(itemId)
    else await router.push(`/property-items/${itemId}`)
    return true
  }

  function onKey(event: KeyboardEvent) {
    const { target, key, timeStamp } = event
    if (!(target instanceof HTMLElement) || target.closest('input, textarea, select, dialog, [role=dialog]'))
      return
    if (timeStamp - last > pause) typed = ''
    last = timeStamp
    if (key.length === 1) typed += key
    const isLabel = key === 'Enter' && scannedItem(typed) !== undefined
    if (!isLabel && !isBegun(typed)) return
    event.preventDefault()
    event.stopPropagation()
    if (!isLabel) return
    void openScanned(typed)
    typed = ''
  }
  // Before what the page itself does with single keys (/ goes to its box) and Enter.
  onMounted(() => addEventListener('keydown', onKey, true))
  onBeforeUnmount(() => removeEventListener('keydown', onKey, true))

  return { openScanned }
}
