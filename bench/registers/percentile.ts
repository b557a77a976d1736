/** Times of one act, asked again and again. @returns the p-th percentile in milliseconds. */
export async function percentileOf(
  share: number,
  times: number,
  act: (index: number) => Promise<unknown>,
): Promise<number> {
  const taken: number[] = []
  for (let index = 0; index < times; index++) {
    const began = performance.now()
    await act(index)
    taken.push(performance.now() - began)
  }
  return taken.sort((one, other) => one - other)[Math.min(times - 1, Math.floor(times * share))]!
}
