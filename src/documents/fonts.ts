/**
 * The fonts of documents. Packaged: Source Han Serif CN (regular and heavy) and LXGW WenKai, both under the SIL Open Font License, which
 * reserves the makers' names: what we merge from their slices is called Zhiheng Serif and Zhiheng Kai. A bureau's own fonts
 * (仿宋_GB2312, 方正小标宋 …) in a configured folder win, since the style sheet names those families first.
 *
 * Chromium finds fonts by fontconfig: FONTCONFIG_FILE points at a file of ours that knows these folders only, so a document looks the
 * same on every machine. (On Windows and macOS fontconfig does not count: the system's own fonts are used beside these.)
 */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Log } from '../platform/log.ts'
import { inThread } from '../platform/thread.ts'
import type { FontsAsked, FontsFound } from './font-thread.ts'
import { packagedFolder } from './packaged-fonts.ts'

export interface FontSet {
  /** For FONTCONFIG_FILE. */
  configFile: string
  /** Font files, the bureau's own first. */
  files: string[]
  /** Has any font a glyph for this code point? */
  covers(codePoint: number): boolean
}

export interface FontOptions {
  cacheDirectory: string
  /** The bureau's own fonts (.ttf, .otf, .ttc). */
  fontsDirectory?: string
  log?: Log
}

/**
 * Merges the packaged fonts into the cache at first use (20 s or so of a processor), writes the fontconfig file, reads what the fonts cover. A thread of its own
 * does what takes long: people are answered meanwhile, and documents wait.
 */
export async function prepareFonts({ cacheDirectory, fontsDirectory, log }: FontOptions): Promise<FontSet> {
  const packaged = await packagedFolder(cacheDirectory)
  if (!existsSync(packaged))
    log?.info({ folder: packaged }, 'merging the document fonts; once, takes half a minute')
  const folders = [...(fontsDirectory ? [resolve(fontsDirectory)] : []), packaged]
  const asked: FontsAsked = { packaged, folders }
  const { files, covered } = await inThread<FontsFound>(import.meta.url, './font-thread', asked)
  return {
    configFile: await writeFontConfig(cacheDirectory, folders),
    files,
    covers: (codePoint) => ((covered[codePoint >> 3] ?? 0) & (1 << (codePoint & 7))) !== 0,
  }
}

async function writeFontConfig(cacheDirectory: string, folders: readonly string[]): Promise<string> {
  const escaped = (path: string) => path.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const text = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    ...folders.map((folder) => `  <dir>${escaped(folder)}</dir>`),
    `  <cachedir>${escaped(resolve(cacheDirectory, 'fontconfig'))}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n')
  const name = createHash('sha256').update(text).digest('hex').slice(0, 12)
  const file = resolve(cacheDirectory, `fonts-${name}.conf`)
  if (existsSync(file)) return file
  const writing = `${file}.${randomUUID()}`
  await writeFile(writing, text)
  await rename(writing, file)
  return file
}
