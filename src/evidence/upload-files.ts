/** The files that uploads are received in, as the protocol's library keeps them; what the disk says when it takes no more is said on. */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FileConfigstore, FileStore } from '@tus/file-store'
import { ERRORS } from '@tus/server'
import { faultBelow } from '../platform/faults.ts'

export class UploadFiles extends FileStore {
  readonly particulars: FileConfigstore

  constructor(directory: string) {
    const particulars = new FileConfigstore(directory)
    super({ directory, configstore: particulars })
    this.particulars = particulars
  }

  /** What was written before an error stays: the next connection goes on from there. */
  override async write(
    bytes: Parameters<FileStore['write']>[0],
    id: string,
    offset: number,
  ): Promise<number> {
    const file = createWriteStream(join(this.directory, id), { flags: 'r+', start: offset })
    try {
      await pipeline(bytes, file)
    } catch (error) {
      throw faultBelow(error) ?? ERRORS.FILE_WRITE_ERROR
    }
    return offset + file.bytesWritten
  }
}
