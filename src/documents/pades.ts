/**
 * The bureau's electronic signature 电子签章 on a PDF: PAdES baseline B-B (ETSI EN 319 142-1), a detached CAdES signature with the bureau's certificate. The
 * library makes room for it in the file; the CMS is made here, since none at hand writes the attribute that ties it to the certificate (RFC 5035).
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { pdflibAddPlaceholder } from '@signpdf/placeholder-pdf-lib'
import { SignPdf } from '@signpdf/signpdf'
import { Signer, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils'
import forge from 'node-forge'
import { PDFDocument } from 'pdf-lib'
import { problem } from '../platform/problem.ts'
import { forgetSignatures } from './pdf-signatures.ts'

export interface Sealer {
  /** Name in the certificate. */
  readonly name: string
  /** Epoch ms: after that day nothing is signed. */
  readonly validUntil: number
  /** @param at epoch ms, written into the file. @throws Problem `conflict` when the certificate is not valid then. */
  sign(pdf: Buffer, at: number): Promise<Buffer>
}

const { asn1, pki } = forge
const { Class, Type } = asn1

/** @throws Error that says what is wrong with the file. */
export function openSealer(certificateFile: string, password: string): Sealer {
  const { key, certificate, chain } = readCertificate(certificateFile, password)
  const { notBefore, notAfter } = certificate.validity
  const name = decodeUtf8((certificate.subject.getField('CN') as { value?: string } | null)?.value ?? '')
  return {
    name,
    validUntil: notAfter.getTime(),
    async sign(pdf, at) {
      if (at < notBefore.getTime() || at > notAfter.getTime())
        throw problem(
          'conflict',
          '机关数字证书不在有效期内，不能签章；请更换证书（ZHIHENG_CERTIFICATE_FILE）后再签发',
        )
      const document = await PDFDocument.load(pdf, { updateMetadata: false })
      forgetSignatures(document)
      const time = new Date(at)
      pdflibAddPlaceholder({
        pdfDoc: document,
        reason: literal('机关签章'),
        contactInfo: '',
        name: literal(name),
        location: '',
        signingTime: time,
        signatureLength: 16_384,
        subFilter: SUBFILTER_ETSI_CADES_DETACHED,
      })
      const roomy = Buffer.from(
        await document.save({
          useObjectStreams: false,
          addDefaultPage: false,
          updateFieldAppearances: false,
        }),
      )
      return new SignPdf().sign(roomy, new CadesSigner(key, certificate, chain), time)
    },
  }
}

function readCertificate(file: string, password: string) {
  let bags: forge.pkcs12.Pkcs12Pfx
  try {
    bags = forge.pkcs12.pkcs12FromAsn1(asn1.fromDer(readFileSync(file, 'binary')), password)
  } catch (error) {
    throw new Error(`the certificate file ${file} cannot be opened: ${(error as Error).message}`, {
      cause: error,
    })
  }
  const of = (bagType: string) => bags.getBags({ bagType })[bagType] ?? []
  const { pkcs8ShroudedKeyBag, keyBag, certBag } = pki.oids
  const key = [...of(pkcs8ShroudedKeyBag!), ...of(keyBag!)].find((bag) => bag.key)?.key
  const chain = of(certBag!).flatMap(({ cert }) => cert ?? [])
  const certificate =
    key &&
    chain.find(({ publicKey }) =>
      (publicKey as forge.pki.rsa.PublicKey).n.equals((key as forge.pki.rsa.PrivateKey).n),
    )
  if (!key || !certificate)
    throw new Error(`the certificate file ${file} holds no RSA key with its certificate`)
  return { key: key as forge.pki.rsa.PrivateKey, certificate, chain }
}

class CadesSigner extends Signer {
  readonly #key: forge.pki.rsa.PrivateKey
  readonly #certificate: forge.pki.Certificate
  readonly #chain: forge.pki.Certificate[]

  constructor(
    key: forge.pki.rsa.PrivateKey,
    certificate: forge.pki.Certificate,
    chain: forge.pki.Certificate[],
  ) {
    super()
    this.#key = key
    this.#certificate = certificate
    this.#chain = chain
  }

  override sign(pdf: Buffer): Promise<Buffer> {
    const digest = createHash('sha256').update(pdf).digest('binary')
    return Promise.resolve(cadesOf(digest, this.#key, this.#certificate, this.#chain))
  }
}

type Node = forge.asn1.Asn1
const sequence = (...parts: Node[]) => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, parts)
const set = (...parts: Node[]) => asn1.create(Class.UNIVERSAL, Type.SET, true, parts)
const tagged = (...parts: Node[]) => asn1.create(Class.CONTEXT_SPECIFIC, 0, true, parts)
const oid = (name: string) => asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(name).getBytes())
const octets = (bytes: string) => asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, bytes)
const integer = (bytes: string) => asn1.create(Class.UNIVERSAL, Type.INTEGER, false, bytes)
const none = () => asn1.create(Class.UNIVERSAL, Type.NULL, false, '')
const der = (node: Node) => asn1.toDer(node).getBytes()

const signingCertificateV2 = '1.2.840.113549.1.9.16.2.47'

/** SignedData over a detached content (RFC 5652) with content type, digest and signing certificate; the time stands in the PDF's own entry. */
function cadesOf(
  digest: string,
  key: forge.pki.rsa.PrivateKey,
  certificate: forge.pki.Certificate,
  chain: forge.pki.Certificate[],
): Buffer {
  const sha256 = () => sequence(oid(pki.oids.sha256!), none())
  const encoded = der(pki.certificateToAsn1(certificate))
  const attributes = [
    sequence(oid(pki.oids.contentType!), set(oid(pki.oids.data!))),
    sequence(oid(pki.oids.messageDigest!), set(octets(digest))),
    sequence(
      oid(signingCertificateV2),
      set(
        sequence(sequence(sequence(octets(createHash('sha256').update(encoded, 'binary').digest('binary'))))),
      ),
    ),
    // DER orders a set by its members' bytes.
  ].sort((a, b) => Buffer.compare(Buffer.from(der(a), 'binary'), Buffer.from(der(b), 'binary')))
  const hash = forge.md.sha256.create()
  hash.update(der(set(...attributes)))
  const signerInfo = sequence(
    integer('\x01'),
    issuerAndSerial(certificate),
    sha256(),
    tagged(...attributes),
    sequence(oid(pki.oids.rsaEncryption!), none()),
    octets(key.sign(hash)),
  )
  const signedData = sequence(
    integer('\x01'),
    set(sha256()),
    sequence(oid(pki.oids.data!)),
    tagged(...chain.map((one) => pki.certificateToAsn1(one))),
    set(signerInfo),
  )
  return Buffer.from(der(sequence(oid(pki.oids.signedData!), tagged(signedData))), 'binary')
}

/** As they stand in the certificate, byte for byte: written anew, a name beyond Latin would be another. */
function issuerAndSerial(certificate: forge.pki.Certificate): Node {
  const parts = (certificate as unknown as { tbsCertificate: Node }).tbsCertificate.value as Node[]
  // The version, tagged, stands before them where it is given.
  const [serial, , issuer] = parts[0]!.tagClass === Class.CONTEXT_SPECIFIC ? parts.slice(1) : parts
  return sequence(issuer!, serial!)
}

/** Text of a PDF string beyond Latin: UTF-16 with its mark, each byte as an octal escape. */
function literal(text: string): string {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()
  return [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}

/** The reader of certificates gives UTF-8 as bytes. */
function decodeUtf8(bytes: string): string {
  try {
    return forge.util.decodeUtf8(bytes)
  } catch {
    return bytes
  }
}
