/** What one line of the audit log says (全过程记录 record of the whole process: 行政处罚法 第四十七条): who did what to which object, from where, on whose authority. */

/** As much of an actor as a line records; the identity slice's `Actor` is one. */
export interface AuditActor {
  accountId: string
  officerId: string | null
  name: string
  roles: { role: string }[]
  from: string
  onBehalfOf?: string
}

/** JSON without surprises: what canonical JSON can hold. */
export type AuditValue =
  null | boolean | number | string | AuditValue[] | { [name: string]: AuditValue | undefined }

export interface AuditEntry {
  actor: AuditActor
  /** Past tense with the object's kind first: `approval.decided`, `party.unmasked`. */
  action: string
  object: { type: string; id: string }
  caseId?: string
  /** What it was and what it became: ids and codes; personal data never in clear beyond need. */
  before?: AuditValue
  after?: AuditValue
  /** The basis: a law article (`行政处罚法 第五十八条`), a delegation's id, a purpose. */
  authority?: string
}
