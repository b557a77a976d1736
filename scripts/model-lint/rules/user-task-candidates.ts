/** Native user tasks only, and somebody who may take them: groups or persons. */
import { attribute } from '../../../src/engine/model/bpmn-file.ts'
import { extension, isUserTask } from '../model-element.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'user-task-candidates',
  check(element, reporter) {
    if (!isUserTask(element)) return
    if (!extension(element, 'zeebe:UserTask'))
      reporter.report(element.id!, 'must be a Camunda (native) user task')
    const assignment = extension(element, 'zeebe:AssignmentDefinition')
    const [groups, users] = [
      attribute(assignment, 'candidateGroups'),
      attribute(assignment, 'candidateUsers'),
    ]
    if (!groups && !users) reporter.report(element.id!, 'nobody is named who may do this task')
    if (groups && !/"(case-officers:"|role:[a-z-]+:?")/.test(groups))
      reporter.report(
        element.id!,
        'candidate groups are case-officers:<case id>, role:<role> or role:<role>:<department id>',
      )
  },
}
