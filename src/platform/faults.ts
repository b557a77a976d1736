/**
 * What we stand on and lack for a while: room to write, the database, the store of files. Such a fault is nobody's mistake in the program: it passes once a person has mended
 * it, and what it interrupted is done again.
 */

/** Nothing more can be written: a disk is full, a quota used up, a file system gone read-only. What was begun is taken back. */
export class StorageFull extends Error {
  constructor(cause: unknown) {
    super('there is no room to write', { cause })
    this.name = 'StorageFull'
  }
}

export class DatabaseGone extends Error {
  /** Whether what was under way has surely left nothing; a commit whose answer was lost may stand. */
  readonly undone: boolean

  constructor(undone: boolean, cause: unknown) {
    super(`the database does not answer: ${(cause as Error).message}`, { cause })
    this.name = 'DatabaseGone'
    this.undone = undone
  }
}

/** The store of files is not there, or says itself that it cannot: files are written before what names them, so nothing names what did not arrive. */
export class FileStoreGone extends Error {
  readonly undone = true

  constructor(cause: unknown) {
    super(`the store of files does not answer: ${(cause as Error).message}`, { cause })
    this.name = 'FileStoreGone'
  }
}

export type Fault = StorageFull | DatabaseGone | FileStoreGone

/** The fault below an error, however it was wrapped on its way. */
export function faultBelow(error: unknown): Fault | undefined {
  for (const one of causesOf(error)) {
    if (one instanceof StorageFull || one instanceof DatabaseGone || one instanceof FileStoreGone) return one
    if (saysFull(one)) return new StorageFull(error)
  }
  return undefined
}

/** The error, and what it was made of: `cause` of ours, `original` of Sequelize. */
export function* causesOf(error: unknown): Generator<Partial<SystemError>> {
  for (let one = error; typeof one === 'object' && one !== null;) {
    yield one
    const { original, cause } = one as { original?: unknown; cause?: unknown }
    one = original ?? cause
  }
}

export interface SystemError {
  code: string
  errno: number
  fatal: boolean
}

const codesOfFull = new Set([
  ...['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS'],
  ...['SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_SHMSIZE'],
  // MariaDB's own disk, or a table that may grow no more.
  ...['ER_DISK_FULL', 'ER_RECORD_FILE_FULL'],
])

const saysFull = ({ code }: Partial<SystemError>) => code !== undefined && codesOfFull.has(code)
