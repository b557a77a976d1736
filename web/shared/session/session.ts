/** Who is signed in at this page. */
import { readonly, shallowRef } from 'vue'
import { answered, api, onSessionEnd, Refusal, type Reply } from '../api/client.ts'
import { lastPerson, lockDevice, openDevice } from '../offline/device.ts'
import { isUnreached } from '../offline/known.ts'
import { destroyStore, store } from '../offline/store.ts'

export type Me = Reply<'/me'>

const current = shallowRef<Me | null>(null)
export const me = readonly(current)

/** Something has to be done before anything else: the one-time password is changed, a second factor set up. */
export const unready = (who: Me): 'password' | 'second-factor' | null =>
  who.passwordDue
    ? 'password'
    : who.secondFactor.required && !who.secondFactor.enrolled
      ? 'second-factor'
      : null

/** Signed out without a network: the server is told as soon as it is within reach. */
const leaving = 'zhiheng.leaving'
/** A line that carries nothing is no line, ms. */
const patience = 10_000

/** Whom the server knows by the browser's cookie; where it is not within reach, who was signed in here last. null: nobody. */
export async function recall(): Promise<Me | null> {
  if (current.value) return current.value
  try {
    if (localStorage.getItem(leaving) !== null) await endSession()
    await arrive(await answered(api.GET('/me', { signal: AbortSignal.timeout(patience) })))
  } catch (error) {
    if (isUnreached(error)) current.value = localStorage.getItem(leaving) ? null : await lastPerson<Me>()
    else if (error instanceof Refusal && error.problem.status === 401) lockDevice()
    else throw error
  }
  return current.value
}

async function arrive(who: Me): Promise<void> {
  const before = store()?.account
  if (before !== undefined && before !== who.accountId) {
    // What another person typed on this page stays theirs, sealed with their key: the page begins anew.
    location.assign('/')
    return new Promise(() => {})
  }
  await openDevice(who)
  current.value = who
}

/** @throws Refusal `second-factor-needed` and others, as the server says it. */
export async function signIn(userName: string, password: string, code?: string): Promise<void> {
  const { me } = await answered(
    api.POST('/session', { body: { userName, password, keep: 'cookie', ...(code && { code }) } }),
  )
  localStorage.removeItem(leaving)
  await arrive(me)
}

/** What is kept on this device for the one who leaves can be read by nobody from then on. */
export async function signOut(): Promise<void> {
  try {
    await endSession()
  } catch (error) {
    if (!isUnreached(error)) throw error
    localStorage.setItem(leaving, '1')
  }
  await destroyStore()
  current.value = null
}

async function endSession(): Promise<void> {
  await answered(api.DELETE('/session')).catch((error: unknown) => {
    // It had ended by time.
    if (!(error instanceof Refusal) || error.problem.status !== 401) throw error
  })
  localStorage.removeItem(leaving)
}

export async function changePassword(from: string, to: string): Promise<void> {
  await answered(api.PUT('/me/password', { body: { current: from, next: to } }))
  await renew()
}

/** What the server says now of who is signed in. */
export async function renew(): Promise<void> {
  current.value = await answered(api.GET('/me'))
}

/** May the one who is signed in do this at all? The server decides about each object. */
export function may(action: string): boolean {
  return current.value?.actions.includes(action) ?? false
}

/** @param listener hears that the session has ended on the server, by time or by another's hand. */
export function onEnd(listener: () => void): void {
  onSessionEnd(() => {
    if (current.value === null) return
    lockDevice()
    current.value = null
    listener()
  })
}
