/** Which engine executes the models: the one in this process, a broker, or none where a process only reads. */
import {
  connectEmbedded,
  connectNone,
  connectZeebe,
  type EngineLink,
  type LinkParts,
} from './engine/outbox/index.ts'
import type { Config } from './platform/config.ts'

/** @param reads beside the server that runs, which holds the engine. */
export async function linkEngine(config: Config, parts: LinkParts, reads: boolean): Promise<EngineLink> {
  if (reads) return connectNone()
  if (config.engine === 'embedded') return connectEmbedded(parts)
  // The broker's client is loaded only where there is a broker.
  const { createZeebeEngine } = await import('./engine/zeebe/index.ts')
  const { zeebeGateway: gatewayAddress, zeebeRest: restAddress, redisUrl, feedName } = config
  return connectZeebe({
    ...parts,
    engine: createZeebeEngine({ gatewayAddress, restAddress, redisUrl, feedName }, parts),
  })
}
