/** A bureau with something on every page, and where the pages are. */
import type { Page } from 'playwright-core'
import { startCase } from '../cases/officer-at-work.ts'
import type { citizen } from '../cases/ordinary-forms.ts'
import { furnishRegisters } from './furnished-registers.ts'
import { furnishStore } from './furnished-store.ts'
import type { OpenBrowser } from './open-browser.ts'

/** By name of the page: `addresses` of what an officer of the case sees, `kept` of what the keeper of the store sees. */
export async function furnishPages(
  { door }: OpenBrowser,
  person: typeof citizen,
  goods?: string,
): Promise<{ addresses: Record<string, string>; kept: Record<string, string> }> {
  const { bureau } = door
  const { read, kept } = await furnishStore(bureau, goods, person)
  const play = await startCase(bureau, person)
  await play.file()
  const other = await startCase(bureau, person)
  const { userTaskKey } = await bureau.task(other.lead, 'enter-case', other.caseId)
  const partyId = await furnishRegisters(bureau, play.caseId, person)
  const addresses = {
    tasklist: '/tasks',
    'tasks of the squad': '/tasks?list=squad',
    'tasks done': '/tasks?list=done',
    'copied to one': '/tasks?list=copied',
    task: `/tasks/${userTaskKey}`,
    cases: '/cases',
    case: `/cases/${play.caseId}`,
    replay: `/cases/${play.caseId}/replay`,
    papers: `/cases/${play.caseId}?tab=papers`,
    approvals: `/cases/${play.caseId}?tab=approvals`,
    limits: `/cases/${play.caseId}?tab=limits`,
    evidence: `/cases/${play.caseId}?tab=evidence`,
    signing: `/cases/${play.caseId}?tab=signing`,
    volume: `/cases/${play.caseId}?tab=volume`,
    due: '/due',
    month: '/agenda?month=2026-03',
    week: '/agenda?week=2026-03-02',
    'service desk': '/service?whose=squad',
    service: `/cases/${play.caseId}?tab=service`,
    'enforcement desk': '/enforcement?whose=squad',
    enforcement: `/cases/${play.caseId}?tab=enforcement`,
    registration: '/clues/new',
    waiting: '/waiting',
    messages: '/messages',
    parties: '/parties?q=img',
    party: `/parties/${partyId}`,
    violations: '/violations?q=店铺货物摆到人行道上',
    violation: '/violations/HB-004',
    laws: '/laws',
    'articles found': '/laws?q=随意悬挂',
    law: '/laws/纸灯条例',
    article: '/laws/纸灯条例/2',
    officers: '/officers',
    officer: `/officers/${play.lead.officerId}`,
    street: '/street',
    me: '/me',
    password: '/password',
    unknown: '/nowhere',
    ...read,
  }
  return { addresses, kept }
}

export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await laidOut(page)
}

/** The layout that fits the window is loaded when the window asks for it. */
export async function laidOut(page: Page): Promise<void> {
  await page.waitForTimeout(300)
  await page.locator('main, form').first().waitFor()
  await page.waitForLoadState('load')
}
