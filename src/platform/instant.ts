/**
 * An instant as the API takes it: ISO 8601 with its offset, as answers say it, or UTC milliseconds; from 1970 to the end of 2099: what lies outside is a mistake, and
 * some of it is no date at all. Handlers get milliseconds.
 */
import { z } from 'zod'
import { parseInstant } from './clock.ts'

const latest = 4_102_444_799_999
const words = '应当是 1970 年至 2099 年之间的时间，如 2026-03-02T09:30:00+08:00（或者 UTC 毫秒）'
const within = (at: number) => at >= 0 && at <= latest

const milliseconds = z.number({ error: '请填写时间' }).int(words).min(0, words).max(latest, words)
/** Days that there are, of those years; the description of the API says it too. */
const leapDay = '(?:19(?:7[26]|8[048]|9[26])|20(?:[02468][048]|[13579][26]))-02-29'
const otherDay =
  '(?:19[789]\\d|20\\d\\d)-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))'
const time = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,3})?)?(?:Z|[+-](?:0\\d|1[0-3]):[0-5]\\d)'
const text = z
  .string({ error: words })
  .regex(new RegExp(`^(?:${leapDay}|${otherDay})T${time}$`), words)
  .transform(parseInstant)
  .refine(within, { error: words })

export const instant = z.union([milliseconds, text], {
  error: ({ input }) => (input === undefined || input === null ? '请填写时间' : words),
})

/** The same, out of an address. */
export const instantText = z.union(
  [z.coerce.number({ error: words }).int(words).min(0, words).max(latest, words), text],
  { error: words },
)
