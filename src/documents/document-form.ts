/** What the API answers about a document. */
import { z } from 'zod'

export const documentForm = z.object({
  id: z.string(),
  caseId: z.string(),
  kind: z.string(),
  name: z.string(),
  number: z.string().nullable(),
  state: z.enum(['draft', 'issued', 'void']),
  revision: z.number(),
  pages: z.number().nullable(),
  sha256: z.string(),
  sm3: z.string().nullable(),
  draftedAt: z.number(),
  issuedAt: z.number().nullable(),
  hasReceipt: z.boolean(),
  template: z
    .object({
      fingerprint: z.string().nullable(),
      version: z.number().nullable().describe('该种文书的第几版模板'),
      fixed: z
        .enum(['at-drafting', 'at-issue', 'not-yet'])
        .describe(
          '版本在何时确定：at-drafting 起草时，签发仍用审批所见的这一版；at-issue 签发时，没有经过送审稿；not-yet 送审稿早于版本记录，签发时用当时启用的一版',
        ),
    })
    .nullable()
    .describe('模板版本；为 null 的没有记录：版本记录以前签发，或者不由模板生成'),
})
