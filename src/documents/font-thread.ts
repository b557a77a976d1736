/** In a thread of its own: merges the packaged fonts where they are not there, and reads what all fonts cover. */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { openSync } from 'fontkit'
import { mergePackagedFonts } from './packaged-fonts.ts'

export interface FontsAsked {
  /** Where the packaged fonts lie, or will. */
  packaged: string
  /** With fonts, the bureau's own first. */
  folders: string[]
}

export interface FontsFound {
  files: string[]
  /** A bit for each code point. */
  covered: Uint8Array
}

const codePoints = 0x11_0000

const { packaged, folders } = workerData as FontsAsked
if (!existsSync(packaged)) await mergePackagedFonts(packaged)
const found: FontsFound = { files: [], covered: new Uint8Array(codePoints / 8) }
for (const folder of folders) found.files.push(...(await fontFilesIn(folder)))
for (const file of found.files)
  for (const codePoint of codePointsOf(file)) found.covered[codePoint >> 3]! |= 1 << (codePoint & 7)
parentPort!.postMessage(found)

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
