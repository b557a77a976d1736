/** The service worker and its new versions: one is taken when the product starts, or when a person says so; never while somebody is typing. */
import { ref } from 'vue'

/** One is here and waits. */
export const newVersion = ref(false)

const hour = 3_600_000
/** Without TLS a browser has none. */
const workers = 'serviceWorker' in navigator ? navigator.serviceWorker : undefined

/** @returns whether the page is being loaded anew. */
export async function takeWaitingVersion(): Promise<boolean> {
  const registration = await workers?.getRegistration()
  const waits = registration?.waiting
  if (!workers?.controller || !waits) return false
  const taken = new Promise<boolean>((resolve) => {
    workers.addEventListener('controllerchange', () => resolve(true), { once: true })
    setTimeout(() => resolve(false), 2_000)
  })
  waits.postMessage('take-over')
  if (!(await taken)) return false
  location.reload()
  return true
}

/** Looks for a new version when the page stands, and every hour. */
export function followVersions(): void {
  if (!workers || !import.meta.env.PROD) return
  if (document.readyState === 'complete') void follow(workers)
  else addEventListener('load', () => void follow(workers), { once: true })
}

async function follow(container: ServiceWorkerContainer): Promise<void> {
  try {
    const registration = await container.register('/sw.js')
    const look = () => (newVersion.value = registration.waiting !== null && container.controller !== null)
    look()
    registration.addEventListener('updatefound', () =>
      registration.installing?.addEventListener('statechange', look),
    )
    setInterval(() => void registration.update().catch(() => {}), hour)
  } catch (error) {
    // The product works without it, as long as there is a network.
    console.info(error)
  }
}
