/** The things whose states data/route-rights.yaml names: where a state stands, which there are, and what the database asks beside it. */
import { caseEnds, earlyEnds } from '../../src/cases/model.ts'
import { correctionStates } from '../../src/cases/corrections/model.ts'
import { publicationStates } from '../../src/cases/publicity/model.ts'
import { hearingStates } from '../../src/cases/hearing/model.ts'
import { clueStateCodes } from '../../src/clues/model.ts'
import { mergeStates } from '../../src/parties/merge.ts'
import { measureStates } from '../../src/property/model.ts'
import { reviewStates } from '../../src/quality/model.ts'
import { noticeStates } from '../../src/quality/supervision/model.ts'
import { remedyStates } from '../../src/remedies/model.ts'

export const stated: {
  [thing: string]: {
    table: string
    key: string
    param: string
    states: readonly string[]
    /** What the database asks of a state beside its name; `{caseId}` and the like are things of the bureau. */
    beside?: { [state: string]: { [column: string]: number | string } }
  }
} = {
  case: {
    table: 'cases',
    key: 'id',
    param: 'caseId',
    states: ['open', ...caseEnds, ...earlyEnds, 'archived'],
  },
  clue: { table: 'clues', key: 'id', param: 'clueId', states: clueStateCodes },
  measure: {
    table: 'measures',
    key: 'id',
    param: 'measureId',
    states: [...measureStates, 'urgent-unapproved'],
    beside: {
      approved: { approved_at: 1 },
      decided: { approved_at: 1, decided_at: 1, decision_number: '示综执扣字〔2026〕第000001号' },
      executed: { approved_at: 1, decided_at: 1, decision_number: '示综执扣字〔2026〕第000001号' },
      // Taken on the spot, the approval still to be supplemented.
      'urgent-unapproved': { state: 'executed' },
      ended: { ended_at: 1, end_way: 'released' },
    },
  },
  draft: {
    table: 'violation_drafts',
    key: 'id',
    param: 'draftId',
    states: ['proposed', 'confirmed', 'returned'],
  },
  merge: { table: 'party_merges', key: 'id', param: 'mergeId', states: mergeStates },
  rating: {
    table: 'case_ratings',
    key: 'id',
    param: 'ratingId',
    states: ['given', 'appealed', 'answered'],
  },
  review: { table: 'quality_reviews', key: 'id', param: 'reviewId', states: reviewStates },
  refund: {
    table: 'refunds',
    key: 'id',
    param: 'refundId',
    states: ['approved', 'paid', 'overtaken'],
    beside: { approved: { open_mark: '{caseId}' }, paid: { paid_on: '2026-01-05' } },
  },
  publication: {
    table: 'publications',
    key: 'case_id',
    param: 'caseId',
    states: publicationStates,
    beside: {
      'to-publish': { open_mark: '{caseId}' },
      'to-check': { open_mark: '{caseId}' },
      published: { open_mark: '{caseId}', published_at: 1 },
      'to-withdraw': { open_mark: '{caseId}', published_at: 1 },
      withdrawn: { published_at: 1, withdrawn_on: '2026-01-05' },
    },
  },
  notice: { table: 'supervision_notices', key: 'id', param: 'noticeId', states: noticeStates },
  task: {
    table: 'tasks',
    key: 'user_task_key',
    param: 'userTaskKey',
    states: ['open', 'completed', 'canceled'],
  },
  approval: {
    table: 'approvals',
    key: 'id',
    param: 'approvalId',
    states: ['running', 'moving', 'closed'],
  },
  document: {
    table: 'documents',
    key: 'id',
    param: 'documentId',
    states: ['draft', 'issued', 'void'],
    beside: { issued: { number: '示综执笔字〔2026〕第000001号' } },
  },
  'document-act': {
    table: 'document_acts',
    key: 'id',
    param: 'actId',
    states: ['proposed', 'effective', 'rejected'],
  },
  'fact-correction': {
    table: 'fact_corrections',
    key: 'id',
    param: 'correctionId',
    states: correctionStates,
    beside: {
      requested: { open_mark: '{caseId}' },
      submitted: { open_mark: '{caseId}' },
      effective: { effective_at: 1 },
    },
  },
  discussion: {
    table: 'discussions',
    key: 'id',
    param: 'discussionId',
    states: ['open', 'concluded'],
    beside: { open: { open_mark: '{caseId}' }, concluded: { act_id: 'X' } },
  },
  hearing: { table: 'hearings', key: 'id', param: 'hearingId', states: hearingStates },
  'service-attempt': {
    table: 'service_attempts',
    key: 'id',
    param: 'attemptId',
    states: ['requested', 'under-way', 'submitted', 'served', 'failed', 'void'],
  },
  remedy: {
    table: 'remedies',
    key: 'id',
    param: 'remedyId',
    states: remedyStates,
    beside: {
      open: { open_mark: '{caseId}' },
      decided: { open_mark: '{caseId}', outcome_received_on: '2026-01-10' },
      concluded: { outcome_received_on: '2026-01-10', concluded_on: '2026-01-10' },
    },
  },
  'stock-take': {
    table: 'stock_takes',
    key: 'id',
    param: 'stockTakeId',
    states: ['open', 'closed'],
    beside: { open: { open_mark: 'w1' }, closed: { closed_at: 1 } },
  },
}
