/** Rows of service 送达: each attempt to serve documents of a case, whatever became of it, and the addresses that the party has confirmed. */

export const ways = ['in-person', 'left', 'electronic', 'entrusted', 'mail', 'announcement'] as const
/** 直接, 留置, 电子, 委托, 邮寄, 公告送达. */
export type Way = (typeof ways)[number]

/**
 * `requested`: an announcement that is not published yet. `under-way`: sent or published. `submitted`: served, if the engine takes the task's completion.
 * `void`: refused, or overtaken by another way.
 */
export type AttemptState = 'requested' | 'under-way' | 'submitted' | 'served' | 'failed' | 'void'

export interface AttemptRow {
  id: string
  case_id: string
  way: Way
  state: AttemptState
  /** JSON: Particulars. */
  data: string
  /** When it was tried, sent or published, epoch ms. */
  began_at: number | null
  /** The instant that counts by the rule of its way. */
  served_at: number | null
  /** Why it failed or is void. */
  reason: string | null
  /** The completion of the task that waited for it. */
  act_id: string | null
  /** 送达回证. */
  proof_id: string | null
  recorded_by: string
  recorded_at: number
  ended_at: number | null
  version: number
}

/** What a proof of service says of an attempt. */
export interface Particulars {
  place?: string
  recipient?: string
  /** Left out: the party in person. */
  recipientRelation?: string
  /** 拒收事由. */
  refusal?: string
  witness?: string
  /** Evidence files: photo or video of it. */
  recordingIds?: string[]
  trackingNumber?: string
  entrustedTo?: string
  /** Legal day on which it went out. */
  sentOn?: string
  /** The electronic address. */
  channel?: string
  /** The letter came back from the confirmed address. */
  returned?: boolean
  /** Of an announcement: why there is no other way, what the paper says, where it is published. */
  announcementReason?: string
  content?: string
  media?: string
  remark?: string
  /** The time for the decision stands still while it is published. */
  excluded?: boolean
  /** It was sent before its result was entered; kept should the engine refuse the result. */
  wasUnderWay?: boolean
}

export interface AttemptDocumentRow {
  attempt_id: string
  document_id: string
}

export interface AddressRow {
  id: string
  case_id: string
  /** JSON: ServiceAddressFacts. */
  data: string
  /** 送达地址确认书. */
  document_id: string
  confirmed_on: string
  recorded_by: string
  at: number
}
