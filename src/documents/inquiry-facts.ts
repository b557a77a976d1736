/** Steps of the investigation that ask somebody for something: a sketch signed, a person heard, papers, samples, an expert's opinion. */
import type { Instant, LegalDay } from './facts.ts'

/** 现场勘验图 (PL 46, 55). */
export interface SketchFacts {
  /** JPEG, PNG or WebP as data URI, north up unless `note` says otherwise. */
  image: string
  drawnAt: Instant
  place: string
  drawnBy: string
  /** 1:200, or 示意图. */
  scale?: string
  /** Legend, measures and points of reference 图例说明. */
  note: string
}

/** 询问通知 (PL 55). */
export interface SummonsFacts {
  /** Who is to come: the party or another person. */
  person: string
  at: Instant
  place: string
  /** What the questions will be about. */
  about: string
  /** Papers to bring, each in words. */
  bring?: string[]
}

/** 提供证据（材料） (PL 55). */
export interface EvidenceRequestFacts {
  /** Who is to provide: the party or another person. */
  person: string
  until: LegalDay
  place: string
  items: { name: string; requirement?: string }[]
}

/** 抽样取证 (PL 56). */
export interface SamplingFacts {
  sampledAt: Instant
  place: string
  /** How the samples were drawn 抽样方法. */
  method: string
  /** How they are kept and sealed, and where the reserve sample is. */
  keeping?: string
  items: SampleItemFacts[]
}

export interface SampleItemFacts {
  no: number
  name: string
  specification?: string
  /** Maker, trade mark, day or batch of production. */
  origin?: string
  /** What it was drawn from 抽样基数, e.g. 40千克. */
  base?: string
  quantity: number
  unit: string
  remark?: string
}

/** 鉴定（检测、检验） (PL 46). */
export interface AppraisalFacts {
  /** The institution entrusted, and its qualification. */
  institution: string
  qualification?: string
  /** What it is to say 鉴定事项. */
  matter: string
  /** How and by what standard 鉴定要求. */
  requirement?: string
  materials: { name: string; quantity: string; remark?: string }[]
  entrustedOn: LegalDay
  /** Day by which the opinion is asked for. */
  until?: LegalDay
  /** What came back. */
  opinion?: {
    number?: string
    issuedOn: LegalDay
    conclusion: string
    /** Working days to object or ask for another appraisal: a rule of the bureau. */
    objectionWorkdays?: number
  }
}
