/** Does a long list, some of it at once: a store across the network answers each request late, many as fast as one. */
const many = 8

/** The first failure stops it; what is under way ends before it is thrown. */
export async function atOnce<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const rest = items.entries()
  const failures: unknown[] = []
  const one = async () => {
    for (const [index, item] of rest) {
      if (failures.length > 0) return
      await work(item, index).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: many }, one))
  if (failures.length > 0) throw failures[0]
}
