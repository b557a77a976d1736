/** The diagrams that a case goes through, each in the version that it runs on: what its trace is drawn upon. */
import type { Actor } from '../../identity/actor.ts'
import { type CaseRoom, findCase, policyObjectOf } from '../room.ts'

export interface Diagram {
  processInstanceKey: string
  /** Of the process that called it. */
  parentKey: string | null
  processId: string
  name: string
  version: number
  /** False: begun before models were kept; drawn on the newest one. */
  itsOwn: boolean
  state: 'active' | 'completed' | 'terminated'
  /** Epoch ms. */
  startedAt: number
  endedAt: number | null
  /** Key of its model among `models`. */
  model: string
}

export interface CaseDiagrams {
  instances: Diagram[]
  /** BPMN 2.0 XML, each once. */
  models: { key: string; bpmn: string }[]
}

interface InstanceRow {
  process_instance_key: string
  parent_key: string | null
  process_id: string
  process_definition_key: string | null
  state: Diagram['state']
  started_at: number
  ended_at: number | null
}

interface ModelRow {
  process_definition_key: string
  version: number
  content: string
}

export async function diagramsOf(room: CaseRoom, actor: Actor, caseId: string): Promise<CaseDiagrams> {
  const { sql } = room.database
  const row = await findCase(sql, caseId)
  room.policy.require(actor, 'case.read', await policyObjectOf(sql, row))
  const instances = await sql.all<InstanceRow>(
    'SELECT * FROM process_instances WHERE case_id = ? ORDER BY started_at, process_instance_key',
    [caseId],
  )
  const models = new Map<string, ModelRow>()
  const diagrams: Diagram[] = []
  for (const one of instances) {
    const own = one.process_definition_key && (await modelOf(one.process_definition_key))
    const model = own || (await newest(one.process_id))
    if (!model) continue
    models.set(model.process_definition_key, model)
    diagrams.push({
      processInstanceKey: one.process_instance_key,
      parentKey: one.parent_key,
      processId: one.process_id,
      name: room.elementNames.get(one.process_id)?.get(one.process_id) ?? one.process_id,
      version: Number(model.version),
      itsOwn: Boolean(own),
      state: one.state,
      startedAt: Number(one.started_at),
      endedAt: one.ended_at === null ? null : Number(one.ended_at),
      model: model.process_definition_key,
    })
  }
  return {
    instances: diagrams,
    models: [...models.values()].map(({ process_definition_key: key, content: bpmn }) => ({ key, bpmn })),
  }

  async function modelOf(key: string): Promise<ModelRow | undefined> {
    const [model] = models.has(key)
      ? [models.get(key)]
      : await sql.all<ModelRow>('SELECT * FROM deployed_models WHERE process_definition_key = ?', [key])
    return model
  }

  async function newest(processId: string): Promise<ModelRow | undefined> {
    const [model] = await sql.all<ModelRow>(
      'SELECT * FROM deployed_models WHERE process_id = ? ORDER BY deployed_at DESC, version DESC LIMIT 1',
      [processId],
    )
    return model
  }
}
