/**
 * 卷宗 of a case that ended otherwise than by a decision that was closed (不予立案, 撤销立案, 移送…), bound by its officers; and 卷宗 after archiving: what is issued, corrected or changed later (a refund, a correction 补正, what review or litigation made of the decision) is bound with the rest
 * as a new version. The versions before stay as they were; catalogue and back sheet say what was added when.
 */
import { z } from 'zod'
import { actWords } from '../../documents/acts/model.ts'
import { type BoundVolume, inArchiveOrder } from '../../documents/case-volume.ts'
import type { DocumentRow } from '../../documents/model.ts'
import { printed } from '../../documents/printed.ts'
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { text } from '../../platform/required-text.ts'
import { documentFacts } from '../document-facts.ts'
import { type CaseFactRow, type CaseRow, endWords } from '../model.ts'
import { type CaseRoom, findCase, lockCase, policyObjectOf } from '../room.ts'
import { requireRecordsSigned } from '../signed-records.ts'
import { endTimeToBind } from './time-to-bind.ts'

export const rebinding = z.strictObject({ reason: text(500).describe('补入的原因，写在备考表上') })

interface Paper {
  documentId: string
  name: string
  number: string | null
  issuedOn: string
}

export interface VolumePage {
  caseId: string
  version: number
  volumes: {
    documentId: string
    version: number
    boundOn: string
    documents: number
    pages: number | null
    sha256: string | null
    /** 卷内目录: what it holds, each with the page of the body on which it begins. */
    catalogue: (Paper & { page: number | null })[]
    /** What the version before did not hold. */
    added: Paper[]
  }[]
  /** Issued since, and in no version yet. */
  unbound: Paper[]
  /** What else has changed since the last version: 补正, 作废, 撤销, the outcome of review and litigation. */
  changes: string[]
}

export async function volumePage(room: CaseRoom, actor: Actor, caseId: string): Promise<VolumePage> {
  const { sql } = room.database
  const row = await findCase(sql, caseId)
  room.policy.require(actor, 'case.read', await policyObjectOf(sql, row))
  const { versions, all, papers, unbound, changes } = await volumesWith(room, sql, row)
  return {
    caseId,
    version: row.version,
    volumes: versions.map(({ row: volume, boundOn, included }, index) => ({
      documentId: volume.id,
      version: Number(volume.ordinal),
      boundOn,
      documents: included.length,
      pages: volume.pages,
      sha256: volume.pdf_sha256,
      catalogue: catalogueOf(all.filter(({ id }) => included.includes(id))),
      added:
        index === 0
          ? []
          : papers
              .filter(({ id }) => included.includes(id) && !versions[index - 1]!.included.includes(id))
              .map(paperOf),
    })),
    unbound: unbound.map(paperOf),
    changes,
  }
}

/** @throws Problem `conflict` where the case is not archived, or nothing has come since. */
export async function rebind(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  { reason }: z.infer<typeof rebinding>,
): Promise<VolumePage> {
  const { database, documents, clock } = room
  const admit = async (sql: Sql, now: CaseRow) => {
    room.policy.require(actor, 'case.edit', await policyObjectOf(sql, now))
    if (now.state !== 'archived' && !(now.state in endWords))
      throw problem('conflict', '案件尚未归档，归档时一并装订')
    const held = await volumesWith(room, sql, now)
    if (held.unbound.length === 0 && held.changes.length === 0)
      throw problem(
        'conflict',
        held.versions.length === 0 ? '没有可以装订的文书' : '上次装订以后没有新的材料',
      )
    if (held.versions.length === 0) await requireRecordsSigned(room, sql, now)
    return held
  }
  const row = await findCase(database.sql, caseId)
  const { versions, unbound, changes } = await admit(database.sql, row)
  const today = legalDay(clock.now())
  const facts = await documentFacts(room, caseId, { kind: 'volume', issuedOn: today })
  const came = [...unbound.map(({ name, number }) => `《${name}》${number ?? ''}`), ...changes].join('、')
  const rebound =
    versions.length === 0
      ? `${endWords[row.state as keyof typeof endWords]}，${today}装订。${reason}`
      : `本卷为第${versions.length + 1}版，${today}装订，原卷保留。补入：${came}。原因：${reason}`
  const remark = [rebound, facts.volume?.remark].filter(Boolean).join('\n')
  const prepared = await printed(
    documents.prepareVolume(caseId, { ...facts, volume: { ...facts.volume, remark } }, today),
  )
  await database.write(async (tx) => {
    await admit(tx.sql, await lockCase(room, tx, caseId))
    await documents.storeVolume(tx, actor, prepared)
    await endTimeToBind(room, tx, actor, caseId)
    await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [caseId])
  })
  return volumePage(room, actor, caseId)
}

async function volumesWith(
  { documents }: CaseRoom,
  sql: Sql,
  { id: caseId, state }: CaseRow,
): Promise<{
  versions: BoundVolume[]
  /** Void ones too: what was bound stays in the volume. */
  all: DocumentRow[]
  papers: DocumentRow[]
  unbound: DocumentRow[]
  changes: string[]
}> {
  const versions = await documents.volumesOf(sql, caseId)
  const volumes = new Set(versions.map(({ row }) => row.id))
  const all = await documents.ofCase(sql, caseId)
  const papers = all.filter(({ id, state }) => state === 'issued' && !volumes.has(id))
  const last = versions.at(-1)
  if (!last) return { versions, all, papers, unbound: state in endWords ? papers : [], changes: [] }
  const since = Number(last.row.issued_at)
  const changes: string[] = []
  for (const { id, name, number } of papers)
    for (const { kind, decided_at: at } of await documents.acts.effective(sql, id))
      if (Number(at) > since) changes.push(`《${name}》${number ?? ''}已${actWords[kind]}`)
  const revisions = await sql.all<CaseFactRow>(
    "SELECT * FROM case_facts WHERE case_id = ? AND kind = 'decision-revision' AND at > ? ORDER BY at, id",
    [caseId, since],
  )
  for (const { data } of revisions) {
    const { words, authority } = JSON.parse(data) as { words: string; authority: string }
    changes.push(`${words}（${authority}）`)
  }
  return { versions, all, papers, unbound: papers.filter(({ id }) => !last.included.includes(id)), changes }
}

const paperOf = ({ id, name, number, issued_at }: DocumentRow): Paper => ({
  documentId: id,
  name,
  number,
  issuedOn: legalDay(Number(issued_at)),
})

/** @param held in the order of issue. */
function catalogueOf(held: DocumentRow[]): (Paper & { page: number | null })[] {
  let next: number | null = 1
  return inArchiveOrder(held).map((row) => {
    const page = next
    // A print whose pages could not be counted leaves open where the next one begins.
    next = page === null || !row.pages ? null : page + row.pages
    return { ...paperOf(row), page }
  })
}
