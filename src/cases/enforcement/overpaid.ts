/** What is owed back to the party: paid beyond the decision in force, or under one that has to be made again. Pure. */
import type { CaseRow } from '../model.ts'

/** Fen; where the money that goes back was booked. */
export interface Overpaid {
  fineFen: number
  surchargeFen: number
  /** Paid under a decision that was revoked and has to be made again. */
  voidedFen: number
}

type Booked = Pick<
  CaseRow,
  'fine_fen' | 'paid_fen' | 'surcharge_fen' | 'surcharge_paid_fen' | 'voided_paid_fen' | 'decision_state'
>

export function overpaid(row: Booked): Overpaid {
  // Of a revoked decision nothing is owed.
  const inForce = (fen: number | null) => (row.decision_state === 'revoked' ? 0 : (fen ?? 0))
  return {
    fineFen: Math.max(0, row.paid_fen - inForce(row.fine_fen)),
    surchargeFen: Math.max(0, row.surcharge_paid_fen - inForce(row.surcharge_fen)),
    voidedFen: Number(row.voided_paid_fen),
  }
}

export const sumOf = ({ fineFen, surchargeFen, voidedFen }: Overpaid): number =>
  fineFen + surchargeFen + voidedFen

export const owedBack = (row: Booked): number => sumOf(overpaid(row))

/** The books once so much has gone back. */
export function afterRefund(
  row: Booked,
  { fineFen, surchargeFen, voidedFen }: Overpaid,
): Pick<CaseRow, 'paid_fen' | 'surcharge_paid_fen' | 'voided_paid_fen'> {
  return {
    paid_fen: row.paid_fen - fineFen,
    surcharge_paid_fen: row.surcharge_paid_fen - surchargeFen,
    voided_paid_fen: Number(row.voided_paid_fen) - voidedFen,
  }
}

/** Nothing goes back that is not owed back now. */
export function covers(row: Booked, { fineFen, surchargeFen, voidedFen }: Overpaid): boolean {
  const owed = overpaid(row)
  return fineFen <= owed.fineFen && surchargeFen <= owed.surchargeFen && voidedFen <= owed.voidedFen
}
