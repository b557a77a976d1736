/**
 * The browser that comes as an npm package (@sparticuz/chromium, optional): a headless-shell build for Linux on x64, compressed. It is unpacked
 * once into our cache; its own NSS libraries are added only where the machine lacks them.
 */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { brotliDecompress, createBrotliDecompress } from 'node:zlib'
import type { Log } from '../platform/log.ts'
import { untar } from './untar.ts'

export interface PackagedBrowser {
  executablePath: string
  /** For LD_LIBRARY_PATH; missing where the machine's own libraries serve. */
  libraryPath?: string
}

/** @returns undefined where the package is not installed or not made for this machine. */
export async function packagedBrowser(
  cacheDirectory: string,
  platform: NodeJS.Platform,
  log?: Log,
): Promise<PackagedBrowser | undefined> {
  if (platform !== 'linux' || process.arch !== 'x64') return undefined
  const archives = archivesFolder()
  if (!archives) return undefined
  const version = await readFile(join(archives, '..', 'package.json'), 'utf8')
  const folder = resolve(cacheDirectory, `chromium-${(JSON.parse(version) as { version: string }).version}`)
  if (!existsSync(folder)) {
    log?.info({ folder }, 'unpacking the packaged browser; once')
    await unpack(archives, folder)
  }
  const executablePath = join(folder, 'chromium')
  const libraryPath = join(folder, 'lib')
  return (await starts(executablePath)) ? { executablePath } : { executablePath, libraryPath }
}

function archivesFolder(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
    const folder = join(
      entry.slice(0, entry.lastIndexOf(join('@sparticuz', 'chromium'))),
      '@sparticuz',
      'chromium',
      'bin',
    )
    return existsSync(join(folder, 'chromium.br')) ? folder : undefined
  } catch {
    return undefined
  }
}

/** Aside and renamed at the end, so that nobody starts half a browser. */
async function unpack(archives: string, folder: string): Promise<void> {
  const building = `${folder}.${randomUUID()}`
  await mkdir(building, { recursive: true })
  await pipeline(
    createReadStream(join(archives, 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(join(building, 'chromium'), { mode: 0o755 }),
  )
  await untar(await promisify(brotliDecompress)(await readFile(join(archives, 'al2023.tar.br'))), building)
  await mkdir(dirname(folder), { recursive: true })
  await rename(building, folder).catch(async (error: unknown) => {
    await rm(building, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  })
}

async function starts(executablePath: string): Promise<boolean> {
  return promisify(execFile)(executablePath, ['--version'], { timeout: 10_000 }).then(
    () => true,
    () => false,
  )
}
