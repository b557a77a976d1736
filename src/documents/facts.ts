/**
 * What documents are made from: one object of facts, gathered by the case slices and read by `templates/<kind>/fields.yaml`
 * (`source` is a path into it). Rendering reads nothing else: no database, no clock, no configuration.
 *
 * Money is integer fen, an `Instant` is ISO 8601 in UTC, a `LegalDay` is YYYY-MM-DD of Asia/Shanghai. Text is plain text; a newline
 * begins a new paragraph. A part that a case does not have yet is left out: the kind's fields.yaml says which are required, and by
 * which article.
 */
import type {
  AdvanceNoticeFacts,
  ApprovalFacts,
  ClosingFacts,
  DecisionFacts,
  ExtensionFacts,
  NoPenaltyFacts,
  PaymentFacts,
  RemedyFacts,
  ServiceFacts,
  SummaryFacts,
} from './decision-facts.ts'
import type {
  CorrectionFacts,
  DiscretionFacts,
  EvidenceFacts,
  FoundFacts,
  InspectionFacts,
  InterviewFacts,
  OmittedFacts,
  InvestigationFacts,
  LegalReviewFacts,
  PhotoFacts,
} from './investigation-facts.ts'
import type { LabelFacts, VolumeFacts } from './volume-facts.ts'
import type { RecheckFacts, StopOrderFacts, SuspensionFacts, TerminationFacts } from './course-facts.ts'
import type { DesignationFacts, NoFilingFacts, RecusalFacts, VerificationFacts } from './entry-facts.ts'
import type {
  AppraisalFacts,
  EvidenceRequestFacts,
  SamplingFacts,
  SketchFacts,
  SummonsFacts,
} from './inquiry-facts.ts'
import type {
  AdvanceRegistrationFacts,
  CoercionSiteFacts,
  MeasureFacts,
  PropertyItemFacts,
} from './measure-facts.ts'
import type { SupervisionFacts } from './supervision-facts.ts'
import type { CriminalTransferFacts, TransferFacts } from './transfer-facts.ts'
import type { PropertyReturnFacts, WarehouseEntryFacts, WarehouseExitFacts } from './warehouse-facts.ts'
import type {
  CourtApplicationFacts,
  DemandFacts,
  EnforcementEndFacts,
  InstalmentFacts,
  RefundFacts,
  StayFacts,
  SurchargeFacts,
} from './enforcement-facts.ts'
import type {
  EnforcedFacts,
  EnforcementDemandFacts,
  EnforcementFacts,
  EnforcementSiteFacts,
} from './own-enforcement-facts.ts'
import type { CollectiveDiscussionFacts, HearingFacts, StatementFacts } from './hearing-facts.ts'
import type {
  AnnouncementFacts,
  ConfiscationFacts,
  DisposalFacts,
  DocumentCorrectionFacts,
  ExemptionFacts,
  PublicityFacts,
  ServiceAddressFacts,
} from './outcome-facts.ts'

export type Fen = number
/** ISO 8601, UTC: `2026-11-23T01:30:00.000Z`. */
export type Instant = string
/** `2026-11-23`, a day of Asia/Shanghai. */
export type LegalDay = string

