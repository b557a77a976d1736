/** XML as it comes: the elements and texts of each piece. A document type, where entities could be declared, is refused. */
import { SaxesParser } from 'saxes'
import { problem } from '../../platform/problem.ts'

export type XmlElement =
  | { type: 'open'; name: string; attributes: { [name: string]: string | undefined } }
  | { type: 'close'; name: string }
  | { type: 'text'; text: string }

/** Names without their prefix: `x:row` is `row`. */
const local = (name: string) => name.slice(name.indexOf(':') + 1)

export async function* readXml(pieces: AsyncIterable<string>): AsyncGenerator<XmlElement[]> {
  const parser = new SaxesParser()
  let events: XmlElement[] = []
  const refuse = (): never => {
    throw problem('malformed', '不是可以读取的 XLSX 文件：XML 有错误')
  }
  parser.on('error', refuse)
  parser.on('doctype', refuse)
  parser.on('opentag', ({ name, attributes }) =>
    events.push({ type: 'open', name: local(name), attributes: attributes as Record<string, string> }),
  )
  parser.on('closetag', ({ name }) => events.push({ type: 'close', name: local(name) }))
  parser.on('text', (text) => events.push({ type: 'text', text }))
  for await (const piece of pieces) {
    parser.write(piece)
    if (events.length > 0) yield events
    events = []
  }
  parser.close()
  if (events.length > 0) yield events
}
