/** What this device was last used for, newest first: codes and names of the register, nothing of any person's case. */
import { me } from '../shared/session/session.ts'

const keyOf = (what: string) => `zhiheng.recent.${me.value?.accountId}.${what}`
const most = 4

export function recent<One>(what: string): One[] {
  return JSON.parse(localStorage.getItem(keyOf(what)) ?? '[]') as One[]
}

export function remember<One>(what: string, one: One): void {
  const text = JSON.stringify(one)
  const others = recent<One>(what).filter((other) => JSON.stringify(other) !== text)
  localStorage.setItem(keyOf(what), JSON.stringify([one, ...others].slice(0, most)))
}