export interface DocumentFacts {
  bureau: BureauFacts
  case?: CaseFacts
  clue?: ClueFacts
  party?: PartyFacts
  /** Lead officer 主办 first. PL 42: at least two. */
  officers?: OfficerFacts[]
  violation?: ViolationFacts
  /** What was found 查明的事实. */
  found?: FoundFacts
  /** In the order of the case's evidence list. */
  evidence?: EvidenceFacts[]
  discretion?: DiscretionFacts
  correction?: CorrectionFacts
  inspection?: InspectionFacts
  interview?: InterviewFacts
  omitted?: OmittedFacts
  photos?: PhotoFacts[]
  investigation?: InvestigationFacts
  legalReview?: LegalReviewFacts
  notice?: AdvanceNoticeFacts
  decision?: DecisionFacts
  /** Opinions of the approval this document belongs to, in the order of the tiers; only effective ones. */
  approvals?: ApprovalFacts[]
  service?: ServiceFacts
  payment?: PaymentFacts
  summary?: SummaryFacts
  noPenalty?: NoPenaltyFacts
  extension?: ExtensionFacts
  closing?: ClosingFacts
  volume?: VolumeFacts
  remedies?: RemedyFacts
  verification?: VerificationFacts
  noFiling?: NoFilingFacts
  designation?: DesignationFacts
  recusal?: RecusalFacts
  transfer?: TransferFacts
  criminalTransfer?: CriminalTransferFacts
  sketch?: SketchFacts
  summons?: SummonsFacts
  evidenceRequest?: EvidenceRequestFacts
  sampling?: SamplingFacts
  appraisal?: AppraisalFacts
  advanceRegistration?: AdvanceRegistrationFacts
  /** The measure that the document in hand is about. */
  measure?: MeasureFacts
  /** The items of that measure. */
  property?: PropertyItemFacts[]
  coercionSite?: CoercionSiteFacts
  warehouseEntry?: WarehouseEntryFacts
  warehouseExit?: WarehouseExitFacts
  propertyReturn?: PropertyReturnFacts
  stopOrder?: StopOrderFacts
  recheck?: RecheckFacts
  suspension?: SuspensionFacts
  termination?: TerminationFacts
  statement?: StatementFacts
  hearing?: HearingFacts
  discussion?: CollectiveDiscussionFacts
  exemption?: ExemptionFacts
  confiscation?: ConfiscationFacts
  documentCorrection?: DocumentCorrectionFacts
  serviceAddress?: ServiceAddressFacts
  announcement?: AnnouncementFacts
  publicity?: PublicityFacts
  disposal?: DisposalFacts
  instalment?: InstalmentFacts
  surcharge?: SurchargeFacts
  refund?: RefundFacts
  stay?: StayFacts
  enforcementEnd?: EnforcementEndFacts
  demand?: DemandFacts
  enforced?: EnforcedFacts
  enforcementDemand?: EnforcementDemandFacts
  enforcement?: EnforcementFacts
  enforcementSite?: EnforcementSiteFacts
  courtApplication?: CourtApplicationFacts
  labels?: LabelFacts[]
  supervision?: SupervisionFacts
}

/** The enforcement organ and what its documents always name. */
export interface BureauFacts {
  /** Full name 发文机关, as on the seal. */
  name: string
  /** Prefix of its document numbers, e.g. 示综执. */
  shortName: string
  address?: string
  postcode?: string
  phone?: string
  /** Review organ 复议机关: the people's government of the same level (RL 24). */
  government?: string
  /** Court 管辖法院 for litigation (LL 46). */
  court?: string
  /** Where fines are paid (PL 67). */
  fineAccount?: { bank: string; accountName: string; account: string }
}

export interface CaseFacts {
  id: string
  /** 立案号, e.g. 示综执立字〔2026〕第000123号; missing before filing. */
  number?: string
  /** 案由, e.g. 张三涉嫌超出门窗、外墙摆卖、经营案. */
  title: string
  /** 案件来源 in words, e.g. 巡查发现. */
  source?: string
  /** 普通程序 / 简易程序. */
  procedure?: string
  department?: string
  squad?: string
  acceptedOn?: LegalDay
  filedOn?: LegalDay
  /** Last day of the 90 days (PL 60). */
  dueOn?: LegalDay
  closedOn?: LegalDay
  /** How it ended, where it was not decided and closed: 不予立案, 撤销立案, 移送其他机关 … */
  ended?: string
  /** Reasons for filing (or for the act asked for), proposed by the officers 承办人意见. */
  proposal?: string
  /** Why the time for a penalty is not over, where two years are (PL 36). */
  limitation?: string
  proposedAt?: Instant
}

export interface ClueFacts {
  number?: string
  /** 投诉举报, 巡查发现 … */
  source: string
  receivedAt: Instant
  place?: string
  content: string
  /** Registrar 登记人. */
  registeredBy?: string
  /** The complainant. Never in a document that the party sees: only clue-registration names it. */
  reporter?: { name?: string; phone?: string }
  /** What became of it, in words. */
  disposal?: string
}

export interface PartyFacts {
  kind: 'citizen' | 'organisation'
  name: string
  /** Citizen: ID card number, in full; documents mask it only where their fields.yaml says so. */
  idNumber?: string
  /** Organisation: 统一社会信用代码. */
  creditCode?: string
  gender?: string
  /** Whole years on the day of the document. */
  age?: number
  nation?: string
  address?: string
  phone?: string
  /** Organisation: 法定代表人(负责人). */
  legalRepresentative?: string
  legalRepresentativePost?: string
}

export interface OfficerFacts {
  name: string
  /** 执法证号. */
  certificateNumber: string
  role: 'lead' | 'assisting'
}

export interface ViolationFacts {
  code: string
  category: string
  powerItem: string
  /** 违法行为. */
  name: string
  /** Law and article broken 违反的条款: `浙江省城市市容和环境卫生管理条例`, `18` or `第十八条第一款`. */
  dutyLaw: string
  dutyArticle: string
  /** Penalty provision 罚则. */
  penaltyLaw: string
  penaltyArticle: string
}
