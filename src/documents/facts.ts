/**
 * What documents are made from: one object of facts, gathered by the case slices and read by `templates/<kind>/fields.yaml`
 * (`source` is a path into it). Rendering reads nothing else: no database, no clock, no configuration.
 *
 * Money is integer fen, an `Instant` is ISO 8601 in UTC, a `LegalDay` is YYYY-MM-DD of Asia/Shanghai. Text is plain text; a newline
 * begins a new paragraph. A part that a case does not have yet is left out: the kind's fields.yaml says which are required, and by
 * which article.
 */
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
import type { CriminalTransferFacts, TransferFacts } from './transfer-facts.ts'
import type { PropertyReturnFacts, WarehouseEntryFacts, WarehouseExitFacts } from './warehouse-facts.ts'
import type {
  CourtApplicationFacts,
  DemandFacts,
  EnforcementFacts,
  InstalmentFacts,
  SurchargeFacts,
} from './enforcement-facts.ts'
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
  demand?: DemandFacts
  enforcement?: EnforcementFacts
  courtApplication?: CourtApplicationFacts
  labels?: LabelFacts[]
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
  /** Reasons for filing (or for the act asked for), proposed by the officers 承办人意见. */
  proposal?: string
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

export interface FoundFacts {
  place: string
  at: Instant
  /** The facts in full sentences. */
  description: string
}

export interface EvidenceFacts {
  no: number
  /** One of the eight kinds of PL 46, in Chinese: 现场笔录, 电子数据 … */
  kind: string
  name: string
  /** 证明内容. */
  proves: string
}

export interface DiscretionFacts {
  /** 轻微 / 一般 / 较重 / 严重. */
  tier: string
  /** The range in words, e.g. 罚款300元以上600元以下. */
  range: string
  reason: string
}

export interface CorrectionFacts {
  /** What is to be corrected, and how 责令改正内容. */
  demand: string
  /** Last day; missing = at once 立即改正. */
  until?: LegalDay
  orderedOn?: LegalDay
  /** What became of it, e.g. 已按期改正. */
  outcome?: string
}

export interface InspectionFacts {
  startedAt: Instant
  endedAt: Instant
  place: string
  /** Person present 现场负责人/当事人. */
  present?: string
  presentRole?: string
  witness?: string
  /** Officer who takes the record 记录人. */
  recorder?: string
  /** What was seen, in full sentences 现场情况. */
  content: string
  /** Party's remark, or why there is no signature. */
  remark?: string
}

export interface InterviewFacts {
  startedAt: Instant
  endedAt: Instant
  place: string
  /** The person asked 被询问人. */
  person: {
    name: string
    gender?: string
    age?: number
    idNumber?: string
    phone?: string
    address?: string
    employer?: string
    /** Relation to the case 与本案关系, e.g. 当事人. */
    relation?: string
  }
  recorder?: string
  answers: { question: string; answer: string }[]
}

export interface PhotoFacts {
  no: number
  /** JPEG, PNG or WebP as data URI: the page loads nothing else. */
  image: string
  takenAt: Instant
  place: string
  takenBy: string
  /** What it shows and proves. */
  shows: string
}

export interface InvestigationFacts {
  finishedOn: LegalDay
  /** How the case came up and was investigated 案件来源及调查经过. */
  course: string
  /** Legal qualification 案件定性. */
  qualification?: string
  /** Proposal 处理建议. */
  proposal: string
}

export interface LegalReviewFacts {
  reviewedAt: Instant
  reviewer: string
  /** 法律职业资格证书号: first-time reviewers must have it (PL 58). */
  qualificationNumber?: string
  /** Point by point: jurisdiction, facts, evidence, law, procedure, discretion, documents. */
  points: { item: string; finding: string }[]
  opinion: string
}

export interface AdvanceNoticeFacts {
  number?: string
  servedAt?: Instant
  /** The penalty that is intended, in words. */
  intendedPenalty: string
  intendedFine?: Fen
  /** Last day for statement and defence 陈述申辩. */
  statementUntil?: LegalDay
  statementWorkdays?: number
  /** Is the penalty within the scope of PL 63? Then the right to a hearing is told. */
  hearingRight: boolean
  /** What the party did: made none, waived, made one and how it was weighed 陈述申辩及复核情况. */
  statement?: string
}

