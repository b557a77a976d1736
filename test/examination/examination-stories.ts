/** 审计检查: one page for a case and one for the bureau say that all is as it should be, and name whatever is not. */
import { expect } from 'chai'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { auditor, examinationDesk } from './examination-desk.ts'

export function examinationStories(open: () => Promise<WholeBureau>): void {
  const desk = examinationDesk(open)
  const texts = ({ findings }: { findings: { text: string }[] }) => findings.map(({ text }) => text)
  /** Both pages say it, and nothing else. */
  async function found(text: string | RegExp, caseId = desk.play.caseId): Promise<void> {
    for (const page of [await desk.ofCase(caseId), await desk.ofBureau()]) {
      expect(page.ok).to.equal(false)
      expect(texts(page)).to.have.length(1)
      expect(texts(page)[0]).to.match(typeof text === 'string' ? new RegExp(`${text}$`) : text)
    }
  }

  it('finds nothing wrong with a case that went as it should, and shows what it looked at', async () => {
    const page = await desk.ofCase()
    expect([page.findings, page.ok, page.chain.ok]).to.deep.equal([[], true, true])
    expect(page.limits.map(({ limit }) => limit)).to.include.members(['case-decision', 'payment'])
    expect(page.limits.find(({ limit }) => limit === 'payment')!.binding).to.equal(false)
    expect(page.tiers.map(({ stage }) => stage)).to.include.members(['entry', 'filing', 'decision'])
    const decision = page.tiers.findLast(({ stage }) => stage === 'decision')!
    expect(decision.tiers.map(({ state, by }) => [state, by.length])).to.deep.equal(
      Array.from({ length: decision.tiers.length }, () => ['passed', 1]),
    )
    expect(page.numbers.map(({ standing }) => standing)).to.include('valid')
    expect(page.numbers.map(({ number }) => number)).to.include(page.case.number)
    expect(new Set(page.documents.map(({ what, found: how }) => `${what} ${how}`))).to.deep.equal(
      new Set(['document same', 'evidence same']),
    )
  })

  it('says who decided what, as which tier, with which draft before their eyes', async () => {
    const { acts } = await desk.ofCase()
    const decided = acts.filter(({ action }) => action === 'approval.decided')
    expect(decided.map(({ actedAs }) => actedAs)).to.include.members(['法制员', '部门负责人'])
    for (const { documents, roles } of decided) {
      expect(roles.join()).not.to.equal('')
      for (const { name, version } of documents) expect([name, version]).to.satisfy(() => version !== null)
    }
    const seen = decided.flatMap(({ documents }) => documents)
    expect(seen.map(({ version }) => version)).to.include('第1稿')
  })

  it('accounts for every number and every item of the bureau', async () => {
    const page = await desk.ofBureau()
    expect(texts(page)).to.deep.equal([])
    expect(page.numbers.series).not.to.be.empty
    for (const { taken, accounted, missing } of page.numbers.series)
      expect([accounted, missing]).to.deep.equal([taken, []])
    expect([page.property.items, page.property.open]).to.deep.equal([1, []])
    expect(page.tiers.approvals).to.be.above(3)
    expect(page.documents.read).to.be.above(3)
    const { property } = await desk.ofCase(desk.store.caseId)
    expect(property.map(({ closed, exits }) => [closed, exits.map(({ way }) => way)])).to.deep.equal([
      [true, ['返还']],
    ])
  })

  it('is for who audits: nobody who handles, decides, counts, or keeps the accounts', async () => {
    const { caseId } = desk.play
    for (const who of ['squad-01-officer-1', 'general-director', 'general-admin-1', 'general-statistician'])
      for (const path of [`cases/${caseId}`, 'cases/X', 'bureau'])
        expect((await desk.ask(path, who)).status, `${who} ${path}`).to.equal(403)
    expect((await desk.ask('cases/X', auditor)).status).to.equal(404)
    expect((await desk.ask('bureau?from=2026-02-31')).status).to.equal(422)
    const { status, body } = await desk.ask<{ fields: { path: string }[] }>(
      'bureau?from=2026-12-31&to=2026-01-01',
    )
    expect([status, body.fields.map(({ path }) => path)]).to.deep.equal([422, ['to']])
  })

  describe('names', () => {
    const { sql } = { sql: () => desk.bureau.database.sql }
    const decisionApproval = async () =>
      (await desk.ofCase()).tiers.findLast(({ stage }) => stage === 'decision')!

    it('a tier that the one who asked for it decided', async () => {
      const { approvalId, drafterId } = await decisionApproval()
      const [act] = await sql().all<{ id: string }>(
        'SELECT id FROM approval_decisions WHERE approval_id = ? ORDER BY at, id LIMIT 1',
        [approvalId],
      )
      await desk.whileTampered(
        'approval_decisions',
        { column: 'id', value: act!.id },
        { officer_id: drafterId },
        () => found(/审批：第1级（法制员）由送审人.+自己审批$/),
      )
    })

    it('one person in two tiers', async () => {
      const { approvalId, tiers } = await decisionApproval()
      const acts = await sql().all<{ id: string }>(
        'SELECT id FROM approval_decisions WHERE approval_id = ? ORDER BY at, id',
        [approvalId],
      )
      await desk.whileTampered(
        'approval_decisions',
        { column: 'id', value: acts[1]!.id },
        { officer_id: tiers[0]!.by[0]!.officerId },
        () => found(/第2级（.+）与第1级由同一人（.+）审批$/),
      )
    })

    it('a tier that was left out, or came before its turn', async () => {
      const { approvalId } = await decisionApproval()
      const rounds = await sql().all<{ id: string; sequence: number }>(
        'SELECT id, sequence FROM approval_tiers WHERE approval_id = ? ORDER BY sequence',
        [approvalId],
      )
      const second = { column: 'id', value: rounds[1]!.id }
      await desk.whileTampered('approval_tiers', second, { state: 'changed' }, () =>
        found(/第2级（部门负责人）没有通过，审批却已办结$/),
      )
      await desk.whileTampered('approval_tiers', second, { sequence: 99 }, () =>
        found(/第3级（.+）在第2级（部门负责人）之前通过，与审批路线的顺序不符$/),
      )
    })

    it('a document that another tier saw otherwise', async () => {
      const { tiers } = await decisionApproval()
      const { approvalId } = await decisionApproval()
      const [shown] = tiers[1]!.by[0]!.documents as { documentId: string }[]
      const acts = await sql().all<{ id: string }>(
        'SELECT id FROM approval_decisions WHERE approval_id = ? ORDER BY at, id',
        [approvalId],
      )
      const fingerprints = JSON.stringify([{ documentId: shown!.documentId, sha256: '0'.repeat(64) }])
      await desk.whileTampered(
        'approval_decisions',
        { column: 'id', value: acts.at(-1)!.id },
        { fingerprints },
        () => found(/所见的文书 .+ 不是同一稿$/),
      )
    })

    it('a limit of the bureau that was not kept, not one of the party', async () => {
      const deadlines = await sql().all<{ id: string; limit_code: string; due_at: number }>(
        "SELECT id, limit_code, due_at FROM deadlines WHERE case_id = ? AND limit_code IN ('case-decision', 'payment')",
        [desk.play.caseId],
      )
      const of = (code: string) => deadlines.find(({ limit_code }) => limit_code === code)!
      const late = (code: string) => ({
        state: 'over',
        ended_at: Number(of(code).due_at) + 3 * 86_400_000,
        due_on: '2026-01-05',
        due_at: desk.bureau.clock.now() - 1_000,
      })
      await desk.whileTampered(
        'deadlines',
        { column: 'id', value: of('case-decision').id },
        late('case-decision'),
        () => found(/^“办案期限”应于2026-01-05前办结，.+才办结，超过 \d+ 天（行政处罚法 第六十条）$/),
      )
      await desk.whileTampered(
        'deadlines',
        { column: 'id', value: of('payment').id },
        late('payment'),
        async () => {
          const page = await desk.ofCase()
          expect([page.ok, page.limits.find(({ limit }) => limit === 'payment')!.kept]).to.deep.equal([
            true,
            false,
          ])
        },
      )
    })

    it('a number that is on nothing, and one that the book never gave', async () => {
      const [series] = await sql().all<{ prefix: string; series_year: number; next_number: number }>(
        "SELECT prefix, series_year, next_number FROM number_series WHERE prefix LIKE '%罚决'",
      )
      const next = Number(series!.next_number)
      const key = { column: 'prefix', value: series!.prefix }
      await desk.whileTampered('number_series', key, { next_number: next + 1 }, async () => {
        expect(texts(await desk.ofBureau())).to.deep.equal([
          `${series!.prefix}字〔${series!.series_year}〕第${String(next).padStart(6, '0')}号：号已取用，却没有对应的文书或者线索`,
        ])
      })
      await desk.whileTampered('number_series', key, { next_number: next - 1 }, async () => {
        expect(texts(await desk.ofBureau()).join()).to.match(/：号簿没有给出过这个号$/)
      })
    })

    it('goods that left without a release, and a ledger that does not add up', async () => {
      const [exit] = await sql().all<{ release_id: string }>(
        'SELECT release_id FROM property_exits WHERE item_id = ?',
        [desk.itemId],
      )
      await desk.whileTampered(
        'property_releases',
        { column: 'id', value: exit!.release_id },
        { state: 'refused', approved_at: null },
        async () => {
          for (const page of [await desk.ofCase(desk.store.caseId), await desk.ofBureau()])
            expect(texts(page).join()).to.match(/出库没有经批准的解除、处理决定/)
        },
      )
      await desk.whileTampered(
        'property_items',
        { column: 'id', value: desk.itemId },
        { quantity: 99_999 },
        () => found(/苹果：入库数量不等于出库与在库数量之和$/, desk.store.caseId),
      )
    })

    it('a document whose file was changed or is gone, or whose row was exchanged with its file', async () => {
      const { documents } = await desk.ofCase()
      const { id, sha256 } = documents.find(({ name }) => name === '行政处罚决定书')!
      const folder = join(desk.bureau.config.dataDir, 'blobs')
      const file = (await readdir(folder, { recursive: true })).find((name) =>
        name.replaceAll('/', '').endsWith(sha256),
      )!
      const path = join(folder, file)
      const bytes = await readFile(path)
      const [evidence] = documents.filter(({ what }) => what === 'evidence')
      // Empty pages are the same file: the fault is each of theirs.
      const every = async (text: RegExp) => {
        for (const page of [await desk.ofCase(), await desk.ofBureau()]) {
          expect(texts(page)).not.to.be.empty
          for (const said of texts(page)) expect(said).to.match(text)
        }
      }
      try {
        await writeFile(path, Buffer.concat([bytes, Buffer.from('%')]))
        await every(/^《.+》.*的文件与保存时的指纹不符$/)
        await rm(path)
        await every(/^《.+》.*的文件不见了$/)
      } finally {
        await writeFile(path, bytes)
      }
      await desk.whileTampered(
        'documents',
        { column: 'id', value: id },
        { pdf_sha256: evidence!.sha256, pdf_sm3: evidence!.sm3 },
        () => found(/的指纹与审计日志中签发的记录不符$/),
      )
    })

    it('a line of the log that was changed', async () => {
      const [line] = await sql().all<{ seq: number; line: string }>(
        "SELECT seq, line FROM audit_lines WHERE case_id = ? AND action = 'approval.decided' ORDER BY seq LIMIT 1",
        [desk.play.caseId],
      )
      await desk.whileTampered(
        'audit_lines',
        { column: 'seq', value: String(line!.seq) },
        { line: line!.line.replace('"agree"', '"reject"') },
        () => found(/^审计链：第 \d+ 行被改动/),
      )
    })
  })
}
