/**
 * The service worker: the product's own files from this device, so that it opens without a network. What the server tells of cases and people is never kept
 * by it (web/shared/offline/ keeps what has to be kept, sealed). A new version waits until the pages ask for it.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope
/** Put in by the build (web/kept-files.ts). */
declare const KEPT_FILES: { url: string; revision: string | null }[]

precacheAndRoute(KEPT_FILES)
cleanupOutdatedCaches()

/** Pages of the server's own. */
const servers = /^\/(api|problems|status|verify|engine-rest|healthz|readyz)(\/|$)/
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [servers] }))

self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting()
})
// The page that brought the worker here is the first that has to work without a network.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
