/**
 * Writes a static TrueType font from outlines: the tables that FreeType, fontconfig and Chromium ask for and no more
 * (OpenType 1.9, "TrueType outlines"). Glyph 0 is .notdef; every other glyph has exactly one code point.
 */
import { blankGlyph, padded, type EncodedGlyph } from './truetype-glyph.ts'

export interface Outline {
  codePoint: number
  advance: number
  glyph: EncodedGlyph
}

export interface FontFace {
  family: string
  /** Regular or Bold. */
  style: string
  weight: number
  unitsPerEm: number
  ascent: number
  /** Negative. */
  descent: number
  copyright: string
  licence: string
}

const bold = 0x20
const regular = 0x40

/** @param outlines in rising order of code point, at most 65,534. */
export function writeTrueType(face: FontFace, outlines: readonly Outline[]): Buffer {
  const glyphs = [blankGlyph, ...outlines.map((outline) => outline.glyph)]
  const advances = [face.unitsPerEm, ...outlines.map((outline) => Math.round(outline.advance))]
  const loca = Buffer.alloc((glyphs.length + 1) * 4)
  let offset = 0
  glyphs.forEach((glyph, index) => {
    loca.writeUInt32BE(offset, index * 4)
    offset += glyph.bytes.length
  })
  loca.writeUInt32BE(offset, glyphs.length * 4)
  const hmtx = Buffer.alloc(glyphs.length * 4)
  glyphs.forEach((glyph, index) => {
    hmtx.writeUInt16BE(advances[index]!, index * 4)
    hmtx.writeInt16BE(glyph.box[0], index * 4 + 2)
  })
  const inked = glyphs.filter((glyph) => glyph.bytes.length > 0)
  const extreme = (side: 0 | 1 | 2 | 3, pick: (a: number, b: number) => number) =>
    inked.reduce((value, glyph) => pick(value, glyph.box[side]), 0)
  const box = [extreme(0, Math.min), extreme(1, Math.min), extreme(2, Math.max), extreme(3, Math.max)]
  return assemble({
    'OS/2': os2Table(face, outlines),
    cmap: cmapTable(outlines),
    glyf: Buffer.concat(glyphs.map((glyph) => glyph.bytes)),
    head: headTable(face, box),
    hhea: hheaTable(
      face,
      advances.reduce((widest, advance) => Math.max(widest, advance), 0),
      box,
      glyphs.length,
    ),
    hmtx,
    loca,
    maxp: maxpTable(glyphs),
    name: nameTable(face),
    post: postTable(),
  })
}

function assemble(tables: Record<string, Buffer>): Buffer {
  const tags = Object.keys(tables).sort()
  const entrySelector = Math.floor(Math.log2(tags.length))
  const directory = Buffer.alloc(12 + tags.length * 16)
  directory.writeUInt32BE(0x00010000, 0)
  directory.writeUInt16BE(tags.length, 4)
  directory.writeUInt16BE(2 ** entrySelector * 16, 6)
  directory.writeUInt16BE(entrySelector, 8)
  directory.writeUInt16BE(tags.length * 16 - 2 ** entrySelector * 16, 10)
  const bodies: Buffer[] = []
  let at = directory.length
  tags.forEach((tag, index) => {
    const table = tables[tag]!
    const entry = 12 + index * 16
    directory.write(tag, entry, 'latin1')
    directory.writeUInt32BE(checksum(padded(table, 4)), entry + 4)
    directory.writeUInt32BE(at, entry + 8)
    directory.writeUInt32BE(table.length, entry + 12)
    const body = padded(table, 4)
    bodies.push(body)
    at += body.length
  })
  const font = Buffer.concat([directory, ...bodies])
  const head = directory.readUInt32BE(12 + tags.indexOf('head') * 16 + 8)
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, head + 8)
  return font
}

function checksum(bytes: Buffer): number {
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0
  return sum
}

function headTable(face: FontFace, box: readonly number[]): Buffer {
  const table = Buffer.alloc(54)
  table.writeUInt32BE(0x00010000, 0)
  table.writeUInt32BE(0x00010000, 4)
  table.writeUInt32BE(0x5f0f3cf5, 12)
  table.writeUInt16BE(0x0003, 16)
  table.writeUInt16BE(face.unitsPerEm, 18)
  box.forEach((side, index) => table.writeInt16BE(side, 36 + index * 2))
  table.writeUInt16BE(face.weight >= 600 ? 1 : 0, 44)
  table.writeUInt16BE(8, 46)
  table.writeInt16BE(2, 48)
  table.writeInt16BE(1, 50)
  return table
}

function hheaTable(face: FontFace, widest: number, box: readonly number[], glyphCount: number): Buffer {
  const table = Buffer.alloc(36)
  table.writeUInt32BE(0x00010000, 0)
  table.writeInt16BE(face.ascent, 4)
  table.writeInt16BE(face.descent, 6)
  table.writeUInt16BE(widest, 10)
  table.writeInt16BE(box[0]!, 12)
  table.writeInt16BE(box[2]!, 16)
  table.writeInt16BE(1, 18)
  table.writeUInt16BE(glyphCount, 34)
  return table
}

