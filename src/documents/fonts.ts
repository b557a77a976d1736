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
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { openSync } from 'fontkit'
import type { Log } from '../platform/log.ts'
import { writeTrueType } from './truetype.ts'
import { mergeSlices } from './webfont-slices.ts'

/** Raise it when the merging changes: caches of older revisions are left alone and built anew. */
const revision = 1

const packagedFaces = [
  {
    package: '@chinese-fonts/syst',
    slices: 'SourceHanSerifCN',
    family: 'Zhiheng Serif',
    style: 'Regular',
    weight: 400,
  },
  {
    package: '@chinese-fonts/syst',
    slices: 'SourceHanSerifCN',
    family: 'Zhiheng Serif',
    style: 'Bold',
    weight: 700,
  },
  {
    package: '@chinese-fonts/lxgwwenkai',
    slices: 'LXGWWenKai-Regular',
    family: 'Zhiheng Kai',
    style: 'Regular',
    weight: 400,
  },
] as const

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

/** Merges the packaged fonts into the cache at first use (20 s or so), writes the fontconfig file, reads what the fonts cover. */
export async function prepareFonts({ cacheDirectory, fontsDirectory, log }: FontOptions): Promise<FontSet> {
  const packaged = await packagedFonts(cacheDirectory, log)
  const folders = [...(fontsDirectory ? [resolve(fontsDirectory)] : []), packaged]
  const files: string[] = []
  for (const folder of folders) files.push(...(await fontFilesIn(folder)))
  const covered = new Set<number>()
  for (const file of files) for (const codePoint of codePointsOf(file)) covered.add(codePoint)
  return {
    configFile: await writeFontConfig(cacheDirectory, folders),
    files,
    covers: (codePoint) => covered.has(codePoint),
  }
}

async function packagedFonts(cacheDirectory: string, log?: Log): Promise<string> {
  const require = createRequire(import.meta.url)
  const sources = packagedFaces.map((face) => {
    const manifest = require.resolve(`${face.package}/package.json`)
    return { face, folder: join(dirname(manifest), 'dist', face.slices), manifest }
  })
  const versions: string[] = [String(revision)]
  for (const { manifest } of sources) versions.push(await readFile(manifest, 'utf8'))
  const key = createHash('sha256').update(versions.join('\n')).digest('hex').slice(0, 16)
  const folder = resolve(cacheDirectory, `fonts-${key}`)
  if (existsSync(folder)) return folder
  log?.info({ folder }, 'merging the document fonts; once, takes half a minute')
  // Built aside and renamed at the end: a crash, or a second process at the same work, leaves no half a folder.
  const building = `${folder}.${randomUUID()}`
  await mkdir(building, { recursive: true })
  for (const { face, folder: slices } of sources) {
    const merged = await mergeSlices(slices, face.weight)
    const licence =
      'SIL Open Font License, Version 1.1; see the LICENSE of the package the outlines come from'
    const bytes = writeTrueType(
      { ...merged, family: face.family, style: face.style, weight: face.weight, licence },
      merged.outlines,
    )
    await writeFile(join(building, `${face.family} ${face.style}.ttf`.replaceAll(' ', '-')), bytes)
  }
  await rename(building, folder).catch(async (error: unknown) => {
    await rm(building, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  })
  return folder
}

async function fontFilesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names
    .filter((name) => /\.(ttf|otf|ttc)$/i.test(name))
    .sort()
    .map((name) => join(folder, name))
}

function codePointsOf(file: string): number[] {
  const font = openSync(file)
  const faces = 'fonts' in font ? font.fonts : [font]
  return faces.flatMap((face) => face.characterSet)
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
