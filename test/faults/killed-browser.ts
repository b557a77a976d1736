/** A real renderer whose browser is killed in the middle of printing, as often as a test asks for. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRenderer, type DocumentRenderer } from '../../src/documents/renderer.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { createLog } from '../../src/platform/log.ts'

export interface KilledBrowser {
  renderer: DocumentRenderer
  /** How many browsers are still to be killed, each while it prints. */
  toKill: number
  killed: number
}

/** Milliseconds into the printing at which it dies: what is asked of it has been sent, and takes several turns. */
const after = 3

export function rendererWithKilledBrowser(): KilledBrowser {
  const real = createRenderer({
    cacheDirectory: join(projectRoot(), 'var', 'cache'),
    log: createLog('silent'),
  })
  const dead = new Set<number>()
  const doomed: KilledBrowser = { renderer: undefined as never, toKill: 0, killed: 0 }

  async function whilePrinting<T>(printing: Promise<T>): Promise<T> {
    const killer = setInterval(() => {
      for (const pid of browsersOfOurs()) {
        if (doomed.toKill === 0 || dead.has(pid)) continue
        doomed.toKill--
        doomed.killed++
        dead.add(pid)
        process.kill(pid, 'SIGKILL')
      }
    }, after)
    try {
      return await printing
    } finally {
      clearInterval(killer)
    }
  }

  doomed.renderer = {
    ...real,
    render: (request) => whilePrinting(real.render(request)),
    preview: (html) => whilePrinting(real.preview(html)),
  }
  return doomed
}

/** Children of this process that are browsers, as Linux lists them. */
function browsersOfOurs(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [, parent] = /^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))!
        // One that has ended has no command line any more; one that is asked for its version has another.
        return (
          Number(parent) === process.pid &&
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--remote-debugging')
        )
      } catch {
        return false // it has just ended
      }
    })
    .map(Number)
}
