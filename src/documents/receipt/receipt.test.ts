import { expect } from 'chai'
import fc from 'fast-check'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { PNG } from 'pngjs'
import { projectRoot } from '../../platform/project-root.ts'
import { createRenderer, type DocumentRenderer } from '../renderer.ts'
import type { RenderRequest } from '../render.ts'
import { escpos } from './escpos.ts'
import { receiptPapers, type ReceiptWidth } from './papers.ts'
import { type Raster, rasterOf } from './raster.ts'

const widths = Object.keys(receiptPapers) as ReceiptWidth[]

describe('a receipt', function () {
  this.timeout(180_000)
  let renderer: DocumentRenderer
  before(async function () {
    this.timeout(300_000)
    renderer = createRenderer({ cacheDirectory: join(projectRoot(), 'var', 'cache') })
    await renderer.warmUp()
  })
  after(() => renderer.close())

  const sample = (kind = 'summary-decision'): RenderRequest => ({
    kind,
    ...renderer.describe(kind).sample,
    verifyUrl: 'https://zhiheng.example/verify/0123456789abcdef',
  })
  const receiptOf = async (request: RenderRequest): Promise<string> =>
    (await renderer.write(request)).receipt!
  /** A description long enough for several pages of a sheet. */
  const atLength = (request: RenderRequest): RenderRequest => {
    const { found } = request.facts
    const description = Array.from({ length: 60 }, () => found!.description).join('\n')
    return { ...request, facts: { ...request.facts, found: { ...found!, description } } }
  }

  it('says what the party must know, and hides most of the identity number', async () => {
    const receipt = await receiptOf(sample())
    for (const item of [
      '示综执当罚字〔2026〕第000017号',
      '阿依古丽·吐尔逊',
      '330481********0020',
      '将食品包装袋丢弃在公园东门外人行道上',
      '《城市市容和环境卫生管理条例》第三十四条第一款第（一）项',
      '罚款<span class="whole">20元</span>',
      '人民币贰拾元整',
      '第六十八条第一项当场收缴',
      '应当先自收到本决定书之日起六十日内向示例市人民政府申请行政复议',
      '十五日内向示例市人民法院提起行政诉讼',
      '11040000001',
      '11040000002',
      '2026年11月18日',
      '核验二维码',
    ]) {
      expect(receipt, item).to.include(item)
    }
    expect(receipt).not.to.match(/330481199003040020|13900000000|undefined|待填/)
    expect(await receiptOf({ ...sample(), draft: true })).to.include('草稿，不得送达')
  })

  it('is written only for kinds that have one', async () => {
    expect(await renderer.write(sample('penalty-decision'))).not.to.have.property('receipt')
  })

  for (const width of widths) {
    it(`${width} mm: one page as long as its text`, async () => {
      const short = await onePage(await renderer.printReceipt(await receiptOf(sample()), width, 'pdf'))
      const long = await onePage(
        await renderer.printReceipt(await receiptOf(atLength(sample())), width, 'pdf'),
      )
      // Chromium rounds paper to whole CSS pixels, 0.75 pt.
      expect(short.width).to.be.closeTo((Number(width) / 25.4) * 72, 1)
      expect(long.width).to.equal(short.width)
      expect(long.height).to.be.greaterThan(short.height * 2)
    })

    it(`${width} mm: the printer's bytes are the picture, dot by dot`, async () => {
      const html = await receiptOf(sample())
      const png = await renderer.printReceipt(html, width, 'png')
      const printed = decode(await renderer.printReceipt(html, width, 'escpos'))
      const picture = PNG.sync.read(png)
      expect(picture.width).to.equal(receiptPapers[width].dots)
      expect([printed.width, printed.height]).to.deep.equal([picture.width, picture.height])
      const ink = inkOf(printed)
      expect(ink).to.be.within(0.05, 0.3)
      expect(ink).to.be.closeTo(inkOfPicture(picture), 0.002)
      // The ink lies where the text lies: compared band by band, too.
      for (let top = 0; top + 100 <= picture.height; top += 100) {
        const band = slice(printed, top, 100)
        const shown = { ...picture, height: 100, data: picture.data.subarray(top * picture.width * 4) }
        expect(inkOf(band), `from row ${top}`).to.be.closeTo(inkOfPicture(shown), 0.02)
      }
    })
  }

  it('leaves the page fit for sheets', async () => {
    const request = sample('penalty-decision')
    const before = await renderer.render(request)
    const html = await receiptOf(sample())
    await Promise.all(widths.map((width) => renderer.printReceipt(html, width, 'png')))
    const after = await Promise.all([renderer.render(request), renderer.render(request)])
    for (const { pdf } of after) expect(pdf.equals(before.pdf)).to.equal(true)
  })
})

