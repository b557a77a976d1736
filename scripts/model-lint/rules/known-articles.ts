/** An officer who follows the article that a task names finds what it asks. */
import { documentation, taskHeaders } from '../model-element.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'known-articles',
  check(element, reporter, { unknownArticles }) {
    const texts = [documentation(element), taskHeaders(element)['law'] ?? '']
    for (const what of new Set(texts.flatMap(unknownArticles)))
      reporter.report(element.id ?? '', `data/laws.yaml knows no article ${what}`)
  },
}
