/** What people do in a day, one act after another: officers take their cases through the ordinary procedure, approvers decide what waits for them, and all of them read. */
import { citizenNumber } from '../../src/cli/generate/parties.ts'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import {
  citizen,
  ordinaryForms,
  photo,
  signedOnPaper,
  signedWaiver,
} from '../../test/cases/ordinary-forms.ts'
import type { Session } from './session.ts'

interface Task {
  userTaskKey: string
  elementId: string
  caseId: string
}
interface Submitted {
  state: string
  status?: string
}
interface OwnCase {
  id: string
  forms: Record<string, object>
  /** The last form that took effect. */
  last: string
}

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!
const words = ['占道经营', '乱倒垃圾', '违法建设', '处罚', '油烟', '施工噪声', '广告牌', '第三十条']
const sights = ['店铺货物摆到人行道上', '渣土车沿路撒落', '楼道里堆放杂物', '树上挂晾衣服', '流动摊贩占道']

/** Invented citizens so far. */
let people = 0

const submit = async (person: Session, what: string, path: string, body: object): Promise<boolean> => {
  const reply = await person.post<Submitted>(what, path, body)
  if (reply?.state === 'submitted' && reply.status !== undefined)
    await person.get('/acts/{ticket}', reply.status.replace('/api/v1', ''))
  return reply !== undefined
}
const complete = (person: Session, { userTaskKey }: Task, data: object) =>
  submit(person, '/tasks/{userTaskKey}/complete', `/tasks/${userTaskKey}/complete`, { data })

const read = async (person: Session, caseId: string | undefined): Promise<void> => {
  const acts: (() => Promise<unknown>)[] = [
    () => person.get('/due', '/due?whose=mine'),
    () => person.get('/articles', `/articles?text=${encodeURIComponent(pick(words))}`),
    () => person.get('/violation-proposals', `/violation-proposals?text=${encodeURIComponent(pick(sights))}`),
    () => person.get('/notifications', '/notifications'),
    () => person.get('/cases', '/cases?mine=true'),
  ]
  if (caseId !== undefined)
    acts.push(
      () => person.get('/cases/{caseId}', `/cases/${caseId}`),
      () => person.get('/cases/{caseId}', `/cases/${caseId}`),
      () => person.get('/cases/{caseId}/similar-decisions', `/cases/${caseId}/similar-decisions`),
    )
  await pick(acts)()
}

/** @returns one act of the officer's, to be repeated. */
export function officer(me: Session, colleague: Session): () => Promise<void> {
  let own: OwnCase | undefined

  async function begin(): Promise<void> {
    const clue = {
      source: 'patrol',
      place: '示例县人民路 12 号',
      content: '店外占道经营',
      category: '市容环境卫生',
    }
    const registered = await me.post<{ clueId: string }>('/clues', '/clues', clue)
    if (!registered) return
    const opened = await me.post<{ caseId: string }>('/cases', '/cases', {
      clueId: registered.clueId,
      leadOfficerId: me.officerId,
      assistingOfficerIds: [colleague.officerId],
    })
    const invented = { ...citizen, idNumber: citizenNumber(5_000_000 + people++) }
    const found = opened && (await me.post<{ party: { id: string } }>('/parties', '/parties', invented))
    if (!found) return
    const forms = ordinaryForms({ partyId: found.party.id, recorder: colleague.officerId, now: Date.now() })
    own = { id: opened.caseId, forms, last: '' }
  }

  const photograph = (caseId: string, words = { name: '现场照片', shows: '店门外占道摆放的蔬菜筐' }) =>
    me.post<{ id: string }>('/cases/{caseId}/evidence-files', `/cases/${caseId}/evidence-files`, {
      kind: '电子数据',
      mediaType: 'image/png',
      content: Buffer.concat([photo, Buffer.from(`${caseId}${Math.random()}`)]).toString('base64'),
      takenAt: Date.now(),
      place: '示例县人民路 12 号',
      takenBy: me.officerId,
      ...words,
    })

  /** 笔录: all of them on paper. */
  async function signRecords(caseId: string): Promise<void> {
    const unsigned = await me.get<{ items: { documentId: string }[] }>(
      '/cases/{caseId}/unsigned-records',
      `/cases/${caseId}/unsigned-records`,
    )
    for (const { documentId } of unsigned?.items ?? [])
      await me.post('/documents/{documentId}/paper-original', `/documents/${documentId}/paper-original`, {
        note: signedOnPaper,
      })
  }

  async function work(mine: OwnCase): Promise<void> {
    const list = await me.get<{ items: Task[] }>('/tasks', `/tasks?caseId=${mine.id}`)
    const task = list?.items.find(({ elementId }) => mine.forms[elementId] !== undefined)
    if (task) {
      await me.get('/tasks/{userTaskKey}', `/tasks/${task.userTaskKey}`)
      if (task.elementId === 'collect-evidence') await photograph(mine.id)
      if (task.elementId === 'draft-closing-report') await signRecords(mine.id)
      if (await complete(me, task, mine.forms[task.elementId]!)) mine.last = task.elementId
    } else if (mine.last === 'serve-advance-notice') {
      const signed = await photograph(mine.id, signedWaiver)
      if (signed)
        await says(mine, 'rights-waived', { receivedAt: isoInstant(Date.now()), evidenceId: signed.id })
    } else if (mine.last === 'serve-decision')
      await says(mine, 'payment-received', {
        paidFen: 30_000,
        paidOn: legalDay(Date.now()),
        receiptNumber: '示例-1',
      })
    else await me.get('/cases/{caseId}', `/cases/${mine.id}`)
    if (mine.last === 'draft-closing-report') own = undefined
  }
  async function says(mine: OwnCase, name: string, data: object): Promise<void> {
    if (await submit(me, `/cases/{caseId}/${name}`, `/cases/${mine.id}/${name}`, data)) mine.last = name
  }

  return async () => {
    const dice = Math.random()
    if (dice < 0.25) await me.get('/tasks', '/tasks')
    else if (dice < 0.65) await read(me, own?.id)
    else if (own) await work(own)
    else await begin()
  }
}

/** @returns one act of the approver's, to be repeated: the list, and what stands first in it. */
export function approver(me: Session): () => Promise<void> {
  const answers: Record<string, object> = {
    review: { decision: 'agree', opinion: '同意' },
    'legal-review': ordinaryForms({ partyId: '', recorder: '', now: 0 })['legal-review']!,
  }
  return async () => {
    const list = await me.get<{ items: Task[] }>('/tasks', '/tasks')
    const waiting = list?.items.filter(({ elementId }) => answers[elementId] !== undefined) ?? []
    if (waiting.length === 0 || Math.random() < 0.3) return read(me, list?.items[0]?.caseId)
    const task = pick(waiting.slice(0, 10))
    await me.get('/tasks/{userTaskKey}', `/tasks/${task.userTaskKey}`)
    await complete(me, task, answers[task.elementId]!)
  }
}
