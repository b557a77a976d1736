/** Import of clues: formats, encodings, refusals, all or nothing. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import type { ImportReport } from '../../src/clues/index.ts'
import type { Actor } from '../../src/identity/actor.ts'
import type { MakeDatabase } from '../databases.ts'
import { problemOf } from '../registers/identity.ts'
import { type ClueDesk, openClueDesk } from './clue-desk.ts'
import { columns, csvOf, ticket, type TicketRow, xlsxOf } from './clue-files.ts'

/** 「问题地址」 and the rest of the head in GB18030, and 甲 as a cell: what TextEncoder cannot write. */
const gb18030 = new Map(
  [...'工单编号上报时间问题地址描述大类街面秩序示例县人民路号第：店外占道经营，影响行通'].map((character) => [
    character,
    bytesOf(character),
  ]),
)

/** Looks a character up among all two-byte ones. */
function bytesOf(character: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0xa1; lead <= 0xf7; lead++)
    for (let trail = 0xa1; trail <= 0xfe; trail++)
      if (decoder.decode(Uint8Array.of(lead, trail)) === character) return Buffer.from([lead, trail])
  throw new Error(`no two bytes for ${character}`)
}

const inGb18030 = (text: string) =>
  Buffer.concat([...text].map((character) => gb18030.get(character) ?? Buffer.from(character)))

