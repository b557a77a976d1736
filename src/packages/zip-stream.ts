/** A ZIP archive as it is made: a piece is read when the one before has gone, so memory stays flat however large the evidence. */
import { Zip, ZipPassThrough } from 'fflate'

export interface ZipEntry {
  path: string
  pieces(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>
}

/** Without the 64-bit extension, no archive and no place in it is beyond this many bytes. */
export const largestArchive = 2 ** 32 - 2 ** 24

/** Stored, not packed: PDF, JPEG and MP4 are packed already. @param at epoch ms that all entries bear. */
export async function* zipStream(entries: Iterable<ZipEntry>, at: number): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    ready.push(piece)
  })
  for (const { path, pieces } of entries) {
    const file = new ZipPassThrough(path)
    file.mtime = at
    zip.add(file)
    for await (const piece of await pieces()) {
      file.push(piece)
      yield* ready.splice(0)
    }
    file.push(new Uint8Array(0), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}
