/** Where the browser cannot seal anything: what was typed outlives a reload of this tab, and nothing waits to be sent. */
import type { Change, Kind, Store } from './store.ts'

export function openTabStore(account: string): Promise<Store> {
  const beginning = (kind: Kind) => `zhiheng.${kind}.${account}.`
  const put = (change: Change) => {
    // In plain words here, so no more than has to be.
    if (change.kind !== 'draft') return
    const key = `${beginning(change.kind)}${change.id}`
    if ('value' in change) sessionStorage.setItem(key, JSON.stringify(change.value))
    else sessionStorage.removeItem(key)
  }
  const valueOf = <Value>(text: string) => JSON.parse(text) as Value

  return Promise.resolve({
    account,
    lasting: false,
    get<Value>(kind: Kind, id: string) {
      const text = sessionStorage.getItem(`${beginning(kind)}${id}`)
      return Promise.resolve(text === null ? undefined : valueOf<Value>(text))
    },
    all<Value>(kind: Kind) {
      const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(beginning(kind)))
      return Promise.resolve(
        keys.map((key) => ({
          id: key.slice(beginning(kind).length),
          value: valueOf<Value>(sessionStorage.getItem(key)!),
        })),
      )
    },
    write: (changes) => Promise.resolve(changes.forEach(put)),
  })
}
