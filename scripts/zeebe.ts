/** `npm run zeebe`: fetches Zeebe 8.5.8 and the Redis exporter, starts both on free ports, prints the settings, ends with Ctrl+C. */
import { join } from 'node:path'
import { startBroker } from '../src/engine/zeebe/index.ts'

const keep = process.argv.includes('--keep')
try {
  const broker = await startBroker({
    controlledClock: process.argv.includes('--controlled-clock'),
    ...(keep && { dataDir: join(process.cwd(), 'var', 'zeebe') }),
    say: (line) => console.error(line),
  })
  console.log(`ZHIHENG_ENGINE=zeebe
ZHIHENG_ZEEBE_GATEWAY=${broker.gatewayAddress}
ZHIHENG_ZEEBE_REST=${broker.restAddress}
ZHIHENG_REDIS_URL=${broker.redisUrl}
ZHIHENG_FEED_NAME=${broker.feedName}`)
  console.error(`Zeebe runs (pid ${broker.pid}, management ${broker.managementAddress}). End it with Ctrl+C.`)
  const stop = () => void broker.stop().then(() => process.exit(0))
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
