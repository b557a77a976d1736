/** What officers do in enforcement 执行: payments, what may be asked for, other penalties carried out, refunds paid. */
import type { Data } from '../../forms/form.ts'
import { answered, api, type Reply } from '../../shared/api/client.ts'
import { day as legalDay, yuan } from '../../shared/words.ts'
import { type CaseAct, choose, day, fen, longText, money, needed, optionsOf, text, tick } from './case-act.ts'
import { actsNow } from './party-acts.ts'
import type { CasePage } from './use-case-page.ts'

export type EnforcementPage = Reply<'/cases/{caseId}/enforcement'>
type Request = EnforcementPage['requests'][number]
type Refund = EnforcementPage['refund']['refunds'][number]

const to = (page: CasePage) => ({ params: { path: { caseId: page.case.id } } })
const proposal = needed(longText('proposal', '承办人意见', { validate: { maxLength: 2000 } }))
const evidence = (label: string) => text('evidence', label, { validate: { maxLength: 500 } })
const reason = (label: string) => needed(longText('reason', label, { validate: { maxLength: 2000 } }))

/** 登记缴款, while something is to be paid. */
export function payment(page: CasePage): CaseAct | undefined {
  const act = actsNow(page).find(({ name }) => name === 'payment-received')
  return (
    act && {
      title: '登记缴款',
      law: act.law,
      act: act.act,
      begun: { paidOn: legalDay(Date.now()), ...act.begun?.(page) },
      components: () => act.components(page),
      send: (data) => act.send(page.case.id, data),
    }
  )
}

/** What the request asks for; the server reckons the rest. */
export function request(
  page: CasePage,
  enforcement: EnforcementPage,
  { code, title, law }: Request,
): CaseAct {
  const asked = { title: `申请${title}`, law: `${law}；逐级审批同意后生效。`, act: `申请${title}` }
  const told = (data: Data) => data as never
  switch (code) {
    case 'instalment':
      return { ...asked, ...instalment(page, enforcement) }
    case 'surcharge': {
      const { accruedFen, decidedFen, days, dailyPercent } = enforcement.surcharge
      return {
        ...asked,
        components: () => [
          {
            type: 'text',
            id: 'accrued',
            text: `每日按罚款数额的百分之${dailyPercent}加处，至今天 ${days} 天，累计 ${yuan(accruedFen)}，已经决定 ${yuan(decidedFen)}；数额由系统计算。`,
          },
          proposal,
        ],
        send: (data) => answered(api.POST('/cases/{caseId}/surcharge', { ...to(page), body: told(data) })),
      }
    }
    case 'enforcement-stay':
      return {
        ...asked,
        begun: { harmless: false },
        components: () => [
          choose('ground', '事由', optionsOf(enforcement.stayGrounds)),
          reason('事实和理由'),
          needed(evidence('证明材料')),
          tick('harmless', '没有明显社会危害'),
        ],
        send: (data) =>
          answered(
            api.POST('/cases/{caseId}/enforcement-stay', {
              ...to(page),
              body: told({ ...data, harmless: data.harmless === true }),
            }),
          ),
      }
    case 'enforcement-termination':
      return {
        ...asked,
        components: () => [
          choose('ground', '事由', optionsOf(enforcement.ends)),
          reason('事实和理由'),
          needed(evidence('证明材料')),
          ...(enforcement.own.some(({ state }) => state !== 'ended')
            ? [tick('own', '终结的是本机关的强制执行，不是罚款的执行')]
            : []),
        ],
        send: (data) =>
          answered(api.POST('/cases/{caseId}/enforcement-termination', { ...to(page), body: told(data) })),
      }
    case 'refund':
      return {
        ...asked,
        begun: { way: '原渠道退回' },
        components: () => [
          {
            type: 'text',
            id: 'owed',
            text: `应退 ${yuan(enforcement.refund.owedFen)}，由系统按现在的决定和缴款计算。`,
          },
          choose('way', '退还方式', optionsOf({ 原渠道退回: '原渠道退回', 转账: '转账' })),
          proposal,
        ],
        send: (data) => answered(api.POST('/cases/{caseId}/refund', { ...to(page), body: told(data) })),
      }
  }
}

