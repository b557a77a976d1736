/** Things that wait for each other, as the street case hands them in: a clue, the case that begins from it, the photograph that is its evidence; by the very code of the pages, in a page. */
import { join } from 'node:path'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { build, type Rollup } from 'vite'
import type * as Connection from '../../web/shared/offline/connection.ts'
import type * as Files from '../../web/shared/offline/files.ts'
import type * as SendOrKeep from '../../web/shared/offline/send-or-keep.ts'
import type * as Stores from '../../web/shared/offline/store.ts'
import type * as Sync from '../../web/shared/offline/sync.ts'
import type { ToSend } from '../../web/shared/offline/waiting.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { patrolClue } from '../faults/bureau-at-the-door.ts'
import { type OpenBrowser, openBrowser } from './open-browser.ts'

type Offline = typeof Connection & typeof Files & typeof SendOrKeep & typeof Stores & typeof Sync
declare const offline: Offline

const officer = 'squad-01-officer-1'
/** One pixel. */
const photograph =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

describe('what waits for each other', function () {
  this.timeout(60_000)
  let open: OpenBrowser
  let page: Page
  let code: string
  before(async () => {
    ;[open, code] = await Promise.all([openBrowser({ engine: onEmbedded }), bundle()])
    ;({ page } = await open.person(officer))
  })
  after(() => open?.close())

  it('is sent in its order, each with what the one before it was answered, and once by two tabs', async () => {
    const { bureau } = open.door
    const [lead, second] = await Promise.all([bureau.actor(officer), bureau.actor('squad-01-officer-2')])
    const other = await page.context().newPage()
    const tabs = [page, other]
    const sent: string[] = []
    for (const tab of tabs) {
      tab.on('request', (request) => {
        const { pathname } = new URL(request.url())
        if (request.method() === 'POST' && /clues|cases/.test(pathname))
          sent.push(pathname.split('/').at(-1)!)
      })
      await tab.goto('/sign-in')
      await tab.evaluate(code)
      await tab.evaluate((account) => offline.openStore(account), lead.accountId)
    }
    await page.context().setOffline(true)
    const words = {
      kind: '视听资料',
      name: '现场照片',
      takenAt: bureau.clock.now() - 60_000,
      place: '人民路 12 号',
      takenBy: lead.officerId,
      shows: '店外摆放蔬菜筐六只。',
    }
    const chain: Omit<ToSend, 'idempotencyKey'>[] = [
      { id: 'street-clue', what: '登记线索', path: '/clues', body: patrolClue('蔬菜筐摆在人行道上。') },
      {
        id: 'street-case',
        what: '开案',
        path: '/cases',
        body: { leadOfficerId: lead.officerId, assistingOfficerIds: [second.officerId] },
        after: 'street-clue',
        fromAnswer: { clueId: 'clueId' },
      },
      {
        id: 'street-photo',
        what: '现场照片',
        path: '/cases/{caseId}/evidence',
        body: words,
        way: 'evidence',
        after: 'street-case',
      },
    ]
    const kept = await page.evaluate(
      async ([items, picture]) => {
        const bytes = Uint8Array.from(atob(picture as string), (one) => one.charCodeAt(0))
        const file = await offline.keepFile(new File([bytes], '现场照片.png', { type: 'image/png' }))
        const [clue, opened, photo] = (items as ToSend[]).map((one) => ({ ...one, idempotencyKey: one.id }))
        return offline.sendOrKeep(clue!, { then: [opened!, { ...photo!, file }] })
      },
      [chain, photograph] as const,
    )
    expect(kept).to.deep.equal({ state: 'kept' })
    await page.context().setOffline(false)
    const send = (tab: Page) => tab.evaluate(async () => (await offline.lookAgain()) && offline.sync())
    await Promise.all(tabs.map(send))
    // The tab that came second waits for the first; who asks once more finds nothing left.
    await send(page)
    expect(sent).to.deep.equal(['clues', 'cases', 'evidence'])
    const { items: clues } = await bureau.clues.list(lead, {})
    expect(clues).to.have.length(1)
    const caseId = (await bureau.clues.page(lead, clues[0]!.id)).clue.caseId!
    const { kinds } = await bureau.evidence.list(lead, caseId)
    expect(kinds.flatMap(({ items }) => items).map(({ name }) => name)).to.deep.equal(['现场照片'])
  })
})

/** The pages' own code, for a page that did not load it. */
async function bundle(): Promise<string> {
  const names = ['connection', 'files', 'send-or-keep', 'store', 'sync']
  const entry = 'virtual:offline'
  const [built] = (await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    root: join(projectRoot(), 'web'),
    plugins: [
      {
        name: 'offline',
        resolveId: (id) => (id.endsWith(entry) ? entry : undefined),
        load: (id) =>
          id === entry
            ? names
                .map(
                  (name) =>
                    `export * from ${JSON.stringify(join(projectRoot(), `web/shared/offline/${name}.ts`))}`,
                )
                .join('\n')
            : undefined,
      },
    ],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, target: 'es2022', lib: { entry, formats: ['iife'], name: 'offline' } },
  })) as Rollup.RollupOutput[]
  // Seen from outside the script.
  return `${built!.output[0].code};globalThis.offline = offline`
}
