import { createHash } from 'node:crypto'

/** Hex digests of a document's bytes: SHA-256 for the world, SM3 (GB/T 32905) for domestic verifiers. */
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
