/** 清单.json: what an export package 案卷导出包 holds, said so that it can be checked without the product's database. */
import type { ListedLine } from '../audit/service.ts'
import type { ChainHead } from '../audit/line.ts'
import type { CaseExamination } from '../examination/index.ts'

export const manifestName = '清单.json'
export const readmeName = '说明.txt'
export const packageFormat = 'zhiheng-case-package/1'

export interface PackedFile {
  /** In the archive; null where it was not there any more when the package was made. */
  path: string | null
  what: 'volume' | 'document' | 'copy' | 'evidence' | 'readme'
  id: string
  name: string
  /** Of a document: as in documents.csv; of evidence: its kind of 行政处罚法 第四十六条. */
  kind: string
  number: string | null
  /** Legal day of issue; of evidence, of its arrival. */
  on: string
  /** Who issued or added it. */
  by: string | null
  /** As they were taken when it was issued or arrived. */
  sha256: string
  sm3: string
  bytes: number | null
  /** When the package was made: same, or what was wrong already. */
  found: 'same' | 'missing' | 'changed'
}

export interface Manifest {
  format: typeof packageFormat
  bureau: string
  exportedAt: string
  exportedBy: { name: string; accountId: string; officerId: string | null }
  purpose: string
  recipient: string
  case: CaseExamination['case']
  files: PackedFile[]
  /** Each with its tiers, who decided what in them, with which opinion. */
  approvals: CaseExamination['tiers']
  limits: CaseExamination['limits']
  numbers: CaseExamination['numbers']
  property: CaseExamination['property']
  /** What an examination found when the package was made. */
  findings: CaseExamination['findings']
  audit: {
    /** Every line of the case, with its fingerprints. */
    lines: ListedLine[]
    /** Where the bureau's whole chain stood; null where it was broken. */
    head: ChainHead | null
  }
}
