/** This device in the hands of the one who is signed in: opened when the server says who it is, or when it said so not long ago and is not within reach. */
import { loadDrafts } from '../draft.ts'
import { openStore } from './store.ts'
import { sync } from './sync.ts'
import { loadWaiting } from './waiting.ts'

const last = 'zhiheng.account'
/** For so long, what is kept opens without the server's word, ms: a long weekend in the hills. Later it waits, sealed, until someone signs in. */
const trusted = 72 * 3_600_000

interface Remembered<Person> {
  person: Person
  /** Epoch ms: the server said so. */
  at: number
}

export async function openDevice<Person extends { accountId: string }>(person: Person): Promise<void> {
  const store = await openStore(person.accountId)
  await Promise.all([loadDrafts(store), loadWaiting()])
  if (!store.lasting) return
  const value: Remembered<Person> = { person, at: Date.now() }
  await store.write([{ kind: 'known', id: 'me', value }]).catch(console.error)
  localStorage.setItem(last, person.accountId)
  void sync()
}

/** Who was signed in here last, where the server cannot be asked. */
export async function lastPerson<Person>(): Promise<Person | null> {
  const account = localStorage.getItem(last)
  if (account === null) return null
  const store = await openStore(account)
  const known = await store.get<Remembered<Person>>('known', 'me')
  if (!known || Date.now() - known.at > trusted) return null
  await Promise.all([loadDrafts(store), loadWaiting()])
  return known.person
}

/** The server has ended the session: what is kept stays, but does not open again before somebody has signed in. */
export function lockDevice(): void {
  localStorage.removeItem(last)
}
