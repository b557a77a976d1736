/** No test of its own: runs the command in a process of its own, as a person would. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '../../src/platform/project-root.ts'

interface Ended {
  code: number
  out: string
  err: string
}

export function zhiheng(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const main = join(projectRoot(), 'src', 'cli', 'main.ts')
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      ['--import', 'tsx/esm', main, ...args],
      { env: { ...process.env, ...env } },
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    ),
  )
}
