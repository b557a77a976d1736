/**
 * The API as the pages call it: typed from the description, answered or a {@link Refusal}. The session lies in a cookie that no script reads; the header says
 * that a page of ours asks (src/identity/session-cookie.ts).
 */
import createClient from 'openapi-fetch'
import { reached, unreached } from '../offline/connection.ts'
import type { paths } from './schema.d.ts'

export interface Problem {
  code: string
  title: string
  status: number
  detail: string
  /** Number by which support finds it in the log. */
  instance?: string
  fields?: { path: string; message: string }[]
}

/** What the server did not do, and why, in words for a person (RFC 9457). */
export class Refusal extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail || problem.title)
    this.problem = problem
  }
}

// Nothing from the browser's cache: the version of a case or a clue, which is its ETag, stays as it is when a limit runs on or a file is added, and the next
// person at this device may see less.
const asked = { headers: { 'x-zhiheng-page': '1' }, cache: 'no-store' } as const
export const api = createClient<paths>({ baseUrl: '/api/v1', ...asked })

/** A POST to an address that is known only when it is sent, as what waited is (web/shared/offline/). @throws Refusal */
export function post(
  path: string,
  body: BodyInit,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<unknown> {
  const sending = fetch(`/api/v1${path}`, {
    ...asked,
    method: 'POST',
    body,
    headers: { ...asked.headers, ...headers },
    signal,
  })
  return answered(
    sending.then(async (response) => {
      const said: unknown = await response.json().catch(() => undefined)
      return { response, ...(response.ok ? { data: said } : { error: said }) }
    }),
  )
}

let ended = () => {}
/** @param listener called when the server no longer knows the session. */
export function onSessionEnd(listener: () => void): void {
  ended = listener
}

/**
 * The body of an answer.
 * @throws Refusal with the server's problem; `offline` where no answer came.
 */
export async function answered<Body>(
  call: Promise<{ data?: Body; error?: unknown; response: Response }>,
): Promise<Body> {
  const { data, error, response } = await call.catch((cause: Error) => {
    // Who left the page does not wait for the answer any more; that says nothing of the server.
    if (cause.name !== 'AbortError') unreached()
    throw noAnswer(cause.message)
  })
  const explained = typeof (error as Partial<Problem> | undefined)?.code === 'string'
  if (isGateways(response) && !explained) {
    unreached()
    throw noAnswer(`${response.status} ${response.statusText}`)
  }
  reached()
  if (response.ok) return data as Body
  const problem = { ...unexplained(response), ...(explained && (error as Problem)) }
  if (problem.status === 401) ended()
  throw new Refusal(problem)
}

/** A proxy on the way says that our server does not answer it. */
const isGateways = ({ status }: Response) => status >= 502 && status <= 504

function noAnswer(cause: string): Refusal {
  return new Refusal({
    code: 'offline',
    title: '没有连上服务器',
    status: 0,
    detail: `没有连上服务器，内容还在本页，请稍后再试。（${cause}）`,
  })
}

function unexplained({ status, statusText }: Response): Problem {
  return {
    code: 'unknown',
    title: '没有办成',
    status,
    detail: `服务器没有说明原因（${status} ${statusText}）`,
  }
}

/** What a GET of an address answers. */
export type Reply<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never

/** What is sent to an address by POST. */
export type Sent<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody: { content: { 'application/json': infer Body } } }
}
  ? Body
  : never
