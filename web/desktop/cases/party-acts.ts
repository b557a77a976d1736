/** What the party does, as an officer registers it: which of these make sense now, what each asks, and what is sent. The server has the last word. */
import type { Component, Data } from '../../forms/form.ts'
import { answered, api } from '../../shared/api/client.ts'
import { yuan } from '../../shared/words.ts'
import type { CasePage } from './use-case-page.ts'

export interface PartyAct {
  name: string
  title: string
  law: string
  act: string
  isTime: (page: CasePage) => boolean
  components: (page: CasePage) => Component[]
  begun?: (page: CasePage) => Data
  send: (caseId: string, data: Data) => Promise<unknown>
}

const received: Component = {
  type: 'datetime',
  subtype: 'datetime',
  id: 'receivedAt',
  key: 'receivedAt',
  dateLabel: '收到时间',
  validate: { required: true },
  properties: { when: 'past' },
}
const content: Component = {
  type: 'textarea',
  id: 'content',
  key: 'content',
  label: '陈述、申辩的内容',
  validate: { required: true, maxLength: 4000 },
}
const note: Component = {
  type: 'textarea',
  id: 'note',
  key: 'note',
  label: '备注',
  validate: { maxLength: 2000 },
}

const to = (caseId: string) => ({ params: { path: { caseId } } })
const when = ({ receivedAt }: Data) => ({ receivedAt: receivedAt as string })
const words = (data: Data) => ({ ...when(data), content: data.content as string })
const noted = (data: Data) => ({ ...when(data), ...(data.note && { note: data.note as string }) })

/** The last document of a kind that counts now: what was issued before a decision had to be made anew counts no more. */
const issued = (page: CasePage, kind: string) =>
  page.documents.findLast(
    (one) =>
      one.kind === kind && one.state === 'issued' && (one.issuedAt ?? '') >= (page.case.reopenedAt ?? ''),
  )
const isFact = ({ facts }: CasePage, kind: string) =>
  facts.some((fact) => fact.kind === kind && fact.state === 'effective')
const lastAt = ({ messages }: CasePage, name: string) =>
  messages.findLast((one) => one.name === name && one.state !== 'void')?.at ?? ''

/** Told of what is intended, and not decided yet. */
const isTold = (page: CasePage) =>
  page.case.decidedAt === null &&
  issued(page, 'advance-notice') !== undefined &&
  isFact(page, 'serve-advance-notice')
const isHearingAsked = (page: CasePage) =>
  lastAt(page, 'hearing-requested') > lastAt(page, 'hearing-withdrawn')
const fineLeft = ({ case: { fineFen, paidFen } }: CasePage) => (fineFen ?? 0) - paidFen

/** Evidence that came after the party was told of its rights may show that it gave them up. */
const waiversOf = (page: CasePage) =>
  page.evidenceFiles.filter(({ arrivedAt }) => arrivedAt >= (issued(page, 'advance-notice')?.issuedAt ?? ''))

