/** The bytes of documents and evidence, from one object store to another, or only looked at where they lie: each is held against its name. */
import { createHash } from 'node:crypto'
import type { ObjectStore } from '../../platform/storage/object-store.ts'

export interface ListedObject {
  sha256: string
  /** Bytes. */
  size: number
}

/** @throws Error in Chinese where it is missing or is not what its name says: then it is not left there either. */
export async function copyObject(from: ObjectStore, to: ObjectStore, { sha256 }: ListedObject) {
  // What is there under this name already, and is it, needs no copy.
  if (await isWhole(to, sha256)) return
  const size = await from.size(sha256)
  const stream = size === undefined ? undefined : await from.read(sha256)
  if (size === undefined || !stream) throw new Error(`缺少文件 ${sha256}`)
  await to.write(sha256, { stream, size })
  if (await isWhole(to, sha256)) return
  await to.remove(sha256)
  throw new Error(`文件 ${sha256} 的内容与指纹不符，可能已损坏或被改动`)
}

/** @returns what is wrong with it, in Chinese; undefined where all of it is there. */
export async function faultOf(store: ObjectStore, { sha256, size }: ListedObject) {
  const there = await store.size(sha256)
  if (there === undefined) return `缺少文件 ${sha256}`
  if (there === size && (await isWhole(store, sha256))) return undefined
  return `文件 ${sha256} 的内容与指纹不符，可能已损坏或被改动`
}

async function isWhole(store: ObjectStore, sha256: string): Promise<boolean> {
  const stream = await store.read(sha256)
  if (!stream) return false
  const hash = createHash('sha256')
  for await (const piece of stream as AsyncIterable<Buffer>) hash.update(piece)
  return hash.digest('hex') === sha256
}
