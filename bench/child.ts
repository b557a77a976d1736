/** Starts a TypeScript file of the bench as a process of its own and hands over its first line of output. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { projectRoot } from '../src/platform/project-root.ts'

export interface Child {
  pid: number
  firstLine: string
  stop(signal?: NodeJS.Signals): Promise<void>
}

export async function startChild(
  file: string,
  args: string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Child> {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: projectRoot(),
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const firstLine = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it said anything`)))
  })
  return {
    pid: child.pid!,
    firstLine,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await ended
    },
  }
}
