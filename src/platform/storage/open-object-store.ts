/** The object store that the configuration names: for the server, and for what keeps its bytes safe (backup, restore, doctor). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { diskStore } from './disk-store.ts'
import type { ObjectStore } from './object-store.ts'

/** @throws the file system's error where the file of the secret is missing. */
export async function openObjectStore(config: Config): Promise<ObjectStore> {
  if (config.storage === 'disk') return diskStore(join(config.dataDir, 'blobs'))
  const { s3Store } = await import('./s3-store.ts')
  return s3Store({
    endpoint: config.s3Endpoint,
    bucket: config.s3Bucket,
    region: config.s3Region,
    accessKeyId: config.s3AccessKeyId,
    secretAccessKey: readFileSync(config.s3SecretKeyFile, 'utf8').trim(),
  })
}

/** Where it is, as a person would look for it. */
export function objectStoreAddress({ storage, dataDir, s3Endpoint, s3Bucket }: Config): string {
  return storage === 'disk' ? join(dataDir, 'blobs') : `${s3Endpoint.replace(/\/$/, '')}/${s3Bucket}`
}
