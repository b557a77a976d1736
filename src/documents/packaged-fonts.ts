/** The packaged fonts, merged from their slices into one file each; where in the cache they lie. */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

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

const require = createRequire(import.meta.url)
const manifestOf = (face: (typeof packagedFaces)[number]) => require.resolve(`${face.package}/package.json`)

/** A folder of its own for each version of the packages. */
export async function packagedFolder(cacheDirectory: string): Promise<string> {
  const versions: string[] = [String(revision)]
  for (const face of packagedFaces) versions.push(await readFile(manifestOf(face), 'utf8'))
  const key = createHash('sha256').update(versions.join('\n')).digest('hex').slice(0, 16)
  return resolve(cacheDirectory, `fonts-${key}`)
}

/** Built aside and renamed at the end: a crash, or a second process at the same work, leaves no half a folder. */
export async function mergePackagedFonts(folder: string): Promise<void> {
  const [{ mergeSlices }, { writeTrueType }] = await Promise.all([
    import('./webfont-slices.ts'),
    import('./truetype.ts'),
  ])
  const building = `${folder}.${randomUUID()}`
  await mkdir(building, { recursive: true })
  for (const face of packagedFaces) {
    const merged = await mergeSlices(join(dirname(manifestOf(face)), 'dist', face.slices), face.weight)
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
}