/** Version 3: no names of glyphs. */
function postTable(): Buffer {
  const table = Buffer.alloc(32)
  table.writeUInt32BE(0x00030000, 0)
  return table
}

function maxpTable(glyphs: readonly EncodedGlyph[]): Buffer {
  const mostPoints = glyphs.reduce((most, glyph) => Math.max(most, glyph.points), 0)
  const mostContours = glyphs.reduce((most, glyph) => Math.max(most, glyph.contours), 0)
  const table = Buffer.alloc(32)
  table.writeUInt32BE(0x00010000, 0)
  table.writeUInt16BE(glyphs.length, 4)
  table.writeUInt16BE(mostPoints, 6)
  table.writeUInt16BE(mostContours, 8)
  table.writeUInt16BE(2, 14)
  return table
}

function os2Table(face: FontFace, outlines: readonly Outline[]): Buffer {
  const table = Buffer.alloc(96)
  table.writeUInt16BE(4, 0)
  table.writeInt16BE(face.unitsPerEm, 2)
  table.writeUInt16BE(face.weight, 4)
  table.writeUInt16BE(5, 6)
  table.writeInt16BE(Math.round(face.unitsPerEm / 20), 26)
  table.writeInt16BE(Math.round(face.unitsPerEm / 4), 28)
  // Unicode ranges 0 (Basic Latin), 48 (CJK symbols), 59 (CJK ideographs); code pages Latin 1 and simplified Chinese.
  table.writeUInt32BE(0x00000001, 42)
  table.writeUInt32BE((1 << 16) | (1 << 27), 46)
  table.write('NONE', 58, 'latin1')
  table.writeUInt16BE(face.weight >= 600 ? bold : regular, 62)
  table.writeUInt16BE(Math.min(0xffff, outlines[0]?.codePoint ?? 0), 64)
  table.writeUInt16BE(Math.min(0xffff, outlines.at(-1)?.codePoint ?? 0), 66)
  table.writeInt16BE(face.ascent, 68)
  table.writeInt16BE(face.descent, 70)
  table.writeUInt16BE(face.ascent, 74)
  table.writeUInt16BE(-face.descent, 76)
  table.writeUInt32BE(1 | (1 << 18), 78)
  table.writeInt16BE(Math.round(face.unitsPerEm / 2), 86)
  table.writeInt16BE(Math.round(face.unitsPerEm * 0.7), 88)
  return table
}

/** Format 12: runs of code points whose glyphs follow one another; the glyph of outline i is i + 1. */
function cmapTable(outlines: readonly Outline[]): Buffer {
  const groups: { first: number; last: number; glyph: number }[] = []
  outlines.forEach(({ codePoint }, index) => {
    const run = groups.at(-1)
    if (run && run.last + 1 === codePoint) run.last = codePoint
    else groups.push({ first: codePoint, last: codePoint, glyph: index + 1 })
  })
  const header = 4 + 2 * 8
  const table = Buffer.alloc(header + 16 + groups.length * 12)
  table.writeUInt16BE(2, 2)
  for (const [index, [platform, encoding]] of [[0, 4] as const, [3, 10] as const].entries()) {
    table.writeUInt16BE(platform, 4 + index * 8)
    table.writeUInt16BE(encoding, 6 + index * 8)
    table.writeUInt32BE(header, 8 + index * 8)
  }
  table.writeUInt16BE(12, header)
  table.writeUInt32BE(16 + groups.length * 12, header + 4)
  table.writeUInt32BE(groups.length, header + 12)
  groups.forEach((group, index) => {
    const at = header + 16 + index * 12
    table.writeUInt32BE(group.first, at)
    table.writeUInt32BE(group.last, at + 4)
    table.writeUInt32BE(group.glyph, at + 8)
  })
  return table
}

function nameTable(face: FontFace): Buffer {
  const full = face.style === 'Regular' ? face.family : `${face.family} ${face.style}`
  const names: [number, string][] = [
    [0, face.copyright],
    [1, face.family],
    [2, face.style],
    [3, full],
    [4, full],
    [5, 'Version 1.000'],
    [6, full.replaceAll(' ', '')],
    [13, face.licence],
  ]
  const strings = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16())
  const header = Buffer.alloc(6 + names.length * 12)
  header.writeUInt16BE(names.length, 2)
  header.writeUInt16BE(header.length, 4)
  let offset = 0
  names.forEach(([id], index) => {
    const at = 6 + index * 12
    header.writeUInt16BE(3, at)
    header.writeUInt16BE(1, at + 2)
    header.writeUInt16BE(0x409, at + 4)
    header.writeUInt16BE(id, at + 6)
    header.writeUInt16BE(strings[index]!.length, at + 8)
    header.writeUInt16BE(offset, at + 10)
    offset += strings[index]!.length
  })
  return Buffer.concat([header, ...strings])
}
