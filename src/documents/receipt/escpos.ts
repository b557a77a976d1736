/** ESC/POS, the language of receipt printers. Only pictures are sent: no printer's own font has all the characters of a name. */
import type { Raster } from './raster.ts'

/** ESC @: forget what the last job set. */
const initialise = Buffer.from([0x1b, 0x40])
/** ESC d n: feed lines, so that the text stands clear of the cutter. */
const feed = Buffer.from([0x1b, 0x64, 4])
/** GS V 66 0: feed to the cutter and cut; printers without one ignore it. */
const cut = Buffer.from([0x1d, 0x56, 66, 0])

/** Rows of one band: small printers have small buffers. */
const bandHeight = 128

/** The strip as bytes for the printer. */
export function escpos({ width, height, bytes }: Raster): Buffer {
  const rowBytes = width / 8
  const parts: Buffer[] = [initialise]
  for (let top = 0; top < height; top += bandHeight) {
    const rows = Math.min(bandHeight, height - top)
    parts.push(bandHead(rowBytes, rows), bytes.subarray(top * rowBytes, (top + rows) * rowBytes))
  }
  return Buffer.concat([...parts, feed, cut])
}

/** GS v 0 m xL xH yL yH: a raster of x bytes by y rows follows. */
function bandHead(rowBytes: number, rows: number): Buffer {
  return Buffer.from([0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8])
}
