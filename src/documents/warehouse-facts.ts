/** Property on its way into the warehouse 入库, out of it 出库, and back to its owner 返还. */
import type { Instant } from './facts.ts'

/** An item as it passes the counter. */
export interface HandledItemFacts {
  /** 编号 of the item. */
  number: string
  name: string
  specification?: string
  quantity: number
  unit: string
  /** Shelf 货位. */
  shelf?: string
  /** As seen at the counter 核验情况. */
  state: string
}

export interface WarehouseEntryFacts {
  enteredAt: Instant
  warehouse: string
  /** The measure: name and number of its decision. */
  measure: string
  /** Officer who hands over 移交人. */
  deliveredBy: string
  keeper: string
  items: HandledItemFacts[]
  remark?: string
}

export interface WarehouseExitFacts {
  warehouse: string
  /** 返还当事人 / 没收处理 / 移送 / 销毁 / 送检. */
  purpose: string
  reason: string
  /** The release or decision: exactly one 出库依据. */
  basis: string
  recipient: string
  /** Officer who asks for it 申请人. */
  applicant: string
  appliedAt: Instant
  keeper: string
  items: HandledItemFacts[]
}

export interface PropertyReturnFacts {
  returnedAt: Instant
  place: string
  /** The decision that lets it go: name and number. */
  basis: string
  /** The approved exit. */
  exitNumber?: string
  recipient: {
    name: string
    idNumber?: string
    phone?: string
    /** 本人, or how authorised. */
    relation: string
  }
  keeper: string
  items: HandledItemFacts[]
  remark?: string
}
