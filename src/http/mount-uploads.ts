/** Mounts the tus door on Express: who asks, then the protocol. Reading an upload's state is a route like any other. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Express, RequestHandler } from 'express'
import { problem } from '../platform/problem.ts'
import type { MountParts } from './mount-route.ts'

export interface UploadDoor<Asker> {
  /** Address below which uploads live. */
  readonly path: string
  handle(asker: Asker, request: IncomingMessage, response: ServerResponse): Promise<void>
}

export function mountUploads<Asker>(
  app: Express,
  { path, handle }: UploadDoor<Asker>,
  { authenticate, admit }: Pick<MountParts<Asker>, 'authenticate' | 'admit'>,
): void {
  const toDoor: RequestHandler = async (request, response, next) => {
    if (request.method === 'GET') return next()
    const asker = await authenticate(request)
    if (asker === undefined) throw problem('signed-out', '需要登录后才能访问。')
    admit?.(asker, {})
    await handle(asker, request, response)
  }
  app.all([path, `${path}/:id`], toDoor)
}
