/**
 * Who stands on a document as enforcement officer 执法人员 has a certificate 行政执法证 that is good on the day of the document, and of a record on the day of what it
 * records (行政处罚法 第四十二条、第五十五条). What was issued while it was good stands.
 */
import type { DocumentFacts, LegalDay } from '../documents/facts.ts'
import { legalDay, parseInstant } from '../platform/clock.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { FormData, TaskRow } from '../tasks/index.ts'
import type { CaseRow } from './model.ts'
import { type CaseRoom, officersOf } from './room.ts'

/** They take the officers off the case who cannot be named any more: the successor is asked for when they are requested. */
const changingOfficers = new Set(['designation-of-officers', 'recusal-decision'])
/** When what a record tells of was done: the sections of documents, and the fields of forms. */
const recorded = ['inspection', 'interview', 'recheck', 'statement', 'enforcementSite', 'coercionSite'].map(
  (section) => `${section}.startedAt`,
)
const served = 'service.at'

/** @throws Problem `certificate-expired`, or `input-invalid` where there is none, naming the officer. */
export async function requireNameable(
  { documents, officers, database }: CaseRoom,
  kind: string,
  officerIds: string[],
  facts: DocumentFacts,
  issuedOn: LegalDay,
): Promise<void> {
  if (changingOfficers.has(kind) || !documents.cites(kind, ['officers'])) return
  const path = [...recorded, served].find((one) => documents.cites(kind, [one]))
  const day = path === undefined ? issuedOn : dayAt(facts, path)
  // Whoever brings the section of the record names its officers, and has asked for their certificates.
  if (day !== undefined) await officers.assertCertified(officerIds, day, database.sql)
}

function dayAt(facts: DocumentFacts, path: string): LegalDay | undefined {
  const [section, field] = path.split('.') as [keyof DocumentFacts, string]
  const at = (facts[section] as { [field: string]: unknown } | undefined)?.[field]
  return typeof at === 'string' ? legalDay(parseInstant(at)) : undefined
}

/** Told to who fills in the form, before its documents are drafted. @throws Problem as above. */
export async function requireNameableOnForm(
  room: CaseRoom,
  { sql }: Pick<WriteTransaction, 'sql'>,
  { id }: CaseRow,
  { headers }: TaskRow,
  data: FormData,
): Promise<void> {
  const { documents, fact } = JSON.parse(headers) as { documents?: string; fact?: string }
  const kinds = [...(documents?.split(',') ?? []), ...(fact === 'service' ? ['proof-of-service'] : [])]
  const at = data.startedAt ?? (fact === 'service' ? data.at : undefined)
  await requireNameableFor(room, sql, id, kinds, typeof at === 'string' ? parseInstant(at) : undefined)
}

/** Told to who asks for documents that will be issued later. @throws Problem as above. */
export async function requireNameableFor(
  { documents, officers, clock }: CaseRoom,
  sql: Sql,
  caseId: string,
  kinds: readonly string[],
  at = clock.now(),
): Promise<void> {
  if (!kinds.some((kind) => !changingOfficers.has(kind) && documents.cites(kind, ['officers']))) return
  const handlers = (await officersOf(sql, caseId)).map(({ officer_id }) => officer_id)
  await officers.assertCertified(handlers, legalDay(at), sql)
}
