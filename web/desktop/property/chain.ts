/** 全链条 of an item: measure → execution → entry → extension → release → exit, each with who and when; what is still ahead stands there too, so that a gap is seen. */
import { minute } from '../../shared/words.ts'
import { type ItemPage, type Release, ways } from './property-words.ts'
import { shelfWords, type Store } from './warehouses.ts'

export interface Step {
  key: string
  name: string
  /** ISO; null: not yet. */
  at: string | null
  words: string[]
  /** `stopped`: it was refused or failed, and goes no further. */
  state: 'done' | 'now' | 'ahead' | 'stopped'
  document?: { id: string; name: string; number: string | null }
}

export function chainOf(page: ItemPage, store: Store | null): Step[] {
  const steps = [
    ...imposed(page),
    entered(page, store),
    ...extended(page),
    ...page.measure.releases
      .filter(({ items }) => items.some(({ itemId }) => itemId === page.item.id))
      .flatMap((release) => released(page, release)),
  ]
  if (!steps.some(({ key }) => key.startsWith('release')))
    steps.push({ key: 'release', name: '解除、处理', at: null, words: [], state: 'ahead' })
  // What comes next is what is not done first.
  const next = steps.find(({ state }) => state === 'ahead')
  if (next && !steps.some(({ state }) => state === 'now' || state === 'stopped')) next.state = 'now'
  return steps
}

const by = ({ people }: ItemPage, id: string) => people[id] ?? ''

function imposed(page: ItemPage): Step[] {
  const { measure, requests, documents } = page.measure
  const refused = measure.state === 'refused' || measure.refusedAt !== null
  const asked = requests.find(({ act }) => act === 'impose')
  const approval: Step = {
    key: 'approval',
    name: measure.urgent ? '补办批准' : '批准',
    at: measure.approvedAt ?? measure.refusedAt,
    words: refused ? ['不予批准'] : [],
    state: refused ? 'stopped' : measure.approvedAt ? 'done' : asked ? 'now' : 'ahead',
  }
  const decision: Step = {
    key: 'decision',
    name: '决定',
    at: measure.decidedAt,
    words: [measure.decisionNumber ?? ''],
    state: measure.decidedAt ? 'done' : 'ahead',
    document: documents.find(({ number }) => number !== null && number === measure.decisionNumber),
  }
  const execution: Step = {
    key: 'execution',
    name: measure.urgent ? `当场${measure.title}` : measure.title,
    at: measure.execution?.at ?? measure.executedAt,
    words: [
      measure.execution?.place ?? measure.place,
      (measure.execution?.officerIds ?? []).map((id) => by(page, id)).join('、'),
      measure.delivery?.receivedBy
        ? `清单由 ${measure.delivery.receivedBy} 签收`
        : measure.delivery?.refusal
          ? `拒绝签收：${measure.delivery.refusal}`
          : '',
    ],
    state: measure.executedAt ? 'done' : 'ahead',
  }
  const application: Step = {
    key: 'application',
    name: '申请',
    at: measure.appliedAt,
    words: [by(page, measure.appliedBy), measure.reason],
    state: 'done',
  }
  return measure.urgent
    ? [execution, approval, ...(refused ? [] : [decision])]
    : [application, approval, decision, execution]
}

function entered({ ledger, people }: ItemPage, store: Store | null): Step {
  const entry = ledger.find(({ kind }) => kind === 'entry')
  return {
    key: 'entry',
    name: '入库',
    at: entry?.at ?? null,
    words: entry ? [shelfWords(store, entry.to!), people[entry.recordedBy] ?? ''] : [],
    state: entry ? 'done' : 'ahead',
  }
}

function extended({ measure: { extension, documents, requests } }: ItemPage): Step[] {
  if (!extension) return []
  const request = requests.find(({ act, state }) => act === 'extend' && state === 'agreed')
  return [
    {
      key: 'extension',
      name: '延长',
      at: extension.effectiveAt,
      words: [`${extension.days} 日`],
      state: 'done',
      document: documents.find(({ requestId }) => requestId !== null && requestId === request?.id),
    },
  ]
}

/** The papers of a release that are no sheets of the store. */
const sheets = new Set(['warehouse-exit', 'property-return', 'property-disposal', 'warehouse-entry'])

function released(page: ItemPage, release: Release): Step[] {
  const { item, measure } = page
  const line = release.items.find(({ itemId }) => itemId === item.id)!
  const request = measure.requests.find(({ id }) => id === release.requestId)
  const much = `${ways[line.way]} ${line.quantity} ${item.unit}`
  const decision: Step = {
    key: `release-${release.id}`,
    name: '解除、处理',
    at: release.approvedAt,
    words: [much, release.groundText, release.state === 'applied' ? '正在审批' : ''],
    state: release.state === 'refused' ? 'stopped' : release.state === 'applied' ? 'now' : 'done',
    document: measure.documents.find(
      ({ requestId, kind }) =>
        requestId === release.requestId && !sheets.has(kind) && request?.act === 'release',
    ),
  }
  if (release.state === 'refused') return [{ ...decision, words: [much, '不予批准'] }]
  const exits = release.exits.filter(({ itemId }) => itemId === item.id)
  const gone: Step[] = exits.map((exit) => ({
    key: `exit-${exit.id}`,
    name: `出库（${ways[exit.way]}）`,
    at: exit.at,
    words: [`${exit.quantity} ${item.unit}`, whither(exit.particulars), by(page, exit.givenOutBy)],
    state: 'done',
  }))
  const rest: Step[] =
    Number(line.givenOut) < Number(line.quantity)
      ? [
          {
            key: `rest-${release.id}`,
            name: `出库（${ways[line.way]}）`,
            at: null,
            words: exits.length > 0 ? [`已出库 ${line.givenOut} ${item.unit}`] : [],
            state: release.state === 'approved' ? 'now' : 'ahead',
          },
        ]
      : []
  return [decision, ...gone, ...rest]
}

/** To whom, before whom, for how much: what each way out keeps. */
function whither(said: { way: string; [name: string]: unknown }): string {
  const { recipient, relation, organ, receivedBy, place, witness, auctioneer, treasuryReceipt, signedAt } =
    said as Record<string, string | undefined>
  switch (said.way) {
    case 'returned':
      return `${recipient}（${relation}）${signedAt ? ` ${minute(signedAt)} ` : ''}签收`
    case 'transferred':
      return `${organ}，${receivedBy} 签收`
    case 'destroyed':
      return `在${place}，见证人 ${witness}`
    case 'auctioned':
      return auctioneer ?? ''
    default:
      return treasuryReceipt ? `缴库凭证 ${treasuryReceipt}` : ''
  }
}
