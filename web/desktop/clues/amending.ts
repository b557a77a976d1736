/** 修改: a clue that is not decided yet is put right; the history says what changed. Another's change in between is refused by the version seen. */
import { answered, api } from '../../shared/api/client.ts'
import type { Act } from './act.ts'
import { commonFields, readCategories } from './registration.ts'

const fields = ['content', 'place', 'occurredAt', 'category', 'violationCode'] as const

export const amend: Act = {
  name: '修改',
  say: '保存修改',
  about: '改了什么、原来是什么，流转里都留着。来源和收到时间不能改。',
  choices: async () => ({ categories: await readCategories() }),
  components: () =>
    commonFields([]).map((one) =>
      one.id === 'category' ? { ...one, values: undefined, valuesKey: 'categories' } : one,
    ),
  begin: ({ clue }) => Object.fromEntries(fields.map((name) => [name, clue[name]])),
  async send({ clue }, filled) {
    const change = Object.fromEntries(
      fields.map((name) => [name, filled[name] ?? null] as const).filter(([name, now]) => now !== clue[name]),
    )
    await answered(
      api.PATCH('/clues/{clueId}', {
        params: { path: { clueId: clue.id } },
        headers: { 'If-Match': `"${clue.version}"` },
        body: change,
      }),
    )
  },
  done: '修改已保存',
}
