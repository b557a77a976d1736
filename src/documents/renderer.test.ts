import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRef } from 'pdf-lib'
import { projectRoot } from '../platform/project-root.ts'
import { DocumentError } from './document-error.ts'
import { createRenderer, type DocumentRenderer } from './renderer.ts'
import type { RenderRequest } from './render.ts'
import type { VolumeDocument } from './volume.ts'

/** Fonts and browser are unpacked once for all tests of this working copy. */
const testCache = join(projectRoot(), 'var', 'cache')

describe('the renderer', function () {
  this.timeout(180_000)
  let renderer: DocumentRenderer

  before(async function () {
    this.timeout(300_000)
    renderer = createRenderer({ cacheDirectory: testCache })
    await renderer.warmUp()
  })
  after(() => renderer.close())

  const sample = (kind: string): RenderRequest => ({ kind, ...renderer.describe(kind).sample })

  it('prints the sample of every kind, on A4, with title and outline', async () => {
    const printed = await Promise.all(renderer.kinds().map((kind) => renderer.render(sample(kind))))
    for (const [index, kind] of renderer.kinds().entries()) {
      const { pdf, pages, faults } = printed[index]!
      const document = await PDFDocument.load(pdf, { updateMetadata: false })
      expect(faults, kind).to.deep.equal([])
      expect(document.getPageCount(), kind).to.equal(pages)
      expect(document.getTitle(), kind).to.include(renderer.describe(kind).title)
      const { width, height } = document.getPage(0).getSize()
      const landscape = ['property-list', 'sampling-list'].includes(kind)
      // One label, 70 × 37 mm.
      const label = kind === 'property-label'
      expect([Math.round(width), Math.round(height)], kind).to.deep.equal(
        label ? [198, 105] : landscape ? [842, 595] : [595, 842],
      )
      expect(document.catalog.has(PDFName.of('StructTreeRoot')), kind).to.equal(true)
    }
  })

  it('gives the same bytes for the same facts, in whichever page and whenever', async () => {
    const request = sample('penalty-decision')
    const first = await renderer.render(request)
    await renderer.render(sample('scene-photo-sheet'))
    const again = await Promise.all([
      renderer.render(request),
      renderer.render(request),
      renderer.render(request),
    ])
    for (const { pdf, fingerprint } of again) {
      expect(pdf.equals(first.pdf)).to.equal(true)
      expect(fingerprint).to.deep.equal(first.fingerprint)
    }
    expect(first.fingerprint.sha256).to.match(/^[0-9a-f]{64}$/)
    expect(first.fingerprint.sm3).to.match(/^[0-9a-f]{64}$/)
  })

  it('prints rare characters, and names those that no font has', async () => {
    const request = sample('penalty-decision')
    const named = (name: string): RenderRequest => ({
      ...request,
      facts: { ...request.facts, party: { ...request.facts.party!, name } },
    })
    await renderer.render(named('𠮷田䶮·㛃・买买提'))
    const error = await renderer.render(named('\u{2b81e}某')).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(error).to.be.instanceOf(DocumentError).with.property('code', 'glyph-missing')
    expect((error as DocumentError).faults[0]).to.include({ field: 'partyName', label: '当事人姓名（名称）' })
    expect((error as DocumentError).message).to.include('U+2B81E')
    expect(await renderer.charactersWithoutGlyph('好\u{2b81e}')).to.deep.equal(['\u{2b81e}'])
  })

  it('lists eighty items over landscape pages, each with the head of the table and the number of the list', async () => {
    const request = sample('property-list')
    const [item] = request.facts.property!
    const property = Array.from({ length: 80 }, (_, index) => ({
      ...item!,
      number: `WP2026-${String(index + 1).padStart(6, '0')}`,
      name: index % 9 === 0 ? '不锈钢商用双层保温售饭台连推车及配件' : '折叠餐桌',
      owner: '𠮷田䶮',
    }))
    const { pdf, pages, html } = await renderer.render({ ...request, facts: { ...request.facts, property } })
    const document = await PDFDocument.load(pdf, { updateMetadata: false })
    expect(pages).to.be.within(5, 12)
    for (const page of document.getPages()) expect(page.getWidth()).to.be.greaterThan(page.getHeight())
    expect(html).to.include('共80项').and.to.include('WP2026-000080')
    expect(html.match(/示综执清单字/g)).to.have.length.greaterThan(1)
  })

  it('marks a draft and says what it lacks', async () => {
    const { facts } = sample('penalty-decision')
    const draft = await renderer.render({
      kind: 'penalty-decision',
      facts: { bureau: facts.bureau, case: facts.case },
      draft: true,
    })
    expect(draft.html).to.include('草稿').and.to.include('【待填：当事人姓名（名称）】')
    expect(draft.faults.map((fault) => fault.field)).to.include.members([
      'partyName',
      'number',
      'issuedOn',
      'evidence',
    ])
    expect(draft.pages).to.be.greaterThan(0)
  })

  it('puts the way to verify into a QR code', async () => {
    const request = sample('penalty-decision')
    const { html } = await renderer.render({ ...request, verifyUrl: 'https://zhiheng.example/verify/1' })
    expect(html).to.match(/<path d="M0 0h7v1h-7z/)
    expect((await renderer.write(request)).html).not.to.include('<path')
  })

  it('runs no script and fetches nothing', async () => {
    const pdf = await renderer.preview(
      '<!doctype html><title>quiet</title><body><script>document.title="loud";document.body.innerHTML="<h1>".repeat(99)</script><img src="http://127.0.0.1:1/a.png"><iframe src="file:///etc/passwd"></iframe>',
    )
    const document = await PDFDocument.load(pdf, { updateMetadata: false })
    expect(document.getTitle()).to.equal('quiet')
    expect(document.getPageCount()).to.equal(1)
  })

  it('takes the bureau’s own fonts in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhiheng-fonts-'))
    const own = createRenderer({ cacheDirectory: testCache, fontsDirectory: folder })
    try {
      expect((await own.write(sample('proof-of-service'))).faults).to.deep.equal([])
    } finally {
      await own.close()
      rmSync(folder, { recursive: true })
    }
  })

  describe('a volume', () => {
    const kinds: [string, string | undefined][] = [
      ['case-filing-approval', undefined],
      ['inspection-record', undefined],
      ['proof-of-service', 'penalty-decision'],
      ['interview-record', undefined],
      ['penalty-decision', undefined],
    ]

    async function documents(): Promise<(VolumeDocument & { pages: number })[]> {
      const printed = await Promise.all(kinds.map(([kind]) => renderer.render(sample(kind))))
      return kinds.map(([kind, follows], index) => {
        const { number, issuedOn } = sample(kind)
        const { title } = renderer.describe(kind)
        const { pdf, pages } = printed[index]!
        return { title, kind, follows, number, date: issuedOn, responsible: '林一舟', pdf, pages }
      })
    }

    it('has cover, catalogue with the true page numbers, all documents in order, back sheet, bookmarks', async () => {
      const given = await documents()
      const { facts } = sample('volume-cover')
      const order = ['penalty-decision', 'case-filing-approval', 'inspection-record', 'interview-record']
      const volume = await renderer.renderVolume({
        facts: { ...facts, volume: facts.volume! },
        documents: given,
        order,
        archivedOn: '2026-12-10',
      })
      const bound = await PDFDocument.load(volume.pdf, { updateMetadata: false })
      expect(volume.entries.map((entry) => entry.title)).to.deep.equal([
        '行政处罚决定书',
        '送达回证',
        '立案审批表',
        '现场检查（勘验）笔录',
        '调查询问笔录',
      ])
      let page = 1
      for (const entry of volume.entries) {
        const { pages } = given.find((document) => document.title === entry.title)!
        expect([entry.firstPage, entry.lastPage], entry.title).to.deep.equal([page, page + pages - 1])
        page += pages
      }
      const front = volume.pages - (page - 1) - 1
      expect(bound.getPageCount()).to.equal(volume.pages)
      expect(bookmarks(bound)).to.deep.equal([
        ['卷宗封面', 0],
        ['卷内目录', 1],
        ...volume.entries.map((entry) => [
          `${entry.no}. ${entry.title}${entry.number ? `（${entry.number}）` : ''}`,
          front + entry.firstPage - 1,
        ]),
        ['卷内备考表', volume.pages - 1],
      ])
    })

    it('with a long catalogue keeps its numbers right', async () => {
      const { pdf } = await renderer.render(sample('proof-of-service'))
      const many = Array.from({ length: 80 }, (_, index): VolumeDocument => ({
        title: `送达回证之${index + 1}`,
        pdf: () => Promise.resolve(pdf),
      }))
      const { facts } = sample('volume-cover')
      const volume = await renderer.renderVolume({
        facts: { ...facts, volume: facts.volume! },
        documents: many,
        archivedOn: '2026-12-10',
      })
      const bound = await PDFDocument.load(volume.pdf, { updateMetadata: false })
      const marks = bookmarks(bound)
      expect(marks[2]![1]).to.be.greaterThan(2)
      expect(marks.at(-1)![1]).to.equal(volume.pages - 1)
      expect(marks.at(-2)![1]).to.equal(volume.pages - 2)
      expect(volume.entries.at(-1)!.lastPage).to.equal(80)
    })

    it('says which document is no PDF, and when it grows too large', async () => {
      const { facts } = sample('volume-cover')
      const request = { facts: { ...facts, volume: facts.volume! }, archivedOn: '2026-12-10' }
      const refusal = (given: VolumeDocument[], maximumBytes?: number) =>
        renderer.renderVolume({ ...request, documents: given, maximumBytes }).then(
          () => '',
          (error: unknown) => (error as Error).message,
        )
      expect(await refusal([{ title: '坏文件', pdf: Buffer.from('no pdf') }])).to.include('坏文件')
      expect(await refusal([])).to.include('没有文书')
      const { pdf } = await renderer.render(sample('proof-of-service'))
      expect(
        await refusal(
          [
            { title: '甲', pdf },
            { title: '乙', pdf },
          ],
          pdf.length + 1,
        ),
      )
        .to.include('《乙》')
        .and.include('分卷')
    })
  })
})

/** Title and page index of each bookmark, read back along the chain of /Next. */
function bookmarks(document: PDFDocument): [string, number][] {
  const pages = document.getPages().map((page) => page.ref)
  const list: [string, number][] = []
  const root = document.catalog.lookup(PDFName.of('Outlines'), PDFDict)
  let at = root.get(PDFName.of('First'))
  while (at instanceof PDFRef) {
    const item = document.context.lookup(at, PDFDict)
    const target = item.lookup(PDFName.of('Dest'), PDFArray).get(0)
    list.push([
      item.lookup(PDFName.of('Title'), PDFHexString).decodeText(),
      pages.findIndex((ref) => ref === target),
    ])
    at = item.get(PDFName.of('Next'))
  }
  return list
}
