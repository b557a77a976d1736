/** A side flow is over: applied, refused, or overtaken by what happened meanwhile. */
import { systemActor } from '../../identity/actor.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { SideFlowRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'

export async function endSideFlow(
  { clock, audit }: CaseRoom,
  tx: WriteTransaction,
  { id, case_id, kind }: SideFlowRow,
  change: Partial<SideFlowRow>,
): Promise<void> {
  await updateRows<SideFlowRow>(tx.sql, 'side_flows', { id }, { ...change, ended_at: clock.now() })
  await audit.append(tx, {
    actor: systemActor('side-flow'),
    action: 'side-flow.ended',
    object: { type: 'side-flow', id },
    caseId: case_id,
    after: { kind, state: change.state },
  })
}

export async function findSideFlow({ sql }: WriteTransaction, id: string): Promise<SideFlowRow | undefined> {
  const [row] = await sql.all<SideFlowRow>('SELECT * FROM side_flows WHERE id = ?', [id])
  return row
}
