/** Photos of the scene 现场照片: each with its fingerprint from the moment it was taken, on their way as soon as there is a case to take them in. */
import { reactive } from 'vue'
import { answered, api, Refusal } from '../../shared/api/client.ts'
import { me } from '../../shared/session/session.ts'
import { upload } from '../../shared/api/upload.ts'
import { partyName, type StreetCase } from './street-case.ts'

export interface Photo {
  file: File
  takenAt: number
  /** SHA-256 in hex; '': the browser computes none outside a secure connection, the server does when the photo arrives. */
  sha256: string
  state: 'here' | 'sending' | 'taken-in' | 'refused'
  share: number
  refused: string
}

// Held by the page, not by the draft: a picture is too large for it.
export const photos = reactive<Photo[]>([])

export function addPhotos(files: Iterable<File>): void {
  for (const file of files) {
    const photo = reactive<Photo>({
      file,
      takenAt: Math.min(file.lastModified, Date.now()),
      sha256: '',
      state: 'here',
      share: 0,
      refused: '',
    })
    photos.push(photo)
    void fingerprint(file).then((sha256) => (photo.sha256 = sha256))
  }
}

export function dropPhotos(): void {
  photos.splice(0)
}

async function fingerprint(file: File): Promise<string> {
  if (!globalThis.isSecureContext) return ''
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Sends what has not arrived yet, one after the other. */
export async function sendPhotos(one: StreetCase): Promise<void> {
  for (const [index, photo] of photos.entries()) {
    if (photo.state === 'sending' || photo.state === 'taken-in') continue
    await send(one, photo, index + 1)
  }
}

async function send({ decision, ...one }: StreetCase, photo: Photo, number: number): Promise<void> {
  const { caseId } = decision!
  Object.assign(photo, { state: 'sending', refused: '' })
  try {
    const uploadId = await upload(photo.file, caseId, {
      signal: new AbortController().signal,
      onProgress: (share) => (photo.share = share),
    })
    const { sha256 } = await answered(
      api.POST('/cases/{caseId}/evidence', {
        params: { path: { caseId } },
        body: {
          uploadId,
          kind: '电子数据',
          name: `现场照片 ${number}`,
          shows: `${partyName({ decision, ...one })}：${one.description.trim()}`.slice(0, 1000),
          takenAt: photo.takenAt,
          place: one.place.trim(),
          ...(one.position && { longitude: one.position.longitude, latitude: one.position.latitude }),
          takenBy: me.value!.officerId!,
        },
      }),
    )
    if (photo.sha256 !== '' && photo.sha256 !== sha256) throw changed()
    Object.assign(photo, { state: 'taken-in', sha256 })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    Object.assign(photo, { state: 'refused', refused: error.message })
  }
}

const changed = () =>
  new Refusal({
    code: 'changed-on-the-way',
    title: '照片变了',
    status: 0,
    detail: '到达的照片与拍摄时的指纹不一致，请重新拍摄，并告诉系统管理员。',
  })
