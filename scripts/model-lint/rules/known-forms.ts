/** A user task's form exists, bears its name in the header, and sends every variable that the task passes on. */
import { attribute } from '../../../src/engine/model/bpmn-file.ts'
import { extension, isUserTask, mappings, taskHeaders } from '../model-element.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'known-forms',
  check(element, reporter, { forms }) {
    if (!isUserTask(element)) return
    const formId = attribute(extension(element, 'zeebe:FormDefinition'), 'formId')
    const fields = formId ? forms.get(formId) : undefined
    if (!formId || !fields)
      return void reporter.report(element.id!, `the form ${formId ?? '(none)'} is not in forms/`)
    const headers = taskHeaders(element)
    if (headers['form'] !== formId)
      reporter.report(element.id!, `the header form must be ${formId}: the feed carries only the form's key`)
    if (!headers['fact'])
      reporter.report(element.id!, 'the header fact must say which kind of fact the form becomes')
    // `derives`: what the product makes of the form's words.
    const sent = new Set(
      fields.map((field) => field.variable).concat(headers['completedBy'], headers['derives']),
    )
    const passedOn = mappings(element, 'outputParameters')
    for (const { source } of passedOn) {
      const name = source.replace(/^=\s*/, '')
      // That the task was done at all is `true`.
      if (name !== 'true' && !sent.has(name))
        reporter.report(element.id!, `the form ${formId} has no field that is sent as ${name}`)
    }
    const kept = new Set([
      ...passedOn.map(({ source }) => source.replace(/^=\s*/, '')),
      ...mappings(element, 'inputParameters').map(({ target }) => target),
    ])
    for (const { variable } of fields)
      if (variable && !kept.has(variable))
        reporter.report(
          element.id!,
          `the form sends ${variable}, but the task neither passes it on nor keeps it`,
        )
  },
}
