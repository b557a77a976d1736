/** A Redis for the exporter: the configured one where it answers, else one of our own on a free port. */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePorts } from './free-ports.ts'

export interface RunningRedis {
  url: string
  stop(): Promise<void>
}

/** A server of our own keeps its data in `dataDir`, as the broker does; on no disk when that is left out. */
export async function provideRedis(wanted: string, dataDir?: string): Promise<RunningRedis> {
  if (await answers(wanted)) return { url: wanted, stop: async () => {} }
  const [port] = await freePorts(1)
  const persistence = ['--save', '', '--appendonly', dataDir === undefined ? 'no' : 'yes']
  if (dataDir !== undefined) {
    const folder = join(dataDir, 'redis')
    mkdirSync(folder, { recursive: true })
    persistence.push('--dir', folder)
  }
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...persistence], {
    stdio: 'ignore',
  })
  const endWithUs = () => void child.kill()
  process.on('exit', endWithUs)
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const failed = new Promise<never>((_resolve, reject) =>
    child.on('error', () =>
      reject(new Error(`no Redis answers at ${wanted}, and redis-server is not installed`)),
    ),
  )
  const url = `redis://127.0.0.1:${port}`
  const up = (async () => {
    while (!(await answers(url))) await new Promise((resolve) => setTimeout(resolve, 100))
  })()
  await Promise.race([up, failed])
  return {
    url,
    async stop() {
      process.off('exit', endWithUs)
      child.kill()
      await ended
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1_000 })
  redis.on('error', () => {})
  try {
    await redis.connect()
    return (await redis.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    redis.disconnect()
  }
}
