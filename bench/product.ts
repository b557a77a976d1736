/** The built product in a process of its own, from a cold start to its first answer. */
import { spawn } from 'node:child_process'
import { projectRoot } from '../src/platform/project-root.ts'
import { freePorts } from '../src/engine/zeebe/free-ports.ts'

export interface Product {
  pid: number
  address: string
  /** From the start of the process to its first answer. */
  seconds: number
  stop(): Promise<void>
}

/** @param settings `ZHIHENG_*` beside its folder, as a demo bureau. @throws Error where it ends at its start. */
export async function startProduct(folder: string, settings: NodeJS.ProcessEnv = {}): Promise<Product> {
  const [port] = await freePorts(1)
  const address = `http://127.0.0.1:${port}`
  const began = performance.now()
  const child = spawn(process.execPath, ['dist/src/cli/main.js', 'start'], {
    cwd: projectRoot(),
    env: {
      ...process.env,
      ZHIHENG_PORT: String(port),
      ZHIHENG_DATA_DIR: folder,
      ZHIHENG_DEMO: 'true',
      ZHIHENG_LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const ready = () =>
    fetch(`${address}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await ready())) {
    if (child.exitCode !== null) throw new Error('the product ended at its start: run `npm run build` first')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return {
    pid: child.pid!,
    address,
    seconds: (performance.now() - began) / 1000,
    async stop() {
      child.kill()
      await ended
    },
  }
}
