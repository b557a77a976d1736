/** The people around a clue, on a desk of their own: who registers it, a colleague, the head, another squad, supervision. */
import type { NewClue } from '../../src/clues/check-clue.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { Problem } from '../../src/platform/problem.ts'
import type { MakeDatabase } from '../databases.ts'
import { type ClueDesk, openClueDesk } from './clue-desk.ts'

export const complaint: NewClue = {
  source: 'complaint',
  place: '示例县人民路 12 号',
  content: '水果店把货架摆到人行道上经营',
  category: '市容环境卫生',
  particulars: { reporterName: '王小明', reporterPhone: '13812345678' },
}

/** The paths and messages of the faults that a promise fails with. */
export async function faultsOf(promise: Promise<unknown>): Promise<{ [path: string]: string }> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Problem)
      return Object.fromEntries(error.fields.map(({ path, message }) => [path, message]))
    throw error
  }
  return {}
}
export function clueCrew(make: MakeDatabase) {
  let desk: ClueDesk
  let officer: Actor
  let colleague: Actor
  let head: Actor
  let stranger: Actor
  let supervisor: Actor
  before(async () => {
    desk = await openClueDesk({ make })
    officer = await desk.actor('squad-01-officer-1')
    colleague = await desk.actor('squad-01-officer-2')
    head = await desk.actor('squad-01-head')
    stranger = await desk.actor('squad-02-officer-1')
    supervisor = await desk.actor('supervision-supervisor-1')
  })
  after(() => desk.close())

  const register = async (change: Partial<NewClue> = {}, by = officer) =>
    (await desk.clues.register(by, { ...complaint, ...change })).clueId
  const page = (clueId: string, by = officer) => desk.clues.page(by, clueId)
  const stateOf = async (clueId: string) => (await page(clueId)).clue.state
  const lastAudit = async (clueId: string) =>
    (await desk.audit.list({ object: { type: 'clue', id: clueId }, limit: 500 })).at(-1)!
  return {
    get desk() {
      return desk
    },
    get officer() {
      return officer
    },
    get colleague() {
      return colleague
    },
    get head() {
      return head
    },
    get stranger() {
      return stranger
    },
    get supervisor() {
      return supervisor
    },
    register,
    page,
    stateOf,
    lastAudit,
  }
}
