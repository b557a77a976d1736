/** What a signature pad sends: a curve of ink on a transparent ground. */
import { PNG } from 'pngjs'

export function penned({ width = 600, height = 200, ink = true, seed = 0 } = {}): Buffer {
  const data = Buffer.alloc(width * height * 4)
  if (ink)
    for (let step = 0; step < 4_000; step++) {
      const turn = step / 260 + seed
      const x = Math.round(width * (0.08 + (0.84 * step) / 4_000) + Math.sin(turn * 5) * 14)
      const y = Math.round(height * (0.5 + 0.3 * Math.sin(turn * 3) * Math.cos(turn * 1.7 + seed)))
      for (let dx = -3; dx <= 3; dx++)
        for (let dy = -3; dy <= 3; dy++) {
          if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue
          const at = ((y + dy) * width + x + dx) * 4
          data[at] = 20
          data[at + 1] = 22
          data[at + 2] = 60
          data[at + 3] = 255
        }
    }
  return PNG.sync.write({ width, height, data })
}
