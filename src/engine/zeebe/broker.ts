/** Starts a Zeebe broker with the Redis exporter on free ports of this machine, and ends it by its pid. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { fetchBroker } from './broker-files.ts'
import { freePorts } from './free-ports.ts'
import { findJava } from './java.ts'
import { provideRedis } from './redis-server.ts'

export interface BrokerOptions {
  /** Folder that the broker keeps; a temporary one, removed at the end, when left out. */
  dataDir?: string
  /** Lets `clock.ts` move the broker's time. */
  controlledClock?: boolean
  redisUrl?: string
  /** Megabytes of heap. */
  heap?: number
  say?: (line: string) => void
}

/** Where a broker answers; also what `createZeebeEngine` needs to know. */
export interface BrokerAddresses {
  /** host:port of the gRPC gateway. */
  gatewayAddress: string
  restAddress: string
  managementAddress: string
  redisUrl: string
  /** The exporter writes to `<feedName>:PROCESS_INSTANCE`, … */
  feedName: string
}

export interface RunningBroker extends BrokerAddresses {
  pid: number
  /** Ends the process; removes what only it used. */
  stop(): Promise<void>
}

const startLimit = 120_000
const stopLimit = 10_000

/** A port that was free when it was looked for may be somebody's when the broker comes to bind it: then others are looked for. */
export async function startBroker(options: BrokerOptions = {}): Promise<RunningBroker> {
  for (let again = 0; ; again++) {
    try {
      return await launch(options)
    } catch (error) {
      if (again >= 2 || !(error as Error).message.includes('Address already in use')) throw error
    }
  }
}

async function launch(options: BrokerOptions): Promise<RunningBroker> {
  const { controlledClock = false, heap = 700, say = () => {} } = options
  const javaHome = findJava()
  const { home, exporterJar } = await fetchBroker(say)
  const redis = await provideRedis(
    options.redisUrl ?? process.env.ZHIHENG_REDIS_URL ?? 'redis://127.0.0.1:6379',
    options.dataDir,
  )
  const [gateway, command, internal, rest, management] = (await freePorts(5)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'zhiheng-zeebe-'))
  const feedName = options.dataDir ? 'zeebe' : `zeebe-${gateway}-${process.pid}`
  const child = spawn(join(home, 'bin', 'broker'), {
    env: {
      PATH: process.env.PATH,
      JAVA_HOME: javaHome,
      JAVA_OPTS: `-Xmx${heap}m -XX:TieredStopAtLevel=${controlledClock ? 1 : 4} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED`,
      ZEEBE_BROKER_DATA_DIRECTORY: dataDir,
      ZEEBE_BROKER_DATA_LOGSEGMENTSIZE: '16MB',
      ZEEBE_BROKER_DATA_DISK_FREESPACE_PROCESSING: '500MB',
      ZEEBE_BROKER_DATA_DISK_FREESPACE_REPLICATION: '300MB',
      ZEEBE_BROKER_NETWORK_HOST: '127.0.0.1',
      ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT: String(command),
      ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT: String(internal),
      ZEEBE_BROKER_GATEWAY_NETWORK_HOST: '127.0.0.1',
      ZEEBE_BROKER_GATEWAY_NETWORK_PORT: String(gateway),
      ZEEBE_BROKER_CLUSTER_INITIALCONTACTPOINTS: `127.0.0.1:${internal}`,
      SERVER_ADDRESS: '127.0.0.1',
      SERVER_PORT: String(rest),
      MANAGEMENT_SERVER_ADDRESS: '127.0.0.1',
      MANAGEMENT_SERVER_PORT: String(management),
      ZEEBE_CLOCK_CONTROLLED: String(controlledClock),
      ZEEBE_BROKER_EXPORTERS_REDIS_CLASSNAME: 'io.zeebe.redis.exporter.RedisExporter',
      ZEEBE_BROKER_EXPORTERS_REDIS_JARPATH: exporterJar,
      ZEEBE_REDIS_REMOTE_ADDRESS: redis.url,
      ZEEBE_REDIS_FORMAT: 'json',
      ZEEBE_REDIS_NAME: feedName,
      ZEEBE_REDIS_ENABLED_RECORD_TYPES: 'EVENT',
      // The exporter's own default removes records after five minutes, read or not.
      ZEEBE_REDIS_TIME_TO_LIVE_IN_SECONDS: '0',
      ZEEBE_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8_000)))
  }
  let over = false
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      over = true
      resolve()
    }
    child.on('exit', end)
    child.on('error', end)
  })
  // A process that ends without stopping its broker, by an error or process.exit, leaves none behind.
  const endWithUs = () => void child.kill('SIGKILL')
  process.on('exit', endWithUs)
  const broker: RunningBroker = {
    gatewayAddress: `127.0.0.1:${gateway}`,
    restAddress: `http://127.0.0.1:${rest}`,
    managementAddress: `http://127.0.0.1:${management}`,
    redisUrl: redis.url,
    feedName,
    pid: child.pid!,
    async stop() {
      process.off('exit', endWithUs)
      child.kill()
      const impatient = setTimeout(() => child.kill('SIGKILL'), stopLimit)
      await ended
      clearTimeout(impatient)
      if (!options.dataDir) {
        rmSync(dataDir, { recursive: true, force: true })
        await removeStreams(redis.url, feedName)
      }
      await redis.stop()
    },
  }
  const deadline = performance.now() + startLimit
  while (!(await isReady(broker))) {
    if (over || performance.now() > deadline) {
      await broker.stop()
      throw new Error(`the broker did not start:\n${output}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return broker
}

/** `/ready` speaks for the broker alone: its gateway turns commands away until it has heard who leads each partition. */
async function isReady({ managementAddress, restAddress }: BrokerAddresses): Promise<boolean> {
  try {
    if (!(await fetch(`${managementAddress}/ready`)).ok) return false
    const { brokers, partitionsCount } = (await (
      await fetch(`${restAddress}/v1/topology`)
    ).json()) as Topology
    const led = brokers
      .flatMap(({ partitions }) => partitions)
      .filter(({ role, health }) => role === 'leader' && health === 'healthy')
    return partitionsCount > 0 && led.length === partitionsCount
  } catch {
    return false
  }
}

interface Topology {
  partitionsCount: number
  brokers: { partitions: { role: string; health: string }[] }[]
}

async function removeStreams(url: string, feedName: string): Promise<void> {
  const redis = new Redis(url, { retryStrategy: () => null })
  redis.on('error', () => {})
  try {
    const keys = await redis.keys(`${feedName}:*`)
    if (keys.length > 0) await redis.del(...keys)
  } catch {
    // The Redis is gone, and its streams with it.
  } finally {
    redis.disconnect()
  }
}
