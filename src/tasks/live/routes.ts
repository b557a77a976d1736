/** Server-sent events of what concerns the one who listens. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import type { LiveEvent, LiveStreams } from './stream.ts'

export function liveRoutes(live: LiveStreams): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/live',
      summary: '实时变化：待办和通知',
      description:
        'text/event-stream。事件 task（data 为任务键和状态 open、completed、canceled）、notification（通知编号）、reset（有变化已错过，请重新载入）；收到后重新读取相应列表。连接约五分钟后结束，带上最后的事件编号 after 重新连接即可接上。',
      tag: '待办',
      query: z.object({
        after: z.coerce.number().int().min(0).optional().describe('上次收到的最后一个事件编号'),
      }),
      produces: 'text/event-stream',
      handle: async ({ asker, query, signal }) => ({
        headers: { 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
        body: asText(live.follow(asker, query.after, signal)),
      }),
    }),
  ]
}

async function* asText(events: AsyncIterable<LiveEvent | undefined>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event === undefined) yield ':\n\n'
    else {
      const { id, kind, subject, state } = event
      yield `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify({ subject, state })}\n\n`
    }
  }
}
