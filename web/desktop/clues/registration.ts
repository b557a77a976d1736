/** What is asked for when a clue is registered or put right: each source has fields of its own (GET /clue-sources). */
import type { Component, Data, Option } from '../../forms/form.ts'
import { answered, api, type Reply } from '../../shared/api/client.ts'
import { knownOr } from '../../shared/offline/known.ts'

export type Source = Reply<'/clue-sources'>['sources'][number]

export function readSources(): Promise<Source[]> {
  return knownOr('clue-sources', async () => (await answered(api.GET('/clue-sources'))).sources)
}

export async function readCategories(): Promise<Option[]> {
  const { categories } = await knownOr('violation-categories', () =>
    answered(api.GET('/violation-categories')),
  )
  return categories.map(({ category }) => ({ label: category, value: category }))
}

export function registrationFields(sources: Source[], categories: Option[], data: Data): Component[] {
  const source = sources.find(({ code }) => code === data.source)
  return [
    {
      type: 'radio',
      id: 'source',
      key: 'source',
      label: '线索来源',
      values: sources.map(({ code, name }) => ({ label: name, value: code })),
      validate: { required: true },
    },
    ...(source ? sourceFields(source, data.anonymous === true) : []),
    ...commonFields(categories),
    {
      type: 'datetime',
      id: 'receivedAt',
      key: 'receivedAt',
      subtype: 'datetime',
      dateLabel: '收到时间',
      description: '北京时间；不填就是现在。核查和答复的期限从收到起算。',
      properties: { when: 'past' },
    },
  ]
}

/** What every clue holds, and what can be put right later. */
export function commonFields(categories: Option[]): Component[] {
  return [
    {
      type: 'textarea',
      id: 'content',
      key: 'content',
      label: '内容',
      description: '看到、听到什么：谁，在做什么，多大范围。',
      validate: { required: true, minLength: 2, maxLength: 4000 },
    },
    {
      type: 'textfield',
      id: 'place',
      key: 'place',
      label: '地点',
      validate: { required: true, maxLength: 200 },
    },
    {
      type: 'datetime',
      id: 'occurredAt',
      key: 'occurredAt',
      subtype: 'datetime',
      dateLabel: '发生时间',
      properties: { when: 'past' },
    },
    { type: 'select', id: 'category', key: 'category', label: '类别', values: categories },
    {
      type: 'textfield',
      id: 'violationCode',
      key: 'violationCode',
      label: '涉嫌的违法行为',
      description: '不确定的不填，录入案件时再定。',
      properties: { control: 'violation' },
    },
  ]
}

function sourceFields(source: Source, anonymous: boolean): Component[] {
  const fields = source.fields.filter(({ personal }) => !(anonymous && personal)).map(fieldOf)
  return [
    ...(source.anonymousAllowed
      ? [
          {
            type: 'checkbox',
            id: 'anonymous',
            key: 'anonymous',
            label: '匿名：不留姓名和电话',
            ...(source.answerLimit && { description: '实名的要在期限内答复；匿名的不用答复。' }),
          },
        ]
      : []),
    ...(fields.length > 0
      ? [{ type: 'group', id: 'particulars', path: 'particulars', label: source.name, components: fields }]
      : []),
  ]
}

export function fieldOf({ name, label, kind, required, personal }: Source['fields'][number]): Component {
  return {
    ...(kind === 'date'
      ? { type: 'datetime', subtype: 'date', dateLabel: label }
      : { type: 'textfield', label }),
    id: `particulars-${name}`,
    key: name,
    ...(required && { validate: { required } }),
    ...(personal && { description: '加密保存，平时遮盖，当事人看不到。' }),
    ...(kind === 'phone' && { properties: { inputmode: 'tel' } }),
  }
}
