/** What a file is, as its bytes say, held against what it claims to be and against the limits of its kind. */
import { open } from 'node:fs/promises'
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type'
import { imageSize } from 'image-size'
import { problem } from '../platform/problem.ts'
import type { ObjectSource } from '../platform/storage/object-store.ts'
import { requireBounded } from './archive-bounds.ts'
import { nothingSaid, requireSize, wrongType } from './claim.ts'
import { type EvidenceRules, mediaTypeOf } from './rules.ts'

/** @returns the media type by which it is kept. @throws Problem `input-invalid`, `too-large`. */
export async function examine(
  rules: EvidenceRules,
  source: ObjectSource,
  { claimed, size }: { claimed: string; size: number },
): Promise<string> {
  if (size === 0)
    throw problem('input-invalid', '文件是空的', [{ path: 'content', message: '请重新选择文件' }])
  const sniffed =
    'file' in source ? await fileTypeFromFile(source.file) : await fileTypeFromBuffer(source.bytes)
  const type = sniffed && mediaTypeOf(rules, sniffed.mime)
  if (type === undefined) throw wrongType(rules)
  const kind = rules.files[type]!
  if (!nothingSaid.has(claimed) && mediaTypeOf(rules, claimed) !== type)
    throw problem('input-invalid', '文件与所称的格式不符', [
      { path: 'content', message: `文件内容是${kind.name}，与所称的 ${claimed} 不一致，请按原样重新上传` },
    ])
  requireSize(kind.name, size, kind.largest)
  if (kind.picture) await requirePixels(rules, source)
  if (kind.archive) await requireBounded(source, size, rules)
  return type
}

/** A picture of few bytes may unfold to many gigabytes: its size in pixels stands at its beginning. */
async function requirePixels({ mostPixels }: EvidenceRules, source: ObjectSource): Promise<void> {
  const { width, height } = sizeOf(await beginning(source))
  if (width * height > mostPixels)
    throw problem(
      'too-large',
      `图片有 ${width} × ${height} 像素，超过 ${Math.floor(mostPixels / 1_000_000)} 百万像素，可能是压缩炸弹，不能收入`,
    )
}

function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  try {
    const { width, height } = imageSize(bytes)
    return { width, height }
  } catch {
    throw problem('input-invalid', '图片已损坏', [
      { path: 'content', message: '读不出图片的尺寸，文件不完整，请重新上传' },
    ])
  }
}

/** Bytes in which the size stands, behind whatever a camera writes before it. */
const enough = 8 * 2 ** 20

async function beginning(source: ObjectSource): Promise<Uint8Array> {
  if ('bytes' in source) return source.bytes.subarray(0, enough)
  const file = await open(source.file)
  try {
    const buffer = Buffer.alloc(Math.min(enough, (await file.stat()).size))
    const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
