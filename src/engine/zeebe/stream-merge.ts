/**
 * Merges the exporter's streams, one per value type, into the broker's order.
 *
 * The exporter adds the records of a partition in order of position on one connection, and one XREAD sees all streams at one instant. So whatever it
 * returns is complete up to some position of each partition, except for streams that were cut at the batch size or not asked at all: these
 * are complete only up to the last position that was read of them. A record is given when no stream can still hold an earlier one.
 *
 * After a failure the exporter adds records again, in order and without a gap; a position that was given before is not given twice.
 */
import type { FeedRecord } from '../feed-record.ts'

/** Where a reader stands. Plain data: the feed's position is this as JSON. */
export interface Place {
  /** Per stream: the last entry that is wholly given with all entries before it, and how many these are. */
  streams: { [stream: string]: { entry: string; count: number } }
  /** Per partition: the last position that was given. */
  positions: { [partition: string]: string }
}

export interface ReadEntry {
  id: string
  /** Undefined for what is no event. */
  record: FeedRecord | undefined
}

export interface StreamMerge {
  /** What to read next: streams, and the entry after which each goes on. A stream of which much waits already is left out. */
  wanted(): { stream: string; after: string }[]
  /** Takes what one XREAD of all wanted streams returned, and gives the records that can be given. */
  take(read: ReadonlyMap<string, ReadEntry[]>): FeedRecord[]
  /** After the records that were given. */
  place(): Place
}

interface Waiting {
  id: string
  record: FeedRecord | undefined
  given: boolean
}

interface Stream {
  name: string
  entry: string
  count: number
  /** Last entry read. */
  read: string
  waiting: Waiting[]
  /** Highest position read, per partition. */
  reached: Map<number, number>
  /** Whether the last read saw the stream's end. */
  complete: boolean
}

export function mergeStreams(names: readonly string[], batchSize: number, from: Place): StreamMerge {
  const positions = new Map(
    Object.entries(from.positions).map(([partition, position]) => [Number(partition), Number(position)]),
  )
  const streams = names.map((name): Stream => {
    const { entry, count } = from.streams[name] ?? { entry: '0-0', count: 0 }
    return { name, entry, count, read: entry, waiting: [], reached: new Map(), complete: false }
  })
  let stuck = false

  const isWanted = ({ waiting }: Stream) => stuck || waiting.length < batchSize

  /** Of a partition, nothing after this position may be given yet. */
  const limitOf = (partition: number) => {
    let limit = Infinity
    for (const { complete, reached } of streams)
      if (!complete) limit = Math.min(limit, reached.get(partition) ?? 0)
    return limit
  }

  return {
    wanted: () => streams.filter(isWanted).map(({ name, read }) => ({ stream: name, after: read })),

    take(read) {
      for (const stream of streams) {
        const asked = isWanted(stream)
        const entries = asked ? (read.get(stream.name) ?? []) : []
        stream.complete = asked && entries.length < batchSize
        for (const { id, record } of entries) {
          stream.waiting.push({ id, record, given: record === undefined })
          stream.read = id
          if (!record) continue
          const position = Number(record.position)
          if (position > (stream.reached.get(record.partitionId) ?? 0))
            stream.reached.set(record.partitionId, position)
        }
      }
      const limits = new Map<number, number>()
      const ready: FeedRecord[] = []
      for (const { waiting } of streams) {
        for (const item of waiting) {
          if (item.given) continue
          const { partitionId, position } = item.record!
          if (!limits.has(partitionId)) limits.set(partitionId, limitOf(partitionId))
          if (Number(position) > limits.get(partitionId)!) continue
          item.given = true
          ready.push(item.record!)
        }
      }
      let advanced = false
      for (const stream of streams) {
        const firstWaiting = stream.waiting.findIndex(({ given }) => !given)
        const passed = firstWaiting < 0 ? stream.waiting.length : firstWaiting
        if (passed === 0) continue
        advanced = true
        stream.entry = stream.waiting[passed - 1]!.id
        stream.count += passed
        stream.waiting.splice(0, passed)
      }
      stuck = !advanced
      ready.sort((a, b) => Number(a.position) - Number(b.position))
      return ready.filter(({ partitionId, position }) => {
        if (Number(position) <= (positions.get(partitionId) ?? 0)) return false
        positions.set(partitionId, Number(position))
        return true
      })
    },

    place: () => ({
      streams: Object.fromEntries(
        streams.filter(({ count }) => count > 0).map(({ name, entry, count }) => [name, { entry, count }]),
      ),
      positions: Object.fromEntries(
        [...positions].map(([partition, position]) => [partition, String(position)]),
      ),
    }),
  }
}
