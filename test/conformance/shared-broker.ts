/** The broker of a run: the one that the settings name, or one started for the run, with a controlled clock. */
import { type BrokerAddresses, startBroker } from '../../src/engine/zeebe/index.ts'

export interface SharedBroker extends BrokerAddresses {
  stop(): Promise<void>
}

/**
 * ZHIHENG_ZEEBE_GATEWAY (with ZHIHENG_ZEEBE_REST, ZHIHENG_ZEEBE_MANAGEMENT, ZHIHENG_REDIS_URL, ZHIHENG_FEED_NAME) names a broker that runs; its clock
 * must be a controlled one for the cases that move time.
 */
export async function sharedBroker(environment: NodeJS.ProcessEnv = process.env): Promise<SharedBroker> {
  const {
    ZHIHENG_ZEEBE_GATEWAY: gatewayAddress,
    ZHIHENG_ZEEBE_REST: restAddress = 'http://127.0.0.1:8080',
    ZHIHENG_ZEEBE_MANAGEMENT: managementAddress = 'http://127.0.0.1:9600',
    ZHIHENG_REDIS_URL: redisUrl = 'redis://127.0.0.1:6379',
    ZHIHENG_FEED_NAME: feedName = 'zeebe',
  } = environment
  if (!gatewayAddress) return startBroker({ controlledClock: true, say: (line) => console.error(line) })
  return { gatewayAddress, restAddress, managementAddress, redisUrl, feedName, stop: async () => {} }
}
