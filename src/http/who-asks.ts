/** Who asks: a program shows its session's token, a page its cookie, an external-task client the token as a password. */
import type { Request } from 'express'
import { type Actor, hasRole } from '../identity/actor.ts'
import { pageHeader, tokenOfCookie } from '../identity/session-cookie.ts'
import type { Identity } from '../identity/service.ts'
import { problem } from '../platform/problem.ts'

export type WhoAsks = (request: Request) => Promise<Actor | undefined>

/** @throws Problem `forbidden` where a cookie comes with something that changes anything, and no page of ours says that it sent it. */
export function ofSession(identity: Identity): WhoAsks {
  return async (request) => {
    const { authorization } = request.headers
    const token = authorization === undefined ? ofPage(request) : ofProgram(authorization)
    return token === undefined ? undefined : identity.actorOf(token, request.ip ?? '')
  }
}

/** Workers act for the system: only who keeps the system running may lend them an account. */
export function ofWorker(identity: Identity): (request: Request) => Promise<boolean> {
  return async ({ headers: { authorization = '' }, ip = '' }) => {
    const token = ofProgram(authorization) ?? ofBasic(authorization)
    const actor = token === undefined ? undefined : await identity.actorOf(token, ip)
    return actor !== undefined && hasRole(actor, 'administrator')
  }
}

function ofProgram(authorization: string): string | undefined {
  return /^Bearer (\S+)$/.exec(authorization)?.[1]
}

/** External-task clients know basic authentication: the password is a session's token, so it can be revoked like any session. */
function ofBasic(authorization: string): string | undefined {
  const [, encoded] = /^Basic (\S+)$/.exec(authorization) ?? []
  return encoded && Buffer.from(encoded, 'base64').toString().split(':').slice(1).join(':')
}

function ofPage({ method, headers }: Request): string | undefined {
  const token = tokenOfCookie(headers.cookie)
  if (token !== undefined && !['GET', 'HEAD'].includes(method) && headers[pageHeader] === undefined)
    throw problem('forbidden', `本次请求不是从本系统的页面发出的（没有请求头 ${pageHeader}），没有办理。`)
  return token
}
