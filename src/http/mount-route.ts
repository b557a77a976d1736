/** Mounts one route of a slice on Express: who asks, then the schemas, then the handler, then the answer. */
import { pipeline, Readable } from 'node:stream'
import type { IRouter, Request, Response } from 'express'
import type { z } from 'zod'
import { chineseFault } from './chinese-faults.ts'
import { inIso } from './iso-instants.ts'
import type { Once } from './idempotency.ts'
import { type FieldProblem, problem } from '../platform/problem.ts'
import { knownParameters } from './query-parameters.ts'
import { requireStorable } from './request-text.ts'
import type { Reply, Route } from '../platform/route.ts'

/** @returns who asks, or undefined without a valid session. */
export type Authenticate<Asker> = (request: Request) => Promise<Asker | undefined>

export interface MountParts<Asker> {
  authenticate: Authenticate<Asker>
  /** @throws Problem where this asker may not use this route yet. */
  admit?(asker: Asker, route: Pick<Route<Asker>, 'enrolling' | 'passwordDue'>): void
  once: Once
  /** Whose idempotency keys are whose. */
  idOf(asker: Asker): string
}

export function mountRoute<Asker>(
  router: IRouter,
  route: Route<Asker>,
  { authenticate, admit, once, idOf }: MountParts<Asker>,
): void {
  const path = route.path.replace(/\{(\w+)\}/g, ':$1')
  const requireKnown = knownParameters(route.query)
  router[route.method](path, async (request, response) => {
    const asker = await authenticate(request)
    if (!route.open && asker === undefined) throw problem('signed-out', '需要登录后才能访问。')
    if (!route.open && asker !== undefined) admit?.(asker, route)
    for (const given of [request.params, request.query, route.body && request.body]) requireStorable(given)
    requireKnown(request.query)
    const aborted = new AbortController()
    response.on('close', () => aborted.abort())
    const idempotencyKey = request.get('idempotency-key')
    const context = {
      asker: asker as Asker,
      params: checked(route.params, request.params, 'params') as never,
      query: checked(route.query, request.query, 'query') as never,
      body: checked(route.body, request.body ?? {}, '') as never,
      idempotencyKey,
      ifMatch: request.get('if-match'),
      range: request.get('range'),
      upload: bytesOf(request, route.upload?.largest ?? 0),
      from: request.ip ?? '',
      secure: request.secure,
      signal: aborted.signal,
    }
    const work = () => route.handle(context)
    const asked = { method: route.method, path: request.path, body: context.body }
    const reply =
      route.creates && idempotencyKey !== undefined && asker !== undefined
        ? await once(idempotencyKey, idOf(asker), asked, work)
        : await work()
    await answer(response, route, reply)
  })
}

/** Read only where a route asks for it. */
async function* bytesOf(request: Request, largest: number): AsyncGenerator<Buffer> {
  const tooLarge = () => problem('too-large', `文件不超过 ${Math.floor(largest / 2 ** 20)} MB。`)
  if (Number(request.get('content-length') ?? 0) > largest) throw tooLarge()
  let total = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    total += piece.byteLength
    if (total > largest) throw tooLarge()
    yield piece
  }
}

function checked(schema: z.ZodType | undefined, value: unknown, place: string): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value, { error: chineseFault })
  if (parsed.success) return parsed.data
  const fields: FieldProblem[] = parsed.error.issues.map((issue) => ({
    path: [place, ...issue.path.map(String)].filter(Boolean).join('.'),
    message: issue.message,
  }))
  throw problem('input-invalid', `有 ${fields.length} 处填写不符合要求。`, fields)
}

async function answer<Asker>(
  response: Response,
  route: Route<Asker>,
  reply: Reply | undefined,
): Promise<void> {
  const { status, headers = {}, body } = reply ?? {}
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (body === undefined) {
    response.status(status ?? 204).end()
    return
  }
  response.status(status ?? (route.method === 'post' ? 201 : 200))
  // Who reads may go away before the end: nobody is left to tell.
  if (body instanceof Readable) pipeline(body, response, () => undefined)
  else if (isStream(body)) await sendPieces(response.type(route.produces ?? 'text/plain'), body)
  else if (Buffer.isBuffer(body)) response.send(body)
  else if (typeof body === 'string') response.type(route.produces ?? 'text/plain').send(body)
  else response.type('json').send(JSON.stringify(body, inIso))
}

const isStream = (body: unknown): body is AsyncIterable<string> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body

/** Ends with the source, or when the client goes away (the route's `signal` then ends the source). */
async function sendPieces(response: Response, pieces: AsyncIterable<string>): Promise<void> {
  response.flushHeaders()
  for await (const piece of pieces) {
    if (response.destroyed) break
    if (!response.write(piece))
      await new Promise((resolve) => response.once('drain', resolve).once('close', resolve))
  }
  response.end()
}
