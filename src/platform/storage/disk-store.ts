/** Objects as files: `ab/cd/abcd…`. */
import { randomBytes } from 'node:crypto'
import { copyFile, type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ObjectSource, ObjectStore, ObjectStream } from './object-store.ts'

export function diskStore(directory: string): ObjectStore {
  const pathOf = (sha256: string) => join(directory, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  return {
    size: (sha256) => sizeOf(pathOf(sha256)),
    async write(sha256, source) {
      const path = pathOf(sha256)
      await mkdir(dirname(path), { recursive: true })
      // Written beside, made durable, then given its name.
      const beside = `${path}.${randomBytes(6).toString('hex')}`
      try {
        await place(source, beside)
        await rename(beside, path)
      } catch (error) {
        await rm(beside, { force: true })
        throw error
      }
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
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
  }
}

async function place(source: ObjectSource | ObjectStream, path: string): Promise<void> {
  if ('file' in source) {
    await moveTo(source.file, path)
    const file = await open(path, 'r+')
    await file.sync().finally(() => file.close())
    return
  }
  const file = await open(path, 'wx')
  try {
    if ('bytes' in source) await file.writeFile(source.bytes)
    else for await (const piece of source.stream as AsyncIterable<Buffer>) await file.appendFile(piece)
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

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    },
  )
}
