/** The text of a file in UTF-8, with or without a byte order mark, or in GB18030, as exports of Chinese systems come. */
import { createReadStream } from 'node:fs'
import { problem } from '../../platform/problem.ts'

export type Encoding = 'utf-8' | 'gb18030'

const pieces = { highWaterMark: 256 * 1024 }

/** Reads the file once: what is valid UTF-8 as a whole is UTF-8. @throws Problem `malformed` when it is neither. */
export async function encodingOf(path: string): Promise<Encoding> {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    if (await reads(path, encoding)) return encoding
  }
  throw problem('malformed', '文件的编码既不是 UTF-8，也不是 GB18030，请另存后再导入')
}

async function reads(path: string, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const bytes of createReadStream(path, pieces))
      decoder.decode(bytes as Buffer, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    // A TypeError is the decoder's; anything else is the disk's.
    if (error instanceof TypeError) return false
    throw error
  }
}

/** @param read told the bytes of each piece. */
export async function* readText(
  path: string,
  encoding: Encoding,
  read: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const bytes of createReadStream(path, pieces)) {
    read((bytes as Buffer).byteLength)
    yield decoder.decode(bytes as Buffer, { stream: true })
  }
  yield decoder.decode()
}
