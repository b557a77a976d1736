/**
 * What was enforced, performed or ended by law once is not demanded again: only who does not perform is urged to (行政强制法 第三十四条、第三十五条), and what was ended
 * 终结 is not taken up anew (第四十条). An order may lay down several duties: another one is enforced by means of its own.
 */
import { legalDay } from '../../platform/clock.ts'
import type { Sql } from '../../platform/database/sql.ts'
import type { CaseRoom } from '../room.ts'
import { lastStep, type OwnEnd, ownOf, stepsOf } from './model.ts'

/** In words, with the article. After 陈述申辩成立 there may be another demand, on other facts. */
const over: { readonly [by in OwnEnd]?: readonly [words: string, article: string] } = {
  enforced: ['已经强制执行完毕', '行政强制法 第三十四条'],
  performed: ['当事人已经履行', '行政强制法 第三十四条'],
  agreed: ['执行协议已经履行完毕', '行政强制法 第三十四条、第四十二条'],
  terminated: ['已经终结执行', '行政强制法 第四十条'],
  revoked: ['据以执行的决定已经被撤销', '行政强制法 第四十条'],
}

/** @param means a key of `own.means`. @param obligation the duty, as the demand says it. @returns why it is not demanded. */
export async function whyDemandedBefore(
  { enforcementRules }: CaseRoom,
  sql: Sql,
  caseId: string,
  { sourceDocumentId, means, obligation }: { sourceDocumentId: string; means: string; obligation: string },
): Promise<string | undefined> {
  // Money is another matter: what an auction brought in may leave a rest, which is still owed.
  if (enforcementRules.own.means[means]?.asks.includes('money')) return undefined
  for (const one of await ownOf(sql, caseId)) {
    const ended = one.ended_by === null ? undefined : over[one.ended_by]
    if (!ended || one.source_document_id !== sourceDocumentId) continue
    const demand = lastStep(await stepsOf(sql, one.id), 'demand')
    if (one.means !== means && demand?.obligation !== obligation) continue
    const [words, article] = ended
    return `同一决定的义务${words}（${legalDay(Number(one.ended_at))}），不得再次催告（${article}）`
  }
  return undefined
}
