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

/** What is said meanwhile waits: where it goes to a file, that file is as full as all others, and it is not what the test is about. @returns what lets it be said. */
function holdWhatIsSaid(): () => void {
  const held = [process.stdout, process.stderr].map((stream) => {
    const said: (string | Uint8Array)[] = []
    const write = stream.write.bind(stream)
    stream.write = ((chunk: string | Uint8Array) => said.push(chunk) > 0) as typeof stream.write
    return () => {
      stream.write = write
      for (const chunk of said) write(chunk)
    }
  })
  return () => held.forEach((say) => say())
}

/** @param bytes that each file may hold; none by default. */
export async function whileDiskIsFull<T>(work: () => Promise<T>, bytes = 0): Promise<T> {
  if (!survives) process.on('SIGXFSZ', () => {})
  survives = true
  const say = holdWhatIsSaid()
  limit(bytes)
  try {
    return await work()
  } finally {
    limit('unlimited')
    say()
  }
}
