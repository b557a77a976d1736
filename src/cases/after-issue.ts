/** What the issue of a document means for its case, in the issuing transaction. */
import { systemActor } from '../identity/actor.ts'
import type { IssuedDocument } from '../documents/issue.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { dataOf, effectiveFacts, fineOf } from './facts.ts'
import { requireHeard } from './hearing/session.ts'
import type { CaseRow } from './model.ts'
import { countsAsEarlier } from './no-penalty.ts'
import { runFromIssue } from './publicity/publication.ts'
import { type CaseRoom, lockCase } from './room.ts'
import { keepProof } from './serving/keep-proof.ts'

export async function afterIssue(
  room: CaseRoom,
  tx: WriteTransaction,
  issued: IssuedDocument,
  served: readonly string[] = [],
): Promise<void> {
  const { caseId, kind, number, issuedAt, issuedOn } = issued
  const row = await lockCase(room, tx, caseId)
  await startServiceLimit(room, tx, issued)
  const change = (changes: Partial<CaseRow>) =>
    updateRows<CaseRow>(tx.sql, 'cases', { id: caseId }, { ...changes, version: row.version + 1 })
  switch (kind) {
    // The case's number 案号 is that of its 立案审批表; the 90 days (行政处罚法 第六十条) run from that day.
    case 'case-filing-approval':
      await change({ number, filed_at: issuedAt })
      return
    case 'penalty-decision': {
      await requireHeard(tx.sql, caseId)
      const fineFen = fineOf(await effectiveFacts(tx.sql, caseId))
      if (fineFen === undefined) throw problem('conflict', '决定没有罚款数额')
      if (row.party_id === null || row.violation_code === null)
        throw problem('conflict', '案件没有当事人或违法行为')
      await change({ decided_at: issuedAt, fine_fen: fineFen })
      const record = {
        partyId: row.party_id,
        violationCode: row.violation_code,
        decidedOn: issuedOn,
        fineFen,
        penalised: true,
        caseId,
      }
      await room.parties.addRecord(tx, systemActor('document.issue'), record)
      await runFromIssue(room, tx, { ...row, decided_at: issuedAt }, kind)
      return
    }
    case 'no-penalty-decision':
      await change({ decided_at: issuedAt, fine_fen: 0 })
      await recordUnpunished(room, tx, row, issuedOn)
      return
    case 'proof-of-service':
      await keepProof(room, tx, issued, served)
      return
    default:
  }
}

/** Who was not penalised for a violation that stands has an earlier violation the next time (行政处罚法 第三十三条). */
async function recordUnpunished(
  room: CaseRoom,
  tx: WriteTransaction,
  { id: caseId, party_id: partyId, violation_code: violationCode }: CaseRow,
  decidedOn: string,
): Promise<void> {
  const drafted = dataOf(await effectiveFacts(tx.sql, caseId), 'decision')
  if (partyId === null || violationCode === null || !countsAsEarlier(room, drafted)) return
  const record = { partyId, violationCode, decidedOn, fineFen: 0, penalised: false, caseId }
  await room.parties.addRecord(tx, systemActor('document.issue'), record)
}

/** Within so many days of its issue a document must be served (行政处罚法 第六十一条; data/service.yaml), where no model counts them. */
async function startServiceLimit(
  { serviceRules, deadlines }: CaseRoom,
  tx: WriteTransaction,
  { caseId, id, kind, issuedAt }: IssuedDocument,
): Promise<void> {
  const within = serviceRules.documents.find((one) => one.kind === kind)?.within
  if (within === undefined) return
  const start = { caseId, limit: within, subject: id, at: issuedAt }
  await deadlines.start(tx, systemActor('document.issue'), start)
}