const partyActs: PartyAct[] = [
  {
    name: 'statement-received',
    title: '陈述、申辩',
    law: '当事人的陈述、申辩应当复核，不得因此加重处罚（行政处罚法 第四十五条）。',
    act: '登记陈述、申辩',
    isTime: isTold,
    components: () => [received, content],
    send: (caseId, data) =>
      answered(api.POST('/cases/{caseId}/statement-received', { ...to(caseId), body: words(data) })),
  },
  {
    name: 'rights-waived',
    title: '放弃陈述、申辩',
    law: '须有当事人签名的书面材料：先在“证据”里收入放弃书，再在这里登记（行政处罚法 第四十四条、第四十五条）。',
    act: '登记放弃陈述、申辩',
    isTime: (page) => isTold(page) && !isHearingAsked(page),
    components: (page) => [
      received,
      {
        type: 'select',
        id: 'evidenceId',
        key: 'evidenceId',
        label: '当事人签名的放弃书或者送达回证',
        ...(waiversOf(page).length === 0 && {
          description: '告知书出具以后还没有收入证据，请先到“证据”里收入放弃书。',
        }),
        values: waiversOf(page).map(({ id, name }) => ({ label: name, value: id })),
        validate: { required: true },
      },
      note,
    ],
    begun: (page) => ({ evidenceId: waiversOf(page).length === 1 ? waiversOf(page)[0]!.id : undefined }),
    send: (caseId, data) =>
      answered(
        api.POST('/cases/{caseId}/rights-waived', {
          ...to(caseId),
          body: { ...noted(data), evidenceId: data.evidenceId as string },
        }),
      ),
  },
  {
    name: 'hearing-requested',
    title: '听证要求',
    law: '当事人要求听证的，应当在告知后五个工作日内提出（行政处罚法 第六十四条）。',
    act: '登记听证要求',
    isTime: (page) =>
      isTold(page) && issued(page, 'hearing-rights-notice') !== undefined && !isHearingAsked(page),
    components: () => [received, note],
    send: (caseId, data) =>
      answered(api.POST('/cases/{caseId}/hearing-requested', { ...to(caseId), body: noted(data) })),
  },
  {
    name: 'hearing-withdrawn',
    title: '撤回听证要求',
    law: '听证举行以前，当事人可以撤回听证要求（行政处罚法 第六十四条）。',
    act: '登记撤回听证要求',
    isTime: (page) => page.case.decidedAt === null && isHearingAsked(page),
    components: () => [received, note],
    send: (caseId, data) =>
      answered(api.POST('/cases/{caseId}/hearing-withdrawn', { ...to(caseId), body: noted(data) })),
  },
  {
    name: 'payment-received',
    title: '缴款',
    law: '分次缴的，每次登记一次（行政处罚法 第六十六条、第六十七条）。',
    act: '登记缴款',
    isTime: (page) => page.case.decidedAt !== null && (fineLeft(page) > 0 || isSurcharged(page)),
    components: (page) => [
      {
        type: 'number',
        id: 'paidFen',
        key: 'paidFen',
        label: '缴纳罚款',
        description: `应缴 ${yuan(page.case.fineFen ?? 0)}，已缴 ${yuan(page.case.paidFen)}`,
        decimalDigits: 2,
        appearance: { suffixAdorner: '元' },
        validate: { required: true, min: 0 },
      },
      ...(isSurcharged(page)
        ? [
            {
              type: 'number',
              id: 'surchargeFen',
              key: 'surchargeFen',
              label: '缴纳加处罚款',
              decimalDigits: 2,
              appearance: { suffixAdorner: '元' },
              validate: { min: 0 },
            },
          ]
        : []),
      {
        type: 'datetime',
        subtype: 'date',
        id: 'paidOn',
        key: 'paidOn',
        dateLabel: '缴款日期',
        validate: { required: true },
        properties: { when: 'past' },
      },
      {
        type: 'textfield',
        id: 'receiptNumber',
        key: 'receiptNumber',
        label: '票据号码',
        validate: { maxLength: 60 },
      },
      { type: 'textfield', id: 'way', key: 'way', label: '缴款方式', validate: { maxLength: 40 } },
    ],
    begun: (page) => ({ paidFen: fineLeft(page) / 100 }),
    send: (caseId, { paidFen, surchargeFen, paidOn, receiptNumber, way }) =>
      answered(
        api.POST('/cases/{caseId}/payment-received', {
          ...to(caseId),
          body: {
            paidFen: fen(paidFen),
            paidOn: paidOn as string,
            ...(surchargeFen !== undefined && { surchargeFen: fen(surchargeFen) }),
            ...(receiptNumber !== undefined && { receiptNumber: receiptNumber as string }),
            ...(way !== undefined && { way: way as string }),
          },
        }),
      ),
  },
  {
    name: 'demand-statement-received',
    title: '对催告的陈述、申辩',
    law: '当事人对催告的陈述、申辩应当充分听取、复核（行政强制法 第三十六条）。',
    act: '登记对催告的陈述、申辩',
    isTime: (page) =>
      issued(page, 'demand-notice') !== undefined &&
      isFact(page, 'serve-demand-notice') &&
      fineLeft(page) > 0,
    components: () => [received, content],
    send: (caseId, data) =>
      answered(api.POST('/cases/{caseId}/demand-statement-received', { ...to(caseId), body: words(data) })),
  },
]

/** Yuan as they were typed, in fen. */
const fen = (typed: Data[string]) => Math.round(Number(typed ?? 0) * 100)

function isSurcharged({ sideFlows }: CasePage): boolean {
  return sideFlows.some(({ kind, state }) => kind === 'surcharge' && state === 'done')
}

/** What can be registered now. */
export function actsNow(page: CasePage): PartyAct[] {
  if (page.case.state !== 'open') return []
  return partyActs.filter(({ isTime }) => isTime(page))
}
