/** An invented bureau, looked at as an auditor, an officer and the engine would. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createApplication } from '../../src/application.ts'
import { canonicalJson } from '../../src/audit/canonical-json.ts'
import type { CaseRow } from '../../src/cases/model.ts'
import { makeBureau } from '../../src/cli/generate/make-bureau.ts'
import { citizenNumber, creditCode } from '../../src/cli/generate/parties.ts'
import { readShape } from '../../src/cli/generate/shape.ts'
import type { DeadlineRow } from '../../src/deadlines/rows.ts'
import { citizenNumberFault, creditCodeFault } from '../../src/parties/id-number.ts'
import { ControlledClock, parseInstant } from '../../src/platform/clock.ts'
import { readConfig } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { paperlessRenderer } from '../cases/paperless-renderer.ts'
import type { MakeDatabase } from '../databases.ts'
import { demoActor } from '../registers/bureau.ts'

const until = '2026-06-30'
const shape = { ...readShape(join(projectRoot(), 'data')), newestOrdinaryOpen: 3 }

async function openInvented(make: MakeDatabase, cases: number, seed: string) {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-generate-'))
  const { url, drop } = await make()
  const clock = new ControlledClock(parseInstant('2024-07-01T00:00:00+08:00'))
  const app = await createApplication(readConfig({}, { dataDir: folder, database: url, demo: true }), {
    clock,
    log: createLog('silent'),
    renderer: paperlessRenderer(),
  })
  await app.seed()
  await app.makeDemoBureau('a-password-of-the-tests')
  const made = await makeBureau(app, shape, { cases, seed, until })
  return {
    app,
    clock,
    made,
    async close() {
      await app.close()
      await drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export function generateStories(make: MakeDatabase): void {
  let bureau: Awaited<ReturnType<typeof openInvented>>
  before(async function () {
    this.timeout(120_000)
    bureau = await openInvented(make, 600, 'one')
  })
  after(() => bureau?.close())

  it('has exactly as many cases as were asked for, most of them archived, a few still open', async () => {
    const { app, made } = bureau
    const rows = await app.database.sql.all<{ state: string; many: number }>(
      'SELECT state, COUNT(*) AS many FROM cases GROUP BY state ORDER BY state',
    )
    expect(made).to.include({ cases: 600, open: 3, from: '2024-07-01', until })
    expect(rows.map(({ state, many }) => [state, Number(many)])).to.deep.equal([
      ['archived', 597],
      ['open', 3],
    ])
  })

  it('keeps an audit chain that verifies, in canonical lines and in the order of time', async () => {
    const { app } = bureau
    expect(await app.audit.verify()).to.include({ ok: true })
    const lines = await app.database.sql.all<{ line: string; at: number }>(
      'SELECT line, at FROM audit_lines ORDER BY seq',
    )
    expect(lines.every(({ line }) => canonicalJson(JSON.parse(line)) === line)).to.equal(true)
    expect(
      lines.every(({ at }, index) => index === 0 || Number(lines[index - 1]!.at) <= Number(at)),
    ).to.equal(true)
  })

  it('numbers clues and documents without a gap or a double, and goes on from there', async () => {
    const { sql } = bureau.app.database
    const numbers = [
      ...(await sql.all<{ number: string }>('SELECT number FROM clues')),
      ...(await sql.all<{ number: string }>('SELECT number FROM documents WHERE number IS NOT NULL')),
    ].map(({ number }) => /^(.+)字〔(\d+)〕第(\d+)号$/.exec(number)!)
    const series = new Map<string, number[]>()
    for (const [, prefix, year, number] of numbers) {
      const key = `${prefix} ${year}`
      series.set(key, [...(series.get(key) ?? []), Number(number)])
    }
    const kept = await sql.all<{ prefix: string; series_year: number; next_number: number }>(
      'SELECT * FROM number_series',
    )
    expect(kept).to.have.length(series.size)
    for (const { prefix, series_year, next_number } of kept) {
      const taken = series.get(`${prefix} ${series_year}`)!.sort((a, b) => a - b)
      expect(taken).to.deep.equal(Array.from({ length: Number(next_number) - 1 }, (_, index) => index + 1))
    }
  })

  it('gives each limit the due day that the law gives it, and the state in which it ended', async () => {
    const { app } = bureau
    const rows = await app.database.sql.all<DeadlineRow>('SELECT * FROM deadlines')
    for (const row of rows) {
      const { dueOn, dueAt } = await app.deadlines.dueOf(row.limit_code, Number(row.started_at))
      expect([row.due_on, Number(row.due_at)]).to.deep.equal([dueOn, dueAt])
      const state = row.ended_at === null ? 'running' : Number(row.ended_at) <= dueAt ? 'met' : 'over'
      expect(row.state).to.equal(state)
    }
    expect(new Set(rows.map(({ state }) => state)))
      .to.include('met')
      .and.to.include('running')
  })

  it('has parties that are sealed, found by their number, and some that come again', async () => {
    const { app } = bureau
    const lead = await demoActor(app.identity, 'squad-01-officer-1')
    const [often] = await app.database.sql.all<{ party_id: string; many: number }>(
      'SELECT party_id, COUNT(*) AS many FROM party_records GROUP BY party_id ORDER BY many DESC LIMIT 1',
    )
    expect(Number(often!.many)).to.be.above(2)
    expect(await app.parties.records(often!.party_id)).to.have.length(Number(often!.many))
    const party = await app.database.write((tx) => app.parties.reveal(tx, lead, often!.party_id, '核对'))
    const fault = party.kind === 'citizen' ? citizenNumberFault : creditCodeFault
    expect(fault(party.idNumber!, until)).to.equal(undefined)
    const found = await app.database.write((tx) =>
      app.parties.findOrCreate(tx, lead, {
        kind: party.kind,
        name: party.name,
        idNumber: party.idNumber!,
      }),
    )
    expect(found).to.deep.include({ created: false }).and.to.have.nested.property('party.id', often!.party_id)
  })

  it('shows a case as any case, and says that it is invented', async () => {
    const { app } = bureau
    const reader = await demoActor(app.identity, 'legal-head')
    const [row] = await app.database.sql.all<CaseRow>(
      "SELECT * FROM cases WHERE case_procedure = 'ordinary' AND state = 'archived' ORDER BY id LIMIT 1",
    )
    const page = await app.cases.page(reader, row!.id)
    expect(page.clue.content).to.contain('合成数据')
    expect(page.documents.map(({ kind }) => kind)).to.include('penalty-decision')
    const decision = page.documents.find(({ kind }) => kind === 'penalty-decision')!
    const { bytes } = await app.documents.pdf(reader, decision.id)
    expect(bytes.subarray(0, 5).toString()).to.equal('%PDF-')
    expect((await app.documents.html(reader, decision.id)).toString()).to.contain('合成数据')
    expect(page.case.decidedAt).to.be.above(page.case.filedAt!)
    expect(page.case.paidFen).to.equal(page.case.fineFen)
  })

  it('is the same from the same seed, and another from another', async function () {
    this.timeout(300_000)
    const heads = []
    for (const seed of ['two', 'two', 'three']) {
      const other = await openInvented(make, 60, seed)
      heads.push((await other.app.audit.head()).sha256)
      await other.close()
    }
    expect(heads[0]).to.equal(heads[1])
    expect(heads[0]).not.to.equal(heads[2])
  })

  it('goes on: the engine begins the open cases at the next start', async function () {
    this.timeout(120_000)
    const { app, clock } = bureau
    clock.set(parseInstant(`${until}T23:59:59+08:00`))
    await app.start()
    let tasks: { element_id: string }[] = []
    for (let waited = 0; waited < 20_000 && tasks.length < 3; waited += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      tasks = await app.database.sql.all("SELECT element_id FROM tasks WHERE state = 'open'")
    }
    expect(tasks.map(({ element_id }) => element_id)).to.deep.equal([
      'enter-case',
      'enter-case',
      'enter-case',
    ])
    expect(await app.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
  })
}

export function inventedNumberStories(): void {
  it('prove themselves and differ, the first million of them', () => {
    for (const n of [0, 1, 998, 999, 1000, 123_456, 21_900 * 999 - 1, 21_900 * 999]) {
      expect(citizenNumberFault(citizenNumber(n), until), String(n)).to.equal(undefined)
      expect(creditCodeFault(creditCode(n)), String(n)).to.equal(undefined)
    }
    const many = Array.from({ length: 5_000 }, (_, n) => citizenNumber(n * 200))
    expect(new Set(many).size).to.equal(5_000)
  })
}
