/** Office and OFD files are archives: what they unfold to is counted, piece by piece, before anybody opens one. */
import { problem } from '../platform/problem.ts'
import { entriesOf, openArchive, streamOf } from '../platform/storage/archive.ts'
import type { ObjectSource } from '../platform/storage/object-store.ts'
import type { EvidenceRules } from './rules.ts'

/** @throws Problem `too-large` for a decompression bomb, `input-invalid` for what is no whole archive. */
export async function requireBounded(
  source: ObjectSource,
  size: number,
  { archive }: EvidenceRules,
): Promise<void> {
  const zip = await openArchive(source).catch(damaged)
  const limit = Math.min(archive.largestUnpacked, Math.max(size, 1) * archive.largestRatio)
  try {
    if (zip.entryCount > archive.mostEntries) throw bomb()
    let unpacked = 0
    for await (const entry of entriesOf(zip)) {
      // The directory may lie, so the bytes are counted; where it is honest, nothing needs to be unfolded.
      if (unpacked + entry.uncompressedSize > limit) throw bomb()
      for await (const piece of await streamOf(zip, entry)) {
        unpacked += piece.byteLength
        if (unpacked > limit) throw bomb()
      }
    }
  } catch (error) {
    damaged(error as Error)
  } finally {
    zip.close()
  }
}

const bomb = () =>
  problem('too-large', '文件解压后过大，可能是压缩炸弹，不能作为证据收入；请把内容另存为 PDF 后上传')

function damaged(error: Error): never {
  if (error.name === 'Problem') throw error
  throw problem('input-invalid', '文件已损坏', [
    { path: 'content', message: '文件内容不完整，无法读取，请重新导出或者拍照后上传' },
  ])
}
