/** A camera's words in a JPEG: an APP1 segment with maker, time and point, as EXIF 2.3 lays them out (big-endian TIFF). */
interface Words {
  make: string
  model: string
  /** `2026:03:02 08:41:30` */
  time: string
  offset?: string
  latitude?: number
  longitude?: number
}

type Entry = [tag: number, type: number, count: number, value: Buffer]

const text = (tag: number, words: string): Entry => {
  const value = Buffer.from(`${words}\0`, 'ascii')
  return [tag, 2, value.byteLength, value]
}
const long = (tag: number, value: number): Entry => [tag, 4, 1, uint32(value)]
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
/** Degrees, minutes, seconds as three fractions. */
const degrees = (tag: number, value: number): Entry => {
  const all = Math.round(Math.abs(value) * 3_600_000)
  const parts = [
    Math.floor(all / 3_600_000),
    1,
    Math.floor((all % 3_600_000) / 60_000),
    1,
    all % 60_000,
    1000,
  ]
  return [tag, 5, 3, Buffer.concat(parts.map(uint32))]
}

/** @param at where the directory begins. */
function directory(entries: Entry[], at: number): Buffer {
  const head = Buffer.alloc(2 + entries.length * 12 + 4)
  head.writeUInt16BE(entries.length)
  const behind: Buffer[] = []
  let free = at + head.byteLength
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const place = 2 + index * 12
    head.writeUInt16BE(tag, place)
    head.writeUInt16BE(type, place + 2)
    head.writeUInt32BE(count, place + 4)
    if (value.byteLength <= 4) value.copy(head, place + 8)
    else {
      head.writeUInt32BE(free, place + 8)
      behind.push(value)
      free += value.byteLength
    }
  }
  return Buffer.concat([head, ...behind])
}

export function withExif(jpeg: Buffer, { make, model, time, offset, latitude, longitude }: Words): Buffer {
  const exif = [text(0x9003, time), ...(offset === undefined ? [] : [text(0x9011, offset)])]
  const gps: Entry[] =
    latitude === undefined || longitude === undefined
      ? []
      : [
          text(1, latitude < 0 ? 'S' : 'N'),
          degrees(2, latitude),
          text(3, longitude < 0 ? 'W' : 'E'),
          degrees(4, longitude),
        ]
  const first = (exifAt: number, gpsAt: number) =>
    directory([text(0x010f, make), text(0x0110, model), long(0x8769, exifAt), long(0x8825, gpsAt)], 8)
  const exifAt = 8 + first(0, 0).byteLength
  const exifBytes = directory(exif, exifAt)
  const gpsAt = exifAt + exifBytes.byteLength
  const tiff = Buffer.concat([
    Buffer.from('MM\0*\0\0\0\b', 'latin1'),
    first(exifAt, gpsAt),
    exifBytes,
    directory(gps, gpsAt),
  ])
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const marker = Buffer.from([0xff, 0xe1, 0, 0])
  marker.writeUInt16BE(body.byteLength + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), marker, body, jpeg.subarray(2)])
}
