/** Who did what, when, in which role, with which document before their eyes: the lines of the log, each with what was shown to who decided. */
import type { ApprovalCourse } from '../approvals/tiers-passed.ts'
import type { ListedLine } from '../audit/service.ts'
import type { DocumentRow } from '../documents/model.ts'
import type { RoleTable } from '../identity/role-table.ts'
import type { RoleCode } from '../identity/actor.ts'

export interface ShownDocument {
  documentId: string
  name: string
  number: string | null
  sha256: string
  /** 第2稿, 定稿; null where the log knows no such version. */
  version: string | null
}

export interface ActLine {
  seq: number
  at: number
  action: string
  object: { type: string; id: string }
  name: string
  accountId: string
  officerId: string | null
  /** Titles of the roles held then. */
  roles: string[]
  /** The tier in which it was decided. */
  actedAs: string | null
  onBehalfOf: string | null
  from: string
  authority: string | null
  documents: ShownDocument[]
}

export function actsOf(
  lines: ListedLine[],
  courses: ApprovalCourse[],
  documents: DocumentRow[],
  { roles }: RoleTable,
): ActLine[] {
  const byId = new Map(documents.map((one) => [one.id, one]))
  const versions = versionsOf(lines)
  const decided = new Map(courses.flatMap(({ acts }) => acts.map((one) => [one.id, one])))
  return lines.map((line) => {
    const { actor } = line
    const decision = decided.get((line.after as { act?: string } | null)?.act ?? '')
    return {
      seq: line.seq,
      at: line.at,
      action: line.action,
      object: line.object,
      name: actor.name,
      accountId: actor.accountId,
      officerId: actor.officerId,
      roles: actor.roles.map((code) => roles.get(code as RoleCode)?.title ?? code),
      actedAs: decision?.tier ?? null,
      onBehalfOf: actor.onBehalfOf,
      from: actor.from,
      authority: line.authority,
      documents: (decision?.documents ?? []).map(({ documentId, sha256 }) => ({
        documentId,
        name: byId.get(documentId)?.name ?? '',
        number: byId.get(documentId)?.number ?? null,
        sha256,
        version: versions.get(`${documentId} ${sha256}`) ?? null,
      })),
    }
  })
}

/** Drafts are counted as they were written; the issued one is the last. */
function versionsOf(lines: ListedLine[]): Map<string, string> {
  const versions = new Map<string, string>()
  const drafts = new Map<string, number>()
  for (const { action, object, after } of lines) {
    const { sha256 } = (after ?? {}) as { sha256?: string }
    if (object.type !== 'document' || sha256 === undefined) continue
    if (action === 'document.drafted') {
      const count = (drafts.get(object.id) ?? 0) + 1
      drafts.set(object.id, count)
      versions.set(`${object.id} ${sha256}`, `第${count}稿`)
    }
    if (action === 'document.issued' || action === 'volume.bound')
      versions.set(`${object.id} ${sha256}`, '定稿')
  }
  return versions
}
