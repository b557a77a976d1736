/** data/notifications.yaml, checked; and quiet hours, which are Beijing time. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

export const channels = ['mail', 'webhook'] as const
export type Channel = (typeof channels)[number]

export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '应当是 00:00 至 23:59 的时刻')
export const quietHours = z.strictObject({ from: timeOfDay, to: timeOfDay })
export type QuietHours = z.infer<typeof quietHours>

const kind = z.strictObject({
  title: z.string().min(1),
  mail: z.boolean(),
  webhook: z.boolean(),
  urgent: z.boolean(),
})
export type KindRule = z.infer<typeof kind>
const file = z.strictObject({
  kinds: z.record(z.string(), kind),
  otherKinds: kind,
  quietHours: quietHours.optional(),
  retryMinutes: z.array(z.number().positive()).min(1),
})
export type NotificationRules = z.infer<typeof file>

/** @throws ZodError naming what is wrong in the file. */
export function readNotificationRules(seedFolder: string): NotificationRules {
  return file.parse(parse(readFileSync(join(seedFolder, 'notifications.yaml'), 'utf8')))
}

export const ruleOf = ({ kinds, otherKinds }: NotificationRules, code: string): KindRule =>
  kinds[code] ?? otherKinds

const minute = 60_000
const day = 24 * 60 * minute
/** Asia/Shanghai, which has had no summer time since 1991. */
const shift = 8 * 60 * minute
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** @returns `at` itself where none of the hours is quiet then, or the end of the last one that follows on. */
export function afterQuiet(at: number, hours: readonly QuietHours[]): number {
  let end = at
  // One may begin where another ends; more turns than there are spans would be a day without an end.
  for (let turn = 0; turn <= hours.length; turn++) {
    const span = hours.find((one) => isQuiet(end, one))
    if (!span) return end
    const midnight = Math.floor((end + shift) / day) * day - shift
    const to = midnight + minutesOf(span.to) * minute
    end = to > end ? to : to + day
  }
  return end
}

function isQuiet(at: number, { from, to }: QuietHours): boolean {
  const now = Math.floor(((at + shift) % day) / minute)
  const [begins, ends] = [minutesOf(from), minutesOf(to)]
  if (begins === ends) return false
  return begins < ends ? now >= begins && now < ends : now >= begins || now < ends
}
