/** A decision on the spot 当场处罚 of 100 yuan against a citizen, as a phone sends it; all invented. */
import { ulid } from 'ulid'

/** So far: each is at a house of its own, or it would be the same act. */
let houses = 0

/** @param now epoch ms. @param more what is otherwise in this one. */
export const onTheSpot = <More extends object = object>(
  now: number,
  assistingOfficerId: string,
  more: More = {} as More,
) => ({
  id: ulid(),
  assistingOfficerIds: [assistingOfficerId],
  party: {
    kind: 'citizen' as const,
    name: '张示例',
    idNumber: '330481199001011236',
    address: '示例县人民路 12 号',
  },
  violationCode: 'SR-001',
  occurredAt: now - 600_000,
  place: `示例县人民路 ${++houses} 号门前人行道`,
  description: '当事人将两个货架摆放在店门外人行道上经营。',
  certificateShown: true as const,
  rightsTold: true as const,
  defence: '当事人对违法事实无异议。',
  penalty: { warning: false, fineFen: 10_000 },
  delivery: { recipient: '张示例' },
  ...more,
})
