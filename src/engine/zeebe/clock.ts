/** The broker's controlled clock (ZEEBE_CLOCK_CONTROLLED): for tests, the conformance runner and the demo. */
export interface BrokerClock {
  /** Moves the broker's time forward. */
  advance(milliseconds: number): Promise<void>
  /** Stops the broker's time at an instant, epoch milliseconds. */
  pin(instant: number): Promise<void>
  /** Back to the machine's time. */
  reset(): Promise<void>
  /** Epoch milliseconds. */
  now(): Promise<number>
}

export function brokerClock(managementAddress: string): BrokerClock {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ epochMilli?: number } | undefined> => {
    const answer = await fetch(`${managementAddress}/actuator/clock${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`the broker's clock refused ${method} ${path}: ${answer.status} ${text}`)
    return text ? (JSON.parse(text) as { epochMilli?: number }) : undefined
  }
  return {
    advance: async (milliseconds) => void (await call('POST', '/add', { offsetMilli: milliseconds })),
    pin: async (instant) => void (await call('POST', '/pin', { epochMilli: instant })),
    reset: async () => void (await call('DELETE', '')),
    now: async () => {
      const { epochMilli } = (await call('GET', '')) ?? {}
      if (epochMilli === undefined) throw new Error('the broker does not tell its time')
      return epochMilli
    },
  }
}
