/** Rows of evidence. A piece of evidence is written once; what is done with it afterwards stands in the audit log. */
export interface EvidenceFileRow {
  id: string
  case_id: string
  /** One of the kinds of 行政处罚法 第四十六条, Chinese. */
  kind: string
  name: string
  media_type: string
  sha256: string
  sm3: string
  size: number
  /** What the officer says: when, where, by whom, what it shows and proves. */
  taken_at: number
  place: string
  longitude: number | null
  latitude: number | null
  taken_by: string
  shows: string
  /** When the last byte came, and the fingerprints were taken. */
  arrived_at: number
  added_by: string | null
  /** What the file itself says (EXIF). */
  captured_at: number | null
  captured_longitude: number | null
  captured_latitude: number | null
  device: string | null
  upload_id: string | null
  /** The file of another case that it came from, by joining, splitting or reopening. */
  carried_from: string | null
}

/** An upload on its way (tus): `receiving` → `arrived` → `used` as evidence; `refused` by what its bytes are; `expired` when it was never finished. */
export interface EvidenceUploadRow {
  id: string
  case_id: string
  account_id: string
  name: string
  claimed_type: string
  size: number
  state: 'receiving' | 'arrived' | 'used' | 'refused' | 'expired'
  reason: string | null
  media_type: string | null
  sha256: string | null
  sm3: string | null
  /** JSON of Capture. */
  capture: string | null
  begun_at: number
  arrived_at: number | null
}
