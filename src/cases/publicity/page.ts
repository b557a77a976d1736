/** 公开页: what was asked for, approved, published and withdrawn, with its limits. */
import type { Deadline } from '../../deadlines/service.ts'
import type { Actor } from '../../identity/actor.ts'
import { shown, type Shown } from '../../platform/database/rows.ts'
import { type CaseRoom, findCase, policyObjectOf } from '../room.ts'
import { type SideFlowView, sideFlowsOf } from '../side-flows/side-flow.ts'
import type { PublicationRow } from './model.ts'

export interface PublicationPage {
  caseId: string
  version: number
  /** `none`: not asked for, or refused. `not-to-publish`: so it was decided. */
  state: 'none' | 'requested' | 'not-to-publish' | PublicationRow['state']
  /** Oldest first, as `publications`. */
  requests: SideFlowView[]
  publications: Omit<Shown<PublicationRow>, 'openMark'>[]
  deadlines: Deadline[]
}

const shownLimits = ['publicity', 'publicity-withdrawn']

export async function publicationPage(
  { database: { sql }, policy, deadlines }: CaseRoom,
  actor: Actor,
  caseId: string,
): Promise<PublicationPage> {
  const row = await findCase(sql, caseId)
  policy.require(actor, 'case.read', await policyObjectOf(sql, row))
  const requests = (await sideFlowsOf(sql, caseId)).filter(({ kind }) => kind === 'publicity')
  const publications = await sql.all<PublicationRow>(
    'SELECT * FROM publications WHERE case_id = ? ORDER BY id',
    [caseId],
  )
  return {
    caseId,
    version: row.version,
    state: stateOf(requests, publications),
    requests,
    publications: publications.map((one) => {
      const { openMark: _mark, ...view } = shown(one)
      return view
    }),
    deadlines: (await deadlines.ofCase(caseId)).filter(({ limit }) => shownLimits.includes(limit)),
  }
}

function stateOf(requests: SideFlowView[], publications: PublicationRow[]): PublicationPage['state'] {
  if (requests.some(({ endedAt }) => endedAt === null)) return 'requested'
  const agreed = requests.findLast(({ state }) => state === 'done')
  if (!agreed) return 'none'
  return publications.find(({ side_flow_id }) => side_flow_id === agreed.id)?.state ?? 'not-to-publish'
}
