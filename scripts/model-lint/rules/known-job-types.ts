/** A job type without a worker waits for ever. */
import { attribute } from '../../../src/engine/model/bpmn-file.ts'
import { extension } from '../model-element.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'known-job-types',
  check(element, reporter, { jobTypes }) {
    const definition = extension(element, 'zeebe:TaskDefinition')
    const type = attribute(definition, 'type')
    if (definition && (!type || !jobTypes.has(type)))
      reporter.report(element.id!, `no worker for the job type ${type ?? '(none)'} in workers/`)
  },
}
