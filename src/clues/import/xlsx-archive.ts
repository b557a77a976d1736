/** The parts of an XLSX file, unpacked as they are read, and never more of it than a limit allows. */
import { promisify } from 'node:util'
import { type Entry, open, type ZipFile } from 'yauzl'
import { problem } from '../../platform/problem.ts'

export interface Archive {
  has(name: string): boolean
  /** UTF-8 text, piece by piece. @throws Problem `malformed` or `too-large`. */
  text(name: string): AsyncIterable<string>
  /** How much of a part was read, 0 to 1. */
  share(name: string): number
  close(): void
}

const openZip = promisify<string, { lazyEntries: true; autoClose: false }, ZipFile>(open as never)
/** A workbook has a part for each sheet and picture. */
const mostParts = 5_000

export async function openArchive(path: string, largestUnpacked: number): Promise<Archive> {
  const zip = await openZip(path, { lazyEntries: true, autoClose: false }).catch(unreadable)
  const entries = new Map<string, Entry>()
  const read = new Map<string, number>()
  let unpacked = 0
  await listParts(zip, entries).catch((error: unknown) => {
    zip.close()
    return unreadable(error)
  })
  const openPart = promisify((entry: Entry, done: Parameters<ZipFile['openReadStream']>[1]) =>
    zip.openReadStream(entry, done as never),
  )
  return {
    has: (name) => entries.has(name),
    async *text(name) {
      const entry = entries.get(name)
      if (!entry) throw problem('malformed', `不是可以读取的 XLSX 文件：缺少 ${name}`)
      const stream = await openPart(entry as never).catch(unreadable)
      const decoder = new TextDecoder('utf-8', { fatal: true })
      try {
        for await (const bytes of stream as AsyncIterable<Buffer>) {
          unpacked += bytes.byteLength
          read.set(name, (read.get(name) ?? 0) + bytes.byteLength)
          if (unpacked > largestUnpacked) throw problem('too-large', '表格解压后过大，请分成几个文件导入')
          yield decoder.decode(bytes, { stream: true })
        }
        yield decoder.decode()
      } catch (error) {
        unreadable(error)
      } finally {
        ;(stream as { destroy(): void }).destroy()
      }
    },
    share: (name) => (read.get(name) ?? 0) / Math.max(1, entries.get(name)?.uncompressedSize ?? 1),
    close: () => zip.close(),
  }
}

function listParts(zip: ZipFile, entries: Map<string, Entry>): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', resolve)
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry)
      if (entries.size > mostParts) reject(problem('too-large', '表格的组成部分过多'))
      else zip.readEntry()
    })
    zip.readEntry()
  })
}

function unreadable(error: unknown): never {
  const { code, name } = error as { code?: string; name?: string }
  // Our own refusals, and the disk's errors, pass; what the archive or its compression is wrong about is said in one sentence.
  if (name === 'Problem' || (code !== undefined && /^E[A-Z]+$/.test(code))) throw error
  throw problem('malformed', '不是可以读取的 XLSX 文件：压缩包已损坏或者经过加密')
}
