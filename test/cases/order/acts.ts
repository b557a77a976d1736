/** Acts over routes, as anybody could send them: right in form, so that what refuses them is that they are out of turn. All invented. */
import type { Actor } from '../../../src/identity/actor.ts'
import type { PartyMessageName } from '../../../src/cases/index.ts'
import type { PaperCode } from '../../../src/cases/papers/kinds.ts'
import type { SideFlowCode } from '../../../src/cases/side-flows/kinds.ts'
import { isoInstant, legalDay } from '../../../src/platform/clock.ts'
import { addDays } from '../../../src/platform/legal-day.ts'
import type { WholeBureau } from '../whole-bureau.ts'
import type { Acts } from './attempts.ts'

const basis = '《中华人民共和国行政处罚法》'
const materials = [{ name: '现场照片', copies: 2 }]

/** @param fineFen what the party owes. */
export function actsOf(bureau: WholeBureau, caseId: string, { fineFen }: { fineFen: number }) {
  const today = () => legalDay(bureau.clock.now())
  const now = () => isoInstant(bureau.clock.now())

  /** What the party says or pays. */
  const message =
    (name: PartyMessageName, given: () => object) =>
    (actor: Actor): Promise<{ id: string; ticket?: string }> =>
      bureau.cases.recordPartyMessage(actor, caseId, name, given())
  const messages: { [name in PartyMessageName]: Acts[string] } = {
    'statement-received': message('statement-received', () => ({ receivedAt: now(), content: '请求从轻' })),
    'hearing-requested': message('hearing-requested', () => ({ receivedAt: now() })),
    'hearing-withdrawn': message('hearing-withdrawn', () => ({ receivedAt: now() })),
    'rights-waived': message('rights-waived', () => ({ receivedAt: now(), evidenceId: 'none' })),
    'payment-received': message('payment-received', () => ({ paidFen: fineFen, paidOn: today() })),
    'demand-statement-received': message('demand-statement-received', () => ({
      receivedAt: now(),
      content: '认为处罚过重',
    })),
  }

  const someone = async () => (await bureau.actor('squad-01-officer-3')).officerId!
  const sideFlow =
    (code: SideFlowCode, given: (actor: Actor) => object | Promise<object>) =>
    async (actor: Actor): Promise<{ id: string; ticket: string }> =>
      bureau.cases.requestSideFlow(actor, caseId, code, { ...(await given(actor)) })
  const sideFlows = {
    'stop-order': sideFlow('stop-order', () => ({ demand: '立即停止占道经营。' })),
    appraisal: sideFlow('appraisal', () => ({
      institution: '示例县产品质量检验所',
      matter: '样品是否符合国家标准',
      materials: [{ name: '样品一', quantity: '2 件' }],
    })),
    extension: sideFlow('extension', () => ({ reason: '须等待鉴定意见。', days: 30 })),
    suspension: sideFlow('suspension', () => ({
      reason: '当事人下落不明。',
      basis,
      resumeWhen: '找到当事人。',
    })),
    termination: sideFlow('termination', () => ({
      course: '现场未见占道物品。',
      reason: '违法事实不能成立。',
      basis,
    })),
    transfer: sideFlow('transfer', () => ({
      recipient: '示例县市场监督管理局',
      course: '无照经营。',
      reason: '不属本机关管辖。',
      basis,
      materials,
    })),
    'criminal-transfer': sideFlow('criminal-transfer', () => ({
      police: '示例县公安局',
      crime: '非法经营罪',
      crimeBasis: '刑法 第二百二十五条',
      course: '违法经营数额较大。',
      materials,
    })),
    'change-of-officers': sideFlow('change-of-officers', async () => ({
      officerId: (await bureau.actor('squad-01-officer-2')).officerId!,
      successorId: await someone(),
      reason: '工作调整。',
    })),
    splitting: sideFlow('splitting', async () => ({
      reason: '事实不同',
      content: '另有占道',
      leadOfficerId: (await bureau.actor('squad-01-officer-1')).officerId!,
      assistingOfficerIds: [await someone()],
      evidenceFileIds: [],
    })),
    reopening: sideFlow('reopening', async () => ({
      ground: '上级督办',
      reason: '督办',
      leadOfficerId: (await bureau.actor('squad-01-officer-1')).officerId!,
      assistingOfficerIds: [await someone()],
    })),
    instalment: sideFlow('instalment', () => ({
      appliedOn: today(),
      way: '延期缴纳',
      reason: '经济困难。',
      payments: [{ amountFen: fineFen, dueOn: addDays(today(), 40) }],
      proposal: '建议同意。',
    })),
    surcharge: sideFlow('surcharge', () => ({ proposal: '逾期未缴，建议加处罚款。' })),
    refund: sideFlow('refund', () => ({ way: '转账', proposal: '建议退还。' })),
    publicity: sideFlow('publicity', () => ({ public: false, reason: '依法不予公开' })),
    'enforcement-stay': sideFlow('enforcement-stay', () => ({
      ground: 'hardship',
      reason: '当事人因病住院，暂无收入。',
      evidence: '住院证明',
      harmless: true,
    })),
    'enforcement-termination': sideFlow('enforcement-termination', () => ({
      ground: 'deceased',
      reason: '当事人死亡，无遗产可供执行。',
      evidence: '死亡证明',
    })),
    'performance-demand': sideFlow('performance-demand', () => ({ way: '自行清除占道物品。' })),
  } satisfies { [code in SideFlowCode]?: Acts[string] }

  /** Of what comes after a decision. */
  const afterwards: Acts = {
    'penalty-execution': async (actor) =>
      bureau.cases.recordExecution(actor, caseId, {
        kind: '没收违法所得',
        on: today(),
        way: '上缴国库',
        amountFen: 1_000,
        evidenceId: 'none',
      }),
    'publish-decision': (actor) =>
      bureau.cases.publicity.record(actor, caseId, { at: now(), address: 'https://example.cn/1' }),
    'bind-anew': (actor) => bureau.cases.rebind(actor, caseId, { reason: '补入材料' } as never),
  }

  const paper =
    (code: PaperCode, given: () => object): Acts[string] =>
    (actor) =>
      bureau.cases.drawUpPaper(actor, caseId, code, { ...given() })
  const papers = {
    'interview-notice': paper('interview-notice', () => ({
      person: '张三丰',
      at: now(),
      place: '本局',
      about: '占道经营',
    })),
    'evidence-provision-notice': paper('evidence-provision-notice', () => ({
      person: '张三丰',
      until: today(),
      place: '本局',
      items: [{ name: '营业执照' }],
    })),
    'sampling-list': paper('sampling-list', () => ({
      sampledAt: now(),
      place: '示例县人民路 12 号',
      method: '随机抽取',
      items: [{ name: '样品一', quantity: 2, unit: '件' }],
    })),
    'appraisal-notice': paper('appraisal-notice', () => ({
      issuedOn: today(),
      conclusion: '不符合国家标准。',
    })),
  } satisfies { [code in PaperCode]?: Acts[string] }

  /** A document is handed to the party, sent, announced. @param kind of the newest such document of the case, issued or not. */
  const service = (kind: string) => {
    const newest = async () => {
      const [row] = await bureau.database.sql.all<{ id: string }>(
        'SELECT id FROM documents WHERE case_id = ? AND kind = ? ORDER BY id DESC LIMIT 1',
        [caseId, kind],
      )
      return [row?.id ?? 'none']
    }
    const attempt =
      (given: object): Acts[string] =>
      async (actor) =>
        bureau.cases.recordAttempt(actor, caseId, {
          documentIds: await newest(),
          at: now(),
          place: '示例县人民路 12 号',
          ...given,
        } as Parameters<WholeBureau['cases']['recordAttempt']>[2])
    return {
      [`hand over ${kind}`]: attempt({ way: 'in-person', outcome: 'served', recipient: '张三丰' }),
      [`find nobody for ${kind}`]: attempt({ way: 'in-person', outcome: 'failed', reason: '店门关闭。' }),
      [`post ${kind}`]: attempt({ way: 'mail', outcome: 'under-way', trackingNumber: 'EA123456789CN' }),
      [`get ${kind} back`]: attempt({
        way: 'mail',
        outcome: 'failed',
        trackingNumber: 'EA123456789CN',
        reason: '查无此人，退回。',
      }),
      [`announce ${kind}`]: async (actor: Actor) =>
        bureau.cases.requestAnnouncement(actor, caseId, {
          documentIds: await newest(),
          reason: '经上门、邮寄均未能送达，当事人下落不明。',
          content: '责令当事人改正占道经营的行为。',
        }),
    }
  }
  const all = { ...messages, ...sideFlows, ...papers, ...afterwards }
  return { messages, sideFlows, papers, afterwards, all, service, today, now }
}
