import QRCode from 'qrcode'

/** A QR code as SVG path of dark modules (one unit each) and its size in modules, quiet zone left to the style sheet. */
export function qrPath(text: string): { path: string; size: number } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size;) {
      let run = 0
      while (column + run < modules.size && modules.get(row, column + run)) run++
      if (run > 0) path += `M${column} ${row}h${run}v1h-${run}z`
      column += run + 1
    }
  }
  return { path, size: modules.size }
}
