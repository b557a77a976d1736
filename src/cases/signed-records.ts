/** Records 笔录 of a case that nobody has signed: they keep it from its archive, and what was signed on paper stands on the back sheet 备考表. */
import { datetimeChinese, dateChinese } from '../documents/chinese-formats.ts'
import type { DocumentRow } from '../documents/model.ts'
import { isoInstant, legalDay } from '../platform/clock.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'

/** @throws Problem `conflict` that names each record and each line. */
export async function requireRecordsSigned(
  { signatures }: CaseRoom,
  sql: Sql,
  { id }: Pick<CaseRow, 'id'>,
): Promise<void> {
  const unsigned = await signatures.unsignedRecords(sql, id)
  if (unsigned.length === 0) return
  const which = unsigned.map(({ document, lines }) => `${named(document)}缺${lines.join('、')}`).join('；')
  throw problem(
    'conflict',
    `下列笔录没有签名，也没有注明拒绝签名，不能结案归档：${which}。请补签；已在纸质原件上签名或者注明的，逐件登记纸质原件（行政处罚法 第五十五条）`,
  )
}

/** What the back sheet says of originals on paper, one line each. */
export async function originalsInWords(
  { signatures }: CaseRoom,
  sql: Sql,
  caseId: string,
): Promise<string | undefined> {
  const originals = await signatures.paperOriginalsOf(sql, caseId)
  if (originals.length === 0) return undefined
  return originals
    .map(
      ({ document, original: { note, recorded_name: by, recorded_at: at } }) =>
        `${named(document)}纸质原件：${note}（${by}，${datetimeChinese(isoInstant(Number(at)))}登记）`,
    )
    .join('\n')
}

/** A case may have several of one name. */
const named = ({ name, ordinal, issued_at: at }: DocumentRow) =>
  `《${name}》（第${ordinal}份，${dateChinese(legalDay(Number(at)))}）`
