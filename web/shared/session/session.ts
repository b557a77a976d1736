/** Who is signed in at this page. */
import { readonly, shallowRef } from 'vue'
import { answered, api, onSessionEnd, Refusal, type Reply } from '../api/client.ts'

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

/** Whom the server knows by the browser's cookie; null: nobody. */
export async function recall(): Promise<Me | null> {
  if (current.value) return current.value
  try {
    current.value = await answered(api.GET('/me'))
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem.status !== 401) throw error
  }
  return current.value
}

/** @throws Refusal `second-factor-needed` and others, as the server says it. */
export async function signIn(userName: string, password: string, code?: string): Promise<void> {
  const { me } = await answered(
    api.POST('/session', { body: { userName, password, keep: 'cookie', ...(code && { code }) } }),
  )
  current.value = me
}

export async function signOut(): Promise<void> {
  await answered(api.DELETE('/session'))
  current.value = null
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
    current.value = null
    listener()
  })
}
