/** One glyph's outline as the `glyf` table holds it (OpenType 1.9, simple glyph description). */
export interface OutlinePoint {
  x: number
  y: number
  onCurve: boolean
  endContour: boolean
}

/** A glyph as `glyf` holds it: kept so, since millions of points are too much for the heap. */
export interface EncodedGlyph {
  bytes: Buffer
  /** xMin, yMin, xMax, yMax. */
  box: readonly [number, number, number, number]
  points: number
  contours: number
}

export const blankGlyph: EncodedGlyph = { bytes: Buffer.alloc(0), box: [0, 0, 0, 0], points: 0, contours: 0 }

/** An empty outline has no bytes. */
export function encodeGlyph(points: readonly OutlinePoint[]): EncodedGlyph {
  if (points.length === 0) return blankGlyph
  const box: [number, number, number, number] = [32767, 32767, -32768, -32768]
  const flags: number[] = []
  const xs: number[] = []
  const ys: number[] = []
  const ends: number[] = []
  let lastX = 0
  let lastY = 0
  points.forEach((point, index) => {
    const x = Math.round(point.x)
    const y = Math.round(point.y)
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
    flags.push(
      (point.onCurve ? 1 : 0) |
        encodeDelta(x - lastX, xs, 0x02, 0x10) |
        encodeDelta(y - lastY, ys, 0x04, 0x20),
    )
    if (point.endContour) ends.push(index)
    lastX = x
    lastY = y
  })
  const head = Buffer.alloc(10 + ends.length * 2 + 2)
  head.writeInt16BE(ends.length, 0)
  box.forEach((side, index) => head.writeInt16BE(side, 2 + index * 2))
  ends.forEach((end, index) => head.writeUInt16BE(end, 10 + index * 2))
  const bytes = padded(
    Buffer.concat([head, Buffer.from(repeated(flags)), Buffer.from(xs), Buffer.from(ys)]),
    2,
  )
  return { bytes, box, points: points.length, contours: ends.length }
}

/** A delta takes no byte when it is zero, one when it fits, else two; the flag bits say which. */
function encodeDelta(delta: number, into: number[], short: number, same: number): number {
  if (delta === 0) return same
  if (delta > -256 && delta < 256) {
    into.push(Math.abs(delta))
    return delta > 0 ? short | same : short
  }
  into.push((delta >> 8) & 0xff, delta & 0xff)
  return 0
}

function repeated(flags: readonly number[]): number[] {
  const packed: number[] = []
  for (let index = 0; index < flags.length;) {
    const flag = flags[index]!
    let run = 1
    while (run < 256 && flags[index + run] === flag) run++
    if (run > 1) packed.push(flag | 0x08, run - 1)
    else packed.push(flag)
    index += run
  }
  return packed
}

/** Filled with zeros to a whole number of `to` bytes. */
export function padded(bytes: Buffer, to: number): Buffer {
  const rest = bytes.length % to
  return rest === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(to - rest)])
}
