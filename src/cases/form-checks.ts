/** What a form of the case is held to beyond its schema, by form: facts that the law asks for before the act is taken. */
import type { LegalDay } from '../documents/facts.ts'
import type { Party } from '../parties/service.ts'
import { legalDay, parseInstant } from '../platform/clock.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Completion, FormData } from '../tasks/index.ts'
import { requireAgeRespected, requireBandOfNumber } from './age-at-act.ts'
import { requireClosable } from './closable.ts'
import { printedParty } from './document-facts.ts'
import { requireAsDiscussed, requireDecisionDiscussed, requireOneProposal } from './discussed.ts'
import { requireWithinLaw, requireWithinTier } from './fine-range.ts'
import { requireHeard } from './hearing/session.ts'
import { fieldOfForm, limitationFaultsOf, reasonOfForm } from './limitation.ts'
import { requireLateWeighed } from './late-statement.ts'
import type { CaseRow } from './model.ts'
import { checkNoPenalty } from './no-penalty.ts'
import { requireNotHeavier, requireNoticeOfPenalty, statesFine } from './notified-penalty.ts'
import { requireOtherThanRejected } from './rejected-decision.ts'
import { checkInterview } from './records/step-records.ts'
import { checkHandover } from './summary/handover.ts'
import { type CaseRoom, officersOf } from './room.ts'
import { requireNotFinedBefore } from './same-act.ts'

/** @throws Problem: then nothing has happened. */
type FormCheck = (
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  /** A completion, or the same form as it is corrected 更正. */
  filled: Pick<Completion, 'actor' | 'data'>,
) => void | Promise<void>

const lawfulFine =
  (field: 'fineFen' | 'intendedFineFen'): FormCheck =>
  async (room, tx, row, { data }) => {
    await requireWithinLaw(room, tx, row, data, field)
    await requireWithinTier(room, tx, row, data, field)
  }
const asDiscussed =
  (field: 'fineFen' | 'intendedFineFen'): FormCheck =>
  (_room, tx, { id }, { data }) =>
    requireAsDiscussed(tx, id, data, field)
const notHeavier: FormCheck = ({ penaltyKinds }, { sql }, { id }, { data }) =>
  requireNotHeavier(penaltyKinds, sql, id, data)

export const formChecks: { readonly [formId: string]: readonly FormCheck[] | undefined } = {
  'enter-case': [checkEntry],
  'draft-filing': [checkLimitation],
  'interview-party': [checkInterview, requireBandOfNumber],
  'collect-evidence': [checkEvidence],
  'draft-investigation-report': [
    (_room, _tx, _row, { data }) => requireOneProposal(data),
    lawfulFine('fineFen'),
    requireAgeRespected('fineFen'),
    requireNotFinedBefore,
  ],
  'draft-advance-notice': [
    (_room, _tx, _row, { data }) => requireNoticeOfPenalty(data),
    lawfulFine('intendedFineFen'),
    requireAgeRespected('intendedFineFen'),
    asDiscussed('intendedFineFen'),
  ],
  'legal-review': [(room, _tx, _row, { actor }) => requireQualified(room, actor.officerId)],
  'discuss-collectively': [notHeavier],
  'review-statement': [notHeavier],
  'draft-decision': [
    (_room, _tx, _row, { data }) => requireSomePenalty(data),
    (room, { sql }, { id }, { data }) => requireOtherThanRejected(room, sql, id, data),
    requireAgeRespected('fineFen'),
    (room, _tx, row, { data }) => checkNoPenalty(room, row, data),
    (_room, { sql }, { id }) => requireHeard(sql, id),
    (_room, { sql }, { id }, { data }) => requireLateWeighed(sql, id, data),
    (_room, tx, { id }, { data }) => requireDecisionDiscussed(tx, id, data),
    notHeavier,
    asDiscussed('fineFen'),
    lawfulFine('fineFen'),
    requireNotFinedBefore,
  ],
  'draft-closing-report': [requireClosable],
  'handle-faulty-decision': [(room, { sql }, { id }, { data }) => requireCorrected(room, sql, id, data)],
  'receive-fine': [checkHandover],
}

