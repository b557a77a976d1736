/** The trace of a case and its incidents, as projections of the feed: every flow node that was entered and left, on both engines alike. */
import type { Projection } from '../engine/outbox/index.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { IncidentRow, TraceRow } from './model.ts'

const silent = new Set(['SEQUENCE_FLOW', 'UNSPECIFIED'])

export function traceProjection({ dialect }: Database): Projection {
  return {
    name: 'trace',
    async project({ sql }, records) {
      for (const { key, valueType, intent, timestamp, value } of records) {
        if (valueType === 'PROCESS_INSTANCE' && !silent.has(value.bpmnElementType)) {
          if (intent === 'ELEMENT_ACTIVATED') {
            await insertRow<TraceRow>(
              sql,
              'trace',
              {
                element_instance_key: key,
                process_instance_key: value.processInstanceKey,
                process_id: value.bpmnProcessId,
                element_id: value.elementId,
                element_type: value.bpmnElementType,
                state: 'active',
                entered_at: timestamp,
                left_at: null,
              },
              dialect.insertIgnore,
            )
          } else if (intent === 'ELEMENT_COMPLETED' || intent === 'ELEMENT_TERMINATED') {
            await sql.run('UPDATE trace SET state = ?, left_at = ? WHERE element_instance_key = ?', [
              intent === 'ELEMENT_COMPLETED' ? 'completed' : 'terminated',
              timestamp,
              key,
            ])
          }
        } else if (valueType === 'INCIDENT') {
          if (intent === 'CREATED') {
            await insertRow<IncidentRow>(
              sql,
              'incidents',
              {
                incident_key: key,
                process_instance_key: value.processInstanceKey,
                process_id: value.bpmnProcessId,
                element_id: value.elementId,
                error_type: value.errorType,
                message: value.errorMessage,
                job_key: value.jobKey === '-1' ? null : value.jobKey,
                state: 'open',
                created_at: timestamp,
                resolved_at: null,
                retried_at: null,
              },
              dialect.insertIgnore,
            )
          } else if (intent === 'RESOLVED') {
            await sql.run("UPDATE incidents SET state = 'resolved', resolved_at = ? WHERE incident_key = ?", [
              timestamp,
              key,
            ])
          }
        }
      }
    },
  }
}
