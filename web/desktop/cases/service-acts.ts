/** What officers do to serve papers 送达: an attempt, its result, an announcement, the address that the party confirms. */
import type { Component, Data, Option } from '../../forms/form.ts'
import { answered, api, type Reply, type Sent } from '../../shared/api/client.ts'
import { type CaseAct, choose, day, longText, moment, needed, several, text, tick } from './case-act.ts'
import type { CasePage } from './use-case-page.ts'

export type ServicePage = Reply<'/cases/{caseId}/service'>
export type Paper = ServicePage['documents'][number]
export type Attempt = Paper['attempts'][number]
type Way = ServicePage['ways'][number]

const to = (caseId: string) => ({ params: { path: { caseId } } })
const isSent = (way: unknown) => way === 'mail' || way === 'entrusted'
const paperOption = ({ id, name, number }: Paper): Option => ({
  value: id,
  label: `《${name}》${number ?? ''}`,
})

/** Whether any of its papers may still be recorded here. */
export const toServe = ({ documents }: ServicePage) =>
  documents.filter(({ state, onFormOnly }) => (state === 'to-serve' || state === 'under-way') && !onFormOnly)

/** Those on which every other way has failed. */
export const toAnnounce = (service: ServicePage) =>
  toServe(service).filter(
    ({ addressee, attempts }) =>
      addressee === null &&
      service.announceAfter.every((way) => attempts.some((one) => one.way === way && one.state === 'failed')),
  )

export function newAttempt(page: CasePage, service: ServicePage): CaseAct {
  const papers = toServe(service)
  const first = papers.filter(({ state, addressee }) => state === 'to-serve' && addressee === null)
  return {
    title: '登记送达',
    law: '每一次送达都登记，未能送达的也要登记，各有送达回证（行政处罚法 第六十一条）。',
    act: '登记这次送达',
    begun: {
      documentIds: (first.length > 0 ? first : papers.slice(0, 1)).map(({ id }) => id),
      way: 'in-person',
      outcome: 'served',
      at: new Date().toISOString(),
      place: service.address?.address ?? page.clue.place,
      recipient: page.party?.name,
    },
    components: (data) => [
      needed(several('documentIds', '送达的文书', papers.map(paperOption))),
      choose(
        'way',
        '送达方式',
        service.ways
          .filter(({ way }) => way !== 'announcement')
          .map(({ way, title }) => ({ value: way, label: title })),
      ),
      choose('outcome', '结果', [
        { value: 'served', label: '已经送达' },
        { value: 'failed', label: '未能送达' },
        ...(isSent(data.way) ? [{ value: 'under-way', label: '已经发出，等结果' }] : []),
      ]),
      ...particulars(page, service, data, data.way),
    ],
    send: (data) =>
      answered(
        api.POST('/cases/{caseId}/service-attempts', {
          ...to(page.case.id),
          body: data as unknown as Sent<'/cases/{caseId}/service-attempts'>,
        }),
      ),
  }
}

export function result(page: CasePage, service: ServicePage, attempt: Attempt): CaseAct {
  return {
    title: `登记${attempt.title}的结果`,
    law: wayOf(service, attempt.way)?.law ?? '',
    act: '登记结果',
    begun: { outcome: 'served', at: new Date().toISOString(), recipient: page.party?.name },
    components: (data) => [
      choose('outcome', '结果', [
        { value: 'served', label: '已经送达' },
        { value: 'failed', label: '未能送达' },
      ]),
      ...particulars(page, service, data, attempt.way).filter(
        ({ key }) => !['place', 'trackingNumber', 'entrustedTo', 'sentOn'].includes(key ?? ''),
      ),
    ],
    send: (data) =>
      answered(
        api.POST('/service-attempts/{attemptId}/result', {
          params: { path: { attemptId: attempt.id } },
          body: data as unknown as Sent<'/service-attempts/{attemptId}/result'>,
        }),
      ),
  }
}

const wayOf = ({ ways }: ServicePage, way: unknown): Way | undefined => ways.find((one) => one.way === way)

