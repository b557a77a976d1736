/** The tasklist shows the law that asks for a task and colours it by its limit; a task without one says so with `none`. */
import { isUserTask, taskHeaders } from '../model-element.ts'
import type { Rule } from '../rule.ts'
import { article } from './documented-tasks.ts'

export const rule: Rule = {
  name: 'law-and-limit',
  check(element, reporter, { limits }) {
    if (!isUserTask(element)) return
    const { law, limit, act } = taskHeaders(element)
    if (!article.test(law ?? ''))
      reporter.report(element.id!, 'the header law must name a law and an article')
    if (!limit || (limit !== 'none' && !limits.has(limit)))
      reporter.report(
        element.id!,
        `the header limit must be a code of data/limits.csv, or none; it is ${limit ?? 'missing'}`,
      )
    if (!act) reporter.report(element.id!, 'the header act must say what the button does')
  },
}
