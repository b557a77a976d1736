/** Sends what waits as soon as the server is within reach: one tab at a time, in the order in which it was handed in. */
import { watch } from 'vue'
import { away } from './connection.ts'
import { store } from './store.ts'
import { tryOne } from './try-one.ts'
import { loadWaiting, waiting } from './waiting.ts'

const minute = 60_000
let last: Promise<void> = Promise.resolve()

/** @returns when everything that can go has gone. */
export function sync(): Promise<void> {
  return (last = last.then(sendAll).catch(console.error))
}

async function sendAll(): Promise<void> {
  const account = store()?.lasting && store()?.account
  if (!account || away.value) return
  await navigator.locks.request(`zhiheng.sync.${account}`, async () => {
    await loadWaiting()
    const tried = new Set<string>()
    for (;;) {
      const next = waiting.value.find(
        ({ id, refused, after }) => !refused && !tried.has(id) && !isWaiting(after),
      )
      if (!next || away.value) return
      tried.add(next.id)
      const outcome = await tryOne(next.id)
      // Nobody is signed in, or the server wants to be left alone: the rest would hear the same.
      if (outcome.state === 'waits' && [401, 429, 503].includes(outcome.problem.status)) return
    }
  })
}

const isWaiting = (id: string | undefined) => id !== undefined && waiting.value.some((one) => one.id === id)

/** When the network is back, and every minute while something waits; signing in does it as well. */
export function keepSyncing(): void {
  watch(away, (isAway) => void (isAway || sync()))
  setInterval(() => void (waiting.value.some(({ refused }) => !refused) && sync()), minute)
}
