/**
 * The packaged fonts come as hundreds of WOFF2 slices for web pages. Fontconfig and Chromium's PDF writer want one file each, and
 * that is also the fastest way to print (twice as fast as @font-face): so the slices are merged, once, into a static TrueType font.
 * A variable font is taken at one weight.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openSync } from 'fontkit'
import type { Outline } from './truetype.ts'
import { encodeGlyph, type OutlinePoint } from './truetype-glyph.ts'

/** What we use of fontkit 2.0.4 (pinned) below its public face: it can't set the weight of a WOFF2 font by itself. */
interface SliceGlyph {
  id: number
  _getTableMetrics(table: unknown): { advance: number }
  _decode(): { numberOfContours: number; points?: SlicePoint[] } | undefined
  _getContours(): SlicePoint[][]
}
interface SlicePoint extends OutlinePoint {
  copy(): SlicePoint
}
interface Slice {
  characterSet: number[]
  fvar?: { axis: { axisTag: string }[] }
  variationCoords?: number[] | null
  hmtx: unknown
  HVAR?: unknown
  _variationProcessor?: {
    transformPoints(glyphId: number, points: SlicePoint[]): void
    getAdvanceAdjustment(glyphId: number, table: unknown): number
  } | null
  unitsPerEm: number
  ascent: number
  descent: number
  copyright: string
  glyphForCodePoint(codePoint: number): SliceGlyph
}

export interface MergedSlices {
  outlines: Outline[]
  unitsPerEm: number
  ascent: number
  descent: number
  copyright: string
}

/**
 * Reads every `.woff2` of a folder. Takes seconds of a processor.
 * @param weight of a variable font; a static one has only its own.
 */
export async function mergeSlices(folder: string, weight: number): Promise<MergedSlices> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.woff2')).sort()
  if (names.length === 0) throw new Error(`no font slices (.woff2) in ${folder}`)
  const outlines = new Map<number, Outline>()
  let shape: Omit<MergedSlices, 'outlines'> | undefined
  for (const name of names) {
    const slice = openSync(join(folder, name)) as unknown as Slice
    shape ??= {
      unitsPerEm: slice.unitsPerEm,
      ascent: slice.ascent,
      descent: slice.descent,
      copyright: slice.copyright,
    }
    if (slice.fvar)
      slice.variationCoords = slice.fvar.axis.map((axis) => (axis.axisTag === 'wght' ? weight : 0))
    for (const codePoint of slice.characterSet) {
      if (!outlines.has(codePoint)) outlines.set(codePoint, outlineOf(slice, codePoint))
    }
  }
  return { ...shape!, outlines: [...outlines.values()].sort((a, b) => a.codePoint - b.codePoint) }
}

function outlineOf(slice: Slice, codePoint: number): Outline {
  const glyph = slice.glyphForCodePoint(codePoint)
  const varied = slice.HVAR ? (slice._variationProcessor?.getAdvanceAdjustment(glyph.id, slice.HVAR) ?? 0) : 0
  const advance = glyph._getTableMetrics(slice.hmtx).advance + varied
  return { codePoint, advance, glyph: encodeGlyph(pointsOf(slice, glyph)) }
}

function pointsOf(slice: Slice, glyph: SliceGlyph): OutlinePoint[] {
  const decoded = glyph._decode()
  if (!decoded || decoded.numberOfContours === 0) return []
  // A glyph put together of others is written out as one.
  if (decoded.numberOfContours < 0 || !decoded.points) {
    return glyph
      ._getContours()
      .flatMap((contour) =>
        contour.map((point, index) => ({ ...point, endContour: index === contour.length - 1 })),
      )
  }
  if (!slice._variationProcessor) return decoded.points
  const points = decoded.points.map((point) => point.copy())
  // The deltas speak of four more points, which carry the metrics; where they stand does not touch the outline.
  for (let phantom = 0; phantom < 4; phantom++)
    points.push(Object.assign(points[0]!.copy(), { endContour: true }))
  slice._variationProcessor.transformPoints(glyph.id, points)
  return points.slice(0, -4)
}
