/** A Redis for the exporter: the configured one where it answers, else one of our own on a free port. */
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePorts } from './free-ports.ts'
import { redisAnswers } from './redis-answers.ts'

export interface RunningRedis {
  url: string
  stop(): Promise<void>
}

/** A server of our own keeps its data in `dataDir`, as the broker does; on no disk when that is left out. */
export async function provideRedis(wanted: string, dataDir?: string): Promise<RunningRedis> {
  if (await redisAnswers(wanted)) return { url: wanted, stop: async () => {} }
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
    while (!(await redisAnswers(url))) await new Promise((resolve) => setTimeout(resolve, 100))
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
