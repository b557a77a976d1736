import type { JobRecord } from '../../feed-record.ts'
import type { JobBatchRecord, LoggedJobValue } from '../state/log-record.ts'
import { type JobRow, type JobState, noKey } from '../state/rows.ts'
import type { State } from '../state/state.ts'
import { change } from './element.ts'

export function applyJob(state: State, record: JobRecord): void {
  const { key } = record
  const value = record.value as LoggedJobValue
  const instance = state.element(value.elementInstanceKey)
  const to = (jobState: JobState, changes: Partial<JobRow> = {}) => {
    const job = state.get('job', key)
    if (job) state.put({ ...job, value: stored(value), state: jobState, ...changes })
  }
  switch (record.intent) {
    case 'CREATED':
      state.put({
        kind: 'job',
        key,
        root: instance?.root ?? value.processInstanceKey,
        state: 'ACTIVATABLE',
        value: stored(value),
        version: value.processDefinitionVersion,
        recurringTime: -1,
      })
      change(state, value.elementInstanceKey, () => ({ jobKey: key }))
      return
    case 'COMPLETED': {
      state.remove(key)
      const scope = instance && state.element(instance.value.flowScopeKey)
      if (scope?.state === 'ACTIVATED') change(state, value.elementInstanceKey, () => ({ jobKey: noKey }))
      return
    }
    case 'CANCELED':
      return state.remove(key)
    case 'FAILED': {
      const waits = value.retries > 0 && (value.recurringTime ?? -1) > 0
      return to(value.retries > 0 && !waits ? 'ACTIVATABLE' : 'FAILED', {
        recurringTime: waits ? (value.recurringTime ?? -1) : -1,
      })
    }
    case 'ERROR_THROWN':
      // Caught: the job is over. Not caught: it stays for the incident.
      if (value.elementId === noCatchEventFound) return to('ERROR_THROWN')
      change(state, value.elementInstanceKey, () => ({ jobKey: noKey }))
      return state.remove(key)
    case 'TIMED_OUT':
    case 'RECURRED_AFTER_BACKOFF':
      return to('ACTIVATABLE', { recurringTime: -1 })
    case 'RETRIES_UPDATED':
    case 'TIMEOUT_UPDATED':
    case 'MIGRATED': {
      const job = state.get('job', key)
      if (job) state.put({ ...job, value: stored(value), version: value.processDefinitionVersion })
    }
  }
}

/** Zeebe's mark in the element id of a job whose error nobody catches. */
export const noCatchEventFound = 'NO_CATCH_EVENT_FOUND'

/** A row keeps no variables: they are in the event that the job leaves. */
function stored({
  processDefinitionVersion: _version,
  recurringTime: _recurring,
  ...value
}: LoggedJobValue): JobRow['value'] {
  return { ...value, variables: {} }
}

export function applyJobBatch(state: State, record: JobBatchRecord): void {
  for (const { key, deadline } of record.value.jobs) {
    const job = state.get('job', key)
    if (job)
      state.put({
        ...job,
        state: 'ACTIVATED',
        value: { ...job.value, deadline, worker: record.value.worker },
      })
  }
}
