import { strToU8, zipSync } from 'fflate'
import { expect } from 'chai'
import fc from 'fast-check'
import { articleWords, chineseNumber, readNumber } from '../../platform/article-number.ts'
import { articleKey, articleText, type Line } from './law-text.ts'
import { readLines, type SourceFormat } from './read-lines.ts'
import { splitLaw } from './split.ts'

const title = '海州市纸船管理条例'
const read = (text: string, format: SourceFormat = 'text') =>
  splitLaw(readLines(format, Buffer.from(text)), title)
const keys = (text: string) => read(text).text.articles.map(articleKey)
const faults = (text: string) => read(text).faults.map(({ line, message }) => `${line} ${message}`)

const invented = `
\u3000\u3000海州市纸船管理条例
（示例，虚构）
目\u3000录
第一章\u3000总则……1
第二章\u3000折叠与放行
\u3000第一节\u3000折叠……2
\u3000第二节\u3000放行
附则
\u3000\u3000为了让纸船顺水而行，制定本条例。
第一章\u3000总\u3000则
第一条\u3000纸船由一张纸折成。
第十条以内的数字用汉字书写。
第 ２ 条\u3000折船的人应当做到：
（一）用干净的纸；
（二）写上下列内容：
1．姓名；
2．颜色。
(三)不在雨天折。
前款第一项所说的纸，另行规定。
第二章\u3000折叠与放行
第一节\u3000折\u3000叠
第三条纸船应当
两头对称。
第三条之一\u3000对称由两个人看过。
第二节\u3000放行
第四条\u3000第三条规定的纸船可以放行。
附件：颜色表
红、黄、蓝
`

describe('the text of a law', () => {
  it('is split into its tree, without title and table of contents, whatever the white space', () => {
    const { text, faults: none } = read(invented)
    expect(none).to.deep.equal([])
    expect(text.preamble).to.equal('（示例，虚构）\n为了让纸船顺水而行，制定本条例。')
    expect(text.appendix).to.equal('附件：颜色表\n红、黄、蓝')
    expect(text.articles.map(articleKey)).to.deep.equal(['1', '2', '3', '3-1', '4'])
    const [first, second, third, , fourth] = text.articles
    expect(first!.paragraphs.map((one) => one.text)).to.deep.equal([
      '纸船由一张纸折成。',
      '第十条以内的数字用汉字书写。',
    ])
    expect(second!.paragraphs).to.deep.equal([
      {
        text: '折船的人应当做到：',
        items: [
          { number: 1, text: '用干净的纸；', subitems: [] },
          {
            number: 2,
            text: '写上下列内容：',
            subitems: [
              { number: 1, text: '姓名；' },
              { number: 2, text: '颜色。' },
            ],
          },
          { number: 3, text: '不在雨天折。', subitems: [] },
        ],
      },
      { text: '前款第一项所说的纸，另行规定。', items: [] },
    ])
    expect(third!.paragraphs[0]!.text).to.equal('纸船应当两头对称。')
    expect(fourth!.paragraphs[0]!.text).to.equal('第三条规定的纸船可以放行。')
    expect(fourth!.place.map(({ kind, number }) => [kind, number])).to.deep.equal([
      ['chapter', 2],
      ['section', 2],
    ])
    expect(articleText(second!, chineseNumber)).to.include('\n（二）写上下列内容：\n1．姓名；\n')
  })

  it('knows parts and subparts, and chapters counted through or anew', () => {
    const book = (chapter: string) =>
      `第一编 船\n第一分编 纸\n第一章 折\n第一条 折。\n第二编 水\n${chapter} 流\n第二条 流。`
    for (const chapter of ['第一章', '第二章']) expect(read(book(chapter)).faults).to.deep.equal([])
    expect(read(book('第一章')).text.articles[0]!.place.map(({ kind }) => kind)).to.deep.equal([
      'part',
      'subpart',
      'chapter',
    ])
    expect(faults(book('第四章'))).to.deep.equal(['6 章的序号不连续'])
  })

  it('reports what fits nowhere with its line', () => {
    expect(faults('只有一句话。')).to.deep.equal(['1 没有找到任何条文（第某条）'])
    expect(faults('第一条 甲。\n第三条 乙。')).to.deep.equal(['2 条的序号不连续：上一条是第一条'])
    expect(faults('第一条 甲。\n第一条 乙。')).to.deep.equal(['2 条的序号不连续：上一条是第一条'])
    expect(faults('第一条 甲：\n（一）子；\n（三）丑。')).to.deep.equal(['3 项的序号不连续：上一项是第1项'])
    expect(faults('第一章 甲\n散落的一行。\n第一条 乙。')).to.deep.equal(['2 这一行不属于任何一条'])
    expect(faults('第一条 甲。\n第二章 乙')).to.deep.equal(['2 章的序号不连续', '2 标题之下没有条文'])
  })

  it('takes a line that begins by citing an article for text', () => {
    expect(keys('第一条 甲。\n第二条的规定除外。\n第二条 乙。')).to.deep.equal(['1', '2'])
    expect(keys('第一条 甲。\n第二条第一款规定的除外。\n第二条乙。')).to.deep.equal(['1', '2'])
  })

  it('gives back any tree of articles that is written out as laws are', () => {
    const paragraph = fc.record({
      text: fc.constantFrom('纸船顺水而行。', '折船的人应当做到：', '数量以二十为限。'),
      items: fc.integer({ min: 0, max: 12 }),
    })
    const law = fc.array(fc.array(paragraph, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 120,
    })
    const space = fc.constantFrom('', ' ', '\u3000', '  ')
    fc.assert(
      fc.property(law, space, (articles, gap) => {
        const written = articles.flatMap((paragraphs, index) =>
          paragraphs.flatMap(({ text, items }, place) => [
            `${gap}${place === 0 ? `${articleWords(index + 1)}\u3000` : ''}${text}`,
            ...Array.from({ length: items }, (_one, item) => `（${chineseNumber(item + 1)}）${gap}一项；`),
          ]),
        )
        const { text, faults: none } = read(written.join('\r\n'))
        expect(none).to.deep.equal([])
        expect(
          text.articles.map(({ paragraphs }) => paragraphs.map((one) => [one.text, one.items.length])),
        ).to.deep.equal(articles.map((one) => one.map(({ text: words, items }) => [words, items])))
      }),
      { numRuns: 40 },
    )
  })

  it('reads every number that it writes, and digits', () => {
    for (let number = 1; number <= 9999; number++) {
      expect(readNumber(chineseNumber(number)), String(number)).to.equal(number)
    }
    expect(['一〇三', '103', '一百〇三', '两百', '一百一'].map(readNumber)).to.deep.equal([
      103, 103, 103, 200, 101,
    ])
    expect(['', '零', '十百', '一二十', '0'].map(readNumber)).to.deep.equal(Array(5).fill(undefined))
  })
})

