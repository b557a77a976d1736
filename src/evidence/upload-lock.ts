/**
 * One connection at a time writes an upload, whichever process it came to: a lease row in the database. Who waits says so in the row; the holder looks there and
 * gives way, as tus asks for, since a client that comes again knows better than the server that its old connection is dead. The lease of a process that is gone
 * runs out.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { insertRow } from '../platform/database/rows.ts'
import { problem } from '../platform/problem.ts'
import type { EvidenceRoom } from './room.ts'

/** Milliseconds. */
const lease = 20_000
/** How often the holder looks at its row, and who waits at it. */
const glance = 500
/** Longer than the lease, so that nobody is sent away by a process that is gone. */
const patience = 30_000

interface LockRow {
  holder: string
  expires_at: number
  wanted: number | boolean
}

type LockRoom = Pick<EvidenceRoom, 'database' | 'clock'>

export interface UploadLock {
  /** @param giveWay called once when somebody waits, or the lease is lost. @throws Problem `conflict` when it is not had in time. */
  lock(stop: AbortSignal | undefined, giveWay: () => void): Promise<void>
  unlock(): Promise<void>
}

export function uploadLock({ database, clock }: LockRoom, uploadId: string): UploadLock {
  const holder = randomUUID()
  let watch: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined

  const look = async (): Promise<LockRow | undefined> =>
    (await database.sql.all<LockRow>('SELECT * FROM upload_locks WHERE upload_id = ?', [uploadId]))[0]

  async function take(): Promise<boolean> {
    const held = await look()
    const now = clock.now()
    if (held && Number(held.expires_at) > now) {
      if (!held.wanted)
        await database.write(({ sql }) =>
          sql.run('UPDATE upload_locks SET wanted = 1 WHERE upload_id = ? AND holder = ?', [
            uploadId,
            held.holder,
          ]),
        )
      return false
    }
    return database.write(async ({ sql }) => {
      await sql.run('DELETE FROM upload_locks WHERE upload_id = ? AND expires_at <= ?', [uploadId, now])
      const row = { upload_id: uploadId, holder, expires_at: now + lease, wanted: false }
      return insertRow(sql, 'upload_locks', row, database.dialect.insertIgnore)
    })
  }

  /** @returns whether it is ours and nobody waits for it. */
  async function keep(): Promise<boolean> {
    const held = await look()
    if (held?.holder !== holder) return false
    const now = clock.now()
    if (Number(held.expires_at) - now < lease / 2)
      await database.write(({ sql }) =>
        sql.run('UPDATE upload_locks SET expires_at = ? WHERE upload_id = ? AND holder = ?', [
          now + lease,
          uploadId,
          holder,
        ]),
      )
    return !held.wanted
  }

  function watchOver(giveWay: () => void): void {
    let sure = performance.now()
    let given = false
    watch = setInterval(() => {
      looking ??= keep()
        .then(
          (free) => {
            sure = performance.now()
            return free
          },
          // Where the database does not answer it stays ours until the lease may have run out.
          () => performance.now() - sure < lease / 2,
        )
        .then((free) => {
          looking = undefined
          if (free || given) return
          given = true
          giveWay()
        })
    }, glance)
    watch.unref()
  }

  return {
    async lock(stop, giveWay) {
      const begun = performance.now()
      while (!(await take())) {
        if (stop?.aborted || performance.now() - begun > patience)
          throw problem('conflict', '这次上传正由另一个连接进行，请稍候再接着上传')
        await setTimeout(glance / 5)
      }
      watchOver(giveWay)
    },
    async unlock() {
      clearInterval(watch)
      await looking
      await database.write(({ sql }) =>
        sql.run('DELETE FROM upload_locks WHERE upload_id = ? AND holder = ?', [uploadId, holder]),
      )
    },
  }
}

/** For work that is not broken off: who waits for it waits until its end. */
export async function whileLocked<T>(room: LockRoom, uploadId: string, work: () => Promise<T>): Promise<T> {
  const lock = uploadLock(room, uploadId)
  await lock.lock(undefined, () => {})
  try {
    return await work()
  } finally {
    await lock.unlock()
  }
}
