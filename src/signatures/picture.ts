/** The picture from a signature pad. */
import { imageSize } from 'image-size'
import { PNG } from 'pngjs'
import { problem } from '../platform/problem.ts'

/** Pixels and bytes that a pad may send. */
const most = { width: 3000, height: 1500, bytes: 1_000_000 }
/** IEND, which ends every whole PNG. */
const lastChunk = Buffer.from('0000000049454e44ae426082', 'hex')
/** Dots of ink below which nobody has signed. */
const leastInk = 60

/** @throws Problem `input-invalid` for what is no signature. */
export function requireSignaturePicture(bytes: Buffer): void {
  const wrong = (message: string) => problem('input-invalid', '签名图片不对', [{ path: 'picture', message }])
  if (bytes.byteLength > most.bytes) throw wrong('签名图片不超过 1 MB')
  let size: { width: number; height: number; type?: string }
  try {
    // Before anything unfolds it.
    size = imageSize(bytes)
  } catch {
    throw wrong('签名图片应当是 PNG')
  }
  if (size.type !== 'png') throw wrong('签名图片应当是 PNG')
  if (size.width > most.width || size.height > most.height)
    throw wrong(`签名图片不超过 ${most.width} × ${most.height} 像素`)
  // The reader is content with half a picture.
  if (!bytes.subarray(-12).equals(lastChunk)) throw wrong('签名图片已损坏')
  let picture: { data: Buffer }
  try {
    picture = PNG.sync.read(bytes)
  } catch {
    throw wrong('签名图片已损坏')
  }
  if (inkIn(picture) < leastInk) throw wrong('签名栏是空的，请签名后再确认')
}

/** Dark dots that can be seen. */
function inkIn({ data }: { data: Buffer }): number {
  let ink = 0
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3]! > 100 && data[at]! + data[at + 1]! + data[at + 2]! < 420) ink++
  return ink
}
