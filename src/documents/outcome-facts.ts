/** Facts of what goes with a decision: exemption, confiscation, correction of a document, service, publication. */
import type { Fen, Instant, LegalDay } from './facts.ts'

/** 首违免罚: first, slight and corrected in time (PL 33(1)); the party is educated instead (PL 33(3)). */
export interface ExemptionFacts {
  /** How it was found that there was no violation of the kind before. */
  first: string
  slight: string
  corrected: string
  education: string
  /** Entry of the published list of exemptions 免罚清单. */
  listEntry?: string
}

/** 没收违法所得、非法财物 (PL 9(2), 28(2)). */
export interface ConfiscationFacts {
  gains?: Fen
  items?: {
    no: number
    name: string
    specification?: string
    quantity: string
    condition?: string
    remark?: string
  }[]
}

/** 文书补正: slips of the pen only, never what was decided. */
export interface DocumentCorrectionFacts {
  documentName: string
  documentNumber: string
  documentDate: LegalDay
  errors: { no: number; place: string; wrong: string; right: string }[]
}

/** 送达地址(电子送达)确认: electronic service needs the party's consent (PL 61(2)). */
export interface ServiceAddressFacts {
  /** Who takes papers in: the party or 代收人. */
  recipient: string
  recipientRelation?: string
  address: string
  postcode?: string
  phone: string
  electronic: boolean
  /** 传真 / 电子邮件 / 短信 / 浙里办 …, with the address there. */
  channels?: { way: string; address: string }[]
  confirmedOn?: LegalDay
}

/** 公告送达, when nothing else is possible (PL 61(1); Civil Procedure Law 95: 30 days). */
export interface AnnouncementFacts {
  documentName: string
  documentNumber?: string
  /** Why there is no other way, with what was tried. */
  reason: string
  /** What the paper says, in brief. */
  content: string
  days: number
  /** The paper is a decision, against which there is review or litigation. */
  tellsRemedies?: boolean
}

/** 处罚决定公开: of decisions with a certain social impact (PL 48), without what must stay secret (PL 50). */
export interface PublicityFacts {
  public: boolean
  /** Why it is published, or why not. */
  reason: string
  /** Summary as it will be read, where it is published. */
  summary?: string
  /** 个人信息、商业秘密处理. */
  redaction: string
  platform?: string
  /** Last day: 7 working days from the decision. */
  publishBy?: LegalDay
  /** Last day it stands there 公示截止. */
  until?: LegalDay
}

/** 涉案财物处理 (PL 74; EL 27, 28). */
export interface DisposalFacts {
  at: Instant
  place: string
  /** 返还 / 拍卖 / 销毁 / 移交 …. */
  way: string
  basis: string
  items: { no: number; name: string; specification?: string; quantity: string; outcome: string }[]
  course: string
  proceeds?: Fen
  keeper: string
  witness: string
}