/** As data/service.yaml says what each way asks. */
function particulars(page: CasePage, service: ServicePage, data: Data, way: unknown): Component[] {
  const rule = wayOf(service, way)
  const asks = (what: string) => rule?.asks.includes(what) ?? false
  const { outcome, returned } = data
  const isServed = outcome === 'served'
  const underWay = outcome === 'under-way'
  const channels = service.address?.channels ?? []
  const relations = rule?.relations?.[page.party?.kind ?? 'citizen'] ?? []
  return [
    moment('at', underWay ? '发出时间' : isServed ? '送达时间' : '未能送达的时间'),
    ...(isServed && rule ? [{ type: 'text', id: 'counts', text: `送达之日：${rule.counts}。` }] : []),
    ...(asks('tracking-number') ? [needed(text('trackingNumber', '邮件号码'))] : []),
    ...(asks('entrusted-to') ? [needed(text('entrustedTo', '受托机关'))] : []),
    ...(asks('sent') && !underWay ? [needed(day('sentOn', '发出日期'))] : []),
    ...(asks('consent')
      ? [
          choose(
            'channel',
            '电子送达地址',
            channels.map(({ way: by, address }) => ({ value: address, label: `${by} ${address}` })),
            {
              validate: { required: isServed },
              ...(channels.length === 0 && {
                description: '当事人还没有签署同意电子送达的确认书，请先登记送达地址确认书。',
              }),
            },
          ),
        ]
      : []),
    ...(asks('consent') || isSent(way) ? [] : [text('place', '地点')]),
    ...(isServed && way === 'mail' && service.address
      ? [tick('returned', '从当事人确认的送达地址退回，退回之日视为送达')]
      : []),
    ...(isServed && asks('recipient') && returned !== true
      ? [
          needed(text('recipient', '收件人')),
          choose(
            'recipientRelation',
            '与受送达人的关系',
            relations.map((one) => ({ value: one, label: one })),
            { description: '受送达人本人签收的可以不选。' },
          ),
        ]
      : []),
    ...(isServed && asks('refusal') ? [needed(longText('refusal', '拒收的事由'))] : []),
    ...(isServed && asks('witness-or-recording')
      ? [
          text('witness', '见证人', { description: '没有见证人的，选下面的照片、录像。' }),
          several(
            'recordingIds',
            '照片、录像',
            page.evidenceFiles.map(({ id, name }) => ({ value: id, label: name })),
            page.evidenceFiles.length === 0 ? { description: '先在“证据”里收入。' } : {},
          ),
        ]
      : []),
    ...(outcome === 'failed' ? [needed(longText('reason', '未能送达的原因'))] : []),
    text('remark', '备注', { validate: { maxLength: 500 } }),
  ]
}

export function announcement(page: CasePage, service: ServicePage): CaseAct {
  const papers = toAnnounce(service)
  return {
    title: '申请公告送达',
    law: '其他方式均未能送达的才可以；经批准发布，期满之日视为送达（民事诉讼法 第九十五条）。',
    act: '申请公告送达',
    begun: { documentIds: papers.map(({ id }) => id) },
    components: () => [
      needed(several('documentIds', '公告送达的文书', papers.map(paperOption))),
      needed(longText('reason', '公告送达的原因和经过', { validate: { maxLength: 2000 } })),
      needed(longText('content', '文书的主要内容', { validate: { maxLength: 4000 } })),
    ],
    send: (data) =>
      answered(
        api.POST('/cases/{caseId}/announcements', {
          ...to(page.case.id),
          body: data as unknown as Sent<'/cases/{caseId}/announcements'>,
        }),
      ),
  }
}

export function confirmAddress(page: CasePage): CaseAct {
  return {
    title: '登记送达地址确认书',
    law: '电子送达须经当事人同意并签署确认书（行政处罚法 第六十一条）。按纸质确认书填写，随即出具。',
    act: '登记确认书',
    begun: { recipient: page.party?.name, electronic: false, channels: [{}] },
    components: (data) => [
      needed(text('recipient', '收件人')),
      text('recipientRelation', '与受送达人的关系', { validate: { maxLength: 40 } }),
      needed(text('address', '送达地址')),
      text('postcode', '邮政编码', {
        validate: { pattern: '^\\d{6}$', patternErrorMessage: '邮政编码是六位数字' },
      }),
      needed(text('phone', '联系电话', { validate: { maxLength: 40 } })),
      tick('electronic', '同意电子送达'),
      ...(data.electronic === true
        ? [
            {
              type: 'dynamiclist',
              id: 'channels',
              path: 'channels',
              label: '电子送达地址',
              components: [
                needed(text('way', '方式', { description: '如短信、电子邮件、浙里办' })),
                needed(text('address', '号码或者地址')),
              ],
            },
          ]
        : []),
      needed(day('confirmedOn', '签署日期')),
    ],
    send: (data) =>
      answered(
        api.POST('/cases/{caseId}/service-addresses', {
          ...to(page.case.id),
          body: data as unknown as Sent<'/cases/{caseId}/service-addresses'>,
        }),
      ),
  }
}
