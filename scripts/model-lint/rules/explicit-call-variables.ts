/** A called process gets and gives what is mapped, not whatever happens to be there: Zeebe's default passes everything both ways. */
import { extension } from '../model-element.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'explicit-call-variables',
  check(element, reporter) {
    if (element.$type !== 'bpmn:CallActivity') return
    const called = extension(element, 'zeebe:CalledElement')
    for (const side of ['propagateAllParentVariables', 'propagateAllChildVariables']) {
      if (called?.[side] !== false)
        reporter.report(
          element.id!,
          `${side} must be false: map what the called process may see and what it gives back`,
        )
    }
  },
}
