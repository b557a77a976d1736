/** Zeebe 8.5 refuses link and compensation definitions without an id with a null pointer; we ask it of every definition. */
import { children } from '../../../src/engine/model/bpmn-file.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'event-definition-ids',
  check(element, reporter) {
    for (const definition of children(element, 'eventDefinitions'))
      if (!definition.id) reporter.report(element.id!, 'its event definition needs an id')
  },
}
