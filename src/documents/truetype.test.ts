import { expect } from 'chai'
import { create, type Font } from 'fontkit'
import { encodeGlyph, type OutlinePoint } from './truetype-glyph.ts'
import { writeTrueType, type Outline } from './truetype.ts'

const corner = (x: number, y: number, endContour = false): OutlinePoint => ({
  x,
  y,
  onCurve: true,
  endContour,
})
const square = (size: number): OutlinePoint[] => [
  corner(0, 0),
  corner(0, size),
  corner(size, size),
  corner(size, 0, true),
]

describe('a written TrueType font', () => {
  const outlines: Outline[] = [
    { codePoint: 0x20, advance: 250, glyph: encodeGlyph([]) },
    { codePoint: 0x4e00, advance: 1000, glyph: encodeGlyph(square(900)) },
    { codePoint: 0x4e01, advance: 1000, glyph: encodeGlyph([...square(500), ...square(-40)]) },
    {
      codePoint: 0x20bb7,
      advance: 980,
      glyph: encodeGlyph([
        corner(0, 0),
        { x: 255, y: 256, onCurve: false, endContour: false },
        corner(-300, 7, true),
      ]),
    },
  ]
  const bytes = writeTrueType(
    {
      family: 'Zhiheng Test',
      style: 'Bold',
      weight: 700,
      unitsPerEm: 1000,
      ascent: 880,
      descent: -120,
      copyright: '©',
      licence: 'OFL',
    },
    outlines,
  )
  const font = create(bytes) as Font

  it('has names, metrics and code points as given', () => {
    expect([font.familyName, font.subfamilyName, font.unitsPerEm, font.ascent, font.descent]).to.deep.equal([
      'Zhiheng Test',
      'Bold',
      1000,
      880,
      -120,
    ])
    expect(font.characterSet).to.deep.equal(outlines.map((outline) => outline.codePoint))
    expect(font.numGlyphs).to.equal(5)
  })

  it('gives each outline back, beyond the basic plane too', () => {
    expect(font.glyphForCodePoint(0x4e00).path.toSVG()).to.equal('M0 0L0 900L900 900L900 0Z')
    expect(
      font.glyphForCodePoint(0x4e01).path.commands.filter((command) => command.command === 'closePath'),
    ).to.have.length(2)
    expect(font.glyphForCodePoint(0x20bb7).path.toSVG()).to.equal('M0 0Q255 256 -300 7Z')
    expect(font.glyphForCodePoint(0x20bb7).advanceWidth).to.equal(980)
    expect(font.glyphForCodePoint(0x20).path.commands).to.have.length(0)
  })

  it('has a whole-file checksum of B1B0AFBA', () => {
    let sum = 0
    for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0
    expect(sum).to.equal(0xb1b0afba)
  })
})
