/** One record of a register, read by what stands in the address, or why it cannot be seen. */
import { ref, shallowRef, watch } from 'vue'
import { Refusal } from '../../shared/api/client.ts'

export function useRecord<Key, Found>(key: () => Key, find: (key: Key) => Promise<Found>) {
  const record = shallowRef<Found | null>(null)
  const missing = ref('')
  let reading = 0

  async function read(): Promise<void> {
    const mine = ++reading
    try {
      const found = await find(key())
      if (mine === reading) record.value = found
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // What was read stays on the page when the line is down for a while.
      if (mine === reading && record.value === null) missing.value = error.message
    }
  }

  watch(
    key,
    () => {
      record.value = null
      missing.value = ''
      void read()
    },
    { immediate: true },
  )

  return { record, missing, read }
}
