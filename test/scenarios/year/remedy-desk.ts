/** The legal section at one review, suit or appeal of a case of the year. */
import { legalDay } from '../../../src/platform/clock.ts'
import type { CaseDesk } from './case-desk.ts'

interface Remedy {
  id: string
  version: number
  state: string
  answerDueOn: string
  effect: { [name: string]: unknown } | null
  limitCode: string
}
const clerk = 'legal-reviewer-1'

/** One review, suit or appeal: each step on what was last read. */
export class RemedyDesk {
  readonly #desk: CaseDesk
  #read: Remedy

  private constructor(desk: CaseDesk, read: Remedy) {
    this.#desk = desk
    this.#read = read
  }

  static async register(desk: CaseDesk, kind: 'review' | 'litigation' | 'appeal', more: object = {}) {
    const { year } = desk
    const organ = { review: '示例县人民政府', litigation: '示例县人民法院', appeal: '示例市中级人民法院' }[
      kind
    ]
    const read = await year.post<Remedy>(clerk, `/cases/${desk.caseId}/remedies`, {
      kind,
      organ,
      applicant: desk.party.name,
      filedOn: year.calendar.today(),
      receivedOn: year.calendar.today(),
      claims: '请求撤销处罚决定。',
      ...more,
    })
    return new RemedyDesk(desk, read)
  }

  get read(): Remedy {
    return this.#read
  }

  async step(path: string, body: object): Promise<Remedy> {
    this.#read = await this.#desk.year.post<Remedy>(clerk, `/remedies/${this.#read.id}/${path}`, body, {
      'if-match': `"${this.#read.version}"`,
    })
    return this.#read
  }

  /** 答复、答辩 some days after the copy came. */
  async answer(days = 3): Promise<void> {
    const { year } = this.#desk
    await year.calendar.days(days)
    const { decidedAt } = (await this.#desk.page()).case
    await this.step('answer', {
      answeredOn: year.calendar.today(),
      content: '事实清楚，程序合法，请求维持。',
      basis: ['《浙江省城市市容和环境卫生管理条例》第十八条'],
      evidence: [{ name: '现场检查笔录', proves: '占道经营', collectedOn: legalDay(decidedAt!) }],
    })
  }

  conclude(outcome: string, more: object = {}): Promise<Remedy> {
    const today = this.#desk.year.calendar.today()
    return this.step('outcome', { outcome, decidedOn: today, receivedOn: today, reason: '见文书。', ...more })
  }
}
