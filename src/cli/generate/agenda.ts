/** What is still to happen, in the order of time (a heap); of one instant, what was planned first comes first. */
export type Act = () => Promise<void> | void

interface Entry {
  at: number
  order: number
  act: Act
}

export interface Agenda {
  add(at: number, act: Act): void
  /** The next act no later than `until`. */
  take(until: number): Act | undefined
}

const before = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order)

export function createAgenda(): Agenda {
  const heap: Entry[] = []
  let order = 0
  const swap = (a: number, b: number) => ([heap[a], heap[b]] = [heap[b]!, heap[a]!])
  return {
    add(at, act) {
      let place = heap.push({ at, order: order++, act }) - 1
      for (; place > 0; place = (place - 1) >> 1) {
        const parent = (place - 1) >> 1
        if (before(heap[parent]!, heap[place]!)) break
        swap(parent, place)
      }
    },
    take(until) {
      const [first] = heap
      if (!first || first.at > until) return undefined
      const last = heap.pop()!
      if (heap.length > 0) {
        heap[0] = last
        for (let place = 0; ;) {
          const [left, right] = [2 * place + 1, 2 * place + 2]
          let least = place
          if (left < heap.length && before(heap[left]!, heap[least]!)) least = left
          if (right < heap.length && before(heap[right]!, heap[least]!)) least = right
          if (least === place) break
          swap(least, place)
          place = least
        }
      }
      return first.act
    },
  }
}
