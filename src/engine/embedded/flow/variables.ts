/** Setting variables the way Zeebe does: in the scope itself, or where a variable of that name exists. */
import type { Json, Key, Variables } from '../../port.ts'
import type { Execution, Instance } from './execution.ts'
import { scopeAround } from './variable-lookup.ts'

export function setLocal(x: Execution, instance: Instance, scopeKey: Key, name: string, value: Json): void {
  const text = JSON.stringify(value)
  const existing = x.state.localVariable(scopeKey, name)
  if (existing?.text === text) return
  const { processInstanceKey, processDefinitionKey, bpmnProcessId } = instance.value
  const record = { name, value: text, scopeKey, processInstanceKey, processDefinitionKey, bpmnProcessId }
  if (existing) x.emit('VARIABLE', 'UPDATED', existing.key, record)
  else x.emit('VARIABLE', 'CREATED', x.nextKey(), record)
}

export function setAllLocal(x: Execution, instance: Instance, scopeKey: Key, variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) setLocal(x, instance, scopeKey, name, value)
}

/**
 * Each variable changes in the nearest scope that has it; what no scope has becomes one of the process instance. A variable that is found with the
 * value it shall have does not stop the search: it is also set further out, as the broker does.
 */
export function propagate(x: Execution, instance: Instance, scopeKey: Key, variables: Variables): void {
  const left = new Map(Object.entries(variables))
  let scope = scopeKey
  for (let outer = scopeAround(x.state, scope); outer !== undefined; outer = scopeAround(x.state, scope)) {
    for (const [name, value] of left) {
      const existing = x.state.localVariable(scope, name)
      if (!existing || existing.text === JSON.stringify(value)) continue
      setLocal(x, instance, scope, name, value)
      left.delete(name)
    }
    scope = outer
  }
  for (const [name, value] of left) setLocal(x, instance, scope, name, value)
}
