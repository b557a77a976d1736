/** Drawing up a paper 办案文书: what is filled in becomes a fact of the case, and the document is printed, numbered and issued with it. */
import type { IssuedPaper } from '../../documents/issued-paper.ts'
import { untilNumbered } from '../../documents/numbering.ts'
import { printed } from '../../documents/printed.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { FormData } from '../../tasks/index.ts'
import { afterIssue } from '../after-issue.ts'
import { documentFacts } from '../document-facts.ts'
import { writeFact } from '../facts.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, findCase, lockCase, policyObjectOf, requireActive } from '../room.ts'
import { type PaperCode, paperKinds } from './kinds.ts'

/** @param given as the kind's fields say. */
export async function drawUpPaper(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  code: PaperCode,
  given: { [field: string]: unknown },
): Promise<IssuedPaper> {
  const { database, documents, clock } = room
  const { fact: factKind, after } = paperKinds[code]
  const data = given as FormData
  await requireMay(room, database.sql, actor, await findCase(database.sql, caseId), code, given)
  return untilNumbered(async () => {
    const fact = { kind: factKind, data, officerId: actor.officerId, at: clock.now() }
    const prepared = await printed(
      documents.prepareIssue(caseId, code, (number, issuedOn) =>
        documentFacts(room, caseId, { kind: code, issuedOn, fact, ...(number !== undefined && { number }) }),
      ),
    )
    return database.write(async (tx) => {
      const row = await lockCase(room, tx, caseId)
      await requireMay(room, tx.sql, actor, row, code, given)
      const factId = await writeFact(room, tx, { caseId, kind: factKind, data, actor, state: 'effective' })
      const issued = await documents.issue(tx, actor, prepared)
      await afterIssue(room, tx, issued)
      await after?.(room, tx, row, actor, given, factId)
      await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [caseId])
      return { documentId: issued.id, number: issued.number }
    })
  })
}

async function requireMay(
  room: CaseRoom,
  sql: Sql,
  actor: Actor,
  row: CaseRow,
  code: PaperCode,
  given: { [field: string]: unknown },
): Promise<void> {
  room.policy.require(actor, 'case.edit', await policyObjectOf(sql, row))
  requireActive(row)
  if (row.case_procedure !== 'ordinary')
    throw problem('conflict', `当场处罚的案件不经调查取证，不出具《${paperKinds[code].title}》`)
  await paperKinds[code].check(room, sql, row, given)
}
