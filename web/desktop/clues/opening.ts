/** 立案办理: a case begins from the clue, by at least two officers (行政处罚法 第四十二条). */
import { answered, api, type Sent } from '../../shared/api/client.ts'
import { once } from '../../shared/api/once.ts'
import { me } from '../../shared/session/session.ts'
import type { Act } from './act.ts'
import { officerChoices } from './choices.ts'

export const openCase: Act = {
  name: '立案办理',
  say: '开案',
  about: '执法人员不得少于两人，执法证在有效期内（行政处罚法 第四十二条）。',
  choices: async (page) => ({ officers: await officerChoices(page) }),
  components: () => [
    {
      type: 'select',
      id: 'leadOfficerId',
      key: 'leadOfficerId',
      label: '主办',
      valuesKey: 'officers',
      validate: { required: true },
    },
    {
      type: 'taglist',
      id: 'assistingOfficerIds',
      key: 'assistingOfficerIds',
      label: '协办',
      valuesKey: 'officers',
      validate: { required: true },
    },
  ],
  begin: () => (me.value?.officerId ? { leadOfficerId: me.value.officerId } : {}),
  async send({ clue: { id } }, filled) {
    const body = { clueId: id, ...filled } as unknown as Sent<'/cases'>
    const sending = once(`clue.${id}.open-case`)
    const { caseId } = await answered(
      api.POST('/cases', { params: { header: { 'Idempotency-Key': sending.keyFor(body) } }, body }),
    )
    sending.done()
    return `/cases/${caseId}`
  },
  done: '已开案',
}