/** The violation must have been one on its day, be confirmed and fit the party, and the officers must be nameable (行政处罚法 第四十二条). */
async function checkEntry(
  room: CaseRoom,
  { sql }: WriteTransaction,
  { id }: CaseRow,
  { actor, data }: Pick<Completion, 'actor' | 'data'>,
): Promise<void> {
  const handlers = (await officersOf(sql, id)).map(({ officer_id }) => officer_id)
  const today = legalDay(room.clock.now())
  const party = await room.parties.get(actor, data.partyId as string)
  await requireParticulars(room, party, today)
  const [code, dayOfViolation] = [
    data.violationCode as string,
    legalDay(parseInstant(data.occurredAt as string)),
  ]
  const { appliesTo } = await room.violations.get(code, dayOfViolation)
  await room.violations.assertCitable(code, dayOfViolation)
  await room.deadlines.assertConfirmed()
  if (appliesTo !== 'any' && appliesTo !== party.kind) {
    throw problem('input-invalid', '违法行为与当事人不符', [
      { path: 'violationCode', message: appliesTo === 'citizen' ? '只适用于公民' : '只适用于单位' },
    ])
  }
  await room.officers.assertNameable(handlers, today)
}

/** A decision on a penalty says which (行政处罚法 第五十九条), and its fine once: as the amount, which the discretion, the payment and the surcharge go by. */
function requireSomePenalty({ decisionKind, fineFen, other }: FormData): void {
  if (statesFine(other))
    throw problem('input-invalid', '罚款只能填写金额', [
      { path: 'other', message: '这里只写罚款以外的处罚；罚款填写在“罚款”，由系统以大写和数字写入决定书' },
    ])
  const named = typeof other === 'string' && other.trim() !== ''
  if (decisionKind === 'penalty-decision' && fineFen === 0 && !named)
    throw problem('input-invalid', '没有处罚', [
      { path: 'fineYuan', message: '行政处罚决定须有罚款或者其他处罚（行政处罚法 第五十九条）' },
    ])
}

/** What is said to be corrected has its notice 补正通知书. */
async function requireCorrected(
  { documents }: CaseRoom,
  sql: Sql,
  caseId: string,
  { correction }: FormData,
): Promise<void> {
  if (correction !== 'corrected') return
  const decision = await documents.latest(sql, caseId, 'summary-decision')
  const acts = decision ? await documents.acts.effective(sql, decision.id) : []
  if (!acts.some(({ kind }) => kind === 'correction'))
    throw problem('input-invalid', '还没有补正', [
      { path: 'correction', message: '《当场行政处罚决定书》没有已经生效的补正，请先提出补正并经审批' },
    ])
}

/** 追责时效 (行政处罚法 第三十六条). */
async function checkLimitation(
  room: CaseRoom,
  { sql }: WriteTransaction,
  row: CaseRow,
  { data }: Pick<Completion, 'data'>,
): Promise<void> {
  const faults = await limitationFaultsOf(room, sql, row, reasonOfForm(data))
  if (faults.length > 0)
    throw problem(
      'input-invalid',
      '已过追责时效',
      faults.map(({ path, message }) => ({ path: fieldOfForm[path as keyof typeof fieldOfForm], message })),
    )
}

/** What the first paper asks of the party must be known before anyone approves it: its issue would stop otherwise. */
async function requireParticulars({ documents }: CaseRoom, party: Party, today: LegalDay): Promise<void> {
  const faults = await documents.gaps('case-filing-approval', 'party', {
    party: printedParty({ ...party, sex: null }, today),
  })
  if (faults.length > 0)
    throw problem(
      'input-invalid',
      '当事人的信息不全，请先在服务对象库补全',
      faults.map(({ message }) => ({ path: 'partyId', message })),
    )
}

async function checkEvidence(
  _room: CaseRoom,
  { sql }: WriteTransaction,
  { id }: CaseRow,
  { data }: Pick<Completion, 'data'>,
): Promise<void> {
  if (!Array.isArray(data.items))
    throw problem('input-invalid', '没有证据', [
      { path: 'items', message: '证据清单至少一件（行政处罚法 第四十六条）' },
    ])
  const photos = await sql.all(
    "SELECT 1 FROM evidence_files WHERE case_id = ? AND media_type LIKE 'image/%' LIMIT 1",
    [id],
  )
  if (photos.length === 0)
    throw problem('input-invalid', '没有照片', [{ path: 'items', message: '请先上传至少一张现场照片' }])
}

/** 行政处罚法 第五十八条: who does legal review holds the legal qualification. */
export async function requireQualified({ officers }: CaseRoom, officerId: string | null): Promise<void> {
  if (officerId === null || !(await officers.get(officerId)).legalQualification) {
    throw problem('forbidden', '法制审核人员应当具有国家统一法律职业资格（行政处罚法 第五十八条）')
  }
}
