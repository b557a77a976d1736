/**
 * What a QR code on paper leads to: whether the bureau issued this document, and how it stands today. Nobody signs in, so nothing is told that the paper does
 * not show, and nobody may ask without end. A code is a hundred random bits: who has it has the paper.
 */
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { standingOf, type ActKind, type Standing } from '../documents/acts/model.ts'
import type { Documents } from '../documents/service.ts'
import { readVerifyCode } from '../documents/verify-code.ts'
import { legalDay } from '../platform/clock.ts'
import { fingerprintOf } from '../platform/fingerprint.ts'
import { problem, tooOften } from '../platform/problem.ts'

export interface Verified {
  /** Full name of the organ. */
  bureau: string
  phone: string | null
  /** Title as printed: 行政处罚决定书. */
  title: string
  number: string
  issuedOn: string
  standing: Standing
  sha256: string
  sm3: string
  /** What became of it, in order. */
  acts: { kind: ActKind; on: string; number: string | null }[]
  reprints: number
  lastReprintOn: string | null
}

export interface Comparison {
  /** Which of the bureau's files it is; null for none of this document. */
  match: 'original' | 'signed' | 'reprint' | null
  sha256: string
}

export interface Verification {
  /** @param from address of who asks. @throws Problem `not-found`, `too-many-requests`. */
  look(code: string, from: string): Promise<Verified>
  /** By the fingerprint, which the browser can take itself. */
  compare(code: string, from: string, sha256: string): Promise<Comparison>
  compareFile(code: string, from: string, bytes: AsyncIterable<Buffer>): Promise<Comparison>
}

/** Questions a minute from one address; one that finds nothing weighs as much as ten. */
const perMinute = 60
const forNothing = 9

export function createVerification({ documents }: { documents: Documents }): Verification {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  const spend = async (from: string, points: number) => {
    await limiter.consume(from, points).catch((reason: unknown) => {
      if (reason instanceof Error) throw reason
      throw tooOften('核验过于频繁，请一分钟后再试', (reason as RateLimiterRes).msBeforeNext)
    })
  }
  async function find(code: string, from: string) {
    await spend(from, 1)
    const read = readVerifyCode(code)
    const found = read && (await documents.acts.byCode(read))
    if (found) return found
    await spend(from, forNothing)
    throw problem(
      'not-found',
      '没有找到这份文书：请核对二维码是否来自本机关出具的纸质文书，或者致电本机关查询',
    )
  }
  async function compare(code: string, from: string, sha256: string): Promise<Comparison> {
    const { document, copies } = await find(code, from)
    const match =
      document.pdf_sha256 === sha256 ? 'original' : copies.find((copy) => copy.sha256 === sha256)?.kind
    return { match: match ?? null, sha256 }
  }
  return {
    async look(code, from) {
      const { document, acts, copies } = await find(code, from)
      const reprints = copies.filter(({ kind }) => kind === 'reprint')
      const last = reprints.at(-1)
      const effective = acts.filter(({ state }) => state === 'effective')
      const notices = await documents.acts.numbers(effective.flatMap(({ result_id: id }) => id ?? []))
      return {
        bureau: documents.bureau.name,
        phone: documents.bureau.phone ?? null,
        title: document.name,
        number: document.number!,
        issuedOn: legalDay(Number(document.issued_at)),
        standing: standingOf(acts),
        sha256: document.pdf_sha256!,
        sm3: document.pdf_sm3!,
        acts: effective.map(({ kind, decided_at: at, result_id: id }) => ({
          kind,
          on: legalDay(Number(at)),
          number: id === null ? null : (notices.get(id) ?? null),
        })),
        reprints: reprints.length,
        lastReprintOn: last ? legalDay(Number(last.made_at)) : null,
      }
    },
    compare,
    async compareFile(code, from, bytes) {
      // Who has no such document has no file of it read.
      await find(code, from)
      return compare(code, from, (await fingerprintOf(bytes)).sha256)
    },
  }
}
