/** A side flow is over: applied, refused, or overtaken by what happened meanwhile. */
import { systemActor } from '../../identity/actor.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { CaseRow, SideFlowRow } from '../model.ts'
import { type CaseRoom, lockCase } from '../room.ts'
import { tellMayClose } from '../tell-may-close.ts'

export async function endSideFlow(
  room: CaseRoom,
  tx: WriteTransaction,
  { id, case_id, kind }: SideFlowRow,
  change: Partial<SideFlowRow>,
): Promise<void> {
  const { clock, audit } = room
  await updateRows<SideFlowRow>(tx.sql, 'side_flows', { id }, { ...change, ended_at: clock.now() })
  await audit.append(tx, {
    actor: systemActor('side-flow'),
    action: 'side-flow.ended',
    object: { type: 'side-flow', id },
    caseId: case_id,
    after: { kind, state: change.state },
  })
  await tellMayClose(room, tx, case_id)
}

/** With its case, which is locked. @throws Problem `not-found`. */
export async function holdSideFlow(
  room: CaseRoom,
  tx: WriteTransaction,
  id: string,
): Promise<{ row: CaseRow; found: SideFlowRow }> {
  const found = await findSideFlow(tx, id)
  if (!found) throw problem('not-found', `事项 ${id} 不存在`)
  return { row: await lockCase(room, tx, found.case_id), found }
}

export async function findSideFlow({ sql }: WriteTransaction, id: string): Promise<SideFlowRow | undefined> {
  const [row] = await sql.all<SideFlowRow>('SELECT * FROM side_flows WHERE id = ?', [id])
  return row
}
