/** An instant as the API takes it: UTC milliseconds, from 1970 to the end of 2099; what lies outside is a mistake, and some of it is no date at all. */
import { z } from 'zod'

const latest = 4_102_444_799_999
const words = '应当是 1970 年至 2099 年之间的时间（UTC 毫秒）'

export const instant = z.number({ error: '请填写时间' }).int(words).min(0, words).max(latest, words)

/** The same, out of an address. */
export const instantText = z.coerce.number({ error: words }).int(words).min(0, words).max(latest, words)
