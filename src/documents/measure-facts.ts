/** What is taken or fixed while a case is investigated: advance registration (PL 56), sealing and seizure (EL 18, 19, 22–28), and the items. */
import type { Instant, LegalDay } from './facts.ts'

/** The eleven attributes of an item of property 涉案财物. */
export interface PropertyItemFacts {
  /** 编号, as on its label. */
  number: string
  name: string
  /** 类型: 工具, 商品, 车辆 …. */
  kind: string
  /** 规格（型号、特征）. */
  specification?: string
  quantity: number
  unit: string
  /** 物主. */
  owner?: string
  /** 来源案件: 立案号. */
  caseNumber?: string
  /** 暂扣仓库 and shelf; missing until it is taken in. */
  warehouse?: string
  /** 状态: 完好, 有破损 …, as seen when it was taken. */
  state: string
  /** 入库时间. */
  enteredAt?: Instant
}

/** 查封 or 扣押: one measure, from what was asked for to its release. */
export interface MeasureFacts {
  kind: '查封' | '扣押'
  /** In full sentences. */
  reason: string
  /** The law that allows it, e.g. 《无证无照经营查处办法》第十一条. */
  basis: string
  /** Taken on the spot before it was approved 情况紧急 (EL 19). */
  urgentAt?: Instant
  place: string
  from: LegalDay
  until: LegalDay
  days: number
  /** Where the items are, and who keeps them 保管地点、保管人. */
  storage: string
  keeper?: string
  /** Number and day of the decision, for what follows it. */
  number?: string
  decidedOn?: LegalDay
  /** Number of the list that goes with the decision. */
  listNumber?: string
  /** Testing, inspection or appraisal: not counted, and told in writing (EL 25). */
  excluded?: { what: string; from: LegalDay; until: LegalDay }
  /** 延长, once (EL 25). */
  extension?: { reason: string; days: number; from: LegalDay; until: LegalDay }
  /** 解除 (EL 27, 28). */
  release?: {
    /** Which of the five grounds, in words. */
    ground: string
    /** e.g. 《中华人民共和国行政强制法》第二十八条第一款第三项. */
    basis: string
    /** From when, and where the items can be fetched 领取. */
    from: LegalDay
    pickUp: string
    /** Perishables sold meanwhile: the proceeds in words. */
    proceeds?: string
  }
}

/** 先行登记保存 (PL 56). */
export interface AdvanceRegistrationFacts {
  /** Why the evidence may be lost or hard to get later. */
  reason: string
  registeredAt: Instant
  /** Working days to decide (PL 56, 85: 7), and the last one. */
  workdays: number
  until: LegalDay
  /** 就地保存 / 异地保存. */
  way: string
  place: string
  /** Who keeps it. */
  keeper?: string
  items: RegisteredItemFacts[]
  /** Number of the notice, for the decision on it. */
  number?: string
  /** What was decided, item by item in `items`. */
  disposal?: { reason: string }
}

export interface RegisteredItemFacts {
  no: number
  name: string
  specification?: string
  quantity: number
  unit: string
  /** Quality, colour, damage 特征. */
  feature?: string
  /** 返还, 送交鉴定, 查封（扣押）, 移送 …: what is done with it. */
  disposal?: string
}

/** 行政强制措施现场笔录 (EL 18). */
export interface CoercionSiteFacts {
  startedAt: Instant
  endedAt: Instant
  place: string
  /** Did the party come? If not, a witness is asked to (EL 18.1.9). */
  partyPresent: boolean
  /** Person present, and what he or she is to the party. */
  present?: string
  presentRole?: string
  witness?: string
  recorder: string
  /** What was done and found, in full sentences. */
  content: string
  /** What the party said to it, or that nothing was said 陈述申辩 (EL 18.1.6). */
  defence: string
  /** Refusal to sign (EL 18.1.8), number of the audio-visual record. */
  remark?: string
}
