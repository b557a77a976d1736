/** A slice's routes behind HTTP as the product mounts them, without engine, workers and front page. */
import express, { type Request } from 'express'
import { createHttpApplication, listen, type RunningServer } from '../src/http/server.ts'
import type { Actor } from '../src/identity/actor.ts'
import type { Clock } from '../src/platform/clock.ts'
import { createLog } from '../src/platform/log.ts'
import type { Route } from '../src/platform/route.ts'

type Parts = Parameters<typeof createHttpApplication<Actor>>[0]

export function serveRoutes(
  slice: {
    routes: Route<Actor>[]
    authenticate(request: Request): Promise<Actor | undefined>
    clock: Clock
    /** Left out: `Idempotency-Key` is not looked at. */
    once?: Parts['once']
    admit?: Parts['admit']
    uploads?: Parts['uploads']
    verification?: Parts['verification']
    proxies?: number
  },
  port = 0,
): Promise<RunningServer> {
  const app = createHttpApplication<Actor>({
    once: (_key, _owner, _request, work) => work(),
    ...slice,
    idOf: ({ accountId }) => accountId,
    externalTasks: express.Router(),
    facts: () => Promise.reject(new Error('not shown here')),
    readiness: { look: async () => [], noteFull() {} },
    version: '0',
    log: createLog('silent'),
  })
  return listen(app, '127.0.0.1', port)
}
