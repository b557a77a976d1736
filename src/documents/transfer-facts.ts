/** A case goes to another organ: one with jurisdiction (PL 22, 23, 25), or the police (PL 27). */
import type { LegalDay } from './facts.ts'

/** What is handed over with the case. */
export interface MaterialFacts {
  name: string
  /** Copies or pieces. */
  copies: number
  remark?: string
}

/** 案件移送. */
export interface TransferFacts {
  /** The organ that takes the case. */
  recipient: string
  /** What the case is about and how far it was handled 案件情况. */
  course: string
  /** Why this bureau has no jurisdiction. */
  reason: string
  /** e.g. 《中华人民共和国行政处罚法》第二十二条. */
  basis: string
  materials: MaterialFacts[]
}

/** 涉嫌犯罪案件移送 (PL 27; State Council order 310, 3–6). */
export interface CriminalTransferFacts {
  /** The police organ that takes the case. */
  police: string
  /** Copied to: the people's procuratorate. */
  procuratorate?: string
  /** Suspected crime 涉嫌罪名. */
  crime: string
  /** Article of the criminal law, e.g. 《中华人民共和国刑法》第二百二十五条. */
  crimeBasis: string
  /** What was found, in full sentences. */
  course: string
  /** Day of the leader's consent: 24 hours to hand over begin. Missing before it. */
  approvedOn?: LegalDay
  materials: MaterialFacts[]
}
