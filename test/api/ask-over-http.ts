/** The bureau's API served on a port of its own, and asked over HTTP. */
import { Agent, request as httpRequest } from 'node:http'
import type { Application } from '../../src/application.ts'
import { createServerApplication } from '../../src/http/application-server.ts'
import { listen } from '../../src/http/server.ts'

export interface Answer {
  status: number
  type: string
  text: string
}

export type Ask = (
  method: string,
  path: string,
  options?: { token?: string; body?: Buffer | string; headers?: { [name: string]: string } },
) => Promise<Answer>

export async function askOverHttp(bureau: Application & { password: string }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const server = await listen(createServerApplication(bureau, 'test'), '127.0.0.1', 0)
  const { port } = new URL(server.address)
  // Plain node:http: thousands of requests, and bytes that `fetch` would refuse to send.
  const ask: Ask = (method, path, { token, body, headers = {} } = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asked = httpRequest(
        {
          agent,
          host: '127.0.0.1',
          port,
          method,
          path: `/api/v1${path}`,
          headers: {
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
            }),
            ...headers,
          },
        },
        (response) => {
          const type = response.headers['content-type']?.split(';')[0] ?? ''
          // A stream of events has no end of its own.
          if (type === 'text/event-stream') {
            resolve({ status: response.statusCode ?? 0, type, text: '' })
            response.destroy()
            return
          }
          const pieces: Buffer[] = []
          response.on('data', (piece: Buffer) => pieces.push(piece))
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              type,
              text: Buffer.concat(pieces).toString('utf8'),
            }),
          )
        },
      )
      // The server closes what idles for five seconds, perhaps just as it is used again.
      asked.on('error', (error) =>
        asked.reusedSocket ? resolve(ask(method, path, { token, body, headers })) : reject(error),
      )
      asked.end(body)
    })

  return {
    ask,
    async signIn(userName: string): Promise<string> {
      const body = JSON.stringify({ userName, password: bureau.password })
      const { status, text } = await ask('POST', '/session', { body })
      if (status !== 201) throw new Error(`${userName} cannot sign in: ${text}`)
      return (JSON.parse(text) as { token: string }).token
    },
    async close() {
      agent.destroy()
      await server.close()
    },
  }
}
