/** 陈述、申辩 and its review 复核 (行政处罚法 第四十五条), as the record and the review sheet tell them. */
import type { StatementFacts, StatementReviewFacts } from '../../documents/hearing-facts.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { dataOf } from '../facts.ts'
import type { GatheredCase } from '../gathered-case.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { weighedStatements } from '../weighed-statements.ts'

const weighed: { [accepted: string]: string } = { yes: '采纳', part: '部分采纳', no: '不予采纳' }

/** @param names of those who handle the case, by officer id. */
export async function statementFacts(
  { database }: CaseRoom,
  { row, facts, inHand }: GatheredCase,
  names: ReadonlyMap<string, string>,
): Promise<StatementFacts | undefined> {
  const record = dataOf(facts, 'statement-record') as (StatementFacts & { recorder: string }) | undefined
  const received = dataOf(facts, 'statement-received') as { receivedAt: string } | undefined
  const review = inHand.kind === 'statement-review' ? await reviewFacts(database.sql, row) : undefined
  if (!record && !received) return undefined
  return {
    endedAt: received?.receivedAt ?? record!.endedAt,
    ...(record && { ...record, recorder: names.get(record.recorder) ?? record.recorder }),
    ...(review && { review }),
  }
}

async function reviewFacts(sql: Sql, row: CaseRow): Promise<StatementReviewFacts | undefined> {
  const reviews = await weighedStatements(sql, row)
  if (reviews.length === 0) return undefined
  return {
    points: reviews.map(({ statement, accepted, result }, index) => ({
      no: index + 1,
      claim: statement,
      finding: result,
      accepted: weighed[accepted] ?? accepted,
    })),
    opinion: reviews.at(-1)!.result,
  }
}
