/** What the doctor asks of the places where bytes lie: the folder of the installation, the object store, and each file that the tables name. */
import { randomUUID } from 'node:crypto'
import { access, constants, mkdir, statfs } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { Config } from '../../platform/config.ts'
import { fingerprint } from '../../platform/fingerprint.ts'
import type { ObjectStore } from '../../platform/storage/object-store.ts'
import { objectStoreAddress, openObjectStore } from '../../platform/storage/open-object-store.ts'
import { atOnce } from '../at-once.ts'
import type { ListedObject } from '../backup/objects.ts'

/** Bytes below which a disk is called full: a volume of 500 pages and its parts must find room. */
const leastFree = 1_073_741_824

export async function checkFolder({ dataDir }: Config): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  await access(dataDir, constants.W_OK)
  const { bavail, bsize } = await statfs(dataDir)
  const gigabytes = ((bavail * bsize) / 1_073_741_824).toFixed(1)
  if (bavail * bsize < leastFree) throw new Error(`${dataDir} 只剩 ${gigabytes} GB`)
  return `${dataDir}，剩余 ${gigabytes} GB`
}

/** Writes, reads and deletes an object of its own: rights that are missing show here, not with the first piece of evidence. */
export async function checkObjectStore(config: Config): Promise<string> {
  const address = objectStoreAddress(config)
  const store = await openObjectStore(config)
  const bytes = Buffer.from(`zhiheng doctor ${randomUUID()}`)
  const { sha256 } = fingerprint(bytes)
  await step(`${address} 写不进`, store.write(sha256, { bytes }))
  try {
    const stream = await step(`${address} 读不出`, store.read(sha256))
    if (!stream || !(await buffer(stream)).equals(bytes)) throw new Error(`${address} 读出的不是刚写入的内容`)
  } finally {
    await step(`${address} 删不掉探测文件 ${sha256}`, store.remove(sha256))
  }
  if ((await store.size(sha256)) !== undefined)
    throw new Error(`${address} 的探测文件 ${sha256} 删除以后还在`)
  return `${address}，能写、能读、能删`
}

async function step<T>(failing: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    // A refused connection to a name with several addresses has a code and no message.
    const { message, code } = error as NodeJS.ErrnoException
    throw new Error(`${failing}：${message || code}`, { cause: error })
  }
}

export async function checkFiles(store: ObjectStore, files: ListedObject[]): Promise<string> {
  const missing: string[] = []
  await atOnce(files, async ({ sha256, size }) => {
    if ((await store.size(sha256)) !== size) missing.push(sha256)
  })
  if (missing.length > 0)
    throw new Error(`${missing.length} 个文件缺失或大小不符，例如 ${missing.sort()[0]}：请从备份恢复`)
  return `${files.length} 个文件齐全`
}
