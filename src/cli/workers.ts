/** `zhiheng workers`: the workers in a process of their own, on Zeebe directly or through the external-task door of another Zhiheng. */
import { workers } from '../../workers/index.ts'
import { createApplication } from '../application.ts'
import { watchStopped } from '../stopped-watch.ts'
import { startExternalWorkers } from '../jobs/external-task.ts'
import { startWorkers } from '../jobs/index.ts'
import { ConfigurationError, readConfig } from '../platform/config.ts'

export async function runWorkers(options: {
  transport: 'zeebe' | 'external-task'
  type?: string[]
  url?: string
  token?: string
}): Promise<void> {
  const unknown = (options.type ?? []).filter((type) => !workers.has(type))
  if (unknown.length > 0)
    throw new ConfigurationError([
      `--type ${unknown.join(', ')}: no such worker; there are ${[...workers.keys()].join(', ')}`,
    ])
  if (options.transport === 'external-task' && (!options.url || !options.token)) {
    throw new ConfigurationError([
      '--transport external-task needs --url http://host:port/engine-rest and --token TOKEN',
    ])
  }
  const config = readConfig(process.env, { workers: 'none' })
  if (options.transport === 'zeebe' && config.engine !== 'zeebe') {
    throw new ConfigurationError([
      'ZHIHENG_ENGINE: the embedded engine lives in the server’s process; use --transport external-task',
    ])
  }
  const app = await createApplication(config)
  // A server decides which templates are in force; before its first start after an upgrade there are none.
  await app.documents.templates.adopt(app.renderer.templates(), 'missing')
  await app.link.start()
  await app.deadlines.refresh()
  watchStopped(app)
  const types = options.type && { types: options.type }
  const running =
    options.transport === 'zeebe'
      ? startWorkers(app.jobRoom, app.link.engine, workers, {
          workerName: `zhiheng-workers-${process.pid}`,
          ...types,
        })
      : startExternalWorkers(app.jobRoom, workers, {
          baseUrl: options.url!,
          token: options.token!,
          workerId: `zhiheng-workers-${process.pid}`,
          ...types,
        })
  console.log(`工作者已启动：${(options.type ?? [...workers.keys()]).join(', ')}`)
  const stop = () =>
    void Promise.resolve(running.stop())
      .then(() => app.close())
      .then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
