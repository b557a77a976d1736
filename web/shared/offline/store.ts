/** What is kept on this device for the one who is signed in, and what it is kept in. */
import { destroySealedStore, openSealedStore } from './sealed-store.ts'
import { openTabStore } from './tab-store.ts'

/** `file`: bytes. `known`: what the server said last. `waiting`: to be sent. `sent`: what became of it. */
export type Kind = 'draft' | 'known' | 'waiting' | 'sent' | 'file'

/** Without a value: gone. */
export type Change = { kind: Kind; id: string } | { kind: Kind; id: string; value: unknown }

export interface Store {
  readonly account: string
  /** It outlives the tab, and may hold what waits to be sent. */
  readonly lasting: boolean
  get<Value>(kind: Kind, id: string): Promise<Value | undefined>
  all<Value>(kind: Kind): Promise<{ id: string; value: Value }[]>
  /** All of it or nothing, in the order in which it was asked for. */
  write(changes: Change[]): Promise<void>
}

let current: Store | null = null
/** Other tabs hear that somebody signed out. */
const tabs = new BroadcastChannel('zhiheng.signed-out')
tabs.onmessage = ({ data: account }: MessageEvent<string>) => {
  if (account === current?.account) location.reload()
}
/** Of who is signed in, or was until the session ended by time. */
export const store = () => current

/** A page without TLS has no cryptography, a private window no room: there, what was typed lives as long as the tab. */
export async function openStore(account: string): Promise<Store> {
  if (current?.account === account) return current
  const open = isSecureContext && 'locks' in navigator ? openSealedStore : openTabStore
  current = await open(account).catch(() => openTabStore(account))
  return current
}

/** Leaves nothing for the next one at this device. */
export async function destroyStore(): Promise<void> {
  const account = current?.account
  current = null
  for (const kept of [sessionStorage, localStorage])
    for (const key of Object.keys(kept))
      if (/^(tus::)?zhiheng\.(draft|upload|account)/.test(key)) kept.removeItem(key)
  if (account === undefined) return
  if (isSecureContext) await destroySealedStore(account).catch(console.error)
  tabs.postMessage(account)
}