export function importStories(make: MakeDatabase): void {
  let desk: ClueDesk
  let head: Actor
  let files = 0
  before(async () => {
    desk = await openClueDesk({ make })
    head = await desk.actor('command-head')
  })
  after(() => desk.close())

  async function bring(
    content: string | Buffer,
    { by = head, ...order }: { by?: Actor; dryRun?: boolean; mapping?: string } = {},
  ): Promise<ImportReport> {
    const file = join(desk.folder, `import-${++files}`)
    await writeFile(file, content)
    return desk.clues.import(by, { file, name: '工单', dryRun: false, ...order })
  }
  const count = async () =>
    Number((await desk.database.sql.all<{ n: number }>('SELECT COUNT(*) AS n FROM clues'))[0]!.n)
  /** Tickets that no other test of this run uses. */
  let last = 0
  const some = (number: number, change: TicketRow = {}) =>
    Array.from({ length: number }, () => ticket(++last, change))

  it('makes clues of CSV rows, each with number, limits, history and audit line', async () => {
    const report = await bring(csvOf(some(3)))
    expect(report).to.include({ outcome: 'imported', rows: 3, accepted: 3, known: 0, refused: 0 })
    const squad = await desk.actor('squad-01-head')
    const { items } = await desk.clues.list(squad, { source: 'digital-city' })
    expect(items.map(({ number }) => number)).to.include.members([report.firstNumber, report.lastNumber])
    const { clue, history, deadlines } = await desk.clues.page(
      await desk.actor('squad-01-head'),
      items[0]!.id,
    )
    expect(clue).to.include({
      category: '市容环境卫生',
      coordinateSystem: 'GCJ-02',
      receivedAt: Date.parse('2026-03-01T08:30:00+08:00'),
      place: '示例县人民路 3 号',
    })
    expect(history[0]!.note).to.equal('由“工单”第 4 行导入')
    expect(deadlines[0]).to.include({ limit: 'clue-decision', dueOn: '2026-03-20' })
    const audit = await desk.audit.list({ object: { type: 'clue', id: items[0]!.id } })
    expect(audit.map(({ action }) => action)).to.deep.equal(['clue.registered'])
    expect((await desk.audit.verify()).ok).to.equal(true)
  })

  it('takes no ticket twice, within a file or again', async () => {
    const rows = some(2)
    await bring(csvOf(rows))
    const before = await count()
    const report = await bring(csvOf([...rows, ...some(1), ticket(last)]))
    expect(report).to.include({ outcome: 'imported', accepted: 1, known: 3 })
    expect(report.items[0]!.problems[0]!.message).to.match(/^已经登记为线索 示综执案源字/)
    expect(report.items[2]!.problems[0]!.message).to.equal('与第 4 行是同一工单')
    expect(await count()).to.equal(before + 1)
  })

  it('writes nothing when one row of many is refused, and says which and why', async () => {
    const before = await count()
    const report = await bring(
      csvOf([
        ...some(600),
        ...some(1, { 问题地址: '' }),
        ...some(1, { 问题描述: '=HYPERLINK("http://x")' }),
        ...some(1, { 上报时间: '2026-02-30 08:00' }),
        ...some(1, { 责任部门: '没有的部门', 问题大类: '海洋渔业', 经度: 'abc' }),
        ...some(1, { 问题描述: '含有\u0000零' }),
      ]),
    )
    expect(report).to.include({ outcome: 'refused', rows: 605, accepted: 600, refused: 5, firstNumber: null })
    const said = report.items.map(({ row, problems }) => [
      row,
      ...problems.map(({ column, message }) => `${column}：${message.slice(0, 9)}`),
    ])
    expect(said).to.deep.equal([
      [602, '问题地址：地点必须填写'],
      [603, '问题描述：不能以 = + -'],
      [604, '上报时间：应当是时间，例如 '],
      [605, '经度：应当是数字', '问题大类：应当是：市容环境卫', '责任部门：没有部门“没有的部'],
      [606, '问题描述：内容含有不可显示的'],
    ])
    expect(await count()).to.equal(before)
  })

  it('only checks in a dry run', async () => {
    const before = await count()
    expect(await bring(csvOf(some(2)), { dryRun: true })).to.include({ outcome: 'checked', accepted: 2 })
    expect(await count()).to.equal(before)
  })

  it('reads UTF-8 with and without a mark, GB18030, JSON, and spreadsheets alike', async () => {
    const plain = { 责任部门: '', 经度: '', 纬度: '' }
    const head = columns.slice(0, 5)
    const contents: [string, (row: TicketRow) => string | Buffer][] = [
      ['UTF-8', (row) => csvOf([row], head)],
      ['UTF-8 with a mark', (row) => `\uFEFF${csvOf([row], head)}`],
      ['GB18030', (row) => inGb18030(csvOf([row], head))],
      ['JSON', (row) => JSON.stringify([row])],
      [
        'XLSX',
        (row) =>
          xlsxOf([
            [...head],
            head.map((column) => (column === '上报时间' ? 46_082.354166666664 : row[column]!)),
          ]),
      ],
    ]
    for (const [format, write] of contents) {
      const [row] = some(1, plain)
      const report = await bring(write(row!))
      expect(report.items, format).to.deep.equal([])
      expect(report, format).to.include({ outcome: 'imported', accepted: 1 })
      const [clue] = await desk.database.sql.all<{ content: string; received_at: number }>(
        'SELECT content, received_at FROM clues ORDER BY id DESC LIMIT 1',
      )
      expect(clue!.content, format).to.equal(row!.问题描述)
      expect(Number(clue!.received_at), format).to.equal(Date.parse('2026-03-01T08:30:00+08:00'))
    }
  })

  it('refuses what is no such file', async () => {
    const csv = csvOf(some(1))
    expect(await problemOf(bring(Buffer.from([0xff, 0xfe, 0x00, 0x41, 0xff])))).to.equal('malformed')
    expect(await problemOf(bring(''))).to.equal('malformed')
    expect(await problemOf(bring(`${csv}"never closed,`))).to.equal('malformed')
    expect(await problemOf(bring('[{"工单编号": "1"'))).to.equal('malformed')
    expect(await problemOf(bring(Buffer.from('PK\x03\x04 and no more')))).to.equal('malformed')
    expect(await problemOf(bring(csv.replace('问题地址', '别的')))).to.equal('input-invalid')
    expect(await problemOf(bring(csv, { mapping: 'no-such' }))).to.equal('input-invalid')
  })

  it('refuses formulas in spreadsheets, and archives that unfold without end', async () => {
    const [row] = some(1)
    const head = columns.slice(0, 5)
    const cells = head.map((column) => row![column]!)
    const formula = { xml: '<c r="REF" t="str"><f>A1&amp;B1</f><v>拼出来的</v></c>' }
    const report = await bring(xlsxOf([[...head], [...cells.slice(0, 3), formula, cells[4]!]]))
    expect(report).to.include({ outcome: 'refused', refused: 1 })
    expect(report.items[0]!.problems[0]).to.deep.equal({
      column: '问题描述',
      message: '含有公式，请改为数值或者文字',
    })
    const { imports } = desk.clues.rules
    const { largestUnpacked } = imports
    imports.largestUnpacked = 1_000_000
    try {
      const sheet = `<worksheet><sheetData><row r="1"><c r="A1"><v>${'0'.repeat(2_000_000)}</v></c></row></sheetData></worksheet>`
      expect(await problemOf(bring(xlsxOf([], { sheet })))).to.equal('too-large')
      const entities = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'
      expect(await problemOf(bring(xlsxOf([], { sheet: entities })))).to.equal('malformed')
    } finally {
      imports.largestUnpacked = largestUnpacked
    }
  })

  it('takes a hotline’s complaints with and without a name', async () => {
    const hotline = (number: string, name: string, phone: string) => ({
      工单编号: number,
      来电时间: '2026/3/1 8:30',
      事发地址: '人民路 1 号',
      诉求内容: '占道经营',
      来电人: name,
      联系电话: phone,
    })
    const rows = [hotline('H-1', '王小明', '13812345678'), hotline('H-2', '', '')]
    expect(await bring(JSON.stringify(rows), { mapping: 'hotline' })).to.include({ outcome: 'imported' })
    const { items } = await desk.clues.list(head, { source: 'complaint' })
    expect(items.map(({ anonymous }) => anonymous)).to.deep.equal([true, false])
    const half = await bring(JSON.stringify([hotline('H-3', '', '13812345678')]), { mapping: 'hotline' })
    expect(half.items[0]!.problems[0]!.column).to.equal('来电人')
  })

  it('is for who may, and outside the command centre for one’s own department', async () => {
    const csv = csvOf(some(1))
    expect(await problemOf(bring(csv, { by: await desk.actor('squad-01-officer-1') }))).to.equal('forbidden')
    const report = await bring(csv, { by: await desk.actor('squad-02-head') })
    expect(report.items[0]!.problems).to.deep.equal([
      { column: '责任部门', message: '您不能把线索导入其他部门' },
    ])
  })
}
