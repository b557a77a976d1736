/** What is wrong with an input, in the officer's words: zod's own Chinese, but for what is simply missing. */
import { z } from 'zod'

const { localeError } = z.locales.zhCN()

export const chineseFault: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'invalid_type' && issue.input === undefined ? '必须填写' : localeError(issue)
