/** What an officer fills in along an ordinary case 越门占道, form by form; all invented. */
import { isoInstant } from '../../src/platform/clock.ts'
import type { FormData } from '../../src/tasks/index.ts'

/** One red pixel. */
export const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

/** What is said of the original of a record 笔录. */
export const signedOnPaper = '当事人、执法人员已逐页签名。'

/** The evidence of a waiver 放弃陈述申辩: what it is called and what it shows. */
export const signedWaiver = {
  name: '放弃陈述申辩、听证声明书',
  shows: '当事人签名声明放弃陈述、申辩和听证',
}

export const citizen = {
  kind: 'citizen' as const,
  name: '张三丰',
  idNumber: '33038119900101233X',
  phone: '13800000000',
  address: '示例县人民路 12 号',
}

const hour = 3_600_000
const slot = 20_000
/** Of each recorder: the slots in which somebody has been asked, counted from the beginning of time. */
const asked = new Map<string, Set<number>>()

/** Times of an interview that end before `now`, and overlap no other one of the recorder. */
export function freeTime(recorder: string, now: number): { startedAt: string; endedAt: string } {
  const taken = asked.get(recorder) ?? new Set()
  asked.set(recorder, taken)
  const latest = Math.floor(now / slot) - 1
  let free = latest
  while (taken.has(free)) free--
  // Another bureau than where the morning was full.
  if (free * slot < now - 2 * hour) {
    taken.clear()
    free = latest
  }
  taken.add(free)
  return { startedAt: isoInstant(free * slot), endedAt: isoInstant((free + 1) * slot) }
}

/** So far: each case is at a house of its own, or it would be the same act. */
let houses = 100

/** @param now epoch ms: when all of it happens. @param person who is met, asked and takes papers in: the party, or who speaks for it. */
export function ordinaryForms({
  partyId,
  recorder,
  now,
  person = citizen,
}: {
  partyId: string
  recorder: string
  now: number
  person?: { name: string; idNumber: string; phone: string; address: string }
}): Record<string, FormData> {
  const at = isoInstant(now)
  const service = { way: '直接送达', place: '示例县人民路 12 号', at, recipient: person.name }
  return {
    'enter-case': {
      partyId,
      violationCode: 'SR-001',
      place: `示例县人民路 ${++houses} 号`,
      occurredAt: isoInstant(now - 3 * hour),
      description: '当事人将蔬菜筐摆放在店门外人行道上经营，占用人行道约 2 平方米。',
      officersChecked: true,
    },
    'draft-filing': {
      illegalFact: true,
      penaltyDue: true,
      jurisdiction: true,
      withinLimitation: true,
      proposal: '当事人的行为涉嫌违法，建议立案调查。',
    },
    'inspect-scene': {
      identityShown: true,
      startedAt: isoInstant(now - 2 * hour),
      endedAt: isoInstant(now - hour),
      place: '示例县人民路 12 号',
      present: person.name,
      presentRole: '经营者',
      recorder,
      recusal: '不申请回避',
      content: '店门外人行道上摆放蔬菜筐六个，占地约 2 平方米，现场正在售卖。',
      harm: 'slight',
    },
    // Anew each time it is looked at: nobody asks two people at once.
    get 'interview-party'() {
      return {
        identityShown: true,
        ...freeTime(recorder, now),
        place: '示例县综合行政执法局询问室',
        personName: person.name,
        personGender: '男',
        personAge: 36,
        personIdNumber: person.idNumber,
        personPhone: person.phone,
        personAddress: person.address,
        relation: '当事人',
        recorder,
        recusal: '不申请回避',
        answers: [
          { question: '你店门外的蔬菜筐是谁摆放的？', answer: '是我摆放的。' },
          { question: '你是否知道不能超出门窗、外墙经营？', answer: '知道，当时图方便。' },
        ],
        ageBand: 'adult',
        cooperative: true,
      }
    },
    'collect-evidence': {
      items: [
        { kind: '勘验笔录、现场笔录', name: '现场检查笔录', proves: '占道经营的现场情况' },
        { kind: '当事人的陈述', name: '询问笔录', proves: '当事人承认违法事实' },
        { kind: '电子数据', name: '现场照片', proves: '占道的位置和面积' },
      ],
    },
    'order-correction': { demand: '立即将店外物品搬回店内，不得超出门窗、外墙经营。', corrected: true },
    'serve-correction-order': service,
    'draft-investigation-report': {
      course: '巡查发现后立案，依法进行了现场检查和询问。',
      qualification: '超出门窗、外墙摆卖、经营。',
      discretionTier: 'ordinary',
      discretionReason: '初次违法，已当场改正，配合调查。',
      fineYuan: 300,
      proposedDecision: 'penalty',
      proposal: '建议罚款三百元。',
    },
    'legal-review': {
      points: [
        { item: '管辖', finding: '属本机关管辖' },
        { item: '事实和证据', finding: '事实清楚，证据充分' },
      ],
      reviewOutcome: 'pass',
      opinion: '同意拟处罚意见。',
    },
    'draft-advance-notice': { intendedFineYuan: 300 },
    'serve-advance-notice': service,
    'draft-decision': { decisionKind: 'penalty-decision', fineYuan: 300 },
    'serve-decision': service,
    'draft-closing-report': {
      summary: '当事人占道经营，罚款三百元。',
      execution: '罚款已缴清，违法行为已改正。',
      way: '行政处罚决定执行完毕',
    },
  }
}

/** 首违不罚, on the form of the decision. */
export const exemption = {
  decisionKind: 'no-penalty-decision',
  fineYuan: 0,
  noPenaltyGround: 'first-violation-exemption',
  noPenaltyReason: '当事人初次占道，当场清理完毕。',
  slight: '占道不足一小时，未影响通行',
  corrected: '当场将物品搬回店内',
  education: '店外经营须经批准，今后不得再占道。',
}
