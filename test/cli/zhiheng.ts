/** The `zhiheng` command in a process of its own, as a person types it. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '../../src/platform/project-root.ts'

export interface Ended {
  code: number
  out: string
  err: string
}

/** @param patience ms after which it is ended. */
export function zhiheng(args: string[], env: NodeJS.ProcessEnv = {}, patience = 0): Promise<Ended> {
  const main = join(projectRoot(), 'src', 'cli', 'main.ts')
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      ['--import', 'tsx/esm', main, ...args],
      { env: { ...process.env, ...env }, timeout: patience },
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    ),
  )
}
