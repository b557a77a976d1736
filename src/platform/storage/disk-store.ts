/** Objects as files: `ab/cd/abcd…`. */
import { randomBytes } from 'node:crypto'
import { copyFile, type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ObjectSource, ObjectStore } from './object-store.ts'

export function diskStore(directory: string): ObjectStore {
  const pathOf = (sha256: string) => join(directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  return {
    has: (sha256) => exists(pathOf(sha256)),
    async write(sha256, source) {
      const path = pathOf(sha256)
      await mkdir(dirname(path), { recursive: true })
      // Written beside, made durable, then given its name.
      const beside = `${path}.${randomBytes(6).toString('hex')}`
      await place(source, beside)
      await rename(beside, path)
    },
    async read(sha256, range) {
      let file: FileHandle
      try {
        file = await open(pathOf(sha256))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
      return file.createReadStream(range && { start: range.from, end: range.to })
    },
  }
}

async function place(source: ObjectSource, path: string): Promise<void> {
  if ('file' in source) {
    await moveTo(source.file, path)
    const file = await open(path, 'r+')
    await file.sync().finally(() => file.close())
    return
  }
  const file = await open(path, 'wx')
  try {
    await file.writeFile(source.bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function moveTo(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    // Another volume: what arrived is copied, then taken away.
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    await copyFile(from, to)
    await rm(from)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
