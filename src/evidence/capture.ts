/** What a picture's own bytes (EXIF) say of when, where and with what it was taken. Kept beside what the officer says, never in its place. */
import exifr from 'exifr'
import { parseInstant } from '../platform/clock.ts'
import type { ObjectSource } from '../platform/storage/object-store.ts'

export interface Capture {
  /** Epoch ms. */
  at: number | null
  /** WGS 84. */
  longitude: number | null
  latitude: number | null
  /** Maker and model. */
  device: string | null
}

const nothing: Capture = { at: null, longitude: null, latitude: null, device: null }

/** Nothing is wrong with a file that says nothing, or whose EXIF cannot be read. */
export async function readCapture(mediaType: string, source: ObjectSource): Promise<Capture> {
  if (!/^image\/(jpeg|png|heic)$/.test(mediaType)) return nothing
  const read = (await exifr
    .parse('file' in source ? source.file : source.bytes, {
      // Only what is asked for: colour profiles and thumbnails are not unfolded.
      tiff: true,
      ifd0: { pick: ['Make', 'Model'] } as never,
      exif: { pick: ['DateTimeOriginal', 'OffsetTimeOriginal'] } as never,
      gps: true,
      icc: false,
      iptc: false,
      xmp: false,
      jfif: false,
      ihdr: false,
      // A library would read the time as one of this machine's time zone.
      reviveValues: false,
    })
    .catch(() => undefined)) as Tags | undefined
  if (!read) return nothing
  const { latitude, longitude } = read
  const hasPoint = inRange(latitude, 90) && inRange(longitude, 180) && !(latitude === 0 && longitude === 0)
  return {
    at: instantOf(read.DateTimeOriginal, read.OffsetTimeOriginal),
    longitude: hasPoint ? longitude! : null,
    latitude: hasPoint ? latitude! : null,
    device: deviceOf(read),
  }
}

interface Tags {
  Make?: unknown
  Model?: unknown
  DateTimeOriginal?: unknown
  OffsetTimeOriginal?: unknown
  latitude?: number
  longitude?: number
}

const inRange = (value: number | undefined, most: number) =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= most

/** `2026:11:23 09:30:12` on the camera's clock; without an offset that of Asia/Shanghai. */
function instantOf(time: unknown, offset: unknown): number | null {
  const [, year, month, day, clock] =
    /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(typeof time === 'string' ? time : '') ?? []
  if (year === undefined || Number(year) < 1990) return null
  const zone = typeof offset === 'string' && /^[+-]\d\d:\d\d$/.test(offset) ? offset : '+08:00'
  try {
    return parseInstant(`${year}-${month}-${day}T${clock}${zone}`)
  } catch {
    return null
  }
}

function deviceOf({ Make, Model }: Tags): string | null {
  const words = [Make, Model]
    .filter((word) => typeof word === 'string')
    // Control characters and what pads the field.
    .map((word) => word.replace(/\p{C}/gu, '').trim())
    .filter(Boolean)
  const [make, model] = words
  const name = make && model?.startsWith(make) ? model : words.join(' ')
  return name === '' ? null : name.slice(0, 200)
}
