/** Turns whatever was thrown into application/problem+json (RFC 9457). What we did not foresee is logged with a number and answered as 500. */
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { ulid } from 'ulid'
import { Refusal } from '../engine/port.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import { Problem, problem, problemBody } from '../platform/problem.ts'
import { faultProblem } from './fault-problems.ts'

/** @param onFull hears of each request that found no room. */
export function problemReply(log: Log, clock: Clock, onFull: () => void = () => {}): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const known = knownProblem(error)
    if (known) return send(response, known)
    const passing = faultProblem(error)
    if (passing) {
      log.error({ err: error, method: request.method, path: request.path }, passing.code)
      if (passing.code === 'storage-full') onFull()
      return send(response, passing)
    }
    const number = ulid(clock.now())
    log.error({ err: error, number, method: request.method, path: request.path }, 'request failed')
    send(response, problem('internal', `请稍后重试；如仍不行，请把编号 ${number} 告诉系统管理员。`))
  }
}

export const unknownRoute: RequestHandler = (request, _response, next) => {
  next(problem('not-found', `没有这个地址：${request.method} ${request.path}`))
}

function send(response: Response, refused: Problem): void {
  if (refused.retryAfter !== undefined) response.setHeader('retry-after', refused.retryAfter)
  response
    .status(refused.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(refused)))
}

function knownProblem(error: unknown): Problem | undefined {
  // What reads a body gives every error of its check a status of its own.
  if ((error as { type?: string }).type === 'entity.verify.failed')
    return problem('malformed', (error as Error).message)
  if (error instanceof Problem) return error
  if (error instanceof Refusal) return problem('engine-refused', error.message)
  // The errors of body-parser and of Express's own reading of an address carry a status, and mostly a type.
  const { status, type } = error as { status?: number; type?: string }
  if (type === 'entity.too.large') return problem('too-large', '提交的内容过大。')
  if (type === 'charset.unsupported') return problem('malformed', '提交的内容须为 UTF-8 编码。')
  if (error instanceof URIError) return problem('malformed', '请求的地址无法读取。')
  if (status !== undefined && status >= 400 && status < 500)
    return problem('malformed', '提交的内容不是有效的 JSON。')
  return undefined
}
