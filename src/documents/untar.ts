/** Unpacks a tar archive (POSIX ustar, regular files and folders): what the packaged browser's libraries come in. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'

const block = 512

/** @throws Error for a damaged archive, or a path that leads out of `into`. */
export async function untar(archive: Buffer, into: string): Promise<void> {
  for (let at = 0; at + block <= archive.length;) {
    const header = archive.subarray(at, at + block)
    if (header.every((byte) => byte === 0)) return
    const prefix = textOf(header, 345, 155)
    const name = normalize(prefix ? `${prefix}/${textOf(header, 0, 100)}` : textOf(header, 0, 100))
    const size = Number.parseInt(textOf(header, 124, 12).trim() || '0', 8)
    const type = String.fromCharCode(header[156]!)
    if (Number.isNaN(size) || at + block + size > archive.length)
      throw new Error(`damaged archive at ${name}`)
    if (name.startsWith('..') || name.startsWith(sep))
      throw new Error(`archive leads out of its folder: ${name}`)
    if (type === '5') await mkdir(join(into, name), { recursive: true })
    else if (type === '0' || type === '\0') {
      await mkdir(dirname(join(into, name)), { recursive: true })
      const mode = Number.parseInt(textOf(header, 100, 8).trim(), 8) & 0o777
      await writeFile(join(into, name), archive.subarray(at + block, at + block + size), { mode })
    }
    at += block + Math.ceil(size / block) * block
  }
}

function textOf(header: Buffer, offset: number, length: number): string {
  const bytes = header.subarray(offset, offset + length)
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end < 0 ? length : end)
}
