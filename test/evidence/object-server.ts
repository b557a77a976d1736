/** An S3-compatible server of its own, with the bucket `evidence` (it looks at keys and names, not at the signature itself). */
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'

export const objectServerKey = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

export interface ObjectServer {
  endpoint: string
  /** Where it keeps the objects. */
  folder: string
  stop(): Promise<void>
}

export async function startObjectServer(): Promise<ObjectServer> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-s3-'))
  const s3 = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'evidence', configs: [] }],
  })
  await s3.run()
  const server = s3.httpServer
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder,
    async stop() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await rm(folder, { recursive: true, force: true })
    },
  }
}
