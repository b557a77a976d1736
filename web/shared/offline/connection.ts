/** Is the server within reach? The browser says when there is no network; every answer, and every one that does not come, says the rest. */
import { ref } from 'vue'

export const away = ref(!navigator.onLine)

const askAgain = 10_000
let asking: ReturnType<typeof setInterval> | undefined

export function reached(): void {
  away.value = false
  clearInterval(asking)
  asking = undefined
}

export function unreached(): void {
  away.value = true
  asking ??= setInterval(() => void lookAgain(), askAgain)
}

/** @returns whether the server answers now. */
export async function lookAgain(): Promise<boolean> {
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined)
  if (answer?.ok) reached()
  else unreached()
  return !away.value
}

addEventListener('online', () => void lookAgain())
addEventListener('offline', unreached)
