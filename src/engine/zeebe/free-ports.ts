import { createServer, type AddressInfo, type Server } from 'node:net'

/** `count` different ports of 127.0.0.1 that nobody listens on at this moment. */
export async function freePorts(count: number): Promise<number[]> {
  const probes: Server[] = []
  try {
    for (let i = 0; i < count; i++) {
      const probe = createServer()
      await new Promise<void>((resolve, reject) =>
        probe.once('error', reject).listen(0, '127.0.0.1', resolve),
      )
      probes.push(probe)
    }
    return probes.map((probe) => (probe.address() as AddressInfo).port)
  } finally {
    await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))))
  }
}
