/** The bureau's signature on a PDF, looked at by others: poppler's pdfsig, and OpenSSL for what CAdES asks beyond CMS. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { openSealer } from '../../src/documents/pades.ts'
import { parseInstant } from '../../src/platform/clock.ts'

describe('PAdES', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiheng-pades-'))
  const at = (name: string) => join(folder, name)
  const run = (program: string, ...given: string[]) => {
    try {
      return execFileSync(program, given, {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string }
      return `${stdout}${stderr}`
    }
  }
  before(() => {
    const name = '/C=CN/O=示例县综合行政执法局/CN=示例县综合行政执法局'
    run(
      'openssl',
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-utf8',
      '-keyout',
      'key.pem',
      '-out',
      'certificate.pem',
      '-days',
      '3650',
      '-subj',
      name,
    )
    run(
      'openssl',
      'pkcs12',
      '-export',
      '-inkey',
      'key.pem',
      '-in',
      'certificate.pem',
      '-out',
      'seal.p12',
      '-passout',
      'pass:s3cret',
    )
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const blank = async () => {
    const document = await PDFDocument.create()
    document.addPage().drawText('paper')
    return Buffer.from(await document.save())
  }
  const sealer = () => openSealer(at('seal.p12'), 's3cret')
  const now = () => sealer().validUntil - 86_400_000

  it('is valid in the eyes of pdfsig, and covers the whole file', async () => {
    writeFileSync(at('signed.pdf'), await sealer().sign(await blank(), now()))
    const said = run('pdfsig', '-nocert', 'signed.pdf')
    expect(said).to.contain('Signature Type: ETSI.CAdES.detached')
    expect(said).to.contain('Signature is Valid.')
    expect(said).to.contain('Total document signed')
    expect(said).to.contain('示例县综合行政执法局')
    expect(said).to.contain('SHA-256')
  })

  it('names its certificate as CAdES asks', () => {
    const pdf = readFileSync(at('signed.pdf'))
    const [, a, b, c, d] = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)/.exec(pdf.toString('latin1'))!.map(Number)
    const held = pdf.subarray(a! + b! + 1, c! - 1).toString('latin1')
    writeFileSync(at('content.bin'), Buffer.concat([pdf.subarray(a!, a! + b!), pdf.subarray(c!, c! + d!)]))
    writeFileSync(at('signature.der'), Buffer.from(held.replace(/(00)+$/, ''), 'hex'))
    const verdict = () =>
      run(
        'openssl',
        'cms',
        '-verify',
        '-cades',
        '-binary',
        '-inform',
        'DER',
        '-in',
        'signature.der',
        '-content',
        'content.bin',
        '-CAfile',
        'certificate.pem',
        '-purpose',
        'any',
        '-out',
        'out.bin',
      )
    verdict()
    expect(readFileSync(at('out.bin'))).to.deep.equal(readFileSync(at('content.bin')))
    const other = readFileSync(at('content.bin'))
    other[60]! ^= 1
    writeFileSync(at('content.bin'), other)
    expect(verdict()).to.match(/digest failure|verification failure/i)
  })

  it('is broken by one changed byte', () => {
    const pdf = readFileSync(at('signed.pdf'))
    const place = pdf.indexOf('MediaBox')
    pdf[place + 10]! ^= 1
    writeFileSync(at('changed.pdf'), pdf)
    expect(run('pdfsig', '-nocert', 'changed.pdf')).to.contain('Digest Mismatch')
  })

  it('gives the same bytes for the same document and time', async () => {
    const paper = await blank()
    expect(await sealer().sign(paper, now())).to.deep.equal(await sealer().sign(paper, now()))
  })

  it('signs a copy of what was signed anew', async () => {
    writeFileSync(at('twice.pdf'), await sealer().sign(readFileSync(at('signed.pdf')), now()))
    const said = run('pdfsig', '-nocert', 'twice.pdf')
    expect(said.match(/Signature #/g)).to.have.length(1)
    expect(said).to.contain('Signature is Valid.')
  })

  it('is refused outside the days of the certificate, with a wrong password, and without a key', async () => {
    const late = await sealer()
      .sign(await blank(), parseInstant('2099-01-01T00:00:00Z'))
      .catch((error: Error) => error.message)
    expect(late).to.contain('不在有效期内')
    expect(() => openSealer(at('seal.p12'), 'wrong')).to.throw(/cannot be opened/)
    run(
      'openssl',
      'pkcs12',
      '-export',
      '-nokeys',
      '-in',
      'certificate.pem',
      '-out',
      'bare.p12',
      '-passout',
      'pass:s3cret',
    )
    expect(() => openSealer(at('bare.p12'), 's3cret')).to.throw(/no RSA key/)
  })
})
