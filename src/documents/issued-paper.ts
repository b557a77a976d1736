/** What somebody who has drawn a document up is told: which it is, its number, and where its pages are. */
import { z } from 'zod'

export interface IssuedPaper {
  documentId: string
  /** 文号; null where the kind has none. */
  number: string | null
}

export const issuedPaper = z.object({
  documentId: z.string(),
  number: z.string().nullable().describe('文号；没有文号的为 null'),
  pdf: z.string().describe('文书的地址'),
})

export const paperReply = (paper: IssuedPaper) => ({
  status: 201,
  body: { ...paper, pdf: `/api/v1/documents/${paper.documentId}/pdf` },
})
