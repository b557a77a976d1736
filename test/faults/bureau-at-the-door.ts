/** A whole bureau behind its own HTTP server, for tests that take something away from below it: what its people send, and what they hear. */
import { createServerApplication } from '../../src/http/application-server.ts'
import { listen } from '../../src/http/server.ts'
import { openWholeBureau } from '../cases/whole-bureau.ts'

export interface Heard {
  status: number
  type: string
  retryAfter: string | null
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
  body: any
}

export async function openBureauAtTheDoor(setting: Parameters<typeof openWholeBureau>[0]) {
  const bureau = await openWholeBureau(setting)
  const server = await listen(createServerApplication(bureau, 'test'), '127.0.0.1', 0)
  const tokens = new Map<string, string>()

  async function send(method: string, path: string, body?: object, headers: object = {}): Promise<Heard> {
    const response = await fetch(`${server.address}${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    return {
      status: response.status,
      type,
      retryAfter: response.headers.get('retry-after'),
      body: type.endsWith('json') ? await response.json() : await response.arrayBuffer(),
    }
  }

  const door = {
    bureau,
    address: server.address,
    async signIn(...userNames: string[]): Promise<void> {
      for (const userName of userNames) {
        const { body } = await send('POST', '/api/v1/session', { userName, password: bureau.password })
        tokens.set(userName, body.token)
      }
    },
    ask: (who: string, method: 'GET' | 'POST', path: string, body?: object, idempotencyKey?: string) =>
      send(method, `/api/v1${path}`, body, {
        authorization: `Bearer ${tokens.get(who)}`,
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      }),
    ready: () => send('GET', '/readyz'),
    /** The parts that are said to be missing. */
    missing: async (): Promise<string[]> =>
      ((await send('GET', '/readyz')).body.reasons ?? []).map(({ part }: { part: string }) => part),
    /** How many rows the tables hold of what a request may leave behind. */
    async rows(): Promise<Record<string, number>> {
      const counted: Record<string, number> = {}
      for (const table of ['clues', 'cases', 'documents', 'audit_lines', 'engine_outbox', 'number_series'])
        counted[table] = Number(
          (await bureau.database.sql.all<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]!.n,
        )
      return counted
    },
    async close() {
      await server.close()
      await bureau.close()
    },
  }
  return door
}

export type BureauAtTheDoor = Awaited<ReturnType<typeof openBureauAtTheDoor>>

export const patrolClue = (content: string) => ({
  source: 'patrol',
  place: '示例县人民路 12 号',
  content,
  category: '市容环境卫生',
})
