/** What of the evidence is not bound as paper, for the back sheet 备考表: pictures, scans, recordings and files stay as they came, and the volume says where. */
import { dateChinese } from '../../documents/chinese-formats.ts'
import { legalDay } from '../../platform/clock.ts'
import type { Sql } from '../../platform/database/sql.ts'
import type { CaseRoom } from '../room.ts'

export async function evidenceInWords(
  { evidence }: CaseRoom,
  sql: Sql,
  caseId: string,
): Promise<string | undefined> {
  const files = await evidence.ofCase(sql, caseId)
  if (files.length === 0) return undefined
  return [
    `本案证据的原始文件 ${files.length} 份，存于电子卷宗，随案卷导出包（“证据”文件夹）提供，未装订入本卷：`,
    ...files.map(
      ({ kind, name, taken_at: at, shows, sha256 }, index) =>
        `${index + 1}. ${name}（${kind}，${dateChinese(legalDay(Number(at)))}取得），证明：${shows}（SHA-256 前 16 位 ${sha256.slice(0, 16)}）`,
    ),
  ].join('\n')
}
