/** The server's part of a key rotation: soon after a new key is in the file, everything is sealed with it, in the background; also what a stop left over. */
import type { FieldCipher } from './identity/field-cipher.ts'
import type { KeyRotation } from './identity/key-rotation.ts'
import type { Log } from './platform/log.ts'

export interface KeyWatch {
  stop(): Promise<void>
}

/** Milliseconds of real time: whatever a case's clock says. */
const pause = 5_000

export function watchKeys({
  keyRotation,
  cipher,
  log,
}: {
  keyRotation: KeyRotation
  cipher: FieldCipher
  log: Log
}): KeyWatch {
  const stopped = new AbortController()
  let done: string | undefined
  let work: Promise<void> = Promise.resolve()
  let busy = false

  async function look(): Promise<void> {
    const { currentKey } = cipher
    if (currentKey === done) return
    if ((await keyRotation.left()) > 0) {
      const { resealed } = await keyRotation.run({ signal: stopped.signal })
      log.info({ key: currentKey, resealed }, 'personal data is sealed with the key in use')
    }
    if (!stopped.signal.aborted) done = currentKey
  }

  const timer = setInterval(() => {
    if (busy) return
    busy = true
    work = look()
      .catch((error: unknown) => log.error({ err: error }, 'key rotation failed; it goes on in a moment'))
      .finally(() => (busy = false))
  }, pause)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      stopped.abort()
      await work
    },
  }
}
