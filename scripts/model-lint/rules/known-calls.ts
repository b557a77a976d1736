/** A call of a process or decision that is not there is an incident in the middle of a case. */
import { attribute } from '../../../src/engine/model/bpmn-file.ts'
import { extension } from '../model-element.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'known-calls',
  check(element, reporter, { processes, decisions }) {
    const called = attribute(extension(element, 'zeebe:CalledElement'), 'processId')
    if (called !== undefined && !called.startsWith('=') && !processes.has(called))
      reporter.report(element.id!, `no process of bpmn/ is called ${called}`)
    const decided = attribute(extension(element, 'zeebe:CalledDecision'), 'decisionId')
    if (decided !== undefined && !decided.startsWith('=') && !decisions.has(decided))
      reporter.report(element.id!, `no decision of bpmn/ is called ${decided}`)
  },
}
