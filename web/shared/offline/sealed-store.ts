/**
 * What is kept on this device for one account, sealed 加密: AES-GCM under a key of the account's own, which no script can read out (non-extractable) and which
 * signing out destroys with everything that it sealed. The names of rows are kinds and ids; nothing that was typed stands in them.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Change, Kind, Store } from './store.ts'

interface Row {
  account: string
  kind: Kind
  id: string
  iv: Uint8Array<ArrayBuffer>
  sealed: ArrayBuffer
}

interface Tables extends DBSchema {
  keys: { key: string; value: CryptoKey }
  rows: { key: [string, Kind, string]; value: Row }
}

let opened: Promise<IDBPDatabase<Tables>> | undefined
const database = () =>
  (opened ??= openDB<Tables>('zhiheng', 1, {
    upgrade(db) {
      db.createObjectStore('keys')
      db.createObjectStore('rows', { keyPath: ['account', 'kind', 'id'] })
    },
    terminated: () => (opened = undefined),
  }).catch((error: unknown) => {
    opened = undefined
    throw error
  }))

/** The key is made the first time, and again after signing out. */
async function keyOf(account: string): Promise<CryptoKey> {
  const db = await database()
  const known = await db.get('keys', account)
  if (known) return known
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  // Of two tabs that make one at once, the first one's is the key.
  const tx = db.transaction('keys', 'readwrite')
  const first = await tx.store.get(account)
  if (!first) await tx.store.put(made, account)
  await tx.done
  return first ?? made
}

/** @throws where the browser keeps nothing (a private window, no room). */
export async function openSealedStore(account: string): Promise<Store> {
  const [db, key] = [await database(), await keyOf(account)]
  let last: Promise<unknown> = Promise.resolve()

  async function unsealed<Value>({ kind, id, iv, sealed }: Row): Promise<Value> {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData: nameOf(kind, id) },
      key,
      sealed,
    )
    return (kind === 'file' ? plain : JSON.parse(new TextDecoder().decode(plain))) as Value
  }

  async function sealedRow({ kind, id, value }: Change & { value: unknown }): Promise<Row> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain =
      kind === 'file' ? new Uint8Array(value as ArrayBuffer) : new TextEncoder().encode(JSON.stringify(value))
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: nameOf(kind, id) },
      key,
      plain,
    )
    return { account, kind, id, iv, sealed }
  }

  // A row that is moved to another account or another name does not open.
  const nameOf = (kind: Kind, id: string) => new TextEncoder().encode(JSON.stringify([account, kind, id]))

  async function write(changes: Change[]): Promise<void> {
    // A transaction does not wait for the sealing: everything is sealed before it begins.
    const rows = await Promise.all(
      changes.map(async (change) =>
        'value' in change ? sealedRow(change) : ([account, change.kind, change.id] as [string, Kind, string]),
      ),
    )
    const tx = db.transaction(['keys', 'rows'], 'readwrite')
    // Signed out in another tab: what comes late is not left behind under a key that is gone.
    if ((await tx.objectStore('keys').getKey(account)) === undefined) return void tx.abort()
    const table = tx.objectStore('rows')
    await Promise.all(rows.map((row) => (Array.isArray(row) ? table.delete(row) : table.put(row))))
    await tx.done
  }

  return {
    account,
    lasting: true,
    async get(kind, id) {
      const row = await db.get('rows', [account, kind, id])
      return row && unsealed(row)
    },
    async all<Value>(kind: Kind) {
      const rows = await db.getAll('rows', IDBKeyRange.bound([account, kind], [account, kind, []]))
      return Promise.all(rows.map(async (row) => ({ id: row.id, value: await unsealed<Value>(row) })))
    },
    // One after the other: what is dropped stays dropped, however long the sealing before it takes.
    write: (changes) => {
      const mine = last.then(() => write(changes))
      last = mine.catch(() => {})
      return mine
    },
  }
}

/** The key goes first: what it sealed cannot be read from that moment. */
export async function destroySealedStore(account: string): Promise<void> {
  const db = await database()
  const tx = db.transaction(['keys', 'rows'], 'readwrite')
  await Promise.all([
    tx.objectStore('keys').delete(account),
    tx.objectStore('rows').delete(IDBKeyRange.bound([account], [account, []])),
    tx.done,
  ])
}
