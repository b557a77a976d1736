/**
 * Objects in a bucket of an S3-compatible store (MinIO, Ceph, OBS, OSS …). The signature covers the bytes' SHA-256, which is the object's name: the store
 * itself refuses what was changed on the way.
 */
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AwsClient } from 'aws4fetch'
import { FileStoreGone } from '../faults.ts'
import type { ObjectSource, ObjectStore, ObjectStream } from './object-store.ts'

export interface S3Settings {
  /** http://host:port or https://host; the bucket is the first part of the path. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

const sha256OfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
/** Milliseconds without a byte after which a request has failed. */
const patience = 60_000

export function s3Store({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings): ObjectStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' })
  const addressOf = (sha256: string) => `${endpoint.replace(/\/$/, '')}/${bucket}/${sha256}`

  async function ask(
    method: 'HEAD' | 'GET' | 'PUT' | 'DELETE',
    sha256: string,
    { bodySha256 = sha256OfNothing, headers = {}, body }: Ask = {},
  ): Promise<IncomingMessage> {
    const signed = await client.sign(addressOf(sha256), {
      method,
      headers: { 'x-amz-content-sha256': bodySha256 },
    })
    const address = new URL(signed.url)
    const outgoing = (address.protocol === 'https:' ? httpsRequest : httpRequest)(address, {
      method,
      headers: { ...namesAndValues(signed.headers), ...headers },
      timeout: patience,
    })
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve)
      outgoing.once('error', (error) => reject(new FileStoreGone(error)))
      outgoing.once('timeout', () => outgoing.destroy(new Error('the object store does not answer')))
    })
    // What breaks the sending is an error of the request; a refusal that comes before the last byte is an answer.
    if (body) void pipeline(body, outgoing).catch(() => undefined)
    else outgoing.end()
    return answered
  }

  return {
    async size(sha256) {
      const answer = await ask('HEAD', sha256)
      answer.resume()
      if (answer.statusCode === 404) return undefined
      if (answer.statusCode !== 200) throw await refusal(answer, 'HEAD')
      return Number(answer.headers['content-length'])
    },
    async write(sha256, source) {
      const { size, body } = await bodyOf(source)
      const headers = { 'content-length': String(size) }
      const answer = await ask('PUT', sha256, { bodySha256: sha256, headers, body })
      if (answer.statusCode !== 200) throw await refusal(answer, 'PUT')
      answer.resume()
      if ('file' in source) await rm(source.file)
    },
    async read(sha256, range) {
      const headers: Ask['headers'] = range ? { range: `bytes=${range.from}-${range.to}` } : {}
      const answer = await ask('GET', sha256, { headers })
      if (answer.statusCode === 404) {
        answer.resume()
        return undefined
      }
      if (answer.statusCode !== 200 && answer.statusCode !== 206) throw await refusal(answer, 'GET')
      return answer
    },
    async remove(sha256) {
      const answer = await ask('DELETE', sha256)
      // A store may say that there was nothing, or not.
      if (![200, 204, 404].includes(answer.statusCode!)) throw await refusal(answer, 'DELETE')
      answer.resume()
    },
  }
}

interface Ask {
  bodySha256?: string
  headers?: { [name: string]: string }
  body?: Readable
}

async function bodyOf(source: ObjectSource | ObjectStream): Promise<{ size: number; body: Readable }> {
  if ('stream' in source) return { size: source.size, body: source.stream }
  if ('file' in source) return { size: (await stat(source.file)).size, body: createReadStream(source.file) }
  return {
    size: source.bytes.byteLength,
    body: Readable.from([source.bytes], { objectMode: false }),
  }
}

function namesAndValues(headers: Headers): { [name: string]: string } {
  const named: { [name: string]: string } = {}
  headers.forEach((value, name) => (named[name] = value))
  return named
}

/** @returns FileStoreGone where the store says of itself that it cannot just now. */
async function refusal(answer: IncomingMessage, method: string): Promise<Error> {
  const pieces: Buffer[] = []
  for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece)
  const text = Buffer.concat(pieces).toString('utf8').slice(0, 500)
  const said = new Error(`object store: ${method} answered ${answer.statusCode} ${text}`)
  return answer.statusCode! >= 500 ? new FileStoreGone(said) : said
}
