/** The files that uploads are received in, as the protocol's library keeps them; what the disk says when it takes no more is said on. */
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FileConfigstore, FileStore } from '@tus/file-store'
import { ERRORS } from '@tus/server'
import { faultBelow } from '../platform/faults.ts'

/** The bytes of an upload and what the protocol knows of it. */
export async function removeUploadFiles(directory: string, id: string): Promise<void> {
  for (const name of [id, `${id}.json`]) await rm(join(directory, name), { force: true })
}

export class UploadFiles extends FileStore {
  readonly particulars: FileConfigstore
  private readonly begun: (id: string) => Promise<void>

  /** @param begun called with the id once there is room for an upload: what it throws takes the upload back. */
  constructor(directory: string, begun: (id: string) => Promise<void>) {
    const particulars = new FileConfigstore(directory)
    super({ directory, configstore: particulars })
    this.particulars = particulars
    this.begun = begun
  }

  /** Its files stand before anything names them, or nothing is left. */
  override async create(upload: Parameters<FileStore['create']>[0]): ReturnType<FileStore['create']> {
    try {
      const created = await super.create(upload)
      await this.begun(upload.id)
      return created
    } catch (error) {
      await removeUploadFiles(this.directory, upload.id)
      throw error
    }
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
