/** The bytes of documents and evidence, copied by content: each is checked against its name on the way. */
import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { copyFile, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** As the blob store lays them out. */
const pathOf = (folder: string, sha256: string) =>
  join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)

/** @returns its size. @throws Error where it is missing or is not what its name says. */
export async function copyBlob(from: string, to: string, sha256: string): Promise<number> {
  const source = pathOf(from, sha256)
  const target = pathOf(to, sha256)
  await mkdir(dirname(target), { recursive: true })
  await copyFile(source, target, constants.COPYFILE_EXCL).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Error(`缺少文件 ${sha256}`)
    // What is there under this name is checked like what was copied.
    if (error.code !== 'EEXIST') throw error
  })
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(target)) hash.update(chunk as Buffer)
  if (hash.digest('hex') !== sha256) throw new Error(`文件 ${sha256} 的内容与指纹不符，可能已损坏或被改动`)
  return (await stat(target)).size
}
