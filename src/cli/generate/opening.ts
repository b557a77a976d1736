/** The outbox row that `openCase` writes: the engine begins the case at the next start. */
import type { Command } from '../../engine/port.ts'
import type { Scene, Sighting } from './scene.ts'

/** Milliseconds that the message waits for a deployed model, as in cases/open-case.ts. */
const patience = 3_600_000

export function ticketOfOpening(
  { rows, newId }: Scene,
  { squad, lead }: Sighting,
  caseId: string,
  at: number,
): void {
  const command: Command = {
    verb: 'publishMessage',
    name: 'case-opened',
    correlationKey: caseId,
    timeToLive: patience,
    messageId: `open-${caseId}`,
    variables: {
      caseId,
      departmentId: squad.departmentId,
      leadOfficerId: lead.officerId,
      procedure: 'ordinary',
    },
  }
  rows.add('engine_outbox', {
    ticket: newId(at),
    stream: caseId,
    command: JSON.stringify(command),
    act_kind: null,
    act_id: null,
    state: 'submitted',
    settlement: null,
    created_at: at,
    settled_at: null,
  })
}
