/** Each task says in its documentation what the law asks for, with the article. */
import { documentation, isTask } from '../model-element.ts'
import type { Rule } from '../rule.ts'

export const article = /第[一二三四五六七八九十百零]+条/

export const rule: Rule = {
  name: 'documented-tasks',
  check(element, reporter) {
    if (isTask(element) && !article.test(documentation(element)))
      reporter.report(
        element.id!,
        'the documentation must say which article asks for this, as in 行政处罚法 第五十四条',
      )
  },
}
