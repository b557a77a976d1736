/** 重大、复杂: discussed by the board without a hearing; outside the range of discretion; a heavy fine on a person whose party waives. */
import { openCase } from './case-desk.ts'
import { discuss, finishHeavy } from './hearing-desk.ts'
import type { Story } from './year.ts'

export const graveCases: Story[] = [
  {
    name: '情节复杂，集体讨论',
    begins: '2025-04-08',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-09' })
      await desk.file()
      await desk.investigate()
      await desk.report({ complexCase: true })
      await desk.legalReview()
      await discuss(desk, 300)
      await desk.notify(300, () => desk.approveHeavy())
      await desk.waive()
      await finishHeavy(desk, 300)
      return desk.told()
    },
  },
  {
    name: '减轻处罚，超出裁量幅度',
    begins: '2025-06-03',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-10' })
      await desk.file()
      await desk.investigate()
      const below = { fineYuan: 50, outsideRange: true, outsideRangeReason: '主动消除危害后果，减轻处罚。' }
      await desk.report(below, () => desk.approve([...desk.tiers, 'general-director']))
      await desk.legalReview()
      await discuss(desk, 50)
      await desk.notify(50, () => desk.approveHeavy())
      await desk.waive()
      await finishHeavy(desk, 50)
      return desk.told()
    },
  },
  {
    name: '露天烧烤罚款一万二千元，放弃听证',
    begins: '2025-07-07',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-02' })
      await desk.file({ violationCode: 'HB-002', description: '当事人在禁止区域内露天烧烤食品。' })
      await desk.investigate()
      await desk.report({ discretionTier: 'grave', fineYuan: 12_000 })
      await desk.legalReview()
      await discuss(desk, 12_000)
      await desk.notify(12_000, () => desk.approveHeavy())
      await desk.numbered('hearing-rights-notice', '听告')
      await desk.waive()
      await finishHeavy(desk, 12_000)
      return desk.told()
    },
  },
]
