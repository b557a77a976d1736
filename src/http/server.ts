/** The HTTP server: security headers, the slices' routes below /api/v1, the external-task door, the API description, health, and the front page. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express, type Router } from 'express'
import helmet from 'helmet'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Route } from '../platform/route.ts'
import { apiDocs } from './api-docs.ts'
import { frontPage, type FrontPageFacts } from './front-page.ts'
import { mountPages } from './mount-pages.ts'
import { mountRoute, type MountParts } from './mount-route.ts'
import { describeApi } from './openapi.ts'
import { mountVerification, type VerificationPage } from './mount-verification.ts'
import { mountUploads, type UploadDoor } from './mount-uploads.ts'
import { problemPage } from './problem-page.ts'
import { problemReply, unknownRoute } from './problem-reply.ts'
import type { Readiness } from './readiness.ts'
import { requireUtf8 } from './request-text.ts'

export interface HttpParts<Asker> extends MountParts<Asker> {
  routes: Route<Asker>[]
  /** `GET /cases/{caseId}` → who may, for the API description. */
  rights?: ReadonlyMap<string, unknown>
  externalTasks: Router
  /** Resumable uploads (tus): a protocol of its own beside the routes. */
  uploads?: UploadDoor<Asker>
  /** The public page behind a document's QR code. */
  verification?: VerificationPage
  /** Folder of the built web product. */
  pages?: string
  /** How many proxies of our own stand before us; 0 when left out. */
  proxies?: number
  /** Facts of the front page, read anew for each visit. */
  facts(): Promise<FrontPageFacts>
  readiness: Readiness
  version: string
  clock: Clock
  log: Log
}

const bodyLimit = '2mb'

export function createHttpApplication<Asker>(parts: HttpParts<Asker>): Express {
  const { routes, rights, externalTasks, facts, readiness, version, clock, log } = parts
  const app = express()
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  app.set('trust proxy', parts.proxies ?? 0)
  app.use(
    helmet({
      contentSecurityPolicy: {
        // The product needs nothing from elsewhere; Swagger UI styles its icons with data: images.
        directives: {
          defaultSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          workerSrc: ["'self'"],
          manifestSrc: ["'self'"],
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: false, // set by the proxy that ends TLS
    }),
  )
  app.get('/healthz', (_request, response) => void response.json({ status: 'up' }))
  app.get('/readyz', async (_request, response) => {
    const reasons = await readiness.look()
    if (reasons.length === 0) response.json({ status: 'ready' })
    else response.status(503).json({ status: 'not ready', reasons })
  })
  app.use('/engine-rest', externalTasks)
  const api = express.Router()
  // What is told of people is nobody's to keep, and a version in an ETag is for what is changed, not for what was seen: it says nothing of what hangs on a thing.
  api.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store')
    next()
  })
  if (parts.uploads) mountUploads(app, parts.uploads, parts)
  // A file is read by its handler, even one of JSON: before anything parses it.
  for (const route of routes) if (route.upload) mountRoute(api, route, parts)
  api.use(express.json({ limit: bodyLimit, verify: requireUtf8 }))
  const description = describeApi(routes, version, rights)
  api.get('/openapi.json', (_request, response) => void response.json(description))
  for (const route of routes) if (!route.upload) mountRoute(api, route, parts)
  app.use('/api/v1', api)
  app.use('/api/docs', apiDocs('/api/v1/openapi.json'))
  if (parts.verification) mountVerification(app, parts.verification)
  app.get('/problems{/:code}', (request, response, next) => {
    const page = problemPage(request.params.code)
    if (page === undefined) return next()
    response.type('html').send(page)
  })
  app.get('/status', async (_request, response) => void response.type('html').send(frontPage(await facts())))
  if (parts.pages) mountPages(app, parts.pages)
  app.use(unknownRoute)
  app.use(problemReply(log, clock, () => readiness.noteFull()))
  return app
}

export interface RunningServer {
  address: string
  close(): Promise<void>
}

/** @throws the listen error (port taken, address not ours) as it is. */
export async function listen(app: Express, host: string, port: number): Promise<RunningServer> {
  const server: Server = createServer(app)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // Long polls would keep the process for their whole time-out.
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 2_000).unref()
      await closed
    },
  }
}
