/**
 * A webhook: one POST of JSON, signed with HMAC-SHA-256 over the instant and the body, so that the receiver knows who sent it and that nobody replays it. No
 * redirect is followed; only the status of the answer is looked at.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type BlockList, isIP } from 'node:net'
import { addressesOf, checkedLookup } from './private-addresses.ts'

/** Milliseconds. */
const patience = 10_000

/** `t=INSTANT,v1=HEX`: HMAC of `INSTANT.BODY`. */
export function signatureOf(secret: string, at: number, body: string): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}

/** What a receiver does, and our tests. @param now epoch ms; @param tolerance ms that a message may be old. */
export function isSigned(
  { secret, header, body }: { secret: string; header: string; body: string },
  now: number,
  tolerance = 300_000,
): boolean {
  const [, at] = /^t=(\d+),v1=[0-9a-f]{64}$/.exec(header) ?? []
  if (at === undefined || Math.abs(now - Number(at)) > tolerance) return false
  return timingSafeEqual(Buffer.from(signatureOf(secret, Number(at), body)), Buffer.from(header))
}

/** @throws Error with the reason: refused address, no answer in time, a status that is not 2xx. */
export async function postWebhook(given: {
  url: string
  secret: string
  deliveryId: string
  body: string
  at: number
  allowed: BlockList
}): Promise<void> {
  const { url, secret, deliveryId, body, at, allowed } = given
  const { protocol, hostname } = new URL(url)
  // A literal address is never looked up: it is checked here.
  if (isIP(hostname.replace(/^\[|\]$/g, ''))) await addressesOf(hostname, allowed)
  const send = protocol === 'https:' ? httpsRequest : httpRequest
  await new Promise<void>((resolve, reject) => {
    const asked = send(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: checkedLookup(allowed),
        timeout: patience,
        signal: AbortSignal.timeout(patience),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'zhiheng',
          'x-zhiheng-delivery': deliveryId,
          'x-zhiheng-signature': signatureOf(secret, at, body),
        },
      },
      (answer) => {
        const { statusCode = 0 } = answer
        // Whatever it says is of no use to us, and may be endless.
        answer.destroy()
        if (statusCode >= 200 && statusCode < 300) resolve()
        else reject(new Error(`answered ${statusCode}`))
      },
    )
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')))
    asked.on('error', reject)
    asked.end(body)
  })
}
