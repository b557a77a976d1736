/**
 * A disk that takes no more, for everybody who may run a test: the kernel lets this process write no further than so many bytes into any file, and lifts that
 * again. Writes of the database, of objects and of uploads then fail as they do on a disk without room, in the middle of a commit or of a file.
 */
import { execFileSync } from 'node:child_process'

const limit = (bytes: number | 'unlimited') =>
  // The soft limit only: what is lifted stays liftable.
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])

/** Without a listener the kernel would end the process at the first byte too many: one that stays, for a signal that is still on its way. */
let survives = false

/** @param bytes that each file may hold; none by default. */
export async function whileDiskIsFull<T>(work: () => Promise<T>, bytes = 0): Promise<T> {
  if (!survives) process.on('SIGXFSZ', () => {})
  survives = true
  limit(bytes)
  try {
    return await work()
  } finally {
    limit('unlimited')
  }
}
