import type { OtherRecord, ProcessRecord } from '../../feed-record.ts'
import type { Definition, DefinitionKind } from '../state/definitions.ts'
import type { State } from '../state/state.ts'

const kinds: { [valueType: string]: DefinitionKind } = {
  PROCESS: 'process',
  DECISION_REQUIREMENTS: 'decisions',
  DECISION: 'decision',
  FORM: 'form',
}

/** A definition's record carries the whole definition under `definition`-like fields beside those of the feed; see `commands/deploy.ts`. */
export function applyDefinition(state: State, record: ProcessRecord | OtherRecord): void {
  const value = record.value as unknown as { [name: string]: string | number | undefined }
  const text = (name: string) => String(value[name] ?? '')
  const kind = kinds[record.valueType] ?? 'process'
  const id = {
    process: 'bpmnProcessId',
    decisions: 'decisionRequirementsId',
    decision: 'decisionId',
    form: 'formId',
  }[kind]
  const name = {
    process: 'bpmnProcessId',
    decisions: 'decisionRequirementsName',
    decision: 'decisionName',
    form: 'formId',
  }[kind]
  const definition: Definition = {
    key: record.key,
    kind,
    id: text(id),
    name: text(name),
    version: Number(value.version ?? value.decisionRequirementsVersion),
    resourceName: text('resourceName'),
    checksum: text('checksum'),
    fileKey: text('decisionRequirementsKey'),
    content: text('resource'),
  }
  state.definitions.add(definition)
}
