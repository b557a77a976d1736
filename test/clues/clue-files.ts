/** Files as other systems export them, for imports: CSV, JSON, and XLSX written part by part. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { deflateRawSync, crc32 } from 'node:zlib'

export const columns = [
  '工单编号',
  '上报时间',
  '问题地址',
  '问题描述',
  '问题大类',
  '责任部门',
  '经度',
  '纬度',
] as const

export type TicketRow = { [Column in (typeof columns)[number]]?: string }

export function ticket(number: number, change: TicketRow = {}): TicketRow {
  return {
    工单编号: `SZCG-${String(number).padStart(8, '0')}`,
    上报时间: '2026-03-01 08:30:00',
    问题地址: `示例县人民路 ${number % 999} 号`,
    问题描述: `第 ${number} 号工单：店外占道经营，影响行人通行`,
    问题大类: '街面秩序',
    责任部门: 'squad-01',
    经度: '120.680800',
    纬度: '30.510700',
    ...change,
  }
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

export function csvOf(rows: TicketRow[], head: readonly string[] = columns): string {
  return [head, ...rows.map((row) => head.map((column) => row[column as keyof TicketRow] ?? ''))]
    .map((cells) => `${cells.map(quoted).join(',')}\n`)
    .join('')
}

/** A CSV file of so many tickets, written as a stream. */
export async function writeManyTickets(path: string, count: number): Promise<void> {
  const out = createWriteStream(path)
  out.write(csvOf([]))
  for (let number = 1; number <= count; number++)
    if (!out.write(csvOf([ticket(number)]).slice(csvOf([]).length))) await once(out, 'drain')
  out.end()
  await once(out, 'finish')
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

/** A workbook of one sheet; a cell is a text, a number, or its own XML. */
export function xlsxOf(rows: (string | number | { xml: string })[][], more: { sheet?: string } = {}): Buffer {
  const texts: string[] = []
  const cells = rows.map((row, index) => {
    const inner = row.map((cell, column) => {
      const at = `${String.fromCharCode(65 + column)}${index + 1}`
      if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
      if (typeof cell === 'object') return cell.xml.replace('REF', at)
      return `<c r="${at}" t="s"><v>${texts.push(cell) - 1}</v></c>`
    })
    return `<row r="${index + 1}">${inner.join('')}</row>`
  })
  const sheet =
    more.sheet ??
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells.join('')}</sheetData></worksheet>`
  return zipOf({
    'xl/workbook.xml':
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="工单" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/sharedStrings.xml': `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${texts.map((text) => `<si><r><t>${escaped(text.slice(0, 1))}</t></r><r><t xml:space="preserve">${escaped(text.slice(1))}</t></r><rPh sb="0" eb="1"><t>音</t></rPh></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': sheet,
  })
}

/** The least ZIP archive that holds the parts (APPNOTE 4.3). */
function zipOf(parts: { [name: string]: string }): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(bytes), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(bytes.length, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), head, tail, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(centrals.length, 8)
  end.writeUInt16LE(centrals.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