function instalment(
  page: CasePage,
  { outstandingFen }: EnforcementPage,
): Pick<CaseAct, 'begun' | 'components' | 'send'> {
  return {
    begun: { appliedOn: legalDay(Date.now()), way: '分期缴纳', payments: [{}, {}] },
    components: ({ way }) => [
      choose('way', '方式', optionsOf({ 分期缴纳: '分期缴纳', 延期缴纳: '延期缴纳' })),
      needed(day('appliedOn', '当事人申请日期')),
      reason('确有经济困难的事实'),
      evidence('证明材料'),
      {
        type: 'dynamiclist',
        id: 'payments',
        path: 'payments',
        label: `${way === '延期缴纳' ? '一期' : '各期'}，合计应当等于未缴罚款 ${yuan(outstandingFen)}`,
        validate: { required: true },
        components: [money('amount', '数额'), needed(day('dueOn', '最后一日', { properties: {} }))],
      },
      proposal,
    ],
    send: ({ payments, ...data }) =>
      answered(
        api.POST('/cases/{caseId}/instalment', {
          ...to(page),
          body: {
            ...data,
            payments: (payments as Data[]).map(({ amount, dueOn }) => ({ amountFen: fen(amount), dueOn })),
          } as never,
        }),
      ),
  }
}

/** 其他处罚的执行, while one is to be carried out and the decision is served. */
export function execution(
  page: CasePage,
  { otherPenalties, servedOn }: EnforcementPage,
): CaseAct | undefined {
  const left = otherPenalties.filter(({ state }) => state === 'to-execute')
  if (left.length === 0 || servedOn === null) return undefined
  const files = page.evidenceFiles.map(({ id, name }) => ({ value: id, label: name }))
  return {
    title: '登记其他处罚的执行',
    law: '罚款以外的处罚执行完毕的，有据登记以后才能结案（行政处罚法 第六十六条）。',
    act: '登记执行完毕',
    begun: { kind: left[0]!.kind, on: legalDay(Date.now()) },
    components: ({ kind }) => [
      choose(
        'kind',
        '处罚',
        left.map((one) => ({ value: one.kind, label: one.kind })),
      ),
      needed(day('on', '执行完毕之日')),
      needed(
        text('way', '如何执行', {
          description: '如上缴国库、收缴并注销许可证',
          validate: { maxLength: 500 },
        }),
      ),
      ...(/所得/.test(String(kind)) ? [money('amount', '本次上缴的数额')] : []),
      choose('evidenceId', '票据、交接清单、现场照片', files, {
        validate: { required: true },
        ...(files.length === 0 && { description: '先在“证据”里收入。' }),
      }),
    ],
    send: ({ amount, ...data }) =>
      answered(
        api.POST('/cases/{caseId}/penalty-executions', {
          ...to(page),
          body: { ...data, ...(amount !== undefined && { amountFen: fen(amount) }) } as never,
        }),
      ),
  }
}

export function refundPayment({ id, amountFen, way }: Refund): CaseAct {
  return {
    title: '登记退款支付',
    law: `应退 ${yuan(amountFen)}（${way}）；每笔退款只支付一次。`,
    act: '登记已经支付',
    begun: { paidOn: legalDay(Date.now()) },
    components: () => [
      needed(day('paidOn', '退款日期')),
      needed(text('voucherNumber', '退款凭证号', { validate: { maxLength: 60 } })),
      longText('note', '备注'),
    ],
    send: (data) =>
      answered(
        api.POST('/refunds/{refundId}/payment', {
          params: { path: { refundId: id } },
          body: data as never,
        }),
      ),
  }
}
