/**
 * The API as the pages call it: typed from the description, answered or a {@link Refusal}. The session lies in a cookie that no script reads; the header says
 * that a page of ours asks (src/identity/session-cookie.ts).
 */
import createClient from 'openapi-fetch'
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

// Never from the browser's cache: the ETag of a case is that of its row, which stays as it is while evidence, tasks and approvals come.
export const api = createClient<paths>({
  baseUrl: '/api/v1',
  headers: { 'x-zhiheng-page': '1' },
  cache: 'no-store',
})

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
    throw new Refusal({
      code: 'offline',
      title: '没有连上服务器',
      status: 0,
      detail: `没有连上服务器，内容还在本页，请稍后再试。（${cause.message}）`,
    })
  })
  if (response.ok) return data as Body
  const problem = { ...unexplained(response), ...(error as Partial<Problem> | undefined) }
  if (problem.status === 401) ended()
  throw new Refusal(problem)
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