describe('sources of a law', () => {
  const lines = (format: SourceFormat, source: Buffer): Line[] => readLines(format, source)
  const refused = (format: SourceFormat, source: Buffer) => {
    try {
      lines(format, source)
    } catch (error) {
      return (error as { code: string }).code
    }
    return 'taken'
  }
  const docx = (xml: string | Uint8Array) =>
    Buffer.from(
      zipSync({ 'word/document.xml': typeof xml === 'string' ? strToU8(xml) : xml, 'a.xml': strToU8('x') }),
    )

  it('may be DOCX: paragraphs are lines, deleted text is not there', () => {
    const xml = `<?xml version="1.0"?><w:document><w:body>
      <w:p><w:r><w:t>第一条</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve">甲 &amp; </w:t><w:t>乙。</w:t><w:delText>丙</w:delText></w:r></w:p>
      <w:p><w:r><w:t>第二条\u3000丁</w:t><w:br/><w:t>戊。</w:t></w:r></w:p></w:body></w:document>`
    expect(lines('docx', docx(xml)).map(({ text }) => text)).to.deep.equal([
      '第一条 甲 & 乙。',
      '第二条 丁',
      '戊。',
    ])
  })

  it('refuses a DOCX that is none, that declares a DTD, or that unpacks without end', () => {
    expect(refused('docx', Buffer.from('no zip'))).to.equal('input-invalid')
    expect(refused('docx', Buffer.from(zipSync({ 'other.xml': strToU8('x') })))).to.equal('input-invalid')
    const expanding =
      '<!DOCTYPE w [<!ENTITY a "甲甲甲甲">]><w:document><w:p><w:t>&a;</w:t></w:p></w:document>'
    expect(refused('docx', docx(expanding))).to.equal('input-invalid')
    expect(refused('docx', docx(new Uint8Array(17 * 1024 * 1024)))).to.equal('too-large')
  })

  it('never unpacks more of a DOCX than its entry declares', () => {
    const long = Buffer.alloc(17 * 1024 * 1024, 'A')
    long.write('<w:p><w:t>')
    const lying = docx(long)
    const directory = lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    lying.writeUInt32LE(100, directory + 24)
    let length = 0
    try {
      length = lines('docx', lying).reduce((sum, { text }) => sum + text.length, 0)
    } catch (error) {
      expect(error).to.include({ code: 'input-invalid' })
    }
    expect(length).to.be.at.most(100)
  })

  it('may be HTML: blocks are lines, scripts and styles are nothing', () => {
    const html =
      '<html><head><title>不算</title></head><body><script>document.write("第九条 恶意。")</script><p>第一条&emsp;<b>甲</b>&lt;乙。</p><div>第二条&nbsp;丙。<br>丁。</div><style>p{}</style></body></html>'
    expect(lines('html', Buffer.from(html)).map(({ text }) => text)).to.deep.equal([
      '第一条 甲<乙。',
      '第二条 丙。',
      '丁。',
    ])
  })

  it('must be UTF-8', () => {
    expect(refused('text', Buffer.from([0xb5, 0xda, 0xd2, 0xbb]))).to.equal('input-invalid')
  })
})
