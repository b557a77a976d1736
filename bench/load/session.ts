/** One person's session over HTTP, with what each request took. */
export interface Request {
  /** Method and address without ids. */
  what: string
  milliseconds: number
  status: number
}

export interface Session {
  userName: string
  officerId: string
  get<Body>(what: string, path: string): Promise<Body | undefined>
  /** @returns undefined where somebody else was faster (409) or the thing is gone (404). */
  post<Body>(what: string, path: string, body: object): Promise<Body | undefined>
}

/** Milliseconds after which a request is an error. */
const patience = 30_000

export async function signIn(
  address: string,
  userName: string,
  password: string,
  requests: Request[],
): Promise<Session> {
  const answer = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, password }),
  })
  if (answer.status !== 201) throw new Error(`${userName} cannot sign in: ${await answer.text()}`)
  const { token } = (await answer.json()) as { token: string }

  async function send<Body>(
    what: string,
    method: string,
    path: string,
    body?: object,
  ): Promise<Body | undefined> {
    const began = performance.now()
    let status = 0
    try {
      const response = await fetch(`${address}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patience),
      })
      const text = await response.text()
      status = response.status
      return response.ok && text !== '' ? (JSON.parse(text) as Body) : undefined
    } catch {
      return undefined
    } finally {
      requests.push({ what, status, milliseconds: performance.now() - began })
    }
  }
  const me = (await (
    await fetch(`${address}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  ).json()) as { officerId: string }
  return {
    userName,
    officerId: me.officerId,
    get: (what, path) => send(`GET ${what}`, 'GET', path),
    post: (what, path, body) => send(`POST ${what}`, 'POST', path, body),
  }
}
