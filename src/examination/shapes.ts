/** What the two examinations answer, as the API describes it. */
import { z } from 'zod'
import { verification } from '../audit/routes.ts'
import { checks } from './room.ts'

const instant = z.number().describe('UTC 毫秒')
const seen = z.array(z.object({ documentId: z.string(), sha256: z.string() }))

const finding = z.object({
  check: z
    .enum(checks)
    .describe(
      'limits 期限；tiers 审批各级；numbers 文号；property 涉案财物；documents 签发以后有没有改动；chain 审计链',
    ),
  object: z.object({ type: z.string(), id: z.string() }),
  caseId: z.string().nullable().describe('所属的案件、线索或者执法监督通知书'),
  text: z.string(),
})
const limit = z.object({
  id: z.string(),
  caseId: z.string(),
  limit: z.string(),
  name: z.string(),
  subject: z.string(),
  binding: z.boolean().describe('是否约束本机关；否的是当事人的期限或者须经过的期间，届满不算超期'),
  state: z.enum(['running', 'suspended', 'met', 'over']),
  startsOn: z.string(),
  dueOn: z.string(),
  endedOn: z.string().nullable(),
  kept: z.boolean(),
  overDays: z.number().describe('超过的天数'),
  excludedDays: z.number().describe('不计入的天数，按该期限的单位'),
  pauses: z.array(
    z.object({ fromOn: z.string(), toOn: z.string().nullable(), reason: z.string(), basis: z.string() }),
  ),
  extensions: z.array(z.object({ length: z.number(), unit: z.string(), basis: z.string() })),
  basis: z.string(),
})
const approval = z.object({
  approvalId: z.string(),
  caseId: z.string(),
  stage: z.string(),
  subject: z.string(),
  drafterId: z.string(),
  state: z.enum(['running', 'moving', 'closed']),
  outcome: z.enum(['agreed', 'returned', 'rejected', 'withdrawn']).nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  tiers: z
    .array(
      z.object({
        index: z.number(),
        tier: z.string(),
        role: z.string(),
        state: z.enum(['passed', 'rejected', 'open', 'not-passed']),
        by: z.array(
          z.object({
            officerId: z.string().nullable(),
            name: z.string(),
            onBehalfOf: z.string().nullable(),
            decision: z.string(),
            opinion: z.string(),
            at: instant,
            automatic: z.boolean().describe('与前级为同一人，按审批路线的规定自动通过'),
            documents: seen.describe('审批时所见的文书及其指纹'),
          }),
        ),
      }),
    )
    .describe('审批路线的各级，及通过该级的那一次'),
  entries: z
    .array(
      z.object({
        tier: z.string(),
        openedAt: instant,
        dueAt: instant,
        closedAt: instant.nullable(),
        late: z.boolean(),
      }),
    )
    .describe('每次进入一级，及该级的时限'),
  acts: z.array(z.object({ id: z.string(), tier: z.string(), documents: seen })),
  faults: z.array(z.string()),
  remarks: z.array(z.string()).describe('允许而须知道的，如督察跳转'),
})
const paper = z.object({
  number: z.string(),
  documentId: z.string(),
  caseId: z.string(),
  name: z.string(),
  standing: z.enum(['valid', 'corrected', 'invalidated', 'withdrawn']),
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
})
const item = z.object({
  itemId: z.string(),
  number: z.string(),
  name: z.string(),
  caseId: z.string(),
  measureId: z.string(),
  quantity: z.string(),
  unit: z.string(),
  onShelf: z.string(),
  state: z.enum(['listed', 'stored', 'partly-out', 'out']),
  listedAt: instant,
  enteredAt: instant.nullable(),
  exits: z.array(
    z.object({ at: instant, way: z.string(), quantity: z.string(), releaseId: z.string(), by: z.string() }),
  ),
  closed: z.boolean().describe('全部依批准的决定出库，措施已经办结'),
})
const series = z.object({
  prefix: z.string().describe('机关和文种，如 示综执罚决'),
  year: z.number(),
  taken: z.number().describe('取用的号：1 至此数'),
  accounted: z.number().describe('其中在签发的文书或者登记的线索上的'),
  changed: z.array(paper).describe('后来补正、作废、撤销的，及理由'),
  missing: z.array(z.string()).describe('取用而没有对应材料的号'),
  wrong: z.array(z.object({ number: z.string(), text: z.string() })).describe('重号等'),
})
const common = { examinedAt: instant, ok: z.boolean(), findings: z.array(finding), chain: verification }

export const caseExamination = z.object({
  case: z.object({ id: z.string(), number: z.string().nullable(), state: z.string(), stage: z.string() }),
  ...common,
  limits: z.array(limit),
  tiers: z.array(approval),
  numbers: z.array(paper),
  property: z.array(item),
  documents: z.array(
    z.object({
      id: z.string(),
      caseId: z.string(),
      what: z.enum(['document', 'copy', 'evidence']),
      name: z.string(),
      number: z.string().nullable(),
      sha256: z.string(),
      sm3: z.string(),
      found: z.enum(['same', 'missing', 'changed']),
      size: z.number().nullable(),
      recorded: z.boolean().nullable().describe('审计日志中签发的记录是同一指纹；null 不适用'),
    }),
  ),
  acts: z.array(
    z.object({
      seq: z.number(),
      at: instant,
      action: z.string(),
      object: z.object({ type: z.string(), id: z.string() }),
      name: z.string(),
      accountId: z.string(),
      officerId: z.string().nullable(),
      roles: z.array(z.string()).describe('当时的角色'),
      actedAs: z.string().nullable().describe('以哪一级的身份审批'),
      onBehalfOf: z.string().nullable(),
      from: z.string(),
      authority: z.string().nullable(),
      documents: z
        .array(
          z.object({
            documentId: z.string(),
            name: z.string(),
            number: z.string().nullable(),
            sha256: z.string(),
            version: z.string().nullable().describe('第几稿，或者定稿'),
          }),
        )
        .describe('当时所见的文书'),
    }),
  ),
})

export const bureauExamination = z.object({
  from: z.string(),
  to: z.string(),
  ...common,
  limits: z.object({ due: z.number().describe('期间内届满的'), late: z.array(limit) }),
  tiers: z.object({
    approvals: z.number(),
    remarks: z.array(z.object({ approvalId: z.string(), caseId: z.string(), text: z.string() })),
  }),
  numbers: z.object({ series: z.array(series) }),
  property: z.object({ items: z.number(), open: z.array(item).describe('链条还没有闭合的') }),
  documents: z.object({ read: z.number().describe('逐件读出核对的文件') }),
})
