import { Refusal } from '../../port.ts'
import { retry } from '../flow/step.ts'
import { noKey } from '../state/rows.ts'
import type { Handler } from './handler.ts'

/** Does the failed step again: a job can be activated again (it needs retries first), an element is entered or left again. */
export const resolveIncident: Handler<'resolveIncident'> = {
  // The step may call another process or decision.
  needs: (state, { incidentKey }) => ({
    keys: [incidentKey],
    definitions: state.definitions.unparsedLatest(),
  }),

  run(x, { incidentKey }) {
    const incident = x.state.get('incident', incidentKey)
    const refused = `Expected to resolve incident with key '${incidentKey}', but `
    if (!incident) throw new Refusal('NOT_FOUND', `${refused}no such incident was found`)
    const { jobKey, elementInstanceKey } = incident.value
    if (jobKey !== noKey && (x.state.get('job', jobKey)?.value.retries ?? 0) <= 0) {
      const reason = `job with key '${jobKey}' has no retries left. Please update the job retries and retry resolving the incident`
      throw new Refusal('INVALID_STATE', refused + reason)
    }
    x.emit('INCIDENT', 'RESOLVED', incidentKey, incident.value)
    const row = x.state.element(elementInstanceKey)
    if (jobKey === noKey && row) retry(x, row)
  },
}
