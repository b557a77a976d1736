/**
 * After the broker's clock was moved, when has it found all that became due? A timer of our own that is due with the last of them, and a message of our
 * own that expires, tell: the broker takes due timers in the order of their dates, and expired messages all together.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { FeedRecord } from '../../src/engine/feed-record.ts'
import type { Engine, Key } from '../../src/engine/port.ts'
import { after, bpmn, catches, end, process, start } from './authoring/bpmn.ts'

/** The broker looks for expired messages once a minute of its clock. */
const messageCheckInterval = 60_000
/** A clock that was pinned back keeps the broker from looking for messages: the wait ends. */
const limit = 4_000

export interface Sentinels {
  take(record: FeedRecord): void
  /** Before the clock moves. @returns what to await after it has moved. */
  set(milliseconds: number, messagesToo: boolean): Promise<() => Promise<void>>
}

export function sentinels(engine: Engine, name: string, passMarker: () => Promise<void>): Sentinels {
  const gone = new Set<Key>()
  let deployed: Promise<unknown> | undefined

  const goneBy = async (key: Key, deadline: number) => {
    while (!gone.has(key) && performance.now() < deadline) await pause(15)
    gone.delete(key)
  }

  return {
    take(record) {
      if (record.valueType === 'MESSAGE' && record.intent === 'EXPIRED') gone.add(record.key)
      if (record.valueType !== 'PROCESS_INSTANCE' || record.intent !== 'ELEMENT_COMPLETED') return
      if (record.value.bpmnElementType === 'PROCESS' && record.value.bpmnProcessId === name)
        gone.add(record.key)
    },
    async set(milliseconds, messagesToo) {
      deployed ??= engine.deploy([
        {
          name: `${name}.bpmn`,
          content: bpmn(process(name, [start(), catches('t', after('=d')), end()], ['s > t > e'])),
        },
      ])
      await deployed
      const keys: Key[] = []
      const { processInstanceKey } = await engine.execute({
        verb: 'createInstance',
        processId: name,
        variables: { d: `PT${milliseconds / 1000}S` },
      })
      keys.push(processInstanceKey)
      if (messagesToo && milliseconds > messageCheckInterval) {
        const { messageKey } = await engine.execute({
          verb: 'publishMessage',
          name,
          correlationKey: name,
          timeToLive: 1,
        })
        keys.push(messageKey)
      }
      await passMarker()
      await passMarker()
      return async () => {
        const deadline = performance.now() + limit
        for (const key of keys) await goneBy(key, deadline)
      }
    },
  }
}
