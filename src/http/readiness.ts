/** Whether it is worth sending people here, and if not, what is missing: database, engine, store of files, room to write. */
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Application } from '../application.ts'

export interface Shortcoming {
  part: 'database' | 'engine' | 'file-store' | 'storage'
  /** Chinese. */
  detail: string
}

export interface Readiness {
  /** Empty: ready. */
  look(): Promise<Shortcoming[]>
  /** A request found no room to write. */
  noteFull(): void
}

/** Milliseconds that database, engine and store of files may take to answer at all. */
const patience = 2_000
/** Bytes below which no piece of evidence and no volume finds room. */
const leastFree = 64 * 2 ** 20
/** Milliseconds after which a disk that was full is tried again. */
const fullFor = 5_000

export function readiness({
  link,
  database,
  blobs,
  config,
}: Pick<Application, 'link' | 'database' | 'blobs' | 'config'>): Readiness {
  let fullUntil = -Infinity
  const sqlite = /^sqlite:(.+)$/.exec(config.database)?.[1]
  const folders = [...new Set([config.dataDir, ...(sqlite === undefined ? [] : [dirname(sqlite)])])]

  const inTime = <T>(answer: Promise<T>): Promise<T | undefined> =>
    Promise.race([answer.catch(() => undefined), setTimeout(patience, undefined, { ref: false })])

  async function databaseLacks(): Promise<Shortcoming[]> {
    if (await inTime(database.sql.all('SELECT 1'))) return []
    return [{ part: 'database', detail: '数据库没有答复；恢复以后服务自己接上，不用重启' }]
  }

  async function engineLacks(): Promise<Shortcoming[]> {
    if ((await inTime(link.engine.health()))?.status === 'up') return []
    return [{ part: 'engine', detail: '流程引擎没有答复；已经提交的操作没有丢失，恢复以后自动办理' }]
  }

  /** Asked once at a time: a store that is gone may keep a question for a minute. */
  let reaching: Promise<boolean> | undefined
  async function fileStoreLacks(): Promise<Shortcoming[]> {
    reaching ??= blobs
      .reach()
      .then(() => true)
      .finally(() => (reaching = undefined))
    if (await inTime(reaching)) return []
    return [
      {
        part: 'file-store',
        detail: '文件存储没有答复；没有登记任何内容的请稍候再提交，恢复以后服务自己接上，不用重启',
      },
    ]
  }

  async function storageLacks(): Promise<Shortcoming[]> {
    const free = await Promise.all(
      folders.map(async (folder) => {
        const room = await inTime(statfs(folder))
        return room && room.bavail * room.bsize
      }),
    )
    if (performance.now() >= fullUntil && free.every((bytes) => bytes === undefined || bytes >= leastFree))
      return []
    return [{ part: 'storage', detail: '存储空间已满；请腾出磁盘空间，腾出以后自动恢复，不用重启' }]
  }

  return {
    look: async () =>
      (await Promise.all([databaseLacks(), engineLacks(), fileStoreLacks(), storageLacks()])).flat(),
    noteFull() {
      fullUntil = performance.now() + fullFor
    },
  }
}
