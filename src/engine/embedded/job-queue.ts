/** Jobs that can be activated, by type, oldest first: keys only, so that a hundred thousand cost a few megabytes. */
import type { Key } from '../port.ts'
import type { Row } from './state/rows.ts'

class TypeQueue {
  /** A binary heap; may hold keys that are gone. */
  #heap: number[] = []
  readonly live = new Set<number>()

  add(key: number): void {
    if (this.live.has(key)) return
    this.live.add(key)
    const heap = this.#heap
    let index = heap.push(key) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if ((heap[parent] as number) <= key) break
      heap[index] = heap[parent] as number
      index = parent
    }
    heap[index] = key
  }

  take(): number | undefined {
    for (let key = this.#pop(); key !== undefined; key = this.#pop()) if (this.live.delete(key)) return key
    return undefined
  }

  #pop(): number | undefined {
    const heap = this.#heap
    const top = heap[0]
    const last = heap.pop()
    if (top === undefined || last === undefined || heap.length === 0) return top
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++
      if ((heap[child] as number) >= last) break
      heap[index] = heap[child] as number
      index = child
    }
    heap[index] = last
    return top
  }
}

export class JobQueue {
  #types = new Map<string, TypeQueue>()
  #typeOf = new Map<number, string>()

  add(type: string, key: number): void {
    let queue = this.#types.get(type)
    if (!queue) this.#types.set(type, (queue = new TypeQueue()))
    queue.add(key)
    this.#typeOf.set(key, type)
  }

  remove(key: number): void {
    const type = this.#typeOf.get(key)
    if (type === undefined) return
    this.#typeOf.delete(key)
    this.#types.get(type)?.live.delete(key)
  }

  has(type: string): boolean {
    return this.#count(type) > 0
  }

  /** Takes out the oldest; they come back by `note` when they were not activated after all. */
  take(type: string, most: number): Key[] {
    const queue = this.#types.get(type)
    const keys: Key[] = []
    while (queue && keys.length < most) {
      const key = queue.take()
      if (key === undefined) break
      this.#typeOf.delete(key)
      keys.push(String(key))
    }
    return keys
  }

  /** A row changed for good. @returns the type of a job that can now be activated. */
  note(key: Key, row: Row | undefined): string | undefined {
    if (row?.kind === 'job' && row.state === 'ACTIVATABLE') {
      this.add(row.value.type, Number(key))
      return row.value.type
    }
    this.remove(Number(key))
    return undefined
  }

  counts(): { [type: string]: number } {
    return Object.fromEntries(
      [...this.#types.keys()].map((type) => [type, this.#count(type)]).filter(([, count]) => count !== 0),
    )
  }

  #count(type: string): number {
    return this.#types.get(type)?.live.size ?? 0
  }
}
