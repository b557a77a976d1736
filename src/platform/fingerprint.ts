import { createHash } from 'node:crypto'

/** Hex digests of bytes: SHA-256 for the world, SM3 (GB/T 32905) for domestic verifiers. */
export interface Fingerprint {
  sha256: string
  sm3: string
}

export function fingerprint(bytes: Uint8Array): Fingerprint {
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sm3: createHash('sm3').update(bytes).digest('hex'),
  }
}

/** Of bytes as they come, however many: memory holds one piece. */
export async function fingerprintOf(
  pieces: AsyncIterable<Uint8Array>,
): Promise<Fingerprint & { size: number }> {
  const sha256 = createHash('sha256')
  const sm3 = createHash('sm3')
  let size = 0
  for await (const piece of pieces) {
    sha256.update(piece)
    sm3.update(piece)
    size += piece.byteLength
  }
  return { sha256: sha256.digest('hex'), sm3: sm3.digest('hex'), size }
}
