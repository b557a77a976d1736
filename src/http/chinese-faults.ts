/** What is wrong with an input, in the officer's words: zod's own Chinese, but for what is simply missing, too few or too many. */
import { z } from 'zod'

const { localeError } = z.locales.zhCN()

export const chineseFault: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' && issue.input === undefined) return '必须填写'
  if (issue.code === 'too_small' && issue.inclusive !== false)
    return counted(issue.origin, '至少', issue.minimum) ?? `不小于 ${issue.minimum}`
  if (issue.code === 'too_big' && issue.inclusive !== false)
    return counted(issue.origin, '至多', issue.maximum) ?? `不大于 ${issue.maximum}`
  return localeError(issue)
}

function counted(origin: string, bound: '至少' | '至多', limit: number | bigint): string | undefined {
  const unit = { array: '项', string: '个字' }[origin]
  return unit && `${bound} ${limit} ${unit}`
}
