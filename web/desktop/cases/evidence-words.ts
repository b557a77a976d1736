/** What is asked about a file before it is evidence: of what kind, when, where and by whom it was taken, and what it shows (行政处罚法 第四十六条). */
import type { Component, Data } from '../../forms/form.ts'
import { me } from '../../shared/session/session.ts'
import type { CasePage } from './use-case-page.ts'

/** 行政处罚法 第四十六条, in its order. */
const kinds = [
  '书证',
  '物证',
  '视听资料',
  '电子数据',
  '证人证言',
  '当事人的陈述',
  '鉴定意见',
  '勘验笔录、现场笔录',
]

const text = { type: 'textfield', validate: { required: true, maxLength: 200 } }

export function evidenceComponents({ officers }: CasePage): Component[] {
  return [
    { ...text, id: 'name', key: 'name', label: '名称' },
    {
      type: 'textarea',
      id: 'shows',
      key: 'shows',
      label: '证明什么',
      validate: { required: true, maxLength: 1000 },
    },
    {
      type: 'select',
      id: 'kind',
      key: 'kind',
      label: '证据种类',
      values: kinds.map((kind) => ({ label: kind, value: kind })),
      validate: { required: true },
    },
    {
      type: 'datetime',
      subtype: 'datetime',
      id: 'takenAt',
      key: 'takenAt',
      dateLabel: '取证时间',
      validate: { required: true },
      properties: { when: 'past' },
    },
    { ...text, id: 'place', key: 'place', label: '取证地点' },
    {
      type: 'select',
      id: 'takenBy',
      key: 'takenBy',
      label: '取证人',
      values: officers
        .filter(({ toAt }) => toAt === null)
        .map(({ officerId, name }) => ({ label: name, value: officerId })),
      validate: { required: true },
    },
  ]
}

/** What is known already. @param given words of what is to be taken in, where it is known why. */
export function evidenceBegun({ clue, facts, officers }: CasePage, given: Data): Data {
  const place = facts.find(({ kind, state }) => kind === 'entry' && state === 'effective')?.data.place
  const taker = officers.find(({ officerId }) => officerId === me.value?.officerId) ?? officers[0]
  return {
    name: '',
    shows: '',
    place: typeof place === 'string' ? place : clue.place,
    takenBy: taker?.officerId,
    ...given,
  }
}

/** What a file says of itself: a photo is 电子数据 unless somebody says otherwise. */
export function wordsOfFile({ name, type, lastModified }: File): Data {
  const kind = /^(image|application\/.*sheet)/.test(type)
    ? '电子数据'
    : /^(video|audio)/.test(type)
      ? '视听资料'
      : '书证'
  return { name: name.replace(/\.[^.]+$/, ''), kind, takenAt: new Date(lastModified).toISOString() }
}
