/** 送达: over cases, which papers wait to be served, how each stands, and by when. */
import type { Actor } from '../../identity/actor.ts'
import { labelsOf } from '../case-names.ts'
import type { CaseRoom } from '../room.ts'
import { attemptsOf } from '../serving/attempts.ts'
import { papersOf, type PaperView } from '../serving/service-page.ts'
import { type DeskPage, type DeskQuery, openCases } from './open-cases.ts'

export const serviceStates = ['to-serve', 'under-way'] as const

export interface ServiceDeskQuery extends DeskQuery {
  /** Only papers that stand so. */
  state?: (typeof serviceStates)[number]
}

export interface ServiceDeskItem {
  caseId: string
  caseNumber: string | null
  title: string
  papers: PaperView[]
}

export async function serviceDesk(
  room: CaseRoom,
  actor: Actor,
  { state, ...query }: ServiceDeskQuery,
): Promise<DeskPage<ServiceDeskItem>> {
  const kinds = room.serviceRules.documents.map(({ kind }) => kind)
  const underWay =
    state === 'under-way'
      ? `EXISTS (SELECT 1 FROM service_attempts a WHERE a.case_id = c.id AND a.state IN ('requested', 'under-way', 'submitted')) AND `
      : ''
  const waiting = {
    where: `${underWay}EXISTS (SELECT 1 FROM documents d WHERE d.case_id = c.id AND d.state = 'issued' AND d.kind IN (${kinds.map(() => '?').join(', ')})
      AND NOT EXISTS (SELECT 1 FROM service_attempt_documents l JOIN service_attempts a ON a.id = l.attempt_id WHERE l.document_id = d.id AND a.state = 'served'))`,
    values: kinds,
  }
  const page = await openCases(room, actor, query, waiting, async ({ id }) => {
    const papers = (await papersOf(room, id, await attemptsOf(room.database.sql, id))).filter((one) =>
      state === undefined ? one.state === 'to-serve' || one.state === 'under-way' : one.state === state,
    )
    return papers.length === 0 ? undefined : { caseId: id, papers }
  })
  const labels = await labelsOf(
    room,
    page.items.map(({ caseId }) => caseId),
  )
  return {
    items: page.items.map(({ caseId, papers }) => ({
      caseId,
      caseNumber: labels.get(caseId)?.number ?? null,
      title: labels.get(caseId)?.title ?? '',
      papers,
    })),
    next: page.next,
  }
}
