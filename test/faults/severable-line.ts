/** A TCP line between the product and something it stands on, which a test cuts and restores: what is on it breaks, what comes is refused. */
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface SeverableLine {
  /** `127.0.0.1:port`, which stays the same over cuts. */
  address: string
  cut(): Promise<void>
  restore(): Promise<void>
  close(): Promise<void>
}

/** @param target `host:port`. */
export async function severableLine(target: string): Promise<SeverableLine> {
  const { hostname, port } = new URL(`tcp://${target}`)
  const open = new Set<Socket>()
  let server: Server | undefined
  let own = 0

  const join = (near: Socket) => {
    const far = connect(Number(port), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  }
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server = createServer(join)
      server.once('error', reject)
      server.listen(own, '127.0.0.1', () => {
        own = (server!.address() as AddressInfo).port
        resolve()
      })
    })
  const cut = async () => {
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
    server = undefined
    for (const socket of open) socket.resetAndDestroy()
    await closed
  }
  await listen()
  return {
    address: `127.0.0.1:${own}`,
    cut,
    restore: async () => {
      if (!server) await listen()
    },
    close: cut,
  }
}
