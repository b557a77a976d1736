/** A page's picture as dots, black or none: what a thermal head can print. */
import { PNG } from 'pngjs'

export interface Raster {
  /** Dots across, a multiple of 8. */
  width: number
  height: number
  /** Row by row, 8 dots a byte, the leftmost in the highest bit; 1 is black. */
  bytes: Buffer
}

/**
 * Floyd and Steinberg: what a dot is too dark or too light is handed on to its neighbours, so that greys keep their ink.
 * @param png an opaque picture whose width is a multiple of 8.
 */
export function rasterOf(png: Buffer): Raster {
  const { width, height, data } = PNG.sync.read(png)
  if (width % 8 !== 0) throw new RangeError(`not a multiple of 8 dots: ${width}`)
  const light = Float32Array.from({ length: width * height }, (_, dot) => luminance(data, dot * 4))
  const bytes = Buffer.alloc((width / 8) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const black = light[at]! < 128
      const error = light[at]! - (black ? 0 : 255)
      if (black) bytes[at >> 3]! |= 0x80 >> (x & 7)
      if (x + 1 < width) light[at + 1]! += (error * 7) / 16
      if (y + 1 === height) continue
      if (x > 0) light[at + width - 1]! += (error * 3) / 16
      light[at + width]! += (error * 5) / 16
      if (x + 1 < width) light[at + width + 1]! += error / 16
    }
  }
  return { width, height, bytes }
}

/** 0 black … 255 white, as Rec. 601 weighs the colours. */
function luminance(rgba: Buffer, at: number): number {
  return 0.299 * rgba[at]! + 0.587 * rgba[at + 1]! + 0.114 * rgba[at + 2]!
}
