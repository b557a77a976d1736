/** What can be done about a clue 线索处理: each with what it asks for and where it is sent. The server says which of them may be done now. */
import type { Component } from '../../forms/form.ts'
import { answered, api, type Sent } from '../../shared/api/client.ts'
import type { paths } from '../../shared/api/schema.d.ts'
import type { Act } from './act.ts'
import { amend } from './amending.ts'
import { type CluePage, type Deed, outcomes } from './clue-states.ts'
import { caseChoices, colleagueChoices } from './choices.ts'
import { openCase } from './opening.ts'

const reason = (key: string, label: string, description?: string): Component => ({
  type: 'textarea',
  id: key,
  key,
  label,
  ...(description && { description }),
  validate: { required: true, minLength: 2, maxLength: 1000 },
})
const past = (key: string, label: string): Component => ({
  type: 'datetime',
  subtype: 'datetime',
  id: key,
  key,
  dateLabel: label,
  properties: { when: 'past' },
  validate: { required: true },
})
const radio = (key: string, label: string, values: Record<string, string>): Component => ({
  type: 'radio',
  id: key,
  key,
  label,
  values: Object.entries(values).map(([value, name]) => ({ label: name, value })),
  validate: { required: true },
})

type ActPath = {
  [Path in keyof paths]: Path extends `/clues/{clueId}/${string}`
    ? Sent<Path> extends never
      ? never
      : Path
    : never
}[keyof paths]

/** The fields are named as the API names them. */
const sendTo =
  (path: ActPath): Act['send'] =>
  async ({ clue: { id } }, filled) =>
    void (await answered(api.POST(path, { params: { path: { clueId: id } }, body: filled as never })))

export const acts: Partial<Record<Deed, Act>> = {
  'open-case': openCase,
  amend,
  assign: {
    name: '指定核查人',
    say: '交给核查人',
    about: '须是承办部门的执法人员。',
    choices: async (page) => ({ officers: await colleagueChoices(page) }),
    components: () => [
      {
        type: 'select',
        id: 'officerId',
        key: 'officerId',
        label: '核查人',
        valuesKey: 'officers',
        validate: { required: true },
      },
    ],
    begin: ({ clue: { verifierId } }) => (verifierId === null ? {} : { officerId: verifierId }),
    send: sendTo('/clues/{clueId}/verifier'),
    done: '已指定核查人',
  },
  report: {
    name: '提交核查情况',
    say: '提交核查情况',
    components: () => [
      past('verifiedAt', '核查时间'),
      {
        type: 'textfield',
        id: 'method',
        key: 'method',
        label: '核查方式',
        description: '现场查看、询问、查阅资料等。',
        validate: { required: true, minLength: 2, maxLength: 200 },
      },
      {
        type: 'textarea',
        id: 'found',
        key: 'found',
        label: '核查情况',
        validate: { required: true, minLength: 2, maxLength: 4000 },
      },
      radio('outcome', '结论', outcomes),
      reason('proposal', '处理建议'),
    ],
    send: sendTo('/clues/{clueId}/verification'),
    done: '核查情况已提交',
  },
  answer: {
    name: '登记答复',
    say: '登记答复',
    about: '实名的投诉举报人要在期限内答复；说了什么、何时说的都留下记录。',
    choices: async () => ({
      manners: (await answered(api.GET('/clue-sources'))).answerManners.map((one) => ({
        label: one,
        value: one,
      })),
    }),
    components: () => [
      {
        type: 'radio',
        id: 'manner',
        key: 'manner',
        label: '答复方式',
        valuesKey: 'manners',
        validate: { required: true },
      },
      past('answeredAt', '答复时间'),
      {
        type: 'textarea',
        id: 'content',
        key: 'content',
        label: '答复内容',
        validate: { required: true, minLength: 2, maxLength: 4000 },
      },
    ],
    send: sendTo('/clues/{clueId}/answer'),
    done: '答复已登记',
  },
  join: {
    name: '并入案件',
    say: '并入案件',
    about: '同一件事已经立案的，并到那件案件里。',
    choices: async (page) => ({ cases: await caseChoices(page) }),
    components: () => [
      {
        type: 'select',
        id: 'caseId',
        key: 'caseId',
        label: '案件',
        valuesKey: 'cases',
        validate: { required: true },
      },
      reason('reason', '理由'),
    ],
    send: sendTo('/clues/{clueId}/joining'),
    done: '已并入案件',
  },
  educate: {
    name: '教育办结',
    say: '教育办结',
    about: '违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚（行政处罚法 第三十三条）。',
    components: () => [reason('reason', '情况', '怎样教育的，当场改正到什么程度。')],
    send: sendTo('/clues/{clueId}/education'),
    done: '已教育办结',
  },
  propose: {
    name: '移送或者不予受理',
    say: '报部门负责人审批',
    about: '登记人、核查人和提出的人不能自己批。',
    components: () => [
      radio('end', '拟', { transferred: '移送', rejected: '不予受理' }),
      {
        type: 'textfield',
        id: 'organ',
        key: 'organ',
        label: '移送的机关',
        conditional: { hide: '=end != "transferred"' },
        validate: { required: true, minLength: 2, maxLength: 100 },
      },
      reason('reason', '理由'),
    ],
    send: sendTo('/clues/{clueId}/proposal'),
    done: '已报部门负责人审批',
  },
  'decide-proposal': {
    name: '审批处理意见',
    say: '签署意见',
    about: proposalWords,
    components: () => [
      radio('decision', '审批', { approve: '同意', return: '退回' }),
      reason('opinion', '审批意见'),
    ],
    send: sendTo('/clues/{clueId}/proposal-decision'),
    done: '意见已签署',
  },
  reopen: {
    name: '督察重新办理',
    say: '重新办理',
    about: '回到已登记，核查期限自今天重新起算。',
    components: () => [reason('reason', '理由')],
    send: sendTo('/clues/{clueId}/reopening'),
    done: '已重新办理',
  },
}

/** What is to be decided, and who asks for it. */
function proposalWords({ facts }: CluePage): string {
  const proposal = facts.findLast((one) => one.kind === 'clue-proposal')
  if (proposal?.kind !== 'clue-proposal') return ''
  const { end, organ, reason } = proposal.data
  return `${proposal.recordedName}拟${end === 'transferred' ? `移送${organ}` : '不予受理'}：${reason}`
}

/** The acts that may be done now, the one that comes next first. */
export function actsOf({ may, clue, facts }: CluePage): Deed[] {
  const report = facts.findLast((one) => one.kind === 'clue-verification')
  const unfounded =
    report?.kind === 'clue-verification' &&
    (report.data.outcome === 'unfounded' || report.data.outcome === 'not-found')
  const order: Deed[] = [
    'decide-proposal',
    ...(clue.state === 'verifying' ? (['report'] as const) : []),
    ...(unfounded && clue.state === 'verified' ? (['propose'] as const) : []),
    'open-case',
    'report',
    'assign',
    'join',
    'educate',
    'propose',
    'answer',
    'amend',
    'reopen',
  ]
  return [...new Set(order)].filter((deed) => may.includes(deed) && deed in acts)
}
