/** Writes the broker's outcome into a case's `expect`; what stands there besides `expect` is kept as it is, comments too. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { CaseResult } from './run-case.ts'

export function recordExpectation(folder: string, { outcome, failures }: CaseResult): void {
  if (failures.length > 0) return // a step was refused that should not be: the author decides
  const file = join(folder, 'case.yaml')
  const document = parseDocument(readFileSync(file, 'utf8'))
  const before = document.toJS() as { expect?: { order?: unknown; messages?: unknown } }
  const { messages, userTasks, ...rest } = outcome
  const tasks = userTasks?.map((task) =>
    Object.fromEntries(Object.entries(task).filter(([, value]) => value !== null && !isEmpty(value))),
  )
  const expect = outcome.refusedDeployment
    ? { refusedDeployment: outcome.refusedDeployment }
    : {
        ...rest,
        userTasks: tasks,
        // Left-over messages are the broker's bookkeeping: recorded where the case is about them.
        ...(before.expect?.messages !== undefined && { messages }),
        ...(before.expect?.order !== undefined && { order: before.expect.order }),
      }
  document.set('expect', document.createNode(expect))
  writeFileSync(file, document.toString({ lineWidth: 120 }))
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0
