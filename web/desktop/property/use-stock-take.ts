/** A stock-taking as it stands: read anew after each count, and from time to time while others count too. */
import { computed, onBeforeUnmount, onMounted, shallowRef } from 'vue'
import { answered, api, type Reply } from '../../shared/api/client.ts'
import { useRecord } from '../registers/use-record.ts'

export type StockTake = Reply<'/stock-takes/{stockTakeId}'>
export type Counted = StockTake['differences'][number]

/** Milliseconds. Two people with two scanners count one store. */
const fromTimeToTime = 10_000

export function useStockTake(stockTakeId: () => string) {
  const { record, missing, read } = useRecord(stockTakeId, (id) =>
    answered(api.GET('/stock-takes/{stockTakeId}', { params: { path: { stockTakeId: id } } })),
  )
  const isOpen = computed(() => record.value?.stockTake.state === 'open')
  const uncounted = computed(() => record.value?.differences.filter(({ isCounted }) => !isCounted) ?? [])
  const differing = computed(() => record.value?.differences.filter(({ isCounted }) => isCounted) ?? [])
  const all = computed(() => (record.value ? [...record.value.differences, ...record.value.agreed] : []))
  /** The last that was counted here. */
  const last = shallowRef<{
    item: Pick<Counted, 'number' | 'name' | 'unit'>
    quantity: string
    shelf: string
  } | null>(null)

  /** @throws Refusal */
  async function count(
    item: Pick<Counted, 'itemId' | 'number' | 'name' | 'unit'>,
    quantity: string,
    shelf: string,
  ): Promise<void> {
    await answered(
      api.POST('/stock-takes/{stockTakeId}/counts', {
        params: { path: { stockTakeId: stockTakeId() } },
        body: { itemId: item.itemId, quantity, shelf },
      }),
    )
    last.value = { item, quantity, shelf }
    await read()
  }

  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    timer = setInterval(() => {
      if (isOpen.value && document.visibilityState === 'visible') void read()
    }, fromTimeToTime)
  })
  onBeforeUnmount(() => clearInterval(timer))

  return { record, missing, read, isOpen, uncounted, differing, all, last, count }
}
