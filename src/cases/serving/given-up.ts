/**
 * Papers that nobody serves any more: spoiled 作废, withdrawn 撤销, or the notice of a hearing that is not held on the day it names (行政处罚法 第六十四条). They stay
 * on record as they were issued.
 */
import { standingOf } from '../../documents/acts/model.ts'
import { actsOf } from '../../documents/acts/propose.ts'
import type { DocumentRow } from '../../documents/model.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { effectiveFacts } from '../facts.ts'
import { openHearingOf } from '../hearing/proceedings.ts'
import type { CaseRoom } from '../room.ts'

const hearingNotice = 'hearing-notice'

/** @param issued documents of the case, all its hearing notices among them. @returns by document id why it is not served, in words for the officer. */
export async function givenUp(
  sql: Sql,
  caseId: string,
  issued: readonly Pick<DocumentRow, 'id' | 'kind' | 'issued_at'>[],
): Promise<Map<string, string>> {
  const reasons = new Map<string, string>()
  const notices = issued.filter(({ kind }) => kind === hearingNotice)
  const stands = notices.length === 0 ? undefined : await standingNotice(sql, caseId, notices)
  for (const { id } of notices) if (id !== stands) reasons.set(id, '听证没有按通知书所写的安排举行，不再送达')
  for (const { id } of issued) {
    const standing = standingOf(await actsOf(sql, id))
    if (standing === 'invalidated') reasons.set(id, '已经作废，不再送达')
    if (standing === 'withdrawn') reasons.set(id, '已经撤销，不再送达')
  }
  return reasons
}

/** @throws Problem `conflict` where one of the documents is served no more. */
export async function requireWanted(
  { documents }: CaseRoom,
  sql: Sql,
  caseId: string,
  documentIds: readonly string[],
): Promise<void> {
  const asked = ({ id, kind, state }: DocumentRow) =>
    state === 'issued' && (kind === hearingNotice || documentIds.includes(id))
  const issued = (await documents.ofCase(sql, caseId)).filter(asked)
  const reasons = await givenUp(sql, caseId, issued)
  for (const { id, name } of issued)
    if (documentIds.includes(id) && reasons.has(id))
      throw problem('conflict', `《${name}》${reasons.get(id)}`)
}

/** The notice of the day for which the hearing is arranged now: none before it is arranged anew, nor once it has ended. */
async function standingNotice(
  sql: Sql,
  caseId: string,
  notices: readonly Pick<DocumentRow, 'id' | 'issued_at'>[],
): Promise<string | undefined> {
  const hearing = await openHearingOf(sql, caseId)
  const last = notices.at(-1)
  if (!hearing || hearing.state === 'requested' || !last) return undefined
  const arranged = (await effectiveFacts(sql, caseId)).find(({ kind }) => kind === 'hearing-arrangement')
  return arranged && Number(last.issued_at) >= arranged.at ? last.id : undefined
}
