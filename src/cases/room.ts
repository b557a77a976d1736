/** What the use cases of this folder share. */
import type { Approvals } from '../approvals/index.ts'
import type { Audit } from '../audit/service.ts'
import type { Clues } from '../clues/index.ts'
import type { Deadlines } from '../deadlines/service.ts'
import type { Evidence } from '../evidence/service.ts'
import type { Documents } from '../documents/service.ts'
import type { Outbox } from '../engine/outbox/index.ts'
import type { Policy } from '../identity/policy.ts'
import type { Officers } from '../officers/service.ts'
import type { Parties } from '../parties/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import type { ElementNames, Forms, Tasks } from '../tasks/index.ts'
import type { Signatures } from '../signatures/service.ts'
import type { Violations } from '../violations/service.ts'
import type { CorrectionRules } from './corrections/rules.ts'
import type { HearingRules } from './hearing/rules.ts'
import type { EnforcementRules } from './enforcement/rules.ts'
import type { Suspension } from './enforcement/surcharge.ts'
import type { CaseOfficerRow, CaseRow } from './model.ts'
import type { ServiceRules } from './serving/rules.ts'
import type { DiscussionRules } from './discussion/rules.ts'
import type { PaperRules } from './papers/rules.ts'
import type { ProcedureKnowledge } from '../laws/procedure-knowledge.ts'
import type { Law, LawReference } from '../laws/service.ts'
import type { RuleTexts } from '../laws/rule-texts.ts'
import type { NoPenaltyRules } from './no-penalty.ts'
import type { PenaltyKinds } from './notified-penalty.ts'
import type { PublicityRules } from './publicity/rules.ts'
import type { SummaryRules } from './summary/rules.ts'

export interface CaseParts {
  database: Database
  clock: Clock
  outbox: Outbox
  audit: Audit
  policy: Policy
  officers: Officers
  parties: Parties
  violations: Violations
  deadlines: Deadlines
  documents: Documents
  tasks: Tasks
  approvals: Approvals
  clues: Clues
  evidence: Evidence
  summaryRules: SummaryRules
  hearingRules: HearingRules
  serviceRules: ServiceRules
  enforcementRules: EnforcementRules
  discussionRules: DiscussionRules
  noPenaltyRules: NoPenaltyRules
  penaltyKinds: PenaltyKinds
  ruleTexts: Pick<RuleTexts, 'assertConfirmed'>
  paperRules: PaperRules
  publicityRules: PublicityRules
  signatures: Pick<Signatures, 'unsignedRecords' | 'paperOriginalsOf'>
  correctionRules: CorrectionRules
  elementNames: ElementNames
  forms: Forms
  laws: {
    procedureKnowledge: Pick<ProcedureKnowledge, 'find'>
    cite(reference: LawReference): Promise<string>
    find(reference: LawReference): Promise<{ law: Law } | undefined>
  }
}

export interface CaseRoom extends CaseParts {
  newId: NewId
  /** What other slices ask before a case is closed; each throws where something is open yet. */
  beforeClosing: ((tx: WriteTransaction, caseId: string) => Promise<void>)[]
  /** Of the slice that keeps review and litigation. */
  remedies: {
    /** Their days over the decision. */
    suspensions(sql: Sql, caseId: string): Promise<Suspension[]>
    /**
     * Epoch ms until when the party may go there; undefined while it is there.
     * @param over another document than the decision of the case, served at that instant.
     */
    end(
      sql: Sql,
      caseId: string,
      over?: { documentId: string; servedAt: number },
    ): Promise<number | undefined>
    /** 停止执行 by the bureau, the review organ or the court, today (行政复议法 第四十二条, 行政诉讼法 第五十六条). */
    stopped(sql: Sql, caseId: string): Promise<boolean>
  }
  /** Things of the case that are sealed or seized, of the slice that keeps them. */
  goods: {
    /** Does it hold any now? */
    held(sql: Sql, caseId: string): Promise<boolean>
    /** Has it given any out as confiscated, destroyed or sold? */
    disposed(sql: Sql, caseId: string): Promise<boolean>
  }
  /** What other slices ask before a case is joined to another. */
  beforeJoining: ((tx: WriteTransaction, caseId: string) => Promise<void>)[]
}

export async function findCase(sql: Sql, caseId: string, lock = ''): Promise<CaseRow> {
  const [row] = await sql.all<CaseRow>(`SELECT * FROM cases WHERE id = ? ${lock}`, [caseId])
  if (!row) throw problem('not-found', `案件 ${caseId} 不存在`)
  return row
}

export function lockCase(
  { database }: CaseRoom,
  { sql }: WriteTransaction,
  caseId: string,
): Promise<CaseRow> {
  return findCase(sql, caseId, database.dialect.forUpdate)
}

/** Those who handle the case now, the lead officer 主办 first. */
export async function officersOf(sql: Sql, caseId: string): Promise<CaseOfficerRow[]> {
  return sql.all<CaseOfficerRow>(
    "SELECT * FROM case_officers WHERE case_id = ? AND to_at IS NULL ORDER BY CASE part WHEN 'lead' THEN 0 ELSE 1 END, from_at, officer_id",
    [caseId],
  )
}

export async function policyObjectOf(
  sql: Sql,
  row: CaseRow,
): Promise<{ departmentId: string; officerIds: string[] }> {
  return {
    departmentId: row.department_id,
    officerIds: (await officersOf(sql, row.id)).map(({ officer_id }) => officer_id),
  }
}

/** Why nobody acts on a case whose investigation is suspended 中止调查. */
export const suspended = '案件已经中止调查，恢复后才能办理（行政处罚法 第六十条）'

/** @throws Problem `conflict` where the case has ended or its investigation is suspended 中止调查. */
export function requireActive(row: CaseRow): void {
  if (row.state !== 'open') throw problem('conflict', '案件已经办结')
  if (row.suspended_at !== null) throw problem('conflict', suspended)
}
