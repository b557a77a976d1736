/** Reading a piece of evidence: shown, given out as it is, copied with a watermark, verified. The original is never touched; each reading stays on record. */
import type { Readable } from 'node:stream'
import { LRUCache } from 'lru-cache'
import type { AuditEntry } from '../audit/entry.ts'
import type { Actor } from '../identity/actor.ts'
import { byteRange } from '../platform/byte-range.ts'
import { legalMinute } from '../platform/clock.ts'
import { problem } from '../platform/problem.ts'
import type { ByteRange } from '../platform/storage/object-store.ts'
import type { EvidenceFileRow } from './model.ts'
import { type EvidenceRoom, findEvidence } from './room.ts'

export interface EvidenceContent {
  name: string
  mediaType: string
  sha256: string
  /** Bytes of the whole. */
  size: number
  stream: Readable
  /** Which part the stream is; all of it when left out. */
  range?: ByteRange
}

export interface VerifiedEvidence {
  ok: boolean
  /** As on arrival. */
  sha256: string
  sm3: string
  /** As read now; null where the file is gone. */
  found: { sha256: string; sm3: string } | null
  at: number
}

/** Milliseconds within which going on to look (a video, piece by piece) is one look. */
const oneLook = 10 * 60_000

export function contentReader(room: EvidenceRoom) {
  const { database, blobs, clock, audit, bureau, renderer, rules } = room
  const looks = new LRUCache<string, number>({ max: 5_000 })
  const record = (actor: Actor, row: EvidenceFileRow, action: string, after: AuditEntry['after']) =>
    database.write((tx) =>
      audit.append(tx, {
        actor,
        action,
        object: { type: 'evidence', id: row.id },
        caseId: row.case_id,
        after,
      }),
    )

  async function view(actor: Actor, id: string, asked?: string): Promise<EvidenceContent> {
    const row = await findEvidence(room, actor, 'evidence.read', id)
    const looker = `${actor.accountId} ${id}`
    const last = looks.get(looker)
    if (last === undefined || clock.now() - last > oneLook) {
      await record(actor, row, 'evidence.viewed', { sha256: row.sha256 })
      looks.set(looker, clock.now())
    }
    return contentOf(row, byteRange(asked, Number(row.size)))
  }

  async function contentOf(row: EvidenceFileRow, range?: ByteRange): Promise<EvidenceContent> {
    const { name, media_type: mediaType, sha256, size } = row
    return { name, mediaType, sha256, size: Number(size), stream: await blobs.open(sha256, range), range }
  }

  return {
    view,

    /** The original, out of the house. */
    async exportOriginal(actor: Actor, id: string, reason: string): Promise<EvidenceContent> {
      const row = await findEvidence(room, actor, 'evidence.export', id)
      await record(actor, row, 'evidence.exported', { sha256: row.sha256, reason })
      return contentOf(row)
    },

    /** A picture with words over it that say what it is a copy of, and for whom. */
    async copy(actor: Actor, id: string): Promise<{ name: string; bytes: Buffer }> {
      const row = await findEvidence(room, actor, 'evidence.read', id)
      if (!/^image\/(jpeg|png|webp)$/.test(row.media_type))
        throw problem('conflict', '只有 JPEG、PNG、WebP 图片可以制作水印副本，其他证据请导出原件')
      const text = rules.copy.text.replace(/\{(\w+)\}/g, (_whole, word: string) => {
        const values: { [name: string]: string } = {
          bureau,
          number: row.caseNumber ?? '',
          name: actor.name,
          time: legalMinute(clock.now()),
        }
        return values[word] ?? ''
      })
      const { watermarked } = await import('./watermark.ts')
      const bytes = await watermarked(renderer, {
        picture: await blobs.get(row.sha256),
        mediaType: row.media_type,
        text,
        fingerprint: row.sha256,
        longestSide: rules.copy.longestSide,
      })
      await record(actor, row, 'evidence.copied', { sha256: row.sha256 })
      return { name: `${row.name}（副本）.jpg`, bytes }
    },

    async verify(actor: Actor, id: string): Promise<VerifiedEvidence> {
      const row = await findEvidence(room, actor, 'evidence.read', id)
      const digest = await blobs.digest(row.sha256)
      const ok = digest?.sha256 === row.sha256 && digest.sm3 === row.sm3
      await record(actor, row, 'evidence.verified', { ok, found: digest?.sha256 ?? null })
      return {
        ok,
        sha256: row.sha256,
        sm3: row.sm3,
        found: digest ? { sha256: digest.sha256, sm3: digest.sm3 } : null,
        at: clock.now(),
      }
    },
  }
}
