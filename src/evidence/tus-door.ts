/**
 * The tus 1.0 protocol (creation, creation-with-upload, termination) over the upload directory: whoever loses the connection asks how far the server has
 * come (HEAD) and goes on from there (PATCH). The protocol is the library's; whose upload it is and what may come is decided here before it.
 */
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from '@tus/server'
import type { Actor } from '../identity/actor.ts'
import { faultBelow } from '../platform/faults.ts'
import { Problem, problem, problemBody } from '../platform/problem.ts'
import type { EvidenceUploadRow } from './model.ts'
import type { EvidenceRoom } from './room.ts'
import { uploadLock } from './upload-lock.ts'
import { arrive, beginUpload, dropUpload, findUpload, requireUpload } from './uploads.ts'

export interface TusDoor {
  /** Address below which uploads live, as clients see it. */
  readonly path: string
  /** @throws Problem */
  handle(actor: Actor, request: IncomingMessage, response: ServerResponse): Promise<void>
}

const path = '/api/v1/uploads'
const version = '1.0.0'
const idForm = /^[0-9a-f]{32}$/

export function createTusDoor(room: EvidenceRoom): TusDoor {
  const asking: Asking = new WeakMap()
  /** By id: what writes down an upload that is being created. */
  const beginning: Beginning = new Map()
  let opened: Promise<Server> | undefined
  // The protocol's library is loaded with the first upload.
  const protocol = () =>
    (opened ??= openProtocol(room, asking, beginning).catch((error: unknown) => {
      opened = undefined
      throw error
    }))
  const speak = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      await (await protocol()).handle(request, response)
    } catch (error) {
      // Nobody reads on: what is still being sent is forgotten, or the connection would hear nothing of the next request.
      request.removeAllListeners('data').resume()
      throw error
    }
  }

  return {
    path,
    async handle(actor, request, response) {
      if (request.method === 'OPTIONS') return speak(request, response)
      if (request.method === 'POST') {
        const id = randomBytes(16).toString('hex')
        const upload = { id, ...(await announced(request)) }
        await requireUpload(room, room.database.sql, actor, upload)
        asking.set(request, { actor, id })
        beginning.set(id, () => beginUpload(room, actor, upload))
        try {
          return await speak(request, response)
        } catch (error) {
          // Where the database takes nothing either, it is thrown away when its time is over.
          await dropUpload(room, id).catch(() => {})
          throw error
        } finally {
          beginning.delete(id)
        }
      }
      const id = new URL(request.url ?? '', 'http://localhost').pathname.split('/').at(-1) ?? ''
      if (!idForm.test(id)) throw problem('not-found', '没有这次上传')
      const row = await findUpload(room, actor, id)
      if (request.method === 'HEAD' && complete(row)) return answerComplete(row, response)
      if (row.state !== 'receiving') throw problem('conflict', row.reason ?? '文件已经传完，不能再改动')
      asking.set(request, { actor, id })
      return speak(request, response)
    },
  }
}

type Asking = WeakMap<IncomingMessage, { actor: Actor; id: string }>

type Beginning = Map<string, () => Promise<void>>

async function openProtocol(room: EvidenceRoom, asking: Asking, beginning: Beginning): Promise<Server> {
  const { uploadDirectory, rules } = room
  const [{ UploadFiles }, tus] = await Promise.all([import('./upload-files.ts'), import('@tus/server')])
  await mkdir(uploadDirectory, { recursive: true })
  const files = new UploadFiles(uploadDirectory, (id) => beginning.get(id)!())
  const askerOf = (request: unknown) => {
    const { runtime } = request as { runtime: { node: { req: IncomingMessage } } }
    return asking.get(runtime.node.req)!
  }
  return new tus.Server({
    path,
    datastore: files,
    locker: {
      newLock(id) {
        const { lock, unlock } = uploadLock(room, id)
        return { unlock, lock: (stop, giveWay) => lock(stop, () => void giveWay()).catch(inTheirWords) }
      },
    },
    relativeLocation: true,
    maxSize: Math.max(...Object.values(rules.files).map(({ largest }) => largest)),
    disableTerminationForFinishedUploads: true,
    namingFunction: (request) => askerOf(request).id,
    // What lacks room or the database is told as everywhere else.
    onResponseError(_request, error) {
      const fault = faultBelow(error) ?? (error instanceof Problem ? error : undefined)
      if (fault) throw fault
      return undefined
    },
    async onUploadFinish(request) {
      const { actor, id } = askerOf(request)
      try {
        await arrive(room, actor, id)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        return {
          status_code: error.status,
          headers: { 'Content-Type': 'application/problem+json' },
          body: JSON.stringify(problemBody(error)),
        }
      }
      await files.particulars.delete(id)
      return {}
    },
  })
}

/** What the protocol's library makes an answer of: 423 is tried again by clients. */
function inTheirWords(error: unknown): never {
  if (!(error instanceof Problem)) throw error
  throw { status_code: 423, body: error.message }
}

const complete = ({ state }: EvidenceUploadRow) => state === 'arrived' || state === 'used'

/** The last answer was lost: who asks how far we have come learns that all is here. */
function answerComplete({ size }: EvidenceUploadRow, response: ServerResponse): void {
  response
    .writeHead(200, {
      'Tus-Resumable': version,
      'Upload-Offset': String(size),
      'Upload-Length': String(size),
      'Cache-Control': 'no-store',
    })
    .end()
}

/** What the headers of a creation say. @throws Problem `input-invalid`. */
async function announced({ headers }: IncomingMessage) {
  const length = headers['upload-length']
  if (typeof length !== 'string' || !/^\d{1,15}$/.test(length))
    throw problem('input-invalid', '没有说明文件大小', [
      { path: 'Upload-Length', message: '须在请求头 Upload-Length 中写明字节数' },
    ])
  const { caseId, filename, filetype } = await metadataOf(headers['upload-metadata'])
  if (!caseId || !filename)
    throw problem('input-invalid', '没有说明上传给哪个案件', [
      { path: 'Upload-Metadata', message: '须含 caseId、filename，可含 filetype' },
    ])
  return { caseId, name: filename, claimedType: filetype ?? '', size: Number(length) }
}

async function metadataOf(header: string | string[] | undefined): Promise<Record<string, string | null>> {
  const { Metadata } = await import('@tus/server')
  try {
    return Metadata.parse(typeof header === 'string' ? header : '') ?? {}
  } catch {
    throw problem('input-invalid', '上传说明无法读取', [
      { path: 'Upload-Metadata', message: '应为“名称 Base64 值”，以逗号分隔' },
    ])
  }
}
