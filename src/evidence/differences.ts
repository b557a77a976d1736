/** Where the file's own particulars and the officer's words differ: shown, for a person to explain; nothing is refused for it. */
import { legalMinute } from '../platform/clock.ts'
import { metresBetween } from '../platform/distance.ts'
import type { EvidenceFileRow } from './model.ts'
import type { EvidenceRules } from './rules.ts'

export interface Difference {
  /** `time`, `place`: from what the officer says; `clock`: the camera's clock was ahead of ours. */
  of: 'time' | 'place' | 'clock'
  /** Chinese. */
  message: string
}

type Compared = Pick<
  EvidenceFileRow,
  | 'taken_at'
  | 'arrived_at'
  | 'captured_at'
  | 'longitude'
  | 'latitude'
  | 'captured_longitude'
  | 'captured_latitude'
>

const minute = 60_000

export function differencesOf(row: Compared, { difference, aheadMinutes }: EvidenceRules): Difference[] {
  const found: Difference[] = []
  if (row.captured_at !== null) {
    const capturedAt = Number(row.captured_at)
    const takenAt = Number(row.taken_at)
    const arrivedAt = Number(row.arrived_at)
    const apart = Math.abs(capturedAt - takenAt)
    if (apart > difference.minutes * minute)
      found.push({
        of: 'time',
        message: `文件自带的拍摄时间为 ${legalMinute(capturedAt)}，与填写的 ${legalMinute(takenAt)} 相差${inWords(apart)}`,
      })
    if (capturedAt > arrivedAt + aheadMinutes * minute)
      found.push({
        of: 'clock',
        message: `文件自带的拍摄时间 ${legalMinute(capturedAt)} 晚于上传时间 ${legalMinute(arrivedAt)}，拍摄设备的时钟可能不准`,
      })
  }
  const said = pointOf(row.longitude, row.latitude)
  const captured = pointOf(row.captured_longitude, row.captured_latitude)
  if (said && captured) {
    const metres = Math.round(metresBetween(said, captured))
    if (metres > difference.metres)
      found.push({ of: 'place', message: `文件自带的拍摄位置与填写的地点相距约 ${metres} 米` })
  }
  return found
}

const pointOf = (longitude: number | null, latitude: number | null) =>
  longitude === null || latitude === null ? undefined : { longitude, latitude }

function inWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / minute)
  if (minutes < 120) return `${minutes} 分钟`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} 小时` : `${Math.round(hours / 24)} 天`
}
