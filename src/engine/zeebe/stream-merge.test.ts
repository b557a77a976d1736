import { expect } from 'chai'
import fc from 'fast-check'
import type { FeedRecord } from '../feed-record.ts'
import { mergeStreams, type Place, type ReadEntry } from './stream-merge.ts'

const names = ['A', 'B', 'C']
const beginning: Place = { streams: {}, positions: {} }
const record = (partitionId: number, position: number) =>
  ({ partitionId, position: String(position) }) as FeedRecord

/** What Redis holds: all entries in the order in which they were added; entry ids are numbers. */
type Log = { stream: string; record: FeedRecord | undefined }[]

/** One XREAD of what was added until now. */
function xread(log: Log, visible: number, wanted: { stream: string; after: string }[], batchSize: number) {
  const read = new Map<string, ReadEntry[]>()
  for (const { stream, after } of wanted) {
    const entries = log
      .slice(0, visible)
      .map((entry, i) => ({ ...entry, id: `${i + 1}-0` }))
      .filter((entry) => entry.stream === stream && Number.parseInt(entry.id) > Number.parseInt(after))
      .slice(0, batchSize)
    if (entries.length > 0) read.set(stream, entries)
  }
  return read
}

describe('merge of the exporter’s streams', () => {
  it('gives records of different streams in order of position', () => {
    const merge = mergeStreams(names, 10, beginning)
    const log: Log = [
      { stream: 'B', record: record(1, 1) },
      { stream: 'A', record: record(1, 2) },
      { stream: 'B', record: record(1, 3) },
    ]
    expect(merge.take(xread(log, 3, merge.wanted(), 10)).map(({ position }) => position)).to.deep.equal([
      '1',
      '2',
      '3',
    ])
  })

  it('holds back what is behind a cut stream', () => {
    const merge = mergeStreams(names, 2, beginning)
    const log: Log = [1, 2, 3].map((position) => ({ stream: 'A', record: record(1, position) }))
    log.push({ stream: 'B', record: record(1, 4) })
    expect(merge.take(xread(log, 4, merge.wanted(), 2)).map(({ position }) => position)).to.deep.equal([
      '1',
      '2',
    ])
    expect(merge.place().streams).to.deep.equal({ A: { entry: '2-0', count: 2 } })
    expect(merge.take(xread(log, 4, merge.wanted(), 2)).map(({ position }) => position)).to.deep.equal([
      '3',
      '4',
    ])
  })

  it('passes over what is no event', () => {
    const merge = mergeStreams(names, 2, beginning)
    const log: Log = [
      { stream: 'A', record: undefined },
      { stream: 'A', record: undefined },
      { stream: 'A', record: record(1, 1) },
    ]
    expect(merge.take(xread(log, 3, merge.wanted(), 2))).to.deep.equal([])
    expect(merge.take(xread(log, 3, merge.wanted(), 2))).to.have.length(1)
    expect(merge.place().streams.A!.count).to.equal(3)
  })

  it('gives each record once and in order, whatever is cut, repeated by the exporter, or begun again by the reader', () => {
    const scenario = fc.record({
      batchSize: fc.integer({ min: 1, max: 4 }),
      /** Each event: the next record of a partition in some stream, a repetition of the last n records, or something that is no event. */
      events: fc.array(
        fc.record({
          partition: fc.integer({ min: 1, max: 3 }),
          stream: fc.constantFrom(...names),
          kind: fc.constantFrom('record', 'record', 'record', 'record', 'repeat', 'other'),
          depth: fc.integer({ min: 1, max: 6 }),
        }),
        { maxLength: 60 },
      ),
      /** At each read: how many entries more are there, and whether the reader is begun anew before it. */
      reads: fc.array(fc.record({ more: fc.integer({ min: 0, max: 12 }), crash: fc.boolean() }), {
        maxLength: 30,
      }),
    })
    fc.assert(
      fc.property(scenario, ({ batchSize, events, reads }) => {
        const log: Log = []
        const written = new Map<number, Log>([1, 2, 3].map((partition) => [partition, []]))
        for (const { partition, stream, kind, depth } of events) {
          const own = written.get(partition)!
          if (kind === 'other') log.push({ stream, record: undefined })
          else if (kind === 'repeat') log.push(...own.slice(-depth))
          else {
            own.push({ stream, record: record(partition, own.length * 2 + 1) })
            log.push(own.at(-1)!)
          }
        }
        let stored = JSON.stringify(beginning)
        let merge = mergeStreams(names, batchSize, beginning)
        const given: FeedRecord[] = []
        let visible = 0
        const step = () => {
          const records = merge.take(xread(log, visible, merge.wanted(), batchSize))
          if (records.length === 0) return
          given.push(...records)
          stored = JSON.stringify(merge.place())
        }
        for (const { more, crash } of reads) {
          visible = Math.min(log.length, visible + more)
          if (crash) merge = mergeStreams(names, batchSize, JSON.parse(stored) as Place)
          step()
        }
        visible = log.length
        for (let i = 0; i < log.length * 3 + 3; i++) step()
        for (const [partition, own] of written) {
          const positions = given
            .filter(({ partitionId }) => partitionId === partition)
            .map(({ position }) => position)
          expect(positions).to.deep.equal(own.map((entry) => entry.record!.position))
        }
      }),
      { numRuns: 500 },
    )
  })
})
