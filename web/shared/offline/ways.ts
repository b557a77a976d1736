/** How things are sent, by name: what waits outlives the page, so it can hold no function. Each may be done twice and is then done once. */
import { post, Refusal } from '../api/client.ts'
import { fileOf } from './files.ts'
import type { ToSend, Waiting } from './waiting.ts'

/** A stuck connection is a broken one. */
const patience = 30_000
/** A file takes what it takes, on a slow line. */
const patienceForFiles = 15 * 60_000

type Way = (item: Waiting, keepStep: (step: string) => Promise<void>) => Promise<unknown>

export const ways: Record<NonNullable<ToSend['way']>, Way> = {
  json: (item) => postJson(item, item.body),

  // The server takes a file in once, by its fingerprint.
  async file(item) {
    const headers = { 'content-type': 'application/octet-stream' }
    return post(item.path, await bytesOf(item), headers, AbortSignal.timeout(patienceForFiles))
  },

  /** Uploaded where it was broken off, then taken in as evidence; an upload is taken in once. */
  async evidence(item, keepStep) {
    let uploadId = item.step
    if (uploadId === undefined) {
      const { upload } = await import('../api/upload.ts')
      const [, caseId = ''] = /^\/cases\/([^/]+)\//.exec(item.path) ?? []
      uploadId = await upload(await bytesOf(item), caseId, {
        signal: AbortSignal.timeout(patienceForFiles),
        name: item.id,
      })
      await keepStep(uploadId)
    }
    return postJson(item, { ...(item.body as object), uploadId })
  },
}

export function postJson({ path, idempotencyKey }: Waiting, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey }
  return post(path, JSON.stringify(body), headers, AbortSignal.timeout(patience))
}

async function bytesOf({ file }: Waiting): Promise<File> {
  const kept = file && (await fileOf(file))
  if (!kept)
    throw new Refusal({
      code: 'not-kept',
      title: '文件不在了',
      status: 0,
      detail: '文件已不在本机，请重新添加。',
    })
  return kept
}
