/** What a bureau puts on what it issues: its certificate's signature (PAdES), and the picture of its seal 印章. */
import { readFileSync } from 'node:fs'
import type { Config } from '../platform/config.ts'
import type { Sealer } from './pades.ts'

/** Loaded only where there is a certificate. */
export async function sealerOf({ certificateFile, certificatePasswordFile }: Config): Promise<Sealer> {
  const { openSealer } = await import('./pades.ts')
  const password = certificatePasswordFile ? readFileSync(certificatePasswordFile, 'utf8').trim() : ''
  return openSealer(certificateFile, password)
}

/** @throws Error for what is no PNG. */
export function sealPicture(file: string): string {
  const bytes = readFileSync(file)
  if (!bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')))
    throw new Error(`${file}: the seal's picture must be a PNG`)
  return `data:image/png;base64,${bytes.toString('base64')}`
}
