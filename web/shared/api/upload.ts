/** A file on its way to the server, by the tus protocol: broken off, it goes on where it was, also after the page was loaded anew. */
import { DetailedError, Upload } from 'tus-js-client'
import { type Problem, Refusal } from './client.ts'

export interface Sending {
  onProgress?: (share: number) => void
  signal: AbortSignal
  /** By which it is known again when it was broken off; left out: by the file's own particulars. */
  name?: string
}

/** @returns the id of the upload. @throws Refusal with the server's words. */
export function upload(file: File, caseId: string, { onProgress, signal, name }: Sending): Promise<string> {
  return new Promise((resolve, reject) => {
    const sending = new Upload(file, {
      endpoint: `${location.origin}/api/v1/uploads`,
      headers: { 'x-zhiheng-page': '1' },
      metadata: { caseId, filename: file.name, filetype: file.type },
      retryDelays: [0, 1_000, 3_000, 10_000],
      removeFingerprintOnSuccess: true,
      fingerprint: () =>
        Promise.resolve(
          ['zhiheng.upload', caseId, name ?? [file.name, file.size, file.lastModified].join('.')].join('.'),
        ),
      onProgress: (sent, all) => onProgress?.(all === 0 ? 1 : sent / all),
      onSuccess: () => resolve(sending.url!.split('/').at(-1)!),
      onError: (error) => reject(refusalOf(error)),
    })
    signal.addEventListener('abort', () => void sending.abort(true).catch(() => {}))
    sending
      .findPreviousUploads()
      .then(([previous]) => {
        if (previous) sending.resumeFromPreviousUpload(previous)
        if (!signal.aborted) sending.start()
      })
      .catch(reject)
  })
}

function refusalOf(error: Error): Refusal {
  const response = error instanceof DetailedError ? error.originalResponse : null
  const problem: Problem = {
    code: 'offline',
    title: '没有传完',
    status: response?.getStatus() ?? 0,
    detail: '没有传完：连接断了。再选一次同一个文件，会从断的地方接着传。',
  }
  try {
    Object.assign(problem, JSON.parse(response?.getBody() ?? '{}'))
  } catch {
    // A proxy on the way answered in words of its own.
  }
  const why = (problem.fields ?? []).map(({ message }) => message)
  return new Refusal({ ...problem, detail: [problem.detail, ...why].join('：') })
}