describe('bytes for the printer', () => {
  const rasters = fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 400 }))
    .chain(([bytes, height]) =>
      fc
        .uint8Array({ minLength: bytes * height, maxLength: bytes * height })
        .map((dots): Raster => ({ width: bytes * 8, height, bytes: Buffer.from(dots) })),
    )

  it('hold every dot, in bands that a small printer can keep', () => {
    fc.assert(
      fc.property(rasters, (raster) => {
        const { width, height, bytes } = decode(escpos(raster))
        expect([width, height]).to.deep.equal([raster.width, raster.height])
        expect(bytes.equals(raster.bytes)).to.equal(true)
      }),
      { numRuns: 50 },
    )
  })

  it('keep the ink of every grey', () => {
    for (const grey of [0, 32, 96, 128, 200, 255]) {
      const raster = rasterOf(PNG.sync.write(flat(64, 64, grey)))
      expect(inkOf(raster), `grey ${grey}`).to.be.closeTo(1 - grey / 255, 0.03)
    }
    expect(() => rasterOf(PNG.sync.write(flat(60, 8, 0)))).to.throw('multiple of 8')
  })
})

/** As a printer reads it: ESC @, bands of GS v 0 of one width, feed, cut; anything else is refused. */
function decode(bytes: Buffer): Raster {
  const rows: Buffer[] = []
  let width = 0
  let at = 0
  const takes = (...wanted: number[]) => {
    if (!wanted.every((byte, index) => bytes[at + index] === byte)) return false
    at += wanted.length
    return true
  }
  expect(takes(0x1b, 0x40), 'ESC @').to.equal(true)
  while (takes(0x1d, 0x76, 0x30, 0)) {
    const rowBytes = bytes.readUInt16LE(at)
    const height = bytes.readUInt16LE(at + 2)
    expect(height).to.be.within(1, 255)
    if (width !== 0) expect(rowBytes * 8).to.equal(width)
    width = rowBytes * 8
    at += 4
    rows.push(bytes.subarray(at, at + rowBytes * height))
    at += rowBytes * height
  }
  expect(takes(0x1b, 0x64, 4), 'ESC d').to.equal(true)
  expect(takes(0x1d, 0x56, 66, 0), 'GS V').to.equal(true)
  expect(at).to.equal(bytes.length)
  const dots = Buffer.concat(rows)
  return { width, height: (dots.length * 8) / width, bytes: dots }
}

const slice = ({ width, bytes }: Raster, top: number, height: number): Raster => ({
  width,
  height,
  bytes: bytes.subarray((top * width) / 8, ((top + height) * width) / 8),
})

/** Black dots of all. */
function inkOf({ width, height, bytes }: Raster): number {
  let black = 0
  for (const byte of bytes) for (let bit = byte; bit !== 0; bit &= bit - 1) black++
  return black / (width * height)
}

function inkOfPicture({ width, height, data }: { width: number; height: number; data: Buffer }): number {
  let light = 0
  for (let dot = 0; dot < width * height; dot++)
    light += 0.299 * data[dot * 4]! + 0.587 * data[dot * 4 + 1]! + 0.114 * data[dot * 4 + 2]!
  return 1 - light / 255 / (width * height)
}

function flat(width: number, height: number, grey: number): { width: number; height: number; data: Buffer } {
  const data = Buffer.alloc(width * height * 4, grey)
  for (let dot = 0; dot < width * height; dot++) data[dot * 4 + 3] = 255
  return { width, height, data }
}

async function onePage(pdf: Buffer): Promise<{ width: number; height: number }> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  expect(document.getPageCount()).to.equal(1)
  return document.getPage(0).getSize()
}
