/** The embedded engine under the bureau's own clock. */
import { connectEmbedded } from '../../src/engine/outbox/index.ts'
import type { EngineUnderTest } from './whole-bureau.ts'

export const onEmbedded: EngineUnderTest = {
  async connect(parts) {
    const link = await connectEmbedded(parts)
    return {
      link,
      async advance(milliseconds) {
        parts.clock.advance(milliseconds)
        await link.quiet()
      },
      close: () => Promise.resolve(),
    }
  },
}
