/** A ZIP archive, read entry by entry as its directory lists them; nothing is unfolded before it is asked for. */
import { promisify } from 'node:util'
import { type Entry, fromBuffer, open, type ZipFile } from 'yauzl'
import type { ObjectSource } from './object-store.ts'

type Opened = { lazyEntries: true; autoClose: false }
const openFile = promisify<string, Opened, ZipFile>(open as never)
const openBytes = promisify<Buffer, Opened, ZipFile>(fromBuffer as never)

/** @throws yauzl's Error where it is no archive. */
export function openArchive(source: ObjectSource): Promise<ZipFile> {
  const options: Opened = { lazyEntries: true, autoClose: false }
  return 'file' in source ? openFile(source.file, options) : openBytes(Buffer.from(source.bytes), options)
}

export async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await nextEntry(zip)
    if (!entry) return
    yield entry
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      zip.off('error', onError).off('entry', onEntry).off('end', onEnd)
      act()
    }
    const onError = (error: Error) => settle(() => reject(error))
    const onEntry = (entry: Entry) => settle(() => resolve(entry))
    const onEnd = () => settle(() => resolve(undefined))
    zip.on('error', onError).on('entry', onEntry).on('end', onEnd)
    zip.readEntry()
  })
}

export function streamOf(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream as never)))
  })
}