export interface DecisionFacts {
  number?: string
  decidedOn?: LegalDay
  fine?: Fen
  /** Penalties other than the fine, each in words: 警告, 没收违法所得…. */
  other?: string[]
  /** Calendar days to pay, from receipt (PL 67: 15). */
  paymentDays?: number
  /** Days for review (RL 20: 60) and months for litigation (LL 46: 6). */
  reviewDays?: number
  litigationMonths?: number
  /** The day it was served: the terms run from here. */
  servedOn?: LegalDay
  /** Made on the spot: review comes before litigation (RL 23). Left out otherwise. */
  reviewFirst?: true
  /** Collective discussion 集体讨论 in words, where it took place (PL 57). */
  collectiveDiscussion?: string
}

export interface ApprovalFacts {
  /** entry filing investigation decision closing, or a document's kind. */
  stage: string
  /** 1… in the order of the route. */
  tier: number
  /** 法制员 / 部门负责人 / 法制科 / 分管领导 … */
  role: string
  name: string
  /** Delegation: on whose behalf 代. */
  onBehalfOf?: string
  at: Instant
  /** 同意 / 退回 / 不予批准, in words. */
  outcome: string
  opinion?: string
}

export interface ServiceFacts {
  /** What is served: name and number. */
  documents: { name: string; number?: string; copies?: number }[]
  /** 直接送达 / 留置送达 / 邮寄送达 / 电子送达 / 委托送达 / 公告送达. */
  way: string
  place: string
  at?: Instant
  recipient?: string
  /** Relation to the addressee where another person received it. */
  recipientRelation?: string
  /** Why it was refused or left 拒收事由. */
  refusal?: string
  witness?: string
  remark?: string
}

export interface PaymentFacts {
  paid: Fen
  paidOn?: LegalDay
  receiptNumber?: string
  surcharge?: Fen
  /** 自动履行 / 强制执行 / 分期缴纳 … */
  way?: string
}

/** 简易程序: decided on the spot (PL 51, 52). */
export interface SummaryFacts {
  decidedAt: Instant
  place: string
  /** What the party said to it 陈述申辩. */
  defence?: string
  /** Warning 警告, without or beside the fine of `decision`. */
  warning?: boolean
  /** Where the fine is collected on the spot: the article that allows it, e.g. 《行政处罚法》第六十八条第一项 (PL 68, 69). */
  collectedOnTheSpot?: string
}

/** 不予行政处罚 (PL 30, 31, 33, 57). */
export interface NoPenaltyFacts {
  /** In full sentences: why there is no penalty. */
  ground: string
  /** e.g. 《中华人民共和国行政处罚法》第三十三条第一款. */
  basis: string
  /** 教育 (PL 33(3)). */
  education?: string
}

/** 延长办案期限 (PL 60 and the rules of the field). */
export interface ExtensionFacts {
  reason: string
  /** Calendar days asked for. */
  days: number
  until: LegalDay
}

export interface ClosingFacts {
  /** Facts and handling in brief 案情及处理结果. */
  summary: string
  /** 执行情况. */
  execution: string
  /** What became of the property 涉案财物处理. */
  property?: string
  /** 结案方式, e.g. 行政处罚决定执行完毕. */
  way?: string
  closedOn?: LegalDay
}

/** How long the party may ask for review and sue, of any act that can be: from the limits. */
export interface RemedyFacts {
  /** Calendar days for review (RL 20: 60). */
  reviewDays: number
  /** Months for litigation (LL 46: 6). */
  litigationMonths: number
}

export interface VolumeFacts {
  /** 卷宗号. */
  number?: string
  /** 年度. */
  year?: number
  /** 第几卷 / 共几卷. */
  part?: number
  parts?: number
  /** 保管期限: 永久 / 30年 / 10年. */
  retention?: string
  archivedOn?: LegalDay
  filer?: string
  checker?: string
  /** Remark of the back sheet 本卷情况说明. */
  remark?: string
  /** Filled by `renderVolume`; page numbers are of the volume's body. */
  documents?: VolumeEntry[]
  /** Filled by `renderVolume`. */
  pages?: number
}

export interface VolumeEntry {
  no: number
  title: string
  number?: string
  date?: LegalDay
  responsible?: string
  /** First and last page within the volume. */
  firstPage: number
  lastPage: number
  remark?: string
}

/** 涉案财物标签: all missing where the sheet's place is used up already. */
export interface LabelFacts {
  number?: string
  name?: string
  specification?: string
  /** With its unit. */
  quantity?: string
  owner?: string
  caseNumber?: string
  /** Warehouse and shelf. */
  place?: string
  /** QR code as SVG path, and its view box. */
  qr?: string
  qrBox?: string
}
