/** What each form of hearing.bpmn is checked for, and what it changes once it is effective. */
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { FormData } from '../../tasks/index.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import {
  checkArrangement,
  checkNoticeService,
  settleArrangement,
  settleNoticeService,
} from './arrangement.ts'
import {
  checkReport,
  checkSession,
  checkSignatures,
  settleReport,
  settleResumption,
  settleSession,
} from './session.ts'

interface HearingForm {
  /** Nobody who handles the case may do it (行政处罚法 第六十四条). */
  impartial: boolean
  check?(room: CaseRoom, tx: WriteTransaction, row: CaseRow, data: FormData): Promise<void>
  settle?(room: CaseRoom, tx: WriteTransaction, caseId: string, data: FormData): Promise<void>
}

export const hearingForms: { readonly [formId: string]: HearingForm | undefined } = {
  'arrange-hearing': { impartial: true, check: checkArrangement, settle: settleArrangement },
  'serve-hearing-notice': { impartial: false, check: checkNoticeService, settle: settleNoticeService },
  'hold-session': { impartial: true, check: checkSession, settle: settleSession },
  'resume-hearing': { impartial: true, settle: settleResumption },
  'sign-hearing-record': { impartial: true, check: checkSignatures },
  'write-hearing-report': { impartial: true, check: checkReport, settle: settleReport },
}
