/** Answers in the words of Camunda 7's REST API, which its clients understand. */
import type { ErrorRequestHandler, Response } from 'express'
import type { Log } from '../../platform/log.ts'
import { faultBelow } from '../../platform/faults.ts'
import { Refusal, Unavailable } from '../port.ts'

export class BadRequest extends Error {}

/** The protocol's JavaScript client parses a body only when the type is exactly this, without a charset. */
export function json(response: Response, status: number, body: unknown): void {
  response.status(status).setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
}

export function asRestException(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const { status, type, message } = described(error)
    if (status >= 500) log.error({ err: error, path: request.path }, 'external-task request failed')
    json(response, status, { type, message, code: null })
  }
}

function described(error: unknown): { status: number; type: string; message: string } {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof BadRequest) return { status: 400, type: 'InvalidRequestException', message }
  if (error instanceof Refusal) {
    return error.code === 'NOT_FOUND'
      ? { status: 404, type: 'RestException', message }
      : { status: 400, type: 'RestException', message }
  }
  if (error instanceof Unavailable || faultBelow(error))
    return { status: 503, type: 'RestException', message }
  // body-parser's own refusals (malformed JSON, too large) carry their status.
  const status = (error as { status?: number }).status
  if (status !== undefined && status < 500) return { status, type: 'InvalidRequestException', message }
  return { status: 500, type: 'RestException', message: 'internal error' }
}
