/** Asks a served API as a client does, with or without a session. */
export interface Reply {
  status: number
  etag: string
  body: { [name: string]: unknown }
}

export type Ask = (
  method: string,
  path: string,
  token?: string,
  body?: unknown,
  more?: { [header: string]: string },
) => Promise<Reply>

/** @param address of the server, which may not be there yet. */
export const askOf =
  (address: () => string): Ask =>
  async (method, path, token, body, more = {}) => {
    const answer = await fetch(`${address()}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
        ...more,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return {
      status: answer.status,
      etag: answer.headers.get('etag') ?? '',
      body: text === '' ? {} : (JSON.parse(text) as Reply['body']),
    }
  }
