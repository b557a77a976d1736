/** What stands in the way of a correction: the decision, the stage, a route that was chosen by the fact, documents that cite it. */
import type { DocumentRow } from '../../documents/model.ts'
import type { Sql } from '../../platform/database/sql.ts'
import { countsNow } from '../decision-round.ts'
import { type CaseRow, stages, type TraceRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import type { FactRule, FieldRule } from './rules.ts'

/** @param since when the fact became what it is, epoch ms. @returns why the field can't be corrected now, in Chinese; undefined: it can. */
export async function whyNotNow(
  room: CaseRoom,
  sql: Sql,
  row: CaseRow,
  { submittedWith }: Pick<FactRule, 'submittedWith'>,
  field: FieldRule,
  since: number,
): Promise<string | undefined> {
  const { label } = field
  if (row.decided_at !== null)
    return '已经作出决定，事实不能再更正；文书的笔误依法补正，决定有错误的依法撤销、变更'
  if (stages.indexOf(row.stage) > stages.indexOf(field.until))
    return `“${label}”在本阶段不能再更正；文书有误的，依法补正`
  if (await hasDecidedBy(sql, row, field.routes)) return field.instead
  const approvals = await room.approvals.ofCase(sql, row.id)
  const about = ({ id }: DocumentRow) =>
    approvals.filter(({ document_ids: ids }) => (JSON.parse(ids) as string[]).includes(id))
  for (const document of await room.documents.ofCase(sql, row.id)) {
    const cites = room.documents.cites(document.kind, field.cites)
    if (!countsNow(row, document) || (!cites && !submittedWith.includes(document.kind))) continue
    const { name } = document
    const asked = about(document)
    if (asked.some(({ state }) => state !== 'closed'))
      return `《${name}》正在审批，请先撤回（已有审批人办理的，请其退回）再更正`
    if (!cites || document.state === 'void') continue
    if (document.state === 'draft') {
      if (asked.at(-1)?.outcome === 'agreed') return `《${name}》已经批准，正在定稿，不能更正“${label}”`
    } else if (await stillSays(room, sql, document, since))
      return document.number === null
        ? `《${name}》已经定稿，写有“${label}”，不能更正；应当另行制作`
        : `《${name}》（${document.number}）写有“${label}”，请先依法补正该文书，再更正事实；实质内容有错误的，应当撤销后重新作出`
  }
  return undefined
}

/** Has the flow come to one of these elements, in this round? */
async function hasDecidedBy(sql: Sql, row: CaseRow, elements: readonly string[]): Promise<boolean> {
  if (elements.length === 0) return false
  const came = await sql.all<Pick<TraceRow, 'element_id'>>(
    `SELECT element_id FROM trace WHERE process_instance_key = ? AND element_id IN (${elements.map(() => '?').join(', ')})`,
    [row.process_instance_key ?? '', ...elements],
  )
  return came.length > 0
}

/** An issued document no more once it has been invalidated or withdrawn, or corrected after the fact became what it is. */
async function stillSays(
  { documents }: CaseRoom,
  sql: Sql,
  { id }: DocumentRow,
  since: number,
): Promise<boolean> {
  const acts = await documents.acts.effective(sql, id)
  return !acts.some(({ kind, decided_at: at }) => kind !== 'correction' || Number(at) > since)
}

/** Drafts that print the fact: they are written anew with it. */
export async function staleDrafts(
  { documents }: CaseRoom,
  sql: Sql,
  row: CaseRow,
  fields: FieldRule[],
): Promise<DocumentRow[]> {
  const paths = fields.flatMap(({ cites }) => cites)
  return (await documents.ofCase(sql, row.id)).filter(
    (one) => one.state === 'draft' && countsNow(row, one) && documents.cites(one.kind, paths),
  )
}
