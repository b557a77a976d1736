/** Uploads as a phone does them: the real tus client. */
import { Upload } from 'tus-js-client'
import type { EvidenceDesk } from './evidence-desk.ts'

export interface Sending {
  caseId: string
  name?: string
  type?: string
  userName?: string
  /** Where an upload that was broken off stands. */
  url?: string
  /** Bytes of one request; all at once when left out. */
  chunk?: number
  /** Break off once so many bytes are there. */
  until?: number
}

/** @returns address of the upload, whether it is complete, and the requests it took. */
export function send(
  { address }: EvidenceDesk,
  bytes: Buffer,
  {
    caseId,
    name = 'IMG_0001.jpg',
    type = 'image/jpeg',
    userName = 'squad-01-officer-1',
    url,
    chunk,
    until,
  }: Sending,
): Promise<{ url: string; id: string; complete: boolean; methods: string[] }> {
  return new Promise((resolve, reject) => {
    const methods: string[] = []
    const outcome = (complete: boolean) => {
      const at = upload.url!
      resolve({ url: at, id: at.split('/').at(-1)!, complete, methods })
    }
    const upload = new Upload(bytes, {
      endpoint: `${address}/api/v1/uploads`,
      ...(url !== undefined && { uploadUrl: url }),
      chunkSize: chunk ?? Infinity,
      // As a phone goes on after the connection broke; an answer is an answer.
      retryDelays: [50, 200],
      onShouldRetry: (error) => error.originalResponse === null,
      headers: { Authorization: userName },
      metadata: { caseId, filename: name, filetype: type },
      onAfterResponse: (request) => void methods.push(request.getMethod()),
      onChunkComplete: (_size, accepted) => {
        if (until === undefined || accepted < until || accepted === bytes.byteLength) return
        void upload.abort().then(() => outcome(false))
      },
      onSuccess: () => outcome(true),
      onError: reject,
    })
    upload.start()
  })
}

/** What the door answered when it refused. */
export function refusalOf(error: unknown): {
  status: number
  body: { code: string; detail: string; fields?: { message: string }[] }
} {
  const answer = (error as { originalResponse?: { getStatus(): number; getBody(): string } }).originalResponse
  if (!answer) throw error
  return { status: answer.getStatus(), body: JSON.parse(answer.getBody()) as never }
}
